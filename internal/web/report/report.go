// Package report is the page of one report: the archived text with everything
// found in it marked, links to other stories kept apart, and each claim linked
// to its sentence.
package report

import (
	_ "embed"
	"net/http"

	"pledgebook/internal/pipeline"
	"pledgebook/internal/web"
)

//go:embed report.css
var style string

// Page is the page of a report.
var Page = web.Page{Steady: true, Routes: map[string]web.Handler{"GET /report/{id}": show, "GET /report/{id}/card.png": card}, Style: style}

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	reading, err := v.Reading(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	p := v.Report(reading, !v.ForReaders())
	k, err := pipeline.Kin(r.Context(), v.Reading, v.Ledger, p.Report.ID)
	if err != nil {
		return err
	}
	head := web.Head{Title: title(r.Context(), p.Report), Article: true, Address: web.ReportPath(p.Report.ID), Card: web.ReportPath(p.Report.ID) + "/card.png", Badge: web.AccessBadge(d, v, p.Report.ID, p.Report.ID),
		Description: web.Join(", ", p.Report.Outlet, web.In(r.Context()).Date(p.Report.Published.Day())) + ": " + web.Say(r.Context(), "%s about aid, each marked in the text.", web.Number(r.Context(), len(p.Claims), "claim"))}
	return d.Render(w, r, head, page(p, k))
}

// card is the picture beside a shared link.
func card(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	reading, err := v.Reading(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	p := v.Report(reading, !v.ForReaders())
	return d.ServeCard(r.Context(), w, web.Card{Kicker: web.Say(r.Context(), "REPORT"), Title: title(r.Context(), p.Report), Line: web.Join(", ", p.Report.Outlet, web.In(r.Context()).Date(p.Report.Published.Day())),
		Note: web.Say(r.Context(), "%s about aid", web.Number(r.Context(), len(p.Claims), "claim")) + ", " + web.Number(r.Context(), len(p.Quotes), "quote")})
}
