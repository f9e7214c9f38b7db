package reporting

import (
	"iter"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"pledgebook"
	"pledgebook/internal/matching"
)

// index makes a ledger's entries findable.
type index struct {
	placed  places
	names   Shared[place] // by claim and founded id; also those of rejected entries
	shares  bool          // the names are those of a larger ledger
	only    membership    // of the larger ledger's places; nil for all
	whole   *Ledger       // the larger ledger; nil for none
	order   []place       // of the entries, by first telling
	free    []place       // numbers that nothing has
	lists   [lists]*kept[[]place]
	naming  *kept[map[partyIn][]place]
	words   *kept[*wordIndex]
	ranks   *kept[[]int32]             // by place: its rank among those told latest
	pairing *kept[[]matching.Proposal] // those whose entries are two
}

// kept is something that is worked out once, when first asked for.
type kept[T any] struct {
	once  sync.Once
	value T
	there atomic.Bool
}

func (k *kept[T]) get(work func() T) T {
	k.once.Do(func() {
		k.value = work()
		k.there.Store(true)
	})
	return k.value
}

// from takes over what an earlier ledger had worked out, changed.
func (k *kept[T]) from(before *kept[T], change func(T) T) {
	if before.there.Load() {
		k.get(func() T { return change(before.value) })
	}
}

// lazily makes room for what is worked out when asked for.
func (x *index) lazily() {
	for i := range x.lists {
		x.lists[i] = &kept[[]place]{}
	}
	x.naming, x.words, x.ranks, x.pairing = &kept[map[partyIn][]place]{}, &kept[*wordIndex]{}, &kept[[]int32]{}, &kept[[]matching.Proposal]{}
}

// After is a ledger with the fields of an earlier one, into which entries are still
// to be put.
func After(l *Ledger) *Ledger {
	return &Ledger{Proposals: l.Proposals, Claims: l.Claims, Reports: l.Reports, Decisions: l.Decisions, Orphans: l.Orphans, Heirs: l.Heirs, Next: l.Next,
		Ties: l.Ties, Origins: l.Origins, Rates: l.Rates, Worth: l.Worth, Today: l.Today, Cut: l.Cut}
}

// Place puts entries into a ledger whose other fields are set.
func (l *Ledger) Place(all []*Placed) {
	edit, names := l.placed.edit(), l.names.Edit()
	for i, p := range all {
		edit.set(place(i), p)
		for _, id := range namesOf(p.Entry) {
			names.Set(id, place(i))
		}
		if !p.Rejected {
			l.order = append(l.order, place(i))
		}
	}
	l.placed, l.names = edit.places, names.Done()
	slices.SortFunc(l.order, l.byPlace)
	l.Rejected = rejectedAmong(all)
	l.lay()
	l.lazily()
}

// Fill puts entries, and rejected ones, into a ledger whose other fields are set.
func (l *Ledger) Fill(matched matching.Result, entries, rejected []pledgebook.Entry) {
	raw := make(map[string]*pledgebook.Entry, len(matched.Entries))
	for i := range matched.Entries {
		raw[matched.Entries[i].ID] = &matched.Entries[i]
	}
	all := make([]*Placed, 0, len(matched.Entries))
	put := func(entries []pledgebook.Entry, rejected bool) {
		for i := range entries {
			e := &entries[i]
			all = append(all, l.Placed(e, raw[e.ID], matched.Basis[e.ID], rejected))
		}
	}
	put(entries, false)
	put(rejected, true)
	l.Place(all)
}

// lay makes the list of entries from their places.
func (l *Ledger) lay() {
	l.Entries = make([]*pledgebook.Entry, len(l.order))
	for k, i := range l.order {
		l.Entries[k] = l.placed.at(i).Entry
	}
}

// namesOf are the ids that lead to an entry.
func namesOf(e *pledgebook.Entry) []string {
	ids := make([]string, 0, 2*len(e.Claims))
	for _, c := range e.Claims {
		ids = append(ids, c, matching.EntryID(c))
	}
	return ids
}

