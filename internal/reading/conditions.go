package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file tells what hangs on a condition: "if", "subject to", "pending".

// setCondition makes conditional what hangs on words like "if" or "subject to" in its clause.
func (s *scene) setCondition(d *draft) {
	open := d.claim.Polarity == pledgebook.Asserted && d.claim.Stage != pledgebook.StageNeed
	if open && s.condition(d, stage.If) >= 0 {
		d.claim.Polarity = pledgebook.Conditional
	}
	if !open && d.claim.Polarity != pledgebook.Planned {
		return
	}
	if k := s.condition(d, stage.SubjectTo); k >= 0 {
		d.claim.Polarity, d.hangs = pledgebook.Conditional, true
		d.note(s, "polarity", text.Range{First: k, End: k + 1}, "hangs-on", d.basis(d.figure))
	}
}

// condition returns where "if" or "subject to" and their like, as asked for, stand in the
// figure's clause, or -1.
func (s *scene) condition(d *draft, words stage.Role) int {
	for k := d.clause.First; k < d.clause.End; k++ {
		if s.role(k)&words == 0 || s.asksWhether(k) || d.verb != nil && k == d.verb.Head {
			continue // "provided the people of Mali with" gives
		}
		if k < d.figure.End || !s.toldBetween(&s.sentences[d.sentence], d.figure.End, k) {
			return k
		}
		return -1
	}
	return -1
}

// asksWhether reports an "if" that only asks: "it was not clear if the money was
// new", "asked if".
func (s *scene) asksWhether(k int) bool {
	return s.role(k)&stage.If != 0 && s.says(k-1, cue.AskIf)
}
