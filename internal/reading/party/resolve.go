package party

import (
	"cmp"
	"math/bits"

	"pledgebook"
	"pledgebook/internal/reading/text"
)

// Resolve goes through the report once and fills in what its words mean only
// together: surnames, roles, "the country", "it", "we". It adds the surnames
// that Find could not know and returns all mentions in order; those it cannot
// tie to a party keep an empty ID.
func (r *Reader) Resolve(d *text.Document, report pledgebook.Report, mentions []Mention) []Mention {
	v := resolver{Reader: r, d: d, mentions: mentions, published: report.Published.Day()}
	v.readHome(&report)
	v.meetPeople()
	v.addSurnames()
	v.addLeaders()
	v.settleAmbiguous()
	v.readSigner()
	v.walk()
	return v.mentions
}

// resolver is the state of one walk through a report.
type resolver struct {
	*Reader
	d        *text.Document
	mentions []Mention
	people   people
	// published is the day of the report, where known.
	published pledgebook.Day
	// home is the party whose report this is (a ministry's press release);
	// dateline is the state it was written in.
	home, dateline pledgebook.PartyID

	taken   [64]int32 // last mention, plus one, that each noun takes up
	loosely [64]int32 // likewise by the nouns of the party's other names
	persons [64]int32 // last person, plus one, by the noun of the role
	person  int32     // last person, plus one
	subject subject
	quoted  bool
	state   pledgebook.PartyID // the first state named
	states  bool               // and another
	// lastState is the last state named, otherState the one before it; plus one.
	lastState, otherState int32
	styled                text.Range
	style                 style
}

// subject remembers who leads the sentence being read and the one before it.
type subject struct {
	sentence     int
	here, before int32              // mention plus one: the first party of the sentence
	state        pledgebook.PartyID // the last state that led a sentence
	leads        int                // that sentence, plus one
	others       bool               // a second party stands in this sentence
	paired       bool               // and one stood in the sentence before
}

// readHome finds whose report it is and where it was written.
func (v *resolver) readHome(report *pledgebook.Report) {
	v.home = v.site(report.URL)
	if v.home == "" && report.Outlet != "" {
		v.home = v.named(report.Outlet)
	}
	for i := range v.mentions {
		m := &v.mentions[i]
		if m.Form == Capital && v.inDateline(m) {
			v.dateline = m.ID
			return
		}
	}
	if report.Place != "" {
		v.dateline = v.named(report.Place)
	}
}

func (v *resolver) inDateline(m *Mention) bool {
	s := v.d.SentenceAt(m.First)
	return s >= 0 && v.d.Parts[v.d.Sentences[s].Part].Kind == pledgebook.PartDateline
}

// readSigner takes the party of a report that says in its headline whose words
// it holds: "Statement by Prime Minister Lind on …".
func (v *resolver) readSigner() {
	if v.home != "" || len(v.d.Sentences) == 0 || v.d.Parts[v.d.Sentences[0].Part].Kind != pledgebook.PartHeadline {
		return
	}
	s := v.d.Sentences[0]
	signed := false
	at := s.First
	for i := range v.mentions {
		m := &v.mentions[i]
		if m.First >= s.End {
			return
		}
		for ; at < m.First; at++ {
			signed = signed || v.class(v.d.Tokens[at])&signature != 0
		}
		if m.Form == Individual {
			v.complete(m)
		}
		if signed && m.Form == Individual && m.State != "" {
			v.home = m.State
			return
		}
	}
}

// named returns the party that a short string names, or none.
func (r *Reader) named(s string) pledgebook.PartyID {
	if len(s) > 200 {
		return ""
	}
	var d text.Document
	d.Analyse(r.vocab, s, []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{End: len(s)}}})
	for _, m := range r.Find(&d, nil) {
		if m.Actor() != "" && m.Type != pledgebook.Person && m.Type != pledgebook.Region {
			return m.Actor()
		}
	}
	return ""
}

