package bounding

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
	"sync"
	"unique"

	"pledgebook"
)

// loosened tells the acts of a large book more briefly. Acts of later stages
// become what they imply of the scope's: the same aid, at any day up to
// theirs. Single are the parts given by one donor that is no group: they add
// up donor by donor and need no cells of their own.
func (m *model) loosened(acts []*act) (shaping, single []*act) {
	families := map[familyKey]string{} // spelled once
	others := newElsewhere(m.scope.Receivers)
	for _, of := range acts {
		a := *of
		a.copied = true
		if a.stage != m.scope.Stage {
			if !later(m.scope.Stage, a.stage) {
				continue
			}
			k := familyKey{a.stage, a.family}
			if families[k] == "" {
				families[k] = string(a.stage) + " " + a.family
			}
			if a.region.from.Known() && !a.region.to.Known() {
				a.region.from = 0
				a.donor = m.world.oneDonor(&a) // of another day
			}
			a.stage, a.region.from, a.family, a.total = m.scope.Stage, 0, families[k], false
			if of.total {
				a.family = "entry " + a.entry
			}
		}
		if a.enlarged = others.fold(&a.region); a.enlarged && a.total && a.hi != nil {
			if within := others.limit(of); within != nil {
				shaping = append(shaping, within)
			}
			a.hi = nil
		}
		if a.total && a.hi == nil {
			a.total, a.family = false, openTotal+a.entry
		}
		if !a.total && a.donor {
			a.single = true
			single = append(single, &a)
		} else {
			shaping = append(shaping, &a)
		}
	}
	return shaping, single
}

// elsewhere folds the receivers that a question is not about into one.
type elsewhere struct {
	asked  []pledgebook.PartyID // sorted; empty for a question about all
	folded map[unique.Handle[string]]folding
}

// folding is what a set of receivers comes to: those asked about, and anyone else.
type folding struct {
	receivers []pledgebook.PartyID
	spelled   unique.Handle[string]
	lost      bool // some were folded
}

func newElsewhere(asked []pledgebook.PartyID) elsewhere {
	return elsewhere{sortedSet(asked), map[unique.Handle[string]]folding{}}
}

// fold changes a region's receivers, and reports whether it did: the region is then
// larger than what its act told.
func (e elsewhere) fold(r *region) bool {
	if len(e.asked) == 0 || len(r.receivers) == 0 {
		return false
	}
	f, ok := e.folded[r.spelled.receivers]
	if !ok {
		f.receivers = e.among(r.receivers)
		if f.lost = len(f.receivers) < len(r.receivers); f.lost {
			f.receivers = append(f.receivers, anyone)
		}
		f.receivers = sortedSet(f.receivers)
		f.spelled = unique.Make(joined(f.receivers))
		e.folded[r.spelled.receivers] = f
	}
	r.receivers, r.spelled.receivers = f.receivers, f.spelled
	return f.lost
}

// among are the receivers asked about.
func (e elsewhere) among(receivers []pledgebook.PartyID) (in []pledgebook.PartyID) {
	for _, p := range receivers {
		if _, ok := slices.BinarySearch(e.asked, p); ok {
			in = append(in, p)
		}
	}
	return in
}

// limit is what a total says of the receivers asked about alone: no more than its
// upper end; nil where it says nothing of them.
func (e elsewhere) limit(of *act) *act {
	in := e.among(of.region.receivers)
	if len(in) == 0 {
		return nil
	}
	a := *of
	a.lo, a.told = new(big.Rat), new(big.Rat)
	a.region = of.region
	a.region.receivers, a.region.spelled.receivers = in, unique.Make(joined(in))
	return &a
}

// openTotal begins the family of a total that is open above: but for what it
// holds, it limits no more than a part does.
const openTotal = "total "

// oneDonor reports whether an act has one provider, which is no group.
func (w World) oneDonor(a *act) bool {
	if len(a.region.providers) != 1 {
		return false
	}
	p := a.region.providers[0]
	on := max(a.region.from, a.region.to-1, 1)
	return p.IsState() || w.Members == nil || len(w.Members(p, on)) == 0
}

// heap is the acts of one donor and family in one place, and their sum.
type heap struct {
	number int // of its donor and family in the class
	sum    amount
	acts   []*act
}

