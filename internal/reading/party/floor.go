package party

import (
	"cmp"
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/text"
	"pledgebook/internal/reading/turn"
)

// This file finds out who has the floor in a transcript: whom a label names, and
// who signs a text that has none.

// seat is what a label says of who speaks.
type seat struct {
	name, role text.Range
	sorts      sorts
	party      pledgebook.PartyID
	bare       bool // the role is its head alone: "SPOKESMAN"
}

// giveFloor names the speakers of the turns. One label is one person for the
// whole report.
func (v *resolver) giveFloor() {
	if len(v.turns) == 0 {
		return
	}
	named := map[string]pledgebook.Speaker{}
	var signed turn.Turn
	if v.turns[0].Label.Len() == 0 {
		signed = v.signedTurn()
	}
	for i := range v.turns {
		t := &v.turns[i]
		if t.Label.Len() == 0 {
			t.Source, t.Speaker = signed.Source, signed.Speaker
			continue
		}
		key := v.d.Slice(t.Label)
		who, ok := named[key]
		if !ok {
			who = v.seated(t)
			named[key] = who
		}
		t.Speaker = who
	}
	v.speakForHome()
}

// signedTurn is who speaks where no label says it, and where the head names them.
func (v *resolver) signedTurn() (t turn.Turn) {
	if m := v.signer(false); m != nil {
		t.Source, t.Speaker = m.Range, v.withLeader(*m.Person)
	} else if len(v.title) == 1 {
		t.Speaker = v.title[0]
	} else {
		t.Speaker.Party = v.home
	}
	return t
}

// readTitle meets the persons of a headline that is no part of the text.
func (v *resolver) readTitle(report *pledgebook.Report) {
	if len(v.turns) == 0 || report.Headline == "" {
		return
	}
	for _, p := range report.Parts {
		if p.Kind == pledgebook.PartHeadline {
			return
		}
	}
	_, mentions := v.short(report.Headline)
	for i := range mentions {
		m := &mentions[i]
		if m.Form != Individual || m.Person == nil || m.Person.Name == "" {
			continue
		}
		v.title = append(v.title, v.withLeader(*m.Person))
		key := string(v.fold(lastName(m.Person.Name)))
		if _, met := v.people.surname[key]; !met {
			v.people.add(key, known{person: *m.Person, noun: m.noun})
		}
	}
}

// signer returns the mention of the one person who is said, before the first
// turn, to have spoken; nil where there is none or there are two. Whom an
// interview asks need only be named there.
func (v *resolver) signer(asked bool) *Mention {
	for i := range v.mentions {
		m := &v.mentions[i]
		if m.First >= min(v.turns[0].First, headReach) {
			break
		}
		if m.Form == Individual {
			v.complete(m)
		}
		if m.Form != Individual || m.Person == nil || m.Person.Name == "" || !asked && !v.signed(m.First) {
			continue
		}
		if v.withAnother(i) {
			return nil
		}
		return m
	}
	return nil
}

// The most tokens from one who signs to another.
const nextSigner = 14

// withAnother reports a second person who signs: "Minister A of Norway and Minister
// B of Chad".
func (v *resolver) withAnother(i int) bool {
	for k := i + 1; k < len(v.mentions) && v.mentions[k].First-v.mentions[i].End <= nextSigner; k++ {
		m := &v.mentions[k]
		if v.d.SentenceAt(m.First) != v.d.SentenceAt(v.mentions[i].First) {
			return false
		}
		if before := m.First - 1; m.Form == Individual && (v.class(v.d.Tokens[before])&linkAnd != 0 || v.d.Tokens[before].Char == '&') {
			return true
		}
	}
	return false
}

// signed reports a word such as "remarks" or "briefing" in the line before a
// token, or a line that opens with "by".
func (v *resolver) signed(token int) bool {
	s := v.d.SentenceAt(token)
	if s < 0 {
		return false
	}
	if v.d.Parts[v.d.Sentences[s].Part].Kind == pledgebook.PartByline {
		return true
	}
	first := v.d.Sentences[s].First
	if v.class(v.d.Tokens[first])&signs != 0 {
		return true
	}
	for k := first; k < token; k++ {
		if v.class(v.d.Tokens[k])&(signature|talk) != 0 {
			return true
		}
	}
	return false
}