// settleAmbiguous gives a name of two parties the one that the report names
// elsewhere without doubt, where it names only one.
func (v *resolver) settleAmbiguous() {
	var stated map[pledgebook.PartyID]bool
	for i := range v.mentions {
		m := &v.mentions[i]
		if m.Rule != "ambiguous-name" {
			continue
		}
		if stated == nil {
			stated = v.stated()
		}
		if id := v.onlyNamed(m, stated); id != "" {
			m.ID, m.Type, m.State = id, v.bodies[id].typ, v.bodies[id].gives
			m.Basis, m.Rule = pledgebook.Context, "named-elsewhere"
		}
	}
}

// onlyNamed returns the one candidate of an ambiguous name that stands in the
// report by another name.
func (v *resolver) onlyNamed(m *Mention, stated map[pledgebook.PartyID]bool) (only pledgebook.PartyID) {
	for _, t := range v.d.TagsAt(m.First) {
		if t.Category != v.categories.name || t.End != m.End {
			continue
		}
		id := v.names[t.Ref].id
		if !stated[id] || id == only {
			continue
		}
		if only != "" {
			return ""
		}
		only = id
	}
	return only
}

// stated is the set of parties that the report names.
func (v *resolver) stated() map[pledgebook.PartyID]bool {
	set := map[pledgebook.PartyID]bool{}
	for i := range v.mentions {
		set[v.mentions[i].ID] = true
	}
	delete(set, "")
	return set
}

// walk resolves references in order and keeps who was last spoken of.
func (v *resolver) walk() {
	token := 0
	v.subject.sentence = -1
	for i := range v.mentions {
		m := &v.mentions[i]
		v.enter(m)
		for ; token < m.First; token++ {
			v.quote(token)
		}
		switch m.Form {
		case Pronoun:
			v.pronoun(m)
		case Definite:
			v.definite(m)
		case Individual:
			v.complete(m)
		}
		v.remember(int32(i+1), m)
	}
}

// enter moves on to the sentence of a mention.
func (v *resolver) enter(m *Mention) {
	s := v.subject.sentence
	for s < 0 || s < len(v.d.Sentences) && v.d.Sentences[s].End <= m.First {
		s++
	}
	if s != v.subject.sentence {
		if v.subject.here != 0 {
			v.subject.before, v.subject.paired = v.subject.here, v.subject.others
		}
		v.subject.sentence, v.subject.here, v.subject.others = s, 0, false
	}
}

// quote follows the double quotation marks.
func (v *resolver) quote(token int) {
	t := v.d.Tokens[token]
	switch {
	case t.Is(text.LineBefore) && t.Char != '"' && t.Char != '“' && t.Char != '”':
		if token > 0 && v.partStarts(token) {
			v.quoted = false
		}
	case t.Char == '“':
		v.quoted = true
	case t.Char == '”':
		v.quoted = false
	case t.Char == '"':
		v.quoted = !v.quoted
	}
}

func (v *resolver) partStarts(token int) bool {
	s := v.d.SentenceAt(token)
	return s > 0 && v.d.Sentences[s].First == token && v.d.Sentences[s].Part != v.d.Sentences[s-1].Part
}

// remember notes what a mention makes available to later references.
func (v *resolver) remember(at int32, m *Mention) {
	if m.Type == pledgebook.Person || m.Person != nil {
		if m.Person != nil {
			v.person = at
			each(m.noun, func(bit int) { v.persons[bit] = at })
		}
		v.lead(at, m)
		return
	}
	if m.ID == "" && m.State == "" || m.Location {
		return
	}
	if m.Form != Pronoun {
		each(m.noun, func(bit int) { v.taken[bit] = at })
		each(v.bodies[m.ID].sorts, func(bit int) { v.loosely[bit] = at })
	}
	v.countState(at, m)
	v.lead(at, m)
}

