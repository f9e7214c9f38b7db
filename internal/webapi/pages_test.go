package webapi

import (
	"encoding/json"
	"net/http"
	"testing"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/reporting/sample"
)

// The bars of a chart are the totals of the same questions.
func TestChartsAreTotals(t *testing.T) {
	site, _ := desk(t, false)
	var c Chart
	decode(t, site.Get("/api/charts?receiver=HTI"), &c)
	if c.By != "stage" || c.Currency == "" || len(c.Items) < 3 {
		t.Fatalf("the chart is by %q in %q with %d bars", c.By, c.Currency, len(c.Items))
	}
	told := 0
	for _, bar := range c.Items {
		var totals struct{ Items []pledgebook.Bounds }
		decode(t, site.Get("/api/bounds?receiver=HTI&currency="+c.Currency+"&stage="+string(bar.Stage)), &totals)
		if got, want := written(t, bar.Least, bar.MostReported), written(t, totals.Items[0].Least, totals.Items[0].MostReported); got != want {
			t.Errorf("%s is drawn as %s and is %s", bar.Stage, got, want)
		}
		if bar.Least != nil && bar.Least.Lo.Sign() > 0 {
			told++
		}
	}
	if told == 0 {
		t.Error("no bar says anything")
	}
	decode(t, site.Get("/api/charts?by=provider&receiver=HTI"), &c)
	if len(c.Items) == 0 || c.Items[0].Name != "Chile" || c.Stage != pledgebook.StagePledge {
		t.Errorf("the ranking is %+v", c)
	}
}

func written(t *testing.T, v ...any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// What waits for review is shown to reviewers alone, the sum that counts most
// first, with what a decision has to name.
func TestInboxIsForReviewers(t *testing.T) {
	site, _ := desk(t, false)
	var in Inbox
	decode(t, site.Get("/api/inbox?limit=500"), &in)
	if len(in.Items) != in.All || in.All < 4 || in.Reviewed == 0 {
		t.Errorf("%d of %d wait, %d are reviewed", len(in.Items), in.All, in.Reviewed)
	}
	for _, w := range in.Items {
		if w.Entry.Reviewed {
			t.Errorf("%s waits and is reviewed", w.Entry.ID)
		}
	}
	readers, _ := desk(t, true)
	for _, path := range []string{"/api/inbox", "/api/alike"} {
		if a := readers.Get(path); a.Status != http.StatusForbidden {
			t.Errorf("readers %s: %d", path, a.Status)
		}
	}
}

// The history of an entry tells which decisions stand, its variants where its
// reports differ.
func TestHistoryAndVariants(t *testing.T) {
	site, _ := desk(t, false)
	id := first(t, site, "/api/entries?provider=Norway", "id")
	history := func() (out struct{ Items []Decided }) {
		decode(t, site.Get("/api/entries/"+id+"/history"), &out)
		return out
	}
	if h := history(); len(h.Items) != 0 {
		t.Errorf("before anybody decided: %+v", h.Items)
	}
	post(t, site, `{"verb": "accept", "on": ["`+id+`"], "why": "read", "who": "Ana"}`)
	accepted := history()
	if len(accepted.Items) != 1 || !accepted.Items[0].Standing || accepted.Items[0].Who != "Ana" {
		t.Fatalf("after it was accepted: %+v", accepted.Items)
	}
	post(t, site, `{"verb": "undo", "undoes": "`+accepted.Items[0].ID+`", "why": "wrong", "who": "Bo"}`)
	if h := history(); len(h.Items) != 2 || h.Items[0].Standing || h.Items[1].Verb != pledgebook.Undo {
		t.Errorf("after it was taken back: %+v", h.Items)
	}
	for _, e := range sample.Ledger().Entries {
		var told struct{ Items []Disputed }
		decode(t, site.Get("/api/entries/"+e.ID+"/variants"), &told)
		if want := reporting.Disputes(*e); len(told.Items) != len(want) {
			t.Errorf("entry %s differs in %d fields, the API says %d", e.ID, len(want), len(told.Items))
		}
	}
}

// The calendar has the deadlines of the entries, and meetings where nobody asks
// for one giver alone.
func TestCalendarHasDeadlines(t *testing.T) {
	site, _ := desk(t, false)
	var days struct{ Items []Date }
	decode(t, site.Get("/api/calendar?from=2020-01-01&to=2024-12-31"), &days)
	due := map[string]pledgebook.Day{}
	for _, d := range days.Items {
		for _, s := range d.Due {
			due[s.Entry.ID] = d.Day
		}
	}
	n := 0
	for _, e := range sample.Ledger().Entries {
		if e.Fulfilment == nil || !e.Deadline.Known() || e.Deadline.Year() > 2024 {
			continue
		}
		n++
		if due[e.ID] != e.Deadline {
			t.Errorf("%s falls due on %s; the calendar says %s", e.ID, e.Deadline, due[e.ID])
		}
	}
	if n == 0 {
		t.Fatal("the sample has no deadline")
	}
}
