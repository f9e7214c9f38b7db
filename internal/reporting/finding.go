package reporting

import (
	"slices"
	"sync"
)

// finding is what one search has found. Its sets serve the next search, too:
// clearing them costs less than new ones.
type finding struct {
	room    int
	all     membership   // the entries that have every word
	written []membership // for each word that may be told otherwise: those that have it as written
	free    []membership // sets for further use
}

var findings = sync.Pool{New: func() any { return &finding{} }}

// find returns the entries in which every word begins a word, or is one with a
// letter wrong or with another ending.
func (x *wordIndex) find(words []string, room int) *finding {
	f := findings.Get().(*finding)
	if f.room != room {
		*f = finding{room: room}
	}
	for _, w := range words {
		has := f.set()
		from, to := x.begun(w)
		for _, p := range x.at[from:to] {
			p.into(has)
		}
		if like := x.like(w); len(like) > 0 {
			as := f.set()
			copy(as, has)
			f.written = append(f.written, as)
			for _, k := range like {
				x.at[k].into(has)
			}
		}
		f.require(has)
	}
	return f
}

// set is an empty set.
func (f *finding) set() membership {
	n := len(f.free)
	if n == 0 {
		return membershipFor(f.room)
	}
	m := f.free[n-1]
	f.free = f.free[:n-1]
	clear(m)
	return m
}

// require lets go of what is not in a set, which it takes over.
func (f *finding) require(has membership) {
	if f.all == nil {
		f.all = has
		return
	}
	f.all.meet(has)
	f.free = append(f.free, has)
}

// keep lets go of the entries that are not in a set; nil for all.
func (f *finding) keep(only membership) {
	if only != nil {
		f.all.meet(only)
	}
}

// done gives the sets back.
func (f *finding) done() {
	f.free = append(append(f.free, f.all), f.written...)
	f.all, f.written = nil, f.written[:0]
	findings.Put(f)
}

// best are the entries with the most words as written, those told latest first;
// at most so many. Newest are all that there are, the latest told first, and rank
// the place of each in that list.
func (f *finding) best(newest []place, rank []int32, most int) (top []place) {
	levels := f.levels()
	for _, level := range slices.Backward(levels) {
		if len(top) < most {
			top = append(top, level.first(newest, rank, most-len(top))...)
		}
	}
	f.free = append(f.free, levels...)
	return top
}

// levels are the entries by how many words they have as written, the fewest first.
func (f *finding) levels() []membership {
	levels := []membership{f.set()}
	copy(levels[0], f.all)
	for _, as := range f.written {
		levels = append(levels, f.set())
		for n := len(levels) - 2; n >= 0; n-- {
			levels[n].rise(levels[n+1], as)
		}
	}
	return levels
}

// first are those of a set that stand first in a list, at most so many. Where the
// set is large they are met soon along the list; a small one is gone through.
func (m membership) first(list []place, rank []int32, most int) (top []place) {
	if size := m.size(); size > 0 && size >= most*len(list)/size {
		for _, i := range list {
			if len(top) == most {
				break
			}
			if m.has(i) {
				top = append(top, i)
			}
		}
		return top
	}
	m.each(func(i place) {
		if len(top) == most {
			if rank[i] > rank[top[most-1]] {
				return
			}
			top = top[:most-1]
		}
		at, _ := slices.BinarySearchFunc(top, rank[i], func(one place, r int32) int { return int(rank[one] - r) })
		top = slices.Insert(top, at, i)
	})
	return top
}
