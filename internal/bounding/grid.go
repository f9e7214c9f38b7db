package bounding

import (
	"slices"
	"strconv"
	"strings"

	"pledgebook"
)

// grid cuts the world into cells that no region tells apart: parties, kinds
// and days that belong to the same regions throughout fold into one.
type grid struct {
	world   World
	on      pledgebook.Day   // the day that fixes membership, if any
	bounds  []pledgebook.Day // time cell i is [bounds[i-1], bounds[i]), the outer ones open
	members map[memberKey]map[pledgebook.PartyID]bool
	// Cells of each kind of thing: one of their folded members stands for each.
	providers, receivers []pledgebook.PartyID
	kinds                []pledgebook.AidKind
	cellOf               map[string]int      // party or kind → index of the cell it is folded into
	sets, whole          map[string][][]bool // party set → time cell → provider cell: in it on some day, on all
	regions              map[regionKey]cells
	placed               map[regionKey]cells // by number of time cell, not day
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
		regions: map[regionKey]cells{}, placed: map[regionKey]cells{}, sets: map[string][][]bool{}, whole: map[string][][]bool{}}
	regions := []region{scopeRegion(scope)}
	for _, a := range acts {
		regions = append(regions, a.region)
	}
	g.cutTime(acts, regions, most)
	g.foldProviders(regions, further)
	g.receivers = fold(g.cellOf, "to ", regions, func(r region) []pledgebook.PartyID { return r.receivers }, anyone)
	g.kinds = fold(g.cellOf, "kind ", regions, func(r region) []pledgebook.AidKind { return r.kinds }, pledgebook.KindUnspecified)
	return g
}

// scopeRegion is the region a question is about.
func scopeRegion(s pledgebook.Scope) region {
	return region{providers: sortedSet(s.Providers), receivers: sortedSet(s.Receivers), kinds: sortedSet(s.Kinds), from: s.Period.Start, to: s.Period.End}
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
	last := map[string]map[pledgebook.Stage]pledgebook.Day{}
	for _, a := range acts {
		k := joined(a.region.providers)
		if last[k] == nil {
			last[k] = map[pledgebook.Stage]pledgebook.Day{}
		}
		last[k][a.stage] = max(last[k][a.stage], a.region.from)
	}
	for _, a := range acts {
		for stage, d := range last[joined(a.region.providers)] {
			if later(a.stage, stage) && a.region.to.Known() && d >= a.region.to {
				days = append(days, a.region.to)
				break
			}
		}
	}
	return days
}

// membershipChanges finds the days on which a named group changes, between the
// first and the last day of any region.
func (g *grid) membershipChanges(regions []region) (days []pledgebook.Day) {
	if g.on.Known() || g.world.Members == nil {
		return nil
	}
	var first, last pledgebook.Day
	groups := map[pledgebook.PartyID]bool{}
	for _, r := range regions {
		for _, d := range []pledgebook.Day{r.from, r.to} {
			if d.Known() {
				last = max(last, d)
				if !first.Known() || d < first {
					first = d
				}
			}
		}
		for _, p := range r.providers {
			groups[p] = !p.IsState()
		}
	}
	for p, group := range groups {
		if group && first.Known() {
			days = append(days, g.changes(p, first, last)...)
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
	switch {
	case len(g.bounds) == 0:
		return [2]pledgebook.Day{1, 1}
	case t == 0:
		return [2]pledgebook.Day{g.bounds[0] - 1, g.bounds[0] - 1}
	case t == len(g.bounds):
		return [2]pledgebook.Day{g.bounds[t-1], g.bounds[t-1]}
	}
	return [2]pledgebook.Day{g.bounds[t-1], g.bounds[t] - 1}
}

// foldProviders folds the parties that belong to the same provider sets at all
// times, and remembers which cell belongs to which set when.
func (g *grid) foldProviders(regions []region, further []*act) {
	sets := map[string][]pledgebook.PartyID{}
	parties := map[pledgebook.PartyID]bool{anyone: true}
	for _, r := range regions {
		sets[joined(r.providers)] = r.providers
	}
	keys := slices.Sorted(keysOf(sets))
	for _, k := range keys {
		for _, p := range sets[k] {
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
	cells := map[string]int{}
	for _, p := range slices.Sorted(keysOf(parties)) {
		sign := g.signature(p, keys, sets)
		if _, ok := cells[sign]; !ok {
			cells[sign] = len(g.providers)
			g.providers = append(g.providers, p)
		}
		g.cellOf["by "+string(p)] = cells[sign]
	}
	for _, k := range keys {
		touch, solid := make([][]bool, g.times()), make([][]bool, g.times())
		for t := range g.times() {
			touch[t], solid[t] = make([]bool, len(g.providers)), make([]bool, len(g.providers))
			for i, p := range g.providers {
				touch[t][i], solid[t][i] = g.belongs(p, sets[k], t)
			}
		}
		g.sets[k], g.whole[k] = touch, solid
	}
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

// signature spells which sets a party belongs to, when.
func (g *grid) signature(p pledgebook.PartyID, keys []string, sets map[string][]pledgebook.PartyID) string {
	var b strings.Builder
	for _, k := range keys {
		for t := range g.times() {
			touch, solid := g.belongs(p, sets[k], t)
			switch {
			case solid:
				b.WriteByte('2')
			case touch:
				b.WriteByte('1')
			default:
				b.WriteByte('0')
			}
		}
	}
	return b.String()
}

// belongs reports whether a party belongs to a set on some day of a time cell,
// and whether on all.
func (g *grid) belongs(p pledgebook.PartyID, set []pledgebook.PartyID, t int) (some, all bool) {
	if len(set) == 0 {
		return true, true
	}
	days := g.daysIn(t)
	first, last := g.inSet(p, set, days[0]), g.inSet(p, set, days[1])
	return first || last, first && last
}

func (g *grid) inSet(p pledgebook.PartyID, set []pledgebook.PartyID, on pledgebook.Day) bool {
	return slices.ContainsFunc(set, func(s pledgebook.PartyID) bool { return g.membersOn(s, on)[p] })
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
