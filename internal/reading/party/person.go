package party

import (
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// The most words of one person's name.
const personReach = 6

// office is a role as the text gives it: its words, its party and the state of
// the article before it.
type office struct {
	text.Range
	party pledgebook.PartyID
	sorts sorts
	word  bool // no role by itself
	the   bool // "the minister", "its president"
}

// findRoles reads persons by their role: "Norwegian Prime Minister Jonas Gahr
// Støre", "Mark Rutte, NATO Secretary General,", "the Danish foreign minister".
func (f *finder) findRoles() {
	end := f.sentence.First
	for _, t := range f.d.TagsIn(f.sentence) {
		if t.Category == f.categories.role && t.First >= end && f.nameCovering(t.First) == nil && !f.isSurname(t) && !f.trapped(t) {
			if m := f.person(f.office(t), end); m.Len() > 0 {
				f.found = append(f.found, m)
				end = m.End
			}
		}
	}
}

// trapped reports a role that only begins a longer word for no party: "official
// development assistance".
func (f *finder) trapped(t text.Tag) bool {
	for _, n := range f.d.TagsAt(t.First) {
		if n.Category == f.categories.name && n.End > t.End && f.Reader.names[n.Ref].trap {
			return true
		}
	}
	return false
}

// isSurname reports "King" behind another capitalised word: "Luther King".
func (f *finder) isSurname(t text.Tag) bool {
	return f.roles[t.Ref].surname && f.capital(t.First) && f.capital(t.First-1) && f.nameCovering(t.First-1) == nil
}

// office reads the words around a role's head.
func (f *finder) office(t text.Tag) office {
	o := office{Range: t.Range, sorts: f.roles[t.Ref].sorts, word: f.roles[t.Ref].word}
	first, owner := f.officeBefore(t.First)
	o.First = first
	if end, of := f.officeBehind(t.End, false); end > t.End && f.word(t.End)&linkOf != 0 && !f.possessed(end) {
		o.End = end
		if owner == "" {
			owner = of
		}
	}
	o.party = owner
	for f.word(o.First-1)&temporal != 0 {
		o.First--
	}
	if w := f.word(o.First - 1); w&(article|possessive) != 0 || f.possessed(o.First-1) {
		o.the = true
	}
	return o
}

// person joins an office with the name beside it, not before token from.
func (f *finder) person(o office, from int) Mention {
	m := Mention{Range: o.Range, Type: pledgebook.Person, Form: Individual, State: o.party,
		Basis: pledgebook.Stated, name: -1, noun: o.sorts}
	role := roleWritten(f.d, o.Range, f.words(o.Range))
	if at := f.pastTitle(o.End); f.nameAt(at) > at {
		n := f.nameAt(at)
		m.Name = text.Range{First: at, End: n}
		m.End, m.Rule = n, "role-name"
	} else if at := f.pastTitle(o.End + 1); f.behindComma(o, at) {
		n := f.nameAt(at)
		m.Name = text.Range{First: at, End: n}
		m.End, m.Rule = n, "role-comma-name"
	} else if at, n := f.namedPosted(o); n > at {
		m.Name = text.Range{First: at, End: n}
		m.First, m.End, m.Rule = at, n, "role-posted-name" // the state between stays its own mention
		if t := f.titleBefore(at); t >= 0 {
			m.First = t
		}
	} else if first := f.nameBefore(o); first >= from && (o.party != "" || f.closes(o.End) || f.word(o.End)&linkOf != 0) {
		m.Name = text.Range{First: f.pastTitle(first), End: f.apposed(o)}
		m.First, m.Rule = first, "name-comma-role"
	}
	if m.Name.Len() > 0 {
		if o.party == "" {
			o.party = f.stateBehind(m.Name.End)
			m.State = o.party
		}
		p := pledgebook.Speaker{Name: nameWritten(f.d, m.Name, f.words(m.Name)), Role: role, Party: o.party}
		m.Person, m.ID = &p, kebab(p.Name)
		m.Possessive = f.possessed(m.End)
		return m
	}
	return f.roleAlone(o, m, role)
}

// behindComma reports a name of several words, or with a title, at a token behind an
// office and a comma: "the health minister, Dr Ana Ruiz,".
func (f *finder) behindComma(o office, at int) bool {
	n := f.nameAt(at)
	titled := at > o.End+1
	return f.char(o.End) == ',' && (n > at+1 || titled && n > at) && (o.the || o.party != "" || titled) && f.closes(n)
}

// namedPosted returns where the name stands behind the state that somebody is sent to:
// "the Japanese ambassador to Malawi Kenji Mori", "…, Mr Mori,".
func (f *finder) namedPosted(o office) (at, end int) {
	if o.party == "" || f.word(o.End)&(movement|atPlace) == 0 {
		return 0, 0
	}
	i := o.End + 1
	if f.word(i)&article != 0 {
		i++
	}
	n := f.nameCovering(i)
	if n == nil || n.First != i || n.Possessive {
		return 0, 0
	}
	from := n.End
	if f.char(from) == ',' {
		from++
	}
	at = f.pastTitle(from)
	end = f.nameAt(at)
	if end < at+2 && at == from || f.char(n.End) == ',' && !f.closes(end) {
		return 0, 0
	}
	return at, end
}

// stateBehind returns the state of "President Ghani of Afghanistan".
func (f *finder) stateBehind(i int) pledgebook.PartyID {
	if f.word(i)&linkOf == 0 || f.d.Tokens[i].End-f.d.Tokens[i].Start != 2 {
		return ""
	}
	if f.word(i+1)&article != 0 {
		i++
	}
	if n := f.nameCovering(i + 1); n != nil && n.Form == Name {
		return n.ID
	}
	return ""
}

// roleAlone keeps a role without a name where a party or an article says whose.
func (f *finder) roleAlone(o office, m Mention, role string) Mention {
	m.Possessive = f.possessed(m.End)
	switch {
	case o.party != "":
		m.Rule, m.Person = "role-of-party", &pledgebook.Speaker{Role: role, Party: o.party}
	case o.the && !o.word && f.style != allCaps:
		m.Form, m.Rule = Definite, "the-role"
	default:
		m.Range = text.Range{}
	}
	return m
}

// closes reports that a name in apposition ends at i.
func (f *finder) closes(i int) bool {
	return i >= f.sentence.End || f.char(i) == ',' || f.char(i) == '.' || f.char(i) == ')' || f.word(i)&speaks != 0
}

// apposed returns the comma or bracket that parts a name from the role behind
// it, or -1.
func (f *finder) apposed(o office) int {
	k := o.First - 1
	if w := f.word(k); w&article != 0 {
		k--
	}
	if c := f.char(k); c == ',' || c == '(' {
		return k
	}
	return -1
}

// nameBefore returns where the name before an apposed role starts, or -1.
func (f *finder) nameBefore(o office) int {
	comma := f.apposed(o)
	if comma < 0 {
		return -1
	}
	for n := personReach; n >= 2; n-- {
		first := comma - n
		if first >= f.sentence.First && f.nameAt(first) == comma && f.word(first-1)&atPlace == 0 {
			return first
		}
	}
	if first := comma - 1; f.nameAt(first) == comma {
		return f.titleBefore(first)
	}
	return -1
}

// pastTitle returns the first token behind a title that begins at i, else i.
func (f *finder) pastTitle(i int) int {
	if f.word(i)&honorific == 0 {
		return i
	}
	if f.char(i+1) == '.' {
		return i + 2
	}
	return i + 1
}

// titleBefore returns where the title before a name starts ("Mr."), or -1.
func (f *finder) titleBefore(i int) int {
	if f.char(i-1) == '.' {
		i--
	}
	if f.word(i-1)&honorific == 0 {
		return -1
	}
	return i - 1
}

// nameAt returns where the person's name that begins at token i ends, or i.
func (f *finder) nameAt(i int) int {
	if !f.namePart(i) || f.style == allCaps {
		return i
	}
	end := i + 1
	for k := end; k < i+personReach && k < f.sentence.End; k++ {
		switch {
		case f.char(k) == '_':
		case f.char(k) == '.' && f.d.Tokens[k-1].End-f.d.Tokens[k-1].Start == 1:
		case f.char(k) == '-' && !f.d.Tokens[k].Is(text.SpaceBefore) && f.joinsName(k+1):
		case f.word(k)&particle != 0 && (f.namePart(k+1) || f.word(k+1)&particle != 0 || f.char(k+1) == '-'):
		case f.namePart(k) && (f.style == prose || f.word(end-1)&given != 0 || f.char(k-1) == '.'):
			end = k + 1
		case f.char(k-1) == '-' && f.d.Tokens[k].Kind == text.Word:
			end = k + 1
		default:
			return end
		}
	}
	return end
}

// joinsName reports the second half of a hyphenated name: "Brooks-Lasure",
// "Woong-bae", but not "Lund-led".
func (f *finder) joinsName(i int) bool {
	if i >= f.sentence.End || f.d.Tokens[i].Kind != text.Word || f.d.Tokens[i].Is(text.SpaceBefore) {
		return false
	}
	short := f.word(i) == 0 && f.d.Tokens[i].End-f.d.Tokens[i].Start <= 5
	return f.capital(i) || short && f.d.Tokens[i].Word == 0 || short && f.syllables(i)
}

// syllables reports the second half of a name in two syllables behind a family name, though
// it is a word too: "Ban Ki-moon", but not "Lund-led".
func (f *finder) syllables(i int) bool {
	before := f.d.Tokens[i-2]
	return i-3 >= f.sentence.First && f.namePart(i-3) && f.namePart(i-2) && before.End-before.Start <= 4 && !f.d.Ends(i, cue.Past)
}

// namePart reports a capitalised word that may be part of a person's name.
func (f *finder) namePart(i int) bool {
	if !f.capital(i) {
		return false
	}
	w := f.word(i)
	if w&(noName|honorific|bodyHead|officeWord|companyAfter|ministryHead|cityOnlyAfter) != 0 || w&calendar != 0 && w&given == 0 {
		return false
	}
	if m := f.nameCovering(i); m != nil {
		return m.name >= 0 && f.Reader.names[m.name].care == personName && m.Len() == 1 && f.word(i-1)&given != 0
	}
	_, head := f.tagged(i, f.categories.role)
	return !head
}

// words returns the text of a range with its white space made single.
func (f *finder) words(r text.Range) string {
	s := f.d.Slice(r)
	if hasMarkup(s) {
		return f.joined(r)
	}
	return s
}

// hasMarkup reports anything between or around words but single spaces.
func hasMarkup(s string) bool {
	before := byte(0)
	for i := range len(s) {
		switch c := s[i]; c {
		case '\n', '\t', '*', '\\', '[', ']', '_':
			return true
		case ' ':
			if before == ' ' {
				return true
			}
		case 0xA0: // of a space that nothing breaks
			if before == 0xC2 {
				return true
			}
		}
		before = s[i]
	}
	return false
}

// joined writes tokens with single spaces, leaving out the markup between them.
func (f *finder) joined(r text.Range) string {
	var b strings.Builder
	for i := r.First; i < r.End; i++ {
		if i > r.First && f.d.Tokens[i].Is(text.SpaceBefore) {
			b.WriteByte(' ')
		}
		if f.d.Tokens[i].Char == '_' {
			b.WriteByte(' ')
			continue
		}
		b.WriteString(f.d.Of(i))
	}
	return b.String()
}

// findTitled reads "Mr. Dousa", "Dr Tedros Adhanom Ghebreyesus".
func (f *finder) findTitled() {
	for i := f.sentence.First; i < f.sentence.End; i++ {
		if f.word(i)&honorific == 0 || !f.capital(i) {
			continue
		}
		first := f.pastTitle(i)
		end := f.nameAt(first)
		if end == first {
			continue
		}
		name := text.Range{First: first, End: end}
		p := pledgebook.Speaker{Name: nameWritten(f.d, name, f.words(name))}
		f.found = append(f.found, Mention{Range: text.Range{First: i, End: end}, ID: kebab(p.Name), Type: pledgebook.Person,
			Form: Individual, Person: &p, Name: name, Basis: pledgebook.Stated, Rule: "titled-name", Possessive: f.possessed(end), name: -1})
		i = end - 1
	}
}
