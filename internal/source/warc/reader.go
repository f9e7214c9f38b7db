// Package warc reads web archives (WARC 0.18 to 1.1, plain or gzipped record by
// record) as a stream, and writes them.
//
// A crawl is read in one pass and in little memory: one record at a time, whose
// page is judged by a filter on its bytes before anything is made of it. Every
// record has a position, from which an interrupted reading goes on.
package warc

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"

	"pledgebook"
)

// Limits of a record's head, so that a hostile archive costs bounded memory.
const (
	maxLine   = 16 << 10
	maxFields = 200
)

// Position is where a record begins: the offset of its gzip member (or of
// itself, in an archive that is not compressed), and how many records of that
// member come before it.
type Position struct {
	Offset int64 `json:"offset"`
	Skip   int   `json:"skip,omitempty"`
}

// Record is one record of an archive. Body is valid until the next call of
// [Reader.Next].
type Record struct {
	Type     string // "response", "revisit", "warcinfo", …
	URI      string // of what was captured
	Position Position
	Length   int64 // of Body, in bytes
	Body     io.Reader
	fields   map[string]string
}

// Field returns a named field of the record's head, or "".
func (r *Record) Field(name string) string { return r.fields[strings.ToLower(name)] }

// Reader reads an archive record by record.
type Reader struct {
	source  *counter
	in      *bufio.Reader
	gz      *gzip.Reader
	text    *bufio.Reader // what records are read from
	body    io.LimitedReader
	next    Position
	started bool
	zipped  bool
}

// counter counts the bytes read from an archive.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// NewReader reads an archive from r, which stands at offset bytes from its
// beginning: at a record.
func NewReader(r io.Reader, offset int64) *Reader {
	c := &counter{r: r, n: offset}
	return &Reader{source: c, in: bufio.NewReaderSize(c, 256<<10)}
}

// Offset is how many bytes of the archive were read so far.
func (r *Reader) Offset() int64 { return r.source.n - int64(r.in.Buffered()) }

// Next returns the next record; at the end, [io.EOF]. An archive that is damaged
// or cut off is an error of kind Invalid that says where.
func (r *Reader) Next() (*Record, error) {
	if err := r.advance(); err != nil {
		return nil, r.fault(err)
	}
	rec := &Record{Position: r.next, fields: map[string]string{}}
	if err := rec.head(r.text); err != nil {
		return nil, r.fault(err)
	}
	r.next.Skip++
	r.body = io.LimitedReader{R: r.text, N: rec.Length}
	rec.Body = &r.body
	return rec, nil
}

// fault says where an archive is broken.
func (r *Reader) fault(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return err
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return pledgebook.Errorf(pledgebook.Invalid, "the archive is cut off in the record at byte %d; what came before was read", r.next.Offset)
	}
	return pledgebook.WrapError(pledgebook.Invalid, err, "the archive is damaged in the record at byte %d", r.next.Offset)
}

// advance moves to the beginning of the next record, behind what is left of the
// last one.
func (r *Reader) advance() error {
	if !r.started {
		if err := r.start(); err != nil {
			return err
		}
	} else if n, err := io.Copy(io.Discard, &r.body); err != nil {
		return err
	} else if r.body.N > 0 && n >= 0 {
		return io.ErrUnexpectedEOF
	}
	for {
		more, err := r.skipEmptyLines()
		if err != nil {
			return err
		}
		if more {
			if !r.zipped {
				r.next = Position{Offset: r.Offset()}
			}
			return nil
		}
		if !r.zipped {
			return io.EOF
		}
		if err := r.member(); err != nil {
			return err
		}
	}
}

// start finds out whether the archive is compressed.
func (r *Reader) start() error {
	r.started = true
	head, err := r.in.Peek(2)
	if err != nil {
		return io.EOF
	}
	if !bytes.Equal(head, []byte("\x1f\x8b")) {
		r.text = r.in
		return nil
	}
	r.zipped = true
	return r.member()
}

// member opens the next gzip member.
func (r *Reader) member() error {
	if _, err := r.in.Peek(1); err != nil {
		return err // the end
	}
	r.next = Position{Offset: r.Offset()}
	var err error
	if r.gz == nil {
		r.gz, err = gzip.NewReader(r.in)
		r.text = bufio.NewReaderSize(r.gz, 64<<10)
	} else {
		err = r.gz.Reset(r.in)
	}
	if err != nil {
		return noEnd(err)
	}
	r.gz.Multistream(false)
	r.text.Reset(r.gz)
	return nil
}

// noEnd makes an end in the middle of something an unexpected one.
func noEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// skipEmptyLines passes over the line ends between records, and reports whether
// something follows.
func (r *Reader) skipEmptyLines() (bool, error) {
	for {
		c, err := r.text.ReadByte()
		switch {
		case err == io.EOF:
			return false, nil
		case err != nil:
			return false, err
		case c != '\r' && c != '\n':
			return true, r.text.UnreadByte()
		}
	}
}

// head reads a record's version and fields.
func (rec *Record) head(in *bufio.Reader) error {
	version, err := line(in)
	if err != nil {
		return noEnd(err)
	}
	if !strings.HasPrefix(version, "WARC/") {
		return pledgebook.Errorf(pledgebook.Invalid, "it begins with %.40q, not with WARC/", version)
	}
	last := ""
	for range maxFields {
		l, err := line(in)
		switch {
		case err != nil:
			return noEnd(err)
		case l == "":
			return rec.settle()
		case l[0] == ' ' || l[0] == '\t':
			rec.fields[last] += " " + strings.TrimSpace(l)
			continue
		}
		name, value, _ := strings.Cut(l, ":")
		last = strings.ToLower(strings.TrimSpace(name))
		rec.fields[last] = strings.TrimSpace(value)
	}
	return pledgebook.Errorf(pledgebook.Invalid, "its head has more than %d fields", maxFields)
}

func (rec *Record) settle() error {
	n, err := strconv.ParseInt(rec.fields["content-length"], 10, 64)
	if err != nil || n < 0 {
		return pledgebook.Errorf(pledgebook.Invalid, "its Content-Length is %.40q", rec.fields["content-length"])
	}
	rec.Length, rec.Type = n, strings.ToLower(rec.fields["warc-type"])
	rec.URI = strings.Trim(rec.fields["warc-target-uri"], "<>") // WARC 1.0 wrote them so
	return nil
}

// line reads one line without its end.
func line(in *bufio.Reader) (string, error) {
	var long []byte
	for {
		part, err := in.ReadSlice('\n')
		long = append(long, part...)
		switch {
		case len(long) > maxLine:
			return "", pledgebook.Errorf(pledgebook.Invalid, "its head has a line of more than %d bytes", maxLine)
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil:
			return "", noEnd(err)
		}
		return string(bytes.TrimRight(long, "\r\n")), nil
	}
}
