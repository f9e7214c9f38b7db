// Package search is the page that finds entries by words: givers, receivers,
// sums, goods, outlets, headlines. It says where each was found.
package search

import (
	"context"
	_ "embed"
	"net/http"

	"pledgebook/internal/web"
)

//go:embed search.css
var style string

//go:embed search.js
var script string

// Page is the search.
var Page = web.Page{Steady: true, Ahead: ahead, Early: true, Routes: map[string]web.Handler{"GET /search": show}, Style: style, Script: script}

const (
	mostHits = 50
	// longest is the most bytes of a query that are looked at.
	longest = 200
)

// ahead makes the index of words.
func ahead(_ *web.Desk, v *web.View) []func(context.Context) {
	return []func(context.Context){func(context.Context) { v.Search("a", 1) }}
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
	query := web.Short(r.URL.Query().Get("q"), longest)
	l := v.Ledger
	if len(q.Asked) > 0 {
		l = v.Filtered("entries "+q.Key(), q.Filter)
	}
	hits, all := l.Search(query, mostHits)
	head := web.Head{Title: web.Say(r.Context(), "Search"), Here: "search", Script: true,
		Description: web.Say(r.Context(), "Find entries by who gives, who receives, sum, goods, outlet or headline.")}
	return d.Render(w, r, head, page(query, q, hits, all))
}
