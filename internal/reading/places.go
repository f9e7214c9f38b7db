package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
)

// This file reads where somebody stands who promises: a city of a state in need tells whom
// it is for, where nothing else does.

// placeOfGift returns the state of "In Nairobi, the Austrian minister announced 3 million
// for clinics": the one state in need in whose city a donor promises, unless it meets others
// there.
func (s *scene) placeOfGift(d *draft) (at named) {
	if len(d.claim.Receivers)+len(d.claim.Channels) > 0 || d.sum == nil || d.position != object || !s.promisedByState(d) {
		return named{}
	}
	v := &s.sentences[d.sentence]
	if s.meetsOthers(v) {
		return named{}
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		id := m.Actor()
		if id == at.id || !s.visited(m, d.verb) && (!m.Location || !s.is(s.preposition(m.First, v.First), cue.In|cue.At|cue.To)) {
			continue
		}
		if at.id != "" || !s.getsAid(id) || s.provides(d, id) {
			return named{}
		}
		at = named{id, m.Range, "place-of-gift"}
	}
	return at
}

// visited reports the state of "flew to Mali, where she announced".
func (s *scene) visited(m *party.Mention, p *stage.Predicate) bool {
	where := m.End + 1
	return m.Form == party.Name && !m.Possessive && m.ID.IsState() && s.char(m.End) == ',' && s.role(where)&stage.Relative != 0 && s.role(where+1)&stage.Pronoun != 0 && p.First == where+2
}

// promisedByState reports one donor state that promises or gives by the figure's own words.
func (s *scene) promisedByState(d *draft) bool {
	if d.verb == nil || len(d.claim.Providers) != 1 || !d.claim.Providers[0].IsState() || !s.donor(d.claim.Providers[0]) || !s.stated(d, "providers") {
		return false
	}
	if d.claim.Polarity != pledgebook.Asserted || d.claim.Extent == pledgebook.TotalExtent || d.noun != nil && d.noun.Class == stage.Budget {
		return false
	}
	switch d.verb.Class {
	case stage.Announce, stage.Promise, stage.Commit, stage.Give:
		return true
	}
	return false
}

// meetsOthers reports a sentence with a noun for a meeting of many.
func (s *scene) meetsOthers(v *sentence) bool {
	for k := v.First; k < v.End; k++ {
		if s.isMeeting(k) {
			return true
		}
	}
	return false
}
