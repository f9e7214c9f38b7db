// Package bounding says what a total must be at least and can be at most, by
// the claims that limit it. Every entry is a constraint on sums over provider ×
// receiver × kind × time; nothing that may overlap is added.
//
// For each stage there is a measure of the aid that reached it. A part of a
// stage is a lower bound on its region, and the distinct new acts of one
// provider add up; a total binds its region from both sides; what reached a
// later stage by any day is at most what reached an earlier one. "Provided",
// whose stage nobody can tell, is a measure of its own, held by what was
// pledged.
//
// The least is the smallest measure that satisfies everything, the cap the
// greatest where some total limits it; each comes from a linear program solved
// in rationals, with its dual as a certificate. Where claims contradict one
// another a smallest set of them is named and the least correction made.
package bounding

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"github.com/govalues/decimal"

	"pledgebook"
)

// Fact is an entry with what bounding needs beyond it. The entry is only read.
type Fact struct {
	Entry *pledgebook.Entry
	// Row is true where the entry's sum comes from a dataset: it is not rounded.
	Row bool
	// Told is the day of the first telling: an act without a date is of that
	// day or before.
	Told pledgebook.Day
}

// World is what holds beside the claims.
type World struct {
	// Members gives the members of a group on a day, and nothing for a party
	// that is no group.
	Members func(group pledgebook.PartyID, on pledgebook.Day) []pledgebook.PartyID
	// Rate gives the lowest and highest rate of one currency in another on a
	// day. It may be nil: then sums in another currency are left out, and said so.
	Rate func(from, to string, on pledgebook.Day) (lo, hi decimal.Decimal, ok bool)
}

// Book is facts made ready for many questions. It may be used by several
// goroutines.
type Book struct {
	facts    []Fact
	world    World
	at       map[string]int               // entry id → fact
	receiver map[pledgebook.PartyID][]int // facts by receiver
	open     []int                        // facts whose receiver is unsaid
	// fact → the facts that reduce it
	reductions map[int][]int
	far        int // see mostFar

	mu   sync.Mutex
	warm map[string]prepared // by what the acts of a question depend on
}

// prepared is the acts near one question's receivers, in its currency.
type prepared struct {
	currency string
	acts     []*act
	excluded []pledgebook.Excluded
}

// mostWarm is for how many sets of receivers the acts are kept.
const mostWarm = 16

// New makes facts ready. Their order does not matter.
func New(facts []Fact, world World) *Book {
	b := &Book{facts: slices.Clone(facts), world: world, at: map[string]int{}, receiver: map[pledgebook.PartyID][]int{}, reductions: map[int][]int{}, far: mostFar, warm: map[string]prepared{}}
	slices.SortFunc(b.facts, func(x, y Fact) int { return cmp.Compare(x.Entry.ID, y.Entry.ID) })
	for i, f := range b.facts {
		b.at[f.Entry.ID] = i
		for _, r := range f.Entry.Receivers {
			b.receiver[r] = append(b.receiver[r], i)
		}
		if len(f.Entry.Receivers) == 0 {
			b.open = append(b.open, i)
		}
	}
	for i, f := range b.facts {
		if of, ok := b.at[f.Entry.PartOf]; ok && f.Entry.Revision == pledgebook.Reduction {
			b.reductions[of] = append(b.reductions[of], i)
		}
	}
	return b
}

// Bound answers one question about the facts; see [Book.Bounds].
func Bound(facts []Fact, scope pledgebook.Scope, world World) pledgebook.Bounds {
	return New(facts, world).Bounds(scope)
}

// Bounds says what the total over the scope must be at least, what reports add
// up to at most, and the cap where a report limits it. A scope without a stage
// asks for what was at least pledged; one without a currency takes the one
// most of its entries tell.
func (b *Book) Bounds(scope pledgebook.Scope) pledgebook.Bounds {
	scope.Stage = cmp.Or(scope.Stage, pledgebook.StagePledge)
	p := b.prepare(scope)
	scope.Currency = p.currency
	out := pledgebook.Bounds{Scope: scope, SetBy: pledgebook.SetBy{Least: []string{}, Most: []string{}, Cap: []string{}},
		Contradicted: []pledgebook.Contradiction{}, Excluded: []pledgebook.Excluded{}}
	out.Excluded = append(out.Excluded, p.excluded...)
	m := build(p.acts, scope, b.world, usual)
	m.answer(&out)
	m.mostReported(&out)
	return out
}