// find is what the ledger knows of an entry, rejected or not, by any of its names;
// nil for nothing.
func (l *Ledger) find(id string) *Placed {
	i, ok := l.placeOf(id)
	if !ok {
		return nil
	}
	return l.placed.at(i)
}

func (l *Ledger) placeOf(id string) (place, bool) {
	i, ok := l.names.Get(id)
	if !ok || !l.only.has(i) {
		return 0, false
	}
	p := l.placed.at(i)
	if p == nil || l.shares && !leadsTo(id, p.Entry) {
		return 0, false
	}
	return i, true
}

// leadsTo reports whether an id is one of an entry's names.
func leadsTo(id string, e *pledgebook.Entry) bool {
	return id == e.ID || slices.ContainsFunc(e.Claims, func(c string) bool { return c == id || matching.EntryID(c) == id })
}

// list is one of the lists of the ledger's places.
func (l *Ledger) list(kind int) []place {
	if kind == inOrder {
		return l.order
	}
	return l.lists[kind].get(func() []place {
		if l.whole == nil {
			return orders[kind].made(l.placed, l.order)
		}
		return l.only.of(l.whole.list(kind), len(l.order))
	})
}

// Follow makes of a ledger whose other fields are set the one that follows an
// earlier: made are entries that are new or changed, gone the ids of those that
// are no more.
func (l *Ledger) Follow(before *Ledger, made []*Placed, gone []string) {
	l.names, l.free = before.names, slices.Clone(before.free)
	changed := l.replace(before, made, gone)
	l.lazily()
	l.order = orders[inOrder].moved(before.order, before.placed, l.placed, changed)
	l.lay()
	l.Rejected = l.rejected(before, changed)
	for kind := range orders {
		l.lists[kind].from(before.lists[kind], func(list []place) []place {
			return orders[kind].moved(list, before.placed, l.placed, changed)
		})
	}
	l.naming.from(before.naming, func(was map[partyIn][]place) map[partyIn][]place { return l.renamed(was, before, changed) })
	l.words.from(before.words, func(was *wordIndex) *wordIndex { return l.reworded(was, before, changed) })
}

// replace puts what was made into the places, and returns those that changed.
func (l *Ledger) replace(before *Ledger, made []*Placed, gone []string) (changed []place) {
	edit, names := before.placed.edit(), before.names.Edit()
	to := map[place]*Placed{}
	for _, id := range gone {
		if i, ok := before.names.Get(id); ok && before.placed.at(i).Entry.ID == id {
			to[i] = nil
		}
	}
	var fresh []*Placed
	for _, p := range made {
		if i, ok := before.names.Get(p.Entry.ID); ok && before.placed.at(i).Entry.ID == p.Entry.ID {
			to[i] = p
		} else {
			fresh = append(fresh, p)
		}
	}
	next := place(before.placed.room())
	for next > 0 && before.placed.at(next-1) == nil && !slices.Contains(l.free, next-1) {
		next--
	}
	for _, p := range fresh {
		if n := len(l.free); n > 0 {
			to[l.free[n-1]], l.free = p, l.free[:n-1]
		} else {
			to[next] = p
			next++
		}
	}
	changed = slices.Sorted(maps.Keys(to))
	renamed := func(i place) bool {
		was, is := before.placed.at(i), to[i]
		return was == nil || is == nil || !slices.Equal(was.Entry.Claims, is.Entry.Claims)
	}
	for _, i := range changed {
		if was := before.placed.at(i); was != nil && renamed(i) {
			for _, id := range namesOf(was.Entry) {
				names.Delete(id)
			}
		}
	}
	for _, i := range changed {
		if to[i] == nil {
			l.free = append(l.free, i)
		} else if renamed(i) {
			for _, id := range namesOf(to[i].Entry) {
				names.Set(id, i)
			}
		}
		edit.set(i, to[i])
	}
	l.placed, l.names = edit.places, names.Done()
	return changed
}

