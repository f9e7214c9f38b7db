package main

import (
	"context"

	"pledgebook"
	"pledgebook/internal/jobs"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/printing"
	"pledgebook/internal/settings"
)

type rereadCommand struct {
	Changes bool `help:"Read nothing; say again what the last rereading changed."`
	JSON    bool `help:"Print one JSON object for each report that changed, one per line."`
}

// Help is what "reread --help" adds.
func (rereadCommand) Help() string {
	return "Reads the stored texts of the book again by this program's rules, as jobs of the queue: \"pledgebook work\" on other machines helps, and what is interrupted goes on at the next call. " +
		"The newer reading becomes the current one, the older stays. What was loaded is passed over. Then it says, report by report, which claims are new, gone or read otherwise; \"pledgebook check\" names decisions that lost their claims."
}

// Run reads again what older engines read, and says what that changed.
func (c *rereadCommand) Run(a *app) error {
	return a.withBook(func(book pledgebook.Book, set settings.Settings) error {
		if !c.Changes {
			if err := c.reread(a, book, set); err != nil {
				return err
			}
		}
		if a.ctx.Err() != nil {
			return a.ctx.Err()
		}
		return c.report(a, book)
	})
}

func (c *rereadCommand) reread(a *app, book pledgebook.Book, set settings.Settings) error {
	q, err := a.openQueue(a.ctx, set)
	if err != nil {
		return err
	}
	defer q.Close()
	n, err := q.Reread(a.ctx, pledgebook.Engine, pipeline.Stale(a.ctx, book))
	if err != nil || n == 0 {
		return err
	}
	bar := a.startProgress("jobs", int64(n))
	defer bar.stop()
	h := newHands(a, book, q, set)
	return q.WorkOffRereading(a.ctx, h.jobs(), func(left int) { bar.reach(max(0, n-left), max(n, left)) })
}

// report says what changed.
func (c *rereadCommand) report(a *app, book pledgebook.Book) error {
	var sum printing.RereadSum
	for r, err := range pipeline.Rereads(a.ctx, book) {
		if err != nil {
			return err
		}
		sum.Add(r)
		if len(r.Changes) == 0 {
			continue
		}
		if c.JSON {
			if err := printJSON(a, r); err != nil {
				return err
			}
			continue
		}
		printing.Reread(a.screen, r)
	}
	if !c.JSON {
		sum.Print(a.screen)
	}
	return nil
}

// reread reads reports of the book again.
func (h *hands) reread(ctx context.Context, reports []string) error {
	err := h.pipeline.Reread(ctx, reports)
	if err == nil {
		links := make([]string, len(reports))
		for i, id := range reports {
			links[i] = jobs.ReportLink(id)
		}
		return h.book.Settle(ctx, links...) // set aside before, and read now
	}
	switch kind := pledgebook.KindOf(err); {
	case ctx.Err() != nil:
		return err
	case kind == pledgebook.Unreadable || kind == pledgebook.NoSpace || kind == pledgebook.Conflict: // the book cannot be written just now
		return jobs.Later(0, err)
	}
	return err
}
