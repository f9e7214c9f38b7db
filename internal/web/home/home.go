// Package home is the first page: the trackers, what is new, what is overdue,
// what is due next and where reports disagree; in an empty book, what to do.
package home

import (
	"context"
	_ "embed"
	"net/http"

	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

//go:embed home.css
var style string

// Page is the first page.
var Page = web.Page{Steady: true, Ahead: ahead, Routes: map[string]web.Handler{"GET /{$}": show, "GET /card.png": card}, Style: style}

// mostParties is how many givers and receivers are named.
const mostParties = 14

// front is what the page shows.
type front struct {
	reporting.Home
	trackers          []web.Tracked
	donors, receivers []reporting.PartyCount
}

func ahead(d *web.Desk, v *web.View) []func(context.Context) {
	lists := func(context.Context) { v.Home(); v.Counted(reporting.Donor); v.Counted(reporting.Receiver) }
	return []func(context.Context){lists, func(ctx context.Context) { d.Tracked(ctx, v) }}
}

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	h := front{Home: v.Home(), trackers: d.Tracked(r.Context(), v), donors: v.Counted(reporting.Donor), receivers: v.Counted(reporting.Receiver)}
	head := web.Head{Title: web.Say(r.Context(), "The book of aid"), Here: "home", Address: "/", Card: "/card.png",
		Description: web.Say(r.Context(), "Who promised what to whom, by when, and how much of it came true, each figure with the sentence that says it.")}
	return d.Render(w, r, head, page(h, v.Today, v.ForReaders(), d.TakesIn() && d.Reviews(r.Context()) && d.Has("GET /add")))
}

func card(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	h := v.Home()
	return d.ServeCard(r.Context(), w, web.Card{Kicker: web.Say(r.Context(), "THE BOOK OF AID"), Title: web.Say(r.Context(), "What was promised, and what came true"),
		Line: web.Say(r.Context(), "%[1]s from %[2]s", web.Number(r.Context(), h.Entries, "entry"), web.Number(r.Context(), h.Reports, "report@of")), Note: web.Say(r.Context(), "as of %s", web.In(r.Context()).Date(v.Today))})
}
