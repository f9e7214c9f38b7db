package main

import (
	"context"
	"time"

	"pledgebook"
	"pledgebook/internal/jobs"
	"pledgebook/internal/settings"
)

type watchCommand struct {
	Once bool `help:"Look at every source once, read what is new, and end."`
}

// Help is what "watch --help" adds.
func (watchCommand) Help() string {
	return "Looks at every [[source]] of the book's config.toml when it is due: feeds, sitemaps and lists of links. Each new link is fetched and read once, also after a restart; " +
		"a page that a list says was changed is read again. robots.txt is obeyed, and what a site asks for."
}

// dueEvery is how often sources are asked whether they are due.
const dueEvery = 5 * time.Second

// Run watches the sources until it is interrupted.
func (c *watchCommand) Run(a *app) error {
	return a.withQueue(func(q *jobs.Queue, h *hands) error {
		if err := h.mayWatch(); err != nil {
			return err
		}
		if err := q.Poll(a.ctx, h.watched(), c.Once); err != nil {
			return err
		}
		if c.Once {
			return q.WorkOff(a.ctx, h.jobs())
		}
		ctx, stop := context.WithCancel(a.ctx)
		defer stop()
		go h.pollOn(ctx, q)
		return q.Work(a.ctx, h.jobs())
	})
}

// mayWatch checks that there is something to watch, and whom to write to.
func (h *hands) mayWatch() error {
	switch {
	case len(h.sources) == 0:
		return pledgebook.Errorf(pledgebook.Invalid, "nothing is to be watched; name feeds or sitemaps as [[source]] in the book's %s", settings.File)
	case h.contact == "":
		return pledgebook.Errorf(pledgebook.Invalid, "the owners of sites need to know whom to write to; set contact in the book's %s to your address", settings.File)
	}
	return nil
}

func (h *hands) watched() (all []jobs.Source) {
	for _, s := range h.sources {
		all = append(all, jobs.Source{URL: s.URL, Every: s.Period()})
	}
	return all
}

// pollOn gives a job to each source whenever it is due.
func (h *hands) pollOn(ctx context.Context, q *jobs.Queue) {
	ticker := time.NewTicker(dueEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if err := q.Poll(ctx, h.watched(), false); err != nil && ctx.Err() == nil {
				h.mu.Lock()
				h.a.fail(err)
				h.mu.Unlock()
			}
		}
	}
}
