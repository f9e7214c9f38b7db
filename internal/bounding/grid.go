package bounding

import (
	"slices"
	"strconv"
	"strings"
	"unique"

	"pledgebook"
)

// grid cuts the world into cells that no region tells apart: parties, kinds
// and days that belong to the same regions throughout fold into one.
type grid struct {
	world  World
	on     pledgebook.Day   // the day that fixes membership, if any
	bounds []pledgebook.Day // time cell i is [bounds[i-1], bounds[i]), the outer ones open
	// the first and the last day that a region knows of, if any
	first, last pledgebook.Day
	members     map[memberKey]map[pledgebook.PartyID]bool
	// Cells of each kind of thing: one of their folded members stands for each.
	providers, receivers []pledgebook.PartyID
	kinds                []pledgebook.AidKind
	cellOf               map[string]int // party or kind → index of the cell it is folded into
	// party set → time cell → provider cell: in it on some day, on all
	sets, whole map[unique.Handle[string]][][]bool
	areas       map[string]*area
	regions     map[regionKey]*area
	placed      map[regionKey]*area // by number of time cell, not day
}

type memberKey struct {
	group pledgebook.PartyID
	on    pledgebook.Day
}

// mostBounds limits the days at which time is cut. A book with more of them is
// cut at the most telling ones; then a bound may come out looser, never wrong.
const mostBounds = 24

// anyone, elsewhere and unspecified stand for whatever no region names.
const anyone = pledgebook.PartyID("*")

// newGrid cuts the world by the scope and the acts. The providers of further
// acts are placed among its cells without cutting them.
func newGrid(acts, further []*act, scope pledgebook.Scope, world World, most int) *grid {
	g := &grid{world: world, cellOf: map[string]int{}, on: scope.MembersOn, members: map[memberKey]map[pledgebook.PartyID]bool{},
		areas: map[string]*area{}, regions: map[regionKey]*area{}, placed: map[regionKey]*area{},
		sets: map[unique.Handle[string]][][]bool{}, whole: map[unique.Handle[string]][][]bool{}}
	regions := []region{scopeRegion(scope)} // one for each choice of sets
	seen := map[spelled]bool{}
	for _, a := range acts {
		if !seen[a.region.spelled] {
			seen[a.region.spelled] = true
			regions = append(regions, a.region)
		}
	}
	g.span(regions[0], acts, further)
	g.cutTime(acts, regions, most)
	g.foldProviders(regions, further)
	g.receivers = fold(g.cellOf, "to ", regions, func(r region) []pledgebook.PartyID { return r.receivers }, anyone)
	g.kinds = fold(g.cellOf, "kind ", regions, func(r region) []pledgebook.AidKind { return r.kinds }, pledgebook.KindUnspecified)
	return g
}

// scopeRegion is the region a question is about.
func scopeRegion(s pledgebook.Scope) region {
	r := newRegion(s.Providers, s.Receivers, s.Kinds)
	r.from, r.to = s.Period.Start, s.Period.End
	return r
}

// cutTime chooses the days at which time is cut: the ends of the scope, of
// totals, changes of membership, then the ends of parts that last more than a
// day or may overlap with others, and days between a later stage and an earlier one of the same provider.
func (g *grid) cutTime(acts []*act, regions []region, most int) {
	add := func(days ...pledgebook.Day) {
		slices.Sort(days)
		for _, d := range slices.Compact(days) {
			if d.Known() && len(g.bounds) < most && !slices.Contains(g.bounds, d) {
				g.bounds = append(g.bounds, d)
			}
		}
	}
	add(regions[0].from, regions[0].to)
	var totals, parts, between []pledgebook.Day
	for _, a := range acts {
		switch r := a.region; {
		case a.total:
			totals = append(totals, r.from, r.to)
		case r.to != r.from+1 || a.mayOverlap():
			parts = append(parts, r.from, r.to)
		}
	}
	between = interleaved(acts)
	add(totals...)
	add(g.membershipChanges(regions)...)
	add(parts...)
	add(between...)
	slices.Sort(g.bounds)
}

