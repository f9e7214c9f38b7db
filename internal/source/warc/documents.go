package warc

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"strings"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/pipeline"
)

// Intake is one archive on its way in.
type Intake struct {
	// Path is the archive's file, or what messages call it.
	Path string
	// Open opens the archive at an offset, and tells its size; nil opens the file.
	Open func(offset int64) (io.ReadCloser, int64, error)
	// Given is what the user said of everything in it; its Limit bounds a page.
	Given article.Input
	// Keep judges a page by its bytes; nil keeps all. Where it is set, pages in
	// which no claim and no need is found are not filed either.
	Keep func(page []byte) bool
	// From is the record to begin at.
	From Position
	// Progress, if not nil, hears how far the reading is after every record.
	Progress func(Progress)
	// Filed, if not nil, hears from which record to go on, each time a page is in
	// the book with all before it.
	Filed func(next Position)
}

// Progress is how far an archive is read.
type Progress struct {
	Read, Size int64 // bytes of the archive; Size is 0 where nobody can tell
	Records    int
	Pages      int // answers that are web pages or text
	Kept       int // of those, let through by the filter
	Revisits   int
}

// Documents yields the pages of an archive that the filter lets through, each
// under its own link. A page that cannot be unpacked is an error among them; the
// rest follows. A damaged archive ends with an error that says where.
func (in Intake) Documents(ctx context.Context) iter.Seq2[pipeline.Document, error] {
	return func(yield func(pipeline.Document, error) bool) {
		if in.Open == nil {
			in.Open = opener(in.Path)
		}
		r := run{Intake: in, seen: map[string]origin{}}
		file, size, err := in.Open(in.From.Offset)
		if err != nil {
			yield(pipeline.Document{Given: article.Input{Name: in.Path}}, pledgebook.WrapError(pledgebook.Unreadable, err, "%s cannot be opened", in.Path))
			return
		}
		defer file.Close()
		r.progress.Size = size
		r.records = NewReader(file, in.From.Offset)
		if err := r.pages(ctx, yield); err != nil && ctx.Err() == nil {
			yield(pipeline.Document{Given: article.Input{Name: in.Path}}, pledgebook.WrapError(pledgebook.KindOf(err), err, "%s", in.Path))
		}
	}
}

// opener opens a file at an offset.
func opener(path string) func(int64) (io.ReadCloser, int64, error) {
	return func(offset int64) (io.ReadCloser, int64, error) {
		file, err := os.Open(path)
		if err != nil {
			return nil, 0, err
		}
		size := int64(0)
		if info, err := file.Stat(); err == nil {
			size = info.Size()
		}
		if offset > 0 { // a pipe has no other place than its beginning
			_, err = file.Seek(offset, io.SeekStart)
		}
		return file, size, err
	}
}

// origin is where a payload was first met.
type origin struct {
	position Position
	uri      string
}

// maxSeen is how many payloads are remembered, so that later records may refer to them.
const maxSeen = 200_000

// run is one reading of an archive.
type run struct {
	Intake
	records  *Reader
	progress Progress
	seen     map[string]origin // by payload digest
	raw      []byte            // scratch: a record, and a page unpacked
	page     []byte
}

// brokenRecord is a record that the archive does not hold whole.
type brokenRecord struct{ error }

var errStopped = errors.New("stopped")

