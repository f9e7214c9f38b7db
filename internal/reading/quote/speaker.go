package quote

import (
	"cmp"
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/text"
)

// partyFrom returns the index of the first party that ends behind a token.
func (f *finder) partyFrom(token int) int {
	lo, hi := 0, len(f.parties)
	for lo < hi {
		mid := (lo + hi) / 2
		if f.parties[mid].End <= token {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// partyIn returns the party that a naming is of: the first person in it, else
// the longest mention.
func (f *finder) partyIn(r text.Range) *party.Mention {
	lo := f.partyFrom(r.First)
	var best *party.Mention
	for ; lo < len(f.parties) && f.parties[lo].First < r.End; lo++ {
		m := &f.parties[lo]
		if m.Person != nil && !m.Possessive || m.First == r.First && m.ID != "" && m.Form == party.Name && f.char(m.End) == ',' && m.End < r.End && f.wordAt(m.End+1)&relative != 0 {
			return m // "Germany, which hosts the G20, said"
		}
		if best == nil || m.Len() > best.Len() {
			best = m
		}
	}
	return best
}

// covered reports that a token belongs to the name of a party: "United States".
func (f *finder) covered(i int) bool {
	m := f.partyIn(text.Range{First: i, End: i + 1})
	return m != nil && m.Form == party.Name && m.Len() > 1
}

// leading returns the naming of the first party of the unit, or nothing.
func (f *finder) leading() text.Range {
	if m := f.partyIn(text.Range{First: f.unit.First, End: min(f.unit.First+12, f.unit.End)}); m != nil && f.in[m.First] == 0 {
		return m.Range
	}
	return text.Range{}
}

// speaker tells who the source is, as far as the text tells, and whether that is
// said there or elsewhere in the report.
func (f *finder) speaker(source text.Range) (pledgebook.Speaker, pledgebook.Basis) {
	if source.Len() == 0 {
		return pledgebook.Speaker{}, pledgebook.Context
	}
	who := source
	if source.Len() == 1 && f.wordAt(source.First)&relative != 0 {
		who = text.Range{First: max(source.First-8, f.unit.First), End: source.First}
	}
	if f.sameSpeaker(source) {
		return f.out[f.said.mention].Speaker, pledgebook.Context
	}
	if m := f.partyIn(who); m != nil {
		if m.Person != nil && (m.Person.Name != "" || m.Person.Role != "") {
			who := *m.Person
			if who.Name == "" {
				who.Name = cmp.Or(f.apposedName(source), f.nameDescribed(source, m), f.heldBefore(source).Name)
			}
			if who.Name != "" {
				f.meet(who)
			}
			return who, m.Basis
		}
		if m.ID != "" && m.Form != party.Pronoun {
			who := pledgebook.Speaker{Name: cmp.Or(f.apposedName(source), f.leadName(source, m), f.nameBehindRole(source)), Party: m.Actor()}
			if who.Name != "" {
				f.meet(who)
			}
			return who, m.Basis
		}
	}
	if source.Len() == 1 && f.wordAt(source.First)&personal != 0 || source.Len() == 2 && f.d.Is(source.First, cue.The) && f.wordAt(source.First+1)&calling != 0 {
		return f.person, pledgebook.Context
	}
	if source.Len() == 1 && f.wordAt(source.First)&subject != 0 {
		return f.body(source), pledgebook.Context
	}
	if name := cmp.Or(f.name(source), f.nameBehindRole(f.withoutAge(source)), f.apposedName(source)); name != "" {
		return f.known(name)
	}
	return f.heldBefore(source), pledgebook.Context
}

// body is the body that spoke last, which "it" takes up; nobody for other pronouns,
// and where a person spoke.
func (f *finder) body(source text.Range) (who pledgebook.Speaker) {
	if f.said.mention >= 0 && f.said.number >= f.number-2 && f.d.Is(source.First, cue.It) {
		if last := f.out[f.said.mention].Speaker; last.Name == "" && last.Role == "" {
			who = last
		}
	}
	return who
}

// sameSpeaker reports "he" or "she" behind what somebody said, where every person named
// since stands in the words that were said: it is the same who goes on.
func (f *finder) sameSpeaker(source text.Range) bool {
	if source.Len() != 1 || f.wordAt(source.First)&personal == 0 || f.said.mention < 0 || f.said.number < f.number-2 {
		return false
	}
	last := &f.out[f.said.mention]
	from := max(last.Source.End, last.Clause.End)
	named := last.Speaker.Name == "" // somebody else, in quoted words
	if named && !f.officeIn(last.Source) || last.Clause.First < last.Source.First && last.Clause.End > source.First || from > source.First {
		return false
	}
	for i := f.partyFrom(from); i < len(f.parties) && f.parties[i].First < source.First; i++ {
		if m := &f.parties[i]; m.Type == pledgebook.Person || m.Person != nil {
			if f.in[m.First] == 0 {
				return false
			}
			named = true
		}
	}
	return named
}

// The most mentions ahead in which the holder of an office is looked for.
const maxLater = 200

// heldLater returns the one person whom the report names later with the office that a
// mention is by: "The Prime Minister said … ¶ Prime Minister Jo Vos said". Nobody where
// two hold it.
func (f *finder) heldLater(i int) (who pledgebook.Speaker) {
	source := f.out[i].Source
	if source.Len() > 3 || !f.d.Is(source.First, cue.The) || f.d.Ends(source.End-1, cue.Plural) {
		return who
	}
	office := f.d.Slice(text.Range{First: source.First + 1, End: source.End})
	for k := i + 1; k < min(len(f.out), i+maxLater); k++ {
		m := &f.out[k]
		role := m.Speaker.Role
		if m.Speaker.Name == "" || m.Speaker == who || len(role) < len(office) || !strings.EqualFold(role[len(role)-len(office):], office) {
			continue
		}
		if who.Name != "" && who.Name != m.Speaker.Name {
			return pledgebook.Speaker{}
		}
		who = m.Speaker
	}
	return who
}

// officeIn reports a naming by the office alone: "the deputy governor".
func (f *finder) officeIn(r text.Range) bool {
	m := f.partyIn(r)
	return m != nil && m.Type == pledgebook.Person && m.Form == party.Definite
}

// The most mentions back in which an office is looked for that "the minister" takes up.
const maxHeld = 8

// heldBefore returns who was named with the office that "the minister" takes up: "the
// state's minister for trade, Ana Ruiz". Nobody where two were.
func (f *finder) heldBefore(source text.Range) (who pledgebook.Speaker) {
	if source.Len() < 2 || source.Len() > 3 || !f.d.Is(source.First, cue.The) || f.d.Ends(source.End-1, cue.Plural) {
		return who
	}
	office := text.Range{First: source.First + 1, End: source.End}
	for i := len(f.out) - 1; i >= max(f.base, len(f.out)-maxHeld); i-- {
		m := &f.out[i]
		if m.Speaker.Name == "" || m.Speaker == who || m.Source.Len() < 3 || !f.holds(m.Source, office) {
			continue
		}
		if who.Name != "" {
			return pledgebook.Speaker{}
		}
		who = m.Speaker
	}
	return who
}

// holds reports the words of an office in a naming, before what they are set over.
func (f *finder) holds(r, office text.Range) bool {
	for k := r.First; k+office.Len() <= r.End && f.wordAt(k)&prep == 0; k++ {
		n := 0
		for n < office.Len() && f.sameWord(k+n, office.First+n) {
			n++
		}
		if n == office.Len() {
			return true
		}
	}
	return false
}

// sameWord reports two tokens of one word, whatever their capitals.
func (f *finder) sameWord(a, b int) bool { return strings.EqualFold(f.d.Of(a), f.d.Of(b)) }

func (f *finder) wordAt(i int) parts {
	if id := f.d.Tokens[i].Word; int(id) < len(f.Reader.parts) {
		return f.Reader.parts[id]
	}
	return 0
}

// name returns the run of capitalised words that a naming begins with or ends
// in, where it looks like a person's name: no table knows it.
func (f *finder) name(r text.Range) string {
	first := r.First
	for first < r.End && f.wordAt(first)&title != 0 || first < r.End && first > r.First && f.d.Tokens[first].Char == '.' {
		first++
	}
	end := first
	for end < r.End && f.d.Tokens[end].Kind == text.Word && f.d.Tokens[end].Is(text.Capital) && f.wordAt(end)&(det|prep|and) == 0 && !f.d.Is(end, cue.Possessive) {
		end++
	}
	if end == first || end < r.End && f.d.Tokens[end].Char != ',' || end-first > 4 || f.wordAt(end-1)&(voice|calling) != 0 {
		return ""
	}
	name := f.d.Slice(text.Range{First: first, End: end})
	if _, ok := f.spoken[name]; !ok && end == first+1 && f.d.Ends(first, cue.S) && f.d.SentenceAt(first) >= 0 && f.d.Sentences[f.d.SentenceAt(first)].First == first {
		return "" // "Critics said": a capital for the sentence's sake
	}
	return name
}

// leadName returns the full name that a naming begins with where a body or state
// only describes the person: "Toni Frisch, who heads the Swiss agency".
func (f *finder) leadName(r text.Range, described *party.Mention) string {
	n := f.name(r)
	if !strings.Contains(n, " ") || described.First <= r.First+1 {
		return ""
	}
	return n
}

// nameDescribed returns the name that a naming begins with where an office behind a
// comma only describes the person: "Griffiths, a British diplomat".
func (f *finder) nameDescribed(r text.Range, described *party.Mention) string {
	if described.First <= r.First+1 || f.d.Tokens[r.First].Kind != text.Word || !f.d.Tokens[r.First].Is(text.Capital) {
		return ""
	}
	n := f.name(text.Range{First: r.First, End: described.First})
	if full, ok := f.spoken[n]; ok {
		return full.Name
	}
	return n
}

// withoutAge leaves out the age behind a name: "volunteer Jo Vos, 35".
func (f *finder) withoutAge(r text.Range) text.Range {
	if r.Len() > 2 && f.d.Tokens[r.End-1].Kind == text.Number && f.d.Tokens[r.End-2].Char == ',' {
		r.End -= 2
	}
	return r
}

// nameBehindRole returns the full name that a naming ends in, behind the word for what
// the person is: "the station's correspondent Jo Vos".
func (f *finder) nameBehindRole(r text.Range) string {
	first := r.End
	for first > r.First && f.capital(first-1) {
		first--
	}
	if n := r.End - first; n < 2 || n > 3 || first-1 < r.First || !f.plain(first-1) || f.wordAt(first-1) != 0 || f.d.Is(first-1, cue.Possessive) {
		return ""
	}
	return f.d.Slice(text.Range{First: first, End: r.End})
}

// apposedName returns the name behind a comma in a naming: "the EU's foreign
// policy chief, Annika Strand"; "" where there is none.
func (f *finder) apposedName(r text.Range) string {
	for i := r.First; i+2 < r.End; i++ {
		if f.d.Tokens[i].Char == ',' {
			if n := f.name(text.Range{First: i + 1, End: r.End}); strings.Contains(n, " ") {
				return n
			}
		}
	}
	return ""
}

// known keeps full names by their words, so that "Vos" is "Jo Vos" later on.
func (f *finder) known(name string) (pledgebook.Speaker, pledgebook.Basis) {
	if full, ok := f.spoken[name]; ok {
		f.person = full
		return full, pledgebook.Context
	}
	s := pledgebook.Speaker{Name: name}
	if strings.Contains(name, " ") {
		f.meet(s)
	} else {
		f.spoken[name] = s
	}
	return s, pledgebook.Stated
}

// meet remembers a person who spoke by the first and last word of the name.
func (f *finder) meet(s pledgebook.Speaker) {
	f.person = s
	if first, rest, ok := strings.Cut(s.Name, " "); ok {
		f.spoken[first] = s
		f.spoken[rest[strings.LastIndexByte(rest, ' ')+1:]] = s
	}
}

// fillNames gives a speaker known by one name the full name that the report
// tells later: the headline's "Vos" is the body's "Jo Vos".
func (f *finder) fillNames() {
	for i := f.base; i < len(f.out); i++ {
		m := &f.out[i]
		if m.Speaker == (pledgebook.Speaker{}) && f.officeIn(m.Source) {
			m.Speaker, m.Basis = f.heldLater(i), pledgebook.Context
		}
		if full, ok := f.spoken[m.Speaker.Name]; ok && m.Speaker.Role == "" && m.Speaker.Party == "" {
			m.Speaker, m.Basis = full, pledgebook.Context
		}
	}
}
