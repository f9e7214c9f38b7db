package report_test

import (
	"net/http"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
	"pledgebook/internal/web/report"
	"pledgebook/internal/web/webtest"
)

func TestReport(t *testing.T) {
	r := sample.Readings()[4]
	site := webtest.Serve(t, webtest.Book(t, sample.Readings()...), false, report.Page)
	body := site.Page("/report/" + r.Report.ID)
	webtest.Wants(t, body, "Half is paid", "2 claims about aid", "1 quote", "Ana Vega, minister",
		"Links to other stories", "Storm over the harbour", "2 Jul 2024, 12:05 · 1,204 views", r.Report.TextSHA256)
	for _, want := range []string{
		`<mark class="figure" title="read as sum">22 million euros</mark><a class="number" href="#found-1"`,
		`id="` + web.Anchor(r.Claims[1].ID) + `"`,
		`href="#` + web.Anchor(r.Claims[1].ID) + `"`,
		`href="` + web.EntryPath(matching.EntryID(r.Claims[0].ID)) + `"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Index(body, "Storm over") < strings.Index(body, `class="teasers"`) {
		t.Error("the teaser stands in the text")
	}
}

// Copies are named, and the states of a page with their difference; of those, a
// reader sees what was reviewed alone.
func TestCopiesAndStates(t *testing.T) {
	all := sample.Readings()
	first, second, copied := all[1], all[3], all[2]
	book := webtest.Book(t, all...)
	tie := func(a, b pledgebook.Reading, kind pledgebook.TieKind) pledgebook.Tie {
		return pledgebook.Tie{Earlier: a.Report.ID, Later: b.Report.ID, Kind: kind}
	}
	if _, err := pipeline.BringTogether(t.Context(), book, nil, sample.Today); err != nil { // looks for copies and finds none
		t.Fatal(err)
	}
	err := book.Place(t.Context(), pledgebook.Placing{Report: first.Report.ID, Ties: []pledgebook.Tie{tie(first, second, pledgebook.TieVersion), tie(first, copied, pledgebook.TieCopy)}})
	if err != nil {
		t.Fatal(err)
	}
	site := webtest.Serve(t, book, false, report.Page)
	body := site.Page("/report/" + first.Report.ID)
	webtest.Wants(t, body, "This page was changed later", "The same text elsewhere", "Quay Daily", "How this page changed", "this text", "the current telling",
		"Claim changed: USD 40 million · Chile → Haiti; sum: EUR 40000000 → USD 40000000")
	for _, want := range []string{"<del>euros</del>", "<ins>dollars</ins>", `href="` + web.ReportPath(second.Report.ID) + `"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	webtest.Lacks(t, site.Page("/report/"+second.Report.ID), "This page was changed later")
	webtest.Lacks(t, site.Page("/report/"+all[0].Report.ID), "elsewhere", "How this page changed")
}

func TestReadersSeeNoUnreviewedReport(t *testing.T) {
	r := sample.Readings()[4]
	site := webtest.Serve(t, webtest.Book(t, sample.Readings()...), true, report.Page)
	a := site.Get("/report/" + r.Report.ID)
	if a.Status != http.StatusNotFound {
		t.Errorf("readers get %d", a.Status)
	}
	webtest.Lacks(t, a.Body, "Chile", r.Report.Headline)
}

func TestUnknownReport(t *testing.T) {
	site := webtest.Serve(t, webtest.Book(t), false, report.Page)
	for _, id := range []string{"nothing", "..%2f..%2fetc%2fpasswd", strings.Repeat("a", 5000)} {
		if a := site.Get("/report/" + id); a.Status != http.StatusNotFound {
			t.Errorf("report %.20s answers %d", id, a.Status)
		}
	}
}

func TestHostileReportStaysText(t *testing.T) {
	r := sample.HostileReading()
	site := webtest.Serve(t, webtest.Book(t, r), false, report.Page)
	body := site.Page("/report/" + r.Report.ID)
	webtest.Wants(t, body, sample.Hostile+" headline", "7 million euros")
	if n := strings.Count(webtest.Text(body), sample.Hostile); n < 12 {
		t.Errorf("only %d of the report's fields are shown", n)
	}
}
