package reading

import "pledgebook/internal/reading/stage"

// This file finds who gave a sum that another clause tells of, in a relative clause
// behind it.

// relativeProvider reads "the grant Japan offered", "which Norway promised": a party
// right before a verb of giving that has no object of its own, behind a figure whose
// own clause tells of no giver.
func (s *scene) relativeProvider(d *draft) []named {
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.First < d.figure.End || m.First-d.figure.End > relativeReach || m.Location || m.Actor() == "" {
			continue
		}
		if s.preposition(m.First, d.figure.End) >= 0 || s.clauseBetween(d.figure.End, m.First) || s.sumBetween(v, d.figure.End, m.First) {
			continue
		}
		if p := s.verbFrom(v, m.End); p != nil && s.givesAlone(v, p) {
			return s.withNeighbours(v, i, "relative")
		}
	}
	return nil
}

// relativeReach bounds the words between a figure and who gave it, in tokens.
const relativeReach = 8

// verbFrom returns the predicate that begins at a token, or nil.
func (s *scene) verbFrom(v *sentence, k int) *stage.Predicate {
	for i := range v.verbs {
		if v.verbs[i].First == k {
			return &v.verbs[i]
		}
	}
	return nil
}

// givesAlone reports a verb of giving, with its subject before it, that has no object
// behind it.
func (s *scene) givesAlone(v *sentence, p *stage.Predicate) bool {
	switch p.Class {
	case stage.Announce, stage.Promise, stage.Commit, stage.Allocate, stage.Disburse, stage.Deliver, stage.Give:
		return (p.Form == stage.Finite || p.Form == stage.Participle) && !p.Passive && !s.figureFollows(v, p)
	}
	return false
}