// seated tells whom a label names.
func (v *resolver) seated(t *turn.Turn) pledgebook.Speaker {
	if t.Answer {
		if m := v.signer(true); m != nil {
			return *m.Person
		}
		return pledgebook.Speaker{}
	}
	st := v.seatOf(t.Label)
	switch {
	case t.Asker:
		return pledgebook.Speaker{}
	case t.Chair && st.name.Len() <= 1 && st.role.Len() == 0:
		return pledgebook.Speaker{Role: inSmall(v.d, v.oneLine(t.Label), true)}
	case st.name.Len() > 0:
		if p, ok := v.byInitials(st.name); ok {
			return p
		}
		return v.seatedByName(st)
	case st.role.Len() > 0:
		return v.seatedByRole(st)
	}
	return pledgebook.Speaker{}
}

// The most letters of a label that is somebody's initials.
const mostInitials = 4

// byInitials returns the one person of the report whose initials a label is: "T.F."
// behind "Toni Frisch".
func (v *resolver) byInitials(name text.Range) (only pledgebook.Speaker, ok bool) {
	letters := strings.ReplaceAll(strings.ReplaceAll(v.oneLine(name), ".", ""), " ", "")
	if len(letters) < 2 || len(letters) > mostInitials || strings.ToUpper(letters) != letters {
		return only, false
	}
	for i := range v.people.known[:min(len(v.people.known), mostKnown)] {
		p := v.people.known[i].person
		if initials(p.Name) != letters {
			continue
		}
		if ok {
			return pledgebook.Speaker{}, false
		}
		only, ok = p, true
	}
	return only, ok
}

// initials are the first letters of a name's words.
func initials(name string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(name) {
		for _, r := range w {
			b.WriteRune(r)
			break
		}
	}
	return b.String()
}

// seatOf parts a label into name, role and party. What stands in brackets is no
// name, and words right before a role belong to it: "SENIOR OFFICIAL".
func (v *resolver) seatOf(label text.Range) (st seat) {
	closed := false // behind a name and a comma
	for k := label.First; k < label.End; k++ {
		t := v.d.Tokens[k]
		if t.Char == '(' || t.Char == '[' {
			break
		}
		if end, ref := v.roleAt(k, label.End); end > k {
			k = v.seatRole(&st, text.Range{First: k, End: v.officeEnd(end, label.End)}, ref) - 1
			continue
		}
		closed = closed || st.name.Len() > 0 && v.class(t)&linkOf != 0
		if m := v.partyCovering(k); m != nil && (st.name.Len() == 0 || closed) {
			if st.party == "" {
				st.party = m.Actor()
			}
			k = min(m.End, label.End) - 1
			continue
		}
		closed = closed || t.Char == ',' && st.name.Len() > 0
		if closed || t.Kind != text.Word || v.class(t)&(honorific|article|linkOf|linkAnd) != 0 {
			continue
		}
		if st.name.Len() == 0 {
			st.name.First = k
		}
		st.name.End = k + 1
	}
	if st.role.Len() == 0 && st.name.Len() > 0 && st.name.First > label.First && v.class(v.d.Tokens[label.First])&article != 0 {
		st.role, st.name = st.name, text.Range{} // "THE SECOND GENTLEMAN"
	}
	return st
}

// seatRole notes a role of a label and returns where to go on. The first one
// counts; what follows a name and a comma is its role.
func (v *resolver) seatRole(st *seat, r text.Range, ref int32) int {
	head := r
	if st.name.Len() > 0 && st.name.End == r.First {
		r.First, st.name = st.name.First, text.Range{}
	}
	for r.First > 0 && v.class(v.d.Tokens[r.First-1])&(officeWord|temporal) != 0 && (st.name.Len() == 0 || r.First-1 > st.name.End) {
		r.First--
	}
	if st.role.Len() == 0 {
		st.role, st.sorts, st.bare = r, v.roles[ref].sorts, r == head
	}
	return r.End
}

// officeEnd returns the end of "of Foreign Affairs", "for Development" behind a
// role in a label.
func (v *resolver) officeEnd(i, end int) int {
	if i+1 < end && v.class(v.d.Tokens[i])&linkOf != 0 {
		for i++; i < end && v.d.Tokens[i].Kind == text.Word; i++ {
		}
	}
	return i
}

// roleAt returns the end of the role that begins at a token, and its number.
func (v *resolver) roleAt(k, limit int) (end int, ref int32) {
	for _, t := range v.d.TagsAt(k) {
		if t.Category == v.categories.role && t.End <= limit {
			return t.End, t.Ref
		}
	}
	return k, 0
}