// Contradictions is what [Book.Bounds] says of contradictions, and takes less.
func (b *Book) Contradictions(scope pledgebook.Scope) []pledgebook.Contradiction {
	scope.Stage = cmp.Or(scope.Stage, pledgebook.StagePledge)
	p := b.prepare(scope)
	scope.Currency = p.currency
	m := build(p.acts, scope, b.world, usual)
	out := pledgebook.Bounds{Contradicted: m.overfull()}
	for _, part := range m.components() {
		if len(part.touched) > 0 && m.canExceed(part) && !m.repair(part, &out) {
			break
		}
	}
	return out.Contradicted
}

// prepare makes the acts of a question ready, or finds them so.
func (b *Book) prepare(scope pledgebook.Scope) prepared {
	k := fmt.Sprint(sortedSet(scope.Receivers), scope.Currency, scope.ReviewedOnly)
	b.mu.Lock()
	p, ok := b.warm[k]
	b.mu.Unlock()
	if ok {
		return p
	}
	near := b.near(scope)
	scope.Currency = cmp.Or(scope.Currency, commonCurrency(near))
	p = prepared{currency: scope.Currency}
	p.acts, p.excluded = b.acts(near, scope)
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.warm) >= mostWarm {
		clear(b.warm)
	}
	b.warm[k] = p
	return p
}

// mostFar is how many facts are looked at for a question beside those that name its
// receivers. Where more hang together with them, through claims on several receivers,
// they are left out: the bounds stay valid, and may be looser.
const mostFar = 4096

// near are the facts that can bear on the scope: those on its receivers and on
// receivers that share a claim with them, those that name no receiver, and what
// reduces any of these.
func (b *Book) near(scope pledgebook.Scope) []Fact {
	if len(scope.Receivers) == 0 {
		return b.facts
	}
	taken := make([]bool, len(b.facts))
	mark := func(facts []int) {
		for _, i := range facts {
			taken[i] = true
		}
	}
	mark(b.open)
	own := map[pledgebook.PartyID]bool{}
	for _, r := range scope.Receivers {
		own[r] = true
		mark(b.receiver[r])
	}
	for _, r := range b.connected(own) {
		mark(b.receiver[r])
	}
	for of, reductions := range b.reductions {
		if taken[of] {
			mark(reductions)
		}
	}
	var out []Fact
	for i, t := range taken {
		if t {
			out = append(out, b.facts[i])
		}
	}
	return out
}

// connected are the receivers beside some that claims on several receivers tie to
// them; none where that is too much of the book.
func (b *Book) connected(own map[pledgebook.PartyID]bool) (others []pledgebook.PartyID) {
	seen, queue, far := map[pledgebook.PartyID]bool{}, slices.Collect(keysOf(own)), 0
	for len(queue) > 0 {
		r := queue[0]
		if queue = queue[1:]; seen[r] {
			continue
		}
		if seen[r] = true; !own[r] {
			others = append(others, r)
			if far += len(b.receiver[r]); far > b.far {
				return nil
			}
		}
		for _, i := range b.receiver[r] {
			if with := b.facts[i].Entry.Receivers; len(with) > 1 {
				queue = append(queue, with...)
			}
		}
	}
	return others
}

// commonCurrency is the currency that most facts tell, the first by name among
// equals.
func commonCurrency(facts []Fact) string {
	count := map[string]int{}
	best := ""
	for _, f := range facts {
		if m := f.Entry.Money; m != nil && m.Currency != "" {
			count[m.Currency]++
		}
	}
	for c, n := range count {
		if best == "" || n > count[best] || n == count[best] && c < best {
			best = c
		}
	}
	return best
}
