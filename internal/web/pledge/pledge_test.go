package pledge_test

import (
	"net/http"
	"strings"
	"testing"

	"pledgebook/internal/matching"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web/pledge"
	"pledgebook/internal/web/report"
	"pledgebook/internal/web/webtest"
)

func chile() string { return matching.EntryID(sample.Readings()[1].Claims[0].ID) }

func TestPledge(t *testing.T) {
	site := webtest.Serve(t, webtest.Book(t, sample.Readings()...), false, pledge.Page, report.Page)
	body := site.Page("/pledge/" + chile())
	webtest.Wants(t, body, "EUR 40 million pledged Chile → to Haiti", "on track not reviewed", "Due by 31 Dec 2024. 55 % reported as paid out by 30 Jun 2024, when 50 % of the time had passed.",
		"4 reports, 4 independent sources", "likely a slip: currency relabelled", "“committed” (differs)", "at least EUR 22 million",
		"Chile pledged 40 million euros in aid to Haiti by the end of 2024.", "joined because", "What counts towards it", "No reviewer has decided on it yet.")
}

// The chart of how much has come true can be taken away; an entry without one says
// so.
func TestProgressCanBeTakenAlong(t *testing.T) {
	site := webtest.Serve(t, webtest.Book(t, sample.Readings()...), false, pledge.Page)
	path := "/pledge/" + chile() + "/chart/progress"
	if table := site.Get(path + ".csv"); table.Status != http.StatusOK || !strings.Contains(table.Body, "promised,EUR,40000000,,\nreported,EUR,22000000,0.55,2024-06-30\n") {
		t.Errorf("the table is %d: %s", table.Status, table.Body)
	}
	if drawn := site.Get(path + ".svg"); !strings.HasPrefix(drawn.Body, "<svg ") || !strings.Contains(drawn.Body, "Delivered for certain:") {
		t.Errorf("the drawing is %s", drawn.Body)
	}
	if picture := site.Get(path + ".png"); !strings.HasPrefix(picture.Body, "\x89PNG") {
		t.Errorf("the picture is %.20q", picture.Body)
	}
	if !strings.Contains(site.Page("/pledge/"+chile()), path+".png") {
		t.Error("the page does not lead to the picture")
	}
	need := matching.EntryID(sample.Readings()[len(sample.Readings())-1].Claims[0].ID)
	for _, missing := range []string{"/pledge/none/chart/progress.csv", "/pledge/" + need + "/chart/progress.svg", path + ".exe"} {
		if a := site.Get(missing); a.Status != http.StatusNotFound {
			t.Errorf("%s answers %d", missing, a.Status)
		}
	}
}

// The way to the deadline has its days in a table, and can be taken away; an entry
// without a deadline says so.
func TestTheWayToTheDeadlineCanBeTakenAlong(t *testing.T) {
	site := webtest.Serve(t, webtest.Book(t, sample.Readings()...), false, pledge.Page)
	path := "/pledge/" + chile() + "/chart/deadline"
	if table := site.Get(path + ".csv"); table.Status != http.StatusOK || !strings.Contains(table.Body, "day,what,reports\n2024-03-04,told,2\n") || !strings.Contains(table.Body, "\n2024-12-31,deadline,\n") {
		t.Errorf("the table is %d: %s", table.Status, table.Body)
	}
	if drawn := site.Get(path + ".svg"); !strings.HasPrefix(drawn.Body, "<svg ") || !strings.Contains(drawn.Body, "deadline 31 Dec 2024") || !strings.Contains(drawn.Body, "today, 18 Oct 2024") {
		t.Errorf("the drawing is %s", drawn.Body)
	}
	if picture := site.Get(path + ".png"); !strings.HasPrefix(picture.Body, "\x89PNG") {
		t.Errorf("the picture is %.20q", picture.Body)
	}
	page := site.Page("/pledge/" + chile())
	webtest.Wants(t, page, "The days in a table", "4 Mar 20242", "31 Dec 2024deadline")
	if !strings.Contains(page, path+".svg") {
		t.Error("the page does not lead to the drawing")
	}
	need := matching.EntryID(sample.Readings()[len(sample.Readings())-1].Claims[0].ID)
	for _, missing := range []string{"/pledge/none/chart/deadline.csv", "/pledge/" + need + "/chart/deadline.svg"} {
		if a := site.Get(missing); a.Status != http.StatusNotFound {
			t.Errorf("%s answers %d", missing, a.Status)
		}
	}
}

func TestAddresses(t *testing.T) {
	site := webtest.Serve(t, webtest.Book(t, sample.Readings()...), false, pledge.Page)
	want := site.Get("/pledge/" + chile()).Path
	for _, r := range sample.Readings()[1:4] { // whichever claim founds the entry
		if a := site.Get("/pledge/" + matching.EntryID(r.Claims[0].ID)); a.Status != http.StatusOK || a.Path != want {
			t.Errorf("%s answers %d at %s, want %s", r.Report.Outlet, a.Status, a.Path, want)
		}
	}
	a := site.Get("/pledge/%3Cscript%3E")
	if a.Status != http.StatusNotFound {
		t.Errorf("an unknown entry answers %d", a.Status)
	}
	webtest.Sound(t, a.Body)
}

func TestReadersSeeNoUnreviewedPledge(t *testing.T) {
	site := webtest.Serve(t, webtest.Book(t, sample.Readings()...), true, pledge.Page)
	a := site.Get("/pledge/" + chile())
	if a.Status != http.StatusNotFound {
		t.Errorf("readers get %d", a.Status)
	}
	webtest.Lacks(t, a.Body, "Chile", "million")
}

func TestHostileReportStaysText(t *testing.T) {
	r := sample.HostileReading()
	site := webtest.Serve(t, webtest.Book(t, r), false, pledge.Page)
	webtest.Wants(t, site.Page("/pledge/"+matching.EntryID(r.Claims[0].ID)), sample.Hostile, "7 million euros")
}