// interleaved are the days on which a provider had reached a later stage,
// where it went on with an earlier one: aid of the earlier stage after such a
// day is other aid.
func interleaved(acts []*act) (days []pledgebook.Day) {
	type step struct {
		by    unique.Handle[string]
		stage pledgebook.Stage
	}
	last, following := map[step]pledgebook.Day{}, map[step]pledgebook.Day{}
	for _, a := range acts {
		k := step{a.region.spelled.providers, a.stage}
		last[k] = max(last[k], a.region.from)
	}
	for k := range last {
		for _, stage := range pledgebook.Stages {
			if d, ok := last[step{k.by, stage}]; ok && later(k.stage, stage) {
				following[k] = max(following[k], d)
			}
		}
	}
	for _, a := range acts {
		if d, ok := following[step{a.region.spelled.providers, a.stage}]; ok && a.region.to.Known() && d >= a.region.to {
			days = append(days, a.region.to)
		}
	}
	return days
}

// span notes the first and the last day of the scope and of all acts.
func (g *grid) span(scope region, acts, further []*act) {
	widen := func(r region) {
		for _, d := range [...]pledgebook.Day{r.from, r.to} {
			if d.Known() {
				g.last = max(g.last, d)
				if !g.first.Known() || d < g.first {
					g.first = d
				}
			}
		}
	}
	widen(scope)
	for _, list := range [...][]*act{acts, further} {
		for _, a := range list {
			widen(a.region)
		}
	}
}

// membershipChanges finds the days on which a named group changes, between the
// first and the last day of any region.
func (g *grid) membershipChanges(regions []region) (days []pledgebook.Day) {
	if g.on.Known() || g.world.Members == nil {
		return nil
	}
	groups := map[pledgebook.PartyID]bool{}
	for _, r := range regions {
		for _, p := range r.providers {
			groups[p] = !p.IsState()
		}
	}
	for p, group := range groups {
		if group && g.first.Known() {
			days = append(days, g.changes(p, g.first, g.last)...)
		}
	}
	return days
}

// changes bisects for the days in (from, to] on which a group changes.
func (g *grid) changes(group pledgebook.PartyID, from, to pledgebook.Day) []pledgebook.Day {
	switch {
	case from >= to || same(g.membersOn(group, from), g.membersOn(group, to)):
		return nil
	case to == from+1:
		return []pledgebook.Day{to}
	}
	mid := from + (to-from)/2
	return append(g.changes(group, from, mid), g.changes(group, mid, to)...)
}

func same(a, b map[pledgebook.PartyID]bool) bool {
	for p := range a {
		if !b[p] {
			return false
		}
	}
	return len(a) == len(b)
}

// membersOn is the group's members on a day, and the group itself: it may give
// as an institution of its own.
func (g *grid) membersOn(group pledgebook.PartyID, on pledgebook.Day) map[pledgebook.PartyID]bool {
	if g.on.Known() {
		on = g.on
	}
	k := memberKey{group, on}
	m, ok := g.members[k]
	if !ok {
		m = map[pledgebook.PartyID]bool{group: true}
		if g.world.Members != nil && !group.IsState() {
			for _, p := range g.world.Members(group, on) {
				m[p] = true
			}
		}
		g.members[k] = m
	}
	return m
}

// times are the number of time cells.
func (g *grid) times() int { return len(g.bounds) + 1 }

// daysIn are the first and the last day of a time cell, as far as they are
// known: on both a group's members are looked up, since a cell may hold a
// change of membership where time is cut too coarsely.
func (g *grid) daysIn(t int) [2]pledgebook.Day {
	first, last := max(g.first, 1), max(g.last, 1)
	if t > 0 {
		first = g.bounds[t-1]
	}
	if t < len(g.bounds) {
		last = g.bounds[t] - 1
	}
	return [2]pledgebook.Day{min(first, last), max(first, last)}
}

