package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
)

// This file reads what has come of a promise: "Of the 500 million pledged to Mali in Geneva,
// 120 million has been paid", "only 120 million of the 500 million that was promised".

// paidOut makes two figures the promise and what has come of it, whoever made it.
func (s *scene) paidOut(i int) {
	if i+1 >= len(s.drafts) {
		return
	}
	whole, part := &s.drafts[i], &s.drafts[i+1]
	if whole.sentence != part.sentence {
		return
	}
	switch {
	case s.ofThe(part) && part.figure.First-whole.figure.End <= 3:
		whole, part = part, whole // "only 120 of the 500 million that"
	case s.ofThe(whole) && whole.figure.First-2 == s.sentences[whole.sentence].First, s.onlySo(part):
	default:
		return
	}
	came := s.cameIn(whole, part)
	if came == nil || !s.promisedBefore(whole) || !s.larger(whole, part) || !s.statedInNeed(whole) {
		return
	}
	s.tellPromise(whole)
	s.tellPaid(part, whole, came)
}

// ofThe reports "of the" before a figure.
func (s *scene) ofThe(d *draft) bool {
	return s.is(d.figure.First-1, cue.The) && s.is(d.figure.First-2, cue.Of)
}

// onlySo reports "only", "hardly" or "but" before a figure that its verb follows.
func (s *scene) onlySo(d *draft) bool {
	return d.position == subject && d.verb != nil && d.verb.Passive && (s.role(d.figure.First-1)|s.role(d.figure.First))&stage.Adverb != 0
}

// promisedBefore reports a figure that a verb of promising behind it or its own tells.
func (s *scene) promisedBefore(d *draft) bool {
	return s.agreedBy(d) != nil || d.verb != nil && d.verb.Past && !toCome(d.verb) && s.isAct(d.verb)
}

// cameIn returns the verb that tells what has been paid or has arrived.
func (s *scene) cameIn(whole, part *draft) *stage.Predicate {
	v := s.words(part.sentence)
	from := max(part.figure.End, whole.figure.End)
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.First < from || !p.Past || toCome(p) || p.Negated || p.Form != stage.Finite {
			continue
		}
		switch p.Class {
		case stage.Disburse, stage.Arrive, stage.Receive, stage.Deliver:
			return p
		}
	}
	return nil
}

// statedInNeed reports a receiver of aid that the figure's own words tell.
func (s *scene) statedInNeed(d *draft) bool {
	if !s.stated(d, "receivers") {
		return false
	}
	for _, id := range d.claim.Receivers {
		if !s.getsAid(id) {
			return false
		}
	}
	return len(d.claim.Receivers) > 0
}

// tellPromise makes a sum a promise told again.
func (s *scene) tellPromise(d *draft) {
	d.whole = true
	s.stageOfWhole(d)
	if d.claim.Revision == pledgebook.New {
		d.claim.Revision = pledgebook.Repeat
		d.note(s, "revision", d.figure, "paid-out", pledgebook.Stated)
	}
}

// tellPaid makes a sum what has been paid of the promise, in all.
func (s *scene) tellPaid(d, whole *draft, came *stage.Predicate) {
	d.whole = true
	d.claim.Stage, d.inherits = pledgebook.StageDisbursement, false
	d.forget("stage")
	s.reportVerb(d, came.Range, "paid-out")
	d.claim.Extent, d.claim.Revision = pledgebook.TotalExtent, pledgebook.Repeat
	d.claim.Receivers = append(d.claim.Receivers[:0], whole.claim.Receivers...)
	s.copyAs(d, whole, "receivers", "paid-out")
	d.claim.Period, d.claim.Deadline = pledgebook.Interval{}, 0
	d.forget("period")
	d.forget("deadline")
}
