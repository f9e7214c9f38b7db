// Package ics exports the deadlines of promises as a calendar.
package ics

import (
	"io"
	"iter"

	"pledgebook"
	"pledgebook/internal/export"
	"pledgebook/internal/syndicating"
	"pledgebook/internal/wording"
)

// Format is iCalendar.
type Format struct{}

// Name is "ics".
func (Format) Name() string { return "ics" }

// MediaType is that of RFC 5545.
func (Format) MediaType() string { return syndicating.CalendarType }

// Spoken says that people read it.
func (Format) Spoken() {}

// Write writes a day for every row with a deadline; the others have none.
func (Format) Write(w io.Writer, about export.About, rows iter.Seq2[export.Row, error]) error {
	return syndicating.WriteCalendar(w, about.Title, about.Made, func(yield func(syndicating.Event, error) bool) {
		for r, err := range rows {
			if err == nil && !r.Entry.Deadline.Known() {
				continue
			}
			if !yield(event(r, about), err) {
				return
			}
		}
	})
}

func event(r export.Row, about export.About) syndicating.Event {
	e := r.Entry
	l := wording.Of(about.Language).Reading(r.Evidence())
	status := wording.Word(l, e.Status)
	if status != "" {
		status += "\n"
	}
	return syndicating.Event{ID: e.ID + "@pledgebook", Title: l.Say("Due: %s", l.Title(e)), Text: status + r.First().Sentence, Link: about.Page(e.ID),
		Day: e.Deadline.Time(), Cancelled: e.Status == pledgebook.Withdrawn, Categories: []string{wording.Word(l, e.Stage)}}
}
