package main

import (
	"strconv"
	"time"

	"pledgebook"
	"pledgebook/internal/printing"
	"pledgebook/internal/settings"
)

type jobsCommand struct {
	JSON bool `help:"Print one JSON object."`
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
		if c.JSON {
			return printJSON(a, s)
		}
		t := printing.Table{Columns: []printing.Column{{Title: "jobs"}, {Title: "ready", Right: true}, {Title: "running", Right: true},
			{Title: "waiting", Right: true}, {Title: "set aside", Right: true}, {Title: "last minute", Right: true}, {Title: "last hour", Right: true}, {Title: "oldest", Right: true}}}
		for _, k := range s.Kinds {
			t.Row([]string{k.Kind + "s", strconv.Itoa(k.Ready), strconv.Itoa(k.Running), strconv.Itoa(k.Waiting), strconv.Itoa(k.SetAside),
				strconv.Itoa(k.LastMinute), strconv.Itoa(k.LastHour), (time.Duration(k.OldestSeconds) * time.Second).String()})
		}
		t.Print(a.screen)
		a.screen.Printf("\n%d workers, %d lists watched, %d links taken from them\n", s.Workers, s.Lists, s.Links)
		return nil
	})
}
