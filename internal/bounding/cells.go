package bounding

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"pledgebook"
)

// cells is a set of cells of a grid. A cell's number is its line's number
// times the number of times, plus its time; a line is one folded provider,
// receiver and kind.
type cells []uint64

func (g *grid) lines() int { return len(g.providers) * len(g.receivers) * len(g.kinds) }

func (g *grid) size() int { return g.lines() * g.times() }

// area is cells that regions come to: one area for each set of cells, so that
// two are the same cells if they are the same pointer.
type area struct {
	cells
	key      string // spells the cells, for an order of areas
	from, to int    // all cells are in the words from..to-1
}

func (g *grid) area(c cells) *area {
	k := c.key()
	a, ok := g.areas[k]
	if !ok {
		a = &area{cells: c, key: k}
		for a.to = len(c); a.to > 0 && c[a.to-1] == 0; {
			a.to--
		}
		for a.from < a.to && c[a.from] == 0 {
			a.from++
		}
		g.areas[k] = a
	}
	return a
}

// cells are the cells a region touches, or, with inside, those that lie in it
// whole: where time is cut too coarsely for the region they differ.
func (g *grid) cells(r region, inside bool) *area {
	k := regionKey{r.spelled, r.from, r.to, inside}
	a, ok := g.regions[k]
	if !ok {
		a = g.area(g.cut(r, inside))
		g.regions[k] = a
	}
	return a
}

type regionKey struct {
	spelled
	from, to pledgebook.Day
	inside   bool
}

func (g *grid) cut(r region, inside bool) cells {
	out := make(cells, (g.size()+63)/64)
	member := g.sets[r.spelled.providers]
	if inside {
		member = g.whole[r.spelled.providers]
	}
	line := 0
	for p := range g.providers {
		for _, receiver := range g.receivers {
			for _, kind := range g.kinds {
				if in(r.receivers, receiver) && in(r.kinds, kind) {
					for t := range g.times() {
						if member[t][p] && g.during(t, r, inside) {
							out.add(line*g.times() + t)
						}
					}
				}
				line++
			}
		}
	}
	return out
}

// touched are the cells that the region of a further act touches.
func (g *grid) touched(r region) *area {
	last := g.times()
	if r.to.Known() {
		last = g.timeOf(r.to - 1)
	}
	k := regionKey{r.spelled, pledgebook.Day(g.timeOf(r.from)), pledgebook.Day(last), false}
	a, ok := g.placed[k]
	if !ok {
		a = g.area(g.place(r))
		g.placed[k] = a
	}
	return a
}

// timeOf is the number of the time cell that holds a day.
func (g *grid) timeOf(d pledgebook.Day) int {
	i, found := slices.BinarySearch(g.bounds, d)
	if found {
		i++
	}
	return i
}

func (g *grid) place(r region) cells {
	out := make(cells, (g.size()+63)/64)
	receivers := indices(g.cellOf, "to ", r.receivers, anyone, len(g.receivers))
	kinds := indices(g.cellOf, "kind ", r.kinds, pledgebook.KindUnspecified, len(g.kinds))
	for _, p := range indices(g.cellOf, "by ", r.providers, anyone, len(g.providers)) {
		for _, receiver := range receivers {
			for _, kind := range kinds {
				for t := range g.times() {
					if g.during(t, r, false) {
						out.add(((p*len(g.receivers)+receiver)*len(g.kinds)+kind)*g.times() + t)
					}
				}
			}
		}
	}
	return out
}

// indices are the cells of a set's members; all cells for an open set.
func indices[T ~string](cellOf map[string]int, prefix string, set []T, other T, all int) (out []int) {
	for i := 0; i < all && len(set) == 0; i++ {
		out = append(out, i)
	}
	for _, v := range set {
		i, ok := cellOf[prefix+string(v)]
		if !ok {
			i = cellOf[prefix+string(other)]
		}
		if !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	return out
}

func in[T comparable](set []T, v T) bool { return len(set) == 0 || slices.Contains(set, v) }

// during reports whether time cell t overlaps a region's time, or lies inside it.
func (g *grid) during(t int, r region, inside bool) bool {
	var from, to pledgebook.Day // of the cell; 0 is open
	if t > 0 {
		from = g.bounds[t-1]
	}
	if t < len(g.bounds) {
		to = g.bounds[t]
	}
	if inside {
		return (!r.from.Known() || from.Known() && from >= r.from) && (!r.to.Known() || to.Known() && to <= r.to)
	}
	return (!r.from.Known() || !to.Known() || r.from < to) && (!r.to.Known() || !from.Known() || from < r.to)
}

// key spells a set for a map.
func (c cells) key() string {
	b := make([]byte, 0, 8*len(c))
	for _, word := range c {
		b = binary.LittleEndian.AppendUint64(b, word)
	}
	return string(b)
}

func (c cells) add(i int)      { c[i/64] |= 1 << (i % 64) }
func (c cells) has(i int) bool { return c[i/64]&(1<<(i%64)) != 0 }

// each yields the numbers of the cells in order.
func (c cells) each(yield func(int) bool) {
	for i, word := range c {
		for ; word != 0; word &= word - 1 {
			if !yield(i*64 + bits.TrailingZeros64(word)) {
				return
			}
		}
	}
}

func (c cells) size() (n int) {
	for _, word := range c {
		n += bits.OnesCount64(word)
	}
	return n
}

func (c cells) empty() bool {
	for _, word := range c {
		if word != 0 {
			return false
		}
	}
	return true
}

// within reports whether all cells of an area are another's too.
func (a *area) within(o *area) bool {
	if a.from < a.to && (a.from < o.from || a.to > o.to) {
		return false
	}
	for i := a.from; i < a.to; i++ {
		if a.cells[i]&^o.cells[i] != 0 {
			return false
		}
	}
	return true
}

// meets reports whether two areas share a cell.
func (a *area) meets(o *area) bool {
	for i := max(a.from, o.from); i < min(a.to, o.to); i++ {
		if a.cells[i]&o.cells[i] != 0 {
			return true
		}
	}
	return false
}

// meet keeps what another set of the same room has, too.
func (c cells) meet(o cells) {
	for i := range c {
		c[i] &= o[i]
	}
}

func (c cells) union(o cells) cells {
	out := slices.Clone(c)
	for i := range out {
		out[i] |= o[i]
	}
	return out
}
