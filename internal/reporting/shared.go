package reporting

import (
	"hash/maphash"
	"iter"
	"maps"
)

// Shared is a map by id that is changed by copying the part that changes: whoever
// holds one goes on seeing what it held. The zero value is empty.
type Shared[V any] struct {
	parts []map[string]V
	size  int
}

// sharedParts is in how many parts a map is copied: of a million ids, 250 a part.
const sharedParts = 1 << 12

var sharedSeed = maphash.MakeSeed()

func partOf(id string) int { return int(maphash.String(sharedSeed, id) % sharedParts) }

// Get returns what stands under an id.
func (s Shared[V]) Get(id string) (v V, ok bool) {
	if len(s.parts) == 0 {
		return v, false
	}
	v, ok = s.parts[partOf(id)][id]
	return v, ok
}

// Of returns what stands under an id, the zero value for nothing.
func (s Shared[V]) Of(id string) V {
	v, _ := s.Get(id)
	return v
}

// Has reports whether anything stands under an id.
func (s Shared[V]) Has(id string) bool {
	_, ok := s.Get(id)
	return ok
}

// Len is the number of ids.
func (s Shared[V]) Len() int { return s.size }

// All yields all ids with what stands under them, in no order.
func (s Shared[V]) All() iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		for _, part := range s.parts {
			for id, v := range part {
				if !yield(id, v) {
					return
				}
			}
		}
	}
}

// Edit begins a changed copy.
func (s Shared[V]) Edit() *Edited[V] { return &Edited[V]{from: s, now: s} }

// Edited is a copy of a [Shared] while it is being changed.
type Edited[V any] struct {
	from, now Shared[V]
	own       []bool // parts that are copied already
}

// part is the part of an id, as a copy that may be changed.
func (e *Edited[V]) part(id string) map[string]V {
	if e.own == nil {
		e.own = make([]bool, sharedParts)
		e.now.parts = make([]map[string]V, sharedParts)
		copy(e.now.parts, e.from.parts)
	}
	i := partOf(id)
	if !e.own[i] {
		e.own[i] = true
		if e.now.parts[i] = maps.Clone(e.now.parts[i]); e.now.parts[i] == nil {
			e.now.parts[i] = map[string]V{}
		}
	}
	return e.now.parts[i]
}

// Get returns what stands under an id now.
func (e *Edited[V]) Get(id string) (V, bool) { return e.now.Get(id) }

// Set puts something under an id.
func (e *Edited[V]) Set(id string, v V) {
	part := e.part(id)
	before := len(part)
	part[id] = v
	e.now.size += len(part) - before
}

// Delete takes an id out.
func (e *Edited[V]) Delete(id string) {
	if _, ok := e.now.Get(id); ok {
		delete(e.part(id), id)
		e.now.size--
	}
}

// Done is the changed copy. The editing must not go on.
func (e *Edited[V]) Done() Shared[V] { return e.now }

// SharedOf is a map that can be shared.
func SharedOf[V any](all map[string]V) Shared[V] {
	e := Shared[V]{}.Edit()
	for id, v := range all {
		e.Set(id, v)
	}
	return e.Done()
}
