package party

import (
	"math/bits"

	"pledgebook"
	"pledgebook/internal/reading/text"
	"pledgebook/internal/reading/turn"
)

// Resolve goes through the report once and fills in what its words mean only
// together: surnames, roles, "the country", "it", "we". It adds the surnames
// that Find could not know and returns all mentions in order; those it cannot
// tie to a party keep an empty ID. It names the speakers of the turns too: "we"
// is theirs.
func (r *Reader) Resolve(d *text.Document, report pledgebook.Report, turns []turn.Turn, mentions []Mention) []Mention {
	mentions, _ = r.ResolveFor(d, report, turns, mentions)
	return mentions
}

// ResolveFor resolves like [Reader.Resolve] and tells the party whose report it is: who
// publishes or signs it, or none.
func (r *Reader) ResolveFor(d *text.Document, report pledgebook.Report, turns []turn.Turn, mentions []Mention) ([]Mention, pledgebook.PartyID) {
	v := resolver{Reader: r, d: d, mentions: r.withoutOffices(d, mentions), turns: turns, published: report.Published.Day()}
	v.readHome(&report)
	v.readTitle(&report)
	v.meetPeople()
	v.addSurnames()
	v.addLeaders()
	v.settleAmbiguous()
	v.readSigner()
	v.giveFloor()
	v.walk()
	return v.mentions, v.home
}

// resolver is the state of one walk through a report.
type resolver struct {
	*Reader
	d        *text.Document
	mentions []Mention
	people   people
	turns    []turn.Turn
	title    []pledgebook.Speaker // persons of a headline that is no part of the text
	spokenBy string               // who had the floor when "we" was last said
	spokenID pledgebook.PartyID
	floor    int // the first turn that does not end before the walk
	// published is the day of the report, where known.
	published pledgebook.Day
	// home is the party whose report this is (a ministry's press release);
	// dateline is the state it was written in.
	home, dateline pledgebook.PartyID
	// inUnion tells that it was written in Brussels: "the Commission" is the Union's.
	inUnion bool
	// seatNamed tells, once sought, that the report names Brussels.
	seatSought, seatNamed bool

	taken   [64]int32 // last mention, plus one, that each noun takes up
	loosely [64]int32 // likewise by the nouns of the party's other names
	persons [64]int32 // last person, plus one, by the noun of the role
	person  int32     // last person, plus one
	subject subject
	// followed is the first token whose quotation marks were not seen, in sentence markedIn.
	followed, markedIn int
	quoted             bool
	inQuote            int32 // the last person (index plus one) named inside the quotation that is open
	speaker            int32 // who speaks the open quotation, plus one; found when asked for
	asked              bool
	state              pledgebook.PartyID // the first state named
	// governing is the state whose government was last named: "the Ghanaian government".
	governing pledgebook.PartyID
	states    bool // and another
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
	// personHere is the first person of the sentence, personBefore that of the last
	// one that named any, where it opens its sentence; mention plus one.
	personHere, personBefore int32
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
		} else if n := &v.names[m.name]; m.Type == pledgebook.Organisation && m.Len() == 1 && v.d.Tokens[m.First].Is(text.AllCaps) {
			m.ID, m.State, m.Rule = n.id, n.gives, string(n.form) // letters of two bodies: the better known
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
		if !v.isAside(v.d.SentenceAt(v.mentions[i].First)) {
			set[v.mentions[i].ID] = true
		}
	}
	delete(set, "")
	return set
}

// walk resolves references in order and keeps who was last spoken of.
func (v *resolver) walk() {
	v.subject.sentence = -1
	for i := range v.mentions {
		m := &v.mentions[i]
		v.enter(m)
		v.followMarks(m.First)
		switch m.Form {
		case Pronoun:
			v.pronoun(m)
		case Definite:
			v.definite(m)
		case Individual:
			v.complete(m)
		}
		if !v.aside() {
			v.remember(int32(i+1), m)
		}
	}
}

