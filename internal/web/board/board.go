// Package board is what a coordinating desk works from: needs beside the offers
// that answer them, receiver by receiver; gaps, double offers, training places,
// and what is due.
package board

import (
	"context"
	_ "embed"
	"net/http"

	"pledgebook/internal/pipeline"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

//go:embed board.css
var style string

// Page is the board.
var Page = web.Page{Steady: true, Ahead: ahead, Routes: routes(), Style: style}

func routes() map[string]web.Handler {
	all := web.FileRoutes(web.NeedsChart, chart)
	all["GET /board"] = show
	return all
}

// chart answers with the needs as a file.
func chart(d *web.Desk, w http.ResponseWriter, r *http.Request, extension string) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	q, err := web.QuestionOf(r)
	if err != nil {
		return err
	}
	return web.NeedsPicture(r.Context(), d.Needs(v, "board "+q.Key(), q.Filter)).Serve(w, extension)
}

const (
	// dueDays is how many days ahead something counts as due now.
	dueDays = 7
	// mostDueOn is how many deadlines of one day are listed.
	mostDueOn = 12
	// mostDue is how many answers due are listed beside each receiver.
	mostDue = 6
)

func ahead(d *web.Desk, v *web.View) []func(context.Context) {
	return []func(context.Context){func(context.Context) { d.Needs(v, "board ", pipeline.Filter{}) }}
}

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	q, err := web.QuestionOf(r)
	if err != nil {
		return err
	}
	b := d.Needs(v, "board "+q.Key(), q.Filter)
	week := v.Agenda(nil, v.Today, v.Today+dueDays+1, mostDueOn)
	training := web.Kept(v, "training "+q.Key(), func() []reporting.Line { return v.Training(q.Filter.Holds) })
	head := web.Head{Title: web.Say(r.Context(), "Needs and offers"), Here: "board", Address: q.Address("/board"),
		Description: web.Say(r.Context(), "Needs beside the offers that answer them, by receiver and kind: met at least, at most, gaps, double offers, and what is due.")}
	return d.Render(w, r, head, page(b, q, week, training))
}
