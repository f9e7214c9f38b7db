// Package iati reads activity files of the International Aid Transparency
// Initiative, versions 2.01 to 2.03: a report for every transaction, with what
// its activity says around it.
//
// The file is read as a stream and never held as a whole. A document type
// definition is refused, and with it every entity of the file's own; size and
// depth are bounded.
package iati

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"strings"

	"golang.org/x/text/encoding/htmlindex"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/source"
)

var engine = pipeline.RowEngine("iati", 1)

// Bounds of one activity.
const (
	largestActivity  = 64 << 20
	deepest          = 24
	mostTransactions = 200_000
)

// Format is IATI activity files.
type Format struct{}

// Name is what messages call it.
func (Format) Name() string { return "IATI" }

// Takes reports whether a file begins as an activity file does, whatever its
// version.
func (Format) Takes(_ string, head []byte) bool {
	return bytes.Contains(head, []byte("<iati-activities")) || bytes.Contains(head, []byte("<iati-activity"))
}

// versions are those that are read.
var versions = map[string]bool{"2.01": true, "2.02": true, "2.03": true}

// Rows yields a reading for every transaction.
func (Format) Rows(f source.File) iter.Seq2[pledgebook.Reading, error] {
	return func(yield func(pledgebook.Reading, error) bool) {
		in := &budget{r: f.Reader, left: largestActivity}
		p := parser{file: f, in: in, xml: xml.NewDecoder(in), seen: source.Seen{}, yield: yield}
		p.xml.CharsetReader = decoded
		if err := p.document(); err != nil && !errors.Is(err, errStopped) {
			yield(pledgebook.Reading{}, f.Broken(fault(err)))
		}
	}
}

// decoded reads a file in the encoding it declares. UTF-16 has been decoded by
// its byte order mark.
func decoded(charset string, r io.Reader) (io.Reader, error) {
	if strings.HasPrefix(strings.ToLower(charset), "utf-16") {
		return r, nil
	}
	e, err := htmlindex.Get(charset)
	if err != nil {
		return nil, pledgebook.Errorf(pledgebook.Unsupported, "it is in %.40q, which is not read; save it as UTF-8", charset)
	}
	return e.NewDecoder().Reader(r), nil
}

var errStopped = errors.New("the caller wants no more")

func fault(err error) error {
	if pledgebook.KindOf(err) != pledgebook.Internal {
		return err
	}
	return pledgebook.WrapError(pledgebook.Invalid, err, "it is broken XML from here on")
}

// budget bounds what is read between two activities.
type budget struct {
	r    io.Reader
	left int
}

func (b *budget) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, pledgebook.Errorf(pledgebook.TooLarge, "an activity is larger than %d MB", largestActivity>>20)
	}
	n, err := b.r.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

// parser reads the stream.
type parser struct {
	file   source.File
	in     *budget
	xml    *xml.Decoder
	seen   source.Seen
	yield  func(pledgebook.Reading, error) bool
	number int // of the transaction
}

// document reads the file: the version, then activity by activity.
func (p *parser) document() error {
	for {
		t, err := p.xml.Token()
		if errors.Is(err, io.EOF) {
			return pledgebook.Errorf(pledgebook.Invalid, "it ends without activities")
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.Directive:
			return pledgebook.Errorf(pledgebook.Unsupported, "it has a document type definition, which may define entities and is not read; take it out")
		case xml.StartElement:
			if err := version(t); err != nil {
				return err
			}
			return p.activities()
		}
	}
}

func version(root xml.StartElement) error {
	told := attribute(root, "version")
	switch {
	case root.Name.Local == "iati-activities" && versions[told]:
		return nil
	case told == "" || strings.HasPrefix(told, "1"):
		return pledgebook.Errorf(pledgebook.Unsupported, "it is of IATI version 1 or names none; versions 2.01 to 2.03 are read: ask the publisher for a newer file")
	}
	return pledgebook.Errorf(pledgebook.Unsupported, "it is a file of <%s> in version %q; activity files of the versions 2.01 to 2.03 are read", root.Name.Local, told)
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// activities reads the activities one after another.
func (p *parser) activities() error {
	for {
		t, err := p.xml.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.EndElement:
			return nil
		case xml.Directive:
			return pledgebook.Errorf(pledgebook.Unsupported, "it has a definition between its activities; take it out")
		case xml.StartElement:
			p.in.left = largestActivity
			if t.Name.Local != "iati-activity" {
				err = p.xml.Skip()
			} else {
				err = p.activity(t)
			}
			if err != nil {
				return err
			}
		}
	}
}
