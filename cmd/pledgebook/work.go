package main

import (
	"context"
	"errors"
	"log/slog"

	"pledgebook"
	"pledgebook/internal/jobs"
	"pledgebook/internal/settings"
	"pledgebook/internal/storage"
)

type workCommand struct {
	Once bool `help:"End when nothing is left to be begun."`
}

// Help is what "work --help" adds.
func (workCommand) Help() string {
	return "Fetches and reads what \"pledgebook watch\" put into the queue. On PostgreSQL any number of these may run, on any number of machines; " +
		"the work of one that dies is taken up by another."
}

// Run works on the queue until it is interrupted.
func (c *workCommand) Run(a *app) error {
	return a.withQueue(func(q *jobs.Queue, h *hands) error {
		if c.Once {
			return q.WorkOff(a.ctx, h.jobs())
		}
		return q.Work(a.ctx, h.jobs())
	})
}

// withQueue opens the book and its queue, hands them to do, says what was read,
// and closes them.
func (a *app) withQueue(do func(*jobs.Queue, *hands) error) error {
	return a.withBook(func(book pledgebook.Book, set settings.Settings) error {
		q, err := a.openQueue(a.ctx, set)
		if err != nil {
			return err
		}
		defer q.Close()
		h := newHands(a, book, q, set)
		err = do(q, h)
		a.screen.Printf("%s\n", h.sum)
		return errors.Join(err, h.waiting(q))
	})
}

// openQueue opens the queue of the book.
func (a *app) openQueue(ctx context.Context, set settings.Settings) (*jobs.Queue, error) {
	where := a.book
	if set.Database != "" && !storage.IsPostgres(where) {
		where = set.Database
	}
	w := set.Work
	return jobs.Open(ctx, where, jobs.Options{AtOnce: w.AtOnce, Tries: w.Tries, Retry: w.Retry.Duration, Beat: w.Beat.Duration,
		Log: slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: slog.LevelError}))})
}
