// Package home is the first page: what is new, what is overdue, what is due
// next and where reports disagree; in an empty book, what to do.
package home

import (
	_ "embed"
	"net/http"

	"pledgebook/internal/web"
)

//go:embed home.css
var style string

// Page is the first page.
var Page = web.Page{Routes: map[string]web.Handler{"GET /{$}": show}, Style: style}

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	head := web.Head{Title: "The book of aid", Here: "home",
		Description: "Who promised what to whom, by when, and how much of it came true, each figure with the sentence that says it."}
	return d.Render(w, r, head, page(v.Home(), v.Today, v.ForReaders()))
}
