// Package entries is the list of everything the book holds, page by page.
package entries

import (
	"net/http"

	"pledgebook/internal/web"
)

// Page is the list of entries.
var Page = web.Page{Routes: map[string]web.Handler{"GET /entries": show}}

// perPage is how many entries one page lists.
const perPage = 50

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	head := web.Head{Title: "All entries", Here: "entries", Description: "Every entry of the book, the latest told first."}
	return d.Render(w, r, head, page(v.Page(web.PageNumber(r), perPage)))
}
