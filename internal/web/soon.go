package web

import (
	"context"
	"sync/atomic"
	"time"

	"pledgebook/internal/reporting"
)

// Totals over many reports take seconds to prove. They are worked out once for
// a state of the book, one after another, beside the requests that ask for
// them: a page waits a moment, and else shows what held before the last change,
// or says that the figure is being worked out.

const (
	// patience is how long a page waits for its figures.
	patience = 400 * time.Millisecond
	// mostPending is how many figures may wait to be worked out; further ones
	// are not begun, so that nobody can pile up work by asking.
	mostPending = 64
)

// bench is where figures are worked out, one at a time.
type bench struct {
	turn    chan struct{}
	pending atomic.Int32
}

func newBench() *bench { return &bench{turn: make(chan struct{}, 1)} }

// run works something out when its turn comes; it reports false where too much
// waits already.
func (b *bench) run(work func()) bool {
	if b.pending.Add(1) > mostPending {
		b.pending.Add(-1)
		return false
	}
	go func() {
		defer b.pending.Add(-1)
		b.turn <- struct{}{}
		defer func() { <-b.turn }()
		work()
	}()
	return true
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

// ChartSoon is the chart for a key: as the book stands, else as it stood before
// the last change, else none yet.
func (d *Desk) ChartSoon(ctx context.Context, v *View, key string, until time.Time, work func() reporting.Chart) (reporting.Chart, Readiness) {
	a := v.answers.of(key)
	if a.begin() && !d.bench.run(func() { a.finish(work()) }) {
		a.abandon()
	}
	select {
	case <-a.done():
		c, _ := a.value.(reporting.Chart)
		return c, Present
	case <-time.After(time.Until(until)):
	}
	unsettle(ctx)
	if before := v.answers.earlier(key); before != nil {
		c, _ := before.value.(reporting.Chart)
		return c, Earlier
	}
	return reporting.Chart{}, NotYet
}
