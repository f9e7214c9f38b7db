// Package article turns the bytes of one document into a report: clean text,
// what each stretch of it is (headline, dateline, paragraph, list item, teaser,
// furniture), and what the page says about itself (outlet, place, credit, day).
//
// It is pure: bytes and metadata in, a report out. It reads plain text as pasted
// from a page or sent over a wire, markdown with a YAML head, and JSON records.
// A source that has structure of its own (a web page, a PDF) fills a [Builder].
//
// Memory: cleaning n bytes allocates at most 16 n + 32 MB in all, whatever the
// bytes are; time is linear in n.
package article

import (
	"errors"
	"io"
	"io/fs"
	"mime"
	"path"
	"strings"

	"pledgebook"
)

// Limits of one report, so that hostile input costs bounded memory.
const (
	// DefaultLimit is the most bytes a document may have unless Input says otherwise.
	DefaultLimit = 20 << 20
	// maxParts is the most parts a report may have: more is a file of many reports.
	maxParts = 200_000
)

// Input is one document as it came in, and what is known of it from outside.
type Input struct {
	// Name is what the user named: a path, a link, "-". It stands in errors and
	// in Report.Input.
	Name string
	// URL is the canonical link, where known.
	URL string
	// Published is when it came out, where known from outside; it wins over
	// what the document says of itself.
	Published pledgebook.Stamp
	// Language is a BCP 47 tag that the user or the server gave; "" lets the
	// words decide.
	Language string
	// MediaType is the declared type, with or without a charset; "" lets name
	// and bytes decide.
	MediaType string
	// Bytes is the document, or Reader where it has not been read yet.
	Bytes  []byte
	Reader io.Reader
	// Limit is the most bytes to accept; 0 means [DefaultLimit].
	Limit int
	// Promising, if not nil, is shown all that a web page says, cut into parts,
	// before the story is looked for, which costs far more than reading it. Where
	// it expects nothing, the page is [ErrUnpromising].
	Promising func(text string, parts []pledgebook.Part) bool
}

// ErrUnpromising is a page that Promising expects nothing of.
var ErrUnpromising = errors.New("nothing to be expected of it")

// Clean reads one document into a report.
//
// It fails with kind Invalid for an empty or damaged document or a date that
// does not exist, TooLarge over the limit, Unreadable where reading fails, and
// Unsupported for a format or language that is not read.
func Clean(in Input) (pledgebook.Report, error) {
	if err := in.checkDates(); err != nil {
		return pledgebook.Report{}, err
	}
	raw, err := in.read()
	if err != nil {
		return pledgebook.Report{}, err
	}
	format := Detect(in.MediaType, in.Name, raw)
	if err := format.readable(in.Name); err != nil {
		return pledgebook.Report{}, err
	}
	content, err := decode(in.Name, raw, charsetOf(in.MediaType))
	if err != nil {
		return pledgebook.Report{}, err
	}
	b := NewBuilder(in)
	switch format {
	case Markdown:
		err = b.markdown(content)
	case Record:
		err = b.record(content)
	default:
		b.verbatim(bare(content))
	}
	if err != nil {
		return pledgebook.Report{}, err
	}
	return b.Report(format)
}

// bare returns text without the blank lines around it: whether a file ends in a
// newline makes no other report.
func bare(content string) string {
	return strings.TrimLeft(strings.TrimRight(content, " \t\n"), "\n")
}

// Check refuses what a source with structure of its own must refuse before it
// looks at the bytes: a published date that does not exist (kind Invalid), and
// more bytes than the limit (TooLarge).
func (in Input) Check() error {
	if err := in.checkDates(); err != nil {
		return err
	}
	if len(in.Bytes) > in.MaxBytes() {
		return in.tooLarge()
	}
	return nil
}

func (in Input) checkDates() error {
	if in.Published == "" {
		return nil
	}
	if _, err := pledgebook.ParseStamp(string(in.Published)); err != nil {
		return pledgebook.WrapError(pledgebook.Invalid, err, "%s: the published date given", in.Name)
	}
	return nil
}

// read returns the document's bytes, and refuses one over the limit without
// reading more than the limit.
func (in Input) read() ([]byte, error) {
	limit := in.MaxBytes()
	if in.Reader == nil {
		if len(in.Bytes) > limit {
			return nil, in.tooLarge()
		}
		return in.Bytes, nil
	}
	if f, ok := in.Reader.(interface{ Stat() (fs.FileInfo, error) }); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() && info.Size() > int64(limit) {
			return nil, in.tooLarge()
		}
	}
	raw, err := io.ReadAll(io.LimitReader(in.Reader, int64(limit)+1))
	if err != nil {
		return nil, pledgebook.WrapError(pledgebook.Unreadable, err, "%s cannot be read", in.Name)
	}
	if len(raw) > limit {
		return nil, in.tooLarge()
	}
	return raw, nil
}

// MaxBytes is the most bytes to accept of the document as it came in; sources
// bound what it unpacks to by it.
func (in Input) MaxBytes() int {
	if in.Limit > 0 {
		return in.Limit
	}
	return DefaultLimit
}

func (in Input) tooLarge() error {
	return pledgebook.Errorf(pledgebook.TooLarge, "%s is over the limit of %s for one report; cut it into its reports, or raise the limit in the settings", in.Name, size(in.MaxBytes()))
}

func charsetOf(mediaType string) string {
	_, params, err := mime.ParseMediaType(mediaType)
	if err != nil {
		return ""
	}
	return params["charset"]
}

// Format is the kind of document.
type Format string

// The formats. Clean reads the first three; the others belong to sources.
const (
	Plain    Format = "text"
	Markdown Format = "markdown" // with or without a YAML head
	Record   Format = "json"     // one object with a field text
	HTML     Format = "html"
	PDF      Format = "pdf"
	DOCX     Format = "docx"
	Mail     Format = "mail" // RFC 5322 with MIME
	Binary   Format = "binary"
)

var byExtension = map[string]Format{
	".txt": Plain, ".text": Plain, ".md": Markdown, ".markdown": Markdown, ".json": Record,
	".html": HTML, ".htm": HTML, ".xhtml": HTML, ".pdf": PDF, ".eml": Mail,
}

var byMediaType = map[string]Format{
	"text/plain": Plain, "text/markdown": Markdown, "application/json": Record,
	"text/html": HTML, "application/xhtml+xml": HTML, "application/pdf": PDF, "message/rfc822": Mail,
}

// Detect tells the format of a document: by its first bytes where these are
// sure, else by the declared type, else by the extension of its name.
func Detect(mediaType, name string, raw []byte) Format {
	if f := sniff(raw); f != "" {
		return f
	}
	if t, _, err := mime.ParseMediaType(mediaType); err == nil && byMediaType[t] != "" {
		return byMediaType[t]
	}
	if f := byExtension[strings.ToLower(path.Ext(name))]; f != "" && f != PDF {
		return f
	}
	return Plain
}

func (f Format) readable(name string) error {
	switch f {
	case HTML:
		return pledgebook.Errorf(pledgebook.Unsupported, "%s is a web page, not text; save it as text or give its link", name)
	case PDF, DOCX, Mail:
		return pledgebook.Errorf(pledgebook.Unsupported, "%s is a document of the format %s, not text; copy its text into a file", name, strings.ToUpper(string(f)))
	case Binary:
		return pledgebook.Errorf(pledgebook.Unsupported, "%s is no text but a binary file; give a text, a web page, a PDF or a Word file", name)
	}
	return nil
}
