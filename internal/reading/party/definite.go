package party

import (
	"cmp"
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/text"
)

// This file ties "the country", "the Alliance", "the ministry" to a party.

// definite ties "the country", "the Alliance", "the minister" to a party.
func (v *resolver) definite(m *Mention) {
	if v.owned(m) {
		return
	}
	if m.Type == pledgebook.Person {
		v.follow(m, latest(&v.persons, m.noun), "role-before")
		v.officeAtHome(m)
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
	case refers == "government" && v.governing != "":
		v.at(m, v.governing, "government-before")
	case refers == "government" && v.subject.state != "":
		v.at(m, v.subject.state, "leading-state")
	case refers == "government":
		v.at(m, v.homeState(), "home-state")
	case at != 0:
		v.takeUp(m, v.unlessLeading(m, refers, at))
	case refers == "ministry":
		v.at(m, cmp.Or(v.homeState(), v.onlyState()), "home-state")
	case refers == "body":
		v.takeUp(m, latest(&v.loosely, m.noun))
		if m.ID == "" {
			v.takeAhead(m)
		}
		if m.ID == "" && v.ofUnion(m) {
			v.at(m, "eu", "seat-of-union")
		}
		if m.ID == "" && v.bodies[v.home].sorts&m.noun != 0 {
			v.at(m, v.home, "whose-report")
		}
	}
}

// ofUnion reports "the Commission" in a report written in Brussels, or one that names Brussels
// beside "the Commission" or "the Union" in capitals.
func (v *resolver) ofUnion(m *Mention) bool {
	commission := m.noun&v.sortBits["commission"] != 0
	if !commission && m.noun&v.sortBits["union"] == 0 {
		return false
	}
	return commission && v.inUnion || v.d.Tokens[m.End-1].Is(text.Capital) && v.namesSeat()
}

// namesSeat reports, looking once, whether the report names Brussels.
func (v *resolver) namesSeat() bool {
	if !v.seatSought {
		v.seatSought = true
		v.seatNamed = slices.ContainsFunc(v.mentions, func(m Mention) bool { return m.ID == "eu" || m.Form == Capital && v.mayMean(&m, "eu") })
	}
	return v.seatNamed
}

// officeAtHome gives "the President" the state whose release it is, where the report has
// named none before.
func (v *resolver) officeAtHome(m *Mention) {
	if m.Actor() == "" && v.home.IsState() && m.noun&(v.roleBits["president"]|v.roleBits["vice-president"]|v.roleBits["prime-minister"]) != 0 {
		m.State, m.Basis, m.Rule = v.home, pledgebook.Context, "office-at-home"
	}
}

// takeAhead ties a noun to the one body that its sentence goes on to name and the
// noun fits: "The alliance sent 20 million, NATO said."
func (v *resolver) takeAhead(m *Mention) {
	var only pledgebook.PartyID
	sentence := v.d.Sentences[v.subject.sentence]
	for i := v.index(m) + 1; i < len(v.mentions) && v.mentions[i].First < sentence.End; i++ {
		id := v.mentions[i].Actor()
		if id == "" || v.bodies[id].sorts&m.noun == 0 {
			continue
		}
		if only != "" && only != id {
			return
		}
		only = id
	}
	v.at(m, only, "taken-ahead")
}

// takeUp ties a noun to an earlier mention (its index plus one); behind a person
// it is the body spoken for: "the bloc" after "EU Commissioner Sandell".
func (v *resolver) takeUp(m *Mention, at int32) {
	switch {
	case at == 0:
	case v.mentions[at-1].Type == pledgebook.Person:
		v.at(m, v.mentions[at-1].State, "taken-up")
	default:
		v.follow(m, at, "taken-up")
	}
}

// owned gives an office the party whose possessive stands right before it: "the
// country's finance minister", "its ministry of health".
func (v *resolver) owned(m *Mention) bool {
	i := v.index(m)
	office := m.Type == pledgebook.Person || m.noun&v.sortBits["ministry"] != 0
	if i == 0 || !office || m.State != "" {
		return false
	}
	before := &v.mentions[i-1]
	gap := m.First - before.End
	if !before.Possessive || gap > 1 || gap == 1 && !v.genitive(before.End) || before.Actor() == "" || before.Form == Individual {
		return false
	}
	m.State, m.Basis, m.Rule = before.Actor(), before.Basis, "owner-before"
	if m.Type != pledgebook.Person {
		m.ID = m.State
		return true
	}
	if m.Person == nil {
		m.Person = &pledgebook.Speaker{Role: v.d.Slice(m.Range)}
	}
	m.Person.Party = m.State
	return true
}

// listed reports a state that stands in a list with the one named before it:
// "Japan and Laos signed. The country …" is neither's.
func (v *resolver) listed(at int32) bool {
	if at != v.lastState || v.otherState == 0 {
		return false
	}
	gap := v.d.Tokens[v.mentions[v.otherState-1].End:max(v.mentions[at-1].First, v.mentions[v.otherState-1].End)]
	return len(gap) == 1 && v.class(gap[0])&linkAnd != 0 || len(gap) == 2 && gap[0].Char == ','
}

// unlessLeading looks past the state that leads the sentence when "the country"
// stands behind a preposition: in "Japan will build schools in the country" it is
// the state spoken of before.
func (v *resolver) unlessLeading(m *Mention, refers string, at int32) int32 {
	s := &v.subject
	if refers == "state" && v.listed(at) {
		return 0
	}
	if refers != "state" || s.leads != s.sentence+1 || v.mentions[at-1].Actor() != s.state || m.First == 0 || v.inPlace(at) {
		return at
	}
	if v.class(v.d.Tokens[m.First-1])&(atPlace|movement|linkOf) == 0 {
		return at
	}
	return v.otherState
}

// inPlace reports a mention (its index plus one) that a preposition governs, in this
// sentence: "in Chad" leads nothing.
func (v *resolver) inPlace(at int32) bool {
	first := v.mentions[at-1].First
	s := v.d.Sentences[v.subject.sentence]
	return first > s.First && v.class(v.d.Tokens[first-1])&(atPlace|movement|linkOf) != 0
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
