package main

import (
	"context"
	"iter"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/printing"
	"pledgebook/internal/rates"
	"pledgebook/internal/reporting"
	"pledgebook/internal/settings"
)

type entriesCommand struct {
	filters
	AsOf pledgebook.Day `help:"The day to follow promises up to; today if not given." placeholder:"DATE"`
	JSON bool           `help:"Print one JSON object per entry, one per line."`
}

// Run lists the entries that the filters let through.
func (c *entriesCommand) Run(a *app) error {
	return a.withBook(func(book pledgebook.Book, set settings.Settings) error {
		entries, err := chosen(a, book, set, c.filters, c.AsOf)
		if err != nil {
			return err
		}
		if !c.JSON {
			printing.Ledger(a.screen, entries)
			return nil
		}
		for _, e := range entries {
			if err := printJSON(a, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// bringTogether derives all that the book holds, with the rates it has, and
// follows promises up to a day.
func (a *app) bringTogether(book pledgebook.Book, day pledgebook.Day) (*reporting.Ledger, error) {
	table, err := a.rates()
	if err != nil {
		return nil, err
	}
	return a.takeUp(book, table, day)
}

// takeUp derives all that the book holds and counts, on a terminal, the claims that
// are taken up: a large book takes a while.
func (a *app) takeUp(book pledgebook.Book, table *rates.Table, day pledgebook.Day) (*reporting.Ledger, error) {
	progress := a.startProgress("claims taken up", 0)
	defer progress.stop()
	return pipeline.BringTogether(a.ctx, countedClaims{book, progress.step}, table, day)
}

// countedClaims is a book that says of every claim that it was read.
type countedClaims struct {
	pledgebook.Book
	read func()
}

// Claims implements [pledgebook.Book].
func (b countedClaims) Claims(ctx context.Context, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Claim], error] {
	return func(yield func(pledgebook.Held[pledgebook.Claim], error) bool) {
		for held, err := range b.Book.Claims(ctx, q) {
			if b.read(); !yield(held, err) {
				return
			}
		}
	}
}

// chosen derives the entries and keeps those the filters let through.
func chosen(a *app, book pledgebook.Book, set settings.Settings, f filters, day pledgebook.Day) ([]pledgebook.Entry, error) {
	filter, err := f.filter(set)
	if err != nil {
		return nil, err
	}
	table, err := a.rates()
	if err != nil {
		return nil, err
	}
	all, err := pipeline.Entries(a.ctx, book, table, asOf(day))
	if err != nil {
		return nil, err
	}
	var kept []pledgebook.Entry
	for _, e := range all {
		if filter.Holds(e) {
			kept = append(kept, e)
		}
	}
	return kept, nil
}

type entryCommand struct {
	ID   string         `arg:"" help:"The entry's id, or the beginning of it."`
	AsOf pledgebook.Day `help:"The day to follow the promise up to; today if not given." placeholder:"DATE"`
	JSON bool           `help:"Print one JSON object."`
}

// Run shows one entry, also one that a reviewer rejected.
func (c *entryCommand) Run(a *app) error {
	return a.withBook(func(book pledgebook.Book, _ settings.Settings) error {
		ledger, err := a.bringTogether(book, asOf(c.AsOf))
		if err != nil {
			return err
		}
		e, err := oneEntry(newDesk(ledger), c.ID)
		if err != nil {
			return err
		}
		if c.JSON {
			return printJSON(a, e)
		}
		backing, err := pipeline.Backing(a.ctx, book, e)
		if err != nil {
			return err
		}
		printing.Entry(a.screen, e, backing)
		return nil
	})
}

// oneEntry finds the entry that the user named: by its id or a claim's, or the
// beginning of either.
func oneEntry(d *desk, word string) (pledgebook.Entry, error) {
	id, err := d.find(word)
	return d.entries[id], err
}
