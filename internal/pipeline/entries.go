package pipeline

import (
	"context"
	"slices"

	"pledgebook"
	"pledgebook/internal/rates"
)

// Entries derives the book's entries from its claims and decisions, and follows
// every promise up to the day now. What a reviewer rejected is not among them.
func Entries(ctx context.Context, book pledgebook.Book, table *rates.Table, now pledgebook.Day) ([]pledgebook.Entry, error) {
	l, err := BringTogether(ctx, book, table, now)
	if err != nil {
		return nil, err
	}
	entries := make([]pledgebook.Entry, len(l.Entries))
	for i, e := range l.Entries {
		entries[i] = *e
	}
	return entries, nil
}

// Filter chooses entries. Empty fields are open; a list means any of its members.
type Filter struct {
	Providers, Receivers []pledgebook.PartyID
	Kinds                []pledgebook.AidKind
	Stages               []pledgebook.Stage
	Statuses             []pledgebook.Status
	// Period is the time the aid is about: its period, act, or window to the
	// deadline. Entries without any date are left out where it is set.
	Period   pledgebook.Interval
	Reviewed bool
}

// Holds reports whether the filter lets the entry through.
func (f Filter) Holds(e pledgebook.Entry) bool { return f.Lets(&e) }

// Lets is Holds without a copy of the entry, for long lists.
func (f *Filter) Lets(e *pledgebook.Entry) bool {
	return anyOf(f.Providers, e.Providers...) && anyOf(f.Receivers, e.Receivers...) &&
		anyOf(f.Kinds, e.Kind) && anyOf(f.Stages, e.Stage) && anyOf(f.Statuses, e.Status) &&
		(!f.Reviewed || e.Reviewed) && (f.Period.IsZero() || touches(f.Period, timeOf(*e)))
}

func anyOf[T comparable](wanted []T, has ...T) bool {
	if len(wanted) == 0 {
		return true
	}
	return slices.ContainsFunc(has, func(v T) bool { return slices.Contains(wanted, v) })
}

// timeOf is the time an entry is about.
func timeOf(e pledgebook.Entry) pledgebook.Interval {
	switch {
	case !e.Period.IsZero():
		return e.Period
	case e.Deadline.Known():
		return pledgebook.Interval{Start: e.Date, End: e.Deadline + 1}
	case e.Date.Known():
		return pledgebook.Interval{Start: e.Date, End: e.Date + 1}
	}
	return pledgebook.Interval{}
}

// touches reports whether two intervals share a day; an open end reaches on.
func touches(a, b pledgebook.Interval) bool {
	if b.IsZero() {
		return false
	}
	before := func(end, start pledgebook.Day) bool { return end.Known() && start.Known() && end <= start }
	return !before(a.End, b.Start) && !before(b.End, a.Start)
}