// heapKey is whose heap it is: acts of one donor and family add up.
type heapKey struct {
	donor  pledgebook.PartyID
	family string
}

// place is a region of one provider cell and the heaps that lie in it.
type place struct {
	over  *area
	heaps map[heapKey]*heap
}

// class is the donors of one provider cell.
type class struct {
	at     map[*area]*place
	places []*place  // in order
	keys   []heapKey // of all heaps, in order
}

// addUpSingles adds the donors of one cell: what each gave inside a region is
// at least what any family of its acts there adds up to, and donors add by
// nature.
func (m *model) addUpSingles() {
	classes := m.classesOfSingles()
	for _, number := range slices.Sorted(keysOf(classes)) {
		c := classes[number]
		regions := make([]*area, len(c.places))
		for i, p := range c.places {
			regions[i] = p.over
		}
		for _, u := range m.unions(regions) {
			sum, used := c.donorByDonor(u)
			m.atLeast(m.scope.Stage, u.cells, sum, sync.OnceValue(func() []*act { return c.actsOf(u, used) }))
		}
	}
}

// classesOfSingles heaps the single donors' acts up by provider cell and region.
func (m *model) classesOfSingles() map[int]*class {
	classes := map[int]*class{}
	for _, a := range m.single {
		donor := a.region.providers[0]
		number := m.cellOf["by "+string(donor)]
		if classes[number] == nil {
			classes[number] = &class{at: map[*area]*place{}}
		}
		classes[number].heap(a, m.reach(a), donor)
	}
	for _, c := range classes {
		c.order()
	}
	return classes
}

// heap lays an act to those of its donor and family in its place.
func (c *class) heap(a *act, over *area, donor pledgebook.PartyID) {
	at := c.at[over]
	if at == nil {
		at = &place{over: over, heaps: map[heapKey]*heap{}}
		c.at[over], c.places = at, append(c.places, at)
	}
	k := heapKey{donor, a.family}
	h := at.heaps[k]
	if h == nil {
		h = &heap{}
		at.heaps[k] = h
	}
	h.sum.add(a.rest())
	h.acts = append(h.acts, a)
}

// order puts the places in order, and numbers the heaps of each donor and family.
func (c *class) order() {
	slices.SortFunc(c.places, func(a, b *place) int { return strings.Compare(a.over.key, b.over.key) })
	numbers := map[heapKey]int{}
	for _, p := range c.places {
		for k := range p.heaps {
			numbers[k] = 0
		}
	}
	c.keys = slices.SortedFunc(keysOf(numbers), func(a, b heapKey) int {
		return cmp.Or(cmp.Compare(a.donor, b.donor), cmp.Compare(a.family, b.family))
	})
	for i, k := range c.keys {
		numbers[k] = i
	}
	for _, p := range c.places {
		for k, h := range p.heaps {
			h.number = numbers[k]
		}
	}
}

// donorByDonor adds over donors, inside a region, the largest sum of any one
// family of each, and says by number which families these are.
func (c *class) donorByDonor(inside *area) (*big.Rat, []bool) {
	families := make([]amount, len(c.keys))
	for _, p := range c.places {
		if p.over.within(inside) {
			for _, h := range p.heaps {
				families[h.number].addAmount(&h.sum)
			}
		}
	}
	var sum amount
	used := make([]bool, len(c.keys))
	for first := 0; first < len(c.keys); {
		best, next := first, first+1
		for ; next < len(c.keys) && c.keys[next].donor == c.keys[first].donor; next++ {
			if families[next].compare(&families[best]) > 0 {
				best = next
			}
		}
		if families[best].sign() > 0 {
			sum.addAmount(&families[best])
			used[best] = true
		}
		first = next
	}
	return sum.rat(), used
}

// actsOf are the acts of some heaps inside a region, in order.
func (c *class) actsOf(inside *area, used []bool) (acts []*act) {
	for _, p := range c.places {
		if !p.over.within(inside) {
			continue
		}
		for _, h := range p.heaps {
			if used[h.number] {
				acts = append(acts, h.acts...)
			}
		}
	}
	slices.SortFunc(acts, func(a, b *act) int { return cmp.Compare(a.number, b.number) })
	return acts
}
