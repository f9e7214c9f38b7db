package web

import (
	"context"
	"slices"
	"time"
)

// Ahead is what a page has worked out of a view before anybody asks: what its
// most visited addresses show. Each piece is called until it has nothing left to
// do; what takes long in it goes through [Soon], one thing a call, so that
// whoever asks for something never waits for more than one.
type Ahead func(d *Desk, v *View) []func(context.Context)

// longestAhead is how long figures of one view are worked out ahead.
const longestAhead = 2 * time.Minute

// planned is a piece of what is worked out ahead.
type planned struct {
	class string // of the view
	piece func(context.Context)
	left  *time.Duration // for all pieces of the view
}

// turn is, in the context of a piece, whether it has worked out its one thing.
type turn struct{ taken bool }

// plan works pieces out when nobody waits for anything, in place of what was
// planned for a view of the same class before.
func (b *bench) plan(class string, pieces []func(context.Context)) {
	b.lock.Lock()
	defer b.lock.Unlock()
	b.ahead = slices.DeleteFunc(b.ahead, func(p planned) bool { return p.class == class })
	left := longestAhead
	for _, piece := range pieces {
		b.ahead = append(b.ahead, planned{class, piece, &left})
	}
	b.start()
}

// further calls a piece, and puts it back where it may have more to do.
func (b *bench) further(p planned) {
	if *p.left <= 0 {
		return
	}
	t, began := &turn{}, time.Now()
	p.piece(context.WithValue(context.Background(), turn{}, t))
	*p.left -= time.Since(began)
	if t.taken {
		b.lock.Lock()
		defer b.lock.Unlock()
		b.ahead = slices.Insert(b.ahead, 0, p)
	}
}

// workAhead has the most asked-for figures of a new view worked out.
func (d *Desk) workAhead(v *View) {
	var pieces []func(context.Context)
	for _, ahead := range d.aheads {
		pieces = append(pieces, ahead(d, v)...)
	}
	d.bench.plan(v.class, pieces)
}
