package party

import (
	"cmp"

	"pledgebook"
	"pledgebook/internal/reading/text"
)

// people are the persons of one report by surname, in lower case.
type people struct {
	known   []known
	surname map[string]int32
	acronym map[string]int32 // index of the mention it abbreviates
	fold    []byte
}

// known is one person and the best the report tells of them.
type known struct {
	person  pledgebook.Speaker
	noun    sorts
	doubted bool // two persons share the surname
}

// meetPeople collects the persons that Find saw with role or title, and the
// acronyms that stand in brackets behind a body without a row of its own.
func (v *resolver) meetPeople() {
	for i := range v.mentions {
		m := &v.mentions[i]
		if m.Form == Individual && m.Name.Len() > 0 && !v.isAside(v.d.SentenceAt(m.First)) {
			v.ownOffice(m)
			v.meet(m)
		}
		if m.Type == pledgebook.Organisation && m.ID != "" {
			v.abbreviate(i)
		}
	}
}

func (v *resolver) meet(m *Mention) {
	key := v.fold(v.d.Of(m.Name.End - 1))
	at, ok := v.people.surname[string(key)]
	if !ok {
		v.people.add(string(key), known{person: *m.Person, noun: m.noun})
		return
	}
	k := &v.people.known[at]
	if !sameFirstName(k.person.Name, m.Person.Name) {
		k.doubted = true
		return
	}
	if len(m.Person.Name) > len(k.person.Name) {
		k.person.Name = m.Person.Name
	}
	if k.person.Role == "" || k.person.Party == "" && m.Person.Party != "" {
		k.person.Role, k.person.Party = cmp.Or(m.Person.Role, k.person.Role), m.Person.Party
	}
	k.noun |= m.noun
}

// add notes a person by a surname that nobody has yet.
func (p *people) add(surname string, k known) {
	if p.surname == nil {
		p.surname = map[string]int32{}
	}
	p.surname[surname] = int32(len(p.known))
	p.known = append(p.known, k)
}

// sameFirstName reports that two names with one surname may be one person's:
// the first names agree as far as both are given.
func sameFirstName(a, b string) bool {
	return !spaced(a) || !spaced(b) || a[0] == b[0]
}

func spaced(s string) bool {
	for i := range len(s) {
		if s[i] == ' ' {
			return true
		}
	}
	return false
}