// followMarks notes which quotations open and close up to a token. But for the first
// token of a sentence, only a sentence with a quotation mark is looked at.
func (v *resolver) followMarks(to int) {
	for v.followed <= to {
		s := &v.d.Sentences[v.markedIn]
		switch {
		case v.followed >= s.End:
			v.markedIn++
		case v.followed == s.First || s.Hints&v.hints.mark != 0:
			v.quote(v.followed, &v.d.Tokens[v.followed])
			v.followed++
		default:
			v.followed = s.End
		}
	}
}

// aside reports a sentence that is no part of the report's own words: a teaser,
// a footer. What it names is taken up by nothing in the body.
func (v *resolver) aside() bool { return v.isAside(v.subject.sentence) }

func (v *resolver) isAside(sentence int) bool {
	if sentence < 0 || sentence >= len(v.d.Sentences) {
		return false
	}
	kind := v.d.Parts[v.d.Sentences[sentence].Part].Kind
	return kind == pledgebook.PartTeaser || kind == pledgebook.PartFurniture
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
		if v.subject.personHere != 0 {
			v.subject.personBefore = v.leading(v.subject.personHere)
		}
		v.subject.sentence, v.subject.here, v.subject.others, v.subject.personHere = s, 0, false, 0
	}
}

// leadReach is how far into its sentence the person may stand whom it is about.
const leadReach = 3

// leading is a person (index plus one) who opens the sentence that was just left,
// and 0 where the first person of it stands further in.
func (v *resolver) leading(at int32) int32 {
	m := &v.mentions[at-1]
	if m.Possessive || m.First-v.d.Sentences[v.subject.sentence].First > leadReach {
		return 0
	}
	return at
}

// quote follows the double quotation marks.
func (v *resolver) quote(token int, t *text.Token) {
	switch {
	case t.Is(text.LineBefore) && t.Char != '"' && t.Char != '“' && t.Char != '”':
		if v.quoted && v.partStarts(token) {
			v.quoted = false
		}
	case t.Char == '“':
		v.quoted, v.asked, v.inQuote = true, false, 0
	case t.Char == '”':
		v.quoted = false
	case t.Char == '"' && v.quoted && t.Is(text.LineBefore) && v.partStarts(token):
		v.asked, v.inQuote = false, 0 // an unclosed quotation goes on in the next paragraph
	case t.Char == '"':
		v.quoted, v.asked, v.inQuote = !v.quoted, false, 0
	}
}

func (v *resolver) partStarts(token int) bool {
	s := v.d.SentenceAt(token)
	return s > 0 && v.d.Sentences[s].First == token && v.d.Sentences[s].Part != v.d.Sentences[s-1].Part
}

// remember notes what a mention makes available to later references.
func (v *resolver) remember(at int32, m *Mention) {
	if m.Type == pledgebook.Person || m.Person != nil {
		switch {
		case m.Person == nil:
		case v.quoted && m.Form != Pronoun:
			v.inQuote = at // "he added" behind the quotation is not who it names
		default:
			v.person = at
			if v.subject.personHere == 0 {
				v.subject.personHere = at
			}
		}
		if m.Person != nil {
			each(m.noun, func(bit int) { v.persons[bit] = at })
			if m.State != "" {
				each(v.bodies[m.State].sorts&^v.sortBits["country"], func(bit int) { v.taken[bit] = at })
			}
		}
		v.lead(at, m)
		return
	}
	if m.ID == "" && m.State == "" || m.Location {
		return
	}
	if m.Form != Pronoun {
		each(m.noun, func(bit int) { v.taken[bit] = at })
		each(v.sorts(m), func(bit int) { v.loosely[bit] = at })
	}
	v.countState(at, m)
	v.lead(at, m)
}

// sorts are the nouns of all names of a mention's party.
func (v *resolver) sorts(m *Mention) sorts {
	if m.name >= 0 && v.names[m.name].id == m.ID {
		return v.names[m.name].all
	}
	if m.ID == "" {
		return 0
	}
	return v.bodies[m.ID].sorts
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
