package webapi

import (
	"context"
	"encoding/json"
	"iter"
	"slices"

	"pledgebook"
	"pledgebook/internal/pipeline"
)

// The parts of an input that several operations take. huma reads the tags.

// Paging asks for a part of a list.
type Paging struct {
	After string `query:"after" maxLength:"100" doc:"Where to go on: next of the page before."`
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"The most items to send."`
}

// Between asks for a time.
type Between struct {
	From string `query:"from" format:"date" doc:"Leave out what ended before this day."`
	To   string `query:"to" format:"date" doc:"Leave out what began after this day."`
}

// Parties asks who gives to whom, and when.
type Parties struct {
	Provider []string `query:"provider,explode" maxItems:"50" doc:"Who gives: a code (NOR), an acronym (nato) or a name (Norway). May be repeated."`
	Receiver []string `query:"receiver,explode" maxItems:"50" doc:"Who gets. May be repeated."`
	Between
}

// Filters choose entries, as the command line's do.
type Filters struct {
	Parties
	Kind     []string `query:"kind,explode" maxItems:"10" enum:"military,humanitarian,financial,development,unspecified" doc:"May be repeated."`
	Stage    []string `query:"stage,explode" maxItems:"10" enum:"need,pledge,commitment,allocation,disbursement,delivery,unclear" doc:"May be repeated."`
	Status   []string `query:"status,explode" maxItems:"10" enum:"open,on-track,partly-fulfilled,fulfilled,overdue,withdrawn,unverifiable" doc:"May be repeated."`
	Reviewed bool     `query:"reviewed" doc:"Only what a reviewer has accepted."`
	Tracker  string   `query:"tracker" maxLength:"100" doc:"Only what a tracker is about; fills what the other filters leave open."`
}

// filter is the filter that was asked for.
func (f Filters) filter(ctx context.Context) (pipeline.Filter, error) {
	asked := pipeline.Asked{Provider: f.Provider, Receiver: f.Receiver, From: day(f.From), To: day(f.To),
		Kind: words[pledgebook.AidKind](f.Kind), Stage: words[pledgebook.Stage](f.Stage), Status: words[pledgebook.Status](f.Status), Reviewed: f.Reviewed}
	if f.Tracker != "" {
		t, ok := deskOf(ctx).Tracker(f.Tracker)
		if !ok {
			return pipeline.Filter{}, invalid("tracker: there is none called %.60q; /api/trackers lists them", f.Tracker)
		}
		asked.Tracker = &t
	}
	return asked.Filter()
}

// empty reports whether nothing is asked for.
func (f Filters) empty() bool { return f.key() == (Filters{}).key() }

// key is the same for filters that ask the same.
func (f Filters) key() string {
	key, err := json.Marshal(f)
	if err != nil {
		panic(err) // made of our own types
	}
	return string(key)
}

// day reads a day that the document's format has let through.
func day(s string) pledgebook.Day {
	d, err := pledgebook.ParseDay(s)
	if err != nil {
		return 0
	}
	return d
}

func words[T ~string](all []string) (out []T) {
	for _, w := range all {
		out = append(out, T(w))
	}
	return out
}

// body wraps what an operation answers with.
type body[T any] struct{ Body T }

// page takes a page out of a list. key names the place of each item.
func page[T any](all iter.Seq2[T, error], limit int, key func(T) string) (items []T, next string, err error) {
	items = []T{}
	for item, err := range all {
		if err != nil {
			return nil, "", err
		}
		if len(items) == limit {
			return items, key(items[limit-1]), nil
		}
		items = append(items, item)
	}
	return items, "", nil
}

// held cuts a page out of things as the book keeps them, and makes of each what
// is sent.
func held[T, S any](all iter.Seq2[pledgebook.Held[T], error], limit int, as func(pledgebook.Held[T]) S) (items []S, next string, err error) {
	things, next, err := page(all, limit, func(h pledgebook.Held[T]) string { return string(h.Cursor) })
	items = make([]S, len(things))
	for i, h := range things {
		items[i] = as(h)
	}
	return items, next, err
}

// query asks the book for things from a place on.
func (p Paging) query(q pledgebook.Query) pledgebook.Query {
	q.After = pledgebook.Cursor(p.After)
	return q
}

// orEmpty makes a list that is never written as null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return slices.Clip(list)
}

// query is the time as the book understands it.
func (b Between) query() (q pledgebook.Query, err error) {
	q.Period, err = pipeline.Between(day(b.From), day(b.To))
	return q, err
}

// query asks the book for what has to do with the Parties.
func (p Parties) query() (q pledgebook.Query, err error) {
	if q, err = p.Between.query(); err != nil {
		return q, err
	}
	if q.Providers, err = pipeline.Parties("provider", p.Provider); err != nil {
		return q, err
	}
	q.Receivers, err = pipeline.Parties("receiver", p.Receiver)
	return q, err
}
