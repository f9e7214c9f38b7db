// Package quote is the list of what was said, and the page of each saying: all
// the wordings that reports give it, held word by word against the primary one.
package quote

import (
	_ "embed"
	"net/http"
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

//go:embed quote.css
var style string

// Page is the list of sayings and the page of each.
var Page = web.Page{Steady: true, Routes: map[string]web.Handler{"GET /quotes": list, "GET /quote/{id}": show, "GET /quote/{id}/card.png": card}, Style: style}

const (
	perPage = 40
	// longestAsked is the most bytes of a speaker's name that are looked for.
	longestAsked = 100
)

func list(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	all, err := v.Sayings(r.Context())
	if err != nil {
		return err
	}
	speaker := web.Short(r.URL.Query().Get("speaker"), longestAsked)
	found := all
	if speaker != "" {
		found = slices.DeleteFunc(slices.Clone(all), func(s reporting.Saying) bool {
			return !strings.Contains(strings.ToLower(web.In(r.Context()).Speaker(s.Speaker)), strings.ToLower(speaker))
		})
	}
	shown, number, of := web.Cut(found, web.PageNumber(r), perPage)
	head := web.Head{Title: web.Say(r.Context(), "Quotes"), Here: "quotes", Address: "/quotes", Description: web.Say(r.Context(), "Who said what, in every wording that reports give it.")}
	return d.Render(w, r, head, listPage(shown, speaker, len(found), number, of))
}

func find(d *web.Desk, r *http.Request) (reporting.Saying, error) {
	v, err := d.View(r.Context())
	if err != nil {
		return reporting.Saying{}, err
	}
	all, err := v.Sayings(r.Context())
	if err != nil {
		return reporting.Saying{}, err
	}
	id := r.PathValue("id")
	i := slices.IndexFunc(all, func(s reporting.Saying) bool {
		return s.ID == id || slices.ContainsFunc(s.Others, func(in reporting.SaidIn) bool { return in.Quote.ID == id })
	})
	if i < 0 {
		return reporting.Saying{}, pledgebook.Errorf(pledgebook.NotFound, "The book holds no quote %.40q.", id)
	}
	return all[i], nil
}

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	s, err := find(d, r)
	if err != nil {
		return err
	}
	if s.ID != r.PathValue("id") { // another wording is the primary one
		http.Redirect(w, r, web.QuotePath(s.ID), http.StatusFound)
		return nil
	}
	head := web.Head{Title: web.Short(s.Primary.Quote.Text, 70), Here: "quotes", Article: true, Address: web.QuotePath(s.ID), Card: web.QuotePath(s.ID) + "/card.png",
		Description: web.In(r.Context()).Speaker(s.Speaker) + ": " + web.Short(s.Primary.Quote.Text, 200)}
	return d.Render(w, r, head, page(s))
}

func card(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	s, err := find(d, r)
	if err != nil {
		return err
	}
	return d.ServeCard(r.Context(), w, web.Card{Kicker: web.Say(r.Context(), "QUOTE"), Title: "“" + s.Primary.Quote.Text + "”", Line: web.In(r.Context()).Speaker(s.Speaker), Note: web.Number(r.Context(), s.Outlets, "outlet")})
}
