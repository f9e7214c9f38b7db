package reading

import (
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
)

// This file tells verbs that only describe something, or tell something besides, from those
// that govern the sum behind them.

// tellsBesides reports a verb that does not govern a sum behind it, but the verb before does:
// "agreed to increase the promised amount for Chad from 70 to 180 million", "gives, as it
// promised in May, 3 million".
func (s *scene) tellsBesides(p, before *stage.Predicate, figure int) bool {
	if p.Form == stage.Attributive {
		return before.Class == stage.Increase && s.levelsTo(p.End, figure)
	}
	return p.Form == stage.Finite && s.is(p.First-2, cue.As) && s.role(p.First-1)&stage.Pronoun != 0 && s.joinsBetween(p.End, figure)
}

// levelsTo reports "from", "to" or "by" right before a sum behind a place.
func (s *scene) levelsTo(from, figure int) bool {
	return figure > from && s.is(figure-1, cue.From|cue.To|cue.By)
}
