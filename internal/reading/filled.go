package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
)

// This file finds the body that a report tells of being filled: what donors promise and
// give there goes to it.

// fillReach is how many sentences of the body may name who is filled.
const fillReach = 3

// bodyFilled returns the one body that lives of what donors give it and that the headline,
// or else the first sentences, make the goal of giving or of a round of it.
func (s *scene) bodyFilled(providers []named) (only []named) {
	told := false // the body has begun
	for i, v := range s.opening(fillReach) {
		if v.kind != pledgebook.PartHeadline {
			if !told && len(only) > 0 {
				break // the headline names it
			}
			if told = true; s.tellsPart(i) {
				continue
			}
		}
		found, several := s.filledIn(v, providers)
		if several || len(found) > 0 && len(only) > 0 && found[0].id != only[0].id {
			return nil // each has a sum of its own
		}
		if len(only) == 0 {
			only = found
		}
	}
	return only
}

// filledIn returns the body that one sentence makes the goal of giving, and reports several.
func (s *scene) filledIn(v *sentence, providers []named) (only []named, several bool) {
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.ID.IsState() && v.kind != pledgebook.PartHeadline && s.getsAid(m.ID) && !m.Location {
			return nil, true // "FAO needs 14 million for Chad": it passes on what it gets
		}
		if !s.isFilled(m) || isAmong(providers, m.ID) || !s.goalOfGiving(v, m) {
			continue
		}
		if len(only) > 0 && only[0].id != m.ID {
			return nil, true
		}
		only = []named{{m.ID, m.Range, "replenished"}}
	}
	return only, false
}

// isFilled reports a body that lives of what donors give it.
func (s *scene) isFilled(m *party.Mention) bool {
	if m.Type != pledgebook.Organisation || m.State != "" || m.For != "" {
		return false
	}
	return (s.charter(m.ID) || s.isFund(m.ID)) && !s.engine.ownMeans[m.ID]
}

// goalOfGiving reports a body that giving is told to go to: "a pledge to the fund", "the
// fund's replenishment", "the fund seeks 3 million".
func (s *scene) goalOfGiving(v *sentence, m *party.Mention) bool {
	if prep := s.preposition(m.First, v.First); prep >= 0 {
		return s.is(prep, cue.To|cue.For|cue.Toward|cue.Into|cue.Of)
	}
	if v.kind == pledgebook.PartHeadline || m.Possessive || s.says(m.End, cue.Replenishment) {
		return true
	}
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.First < m.End || p.Form != stage.Finite {
			continue
		}
		return p.Passive && p.Class != stage.Say || s.getsOrAsks(v, p)
	}
	return false
}

// getsOrAsks reports a verb of asking or receiving, or one that leads to it: "has set out
// to raise".
func (s *scene) getsOrAsks(v *sentence, p *stage.Predicate) bool {
	switch p.Class {
	case stage.Ask, stage.Lack, stage.Raise, stage.Receive:
		return !p.Passive
	}
	for i := range v.verbs {
		if q := &v.verbs[i]; q.First == p.End && q.Form == stage.Infinitive {
			return s.getsOrAsks(v, q)
		}
	}
	return false
}

// fills reports a sum that a body is filled with, or asks for: promised or given, and for
// nobody else by its own words.
func (s *scene) fills(d *draft, body pledgebook.PartyID) bool {
	if s.is(d.figure.End, cue.To) || len(d.claim.Channels) > 1 || len(d.claim.Channels) == 1 && d.claim.Channels[0] != body {
		return false
	}
	if d.claim.Stage == pledgebook.StageNeed {
		return s.speaksOf(d, body)
	}
	return promised(d) || !s.is(d.figure.End, cue.For) && s.givesByHabit(d)
}

// speaksOf reports a sum whose sentence names a party, or takes it up again.
func (s *scene) speaksOf(d *draft, id pledgebook.PartyID) bool {
	v := &s.sentences[d.sentence]
	return slices.ContainsFunc(s.parties[v.parties.First:v.parties.End], func(m party.Mention) bool { return m.ID == id })
}

// givesByHabit reports a sum that donors alone are told to give.
func (s *scene) givesByHabit(d *draft) bool {
	if !s.stated(d, "providers") || d.claim.Stage == pledgebook.StageAllocation {
		return false
	}
	for _, id := range d.claim.Providers {
		if !s.donor(id) {
			return false
		}
	}
	return true
}

// headlined reports parties that the headline names.
func (s *scene) headlined(found []named) bool {
	if len(found) == 0 {
		return false
	}
	i := s.doc.SentenceAt(found[0].at.First)
	return i >= 0 && s.sentences[i].kind == pledgebook.PartHeadline
}

// beforeReach is how many sentences back a body is still the one that is given to.
const beforeReach = 2

// bodyBefore returns the one body that the sentences before, in the same paragraph, make
// the goal of giving: "The fund asked for more. Norway pledged 3 million".
func (s *scene) bodyBefore(d *draft) []named {
	part := s.doc.Sentences[d.sentence].Part
	for i := d.sentence - 1; i >= max(0, d.sentence-beforeReach) && s.doc.Sentences[i].Part == part; i-- {
		found, several := s.filledIn(&s.sentences[i], nil)
		if several {
			return nil
		}
		if len(found) > 0 {
			if s.provides(d, found[0].id) || len(d.claim.Channels) > 0 || !s.fills(d, found[0].id) {
				return nil
			}
			return found
		}
	}
	return nil
}
