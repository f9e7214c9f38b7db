package main

import (
	"io"
	"iter"
	"os"
	"strings"

	"pledgebook"
	"pledgebook/internal/export"
	"pledgebook/internal/export/csv"
	"pledgebook/internal/export/jsonl"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/settings"
)

// exports is what is plugged in.
var exports = []export.Format{
	csv.Format{},
	jsonl.Format{},
}

type exportCommand struct {
	filters
	Format string         `required:"" help:"csv or jsonl." placeholder:"F"`
	Output string         `short:"o" help:"The file to write; standard output if not given." placeholder:"FILE"`
	AsOf   pledgebook.Day `help:"The day to follow promises up to; today if not given." placeholder:"DATE"`
}

// Run writes the entries that the filters let through.
func (c *exportCommand) Run(a *app) error {
	format, err := formatNamed(c.Format)
	if err != nil {
		return err
	}
	return a.withBook(func(book pledgebook.Book, set settings.Settings) error {
		entries, err := chosen(a, book, set, c.filters, c.AsOf)
		if err != nil {
			return err
		}
		return c.write(a, func(w io.Writer) error { return format.Write(w, rows(a, book, entries)) })
	})
}

func formatNamed(name string) (export.Format, error) {
	var names []string
	for _, f := range exports {
		if f.Name() == name {
			return f, nil
		}
		names = append(names, f.Name())
	}
	return nil, usef("--format %s is not written; there is %s", name, strings.Join(names, ", "))
}

// rows fetches the claims and sentences behind each entry as it is written.
func rows(a *app, book pledgebook.Book, entries []pledgebook.Entry) iter.Seq2[export.Row, error] {
	return func(yield func(export.Row, error) bool) {
		for _, e := range entries {
			backed, err := pipeline.Backing(a.ctx, book, e)
			row := export.Row{Entry: e}
			for _, b := range backed {
				row.Backing = append(row.Backing, export.Backing{Claim: b.Claim, Sentence: b.Sentence, Source: b.Citation})
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// write hands over standard output, or a new file that replaces the old one
// only when it is whole.
func (c *exportCommand) write(a *app, to func(io.Writer) error) error {
	if c.Output == "" {
		return to(a.screen)
	}
	part := c.Output + ".part"
	f, err := os.Create(part)
	if err != nil {
		return pledgebook.WrapError(pledgebook.Unreadable, err, "%s cannot be written", c.Output)
	}
	err = to(f)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(part, c.Output)
	}
	if err != nil {
		os.Remove(part)
		return pledgebook.WrapError(pledgebook.Unreadable, err, "%s was not written", c.Output)
	}
	return nil
}