// fold writes a word in lower case into memory used again and again.
func (v *resolver) fold(word string) []byte {
	v.people.fold = v.people.fold[:0]
	for i := range len(word) {
		c := word[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		v.people.fold = append(v.people.fold, c)
	}
	return v.people.fold
}

// abbreviate notes the acronym of "Rural Shelter Fund (RSF)". It holds for this
// report against any other body that the lexicon knows by these letters, while
// a name that the lexicon lacks is that of the body it knows by them.
func (v *resolver) abbreviate(i int) {
	at := v.mentions[i].End
	if at+2 >= len(v.d.Tokens) || v.d.Tokens[at].Char != '(' || v.d.Tokens[at+2].Char != ')' || !v.d.Tokens[at+1].Is(text.AllCaps) {
		return
	}
	if m := &v.mentions[i]; m.name < 0 && i+1 < len(v.mentions) && v.mentions[i+1].First == at+1 && v.mentions[i+1].ID != "" {
		known := &v.mentions[i+1]
		m.ID, m.State, m.Type = known.ID, known.State, known.Type
		return
	}
	if v.people.acronym == nil {
		v.people.acronym = map[string]int32{}
	}
	v.people.acronym[v.d.Of(at+1)] = int32(i)
}

// addSurnames marks the known surnames and acronyms that stand alone.
func (v *resolver) addSurnames() {
	if len(v.people.known) == 0 && v.people.acronym == nil {
		return
	}
	old := len(v.mentions)
	next := 0
	letters := v.people.letters()
	for _, k := range v.d.Capitals {
		i := int(k)
		t := &v.d.Tokens[i]
		if t.End-t.Start < 3 || letters&letterBit(v.d.Text[t.Start]) == 0 {
			continue
		}
		for next < old && v.mentions[next].End <= i {
			next++
		}
		if next < old && v.mentions[next].First <= i {
			continue
		}
		if at, ok := v.people.acronym[v.d.Of(i)]; ok && v.mentions[at].End < i {
			v.mentions = append(v.mentions, v.acronym(i, at))
			continue
		}
		if at, ok := v.people.surname[string(v.fold(v.d.Of(i)))]; ok && !v.people.known[at].doubted && !v.inLongerName(i) {
			v.mentions = append(v.mentions, v.surname(i, at))
		}
	}
	v.renameAcronyms(old)
	if len(v.mentions) > old {
		v.mentions = merge(v.mentions, old)
	}
}

// letters is the set of letters that a known surname or acronym begins with.
func (p *people) letters() (set uint32) {
	for name := range p.surname {
		set |= letterBit(name[0])
	}
	for name := range p.acronym {
		set |= letterBit(name[0])
	}
	return set
}

// letterBit is the place of a word's first byte in a set, in whatever case.
func letterBit(c byte) uint32 { return 1 << (c & 31) }

// renameAcronyms gives the letters that Find took for one body to the body that
// the report introduced by them: "African Development Bank (ADB)".
func (v *resolver) renameAcronyms(end int) {
	if v.people.acronym == nil {
		return
	}
	for i := range v.mentions[:end] {
		m := &v.mentions[i]
		if m.Len() != 1 || m.Form != Name && m.Form != Agency {
			continue
		}
		if at, ok := v.people.acronym[v.d.Of(m.First)]; ok && v.mentions[at].End < m.First && v.mentions[at].ID != m.ID {
			possessive := m.Possessive
			*m = v.acronym(m.First, at)
			m.Possessive = possessive
		}
	}
}

func (v *resolver) acronym(i int, at int32) Mention {
	m := v.mentions[at]
	m.Range, m.Rule, m.Possessive = text.Range{First: i, End: i + 1}, "acronym", v.genitive(i+1)
	return m
}

// surname makes the mention of a surname, with the given name before it.
func (v *resolver) surname(i int, at int32) Mention {
	k := &v.people.known[at]
	first := i
	if i > 0 && v.d.Tokens[i-1].Is(text.Capital) && v.class(v.d.Tokens[i-1])&given != 0 {
		first--
	}
	p := k.person
	m := Mention{Range: text.Range{First: first, End: i + 1}, ID: kebab(p.Name), Type: pledgebook.Person, Form: Individual,
		State: p.Party, Person: &p, Name: text.Range{First: first, End: i + 1}, Basis: pledgebook.Context, Rule: "surname", name: -1, noun: k.noun}
	m.Possessive = v.genitive(i + 1)
	return m
}

// genitive reports "'s" at token i.
func (v *resolver) genitive(i int) bool {
	if i >= len(v.d.Tokens) {
		return false
	}
	n := v.d.Tokens[i]
	return n.Kind == text.Word && !n.Is(text.SpaceBefore) && n.End-n.Start <= 4 && v.d.Text[n.End-1] == 's'
}

// complete fills in what the report says elsewhere of a person, and the state of
// an office that names none.
func (v *resolver) complete(m *Mention) {
	if m.Name.Len() == 0 {
		v.apposed(m)
	}
	v.owned(m)
	if m.Name.Len() == 0 && m.State != "" && m.Person != nil && m.Person.Name == "" {
		v.sameOffice(m)
	}
	if m.Name.Len() > 0 {
		if at, ok := v.people.surname[string(v.fold(v.d.Of(m.Name.End-1)))]; ok && !v.people.known[at].doubted {
			k := &v.people.known[at]
			if m.State == "" && k.person.Party != "" {
				m.State, m.Person.Party, m.Basis = k.person.Party, k.person.Party, pledgebook.Context
			}
			m.Person.Name, m.Person.Role = k.person.Name, cmp.Or(m.Person.Role, k.person.Role)
			m.ID, m.noun = kebab(k.person.Name), m.noun|k.noun
		}
	}
	if m.State == "" && m.Name.Len() > 0 {
		v.completeLeader(m)
	}
	if m.State == "" && m.noun&v.stateOffices() != 0 {
		if home := cmp.Or(v.homeState(), v.onlyState()); home != "" {
			m.State, m.Person.Party, m.Basis = home, home, pledgebook.Context
		}
	}
}

// sameOffice gives an office of a party the one person of the report who holds it:
// "the Greek prime minister".
func (v *resolver) sameOffice(m *Mention) {
	only := -1
	for i := range v.people.known[:min(len(v.people.known), mostKnown)] {
		k := &v.people.known[i]
		if k.doubted || k.person.Party != m.State && (k.person.Party != "" || m.noun&v.stateOffices() == 0) || m.noun == 0 || k.noun&m.noun != m.noun {
			continue
		}
		if only >= 0 {
			return
		}
		only = i
	}
	if only >= 0 {
		p := v.people.known[only].person
		p.Party = m.State
		m.Person, m.ID, m.Basis, m.Rule = &p, kebab(p.Name), pledgebook.Context, "same-office"
	}
}

// apposed gives a bare role the person right before it: "Haugen, this year's
// president of the G7".
func (v *resolver) apposed(m *Mention) {
	i := v.index(m)
	if i == 0 {
		return
	}
	before := &v.mentions[i-1]
	gap := m.First - before.End
	if before.Form != Individual || before.Name.Len() == 0 || gap > 5 || v.d.Tokens[before.End].Char != ',' {
		return
	}
	if gap > 3 && !v.genitive(m.First-1) || gap > 1 && v.class(v.d.Tokens[before.End+1])&linkAnd != 0 {
		return // "Lena Berg, and the director of the bank": two persons
	}
	m.ID, m.State, m.Person, m.Rule = before.ID, before.State, before.Person, "apposed-role"
}

// completeLeader adds the party of a person whose name and office are those of
// the leader in office on the report's day.
func (v *resolver) completeLeader(m *Mention) {
	for _, first := range []int{m.Name.First, m.Name.End - 1} {
		l, at, _ := v.leaderAt(first, m.Person)
		if l != nil && at.End == m.Name.End {
			m.State, m.Person.Party, m.Basis, m.Rule = l.person.Party, l.person.Party, pledgebook.Context, "leader"
			m.Person.Name, m.ID = l.person.Name, kebab(l.person.Name)
			return
		}
	}
}

// stateOffices are the roles that only a state gives.
func (r *Reader) stateOffices() sorts {
	return r.roleBits["minister"] | r.roleBits["prime-minister"]
}

// inLongerName reports a word with an unknown capitalised word right behind it,
// where capitals mean something: "Smith Barney".
func (v *resolver) inLongerName(i int) bool {
	if i+1 >= len(v.d.Tokens) {
		return false
	}
	next := v.d.Tokens[i+1]
	if next.Kind != text.Word || !next.Is(text.Capital) || next.Word != 0 || next.Is(text.LineBefore) {
		return false
	}
	return v.styleAt(i) == prose
}

// styleAt returns the style of the sentence of a token, kept for the next call.
func (v *resolver) styleAt(i int) style {
	if !v.styled.Contains(text.Range{First: i, End: i + 1}) {
		s := v.d.SentenceAt(i)
		if s < 0 {
			return prose
		}
		v.styled = v.d.Sentences[s].Range
		v.style = styleOf(v.d, v.styled)
	}
	return v.style
}