// lead notes the first party of a sentence, and whether others follow.
func (v *resolver) lead(at int32, m *Mention) {
	s := &v.subject
	if m.Actor() == "" || m.adjunct && !m.Possessive {
		return
	}
	if m.Actor().IsState() && s.leads != s.sentence+1 {
		s.state, s.leads = m.Actor(), s.sentence+1
	}
	if m.Type == pledgebook.Person || m.Type == pledgebook.Region {
		return
	}
	if s.here == 0 {
		s.here = at
	} else if v.mentions[s.here-1].Actor() != m.Actor() {
		s.others = true
	}
}

func (v *resolver) countState(at int32, m *Mention) {
	if id := m.Actor(); id.IsState() && m.Form != Pronoun {
		if v.lastState != 0 && v.mentions[v.lastState-1].Actor() != id {
			v.otherState = v.lastState
		}
		v.lastState = at
		v.states = v.states || v.state != "" && v.state != id
		v.state = cmp.Or(v.state, id)
	}
}

// onlyState is the one state that the report has named so far, if it is one.
func (v *resolver) onlyState() pledgebook.PartyID {
	if v.states {
		return ""
	}
	return v.state
}

func each(set sorts, do func(bit int)) {
	for ; set != 0; set &= set - 1 {
		do(bits.TrailingZeros64(uint64(set)))
	}
}

// latest returns the last mention that any of the nouns takes up, plus one.
func latest(of *[64]int32, set sorts) (at int32) {
	each(set, func(bit int) { at = max(at, of[bit]) })
	return at
}

// pronoun ties "it", "he", "we", "they" to a party; "his country" to its state.
func (v *resolver) pronoun(m *Mention) {
	v.tie(m)
	if m.Len() > 1 {
		v.ownState(m)
	}
}

func (v *resolver) tie(m *Mention) {
	w := v.class(v.d.Tokens[m.First])
	switch {
	case w&firstPerson != 0:
		v.first(m)
	case w&personalPronoun != 0:
		v.follow(m, v.person, "last-person")
	case w&neuter != 0:
		v.neuter(m)
	case w&pluralPronoun != 0:
		v.plural(m)
	}
}

// ownState turns "his country", "my Administration" into the state of the
// pronoun's party.
func (v *resolver) ownState(m *Mention) {
	id := m.Actor()
	m.Possessive = v.genitive(m.End)
	m.ID, m.State, m.Person, m.Type = id, "", nil, v.bodies[id].typ
}

// plural ties "they" and "their" to the group or people that leads this
// sentence, or the one before where "they" opens it.
func (v *resolver) plural(m *Mention) {
	s := &v.subject
	at, alone := s.here, !s.others
	if at == 0 && v.d.Sentences[s.sentence].First == m.First {
		at, alone = s.before, !s.paired
	}
	if at > 0 && alone && (m.Possessive || v.opensClause(m.First)) {
		if g := &v.mentions[at-1]; g.Plural || g.Type == pledgebook.Group {
			m.copy(g, "leading-group")
		}
	}
}

// neuter ties "it" and "its" to the party that leads: of this sentence where it
// stands alone there, else of the sentence before.
func (v *resolver) neuter(m *Mention) {
	s := &v.subject
	if !m.Possessive && (!v.opensClause(m.First) || v.expletive(m.First)) {
		return
	}
	switch {
	case s.here != 0 && !s.others:
		v.follow(m, s.here, "subject-of-sentence")
	case s.here == 0 && v.d.Sentences[s.sentence].First == m.First:
		v.follow(m, s.before, "subject-before")
	}
}

// expletive reports an "it" that stands for no party: "it will be difficult to",
// "it is likely that".
func (v *resolver) expletive(token int) bool {
	for k := token + 1; k < len(v.d.Tokens) && k <= token+4; k++ {
		if v.class(v.d.Tokens[k])&impersonal != 0 {
			return true
		}
	}
	return false
}

// opensClause reports that "it" is the subject of a clause: first in the
// sentence, or behind "said", "that", "as", "and", a comma.
func (v *resolver) opensClause(token int) bool {
	if v.d.Sentences[v.subject.sentence].First == token {
		return true
	}
	before := v.d.Tokens[token-1]
	return before.Kind == text.Punct && before.Char != '(' || v.class(before)&(clauseStart|speaks|linkAnd) != 0
}

