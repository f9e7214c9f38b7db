package reading

import (
	"slices"

	"pledgebook"
)

// This file tells what goes on from one sum to the next: the giver alone, where the
// next is for others.

// onlyGiverGoesOn reports what is still to be given to others than those that a sum told
// before has been given to.
func (s *scene) onlyGiverGoesOn(d, p *draft) bool {
	if d.verb == nil || !toCome(d.verb) || d.claim.Stage == "" || d.partly || d.list || s.namesTotal(d) {
		return false
	}
	switch p.claim.Stage {
	case pledgebook.StageUnclear, pledgebook.StageDisbursement, pledgebook.StageDelivery:
		return s.othersGet(p, d)
	}
	return false
}

// othersGet reports that both figures tell who gets them, and no state gets both: "Australia
// has given Fiji 60 million. Tonga will get 20 million."
func (s *scene) othersGet(p, d *draft) bool {
	if !s.stated(p, "receivers") || !s.stated(d, "receivers") {
		return false
	}
	for _, id := range d.claim.Receivers {
		if !id.IsState() || slices.Contains(p.claim.Receivers, id) {
			return false
		}
	}
	return !slices.ContainsFunc(p.claim.Receivers, func(id pledgebook.PartyID) bool { return !id.IsState() })
}