func (r *run) pages(ctx context.Context, yield func(pipeline.Document, error) bool) error {
	for ctx.Err() == nil {
		rec, err := r.records.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if rec.Position.Offset == r.From.Offset && rec.Position.Skip < r.From.Skip {
			continue
		}
		err = r.record(rec, yield)
		r.progress.Records++
		r.progress.Read = r.records.Offset()
		if r.Progress != nil {
			r.Progress(r.progress)
		}
		if errors.Is(err, errStopped) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// record takes one record; what is wrong with its page is yielded, what is wrong
// with the archive returned.
func (r *run) record(rec *Record, yield func(pipeline.Document, error) bool) error {
	if !strings.HasPrefix(rec.URI, "http://") && !strings.HasPrefix(rec.URI, "https://") {
		return nil
	}
	from := rec
	switch rec.Type {
	case "response":
	case "revisit":
		r.progress.Revisits++
		first, known := r.seen[rec.Field("WARC-Payload-Digest")]
		if !known || first.uri == rec.URI {
			return nil // the same page again, or one of another archive
		}
		again, err := r.at(first.position)
		if err != nil {
			return r.yieldError(rec, err, yield)
		}
		from = again
	default:
		return nil
	}
	var cut brokenRecord
	d, kept, err := r.document(rec.URI, from)
	switch {
	case errors.As(err, &cut):
		return r.records.fault(cut.error)
	case err != nil:
		return r.yieldError(rec, err, yield)
	case !kept:
		return nil
	}
	next := Position{Offset: rec.Position.Offset, Skip: rec.Position.Skip + 1}
	if r.Filed != nil {
		d.Filed = func() { r.Filed(next) }
	}
	if digest := rec.Field("WARC-Payload-Digest"); digest != "" && rec.Type == "response" && len(r.seen) < maxSeen {
		r.seen[digest] = origin{rec.Position, rec.URI}
	}
	if !yield(d, nil) {
		return errStopped
	}
	return nil
}

func (r *run) yieldError(rec *Record, err error, yield func(pipeline.Document, error) bool) error {
	err = pledgebook.WrapError(pledgebook.KindOf(err), err, "%s (in %s, record at byte %d)", rec.URI, r.Path, rec.Position.Offset)
	if !yield(pipeline.Document{Given: article.Input{Name: rec.URI}}, err) {
		return errStopped
	}
	return nil
}

// at reads an earlier record of the same file again, into memory of its own.
func (r *run) at(p Position) (*Record, error) {
	file, _, err := r.Open(p.Offset)
	if err != nil {
		return nil, pledgebook.WrapError(pledgebook.Unreadable, err, "the record it refers to cannot be read")
	}
	defer file.Close()
	records := NewReader(file, p.Offset)
	for {
		rec, err := records.Next()
		if err != nil {
			return nil, noEnd(err)
		}
		if rec.Position.Skip < p.Skip {
			continue
		}
		body, err := io.ReadAll(io.LimitReader(rec.Body, int64(r.limit())+maxHead))
		rec.Body = bytes.NewReader(body)
		return rec, err
	}
}

func (r *run) limit() int {
	if r.Given.Limit > 0 {
		return r.Given.Limit
	}
	return article.DefaultLimit
}

// document makes a document of an answer that is a page and passes the filter.
func (r *run) document(uri string, rec *Record) (d pipeline.Document, kept bool, err error) {
	limit := r.limit()
	if rec.Length > int64(limit)+maxHead {
		return d, false, tooLarge(limit)
	}
	buffer := bytes.NewBuffer(r.raw[:0])
	n, err := buffer.ReadFrom(rec.Body)
	r.raw = buffer.Bytes()
	if err == nil && n < rec.Length {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return d, false, brokenRecord{err}
	}
	answer, isAnswer := ParseResponse(r.raw)
	if !isAnswer || answer.Status != 200 || !mayHoldReport(answer.Type) {
		return d, false, nil // a redirect, an image, an answer of another protocol
	}
	page, err := answer.Payload(r.page, limit)
	if err != nil {
		return d, false, err
	}
	if cap(page) > cap(r.page) && answer.Encoding != "" {
		r.page = page
	}
	format := article.Detect(answer.Type, "", page)
	packed := format == article.PDF || format == article.DOCX
	if len(page) == 0 || !packed && format != article.HTML && !strings.HasPrefix(strings.ToLower(answer.Type), "text/plain") {
		return d, false, nil
	}
	r.progress.Pages++
	if r.Keep != nil && !packed && !r.Keep(page) { // what is packed cannot be judged by its bytes
		return d, false, nil
	}
	r.progress.Kept++
	page = bytes.Clone(page)
	d = pipeline.Document{Given: r.Given, Size: int64(len(page)), Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(page)), nil }}
	if r.Keep != nil {
		d.Wanted = func(read pledgebook.Reading) bool { return len(read.Claims) > 0 || len(read.Needs) > 0 }
	}
	d.Given.Name, d.Given.URL, d.Given.MediaType = uri, uri, answer.Type
	return d, true, nil
}

// mayHoldReport reports a type that a report may have; an answer that names none
// may too.
func mayHoldReport(mediaType string) bool {
	t, _, _ := strings.Cut(strings.ToLower(mediaType), ";")
	switch strings.TrimSpace(t) {
	case "", "text/html", "application/xhtml+xml", "text/plain", "application/pdf", "application/octet-stream",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document":
		return true
	}
	return false
}