// partyCovering returns the mention of a body or state over a token, or nil.
func (v *resolver) partyCovering(token int) *Mention {
	i := v.index(&Mention{Range: text.Range{First: token + 1}})
	for i--; i >= 0 && v.mentions[i].End > token; i-- {
		if m := &v.mentions[i]; m.Type != pledgebook.Person && m.Form != Pronoun && m.Form != Definite && m.ID != "" {
			return m
		}
	}
	return nil
}

// seatedByName returns the person of a surname whom the report tells of, with
// what the label adds, and remembers who it is by.
func (v *resolver) seatedByName(st seat) pledgebook.Speaker {
	last := st.name.End - 1
	key := string(v.fold(v.d.Of(last)))
	p := pledgebook.Speaker{Name: nameWritten(v.d, st.name, v.oneLine(st.name))}
	at, met := v.people.surname[key]
	if met && !v.people.known[at].doubted {
		p = v.people.known[at].person
	}
	if !spaced(p.Name) {
		v.inFull(&p, st.name)
	}
	if p.Role == "" && st.role.Len() > 0 {
		p.Role = v.roleOf(st)
	}
	if p.Party == "" {
		p.Party = cmp.Or(st.party, v.partyOfRole(st))
	}
	p = v.withLeader(p)
	switch {
	case !met:
		v.people.add(key, known{person: p, noun: st.sorts})
	case !v.people.known[at].doubted:
		v.people.known[at].person = p
		v.people.known[at].noun |= st.sorts
	}
	return p
}

func (v *resolver) roleOf(st seat) string { return roleWritten(v.d, st.role, v.oneLine(st.role)) }

// The tokens at the head of a report in which a full name is looked for, and the
// names before a surname.
const (
	headReach  = 1500
	givenReach = 3
)

// inFull completes a person known by a surname from where the report's head has
// the name in full: "Press Secretary Karine Jean-Pierre", "President Samia Suluhu
// Hassan of Tanzania".
func (v *resolver) inFull(p *pledgebook.Speaker, name text.Range) {
	for i := 1; i+name.Len() <= min(len(v.d.Tokens), headReach); i++ {
		if t := &v.d.Tokens[i]; t.Kind == text.Word && !t.Is(text.Capital) || i == name.First || !v.sameName(i, name) {
			continue
		}
		end, first := i+name.Len(), v.givenBefore(i)
		if first == i && v.stateBehind(end) == "" {
			continue
		}
		if r := (text.Range{First: first, End: end}); first < i {
			p.Name = nameWritten(v.d, r, v.oneLine(r))
		}
		v.officeOf(p, first, end)
		return
	}
}

// givenBefore returns where the given names before a surname begin: at the nearest
// known given name and the ones before it, else at the one word before.
func (v *resolver) givenBefore(i int) int {
	first, capitals := i, v.d.Tokens[i].Is(text.AllCaps)
	for first > 0 && i-first < givenReach && v.givenLike(first-1) && (capitals || !v.d.Tokens[first-1].Is(text.AllCaps)) {
		first--
		if v.class(v.d.Tokens[first])&given != 0 && (first == 0 || v.class(v.d.Tokens[first-1])&given == 0) {
			return first
		}
	}
	return max(first, i-1)
}

// sameName reports the words of a name at a token, in whatever case.
func (v *resolver) sameName(i int, name text.Range) bool {
	for k := range name.Len() {
		t := v.d.Tokens[i+k]
		if t.Kind == text.Word && !t.Is(text.Capital) || !strings.EqualFold(v.d.Of(i+k), v.d.Of(name.First+k)) {
			return false
		}
	}
	return true
}

// givenLike reports a word that may stand before a surname: one with a capital
// that is no office, title or body.
func (v *resolver) givenLike(i int) bool {
	t := v.d.Tokens[i]
	w := v.class(t)
	if t.Kind != text.Word || !t.Is(text.Capital) || v.d.Has(i, v.categories.role) || w&given == 0 && t.End-t.Start < 2 {
		return false
	}
	return w&given != 0 || w&(noName|honorific|officeWord|article|linkOf|linkAnd|atPlace|calendar|bodyHead|ministryHead|signature|temporal) == 0 && v.partyCovering(i) == nil
}

