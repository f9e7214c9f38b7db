// Package quote is the list of what was said, and the page of each saying: all
// the wordings that reports give it, held word by word against the primary one.
package quote

import (
	"context"
	_ "embed"
	"net/http"
	"strings"
	"time"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

//go:embed quote.css
var style string

// Page is the list of sayings and the page of each.
var Page = web.Page{Steady: true, Ahead: ahead, Routes: map[string]web.Handler{"GET /quotes": list, "GET /quote/{id}": show, "GET /quote/{id}/card.png": card}, Style: style}

func ahead(d *web.Desk, v *web.View) []func(context.Context) {
	return []func(context.Context){func(ctx context.Context) { d.SayingsAhead(ctx, v) }}
}

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
	said, err := d.Sayings(r.Context(), v, time.Now().Add(d.Patience()))
	if err != nil {
		return err
	}
	speaker := web.Short(r.URL.Query().Get("speaker"), longestAsked)
	asked, in := strings.ToLower(speaker), web.In(r.Context())
	named := func(s pledgebook.Speaker) bool { return strings.Contains(strings.ToLower(in.Speaker(s)), asked) }
	number := web.PageNumber(r)
	shown, all := said.By(named, (number-1)*perPage, perPage)
	of := max(1, (all+perPage-1)/perPage)
	if number > of { // beyond the last
		number = of
		shown, _ = said.By(named, (number-1)*perPage, perPage)
	}
	head := web.Head{Title: web.Say(r.Context(), "Quotes"), Here: "quotes", Address: "/quotes", Description: web.Say(r.Context(), "Who said what, in every wording that reports give it.")}
	return d.Render(w, r, head, listPage(shown, speaker, all, number, of))
}

func find(d *web.Desk, r *http.Request) (reporting.Saying, error) {
	v, err := d.View(r.Context())
	if err != nil {
		return reporting.Saying{}, err
	}
	said, err := d.Sayings(r.Context(), v, time.Now().Add(d.Patience()))
	if err != nil {
		return reporting.Saying{}, err
	}
	id := r.PathValue("id")
	s, ok := said.Of(id)
	if !ok {
		return s, pledgebook.Errorf(pledgebook.NotFound, "The book holds no quote %.40q.", id)
	}
	return s, nil
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

// heading says whose words a page is about, as far as a report says it.
func heading(ctx context.Context, s reporting.Saying) string {
	if who := web.In(ctx).Speaker(s.Speaker); who != "" {
		return web.Say(ctx, "What %s said", who)
	}
	return web.Say(ctx, "What somebody said whom no report names")
}
