package reading

import (
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
)

// This file tells who hopes for aid from who plans to give it: "Kenya expects 40
// million in loans from Japan" against "Japan considers 40 million".

// awaitFrom makes the verbs of a sentence that only look ahead ("expects", "hopes
// for") verbs of receiving, still to come, where the money is to come from somebody.
func (s *scene) awaitFrom(v *sentence) {
	for i := range v.verbs {
		if p := &v.verbs[i]; p.Class == stage.Propose && p.Stage == "" && !p.Passive && p.Form == stage.Finite && s.sumFrom(v, p) {
			p.Class, p.Mood = stage.Receive, stage.Expected
		}
	}
}

// sumFrom reports a sum right behind a verb, no other verb before it, and "from"
// with a party behind the sum.
func (s *scene) sumFrom(v *sentence, p *stage.Predicate) bool {
	for i := v.sums.First; i < v.sums.End; i++ {
		m := &s.sums[i]
		if m.First < p.End {
			continue
		}
		return m.First-p.End <= awaitReach && !s.verbWithin(v, p.End, m.First) && s.fromParty(v, m.End)
	}
	return false
}

// awaitReach bounds what stands between "expects" and its sum, in tokens: "aid and
// loans of about".
const awaitReach = 8

// fromParty reports "in aid from the World Bank" behind a sum.
func (s *scene) fromParty(v *sentence, k int) bool {
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.First < k {
			continue
		}
		before := m.First - 1
		if s.is(before, cue.The) {
			before--
		}
		return m.First-k <= awaitReach && s.is(before, cue.From)
	}
	return false
}
