// Package export is the face of every export: a format takes rows, one an
// entry, each with the claims and sentences behind it, and writes them.
package export

import (
	"cmp"
	"io"
	"iter"
	"time"

	"pledgebook"
)

// Row is one entry on its way out, with what backs it.
type Row struct {
	Entry   pledgebook.Entry `json:"entry"`
	Backing []Backing        `json:"claims"`
}

// Backing is one claim behind an entry: what it says, the sentence it was read
// from, and where that stands.
type Backing struct {
	Claim    pledgebook.Claim    `json:"claim"`
	Sentence string              `json:"sentence,omitempty"`
	Source   pledgebook.Citation `json:"source"`
	// Report is the report with its text; without one where it was taken down.
	Report pledgebook.Report `json:"-"`
}

// First is the entry's first telling; the zero value where there is none.
func (r Row) First() Backing {
	if len(r.Backing) == 0 {
		return Backing{}
	}
	return r.Backing[0]
}

// Day is the day of the act, else the day it was first told; unknown where
// neither is.
func (r Row) Day() pledgebook.Day { return cmp.Or(r.Entry.Date, r.First().Source.Published.Day()) }

// Evidence are the words that the row's claims were read from.
func (r Row) Evidence() iter.Seq[pledgebook.Evidence] {
	return func(yield func(pledgebook.Evidence) bool) {
		for _, b := range r.Backing {
			for _, e := range b.Claim.Evidence {
				if !yield(e) {
					return
				}
			}
		}
	}
}

// About is what a file says of itself.
type About struct {
	// Language is the code of that of a [Spoken] file; "" is English.
	Language string
	// Title says what was chosen.
	Title string
	// Address is where the book is reached, without a slash at the end; "" where
	// nobody reaches it.
	Address string
	// Publisher is who publishes the book, and Ref their organisation identifier
	// as IATI has it.
	Publisher, Ref string
	// Made is when the file is made, Head the state of the book.
	Made time.Time
	Head string
}

// Page is the address of an entry's page, a name of its own where the book has
// no address.
func (a About) Page(entry string) string {
	if a.Address == "" {
		return "urn:pledgebook:entry:" + entry
	}
	page := a.Address + "/pledge/" + entry
	if a.Language != "" && a.Language != "en" {
		page += "?lang=" + a.Language
	}
	return page
}

// Format writes rows in one format. It ends at the first error of the rows or
// the writer and returns it.
type Format interface {
	// Name is how the format is asked for on the command line.
	Name() string
	// MediaType is what a server says of it.
	MediaType() string
	Write(w io.Writer, about About, rows iter.Seq2[Row, error]) error
}

// Spoken is a format that people read in a program of theirs, and so in the language
// that its [About] names; every other is in English.
type Spoken interface {
	Format
	// Spoken does nothing.
	Spoken()
}

// Describer is a format whose files another file describes.
type Describer interface {
	Format
	// Describe writes the description of a file with a name: what it is called
	// and what it holds.
	Describe(file string, about About) (name string, content []byte, err error)
}
