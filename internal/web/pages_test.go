package web_test

import (
	"bytes"
	"image/png"
	"net/http"
	"slices"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"

	"pledgebook"
	"pledgebook/internal/bounding"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
	"pledgebook/internal/web/board"
	"pledgebook/internal/web/calendar"
	"pledgebook/internal/web/entries"
	"pledgebook/internal/web/home"
	"pledgebook/internal/web/mechanism"
	"pledgebook/internal/web/meeting"
	"pledgebook/internal/web/party"
	"pledgebook/internal/web/pledge"
	"pledgebook/internal/web/quote"
	"pledgebook/internal/web/report"
	"pledgebook/internal/web/tracker"
	"pledgebook/internal/web/webtest"
)

var readersPages = []web.Page{home.Page, tracker.Page, entries.Page, pledge.Page, report.Page, party.Page, board.Page, calendar.Page, meeting.Page, mechanism.Page, quote.Page}

var haiti = pledgebook.Tracker{ID: "haiti", Title: "Aid to Haiti", Receivers: []pledgebook.PartyID{"HTI"}}

// told is the sample with a meeting, a mechanism and the hostile report.
func told(t testing.TB, readers bool) *webtest.Site {
	all := append(sample.Readings(), sample.HostileReading())
	r := &all[4]
	r.Meetings = []pledgebook.Meeting{{ID: "m1", Name: "Donors' round", Date: sample.Today + 3, Place: "Port-au-Prince", Participants: []string{"Chile", "Peru"}, Subjects: []string{"water"}}}
	r.Mechanisms = []pledgebook.Mechanism{{ID: "x1", Name: "Water Fund", Place: "Santiago", Purpose: "pay for wells", Status: pledgebook.MechanismBeingSetUp}}
	members := func(g pledgebook.PartyID, _ pledgebook.Day) []pledgebook.PartyID {
		if g == "andes" {
			return []pledgebook.PartyID{"CHL", "PER"}
		}
		return nil
	}
	return webtest.ServeWith(t, webtest.Book(t, all...), web.Options{Readers: readers, Trackers: []pledgebook.Tracker{haiti}, World: bounding.World{Members: members}}, readersPages...)
}

// Every page is sound, has a title and says what it is about.
func TestPagesForReaders(t *testing.T) {
	site := told(t, false)
	for path, wants := range map[string][]string{
		"/":                        {"Aid to Haiti", "Who gives", "Norway"},
		"/trackers":                {"Aid to Haiti", "1 overdue"},
		"/tracker/haiti":           {"How much, by stage", "at least EUR", "Overdue", "Peru", "Who gives most"},
		"/donors":                  {"Donors", "Chile", "Peru"},
		"/donor/CHL":               {"Chile", "pledged", "EUR 39.5 million", "Haiti"},
		"/receivers":               {"Receivers", "Madagascar"},
		"/receiver/MDG":            {"Madagascar", "USD 300 million", "What is needed, and what answers it"},
		"/board":                   {"Needs and offers", "Madagascar", "USD 300 million", "No deadline falls into the next seven days."},
		"/board?receiver=Haiti":    {"No need is in the book."},
		"/calendar":                {"October 2024", "Donors' round", "Port-au-Prince", "November 2024", "Norway"},
		"/calendar?month=2023-06":  {"June 2023", "Peru"},
		"/meetings":                {"Donors' round", "21 Oct 2024"},
		"/meeting/m1":              {"Donors' round", "Who takes part", "Peru", "Half is paid", "Chile"},
		"/mechanisms":              {"Water Fund", "being set up"},
		"/mechanism/x1":            {"Water Fund", "pay for wells", "Santiago"},
		"/quotes":                  {"in the first half of 2024", "Ana Vega"},
		"/quotes?speaker=vega":     {"1 quote"},
		"/quotes?speaker=nobody":   {"0 quotes"},
		"/entries?status=overdue":  {"1 of 7 entries", "Peru"},
		"/entries?provider=Norway": {"NOK 90 million"},
	} {
		webtest.Wants(t, site.Page(path), wants...)
	}
}

func TestUnknownThingsHaveNoPage(t *testing.T) {
	site := told(t, false)
	for _, path := range []string{"/tracker/none", "/donor/ZZZ", "/receiver/%22%3E%3Cscript%3E", "/meeting/none", "/mechanism/none", "/quote/none", "/tracker/haiti/chart/none.csv", "/tracker/haiti/chart/stages.exe"} {
		if a := site.Get(path); a.Status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, a.Status)
		} else {
			webtest.Sound(t, a.Body)
		}
	}
	for _, path := range []string{"/entries?stage=nothing", "/entries?provider=Atlantis%20Kingdom", "/board?from=yesterday", "/calendar?from=2024-02-01&to=2024-01-01"} {
		if a := site.Get(path); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s answers %d", path, a.Status)
		}
	}
}

// Readers see nothing of what nobody has reviewed, on any page or in any file.
func TestReadersSeeNothingUnreviewedAnywhere(t *testing.T) {
	site := told(t, true)
	for _, path := range []string{"/", "/trackers", "/tracker/haiti", "/tracker/haiti/chart/stages.csv", "/donors", "/receivers", "/board", "/calendar", "/calendar.ics", "/meetings", "/mechanisms", "/quotes", "/entries"} {
		a := site.Get(path)
		if a.Status != http.StatusOK {
			t.Errorf("%s answers %d", path, a.Status)
		}
		for _, secret := range []string{"Chile", "CHL", "Peru", "Donors' round", "Water Fund", "Vega", "39.5"} {
			if strings.Contains(a.Body, secret) {
				t.Errorf("%s tells readers of %s", path, secret)
			}
		}
	}
	for _, path := range []string{"/donor/CHL", "/receiver/HTI", "/meeting/m1", "/mechanism/x1"} {
		if a := site.Get(path); a.Status != http.StatusNotFound {
			t.Errorf("%s answers readers %d", path, a.Status)
		}
	}
}

