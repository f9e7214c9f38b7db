package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"strings"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/settings"
	tables "pledgebook/internal/source"
	"pledgebook/internal/source/claims"
	"pledgebook/internal/source/fts"
	"pledgebook/internal/source/iati"
	"pledgebook/internal/source/kiel"
)

// formats is what can be loaded; the first that takes a file gets it.
func (c *loadCommand) formats() []tables.Format {
	return []tables.Format{
		kiel.Format{Plain: c.Plain},
		fts.Format{Totals: &fts.Totals{}},
		iati.Format{},
		claims.Format{},
	}
}

type loadCommand struct {
	Plain bool     `help:"Kiel: take each donor's own values, not the redistributed ones that the tracker adds up."`
	Files []string `arg:"" name:"file" help:"Files of claims or of another system's rows."`
}

// Help is what "load --help" adds.
func (loadCommand) Help() string {
	return "Reads claims coded by hand, as CSV with the columns of \"pledgebook export --format csv\" or as JSON Lines. " +
		"Each row is kept as a report of its own, and every field names its cell. A bad row is named by number and cause, the rest is loaded; " +
		"loading the mended file again adds only what was mended."
}

// Run loads every file.
func (c *loadCommand) Run(a *app) error {
	return a.withBook(func(book pledgebook.Book, _ settings.Settings) error {
		formats := c.formats()
		for _, name := range c.Files {
			if err := a.loadFile(book, formats, name); err != nil {
				a.fail(err)
			}
		}
		return a.ctx.Err()
	})
}

// loadFile loads one file and says what became of its rows.
func (a *app) loadFile(book pledgebook.Book, formats []tables.Format, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return unreadable(name, err)
	}
	defer f.Close()
	in := bufio.NewReaderSize(tables.Decoded(f), headBytes)
	head, err := in.Peek(headBytes)
	if len(head) == 0 && err != nil {
		return unreadable(name, err)
	}
	format, err := formatOf(formats, name, head)
	if err != nil {
		return err
	}
	notes := func(s string) { fmt.Fprintln(a.err, "pledgebook:", s) }
	progress := a.startProgress("rows", 0)
	defer progress.stop()
	p := pipeline.Pipeline{Book: book}
	var sum loadTally
	for r := range p.Load(a.ctx, name, format.Rows(tables.File{Name: name, Reader: in, Note: notes})) {
		progress.step()
		if sum.add(r); r.Err != nil {
			a.fail(r.Err)
		}
	}
	a.screen.Printf("%s: %s\n", name, sum)
	return nil
}

// headBytes is how much of a file its format is told by.
const headBytes = 64 << 10

func unreadable(name string, err error) error {
	switch {
	case os.IsNotExist(err):
		return pledgebook.Errorf(pledgebook.Unreadable, "%s does not exist; check the name", name)
	case err.Error() == "EOF":
		return pledgebook.Errorf(pledgebook.Invalid, "%s is empty", name)
	}
	return pledgebook.WrapError(pledgebook.Unreadable, err, "%s cannot be read", name)
}

// formatOf finds the format that takes a file.
func formatOf(formats []tables.Format, name string, head []byte) (tables.Format, error) {
	names := make([]string, len(formats))
	for i, f := range formats {
		if names[i] = f.Name(); f.Takes(name, head) {
			return f, nil
		}
	}
	what := "rows of none of these"
	switch {
	case bytes.IndexByte(head, 0) >= 0:
		what = "a binary file (save a spreadsheet as CSV, UTF-8), and none of these"
	case bytes.HasPrefix(bytes.TrimSpace(head), []byte("{")) || bytes.HasPrefix(bytes.TrimSpace(head), []byte("[")):
		what = "JSON over many lines (JSON Lines has one object a line), and none of these"
	}
	return nil, pledgebook.Errorf(pledgebook.Unsupported, "%s holds %s: %s", name, what, strings.Join(names, ", "))
}

// loadTally counts what became of rows.
type loadTally struct{ rows, claims, added, anew, known, failed int }

func (t *loadTally) add(r pipeline.Result) {
	t.rows++
	switch {
	case r.Err != nil:
		t.failed++
		return
	case r.Outcome.State == pledgebook.FiledNew:
		t.added++
	case r.Outcome.State == pledgebook.FiledNewer:
		t.anew++
	default:
		t.known++
	}
	t.claims += len(r.Reading.Claims)
}

// String says it in one line, leaving out what did not happen.
func (t loadTally) String() string {
	parts := []string{fmt.Sprintf("%d rows, %d claims, %d new", t.rows-t.failed, t.claims, t.added)}
	if t.anew > 0 {
		parts = append(parts, fmt.Sprintf("%d read anew", t.anew))
	}
	if t.known > 0 {
		parts = append(parts, fmt.Sprintf("%d already in the book", t.known))
	}
	if t.failed > 0 {
		parts = append(parts, fmt.Sprintf("%d refused", t.failed))
	}
	return strings.Join(parts, ", ")
}