// officeOf takes role and party of the person whose full name is given from the
// mention that holds the first of it.
func (v *resolver) officeOf(p *pledgebook.Speaker, first, end int) {
	i := v.index(&Mention{Range: text.Range{First: end}})
	for i--; i >= 0 && v.mentions[i].End >= first; i-- {
		if m := &v.mentions[i]; m.Form == Individual && m.Person != nil {
			p.Role, p.Party = cmp.Or(p.Role, m.Person.Role), cmp.Or(p.Party, m.State)
			if m.Person.Role != "" && len(m.Person.Role) > len(p.Role) {
				p.Role = m.Person.Role
			}
		}
	}
	p.Party = cmp.Or(v.stateBehind(end), p.Party)
}

// stateBehind returns the state in "of Tanzania" at a token.
func (v *resolver) stateBehind(i int) pledgebook.PartyID {
	if i+1 >= len(v.d.Tokens) || v.class(v.d.Tokens[i])&linkOf == 0 {
		return ""
	}
	i++
	for i+1 < len(v.d.Tokens) && v.class(v.d.Tokens[i])&article != 0 {
		i++
	}
	if m := v.partyCovering(i); m != nil && m.Type == pledgebook.State && m.Form == Name {
		return m.ID
	}
	return ""
}

// partyOfRole returns the one party whose holder of an office the report names
// before anybody speaks: "the Prime Minister of Denmark"; for a minister else the
// state that the report speaks for.
func (v *resolver) partyOfRole(st seat) (only pledgebook.PartyID) {
	if st.role.Len() == 0 {
		return ""
	}
	for i := range v.mentions {
		m := &v.mentions[i]
		if m.First >= min(v.turns[0].First, headReach) {
			break
		}
		if m.State == "" || m.Person == nil || m.Name.Len() > 0 || !st.isOf(m.Person.Role, v.oneLine(st.role), m.noun) {
			continue
		}
		if only != "" && only != m.State {
			return ""
		}
		only = m.State
	}
	if only == "" && st.sorts&v.stateOffices() != 0 {
		return cmp.Or(v.homeState(), v.onlyState())
	}
	return only
}

// isOf reports that a person's role is an office: it has its words, and the sort
// of office is the same, so that a vice president is no president.
func (st *seat) isOf(role, office string, noun sorts) bool {
	return st.sorts != 0 && noun&st.sorts == st.sorts && strings.Contains(" "+strings.ToLower(role)+" ", " "+strings.ToLower(office)+" ")
}

// oneLine is the text of a range with its white space made single.
func (v *resolver) oneLine(r text.Range) string {
	return strings.Join(strings.Fields(v.d.Slice(r)), " ")
}

// withLeader is a person with what the table of leaders knows: who led a state on
// the report's day is surer than what stands near the name.
func (v *resolver) withLeader(p pledgebook.Speaker) pledgebook.Speaker {
	if !v.published.Known() || p.Name == "" {
		return p
	}
	surname := lastName(p.Name)
	for i := range v.leaders {
		l := &v.leaders[i]
		if !strings.EqualFold(lastName(l.person.Name), surname) || !l.inOffice(v.published) || !l.holdsOffice(v.d, &p) {
			continue
		}
		p.Party = l.person.Party
		if !spaced(p.Name) {
			p.Name = l.person.Name
		}
		p.Role = cmp.Or(p.Role, l.person.Role)
		return p
	}
	return p
}

// The most persons of a report among whom an office is looked for.
const mostKnown = 200

// seatedByRole returns the first person of the report who holds an office; only
// the office where there is none.
func (v *resolver) seatedByRole(st seat) pledgebook.Speaker {
	best := -1
	for i := range v.people.known[:min(len(v.people.known), mostKnown)] {
		k := &v.people.known[i]
		if k.doubted || st.party != "" && k.person.Party != "" && k.person.Party != st.party {
			continue
		}
		if st.isOf(k.person.Role, v.oneLine(st.role), k.noun) {
			return v.withLeader(k.person)
		}
		if best < 0 && st.bare && st.sorts != 0 && k.noun&st.sorts == st.sorts {
			best = i
		}
	}
	if best >= 0 {
		return v.withLeader(v.people.known[best].person)
	}
	return pledgebook.Speaker{Role: v.roleOf(st), Party: cmp.Or(st.party, v.partyOfRole(st))}
}
