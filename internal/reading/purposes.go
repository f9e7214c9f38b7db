package reading

import (
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
)

// This file tells a noun that says what a sum is from one that says what it is to pay.

// givenFor reports "was given 5 million for imports of spares": what a giver gives it for says
// nothing of the sum, while who pays for it buys.
func (s *scene) givenFor(d *draft, n *stage.Noun) bool {
	if d.verb == nil || n.First < d.figure.End || !s.is(s.preposition(n.First, d.figure.End), cue.For) {
		return false
	}
	switch d.verb.Class {
	case stage.Give, stage.Receive, stage.Promise:
		return true
	}
	return false
}

// onlyPurpose reports a noun of business that does not say what a sum before it is, but what
// it is to pay ("to cover civil servants' wages") or under what it is given ("under a deal").
func (s *scene) onlyPurpose(n *stage.Noun, from int) bool {
	return n.First >= from && (s.purposeOpens(from, n.First) || s.says(n.First, cue.Deal) && s.is(s.preposition(n.First, from), cue.Under))
}

// harmed reports the participle of "3 million for a school destroyed by a storm": it tells what
// befell the thing that the sum is for.
func (s *scene) harmed(p *stage.Predicate, from int) bool {
	for k := from; k < p.First && p.Class == stage.Trade; k++ {
		if s.is(k, cue.For) {
			return true
		}
	}
	return false
}
