package bounding

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
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
	sum  amount
	acts []*act
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

// addUpSingles adds the donors of one cell: what each gave inside a region is
// at least what any family of its acts there adds up to, and donors add by
// nature.
func (m *model) addUpSingles() {
	classes := m.places()
	for _, class := range slices.Sorted(keysOf(classes)) {
		var places []*place
		var regions []*area
		for _, over := range slices.SortedFunc(keysOf(classes[class]), func(a, b *area) int { return strings.Compare(a.key, b.key) }) {
			places = append(places, classes[class][over])
			regions = append(regions, over)
		}
		for _, u := range m.unions(regions) {
			sum, used := donorByDonor(places, u)
			m.atLeast(m.scope.Stage, u.cells, sum, func() []*act { return actsOf(places, u, used) })
		}
	}
}

// places heaps the single donors' acts up by provider cell and region.
func (m *model) places() map[int]map[*area]*place {
	classes := map[int]map[*area]*place{}
	for _, a := range m.single {
		donor := a.region.providers[0]
		over := m.reach(a)
		class := m.cellOf["by "+string(donor)]
		if classes[class] == nil {
			classes[class] = map[*area]*place{}
		}
		at := classes[class][over]
		if at == nil {
			at = &place{over: over, heaps: map[heapKey]*heap{}}
			classes[class][over] = at
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
	return classes
}

// donorByDonor adds over donors, inside a region, the largest sum of any one
// family of each, and says which families these are.
func donorByDonor(places []*place, inside *area) (*big.Rat, map[heapKey]bool) {
	families := map[heapKey]*amount{}
	for _, p := range places {
		if !p.over.within(inside.cells) {
			continue
		}
		for k, h := range p.heaps {
			if families[k] == nil {
				families[k] = &amount{}
			}
			families[k].addAmount(&h.sum)
		}
	}
	best := map[pledgebook.PartyID]string{}
	for k, f := range families {
		family, ok := best[k.donor]
		if ok {
			c := f.compare(families[heapKey{k.donor, family}])
			ok = c < 0 || c == 0 && k.family > family
		}
		if !ok {
			best[k.donor] = k.family
		}
	}
	var sum amount
	used := map[heapKey]bool{}
	for donor, family := range best {
		k := heapKey{donor, family}
		if families[k].sign() > 0 {
			sum.addAmount(families[k])
			used[k] = true
		}
	}
	return sum.rat(), used
}

// actsOf are the acts of some heaps inside a region, in order.
func actsOf(places []*place, inside *area, used map[heapKey]bool) (acts []*act) {
	for _, p := range places {
		if !p.over.within(inside.cells) {
			continue
		}
		for k, h := range p.heaps {
			if used[k] {
				acts = append(acts, h.acts...)
			}
		}
	}
	slices.SortFunc(acts, func(a, b *act) int { return cmp.Compare(a.number, b.number) })
	return acts
}
