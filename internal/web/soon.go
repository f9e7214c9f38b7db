package web

import (
	"context"
	"slices"
	"sync"
	"time"

	"pledgebook/internal/reporting"
)

// Totals over many reports take seconds to prove. They are worked out once for
// a state of the book, one after another, beside the requests that ask for
// them: a page waits a moment, and else shows what held before the last change,
// or says that the figure is being worked out. What is asked for most is worked
// out ahead, when nobody waits for anything.

const (
	// patience is how long a page waits for its figures.
	patience = 25 * time.Millisecond
	// mostPending is how many figures may wait to be worked out; further ones
	// are not begun, so that nobody can pile up work by asking.
	mostPending = 64
)

// bench is where figures are worked out, one at a time: those that somebody
// waits for first.
type bench struct {
	lock  sync.Mutex
	asked []func()
	ahead []planned
	busy  bool
	life  context.Context // ends with the desk
}

// ask works something out when its turn comes; it reports false where too much
// waits already.
func (b *bench) ask(work func()) bool {
	b.lock.Lock()
	defer b.lock.Unlock()
	if len(b.asked) >= mostPending {
		return false
	}
	b.asked = append(b.asked, work)
	b.start()
	return true
}

// start begins to work, unless that is under way.
func (b *bench) start() {
	if b.busy || len(b.asked)+len(b.ahead) == 0 {
		return
	}
	b.busy = true
	go func() {
		for work := b.next(); work != nil; work = b.next() {
			work()
		}
	}()
}

// next takes what is to be done next; nil for nothing.
func (b *bench) next() func() {
	b.lock.Lock()
	defer b.lock.Unlock()
	if b.life.Err() != nil {
		b.asked, b.ahead = nil, nil
	}
	if len(b.asked) > 0 {
		work := b.asked[0]
		b.asked = slices.Delete(b.asked, 0, 1)
		return work
	}
	if len(b.ahead) > 0 {
		p := b.ahead[0]
		b.ahead = slices.Delete(b.ahead, 0, 1)
		return func() { b.further(p) }
	}
	b.busy = false
	return nil
}

// Readiness says what a figure is as of.
type Readiness int

// A figure is of the present state of the book, of one before, or not there yet.
const (
	Present Readiness = iota
	Earlier
	NotYet
)

// Patience is how long a page waits for its figures.
func (d *Desk) Patience() time.Duration { return d.options.Patience }

// Soon is what work makes of a view, worked out once for a key beside the
// requests that ask for it; false where it is not there in time.
func Soon[T any](ctx context.Context, d *Desk, v *View, key string, until time.Time, work func() T) (value T, ok bool) {
	return soon(ctx, d, v.answers.of(key), until, func() (T, bool) { return work(), true })
}

// soon is [Soon] for an answer at hand. Work that says false came to nothing: it is
// begun anew when somebody asks again.
func soon[T any](ctx context.Context, d *Desk, a *answer, until time.Time, work func() (T, bool)) (value T, ok bool) {
	if a.begin() {
		work := func() {
			defer a.abandon()
			if made, ok := work(); ok {
				a.finish(made)
			}
		}
		if !d.placed(ctx, work) {
			a.abandon()
		}
	}
	if !a.within(ctx, d.wait(ctx, until)) {
		unsettle(ctx)
		return value, false
	}
	value, _ = a.value.(T)
	return value, true
}

// wait is how long to wait for what is worked out elsewhere: not at all where
// it is this turn that everything waits for.
func (d *Desk) wait(ctx context.Context, until time.Time) time.Duration {
	if ctx.Value(turn{}) != nil {
		return 0
	}
	return time.Until(until)
}

// placed sees to it that something is worked out: at once where it is worked out
// ahead, else in its turn.
func (d *Desk) placed(ctx context.Context, work func()) bool {
	t, ahead := ctx.Value(turn{}).(*turn)
	if !ahead {
		return d.bench.ask(work)
	}
	if t.taken {
		return false
	}
	t.taken = true
	work()
	return true
}

// ChartSoon is the chart for a key: as the book stands, else as it stood before
// the last change, else none yet.
func (d *Desk) ChartSoon(ctx context.Context, v *View, key string, until time.Time, work func() reporting.Chart) (reporting.Chart, Readiness) {
	if c, ok := Soon(ctx, d, v, key, until, work); ok {
		return c, Present
	}
	if before := v.answers.earlier(key); before != nil {
		c, _ := before.value.(reporting.Chart)
		return c, Earlier
	}
	return reporting.Chart{}, NotYet
}
