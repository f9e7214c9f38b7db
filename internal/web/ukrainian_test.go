package web_test

import (
	"context"
	"iter"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/accounts"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
	"pledgebook/internal/web/add"
	"pledgebook/internal/web/allow"
	"pledgebook/internal/web/board"
	"pledgebook/internal/web/calendar"
	"pledgebook/internal/web/compare"
	"pledgebook/internal/web/embed"
	"pledgebook/internal/web/entries"
	"pledgebook/internal/web/home"
	"pledgebook/internal/web/inbox"
	"pledgebook/internal/web/mechanism"
	"pledgebook/internal/web/meeting"
	"pledgebook/internal/web/party"
	"pledgebook/internal/web/pledge"
	"pledgebook/internal/web/profile"
	"pledgebook/internal/web/quote"
	"pledgebook/internal/web/report"
	"pledgebook/internal/web/search"
	"pledgebook/internal/web/signin"
	"pledgebook/internal/web/tracker"
	"pledgebook/internal/web/users"
	"pledgebook/internal/web/webtest"
)

var allPages = []web.Page{home.Page, tracker.Page, entries.Page, pledge.Page, report.Page, party.Page, board.Page, calendar.Page, compare.Page, meeting.Page,
	mechanism.Page, quote.Page, search.Page, inbox.Page, add.Page, embed.Page, signin.Page, profile.Page, users.Page, allow.Page}

// nothingIn is an intake that finds nothing.
type nothingIn struct{}

func (nothingIn) Try(web.Handed) (pledgebook.Reading, error) { return pledgebook.Reading{}, nil }

func (nothingIn) Read(context.Context, web.Handed) iter.Seq[pipeline.Result] {
	return func(func(pipeline.Result) bool) {}
}

// inUkrainian is the sample with a meeting and a mechanism.
func inUkrainian() []pledgebook.Reading {
	all := sample.Readings()
	r := &all[4]
	r.Meetings = []pledgebook.Meeting{{ID: "m1", Name: "Donors' round", Date: sample.Today + 3, Place: "Port-au-Prince", Participants: []string{"Chile", "Peru"}, Subjects: []string{"water"}}}
	r.Mechanisms = []pledgebook.Mechanism{{ID: "x1", Name: "Water Fund", Place: "Santiago", Purpose: "pay for wells", Status: pledgebook.MechanismBeingSetUp}}
	return all
}

var haitians = pledgebook.Tracker{ID: "haiti", Title: "Допомога Гаїті", Receivers: []pledgebook.PartyID{"HTI"}, Kinds: []pledgebook.AidKind{pledgebook.Humanitarian}}

// No page in Ukrainian leaves a word of English behind.
func TestEveryPageInUkrainian(t *testing.T) {
	readings := inUkrainian()
	site := webtest.ServeWith(t, webtest.Book(t, readings...), web.Options{Trackers: []pledgebook.Tracker{haitians}, Intake: nothingIn{}}, allPages...)
	ledger := sample.Ledger()
	site.Post("/inbox/reviewer", "name", "ana")
	paths := []string{"/", "/trackers", "/tracker/haiti", "/donors", "/donor/CHL", "/receivers", "/receiver/MDG", "/board", "/board?receiver=Haiti", "/calendar", "/calendar?month=2023-06",
		"/compare", "/meetings", "/meeting/m1", "/mechanisms", "/mechanism/x1", "/quotes", "/entries", "/entries?status=overdue", "/search", "/search?q=Chile", "/search?q=nothing", "/inbox", "/add"}
	for _, e := range ledger.Entries {
		paths = append(paths, "/pledge/"+e.ID, "/inbox?entry="+e.ID, "/access/"+e.ID)
	}
	for _, r := range readings {
		paths = append(paths, "/report/"+r.Report.ID)
		for _, q := range r.Quotes {
			paths = append(paths, "/quote/"+q.ID)
		}
	}
	for _, path := range paths {
		site.InUkrainian(path, readings...)
	}
}

func TestEmptyBookInUkrainian(t *testing.T) {
	site := webtest.Serve(t, webtest.Book(t), false, allPages...)
	for _, path := range []string{"/", "/trackers", "/donors", "/board", "/calendar", "/compare", "/meetings", "/mechanisms", "/quotes", "/entries", "/inbox"} {
		site.InUkrainian(path)
	}
	readers := webtest.Serve(t, webtest.Book(t), true, allPages...)
	readers.InUkrainian("/")
}

func TestAccountsInUkrainian(t *testing.T) {
	p := webtest.ServePeople(t, webtest.Book(t), web.Options{}, accounts.Organisation{}, allPages...)
	for _, path := range []string{"/signin", "/welcome", accounts.ResetPath} {
		p.Stranger().InUkrainian(path)
	}
	root := p.As("root", pledgebook.RoleAdministrator)
	root.Post("/users/invite", "role", "editor")
	for _, path := range []string{"/profile", "/users"} {
		root.InUkrainian(path)
	}
	a := p.Stranger().Post("/signin", "login", "root", "password", "wrong")
	if strings.Contains(a.Body, `<html lang="uk"`) {
		t.Error("a stranger without a wish reads Ukrainian")
	}
}

// Sums, days, parties and terms are written as Ukrainian readers write them.
func TestWordsInUkrainian(t *testing.T) {
	readings := inUkrainian()
	site := webtest.ServeWith(t, webtest.Book(t, readings...), web.Options{}, allPages...)
	webtest.Wants(t, site.InUkrainian("/entries", readings...), "Чилі", "Гаїті", "40 млн євро", "обіцяно", "до 31 грудня 2024 р.", "прострочено", "5 записів")
	webtest.Wants(t, site.InUkrainian("/calendar", readings...), "Листопад 2024 року", "Норвегія")
	if a := site.Get("/pledge/none"); !strings.Contains(webtest.Text(a.Body), "У книзі немає запису «none».") {
		t.Errorf("an unknown entry is answered with %s", webtest.Text(a.Body))
	}
	if a := site.Get("/entries?provider=Атлантида"); !strings.Contains(webtest.Text(a.Body), "Сторони з назвою «Атлантида» немає.") {
		t.Errorf("an unknown party is answered with %s", webtest.Text(a.Body))
	}
	webtest.Wants(t, site.Page("/entries?provider=Норвегія"), "1 із 5 записів")
}
