package reporting

import (
	"cmp"
	"slices"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/matching"
)

// Placed is all that a ledger knows of one entry. It is shared by ledgers and
// never changed.
type Placed struct {
	// Entry is the entry after review and follow-up, Raw as its claims have it.
	Entry, Raw *pledgebook.Entry
	// Basis is what its sum rests on.
	Basis matching.Basis
	// Rejected is true for one that a reviewer rejected or that was taken back.
	Rejected bool

	first   pledgebook.Stamp // when it was first told
	latest  pledgebook.Day   // when it was last told
	differs bool             // its reports disagree in earnest
	sum     decimal.Decimal  // in the inbox's currency; nought for none
	worth   int              // its place in the inbox
	waits   bool             // for a reviewer
}

// place is the number under which a ledger and those made from it know an entry.
type place = int32

// places hold what is placed by number. They are changed by copying pages.
type places struct{ pages [][]*Placed }

const pageSize = 512

func (p places) at(i place) *Placed {
	if page := int(i) / pageSize; page < len(p.pages) {
		return p.pages[page][int(i)%pageSize]
	}
	return nil
}

// room is how many numbers there are.
func (p places) room() int { return len(p.pages) * pageSize }

// editedPlaces is a copy of places while it is changed.
type editedPlaces struct {
	places
	own map[int]bool
}

func (p places) edit() *editedPlaces {
	return &editedPlaces{places{slices.Clone(p.pages)}, map[int]bool{}}
}

func (e *editedPlaces) set(i place, to *Placed) {
	page := int(i) / pageSize
	for page >= len(e.pages) {
		e.own[len(e.pages)] = true
		e.pages = append(e.pages, make([]*Placed, pageSize))
	}
	if !e.own[page] {
		e.own[page] = true
		e.pages[page] = slices.Clone(e.pages[page])
	}
	e.pages[page][int(i)%pageSize] = to
}

// byFirstTelling is the order of a ledger's entries.
func byFirstTelling(a, b *Placed) int {
	return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.Entry.Claims[0], b.Entry.Claims[0]))
}

// ordered is a list of places in an order, made when first asked for.
type ordered struct {
	holds  func(*Placed) bool
	before func(a, b *Placed) int // tells any two apart
}

// The lists that pages cut pieces from.
const (
	inOrder   = iota // entries by first telling
	newest           // those told latest first
	waiting          // for a reviewer, most valuable first
	falling          // promises with a deadline, the nearest first
	overdue          // those that fell due last first
	differing        // entries on which reports disagree, most told first
	reviewed         // entries that a reviewer accepted
	lists
)

var orders = [lists]ordered{
	inOrder: {func(*Placed) bool { return true }, byFirstTelling},
	newest:  {func(*Placed) bool { return true }, func(a, b *Placed) int { return cmp.Or(cmp.Compare(b.latest, a.latest), byFirstTelling(a, b)) }},
	waiting: {func(p *Placed) bool { return p.waits }, func(a, b *Placed) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), b.sum.Cmp(a.sum), cmp.Compare(b.latest, a.latest), cmp.Compare(a.Entry.ID, b.Entry.ID))
	}},
	falling: {func(p *Placed) bool { return fallsDue(p.Entry) }, func(a, b *Placed) int {
		return cmp.Or(cmp.Compare(a.Entry.Deadline, b.Entry.Deadline), byFirstTelling(a, b))
	}},
	overdue: {func(p *Placed) bool { return p.Entry.Status == pledgebook.Overdue }, func(a, b *Placed) int {
		return cmp.Or(cmp.Compare(b.Entry.Deadline, a.Entry.Deadline), cmp.Compare(a.Entry.ID, b.Entry.ID))
	}},
	differing: {func(p *Placed) bool { return p.differs }, func(a, b *Placed) int {
		return cmp.Or(cmp.Compare(b.Entry.Origins, a.Entry.Origins), byFirstTelling(a, b))
	}},
	reviewed: {func(p *Placed) bool { return p.Entry.Reviewed }, byFirstTelling},
}

// fallsDue reports whether an entry is a promise that falls due some day.
func fallsDue(e *pledgebook.Entry) bool {
	return e.Deadline.Known() && e.Fulfilment != nil && e.Status != pledgebook.Withdrawn
}

// made sorts the places of a list.
func (o *ordered) made(p places, among []place) []place {
	list := make([]place, 0, len(among))
	for _, i := range among {
		if o.holds(p.at(i)) {
			list = append(list, i)
		}
	}
	slices.SortFunc(list, func(a, b place) int { return o.before(p.at(a), p.at(b)) })
	return list
}

// moved is a list of before in which some places are no more what they were.
func (o *ordered) moved(list []place, was, is places, changed []place) []place {
	var gone []int
	var come []place
	for _, i := range changed {
		if p := was.at(i); p != nil && !p.Rejected && o.holds(p) {
			at, _ := slices.BinarySearchFunc(list, p, func(l place, p *Placed) int { return o.before(was.at(l), p) })
			gone = append(gone, at)
		}
		if p := is.at(i); p != nil && !p.Rejected && o.holds(p) {
			come = append(come, i)
		}
	}
	slices.Sort(gone)
	slices.SortFunc(come, func(a, b place) int { return o.before(is.at(a), is.at(b)) })
	return spliced(spliceOut(list, gone), come, func(a, b place) int { return o.before(is.at(a), is.at(b)) })
}

// spliceOut is a copy of a list without what stands at some places, in order.
func spliceOut(list []place, gone []int) []place {
	out := make([]place, 0, len(list)-len(gone))
	from := 0
	for _, at := range gone {
		out = append(out, list[from:at]...)
		from = at + 1
	}
	return append(out, list[from:]...)
}

// spliced is a copy of a sorted list with others, sorted too, among it.
func spliced(list, come []place, before func(a, b place) int) []place {
	if len(come) == 0 {
		return list
	}
	out := make([]place, 0, len(list)+len(come))
	for _, i := range come {
		at, _ := slices.BinarySearchFunc(list, i, before)
		out = append(append(out, list[:at]...), i)
		list = list[at:]
	}
	return append(out, list...)
}
