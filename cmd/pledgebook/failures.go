package main

import (
	"strconv"
	"strings"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/jobs"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/printing"
	"pledgebook/internal/settings"
	"pledgebook/internal/source/file"
)

type failuresCommand struct {
	Retry bool `help:"Try each of them again."`
	JSON  bool `help:"Print one JSON object each, one per line."`
}

// Run lists what could not be read, after trying it again where that is asked for.
func (c *failuresCommand) Run(a *app) error {
	return a.withBook(func(book pledgebook.Book, set settings.Settings) error {
		all, err := failed(a, book)
		if err == nil && c.Retry && len(all) > 0 {
			if err = a.retry(book, set, all); err == nil {
				all, err = failed(a, book)
			}
		}
		if err != nil {
			return err
		}
		return c.print(a, all)
	})
}

func failed(a *app, book pledgebook.Book) (all []pledgebook.Failure, err error) {
	for f, err := range book.Failures(a.ctx) {
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

// retry reads what failed again; standard input cannot be, and a report of the
// book that could not be read again is by "pledgebook reread".
func (a *app) retry(book pledgebook.Book, set settings.Settings, all []pledgebook.Failure) error {
	missing := map[string]bool{}
	var whats []string
	for _, f := range all {
		if f.Input != file.Stdin && !strings.HasPrefix(f.Input, jobs.ReportLink("")) {
			whats, missing[f.Input] = append(whats, f.Input), true
		}
	}
	p := pipeline.Pipeline{Book: book, Clean: clean}
	var sum tally
	for r := range p.Run(a.ctx, a.documents(whats, article.Input{Limit: set.LargestReportMB << 20})) {
		if sum.add(r); r.Err != nil {
			a.fail(r.Err)
			delete(missing, r.Input)
		}
	}
	if a.ctx.Err() != nil {
		return a.ctx.Err()
	}
	a.screen.Printf("%s\n\n", sum)
	var settled []string // lists that were read have no reading of their own
	for input := range missing {
		settled = append(settled, input)
	}
	return book.Settle(a.ctx, settled...)
}

func (c *failuresCommand) print(a *app, all []pledgebook.Failure) error {
	if c.JSON {
		for _, f := range all {
			if err := printJSON(a, f); err != nil {
				return err
			}
		}
		return nil
	}
	if len(all) == 0 {
		a.screen.Printf("Nothing failed that was not read since.\n")
		return nil
	}
	t := printing.Table{Columns: []printing.Column{{Title: "last tried"}, {Title: "tries", Right: true}, {Title: "input"}}}
	for _, f := range all {
		t.Row([]string{f.Last.Format("2006-01-02 15:04"), strconv.Itoa(f.Tries), f.Input}, f.Cause)
	}
	t.Print(a.screen)
	return nil
}
