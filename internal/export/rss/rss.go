// Package rss exports entries as a feed for news readers: one item an entry,
// with the sentence of its first telling.
package rss

import (
	"io"
	"iter"
	"time"

	"pledgebook"
	"pledgebook/internal/annotating"
	"pledgebook/internal/export"
	"pledgebook/internal/syndicating"
	"pledgebook/internal/wording"
)

// Format is RSS 2.0.
type Format struct{}

// Name is "rss".
func (Format) Name() string { return "rss" }

// MediaType is that of RSS.
func (Format) MediaType() string { return "application/rss+xml; charset=utf-8" }

// Spoken says that people read it.
func (Format) Spoken() {}

// Write writes one item a row, in the order of the rows.
func (Format) Write(w io.Writer, about export.About, rows iter.Seq2[export.Row, error]) error {
	feed := syndicating.Feed{Title: about.Title, Home: about.Address, Updated: about.Made}
	return syndicating.WriteRSS(w, feed, func(yield func(syndicating.Item, error) bool) {
		for r, err := range rows {
			if !yield(item(r, about), err) {
				return
			}
		}
	})
}

func item(r export.Row, about export.About) syndicating.Item {
	first, l := r.First(), wording.Of(about.Language).Reading(r.Evidence())
	it := syndicating.Item{ID: "urn:pledgebook:entry:" + r.Entry.ID, Title: l.Title(r.Entry), Link: about.Page(r.Entry.ID), Text: first.Sentence, At: moment(first.Source.Published)}
	if source := first.Source; source.Outlet != "" {
		it.Text += "\n" + source.Outlet
		if annotating.IsLink(source.URL) {
			it.Text += ", " + source.URL
		}
	}
	for _, c := range []string{wording.Word(l, r.Entry.Stage), wording.Word(l, wording.Said(r.Entry.Kind)), wording.Word(l, r.Entry.Status)} {
		if c != "" {
			it.Categories = append(it.Categories, c)
		}
	}
	return it
}

// moment is when something was published, as far as is known.
func moment(s pledgebook.Stamp) time.Time {
	if t, err := time.Parse(time.RFC3339, string(s)); err == nil {
		return t
	}
	if day := s.Day(); day.Known() {
		return day.Time()
	}
	return time.Time{}
}