// rejected are the rejected entries after a change.
func (l *Ledger) rejected(before *Ledger, changed []place) []*pledgebook.Entry {
	among := map[string]bool{}
	var all []*Placed
	for _, i := range changed {
		if was := before.placed.at(i); was != nil {
			among[was.Entry.ID] = true
		}
		if p := l.placed.at(i); p != nil && p.Rejected {
			all = append(all, p)
		}
	}
	for _, e := range before.Rejected {
		if !among[e.ID] {
			all = append(all, before.find(e.ID))
		}
	}
	return rejectedAmong(all)
}

func rejectedAmong(all []*Placed) (rejected []*pledgebook.Entry) {
	all = slices.DeleteFunc(slices.Clone(all), func(p *Placed) bool { return !p.Rejected })
	slices.SortFunc(all, byFirstTelling)
	for _, p := range all {
		rejected = append(rejected, p.Entry)
	}
	return rejected
}

// Placed is what a ledger with its claims and its day knows of an entry.
func (l *Ledger) Placed(e, raw *pledgebook.Entry, basis matching.Basis, rejected bool) *Placed {
	p := &Placed{Entry: e, Raw: raw, Basis: basis, Rejected: rejected, first: l.Claims.Told(e.Claims[0]).Published, latest: l.latest(*e)}
	p.differs = len(e.Variants) > 0 && len(Differences(*e)) > 0
	c := Case{Question: question(*e), Overdue: e.Status == pledgebook.Overdue, Soon: l.soon(e)}
	p.sum = l.sumOf(e)
	p.worth, p.waits = worthOf(p.sum, p.differs, c), !e.Reviewed || c.Question != nil
	return p
}

// AllPlaced yields all entries of a ledger, rejected ones too, by first telling.
func (l *Ledger) AllPlaced() []*Placed {
	all := make([]*Placed, 0, len(l.order)+len(l.Rejected))
	for _, i := range l.order {
		all = append(all, l.placed.at(i))
	}
	for _, e := range l.Rejected {
		all = append(all, l.find(e.ID))
	}
	slices.SortFunc(all, byFirstTelling)
	return all
}

// PlacedAs is what the ledger knows of an entry, rejected or not, by any of its
// names; nil for nothing.
func (l *Ledger) PlacedAs(id string) *Placed { return l.find(id) }

// cutTo makes a ledger, whose other fields are set, of some of a larger one's
// places.
func (l *Ledger) cutTo(whole *Ledger, some []place) {
	l.placed, l.names, l.shares, l.order = whole.placed, whole.names, true, some
	l.whole = whole
	l.only = membershipFor(whole.placed.room())
	l.only.put(some)
	l.lay()
	l.lazily()
}

// OnlyReviewed makes a ledger, whose other fields are set, of the reviewed entries of
// another, with the claims and the reports behind them alone.
func (l *Ledger) OnlyReviewed(of *Ledger) {
	l.cutTo(of, of.list(reviewed))
	l.Claims = of.Claims.Only(func(id string) bool {
		p := l.find(id)
		return p != nil && slices.Contains(p.Entry.Claims, id)
	}, sync.OnceValue(func() (n int) {
		for _, e := range l.Entries {
			n += len(e.Claims)
		}
		return n
	}))
	l.Reports = of.Reports.numbered(sync.OnceValue(func() []int32 { return of.telling(l.order) }))
}

// Everything yields all that is placed, rejected entries too, in no order.
func (l *Ledger) Everything() iter.Seq[*Placed] {
	return func(yield func(*Placed) bool) {
		for _, page := range l.placed.pages {
			for i, p := range page {
				if p != nil && !yield(page[i]) {
					return
				}
			}
		}
	}
}

// rankAmongNewest is the rank of each place among those told latest.
func (l *Ledger) rankAmongNewest() []int32 {
	return l.ranks.get(func() []int32 {
		ranks := make([]int32, l.placed.room())
		for rank, i := range l.list(newest) {
			ranks[i] = int32(rank)
		}
		return ranks
	})
}

// byPlace compares places by first telling.
func (l *Ledger) byPlace(a, b place) int { return byFirstTelling(l.placed.at(a), l.placed.at(b)) }
