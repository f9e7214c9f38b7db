package quote

import (
	"cmp"
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/text"
)

// partyIn returns the party that a naming is of: the first person in it, else
// the longest mention.
func (f *finder) partyIn(r text.Range) *party.Mention {
	lo, hi := 0, len(f.parties)
	for lo < hi {
		mid := (lo + hi) / 2
		if f.parties[mid].End <= r.First {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	var best *party.Mention
	for ; lo < len(f.parties) && f.parties[lo].First < r.End; lo++ {
		m := &f.parties[lo]
		if m.Person != nil && !m.Possessive {
			return m
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
	if m := f.partyIn(who); m != nil {
		if m.Person != nil && (m.Person.Name != "" || m.Person.Role != "") {
			who := *m.Person
			if who.Name == "" {
				who.Name = f.apposedName(source)
			}
			if who.Name != "" {
				f.meet(who)
			}
			return who, m.Basis
		}
		if m.ID != "" && m.Form != party.Pronoun {
			who := pledgebook.Speaker{Name: cmp.Or(f.apposedName(source), f.leadName(source, m)), Party: m.Actor()}
			if who.Name != "" {
				f.meet(who)
			}
			return who, m.Basis
		}
	}
	if source.Len() == 1 && f.wordAt(source.First)&singular != 0 {
		return f.person, pledgebook.Context
	}
	if name := f.name(source); name != "" {
		return f.known(name)
	}
	return pledgebook.Speaker{}, pledgebook.Context
}

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
	if end == first || end < r.End && f.d.Tokens[end].Char != ',' || end-first > 4 {
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
		if full, ok := f.spoken[m.Speaker.Name]; ok && m.Speaker.Role == "" && m.Speaker.Party == "" {
			m.Speaker, m.Basis = full, pledgebook.Context
		}
	}
}
