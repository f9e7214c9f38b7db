package bounding

import (
	"math/big"
	"slices"
	"strings"

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
			part.total, part.family = false, openTotal+a.entry
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

// openTotal begins the family of a total that is open above: but for what it
// holds, it limits no more than a part does.
const openTotal = "total "

// oneDonor reports whether an act has one provider, which is no group.
func (m *model) oneDonor(a *act) bool {
	if len(a.region.providers) != 1 {
		return false
	}
	p := a.region.providers[0]
	on := max(a.region.from, a.region.to-1, 1)
	return p.IsState() || m.world.Members == nil || len(m.world.Members(p, on)) == 0
}

// heap is the acts of one donor and family in one place, and their sum.
type heap struct {
	donor  pledgebook.PartyID
	family string
	sum    *big.Rat
	acts   []*act
}

// place is a region of one provider cell and the heaps that lie in it.
type place struct {
	over  cells
	heaps map[[2]string]*heap // donor, family
}

// addUpSingles adds the donors of one cell: what each gave inside a region is
// at least what any family of its acts there adds up to, and donors add by
// nature.
func (m *model) addUpSingles() {
	classes := m.places()
	for _, class := range slices.Sorted(keysOf(classes)) {
		var places []*place
		var regions []cells
		for _, k := range slices.Sorted(keysOf(classes[class])) {
			places = append(places, classes[class][k])
			regions = append(regions, classes[class][k].over)
		}
		for _, u := range unions(regions) {
			sum, acts := donorByDonor(places, u)
			m.atLeast(m.scope.Stage, u, sum, acts)
		}
	}
}

// places heaps the single donors' acts up by provider cell and region.
func (m *model) places() map[int]map[string]*place {
	classes := map[int]map[string]*place{}
	for _, a := range m.single {
		donor := a.region.providers[0]
		class := m.cellOf["by "+string(donor)]
		over := m.reach(a)
		if classes[class] == nil {
			classes[class] = map[string]*place{}
		}
		k := over.key()
		if classes[class][k] == nil {
			classes[class][k] = &place{over: over, heaps: map[[2]string]*heap{}}
		}
		heaps := classes[class][k].heaps
		h := heaps[[2]string{string(donor), a.family}]
		if h == nil {
			h = &heap{donor: donor, family: a.family, sum: new(big.Rat)}
			heaps[[2]string{string(donor), a.family}] = h
		}
		h.sum.Add(h.sum, a.rest())
		h.acts = append(h.acts, a)
	}
	return classes
}

// donorByDonor adds over donors, inside a region, the largest sum of any one
// family of each, and returns the acts that make it up.
func donorByDonor(places []*place, inside cells) (sum *big.Rat, used []*act) {
	families := map[[2]string]*heap{}
	for _, p := range places {
		if !p.over.within(inside) {
			continue
		}
		for k, h := range p.heaps {
			f := families[k]
			if f == nil {
				f = &heap{donor: h.donor, family: h.family, sum: new(big.Rat)}
				families[k] = f
			}
			f.sum.Add(f.sum, h.sum)
			f.acts = append(f.acts, h.acts...)
		}
	}
	best := map[pledgebook.PartyID]*heap{}
	for _, f := range families {
		b := best[f.donor]
		if b == nil || f.sum.Cmp(b.sum) > 0 || f.sum.Cmp(b.sum) == 0 && f.family < b.family {
			best[f.donor] = f
		}
	}
	sum = new(big.Rat)
	for _, donor := range slices.Sorted(keysOf(best)) {
		if h := best[donor]; h.sum.Sign() > 0 {
			sum.Add(sum, h.sum)
			used = append(used, h.acts...)
		}
	}
	slices.SortFunc(used, func(a, b *act) int { return strings.Compare(a.entry, b.entry) })
	return sum, used
}
