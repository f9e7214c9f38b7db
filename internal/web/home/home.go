// Package home is the first page: the trackers, what is new, what is overdue,
// what is due next and where reports disagree; in an empty book, what to do.
package home

import (
	_ "embed"
	"net/http"

	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

//go:embed home.css
var style string

// Page is the first page.
var Page = web.Page{Routes: map[string]web.Handler{"GET /{$}": show, "GET /card.png": card}, Style: style}

// mostParties is how many givers and receivers are named.
const mostParties = 14

// front is what the page shows.
type front struct {
	reporting.Home
	trackers          []web.Tracked
	donors, receivers []reporting.PartyCount
}

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	h := front{Home: v.Home(), trackers: d.Tracked(r.Context(), v), donors: v.Counted(reporting.Donor), receivers: v.Counted(reporting.Receiver)}
	head := web.Head{Title: web.Say(r.Context(), "The book of aid"), Here: "home", Address: "/", Card: "/card.png",
		Description: web.Say(r.Context(), "Who promised what to whom, by when, and how much of it came true, each figure with the sentence that says it.")}
	return d.Render(w, r, head, page(h, v.Today, v.ForReaders()))
}

func card(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	h := v.Home()
	return d.ServeCard(r.Context(), w, web.Card{Kicker: "THE BOOK OF AID", Title: "What was promised, and what came true",
		Line: web.Number(r.Context(), h.Entries, "entry") + " from " + web.Number(r.Context(), h.Reports, "report"), Note: "as of " + web.In(r.Context()).Date(v.Today)})
}
