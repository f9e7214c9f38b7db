// Package source is the face of every file of rows: claims that somebody coded
// by hand, and what other systems hold. A row is a report of its own kind: its
// text is the row, column by column, and every field of a claim names the cell
// it was read from.
//
// A format yields one reading a row. A row that cannot be read is an error that
// names it by number and cause; the rest follows. Ids come from content, so
// that loading a mended file again adds only what was mended.
package source

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode"

	"pledgebook"
)

// Format reads one kind of file.
type Format interface {
	// Name is what messages call it.
	Name() string
	// Takes reports whether a file is of this format, by its name and the
	// beginning of its text.
	Takes(name string, head []byte) bool
	// Rows yields a reading for every row, in order, or why the row cannot be
	// read. An error without a row ends it.
	Rows(f File) iter.Seq2[pledgebook.Reading, error]
}

// File is a file of rows on its way in.
type File struct {
	// Name is what the user called it.
	Name string
	// Reader gives its bytes, in UTF-8; see [Decoded].
	Reader io.Reader
	// Note hears what the user should know of the file as a whole: columns that
	// are not read, totals. It may be nil.
	Note func(string)
}

// Notef tells the user about the file.
func (f File) Notef(format string, args ...any) {
	if f.Note != nil {
		f.Note(strings.Map(shown, f.Name+": "+fmt.Sprintf(format, args...)))
	}
}

// shown replaces what a terminal would not show as text: a file may hold anything.
func shown(r rune) rune {
	if !unicode.IsGraphic(r) {
		return unicode.ReplacementChar
	}
	return r
}

// Bad is the error of one row: the file, the row's number, and the cause.
func (f File) Bad(row int, err error) error {
	return pledgebook.WrapError(pledgebook.KindOf(err), err, "%s, row %d", f.Name, row)
}

// Broken is the error of a file as a whole.
func (f File) Broken(err error) error {
	return pledgebook.WrapError(pledgebook.KindOf(err), err, "%s", f.Name)
}

func refuse(format string, args ...any) error {
	return pledgebook.Errorf(pledgebook.Invalid, format, args...)
}
