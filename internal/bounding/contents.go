package bounding

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
	"unique"

	"pledgebook"
)

// beyondContents lets a total that is open above ("more than 20 since 2022")
// add only what it tells beyond the acts that lie in its region for certain: those
// are what it totals. Totals with an upper end limit their region by themselves.
func (m *model) beyondContents(acts []*act) []*act {
	var totals []*act
	c := contents{model: m, byDonor: map[unique.Handle[string]][]content{}, held: map[heldKey]*amount{}}
	for i, a := range acts {
		if !a.openAbove() {
			c.keep(a)
			continue
		}
		beyond := *a
		acts[i] = &beyond
		totals = append(totals, &beyond)
	}
	slices.SortStableFunc(totals, c.insideFirst)
	inside := map[wherein]*amount{} // between totals of one region stand none that lie in it
	for _, t := range totals {
		k := wherein{t.stage, t.region.spelled, t.region.from, t.region.to}
		if inside[k] == nil {
			inside[k] = c.inside(t)
		}
		if !t.enlarged { // of a region that was folded nobody can tell what lies in it
			t.told = larger(new(big.Rat), new(big.Rat).Sub(t.told, inside[k].rat()))
		}
		inside[k].add(t.told)
		c.keep(t)
	}
	return acts
}

// wherein is a stage and a region.
type wherein struct {
	stage pledgebook.Stage
	spelled
	from, to pledgebook.Day
}

// openAbove reports a total without an upper end.
func (a *act) openAbove() bool {
	return a.hi == nil && a.total || strings.HasPrefix(a.family, openTotal)
}

// contents are acts by where they lie.
type contents struct {
	*model
	byDonor map[unique.Handle[string]][]content // by their providers
	held    map[heldKey]*amount                 // what acts tell
}

// content is an act and what it tells.
type content struct {
	*act
	sum amount
}

// heldKey is whose acts these are, their stage, and the cells where their aid may have
// reached it; and an earlier one, on any day up to then.
type heldKey struct {
	by           unique.Handle[string]
	stage        pledgebook.Stage
	own, earlier *area
}

func (c *contents) keep(a *act) {
	by := a.region.spelled.providers
	k := heldKey{by, a.stage, c.reach(a), c.reach(a)}
	if a.stage != c.scope.Stage {
		k.own = c.outer(a, a.region.from)
	}
	if c.held[k] == nil {
		c.held[k] = &amount{}
	}
	in := content{act: a}
	in.sum.add(a.told)
	c.held[k].addAmount(&in.sum)
	c.byDonor[by] = append(c.byDonor[by], in)
}

// outer are the cells that an act's region touches, from a day on.
func (m *model) outer(a *act, from pledgebook.Day) *area {
	r := a.region
	r.from = from
	if a.single {
		return m.touched(r)
	}
	return m.cells(r, false)
}

// insideFirst orders totals so that one that lies inside another comes first: those
// of one donor before those of a group, then the smaller.
func (c *contents) insideFirst(a, b *act) int {
	return cmp.Or(cmp.Compare(boolInt(b.donor), boolInt(a.donor)), len(a.region.providers)-len(b.region.providers),
		a.region.compareSize(b.region), a.told.Cmp(b.told))
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// inside adds up what is told inside a total of its stage, and of those that follow
// on it: acts of the same providers are compared with it themselves, those of others
// by cells.
func (c *contents) inside(t *act) *amount {
	sum := &amount{}
	by := t.region.spelled.providers
	acts := c.byDonor[by]
	for i := range acts {
		a := &acts[i]
		if a.stage == t.stage && a.region.within(&t.region, a.region.from) || later(t.stage, a.stage) && a.region.within(&t.region, 0) {
			sum.addAmount(&a.sum)
		}
	}
	if t.single { // its donor shares a cell with others
		return sum
	}
	in := c.cells(t.region, true)
	for k, h := range c.held {
		if k.by != by && (k.stage == t.stage && k.own.within(in) || later(t.stage, k.stage) && k.earlier.within(in)) {
			sum.addAmount(h)
		}
	}
	return sum
}

// within reports whether a region, from a day on, lies in another of the same
// providers; 0 is any day before its end, when its aid may have reached an earlier stage.
func (r *region) within(o *region, from pledgebook.Day) bool {
	if o.from.Known() && from < o.from || o.to.Known() && (!r.to.Known() || r.to > o.to) {
		return false
	}
	return subset(r.receivers, o.receivers, r.spelled.receivers == o.spelled.receivers) && subset(r.kinds, o.kinds, r.spelled.kinds == o.spelled.kinds)
}

// subset reports whether a set lies in another; nil is everything.
func subset[T comparable](a, b []T, same bool) bool {
	if same || len(b) == 0 {
		return true
	}
	if len(a) == 0 {
		return false
	}
	for _, v := range a {
		if !slices.Contains(b, v) {
			return false
		}
	}
	return true
}

// compareSize orders regions so that one that lies inside another comes first.
func (r region) compareSize(o region) int {
	return cmp.Or(compareSets(r.receivers, o.receivers), compareSets(r.kinds, o.kinds), cmp.Compare(r.days(), o.days()))
}

func compareSets[T any](a, b []T) int {
	switch {
	case len(a) == 0 || len(b) == 0:
		return cmp.Compare(boolInt(len(a) == 0), boolInt(len(b) == 0))
	}
	return cmp.Compare(len(a), len(b))
}

// forever is longer than any stretch of days with two ends.
const forever = 1 << 30

// days is how long a region's time lasts, endless ones last.
func (r region) days() int {
	switch {
	case r.from.Known() && r.to.Known():
		return int(r.to - r.from)
	case r.from.Known() || r.to.Known():
		return forever
	}
	return 2 * forever
}