func TestChartsCanBeTakenAlong(t *testing.T) {
	site := told(t, false)
	table := site.Get("/tracker/haiti/chart/stages.csv")
	if table.Header.Get("Content-Type") != "text/csv; charset=utf-8" || !strings.Contains(table.Body, "pledged,EUR,") {
		t.Errorf("the table is %q", table.Body)
	}
	picture := site.Get("/donor/CHL/chart/stages.svg")
	if !strings.HasPrefix(picture.Body, "<svg ") || strings.Contains(picture.Body, "<script") {
		t.Errorf("the drawing begins %.80q", picture.Body)
	}
	for path, head := range map[string]string{
		"/donors/map.csv": "party,name,entries,open,overdue,told_last,latitude,longitude\n", "/receivers/map.csv": "party,name,entries,",
		"/board/chart/needs.csv": "need,receivers,kind,state,currency,asked,",
		"/receivers/map.svg":     "<svg ", "/board/chart/needs.svg": "<svg ", "/board/chart/needs.svg?receiver=MDG": "<svg ",
	} {
		a := site.Get(path)
		if a.Status != http.StatusOK || !strings.HasPrefix(a.Body, head) || !strings.HasPrefix(a.Header.Get("Content-Disposition"), "attachment") || strings.Contains(path, ".svg") && strings.Contains(a.Body, "<script") {
			t.Errorf("%s answers %d: %.200q", path, a.Status, a.Body)
		}
	}
	if where := site.Get("/receivers/map.csv").Body; !strings.Contains(where, "\nHTI,Haiti,") || !strings.Contains(where, ",19,-73\n") {
		t.Errorf("the map's table is %s", where)
	}
	if needs := site.Get("/board/chart/needs.csv").Body; !strings.Contains(needs, ",Madagascar,") || !strings.Contains(needs, ",USD,300000000,") {
		t.Errorf("the table of needs is %s", needs)
	}
	for page, wants := range map[string][]string{"/receivers": {"/receivers/map.svg", "/receivers/map.png", "/receivers/map.csv"}, "/board": {"/board/chart/needs.svg", "/board/chart/needs.png", "/board/chart/needs.csv"}, "/receiver/MDG": {"/board/chart/needs.svg?receiver=MDG"}} {
		for body := site.Page(page); len(wants) > 0; wants = wants[1:] {
			if !strings.Contains(body, `href="`+wants[0]+`" download`) {
				t.Errorf("%s does not lead to %s", page, wants[0])
			}
		}
	}
	for _, path := range []string{"/receivers/map.png", "/board/chart/needs.png", "/tracker/haiti/chart/donors-pledge.png", "/tracker/haiti/card.png", "/donor/CHL/card.png", "/card.png", "/meeting/m1/card.png", "/mechanism/x1/card.png"} {
		a := site.Get(path)
		if _, err := png.Decode(bytes.NewReader([]byte(a.Body))); err != nil {
			t.Errorf("%s is no picture: %v, %.60q", path, err, a.Body)
		}
	}
}

func TestCalendarFeed(t *testing.T) {
	site := told(t, false)
	a := site.Get("/calendar.ics")
	c, err := ics.ParseCalendar(strings.NewReader(a.Body))
	if err != nil {
		t.Fatal(err)
	}
	var summaries []string
	for _, e := range c.Events() {
		summaries = append(summaries, e.GetProperty(ics.ComponentPropertySummary).Value)
		if e.GetProperty(ics.ComponentPropertyUrl) == nil {
			t.Errorf("an event leads nowhere: %v", e)
		}
	}
	for _, want := range []string{"Donors' round", "Due: Norway to Madagascar: NOK 90 million pledged"} {
		if !slices.Contains(summaries, want) {
			t.Errorf("the feed lacks %q: %q", want, summaries)
		}
	}
}

// All that falls due on one day has a page.
func TestCalendarOfADay(t *testing.T) {
	site := told(t, false)
	webtest.Wants(t, site.Page("/calendar?day=2024-11-30"), "30 Nov 2024", "NOK 90 million")
	webtest.Lacks(t, site.Page("/calendar?day=2024-11-29"), "NOK 90 million")
	webtest.Lacks(t, site.Page("/calendar?day=2024-11-30&receiver=HTI"), "NOK 90 million")
}

// A page that waits for a figure says so, and shows it once it is there.
func TestFiguresThatTakeLong(t *testing.T) {
	book := webtest.Book(t, sample.Readings()...)
	hold := make(chan struct{})
	members := func(pledgebook.PartyID, pledgebook.Day) []pledgebook.PartyID { <-hold; return nil }
	site := webtest.ServeWith(t, book, web.Options{Trackers: []pledgebook.Tracker{haiti}, World: bounding.World{Members: members}, Patience: 1}, tracker.Page)
	webtest.Wants(t, site.Page("/tracker/haiti"), "This figure is being worked out")
	close(hold)
	for range 200 {
		if body := site.Page("/tracker/haiti"); !strings.Contains(body, "being worked out") {
			webtest.Wants(t, body, "At least", "EUR 39.5 million")
			return
		}
	}
	t.Error("the figure never came")
}
