package main

import (
	"bytes"
	"io"
	"iter"
	"os"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"pledgebook"
	"pledgebook/corpus"
	"pledgebook/internal/article"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/printing"
	"pledgebook/internal/rates"
	"pledgebook/internal/storage"
)

type demoCommand struct {
	All bool `help:"List every entry, not the latest alone."`
}

const (
	// latest is how many entries the demo lists, so that they fit a screen.
	latest = 20
	// example is the report that the demo shows whole.
	example = "agency-story.txt"
)

// Run reads the reports shipped inside into a fresh book, and throws the book
// away at the end.
func (c *demoCommand) Run(a *app) error {
	dir, err := os.MkdirTemp("", "pledgebook-demo-")
	if err != nil {
		return pledgebook.WrapError(pledgebook.Unreadable, err, "no folder for the demo's book can be made")
	}
	defer os.RemoveAll(dir)
	book, err := storage.Open(a.ctx, dir, storage.Options{})
	if err != nil {
		return err
	}
	defer book.Close()
	shipped, last, err := shippedReports()
	if err != nil {
		return err
	}
	return c.show(a, book, shipped, last)
}

func (c *demoCommand) show(a *app, book pledgebook.Book, shipped []pipeline.Document, last pledgebook.Day) error {
	p := pipeline.Pipeline{Book: book}
	var sum tally
	var shown pledgebook.Reading
	for r := range p.Run(a.ctx, each(shipped)) {
		sum.add(r)
		if r.Err != nil {
			a.fail(r.Err)
			continue
		}
		if r.Input == example {
			shown = r.Reading
		}
	}
	table, err := rates.Shipped()
	if err != nil {
		return err
	}
	entries, err := pipeline.Entries(a.ctx, book, table, last)
	if err != nil {
		return err
	}
	limit := latest
	if c.All {
		limit = len(entries)
	}
	printing.Demo(a.screen, shown, sum.read, entries, last, limit)
	return nil
}

// shippedReports are the reports of the English corpus, and the day the last of
// them came out.
func shippedReports() ([]pipeline.Document, pledgebook.Day, error) {
	names, err := corpus.Files("en", "reports")
	if err != nil {
		return nil, 0, err
	}
	var all []pipeline.Document
	var last pledgebook.Day
	for _, name := range names {
		content, err := corpus.Read(name)
		if err != nil {
			return nil, 0, err
		}
		d, err := shippedReport(name, txtar.Parse(content))
		if err != nil {
			return nil, 0, err
		}
		last = max(last, d.Given.Published.Day())
		all = append(all, d)
	}
	slices.SortStableFunc(all, func(a, b pipeline.Document) int { return int(a.Given.Published.Day() - b.Given.Published.Day()) })
	return all, last, nil
}

// shippedReport takes the report out of a corpus file: report.txt, report.md, …
func shippedReport(name string, ar *txtar.Archive) (pipeline.Document, error) {
	comment := string(ar.Comment)
	for _, f := range ar.Files {
		ext, ok := strings.CutPrefix(f.Name, "report.")
		if !ok {
			continue
		}
		return pipeline.Document{
			Given: article.Input{Name: strings.TrimSuffix(path.Base(name), "txtar") + ext, Language: "en",
				URL: corpus.Field(comment, "url"), Published: pledgebook.Stamp(corpus.Field(comment, "published"))},
			Size: int64(len(f.Data)),
			Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(f.Data)), nil },
		}, nil
	}
	return pipeline.Document{}, pledgebook.Errorf(pledgebook.Internal, "corpus file %s has no report", name)
}

func each(all []pipeline.Document) iter.Seq2[pipeline.Document, error] {
	return func(yield func(pipeline.Document, error) bool) {
		for _, d := range all {
			if !yield(d, nil) {
				return
			}
		}
	}
}
