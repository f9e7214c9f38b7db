package bounding

import (
	"fmt"
	"math/big"
	"slices"

	"pledgebook"
)

// loosened tells the acts of a large book more briefly. Acts of later stages
// become what they imply of the scope's: the same aid, at any day up to
// theirs. Single are the parts given by one donor that is no group: they add
// up donor by donor and need no cells of their own.
func (m *model) loosened(acts []*act) (shaping, single []*act) {
	for _, a := range acts {
		if a.stage != m.scope.Stage {
			if !later(m.scope.Stage, a.stage) {
				continue
			}
			implied := *a
			implied.stage, implied.region.from, implied.total = m.scope.Stage, 0, false
			implied.family = string(a.stage) + " " + a.family
			if a.total {
				implied.family = "entry " + a.entry
			}
			a = &implied
		}
		if a.total && a.hi == nil {
			part := *a
			part.total, part.family = false, "entry "+a.entry
			a = &part
		}
		if !a.total && m.oneDonor(a) {
			placed := *a
			placed.single = true
			single = append(single, &placed)
		} else {
			shaping = append(shaping, a)
		}
	}
	return shaping, single
}

// oneDonor reports whether an act has one provider, which is no group.
func (m *model) oneDonor(a *act) bool {
	if len(a.region.providers) != 1 {
		return false
	}
	p := a.region.providers[0]
	on := max(a.region.from, a.region.to-1, 1)
	return p.IsState() || m.world.Members == nil || len(m.world.Members(p, on)) == 0
}

// addUpSingles adds the donors of one cell: what each gave inside a region is
// at least what any family of its acts there adds up to, and donors add by
// nature.
func (m *model) addUpSingles() {
	type place struct {
		over cells
		acts []*act
	}
	classes := map[int]map[string]*place{} // provider cell → region
	for _, a := range m.single {
		class := m.cellOf["by "+string(a.region.providers[0])]
		over := m.touched(a.region)
		k := fmt.Sprint(over)
		if classes[class] == nil {
			classes[class] = map[string]*place{}
		}
		if classes[class][k] == nil {
			classes[class][k] = &place{over: over}
		}
		classes[class][k].acts = append(classes[class][k].acts, a)
	}
	for _, class := range slices.Sorted(keysOf(classes)) {
		var places []*place
		var regions []cells
		for _, k := range slices.Sorted(keysOf(classes[class])) {
			places = append(places, classes[class][k])
			regions = append(regions, classes[class][k].over)
		}
		for _, u := range unions(regions) {
			var inside []*act
			for _, p := range places {
				if p.over.within(u) {
					inside = append(inside, p.acts...)
				}
			}
			sum, acts := donorByDonor(inside)
			m.atLeast(m.scope.Stage, u, sum, acts)
		}
	}
}

// donorByDonor adds over donors the largest sum of any one family of each,
// and returns the acts that make it up.
func donorByDonor(acts []*act) (sum *big.Rat, used []*act) {
	type family struct {
		sum  *big.Rat
		acts []*act
	}
	donors := map[pledgebook.PartyID]map[string]*family{}
	for _, a := range acts {
		p := a.region.providers[0]
		if donors[p] == nil {
			donors[p] = map[string]*family{}
		}
		f := donors[p][a.family]
		if f == nil {
			f = &family{sum: new(big.Rat)}
			donors[p][a.family] = f
		}
		f.sum.Add(f.sum, a.rest())
		f.acts = append(f.acts, a)
	}
	sum = new(big.Rat)
	for _, p := range slices.Sorted(keysOf(donors)) {
		var best *family
		for _, k := range slices.Sorted(keysOf(donors[p])) {
			if f := donors[p][k]; best == nil || f.sum.Cmp(best.sum) > 0 {
				best = f
			}
		}
		if best.sum.Sign() > 0 {
			sum.Add(sum, best.sum)
			used = append(used, best.acts...)
		}
	}
	return sum, used
}
