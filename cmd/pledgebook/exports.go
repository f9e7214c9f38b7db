package main

import (
	"encoding/json"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"pledgebook"
	"pledgebook/internal/export"
	"pledgebook/internal/export/csv"
	"pledgebook/internal/export/iati"
	"pledgebook/internal/export/ics"
	"pledgebook/internal/export/jsonl"
	"pledgebook/internal/export/jsonld"
	"pledgebook/internal/export/rss"
	"pledgebook/internal/export/sqlite"
	"pledgebook/internal/export/xlsx"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/settings"
)

// exports is what is plugged in.
var exports = []export.Format{
	csv.Format{},
	jsonl.Format{},
	xlsx.Format{},
	sqlite.Format{},
	rss.Format{},
	ics.Format{},
	iati.Format{},
	jsonld.Format{},
}

type exportCommand struct {
	filters
	Format string         `required:"" help:"csv, jsonl, xlsx, sqlite, rss, ics, iati or jsonld." placeholder:"F"`
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
		about, err := c.about(a, book, set)
		if err != nil {
			return err
		}
		if err := c.write(a, func(w io.Writer) error { return format.Write(w, about, rows(a, book, entries)) }); err != nil {
			return err
		}
		return c.describe(format, about)
	})
}

// about is what the file says of itself.
func (c *exportCommand) about(a *app, book pledgebook.Book, set settings.Settings) (export.About, error) {
	inventory, err := book.Inventory(a.ctx)
	if err != nil {
		return export.About{}, err
	}
	return export.About{Title: c.title(set), Address: set.Address, Publisher: set.Publisher, Ref: set.IATIRef, Made: time.Now(), Head: inventory.Head}, nil
}

// title says what was chosen.
func (c *exportCommand) title(set settings.Settings) string {
	if t, err := set.Tracker(c.Tracker); err == nil && t.Title != "" {
		return t.Title
	}
	return "Entries of a Pledgebook"
}

// describe writes what the format says of its columns beside the file.
func (c *exportCommand) describe(format export.Format, about export.About) error {
	d, ok := format.(export.Describer)
	if !ok || c.Output == "" {
		return nil
	}
	name, content, err := d.Describe(c.Output, about)
	if err != nil {
		return err
	}
	path := filepath.Join(filepath.Dir(c.Output), name)
	if held, err := os.ReadFile(path); err == nil && !ours(held) {
		return pledgebook.Errorf(pledgebook.Conflict, "%s is there already and describes something else, so what the columns of %s are was not written; export into another folder", path, c.Output)
	}
	return (&exportCommand{Output: path}).write(nil, func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	})
}

// ours reports whether a description was written by an export.
func ours(content []byte) bool {
	var held struct {
		Name    string `json:"name"`
		Context string `json:"@context"`
	}
	return json.Unmarshal(content, &held) == nil && (held.Name == "pledgebook" || held.Context != "")
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
				row.Backing = append(row.Backing, export.Backing{Claim: b.Claim, Sentence: b.Sentence, Source: b.Citation, Report: b.Report})
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
