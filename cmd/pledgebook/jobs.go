package main

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"pledgebook"
	"pledgebook/internal/jobs"
	"pledgebook/internal/printing"
	"pledgebook/internal/settings"
)

type jobsCommand struct {
	JSON    bool `help:"Print one JSON object." xor:"form"`
	Metrics bool `help:"Print metrics in Prometheus' text format." xor:"form"`
}

// Run shows how the queue stands.
func (c *jobsCommand) Run(a *app) error {
	return a.withBook(func(_ pledgebook.Book, set settings.Settings) error {
		q, err := a.openQueue(a.ctx, set)
		if err != nil {
			return err
		}
		defer q.Close()
		s, err := q.Standing(a.ctx)
		if err != nil {
			return err
		}
		switch {
		case c.JSON:
			return printJSON(a, s)
		case c.Metrics:
			printMetrics(a.screen, s)
		default:
			printStanding(a.screen, s)
		}
		return nil
	})
}

func printStanding(screen *printing.Screen, s jobs.Standing) {
	t := printing.Table{Columns: []printing.Column{{Title: "jobs"}, {Title: "ready", Right: true}, {Title: "running", Right: true},
		{Title: "waiting", Right: true}, {Title: "set aside", Right: true}, {Title: "last minute", Right: true}, {Title: "last hour", Right: true}, {Title: "oldest", Right: true}}}
	for _, k := range s.Kinds {
		t.Row([]string{k.Kind + "s", strconv.Itoa(k.Ready), strconv.Itoa(k.Running), strconv.Itoa(k.Waiting), strconv.Itoa(k.SetAside),
			strconv.Itoa(k.LastMinute), strconv.Itoa(k.LastHour), (time.Duration(k.OldestSeconds) * time.Second).String()})
	}
	t.Print(screen)
	screen.Printf("\n%d workers, %d lists watched, %d links taken from them\n", s.Workers, s.Lists, s.Links)
}

// printMetrics writes the standing for Prometheus, as its textfile collector
// takes it.
func printMetrics(w io.Writer, s jobs.Standing) {
	gauge := func(name, help string) {
		fmt.Fprintf(w, "# HELP pledgebook_%s %s\n# TYPE pledgebook_%[1]s gauge\n", name, help)
	}
	gauge("jobs", "Jobs of the queue by kind and state.")
	for _, k := range s.Kinds {
		for _, state := range []struct {
			name string
			n    int
		}{{"ready", k.Ready}, {"running", k.Running}, {"waiting", k.Waiting}, {"set-aside", k.SetAside}} {
			fmt.Fprintf(w, "pledgebook_jobs{kind=%q,state=%q} %d\n", k.Kind, state.name, state.n)
		}
	}
	gauge("jobs_done_last_minute", "Jobs done within the last minute.")
	for _, k := range s.Kinds {
		fmt.Fprintf(w, "pledgebook_jobs_done_last_minute{kind=%q} %d\n", k.Kind, k.LastMinute)
	}
	gauge("jobs_oldest_seconds", "Age of the oldest job that is not done.")
	for _, k := range s.Kinds {
		fmt.Fprintf(w, "pledgebook_jobs_oldest_seconds{kind=%q} %g\n", k.Kind, k.OldestSeconds)
	}
	gauge("workers", "Processes that gave a sign of life lately.")
	fmt.Fprintf(w, "pledgebook_workers %d\n", s.Workers)
}
