package report_test

import (
	"net/http"
	"strings"
	"testing"

	"pledgebook/internal/matching"
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
