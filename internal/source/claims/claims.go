// Package claims reads claims that somebody coded by hand, or that another book
// exported: CSV with the columns of our own export, and JSON Lines. Any subset
// of the columns will do; docs/load.md says what each means.
package claims

import (
	"bytes"
	"iter"
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/source"
)

// Format is claims as CSV or JSON Lines.
type Format struct{}

// Name is what messages call it.
func (Format) Name() string { return "claims" }

// leastKnown is how many columns of ours a table must have to be taken for one
// of claims.
const leastKnown = 2

// Takes reports whether a file begins like JSON Lines, or names columns of ours.
func (Format) Takes(_ string, head []byte) bool {
	if isJSON(head) {
		return true
	}
	columns, _ := source.Header(head)
	known := 0
	for _, c := range columns {
		if read[canonical(c)] {
			known++
		}
	}
	return known >= leastKnown
}

// isJSON reports whether the first line holds more of an object than its
// opening bracket: one object over many lines is no JSON Lines.
func isJSON(head []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimLeft(head, " \t\r\n"), []byte("\n"))
	line = bytes.TrimSpace(line)
	return len(line) > 1 && line[0] == '{'
}

// Rows yields a reading for every claim of the file.
func (Format) Rows(f source.File) iter.Seq2[pledgebook.Reading, error] {
	return func(yield func(pledgebook.Reading, error) bool) {
		l := loader{file: f, seen: source.Seen{}, ids: map[string]string{}, unread: map[string]bool{}}
		rows, head, err := open(f)
		if err != nil {
			yield(pledgebook.Reading{}, err)
			return
		}
		l.columns(head)
		for row, err := range rows {
			if !l.take(row, err, yield) {
				return
			}
		}
		l.rest(yield)
		l.tellUnread()
	}
}

// loader keeps what must be known across rows: which id of the file is which
// claim of the book. Rows that speak of other rows wait for them.
type loader struct {
	file    source.File
	seen    source.Seen
	ids     map[string]string // id in the file → claim
	waiting []waiting
	unread  map[string]bool
}

type waiting struct {
	row     int
	id      string // in the file
	reading pledgebook.Reading
}

// mostNotes is how many rows are named that speak of no row of the file.
const mostNotes = 5

// mostWaiting bounds the rows that wait for others.
const mostWaiting = 100_000

// take reads one row. It reports whether the caller wants more.
func (l *loader) take(row *source.Row, err error, yield func(pledgebook.Reading, error) bool) bool {
	if err != nil {
		return yield(pledgebook.Reading{}, err)
	}
	c, report, err := claimOf(row)
	if err != nil {
		return yield(pledgebook.Reading{}, l.file.Bad(row.Number, err))
	}
	for _, name := range row.Columns() {
		if key := canonical(name); !read[key] && !ignored(key) {
			l.unread[key] = true
		}
	}
	r := row.Reading(pipeline.CodedEngine, report, l.seen.Again(row), c)
	id := newCoded(row).get("id")
	if id != "" {
		l.ids[id] = r.Claims[0].ID
	}
	if (c.PartOf != "" || len(c.FulfilledBy) > 0) && len(l.waiting) < mostWaiting {
		l.waiting = append(l.waiting, waiting{row.Number, id, r})
		return true
	}
	return yield(r, nil)
}

// rest yields the rows that spoke of others. An id that the file does not have
// is kept as it is, and named: it may be a claim of the book. A row that is a
// part of itself, over however many others, cannot be right.
func (l *loader) rest(yield func(pledgebook.Reading, error) bool) {
	strangers := 0
	defer func() {
		if more := strangers - mostNotes; more > 0 {
			l.file.Notef("so do %d more rows", more)
		}
	}()
	resolve := func(row int, id string) string {
		of, ok := l.ids[id]
		if !ok && id != "" {
			if strangers++; strangers > mostNotes {
				return id
			}
			l.file.Notef("row %d speaks of %.60q, which is no row of this file; it counts where the book has such a claim", row, id)
			return id
		}
		return of
	}
	whole := map[string]string{}
	for _, w := range l.waiting {
		if w.id != "" {
			whole[w.id] = w.reading.Claims[0].PartOf
		}
	}
	for _, w := range l.waiting {
		if inCircle(whole, w.id) {
			err := pledgebook.Errorf(pledgebook.Invalid, "column part_of: %q comes to be a part of itself", w.id)
			if !yield(pledgebook.Reading{}, l.file.Bad(w.row, err)) {
				return
			}
			continue
		}
		c := &w.reading.Claims[0]
		c.PartOf = resolve(w.row, c.PartOf)
		for i, id := range c.FulfilledBy {
			c.FulfilledBy[i] = resolve(w.row, id)
		}
		if !yield(w.reading, nil) {
			return
		}
	}
}

// inCircle reports whether a part leads back to itself.
func inCircle(whole map[string]string, id string) bool {
	if id == "" {
		return false
	}
	at := whole[id]
	for range len(whole) {
		if at == id {
			return true
		}
		if at == "" {
			return false
		}
		at = whole[at]
	}
	return false
}

// columns notes the columns of a table that are not read.
func (l *loader) columns(names []string) {
	for _, name := range names {
		if key := canonical(name); !read[key] && !ignored(key) {
			l.unread[key] = true
		}
	}
}

// longestName is how much of a column's name a message shows.
const longestName = 40

// tellUnread names what was kept as text only.
func (l *loader) tellUnread() {
	if len(l.unread) == 0 {
		return
	}
	var names []string
	for n := range l.unread {
		names = append(names, n)
	}
	slices.Sort(names)
	const most = 12
	if more := len(names) - most; more > 0 {
		names = append(names[:most], "…")
	}
	for i, n := range names {
		names[i] = n[:min(len(n), longestName)]
	}
	l.file.Notef("kept as text only, no field of a claim: %s", strings.Join(names, ", "))
}
