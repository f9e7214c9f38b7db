package pipeline

import (
	"context"
	"iter"

	"pledgebook"
	"pledgebook/internal/comparing"
)

// Stale yields the ids of the reports whose current reading is not by the
// present engine, in the order they were filed. What was loaded was not read by
// an engine and is passed over.
func Stale(ctx context.Context, book pledgebook.Book) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for held, err := range book.Reports(ctx, pledgebook.Query{}) {
			if err != nil {
				yield("", err)
				return
			}
			if held.Citation.Engine != pledgebook.Engine && !isLoaded(held.Citation.Engine) && !yield(held.Thing.ID, nil) {
				return
			}
		}
	}
}

// Reread reads reports of the book again, from their stored texts, by the
// present engine, and files the readings together. A report that was taken down
// meanwhile is passed over; one that breaks the reading is an error that names
// it, and the others are filed.
func (p *Pipeline) Reread(ctx context.Context, reports []string) error {
	var filings []pledgebook.Filing
	var bad error
	for _, id := range reports {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		report, err := p.Book.Report(ctx, id)
		if pledgebook.KindOf(err) == pledgebook.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		read, err := p.readAgain(report)
		if err != nil {
			bad = err
			continue
		}
		filings = append(filings, pledgebook.Filing{Reading: read})
	}
	outcomes, err := p.Book.Append(ctx, filings)
	if err != nil {
		return err
	}
	for _, o := range outcomes {
		if o.Err != nil {
			bad = o.Err
		}
	}
	return bad
}

// readAgain reads one stored report.
func (p *Pipeline) readAgain(report pledgebook.Report) (read pledgebook.Reading, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = pledgebook.Errorf(pledgebook.Internal, "report %s broke the reading (%v); please report it with the text", report.ID, r)
		}
	}()
	engine, err := p.engine(report.Language)
	if err != nil {
		return read, pledgebook.WrapError(pledgebook.KindOf(err), err, "report %s cannot be read again", report.ID)
	}
	return engine.Read(report), nil
}

// Reread is a report that was read again, with what changed.
type Reread struct {
	Report  string             `json:"report"`
	Outlet  string             `json:"outlet,omitempty"`
	Title   string             `json:"headline,omitempty"`
	Before  string             `json:"before"` // the engine of the reading before
	After   string             `json:"after"`
	Changes []comparing.Change `json:"changes"`
}

// Rereads yields every report whose current reading, by the present engine,
// replaced one of another engine, with what changed from the one filed last
// before it.
func Rereads(ctx context.Context, book pledgebook.Book) iter.Seq2[Reread, error] {
	return func(yield func(Reread, error) bool) {
		before := map[string]string{}
		for held, err := range book.Reports(ctx, pledgebook.Query{Superseded: true}) {
			if err != nil {
				yield(Reread{}, err)
				return
			}
			if c := held.Citation; !c.Current && c.Engine != pledgebook.Engine {
				before[c.Report] = c.Engine
			}
		}
		for held, err := range book.Reports(ctx, pledgebook.Query{}) {
			engine := before[held.Citation.Report]
			if err == nil && (engine == "" || held.Citation.Engine != pledgebook.Engine) {
				continue
			}
			r := Reread{Report: held.Citation.Report, Outlet: held.Citation.Outlet, Title: held.Citation.Headline, Before: engine, After: held.Citation.Engine}
			if err == nil {
				r.Changes, err = changesOf(ctx, book, r)
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

func changesOf(ctx context.Context, book pledgebook.Book, r Reread) ([]comparing.Change, error) {
	old, err := book.Reading(ctx, r.Report, r.Before)
	if err != nil {
		return nil, err
	}
	now, err := book.Reading(ctx, r.Report, r.After)
	if err != nil {
		return nil, err
	}
	return comparing.Changes(old, now), nil
}
