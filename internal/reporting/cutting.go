package reporting

import (
	"slices"

	"pledgebook"
)

// Cut says what of a ledger one viewer may see.
type Cut struct {
	// Shows lets an entry through as it is.
	Shows func(*Placed) bool
	// Instead is what stands in the place of some entries, by their ids; none where
	// nothing does.
	Instead map[string][]*Placed
	// Mend makes anew an entry that says something of others that are not to be
	// seen, or are another thing now; it returns the same where all is well.
	Mend func(*Placed) *Placed
}

// CutFrom puts into a ledger, whose other fields are set, what is to be seen of the
// entries of another: those that are seen as they are, are shared.
func (l *Ledger) CutFrom(whole *Ledger, cut Cut) {
	edit := whole.placed.edit()
	l.names, l.shares, l.extra = whole.names, true, map[string]place{}
	l.only = make(membership, (whole.placed.room()+63)/64)
	next := place(whole.placed.room())
	var come []place
	for i := range next {
		p := whole.placed.at(i)
		if p == nil {
			continue
		}
		instead, ok := cut.Instead[p.Entry.ID]
		if !ok {
			if cut.Shows(p) {
				l.only.add(i)
			}
			continue
		}
		for n, other := range instead {
			at := i
			if n > 0 {
				at, next = next, next+1
				for _, id := range namesOf(other.Entry) {
					l.extra[id] = at
				}
			}
			edit.set(at, other)
			l.only.add(at)
			come = append(come, at)
		}
	}
	l.placed = edit.places
	for i := range next {
		if p := l.placed.at(i); p != nil && l.only.has(i) && !p.Rejected {
			if mended := cut.Mend(p); mended != p {
				edit.set(i, mended)
			}
		}
	}
	l.placed = edit.places
	l.arrange(whole, come)
	l.lay()
	l.lazily()
}

// arrange puts the places that are to be seen in order.
func (l *Ledger) arrange(whole *Ledger, come []place) {
	others := map[place]bool{}
	for _, i := range come {
		others[i] = true
	}
	for _, i := range whole.order {
		if l.only.has(i) && !others[i] {
			l.order = append(l.order, i)
		}
	}
	come = slices.DeleteFunc(come, func(i place) bool { return l.placed.at(i).Rejected })
	slices.SortFunc(come, l.byPlace)
	l.order = spliced(l.order, come, l.byPlace)
	var rejected []*Placed
	for _, e := range whole.Rejected {
		if i, ok := whole.placeOf(e.ID); ok && l.only.has(i) && !others[i] {
			rejected = append(rejected, l.placed.at(i))
		}
	}
	for i := range others {
		rejected = append(rejected, l.placed.at(i))
	}
	l.Rejected = rejectedAmong(rejected)
}

// add puts a place into a set.
func (m *membership) add(i place) {
	for int(i)/64 >= len(*m) {
		*m = append(*m, 0)
	}
	(*m)[i/64] |= 1 << (i % 64)
}

// Shown finds an entry that counts by its own id; nil for none.
func (l *Ledger) Shown(id string) *pledgebook.Entry {
	if p := l.find(id); p != nil && !p.Rejected && p.Entry.ID == id {
		return p.Entry
	}
	return nil
}
