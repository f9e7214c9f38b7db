// Package mechanism is the list of coordinating bodies and ways of funding, and
// the page of each: what for, where, how far it has come, who says so.
package mechanism

import (
	"context"
	"net/http"
	"slices"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

// Page is the list of mechanisms and the page of each.
var Page = web.Page{Steady: true, Routes: map[string]web.Handler{"GET /mechanisms": list, "GET /mechanism/{id}": show, "GET /mechanism/{id}/card.png": card}}

// perPage is how many mechanisms one page lists.
const perPage = 60

func list(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	all, err := v.Arrangements(r.Context())
	if err != nil {
		return err
	}
	shown, number, of := web.Cut(all, web.PageNumber(r), perPage)
	head := web.Head{Title: web.Say(r.Context(), "Mechanisms"), Here: "mechanisms", Address: "/mechanisms", Description: web.Say(r.Context(), "Coordinating bodies and ways of funding, the latest told first.")}
	return d.Render(w, r, head, listPage(shown, len(all), number, of))
}

func find(d *web.Desk, r *http.Request) (*web.View, reporting.Arrangement, error) {
	v, err := d.View(r.Context())
	if err != nil {
		return nil, reporting.Arrangement{}, err
	}
	all, err := v.Arrangements(r.Context())
	if err != nil {
		return nil, reporting.Arrangement{}, err
	}
	id := r.PathValue("id")
	i := slices.IndexFunc(all, func(a reporting.Arrangement) bool {
		return slices.ContainsFunc(a.Told, func(h pledgebook.Held[pledgebook.Mechanism]) bool { return h.Thing.ID == id })
	})
	if i < 0 {
		return nil, reporting.Arrangement{}, pledgebook.Errorf(pledgebook.NotFound, "The book holds no mechanism %.40q.", id)
	}
	return v, all[i], nil
}

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, a, err := find(d, r)
	if err != nil {
		return err
	}
	if a.ID != r.PathValue("id") { // an earlier report tells of it, and it bears that one's id now
		http.Redirect(w, r, path(a.ID), http.StatusFound)
		return nil
	}
	var reports []string
	for _, h := range a.Told {
		reports = append(reports, h.Citation.Report)
	}
	head := web.Head{Title: a.Name, Here: "mechanisms", Article: true, Address: path(a.ID), Card: path(a.ID) + "/card.png", Description: web.Join(". ", standing(r.Context(), a), a.Purpose)}
	return d.Render(w, r, head, page(a, v.ToldBy(reports)))
}

func card(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	_, a, err := find(d, r)
	if err != nil {
		return err
	}
	return d.ServeCard(r.Context(), w, web.Card{Kicker: web.Say(r.Context(), "MECHANISM"), Title: a.Name, Line: standing(r.Context(), a), Note: a.Purpose})
}

func path(id string) string { return "/mechanism/" + id }

// standing says where it is and how far it has come.
func standing(ctx context.Context, a reporting.Arrangement) string {
	return web.Join(", ", a.Place, web.Term(ctx, a.Status))
}
