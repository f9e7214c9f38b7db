// Package search is the page that finds entries by words: givers, receivers,
// sums, goods, outlets, headlines. It says where each was found.
package search

import (
	_ "embed"
	"net/http"

	"pledgebook/internal/web"
)

//go:embed search.css
var style string

// Page is the search.
var Page = web.Page{Routes: map[string]web.Handler{"GET /search": show}, Style: style}

const (
	mostHits = 50
	// longest is the most bytes of a query that are looked at.
	longest = 200
)

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	query := web.Short(r.URL.Query().Get("q"), longest)
	hits, all := v.Search(query, mostHits)
	head := web.Head{Title: "Search", Here: "search", Description: "Find entries by who gives, who receives, sum, goods, outlet or headline."}
	return d.Render(w, r, head, page(query, hits, all))
}
