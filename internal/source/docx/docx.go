// Package docx turns a Word document (Office Open XML, ECMA-376) into a report:
// its title, headings, paragraphs, list items and rows of tables.
//
// What was deleted under "track changes" is left out, what was inserted is read;
// headers, footers, comments and footnotes are not part of the text. Nothing in
// the file is run, and no part is unpacked beyond the limits.
package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"pledgebook"
	"pledgebook/internal/article"
)

// Limits of one file, so that a hostile one costs bounded memory and time.
const (
	maxFiles = 10_000
	unpacked = 3 // times the limit of a report: the most bytes of one part
)

const (
	mainPart = "word/document.xml"
	corePart = "docProps/core.xml"
)

// Clean reads one Word document into a report.
//
// It fails with kind Unreadable for a damaged file, Invalid for one without
// text, TooLarge over the limits, and Unsupported for a language that is not read.
func Clean(in article.Input) (pledgebook.Report, error) {
	if err := in.Check(); err != nil {
		return pledgebook.Report{}, err
	}
	b := article.NewBuilder(in)
	if err := read(in, b); err != nil {
		return pledgebook.Report{}, pledgebook.WrapError(pledgebook.KindOf(err), err, "%s", in.Name)
	}
	return b.Report(article.DOCX)
}

func read(in article.Input, b *article.Builder) error {
	z, err := zip.NewReader(bytes.NewReader(in.Bytes), int64(len(in.Bytes)))
	if err != nil {
		return damaged(err)
	}
	if len(z.File) > maxFiles {
		return pledgebook.Errorf(pledgebook.TooLarge, "the Word file holds %d parts, over the limit of %d", len(z.File), maxFiles)
	}
	core, err := properties(z)
	if err != nil {
		return err
	}
	main, err := open(z, mainPart, unpacked*in.MaxBytes())
	if err != nil {
		return damaged(err)
	}
	defer main.Close()
	w := writer{core: core}
	if err := w.document(xml.NewDecoder(main)); err != nil {
		return err
	}
	w.fill(b)
	return nil
}

// part is an open part of a file; reading more than the limit of it fails.
type part struct {
	io.Closer
	io.LimitedReader
	most int
}

// Read implements [io.Reader].
func (p *part) Read(b []byte) (int, error) {
	n, err := p.LimitedReader.Read(b)
	if errors.Is(err, io.EOF) && p.N <= 0 {
		err = pledgebook.Errorf(pledgebook.TooLarge, "the Word file unpacks to more than %d MB; cut it into its reports", p.most>>20)
	}
	return n, err
}

func open(z *zip.Reader, name string, most int) (*part, error) {
	f, err := z.Open(name)
	if err != nil {
		return nil, err
	}
	return &part{f, io.LimitedReader{R: f, N: int64(most)}, most}, nil
}

func damaged(err error) error {
	if pledgebook.KindOf(err) == pledgebook.TooLarge {
		return err
	}
	return pledgebook.WrapError(pledgebook.Unreadable, err, "the Word file is damaged; save it again")
}

// core is what a document's properties say of it.
type core struct {
	Title    string `xml:"title"`
	Language string `xml:"language"`
}

// properties reads the document's properties. The times in them are those of the
// file, not of the report, and its creator is whoever had the program.
func properties(z *zip.Reader) (core, error) {
	var c core
	f, err := open(z, corePart, 1<<20)
	if err != nil {
		return c, nil // it has none
	}
	defer f.Close()
	if err := xml.NewDecoder(f).Decode(&c); err != nil && !errors.Is(err, io.EOF) {
		return c, damaged(err)
	}
	c.Title = strings.TrimSpace(c.Title)
	return c, nil
}
