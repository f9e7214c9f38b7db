package reporting

import (
	"math/bits"
	"slices"
)

// membership is a set of places, a bit for each.
type membership []uint64

// membershipFor is an empty set with room for so many places.
func membershipFor(room int) membership { return make(membership, (room+63)/64) }

// has reports whether a place is in the set; any is where there is no set.
func (m membership) has(i place) bool {
	return m == nil || int(i)/64 < len(m) && m[i/64]&(1<<(i%64)) != 0
}

// of is what a list has of the set, at most so many.
func (m membership) of(list []place, most int) []place {
	some := make([]place, 0, min(most, len(list)))
	for _, i := range list {
		if m.has(i) {
			some = append(some, i)
		}
	}
	return some
}

func (m membership) put(list []place) {
	for _, i := range list {
		m[uint32(i)/64] |= 1 << (uint32(i) % 64)
	}
}

func (m membership) take(list []place) {
	for _, i := range list {
		m[uint32(i)/64] &^= 1 << (uint32(i) % 64)
	}
}

// unite puts all of another set in, which has no more room.
func (m membership) unite(other membership) {
	m = m[:len(other)]
	for k, some := range other {
		m[k] |= some
	}
}

// meet keeps what is in another set of the same room, too.
func (m membership) meet(other membership) {
	other = other[:len(m)]
	for k := range m {
		m[k] &= other[k]
	}
}

// rise moves what is in a third set as well from one set to the next.
func (m membership) rise(to, those membership) {
	to, those = to[:len(m)], those[:len(m)]
	for k, some := range m {
		to[k] |= some & those[k]
		m[k] = some &^ those[k]
	}
}

func (m membership) size() (n int) {
	for _, some := range m {
		n += bits.OnesCount64(some)
	}
	return n
}

// each calls for every place, in order.
func (m membership) each(call func(place)) {
	for k, some := range m {
		for ; some != 0; some &= some - 1 {
			call(place(64*k + bits.TrailingZeros64(some)))
		}
	}
}

// posting is where a word stands: a list of places, or a set where that takes less
// room.
type posting struct {
	few  []place    // in order
	many membership // nil where there is a list
}

// postingOf is a list of places in order, of so many that there are.
func postingOf(list []place, room int) posting {
	if 32*len(list) <= room { // a place takes 32 bits, its membership one of every place's
		return posting{few: list}
	}
	p := posting{many: membershipFor(room)}
	p.many.put(list)
	return p
}

// with is the posting without some places and with others.
func (p posting) with(gone, come []place, room int) posting {
	if p.many != nil {
		out := posting{many: membershipFor(room)}
		copy(out.many, p.many)
		out.many.take(gone)
		out.many.put(come)
		return out
	}
	list := make([]place, 0, len(p.few)+len(come))
	for _, i := range p.few {
		if !slices.Contains(gone, i) {
			list = append(list, i)
		}
	}
	for _, i := range come {
		if at, there := slices.BinarySearch(list, i); !there {
			list = slices.Insert(list, at, i)
		}
	}
	return postingOf(list, room)
}

func (p posting) into(m membership) {
	if p.many != nil {
		m.unite(p.many)
		return
	}
	m.put(p.few)
}
