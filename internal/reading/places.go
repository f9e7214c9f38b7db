package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
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

// paragraphReach bounds the sentences between the place that opens a paragraph and a sum.
const paragraphReach = 12

// paragraphPlace returns the state in need that opens a paragraph, "In Malawi, the minister met", of
// a sum further on that somebody gives: nobody else in need is named between.
func (s *scene) paragraphPlace(d *draft) named {
	if !s.stated(d, "providers") || len(d.claim.Channels) > 0 {
		return named{}
	}
	first := d.sentence
	for first > 0 && d.sentence-first < paragraphReach && s.sentences[first-1].part == s.sentences[d.sentence].part {
		first--
	}
	if d.sentence-first == 0 || d.sentence-first == paragraphReach || !s.is(s.sentences[first].First, cue.In) {
		return named{}
	}
	at := named{}
	for i := s.sentences[first].parties.First; i < len(s.parties) && s.parties[i].First < s.sentences[d.sentence].End; i++ {
		m := &s.parties[i]
		opens := m.First <= s.sentences[first].First+2 && s.char(m.End) == ',' && m.Form == party.Name
		switch {
		case opens && s.getsAid(m.ID) && !s.provides(d, m.ID):
			at = named{m.ID, m.Range, "paragraph-place"}
		case at.id == "", s.getsAid(m.Actor()) && m.Actor() != at.id:
			return named{}
		}
	}
	return at
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

// placedBehind returns the states that only stand behind what a sum is for: behind the comma of
// "the Water Supply Project, Iran." or in the bracket of "three grants (Peru, Benin and Togo)".
func (s *scene) placedBehind(d *draft) (found []named) {
	v := &s.sentences[d.sentence]
	end := s.stretchEnd(v, d)
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.First < d.figure.End || m.First >= end || m.Form != party.Name || m.Possessive || !s.getsAid(m.ID) || s.provides(d, m.ID) || s.verbWithin(v, d.figure.End, m.First) {
			continue
		}
		if s.inBracket(v, m.First) && s.bracketReaches(d.figure.End, m.First) || s.closesName(v, m) {
			found = append(found, named{m.ID, m.Range, "placed-behind"})
		}
	}
	return found
}

// bracketReaches reports that the bracket a token stands in opens behind another.
func (s *scene) bracketReaches(from, at int) bool {
	for k := at - 1; k >= from; k-- {
		if s.char(k) == '(' {
			return true
		}
	}
	return false
}

// closesName reports a state behind a name and a comma, with which a sentence or line ends.
func (s *scene) closesName(v *sentence, m *party.Mention) bool {
	last := m.End >= v.End || m.End == v.End-1 && s.doc.Tokens[m.End].Kind == text.Punct
	return last && s.char(m.First-1) == ',' && m.First-2 > v.First && (s.doc.Tokens[m.First-2].Is(text.Capital) || s.char(m.First-2) == ')')
}