// foldProviders folds the parties that belong to the same provider sets at all
// times, and remembers which cell belongs to which set when.
func (g *grid) foldProviders(regions []region, further []*act) {
	sets := map[string]region{}
	for _, r := range regions {
		sets[r.spelled.providers.Value()] = r
	}
	keys := slices.Sorted(keysOf(sets))
	parties := g.parties(sets, further)
	signs := make([][]byte, len(parties)) // which sets each belongs to, when
	for _, k := range keys {
		for t := range g.times() {
			days := g.daysIn(t)
			first, last := g.inSet(parties, sets[k].providers, days[0]), g.inSet(parties, sets[k].providers, days[1])
			for i := range parties {
				signs[i] = append(signs[i], first[i]+last[i])
			}
		}
	}
	var firsts []int // the first party of each cell
	cells := map[string]int{}
	for i, p := range parties {
		sign := string(signs[i])
		if _, ok := cells[sign]; !ok {
			cells[sign] = len(g.providers)
			g.providers, firsts = append(g.providers, p), append(firsts, i)
		}
		g.cellOf["by "+string(p)] = cells[sign]
	}
	for n, k := range keys {
		touch, solid := make([][]bool, g.times()), make([][]bool, g.times())
		for t := range g.times() {
			touch[t], solid[t] = make([]bool, len(g.providers)), make([]bool, len(g.providers))
			for cell, i := range firsts {
				days := signs[i][n*g.times()+t]
				touch[t][cell], solid[t][cell] = days > 0, days == 2
			}
		}
		h := sets[k].spelled.providers
		g.sets[h], g.whole[h] = touch, solid
	}
}

// parties are all that some set names or holds as a member on some day, and
// those of further acts, in order.
func (g *grid) parties(sets map[string]region, further []*act) []pledgebook.PartyID {
	parties := map[pledgebook.PartyID]bool{anyone: true}
	for _, r := range sets {
		for _, p := range r.providers {
			for t := range g.times() {
				for _, day := range g.daysIn(t) {
					for m := range g.membersOn(p, day) {
						parties[m] = true
					}
				}
			}
		}
	}
	for _, a := range further {
		for _, p := range a.region.providers {
			parties[p] = true
		}
	}
	return slices.Sorted(keysOf(parties))
}

// inSet says 1 of each party, which are in order, that belongs to a set on a
// day, and 0 of the others.
func (g *grid) inSet(parties, set []pledgebook.PartyID, on pledgebook.Day) []byte {
	in := make([]byte, len(parties))
	for i := range in {
		if len(set) == 0 {
			in[i] = 1
		}
	}
	for _, p := range set {
		for m := range g.membersOn(p, on) {
			if i, ok := slices.BinarySearch(parties, m); ok {
				in[i] = 1
			}
		}
	}
	return in
}

func keysOf[K comparable, V any](m map[K]V) func(func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// fold folds the things that belong to the same sets, and notes the cell of
// each under a prefix; other stands for all that no set names.
func fold[T ~string](cellOf map[string]int, prefix string, regions []region, set func(region) []T, other T) []T {
	sets := map[string][]T{}
	all := map[T]bool{other: true}
	for _, r := range regions {
		s := set(r)
		key := ""
		for _, v := range s {
			key += string(v) + " "
			all[v] = true
		}
		sets[key] = s
	}
	keys := slices.Sorted(keysOf(sets))
	seen := map[string]int{}
	var out []T
	for _, v := range slices.Sorted(keysOf(all)) {
		var b strings.Builder
		for _, k := range keys {
			b.WriteString(strconv.FormatBool(len(sets[k]) == 0 || slices.Contains(sets[k], v)) + " ")
		}
		if _, ok := seen[b.String()]; !ok {
			seen[b.String()] = len(out)
			out = append(out, v)
		}
		cellOf[prefix+string(v)] = seen[b.String()]
	}
	return out
}
