// Package pdf turns a PDF (a press release, a table of pledges) into a report:
// its text in reading order, column by column, with the page and place of every
// paragraph kept.
//
// The library finds the objects of the file; this package plays the drawing
// operators of each page to learn where every string stands, then puts the
// strings together: lines, columns, paragraphs, list items, rows of tables. What
// stands at the same place on most pages is furniture.
//
// Nothing in a PDF is run. A file that the library cannot read is tried once
// more by poppler's pdftotext, where that is installed.
package pdf

import (
	"bytes"
	"errors"
	"io"
	"time"

	"github.com/ledongthuc/pdf"

	"pledgebook"
	"pledgebook/internal/article"
)

// Limits of one file, so that a hostile one costs bounded time and memory.
const (
	maxPages     = 2000
	maxRuns      = 1_000_000 // strings drawn, over all pages
	maxOperators = 8_000_000 // over all pages
	unpacked     = 6         // times the limit of a report: the most bytes of one stream
	maxTime      = 60 * time.Second
)

// Clean reads one PDF into a report.
//
// It fails with kind Invalid for a file without text (a scan) or without a
// page, TooLarge over the limits, Unsupported for one locked by a password or in
// a language that is not read, and Unreadable for a damaged one.
func Clean(in article.Input) (pledgebook.Report, error) {
	if err := in.Check(); err != nil {
		return pledgebook.Report{}, err
	}
	sheets, err := sheetsOf(in)
	if err != nil {
		return pledgebook.Report{}, err
	}
	b := article.NewBuilder(in)
	blocks := compose(sheets)
	for _, bl := range blocks {
		if bl.kind == pledgebook.PartHeadline {
			b.Meta.Headline = bl.text
		}
		b.AddAt(bl.kind, bl.text, bl.place)
	}
	if len(blocks) == 0 {
		return pledgebook.Report{}, pledgebook.Errorf(pledgebook.Invalid, "%s holds no text, only pictures; let a text recognition (OCR) go over it first", in.Name)
	}
	return b.Report(article.PDF)
}

// sheet is one page: what is drawn on it, seen from its top left corner.
type sheet struct {
	number        int
	width, height float64
	runs          []run
	usual         float64 // the size of its type
}

// sheetsOf reads the pages of a file, with pdftotext where the library fails.
func sheetsOf(in article.Input) ([]sheet, error) {
	most := int64(unpacked * in.MaxBytes())
	sheets, err := read(in.Bytes, most)
	if err == nil || pledgebook.KindOf(err) == pledgebook.TooLarge {
		return sheets, named(in.Name, err)
	}
	if again, fallbackErr := poppler(in.Bytes, most); fallbackErr == nil {
		return again, nil
	}
	return nil, named(in.Name, err)
}

func named(name string, err error) error {
	if err == nil {
		return nil
	}
	return pledgebook.WrapError(pledgebook.KindOf(err), err, "%s", name)
}

// budget is what may still be spent on one file.
type budget struct {
	runs, operators int
	stream          int64 // bytes of one stream, unpacked
	until           time.Time
}

// errSpent stops the reading of a file that costs more than any real one.
var errSpent = errors.New("it draws more than any document does")

func (b *budget) operator() {
	if b.operators--; b.operators < 0 || b.runs < 0 {
		panic(errSpent)
	}
}

// timed is a file that can be read until its time is over; every packed stream
// is read through it in small pieces.
type timed struct {
	*bytes.Reader
	until time.Time
}

// ReadAt implements [io.ReaderAt].
func (t timed) ReadAt(p []byte, at int64) (int, error) {
	if time.Now().After(t.until) {
		panic(errSpent)
	}
	return t.Reader.ReadAt(p, at)
}

// read plays all pages. The library panics on damaged files.
func read(raw []byte, most int64) (sheets []sheet, err error) {
	defer func() {
		if x := recover(); x != nil {
			sheets, err = nil, fault(x)
		}
	}()
	b := &budget{stream: most, runs: maxRuns, operators: maxOperators, until: time.Now().Add(maxTime)}
	file, err := pdf.NewReader(timed{bytes.NewReader(raw), b.until}, int64(len(raw)))
	switch {
	case errors.Is(err, pdf.ErrInvalidPassword):
		return nil, pledgebook.Errorf(pledgebook.Unsupported, "it is locked by a password; save a copy without one")
	case err != nil:
		return nil, fault(err)
	}
	pages := file.NumPage()
	switch {
	case pages <= 0:
		return nil, pledgebook.Errorf(pledgebook.Invalid, "it has no pages; save it again")
	case pages > maxPages:
		return nil, pledgebook.Errorf(pledgebook.TooLarge, "it has %d pages, over the limit of %d; cut it into its reports", pages, maxPages)
	}
	fonts := fontShelf{}
	for i := range pages {
		sheets = append(sheets, play(file.Page(i+1), i+1, fonts, b))
	}
	return sheets, nil
}

// fault makes an error of what the library said or threw.
func fault(x any) error {
	err, isErr := x.(error)
	switch {
	case isErr && errors.Is(err, errSpent):
		return pledgebook.WrapError(pledgebook.TooLarge, err, "the PDF is not read")
	case isErr && pledgebook.KindOf(err) == pledgebook.TooLarge:
		return err
	}
	return pledgebook.Errorf(pledgebook.Unreadable, "the PDF is damaged or of a kind that is not read (%.80v); save it again with a PDF program, or install poppler-utils", x)
}

// small refuses a stream that unpacks to more than the limit.
func (b *budget) small(v pdf.Value) {
	for i := range max(v.Len(), 1) {
		s := v
		if v.Kind() == pdf.Array {
			s = v.Index(i)
		}
		if s.Kind() != pdf.Stream {
			continue
		}
		n, _ := io.Copy(io.Discard, io.LimitReader(s.Reader(), b.stream+1))
		if n > b.stream {
			panic(errSpent)
		}
	}
}
