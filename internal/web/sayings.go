package web

import (
	"context"
	"time"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/reporting"
)

// What was said is brought together from all quotes in sight: seconds of work in a
// large book. It is done beside the requests, once for as long as neither the
// quotes of the book nor the reports in sight change.

// gathered are the sayings of a view, or those under way. Views of which the same
// is in sight share it.
type gathered struct {
	*answer
	earlier *reporting.Said // those of a state before that may still be shown; nil for none
	epoch   int64           // of the book's quotes
}

// errGathering is that the sayings are not there yet.
var errGathering = atWork{pledgebook.Errorf(pledgebook.Unreadable, "What was said is being brought together from all reports. This page asks again by itself.")}

// gatheredAfter are the sayings of a view that follows another of its class; nil
// for none. Harmless is true where what was shown then may still be.
func gatheredAfter(v, before *View, epoch int64, harmless bool) *gathered {
	g := &gathered{answer: newAnswer(), epoch: epoch}
	switch {
	case before == nil:
	case before.said.epoch == epoch && sameReports(v, before):
		return before.said
	case harmless:
		g.earlier = before.said.present()
	}
	return g
}

func sameReports(v, before *View) bool {
	if v.Cut != before.Cut || v.Reports.Len() != before.Reports.Len() {
		return false
	}
	if !v.Cut {
		return true // all of the book's
	}
	for r := range before.Reports.All() {
		if !v.Reports.Has(r.ID) {
			return false
		}
	}
	return true
}

// present are the sayings, or the earlier ones where those are not there; nil for
// none.
func (g *gathered) present() *reporting.Said {
	select {
	case <-g.done():
		said, _ := g.value.(*reporting.Said)
		return said
	default:
		return g.earlier
	}
}

// Sayings are the quotes of the reports in sight, each with all its wordings; where
// they are not brought together in time, those of the state before, or an error that
// says when to ask again.
func (d *Desk) Sayings(ctx context.Context, v *View, until time.Time) (*reporting.Said, error) {
	g := v.said
	said, ok := soon(ctx, d, g.answer, until, func() (*reporting.Said, bool) {
		said, err := v.bringSayings(d.life)
		if err != nil && d.life.Err() == nil {
			d.options.Log.Error("what was said could not be brought together", "cause", err)
		}
		return said, err == nil
	})
	switch {
	case ok:
		return said, nil
	case g.earlier != nil:
		return g.earlier, nil
	}
	return nil, errGathering
}

// SayingsAhead brings together what was said in a large book before anybody asks; in
// a small one it takes no time.
func (d *Desk) SayingsAhead(ctx context.Context, v *View) {
	if v.Reports.Len() > cutAtOnce && v.said.earlier == nil {
		_, _ = d.Sayings(ctx, v, time.Now()) // whoever asks for them is told of an error
	}
}

// bringSayings brings together what was said.
func (v *View) bringSayings(ctx context.Context) (*reporting.Said, error) {
	var held []pledgebook.Held[pledgebook.Quote]
	for q, err := range v.Quotes(ctx, pledgebook.Query{}) {
		if err != nil {
			return nil, err
		}
		if n := len(held); n > 0 && held[n-1].Citation == q.Citation {
			q.Citation = held[n-1].Citation // whose words are kept once for all quotes of a report
		}
		held = append(held, q)
	}
	all, err := pipeline.SayingsOf(ctx, v.book, held)
	if err != nil {
		return nil, err
	}
	return reporting.SaidOf(all), nil
}
