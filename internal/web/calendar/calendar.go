// Package calendar is the days that matter: meetings, and the deadlines of
// promises, as a page and as an iCalendar feed.
package calendar

import (
	_ "embed"
	"iter"
	"math"
	"net/http"
	"slices"
	"time"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/syndicating"
	"pledgebook/internal/web"
)

//go:embed calendar.css
var style string

// Page is the calendar and its feed.
var Page = web.Page{Steady: true, Routes: map[string]web.Handler{"GET /calendar": show, "GET /calendar.ics": feed}, Style: style}

const (
	// behind and ahead are how many months the feed holds, and how many the
	// page shows at once.
	behind, ahead = 6, 24
	shownMonths   = 6
	// shownOn is how many deadlines of one day the page shows; perPage how many a
	// page of that day alone lists.
	shownOn = 12
	perPage = 50
)

// month is one month of the page.
type month struct {
	first pledgebook.Day
	days  []reporting.AgendaDay
}

// promised are the entries that a request asks about.
func promised(v *web.View, r *http.Request) (web.Question, *reporting.Ledger, error) {
	q, err := web.QuestionOf(r)
	if err != nil || len(q.Asked) == 0 {
		return q, v.Ledger, err
	}
	return q, v.Filtered("calendar "+q.Key(), q.Filter), nil
}

// agenda is what a request asks for: entries that pass its filter, and all
// meetings where it asks about nothing in particular.
func agenda(d *web.Desk, r *http.Request, from, until pledgebook.Day, most int) (web.Question, reporting.Agenda, error) {
	v, err := d.View(r.Context())
	if err != nil {
		return web.Question{}, reporting.Agenda{}, err
	}
	q, l, err := promised(v, r)
	if err != nil {
		return q, reporting.Agenda{}, err
	}
	var meetings []reporting.Gathering
	if len(q.Asked) == 0 {
		if meetings, err = v.Gatherings(r.Context()); err != nil {
			return q, reporting.Agenda{}, err
		}
	}
	return q, l.Agenda(meetings, from, until, most), nil
}

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	if day, err := pledgebook.ParseDay(r.URL.Query().Get("day")); err == nil && day.Known() {
		return showDay(d, w, r, day)
	}
	today := d.Today()
	first := monthOf(r, today)
	q, a, err := agenda(d, r, first, first.AddMonths(shownMonths), shownOn)
	if err != nil {
		return err
	}
	return d.Render(w, r, head(r, "/calendar"), page(q, months(a, first), first, today))
}

func head(r *http.Request, address string) web.Head {
	return web.Head{Title: web.Say(r.Context(), "Calendar"), Here: "calendar", Address: address, Description: web.Say(r.Context(), "Meetings, and the days by which aid was promised.")}
}

// showDay shows all that falls due on one day.
func showDay(d *web.Desk, w http.ResponseWriter, r *http.Request, day pledgebook.Day) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	q, l, err := promised(v, r)
	if err != nil {
		return err
	}
	return d.Render(w, r, head(r, on(q, day)), dayPage(q, day, l.DueOn(day, web.PageNumber(r), perPage)))
}

// monthOf is the month a request asks for, the present one if none.
func monthOf(r *http.Request, today pledgebook.Day) pledgebook.Day {
	y, m, _ := today.Date()
	if t, err := time.Parse("2006-01", r.URL.Query().Get("month")); err == nil && t.Year() > 1900 && t.Year() < 3000 {
		y, m = t.Year(), t.Month()
	}
	return pledgebook.DateOf(y, m, 1)
}

func months(a reporting.Agenda, first pledgebook.Day) (out []month) {
	for i := range shownMonths {
		out = append(out, month{first: first.AddMonths(i)})
	}
	for _, day := range a.Days {
		for i := range out {
			if day.Day >= out[i].first && day.Day < out[i].first.AddMonths(1) {
				out[i].days = append(out[i].days, day)
			}
		}
	}
	return slices.DeleteFunc(out, func(m month) bool { return len(m.days) == 0 })
}

// feed answers with the calendar for other programs. Its events keep their ids,
// so that a program that asks again changes what it has.
func feed(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	today := d.Today()
	_, a, err := agenda(d, r, today.AddMonths(-behind), today.AddMonths(ahead), math.MaxInt)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", syndicating.CalendarType)
	w.Header().Set("Cache-Control", "no-cache")
	return syndicating.WriteCalendar(w, "Pledgebook: "+web.Say(r.Context(), "meetings and deadlines"), today.Time(), events(r, a, d.Address(r)))
}

// events are the meetings and deadlines of an agenda.
func events(r *http.Request, a reporting.Agenda, home string) iter.Seq2[syndicating.Event, error] {
	return func(yield func(syndicating.Event, error) bool) {
		for _, day := range a.Days {
			for _, e := range append(meetings(r, day, home), deadlines(r, day, home)...) {
				if !yield(e, nil) {
					return
				}
			}
		}
	}
}

func meetings(r *http.Request, day reporting.AgendaDay, home string) (all []syndicating.Event) {
	for _, g := range day.Meetings {
		all = append(all, syndicating.Event{ID: "meeting-" + g.ID + "@pledgebook", Day: day.Day.Time(), Title: g.Name, Link: web.AskedLanguage(r, home+web.MeetingPath(g.ID)), Place: g.Place,
			Text: web.Join(". ", web.Join(", ", g.Participants...), web.Join(", ", g.Subjects...))})
	}
	return all
}

func deadlines(r *http.Request, day reporting.AgendaDay, home string) (all []syndicating.Event) {
	ctx := r.Context()
	for _, l := range day.Deadlines {
		all = append(all, syndicating.Event{ID: "deadline-" + l.Entry.ID + "@pledgebook", Day: day.Day.Time(), Title: web.Say(ctx, "Due: %s", web.Title(ctx, l.Entry)), Link: web.AskedLanguage(r, home+web.EntryPath(l.Entry.ID)),
			Text: web.Join(". ", web.Say(ctx, "Status: %s", web.Term(ctx, l.Entry.Status)), web.BarWords(ctx, l.Entry)), Cancelled: l.Entry.Status == pledgebook.Withdrawn})
	}
	return all
}
