// Package meeting is the list of meetings and the page of each: when, where,
// who took part, what it was about, and what was promised that day.
package meeting

import (
	"net/http"
	"slices"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

// Page is the list of meetings and the page of each.
var Page = web.Page{Steady: true, Routes: map[string]web.Handler{"GET /meetings": list, "GET /meeting/{id}": show, "GET /meeting/{id}/card.png": card}}

// perPage is how many meetings one page lists.
const perPage = 60

func list(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	all, err := v.Gatherings(r.Context())
	if err != nil {
		return err
	}
	shown, number, of := web.Cut(all, web.PageNumber(r), perPage)
	head := web.Head{Title: web.Say(r.Context(), "Meetings"), Here: "meetings", Address: "/meetings", Description: web.Say(r.Context(), "Meetings that reports tell of, the latest first.")}
	return d.Render(w, r, head, listPage(shown, len(all), number, of))
}

func find(d *web.Desk, r *http.Request) (*web.View, reporting.Gathering, error) {
	v, err := d.View(r.Context())
	if err != nil {
		return nil, reporting.Gathering{}, err
	}
	all, err := v.Gatherings(r.Context())
	if err != nil {
		return nil, reporting.Gathering{}, err
	}
	id := r.PathValue("id")
	i := slices.IndexFunc(all, func(g reporting.Gathering) bool {
		return slices.ContainsFunc(g.Told, func(h pledgebook.Held[pledgebook.Meeting]) bool { return h.Thing.ID == id })
	})
	if i < 0 {
		return nil, reporting.Gathering{}, pledgebook.Errorf(pledgebook.NotFound, "The book holds no meeting %.40q.", id)
	}
	return v, all[i], nil
}

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, g, err := find(d, r)
	if err != nil {
		return err
	}
	if g.ID != r.PathValue("id") { // an earlier report tells of it, and it bears that one's id now
		http.Redirect(w, r, web.MeetingPath(g.ID), http.StatusFound)
		return nil
	}
	told := v.ToldBy(reports(g))
	head := web.Head{Title: g.Name, Here: "meetings", Article: true, Address: web.MeetingPath(g.ID), Card: web.MeetingPath(g.ID) + "/card.png",
		Description: web.Join(", ", web.In(r.Context()).Date(g.Date), g.Place) + ". " + web.Join(", ", g.Subjects...)}
	return d.Render(w, r, head, page(g, told))
}

func card(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	_, g, err := find(d, r)
	if err != nil {
		return err
	}
	return d.ServeCard(r.Context(), w, web.Card{Kicker: web.Say(r.Context(), "MEETING"), Title: g.Name, Line: web.Join(", ", web.In(r.Context()).Date(g.Date), g.Place), Note: web.Join(", ", g.Subjects...)})
}

func reports(g reporting.Gathering) (ids []string) {
	for _, h := range g.Told {
		ids = append(ids, h.Citation.Report)
	}
	return ids
}
