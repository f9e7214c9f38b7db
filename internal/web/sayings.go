package web

import (
	"context"
	"slices"
	"sync"
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
	reports reporting.Reports
	cut     bool
	// lock guards from, of which these are made, which is let go of then; nil for none.
	lock sync.Mutex
	from *gathered
	anew map[string]bool // the reports that were read, or taken down, since
}

// errGathering is that the sayings are not there yet.
var errGathering = atWork{pledgebook.Errorf(pledgebook.Unreadable, "What was said is being brought together from all reports. This page asks again by itself.")}

// gatheredAfter are the sayings of a view of a state that follows another of its
// class; nil for none. Where the state is harmless what was shown then may still be.
func gatheredAfter(v, before *View, s *state) *gathered {
	g := &gathered{answer: newAnswer(), epoch: s.epoch, reports: v.Reports, cut: v.Cut}
	switch {
	case before == nil:
		return g
	case before.said.epoch == s.epoch && sameReports(v, before):
		return before.said
	case s.harmless:
		g.earlier = before.said.present()
	}
	if from := before.said.finished(); from != nil && from.cut == g.cut {
		if anew, ok := s.requoted.since(from.epoch); ok {
			g.from, g.anew = from, anew
		}
	}
	return g
}

// finished are the sayings if they are there, else those that they are made of.
func (g *gathered) finished() *gathered {
	if over(g.ready) {
		return g
	}
	return g.base()
}

func (g *gathered) base() *gathered {
	g.lock.Lock()
	defer g.lock.Unlock()
	return g.from
}

// requoted are reports that were read, or taken down, each with the epoch since which
// its quotes may be others. States share it and add to it.
type requoted struct {
	from    int64 // what came until then is not told
	reports []requotedReport
}

type requotedReport struct {
	report string
	epoch  int64
}

// mostRequoted is how many reports are told; of more all quotes are read.
const mostRequoted = 2000

// after is what is told after further links of the chain.
func (r requoted) after(links []pledgebook.Link, epoch int64) requoted {
	out := requoted{r.from, slices.Clip(r.reports)}
	for _, l := range links {
		switch {
		case l.Decision == nil:
			out.reports = append(out.reports, requotedReport{l.Report, epoch})
		case redacts(l):
			for _, report := range l.Decision.On {
				out.reports = append(out.reports, requotedReport{report, epoch})
			}
		}
	}
	if len(out.reports) > mostRequoted {
		return requoted{from: epoch}
	}
	return out
}

// since are the reports of which quotes may be others than at an epoch; false where
// that is not told.
func (r requoted) since(epoch int64) (map[string]bool, bool) {
	anew := map[string]bool{}
	for _, one := range r.reports {
		if one.epoch > epoch {
			anew[one.report] = true
		}
	}
	return anew, epoch >= r.from
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
		said, err := v.bringSayings(d.life, g)
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
func (v *View) bringSayings(ctx context.Context, g *gathered) (*reporting.Said, error) {
	var before *reporting.Said
	from := g.base()
	if from != nil {
		before, _ = from.value.(*reporting.Said)
	}
	held, err := v.quotesAfter(ctx, from, before, g.anew)
	if err != nil {
		return nil, err
	}
	said, err := pipeline.SaidAfter(ctx, v.book, before, held, func(report string) bool { return g.anew[report] })
	if err == nil {
		g.lock.Lock()
		defer g.lock.Unlock()
		g.from = nil
	}
	return said, err
}

// quotesAfter are the quotes in sight: those that were and still are, and those of
// reports that were read or came in sight since. Of many, all are read.
func (v *View) quotesAfter(ctx context.Context, from *gathered, before *reporting.Said, anew map[string]bool) (held []pledgebook.Held[pledgebook.Quote], err error) {
	read := func(q pledgebook.Query) error {
		for q, err := range v.Quotes(ctx, q) {
			if err != nil {
				return err
			}
			if n := len(held); n > 0 && held[n-1].Citation == q.Citation {
				q.Citation = held[n-1].Citation // whose words are kept once for all quotes of a report
			}
			held = append(held, q)
		}
		return nil
	}
	if before == nil {
		err = read(pledgebook.Query{})
		return held, err
	}
	var come []string
	for r := range v.Reports.All() {
		if anew[r.ID] || !from.reports.Has(r.ID) {
			come = append(come, r.ID)
		}
	}
	if len(come) > mostRequoted {
		err = read(pledgebook.Query{})
		return held, err
	}
	for q := range before.Quotes() {
		if report := q.Citation.Report; !anew[report] && v.Holds(report) {
			held = append(held, q)
		}
	}
	for _, report := range come {
		if err := read(pledgebook.Query{Report: report}); err != nil {
			return nil, err
		}
	}
	return held, nil
}
