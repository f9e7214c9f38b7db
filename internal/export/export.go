// Package export is the face of every export: a format takes rows, one an
// entry, each with the claims and sentences behind it, and writes them.
package export

import (
	"io"
	"iter"

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
}

// Format writes rows in one format. It ends at the first error of the rows or
// the writer and returns it.
type Format interface {
	// Name is how the format is asked for on the command line.
	Name() string
	Write(w io.Writer, rows iter.Seq2[Row, error]) error
}
