package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
)

// This file ties a figure told only as a share ("half of this amount", "52 per
// cent of the pledge") to the claim whose figure it is a share of. What the text
// says is the share; the sum that follows is marked as worked out.

// fraction reports a figure told only as a share of another.
func (d *draft) fraction() bool { return d.sum != nil && d.sum.Share.Known }

// coverWhole makes a share and the sum behind it one figure: "more than half of the
// €40 billion" is what the verb behind it tells of.
func (s *scene) coverWhole(d *draft) {
	v := &s.sentences[d.sentence]
	for k := v.sums.First; k < v.sums.End; k++ {
		if m := &s.sums[k]; m.Anchor == d.sum.FractionOf && m.First >= d.figure.End && m.First-d.figure.End <= 2 {
			d.figure.End = m.End
		}
	}
}

// shareSoFar makes what has become of a share a running total: "half of this amount
// has been paid" is all that was paid by then, told anew.
func (s *scene) shareSoFar(d *draft) {
	if !d.fraction() || d.verb == nil || !d.verb.Perfect || d.verb.Mood != stage.Fact || d.verb.Negated {
		return
	}
	switch d.verb.Class {
	case stage.Give, stage.Disburse, stage.Deliver, stage.Allocate, stage.Receive, stage.Commit, stage.Raise, stage.Support:
		d.claim.Extent, d.claim.Revision = pledgebook.TotalExtent, pledgebook.New
		d.forget("revision")
		d.note(s, "extent", d.verb.Range, "share-so-far", d.basis(d.verb.Range))
	}
}

// ofCosts reports "three quarters of the cost", which the sum beside it is, and no share of it.
func (s *scene) ofCosts(d *draft) bool {
	_, ok := s.doc.Tagged(d.figure.End-1, s.engine.costs)
	return ok
}

// wholeOf returns the draft whose figure a share is of, or -1 where that is no
// claim.
func (s *scene) wholeOf(i int) int {
	d := &s.drafts[i]
	for k := min(i+1, len(s.drafts)-1); k >= max(0, i-lookBack); k-- {
		if p := &s.drafts[k]; p.sum != nil && p.sum.Anchor == d.sum.FractionOf {
			if p.dropped != "" {
				return s.teller(p)
			}
			return k
		}
	}
	return -1
}

// teller returns the draft that a draft told again was folded into, or -1.
func (s *scene) teller(told *draft) int {
	if told.refersTo >= 0 && s.drafts[told.refersTo].dropped == "" {
		return told.refersTo
	}
	if told.dropped != toldAgain {
		return -1
	}
	for k := range s.drafts[:min(len(s.drafts), lookBack)] {
		if p := &s.drafts[k]; p.dropped == "" && !p.fraction() && sameSum(p.claim.Money, told.claim.Money) {
			return k
		}
	}
	return -1
}

// settleFractions drops the shares of what turned out to be no claim, and those
// that the report tells as a sum as well.
func (s *scene) settleFractions() {
	for i := range s.drafts {
		d := &s.drafts[i]
		if !d.fraction() || d.dropped != "" {
			continue
		}
		if d.parent >= 0 && s.drafts[d.parent].dropped != "" {
			d.parent = s.teller(&s.drafts[d.parent])
		}
		switch {
		case d.parent < 0 || d.parent == i:
			d.drop("a share of what is no claim")
		case s.toldAsSum(i):
			d.drop(toldAgain)
		}
	}
}

// toldAsSum reports a share whose sum stands beside it: "half of this amount, or 20
// million euros".
func (s *scene) toldAsSum(i int) bool {
	d := &s.drafts[i]
	if s.sumBeside(i) {
		return true
	}
	for k := max(0, i-2); k < min(i+3, len(s.drafts)); k++ {
		if p := &s.drafts[k]; k != i && !p.fraction() && p.sum != nil && p.sentence-d.sentence <= 1 && d.sentence-p.sentence <= 1 && k != d.parent && sameSum(p.claim.Money, d.claim.Money) {
			return true
		}
	}
	return false
}

// sumBeside reports "Half of the funds, 60 million, will go to": the sum in apposition says
// how much the share is.
func (s *scene) sumBeside(i int) bool {
	if i+1 >= len(s.drafts) {
		return false
	}
	d, p := &s.drafts[i], &s.drafts[i+1]
	if p.fraction() || p.sum == nil || p.sentence != d.sentence || p.figure.First-d.figure.End > besideReach {
		return false
	}
	comma := p.figure.First - 1
	return (s.char(comma) == ',' || s.role(comma)&stage.Or != 0) && s.plainBetween(d.figure.End+boolInt(s.is(d.figure.End, cue.Of)), comma)
}

// besideReach bounds the words between a share and the sum in apposition, in tokens.
const besideReach = 6

// tellFraction writes a share as what it is: a share of another claim's figure,
// with the sum that follows from both where one does.
func (s *scene) tellFraction(d *draft, c *pledgebook.Claim) {
	whole := &s.drafts[d.parent]
	f := &pledgebook.Fraction{Share: d.sum.Share, Qualifier: d.sum.ShareHedge, Of: s.claimID(whole), Verbatim: d.sum.Money.Verbatim}
	if !d.sum.Open && whole.claim.Money != nil && whole.claim.Suspect == nil {
		derived := d.sum.Money
		derived.Verbatim = ""
		f.Derived = &derived
	}
	c.Fraction, c.Money = f, nil
}
