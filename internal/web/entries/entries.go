// Package entries is the list of everything the book holds, narrowed by who,
// what, when and how it stands.
package entries

import (
	"net/http"

	"pledgebook/internal/web"
)

// Page is the list of entries.
var Page = web.Page{Steady: true, Routes: map[string]web.Handler{"GET /entries": show}}

// perPage is how many entries one page lists.
const perPage = 50

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	q, err := web.QuestionOf(r)
	if err != nil {
		return err
	}
	l := v.Ledger
	if len(q.Asked) > 0 {
		l = v.Filtered("entries "+q.Key(), q.Filter)
	}
	head := web.Head{Title: web.Say(r.Context(), "Entries"), Here: "entries", Description: web.Say(r.Context(), "Every entry of the book, the latest told first."), Address: q.Address("/entries")}
	return d.Render(w, r, head, page(l.Page(web.PageNumber(r), perPage), q, len(v.Entries)))
}
