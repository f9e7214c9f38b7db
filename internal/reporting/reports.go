package reporting

import (
	"iter"
	"slices"
)

// Reports are the reports of a ledger, in the order they were filed. Like [Shared]
// they are changed by copying; a report that is read anew keeps its place.
type Reports struct {
	list   []Relative
	number Shared[int32]
	sees   func(id string) bool // nil for all
	seen   func() int
}

// Len is the number of reports.
func (r Reports) Len() int {
	if r.sees != nil {
		return r.seen()
	}
	return len(r.list)
}

// Has reports whether there is a report.
func (r Reports) Has(id string) bool { return r.number.Has(id) && (r.sees == nil || r.sees(id)) }

// Get finds a report by its id.
func (r Reports) Get(id string) (Relative, bool) {
	i, ok := r.number.Get(id)
	if !ok || r.sees != nil && !r.sees(id) {
		return Relative{}, false
	}
	return r.list[i], true
}

// All yields the reports in order.
func (r Reports) All() iter.Seq[Relative] {
	return func(yield func(Relative) bool) {
		for _, one := range r.list {
			if (r.sees == nil || r.sees(one.ID)) && !yield(one) {
				return
			}
		}
	}
}

// With are the reports with further ones, or with some as they are now.
func (r Reports) With(more ...Relative) Reports {
	number, own := r.number.Edit(), false
	for _, one := range more {
		i, ok := number.Get(one.ID)
		switch {
		case !ok:
			number.Set(one.ID, int32(len(r.list)))
			r.list = append(r.list, one) // behind what others see of it
		case r.list[i] != one:
			if !own {
				r.list, own = slices.Clone(r.list), true
			}
			r.list[i] = one
		}
	}
	r.number = number.Done()
	return r
}

// Without are the reports without one.
func (r Reports) Without(id string) Reports {
	i, ok := r.number.Get(id)
	if !ok {
		return r
	}
	rest := slices.Delete(slices.Clone(r.list), int(i), int(i)+1)
	return Reports{}.With(rest...)
}

// Only are the reports that some test lets through; seen counts them.
func (r Reports) Only(sees func(id string) bool, seen func() int) Reports {
	r.sees, r.seen = sees, seen
	return r
}

// numbered are the reports of some numbers, which are in order.
func (r Reports) numbered(some func() []int32) Reports {
	sees := r.sees
	return r.Only(func(id string) bool {
		i, ok := r.number.Get(id)
		if !ok || sees != nil && !sees(id) {
			return false
		}
		_, ok = slices.BinarySearch(some(), i)
		return ok
	}, func() int { return len(some()) })
}