// first ties "we" and "I" to the speaker of the quote, or to whose report it is.
func (v *resolver) first(m *Mention) {
	if v.quoted {
		if p := v.speakerNear(m); p != nil {
			m.copy(p, "speaker")
			return
		}
	}
	if v.home != "" {
		m.ID, m.Type, m.Rule = v.home, v.bodies[v.home].typ, "whose-report"
	}
}

// speakerNear returns the person of the quote's own sentence, else the last
// person before it.
func (v *resolver) speakerNear(m *Mention) *Mention {
	s := v.d.Sentences[v.subject.sentence]
	i := v.index(m)
	for k := i + 1; k < len(v.mentions) && k < i+20 && v.mentions[k].First < s.End; k++ {
		if v.mentions[k].Type == pledgebook.Person && v.mentions[k].Person != nil {
			return &v.mentions[k]
		}
	}
	if v.person > 0 {
		return &v.mentions[v.person-1]
	}
	return nil
}

func (v *resolver) index(m *Mention) int {
	lo, hi := 0, len(v.mentions)
	for lo < hi {
		mid := (lo + hi) / 2
		if v.mentions[mid].First < m.First {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// follow copies the party of an earlier mention (its index plus one).
func (v *resolver) follow(m *Mention, at int32, rule string) {
	if at > 0 {
		m.copy(&v.mentions[at-1], rule)
	}
}

func (m *Mention) copy(from *Mention, rule string) {
	m.ID, m.Type, m.State, m.For, m.Person = from.ID, from.Type, from.State, from.For, from.Person
	m.Basis, m.Rule = pledgebook.Context, rule
}

// definite ties "the country", "the Alliance", "the minister" to a party.
func (v *resolver) definite(m *Mention) {
	if m.Type == pledgebook.Person {
		v.follow(m, latest(&v.persons, m.noun), "role-before")
		return
	}
	refers := "ministry"
	if m.name < -1 {
		refers = v.definites[-2-m.name].refers
	}
	at := latest(&v.taken, m.noun)
	switch {
	case refers == "government" && at != 0 && m.noun&v.sortBits["country"] == 0:
		v.at(m, v.mentions[at-1].Actor(), "taken-up")
	case refers == "government" && v.subject.state != "":
		v.at(m, v.subject.state, "leading-state")
	case refers == "government":
		v.at(m, v.homeState(), "home-state")
	case at != 0:
		v.follow(m, v.unlessLeading(m, refers, at), "taken-up")
	case refers == "ministry":
		v.at(m, cmp.Or(v.homeState(), v.onlyState()), "home-state")
	case refers == "body":
		v.follow(m, latest(&v.loosely, m.noun), "taken-up")
	}
}

// unlessLeading looks past the state that leads the sentence when "the country"
// stands behind a preposition: in "Japan will build schools in the country" it is
// the state spoken of before.
func (v *resolver) unlessLeading(m *Mention, refers string, at int32) int32 {
	s := &v.subject
	if refers != "state" || s.leads != s.sentence+1 || v.mentions[at-1].Actor() != s.state || m.First == 0 {
		return at
	}
	if v.class(v.d.Tokens[m.First-1])&(atPlace|movement|linkOf) == 0 {
		return at
	}
	return v.otherState
}

// homeState is the state a bare office belongs to: of the dateline, else of the
// institution that publishes.
func (v *resolver) homeState() pledgebook.PartyID {
	if v.dateline != "" {
		return v.dateline
	}
	if v.home.IsState() {
		return v.home
	}
	return ""
}

func (v *resolver) at(m *Mention, id pledgebook.PartyID, rule string) {
	if id == "" {
		return
	}
	m.ID, m.Type, m.Basis, m.Rule = id, v.bodies[id].typ, pledgebook.Context, rule
	if m.noun&v.sortBits["ministry"] != 0 {
		m.State, m.Type = id, pledgebook.Organisation
	}
}
