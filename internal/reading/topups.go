package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
)

// topUpParts makes the sums that a report tells behind its headline's additional sum
// additional as well: of "an additional 624 million" the 240 and the 250 million are parts,
// though each has a verb of its own.
func (s *scene) topUpParts() {
	total := s.firstTopUp()
	if total == nil {
		return
	}
	for i := range s.drafts {
		d := &s.drafts[i]
		if d == total || d.dropped != "" || d.parent >= 0 || d.claim.Revision != pledgebook.New || d.claim.Extent != pledgebook.PartExtent || !s.addsToIt(d, total) {
			continue
		}
		d.claim.Revision = pledgebook.TopUp
		for _, e := range total.claim.Evidence {
			if e.Field == "revision" {
				e.Basis, e.Rule = pledgebook.Context, "part-of-top-up"
				d.claim.Evidence = append(d.claim.Evidence, e)
			}
		}
	}
}

// firstTopUp returns the additional sum that the headline or the first sentence tells; nil
// where it tells another first.
func (s *scene) firstTopUp() *draft {
	for i := range s.drafts {
		d := &s.drafts[i]
		if d.dropped != "" {
			continue
		}
		if d.claim.Revision != pledgebook.TopUp || d.claim.Stage == pledgebook.StageNeed || d.claim.Money == nil || d.sentence > topUpReach {
			return nil
		}
		return d
	}
	return nil
}

// topUpReach bounds the sentences in which a report tells what it is about.
const topUpReach = 2

// addsToIt reports a smaller sum of the same giver, told as done or promised in the past.
func (s *scene) addsToIt(d, total *draft) bool {
	if d.claim.Stage == pledgebook.StageNeed || d.claim.Polarity != total.claim.Polarity || !s.larger(total, d) || d.claim.Date.Known() && d.claim.Date != total.claim.Date {
		return false
	}
	if d.verb == nil || !d.verb.Past || d.verb.Before || d.verb.Perfect {
		return false
	}
	switch d.verb.Class {
	case stage.Announce, stage.Promise, stage.Commit, stage.Allocate, stage.Give:
	default:
		return false
	}
	return slices.Equal(d.claim.Providers, total.claim.Providers) && slices.Equal(d.claim.Receivers, total.claim.Receivers)
}

// totalsOfList makes all sums of "brought its aid to 19 million for food, 7 million for
// schools and 3 million for roads" running totals, as the first.
func (s *scene) totalsOfList() {
	for i := 1; i < len(s.drafts); i++ {
		first, d := &s.drafts[i-1], &s.drafts[i]
		if d.dropped != "" || first.dropped != "" || d.sentence != first.sentence || d.verb == nil || d.verb != first.verb || d.verb.Class != stage.Bring || first.claim.Extent != pledgebook.TotalExtent || d.position != object || d.claim.Extent == pledgebook.TotalExtent {
			continue
		}
		d.claim.Extent, d.claim.Revision, d.claim.Stage = first.claim.Extent, first.claim.Revision, first.claim.Stage
		d.forget("revision")
		s.copyAs(d, first, "extent", "totals-of-list")
		s.copyAs(d, first, "revision", "totals-of-list")
		d.parent = -1
	}
}

// grownFrom returns the sum that brings a running total there, told right before it: "will
// give 12 million to Chad, bringing our total to 31 million"; nil where there is none.
func (s *scene) grownFrom(i int) *draft {
	if i == 0 {
		return nil
	}
	d, added := &s.drafts[i], &s.drafts[i-1]
	if added.dropped != "" || added.sentence != d.sentence || d.claim.Extent != pledgebook.TotalExtent || d.claim.Revision != pledgebook.Restatement {
		return nil
	}
	if d.verb == nil || d.position != object || d.verb != added.verb && (d.verb.Class != stage.Bring || added.figure.End > d.verb.First) {
		return nil
	}
	return added
}

// ofAllGivers reports "the overall global pledge": the total is not one giver's alone.
func (s *scene) ofAllGivers(d *draft) bool {
	for k := d.verb.End; k < d.figure.First; k++ {
		if s.says(k, cue.Worldwide) {
			return true
		}
	}
	return false
}

// fillFromAdded gives a running total the giver, the receiver and the stage of the sum that
// brings it there.
func (s *scene) fillFromAdded(i int) {
	added := s.grownFrom(i)
	if added == nil {
		return
	}
	d := &s.drafts[i]
	if len(d.claim.Providers) == 0 && !s.ofAllGivers(d) {
		d.claim.Providers = append(d.claim.Providers, added.claim.Providers...)
		s.copyAs(d, added, "providers", "grown-from")
	}
	if len(d.claim.Receivers) == 0 {
		d.claim.Receivers = append(d.claim.Receivers, added.claim.Receivers...)
		s.copyAs(d, added, "receivers", "grown-from")
	}
	if d.claim.Stage == pledgebook.StageUnclear && added.claim.Stage != "" && d.verb.Form == stage.Gerund {
		d.claim.Stage = added.claim.Stage
		d.forget("stage")
		s.copyAs(d, added, "stage", "grown-from")
	}
}

// tellTotalsAnew leaves the revision of running totals new, whatever brought them to their
// level: a total that has grown repeats nothing. A level that was cut keeps it.
func (s *scene) tellTotalsAnew() {
	for i := range s.drafts {
		d := &s.drafts[i]
		at := d.evidence("revision")
		if d.claim.Extent != pledgebook.TotalExtent || at == nil || d.claim.Revision != pledgebook.Repeat && d.claim.Revision != pledgebook.Restatement {
			continue
		}
		d.claim.Revision = pledgebook.New
		d.forget("revision")
	}
}
