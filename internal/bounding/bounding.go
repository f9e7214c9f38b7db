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
	// Ever gives all who belonged to a group on some day. It may be nil: then a
	// question about givers looks at everybody's claims, if Members is not nil.
	Ever func(group pledgebook.PartyID) []pledgebook.PartyID
	// Rate gives the lowest and highest rate of one currency in another on a
	// day. It may be nil: then sums in another currency are left out, and said so.
	Rate func(from, to string, on pledgebook.Day) (lo, hi decimal.Decimal, ok bool)
}

// Book is facts made ready for many questions. It may be used by several
// goroutines.
type Book struct {
	facts             []Fact
	world             World
	at                map[string]int // entry id → fact
	givers, receivers *side
	parts             []part
	far               int // see mostFar

	warm warm
}

// prepared is the acts near one question's parties, in its currency.
type prepared struct {
	key      string // what they depend on
	currency string
	acts     []*act
	excluded []pledgebook.Excluded
}

// New makes facts ready. Their order does not matter.
func New(facts []Fact, world World) *Book {
	b := &Book{facts: slices.Clone(facts), world: world, at: map[string]int{}, far: mostFar}
	slices.SortFunc(b.facts, func(x, y Fact) int { return cmp.Compare(x.Entry.ID, y.Entry.ID) })
	for i, f := range b.facts {
		b.at[f.Entry.ID] = i
	}
	b.givers = sideOf(b.facts, func(e *pledgebook.Entry) []pledgebook.PartyID { return e.Providers }, world.ever)
	b.receivers = sideOf(b.facts, func(e *pledgebook.Entry) []pledgebook.PartyID { return e.Receivers }, nil)
	for i, f := range b.facts {
		if of, ok := b.at[f.Entry.PartOf]; ok {
			b.parts = append(b.parts, part{i, of})
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
	m, p := b.model(scope)
	out := m.unanswered()
	out.Excluded = append(out.Excluded, p.excluded...)
	m.answer(&out)
	m.mostReported(&out)
	return out
}

// Sums is what [Book.Bounds] says of the sums and of the claims that set them, and
// takes less: what proves them, contradicts and is left out is not told.
func (b *Book) Sums(scope pledgebook.Scope) pledgebook.Bounds {
	m, _ := b.model(scope)
	m.brief = true
	out := m.unanswered()
	m.answer(&out)
	m.mostReported(&out)
	return out
}

// Contradictions is what [Book.Bounds] says of contradictions, and takes less.
func (b *Book) Contradictions(scope pledgebook.Scope) []pledgebook.Contradiction {
	m, _ := b.model(scope)
	out := pledgebook.Bounds{Contradicted: m.overfull()}
	for _, part := range m.components() {
		if len(part.touched) > 0 && m.canExceed(part) && !m.repair(part, &out) {
			break
		}
	}
	return out.Contradicted
}

// model is the program that a question comes to.
func (b *Book) model(scope pledgebook.Scope) (*model, prepared) {
	scope.Stage = cmp.Or(scope.Stage, pledgebook.StagePledge)
	p := b.prepare(scope)
	scope.Currency = p.currency
	return build(p.acts, scope, b.world, usual), p
}

// unanswered is an answer that says nothing yet.
func (m *model) unanswered() pledgebook.Bounds {
	return pledgebook.Bounds{Scope: m.scope, SetBy: pledgebook.SetBy{Least: []string{}, Most: []string{}, Cap: []string{}},
		Contradicted: []pledgebook.Contradiction{}, Excluded: []pledgebook.Excluded{}}
}

// prepare makes the acts of a question ready, or finds them so.
func (b *Book) prepare(scope pledgebook.Scope) prepared {
	k := fmt.Sprint(sortedSet(scope.Receivers), sortedSet(scope.Providers), scope.Currency, scope.ReviewedOnly)
	if p, ok := b.warm.find(k); ok {
		return p
	}
	near := b.near(scope)
	scope.Currency = cmp.Or(scope.Currency, commonCurrency(near))
	p := prepared{key: k, currency: scope.Currency}
	p.acts, p.excluded = b.acts(near, scope)
	b.warm.keep(p)
	return p
}

// warm are the acts of the questions asked last.
type warm struct {
	lock sync.Mutex
	all  []prepared // the one asked for last at the end
}

// mostWarm is for how many questions the acts are kept.
const mostWarm = 16

func (w *warm) find(key string) (prepared, bool) {
	w.lock.Lock()
	defer w.lock.Unlock()
	i := slices.IndexFunc(w.all, func(p prepared) bool { return p.key == key })
	if i < 0 {
		return prepared{}, false
	}
	p := w.all[i]
	w.all = append(slices.Delete(w.all, i, i+1), p)
	return p, true
}

func (w *warm) keep(p prepared) {
	w.lock.Lock()
	defer w.lock.Unlock()
	w.all = slices.DeleteFunc(w.all, func(o prepared) bool { return o.key == p.key })
	if len(w.all) >= mostWarm {
		w.all = slices.Delete(w.all, 0, 1)
	}
	w.all = append(w.all, p)
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
