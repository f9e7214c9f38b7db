package home_test

import (
	"strings"
	"testing"

	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
	"pledgebook/internal/web/add"
	"pledgebook/internal/web/entries"
	"pledgebook/internal/web/home"
	"pledgebook/internal/web/webtest"
)

func TestEmptyBookSaysWhatToDo(t *testing.T) {
	site := webtest.Serve(t, webtest.Book(t), false, home.Page, entries.Page)
	webtest.Wants(t, site.Page("/"), "The book is empty", "pledgebook read --published 2024-10-17 report.txt")
	webtest.Wants(t, site.Page("/entries"), "There are none yet.")
}

// takes is an intake that is never asked.
type takes struct{ web.Intake }

// The first page of an empty book leads to where a report is handed in, where that is.
func TestEmptyBookLeadsToAdding(t *testing.T) {
	for name, c := range map[string]struct {
		options web.Options
		leads   bool
	}{
		"the owner":    {web.Options{Intake: takes{}}, true},
		"nobody reads": {web.Options{}, false},
		"readers":      {web.Options{Intake: takes{}, Readers: true}, false},
	} {
		body := webtest.ServeWith(t, webtest.Book(t), c.options, home.Page, add.Page).Page("/")
		if strings.Contains(body, `class="button" href="/add"`) != c.leads {
			t.Errorf("%s: leads to adding is %v, want %v", name, !c.leads, c.leads)
		}
	}
}

func TestHome(t *testing.T) {
	site := webtest.Serve(t, webtest.Book(t, sample.Readings()...), false, home.Page, entries.Page)
	body := site.Page("/")
	webtest.Wants(t, body, "5 entries read from 7 reports, 0 reviewed, followed up to 18 Oct 2024.",
		"Overdue", "USD 5 million Peru → to Haiti", "Due next", "Where reports disagree", "New in the book", "not reviewed",
		"EUR 40 million promised; EUR 22 million reported, 55 %; at least EUR 22 million delivered for certain")
	webtest.Wants(t, site.Page("/entries"), "5 entries in all", "USD 300 million")
}

func TestReadersSeeNothingUnreviewed(t *testing.T) {
	site := webtest.Serve(t, webtest.Book(t, sample.Readings()...), true, home.Page, entries.Page)
	body := site.Page("/")
	webtest.Wants(t, body, "Nothing is published yet")
	webtest.Lacks(t, body+site.Page("/entries"), "Peru", "Chile", "Inbox")
}

func TestHostileReportStaysText(t *testing.T) {
	site := webtest.Serve(t, webtest.Book(t, sample.HostileReading()), false, home.Page, entries.Page)
	webtest.Wants(t, site.Page("/"), sample.Hostile)
	webtest.Wants(t, site.Page("/entries"), sample.Hostile)
}
