// Package tracker is the pages of saved scopes: how much was pledged and how
// much delivered, who stands behind it, what is overdue and due, where reports
// disagree, and how far needs are met.
package tracker

import (
	"context"
	"net/http"

	"pledgebook"
	"pledgebook/internal/web"
)

// Page is the list of trackers and the page of each.
var Page = web.Page{Steady: true, Ahead: ahead, Routes: map[string]web.Handler{
	"GET /trackers":                  list,
	"GET /tracker/{id}":              show,
	"GET /tracker/{id}/card.png":     card,
	"GET /tracker/{id}/chart/{file}": chart,
}}

func ahead(d *web.Desk, v *web.View) (all []func(context.Context)) {
	for _, t := range d.Trackers() {
		all = append(all, func(ctx context.Context) {
			s := web.TrackerSubject(v, t, "")
			d.Overview(ctx, v, s)
			d.Needs(v, s.Key, web.TrackerFilter(t))
		})
	}
	return all
}

func find(d *web.Desk, r *http.Request) (*web.View, pledgebook.Tracker, error) {
	v, err := d.View(r.Context())
	if err != nil {
		return nil, pledgebook.Tracker{}, err
	}
	if t, ok := d.Tracker(r.PathValue("id")); ok {
		return v, t, nil
	}
	return nil, pledgebook.Tracker{}, pledgebook.Errorf(pledgebook.NotFound, "There is no tracker %.40q.", r.PathValue("id"))
}

func list(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	head := web.Head{Title: web.Say(r.Context(), "Trackers"), Here: "trackers", Description: web.Say(r.Context(), "Saved scopes, each with its public page."), Address: "/trackers"}
	return d.Render(w, r, head, listPage(d.Tracked(r.Context(), v), v.ForReaders()))
}

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, t, err := find(d, r)
	if err != nil {
		return err
	}
	s := web.TrackerSubject(v, t, web.RankedStage(r))
	o := d.Overview(r.Context(), v, s)
	head := web.Head{Title: t.Title, Here: "trackers", Description: web.ScopeWords(r.Context(), t) + ". " + web.StagesInWords(r.Context(), o.Stages.Chart), Article: true, Script: o.Waits(), Address: web.TrackerPath(t), Card: web.TrackerPath(t) + "/card.png"}
	return d.Render(w, r, head, page(t, s, o, d.Needs(v, s.Key, web.TrackerFilter(t))))
}

func card(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, t, err := find(d, r)
	if err != nil {
		return err
	}
	o := d.Overview(r.Context(), v, web.TrackerSubject(v, t, ""))
	return d.ServeCard(r.Context(), w, web.Card{Kicker: web.Say(r.Context(), "TRACKER"), Title: t.Title, Line: web.ScopeWords(r.Context(), t), Chart: &o.Stages.Chart, Note: web.Say(r.Context(), "as of %s", web.In(r.Context()).Date(v.Today))})
}

func chart(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, t, err := find(d, r)
	if err != nil {
		return err
	}
	return d.ServeFigure(w, r, v, web.TrackerSubject(v, t, web.RankedStage(r)))
}
