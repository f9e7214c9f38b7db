package web

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"time"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/reporting"
	"pledgebook/internal/tracking"
)

// mostKept is how many answers a view keeps, those asked for last: addresses of
// questions can be made up without end.
const mostKept = 2000

// mostWhole is how many answers of the API about totals a view keeps, each with
// its proofs.
const mostWhole = 40

// answers are what was worked out from one state of the book, each once.
type answers struct {
	lock sync.Mutex
	kept shelf[*answer]
	// sums are the totals that charts are drawn from.
	sums shelf[reporting.Total]
	// whole are those of the API about totals.
	whole shelf[*answer]
	// before are the answers to the same viewers of the state before.
	before map[string]*answer
	// copies are whole answers as they went out.
	copies shelf[copied]
}

// answer is one thing worked out, or under way.
type answer struct {
	lock  sync.Mutex
	begun bool
	ready chan struct{}
	value any
}

func newAnswer() *answer { return &answer{ready: make(chan struct{})} }

// begin reports whether the caller is the one to work it out.
func (a *answer) begin() bool {
	a.lock.Lock()
	defer a.lock.Unlock()
	if a.begun {
		return false
	}
	a.begun = true
	return true
}

// abandon lets another caller begin, where the work came to nothing.
func (a *answer) abandon() {
	a.lock.Lock()
	defer a.lock.Unlock()
	select {
	case <-a.ready:
	default:
		a.begun = false
	}
}

func (a *answer) finish(value any) {
	a.value = value
	close(a.ready)
}

// done is closed once the value is there.
func (a *answer) done() <-chan struct{} { return a.ready }

// within waits for the value, for a time; it reports whether it is there.
func (a *answer) within(ctx context.Context, wait time.Duration) bool {
	select {
	case <-a.ready:
		return true
	default:
	}
	if wait <= 0 {
		return false
	}
	leaveSlot(ctx)
	end := time.NewTimer(wait)
	defer end.Stop()
	select {
	case <-a.ready:
		return true
	case <-end.C:
	case <-ctx.Done():
	}
	return false
}

// wholeAnswer begins the keys of answers of which few are kept.
const wholeAnswer = "whole "

// Kept returns what work makes of a view, worked out once for a key. It is safe
// for many requests at once; those for the same key wait for the first.
func Kept[T any](v *View, key string, work func() T) T {
	a := v.answers.of(key)
	if a.begin() {
		defer a.abandon()
		a.finish(work())
	}
	<-a.done()
	value, _ := a.value.(T)
	return value
}

func (a *answers) of(key string) *answer {
	a.lock.Lock()
	defer a.lock.Unlock()
	on, most := &a.kept, mostKept
	if strings.HasPrefix(key, wholeAnswer) {
		on, most = &a.whole, mostWhole
	}
	if found, ok := on.take(key); ok {
		return found
	}
	made := newAnswer()
	on.put(key, made, 1, most)
	return made
}

// earlier is the answer of the state before, nil where it has none.
func (a *answers) earlier(key string) *answer {
	a.lock.Lock()
	defer a.lock.Unlock()
	if found, ok := a.before[key]; ok {
		return found
	}
	return nil
}

// finished are the answers that are ready, and those of the state before that
// nothing has replaced yet.
func (a *answers) finished() map[string]*answer {
	a.lock.Lock()
	defer a.lock.Unlock()
	all := map[string]*answer{}
	for key, found := range a.before {
		all[key] = found
	}
	for key, found := range a.kept.all() {
		select {
		case <-found.done():
			if _, chart := found.value.(reporting.Chart); chart {
				all[key] = found
			}
		default:
		}
	}
	return all
}

// Ask says what the total over a scope is. The answer comes with its proof and
// may be large: whoever keeps it keeps what is shown.
func (v *View) Ask(scope pledgebook.Scope) pledgebook.Bounds { return v.Totals().Bounds(scope) }

// AskSingle is Ask without what groups gave: of a member nothing counts but
// what reports say of the member itself.
func (v *View) AskSingle(scope pledgebook.Scope) pledgebook.Bounds {
	return v.ofSingle().Bounds(scope)
}

func (v *View) ofSingle() *pipeline.Totals {
	return Kept(v, "totals of single givers", func() *pipeline.Totals {
		return pipeline.NewTotals(v.Among(func(e *pledgebook.Entry) bool { return !v.anyGroup(e.Providers) }, nil, nil), v.world)
	})
}

// mostSums is how many totals a view keeps: those of a pair stand in the charts of
// both, and in many comparisons.
const mostSums = 20_000

// Sums is what charts show of a total, worked out once.
func (v *View) Sums(scope pledgebook.Scope) reporting.Total {
	return v.sums("", scope, v.Totals)
}

// SumsSingle is Sums without what groups gave.
func (v *View) SumsSingle(scope pledgebook.Scope) reporting.Total {
	return v.sums("single ", scope, v.ofSingle)
}

func (v *View) sums(of string, scope pledgebook.Scope, totals func() *pipeline.Totals) reporting.Total {
	asked, err := json.Marshal(scope)
	if err != nil {
		panic(err) // made of our own types
	}
	key := of + string(asked)
	if t, ok := v.answers.sums.take(key); ok {
		return t
	}
	t := reporting.TotalOf(totals().Sums(scope))
	v.answers.sums.put(key, t, 1, mostSums)
	return t
}

// Coverage sets the needs that a filter lets through beside their answers.
func (v *View) Coverage(needs pipeline.Filter) []tracking.Coverage {
	return v.Totals().Coverage(needs, pipeline.Offers{})
}

// Group reports whether a party is a group whose members are known.
func (v *View) Group(p pledgebook.PartyID) bool {
	return v.world.Members != nil && len(v.world.Members(p, v.Today)) > 0
}

func (v *View) anyGroup(parties []pledgebook.PartyID) bool {
	for _, p := range parties {
		if v.Group(p) {
			return true
		}
	}
	return false
}

// Members are a group's members as of the view's day; none for any other party.
func (v *View) Members(p pledgebook.PartyID) []pledgebook.PartyID {
	if v.world.Members == nil {
		return nil
	}
	return v.world.Members(p, v.Today)
}

// Filtered is the view's ledger with the entries alone that a filter lets through,
// made once for a key.
func (v *View) Filtered(key string, f pipeline.Filter) *reporting.Ledger {
	return Kept(v, "among "+key, func() *reporting.Ledger { return v.Among(f.Lets, f.Providers, f.Receivers) })
}
