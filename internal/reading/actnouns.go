package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
)

// This file tells whether a noun for an act ("a pledge", "a payment of") is the sum's own
// act, and whether it is done.

// cutAct reports "cut appropriations by 3 million": the act is what is cut.
func cutAct(d *draft) bool {
	return d.verb != nil && d.verb.Class == stage.Cut && d.verb.Stage != "" && d.position == object && d.act.End <= d.figure.First
}

// actOfAnother reports "The pledge brought its aid to": the act is another sum's.
func actOfAnother(d *draft) bool {
	return d.verb != nil && d.position == object && (d.verb.Class == stage.Bring || d.verb.Class == stage.AddTo) && d.act.End <= d.verb.First
}

// givenForUse reports "A 4 million donation will allow schools to open": what the gift does is
// still to come, not the gift; "will go to schools" tells of the gift.
func (s *scene) givenForUse(d *draft) bool {
	return d.act.Stage == pledgebook.StageUnclear && d.act.First >= d.figure.End && d.act.First-d.figure.End <= 1 && !d.verb.Passive && (d.verb.Class == stage.Go || d.verb.Class == stage.Support) && !s.is(d.verb.End, cue.To|cue.For|cue.Toward)
}

// paymentToCome reports "will make a payment of", "announced a payment of": what is to be
// paid is promised.
func paymentToCome(d *draft) bool {
	return d.act.Stage == pledgebook.StageDisbursement && d.verb != nil && (toCome(d.verb) || d.verb.Class == stage.Announce && d.act.Strength < 1)
}
