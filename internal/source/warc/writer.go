package warc

import (
	"bytes"
	"cmp"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"sort"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"

	"pledgebook"
)

// Capture is one HTTP answer as it was received.
type Capture struct {
	URL    string
	At     time.Time
	Status int
	Reason string // behind the status; "" takes the usual one
	Header http.Header
	Body   []byte // without chunks, still packed as Content-Encoding says
}

// Writer writes an archive of WARC 1.1, each record a gzip member of its own,
// handed to the file in one call: what a crash cuts off is the last record only.
// An answer whose body was written before becomes a revisit record: of any link
// in this archive, of the same link in an earlier one.
//
// Record ids come from content, so that the same captures make the same archive.
type Writer struct {
	out     io.Writer
	at      int64              // bytes written
	written map[string]Capture // by payload digest; without bodies
	earlier map[string]Entry   // in other archives, by link and digest
	zip     *gzip.Writer
	member  bytes.Buffer
}

// mostEarlier is about how many answers in earlier archives are remembered.
const mostEarlier = 200_000

const identicalPayload = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"

// NewWriter begins an archive. software stands in its first record.
func NewWriter(out io.Writer, software string, at time.Time) (*Writer, error) {
	var w *Writer
	return w.Next(out, software, at, nil)
}

// Next begins a further archive after w, which may be nil: what w and earlier
// archives hold of a link is not written again.
func (w *Writer) Next(out io.Writer, software string, at time.Time, earlier map[string]Entry) (*Writer, error) {
	next := &Writer{out: out, written: map[string]Capture{}, earlier: map[string]Entry{}}
	if w != nil {
		next.earlier = w.earlier
	}
	if len(next.earlier) > mostEarlier {
		clear(next.earlier)
	}
	maps.Copy(next.earlier, earlier)
	next.zip = gzip.NewWriter(&next.member)
	info := "software: " + oneLine(software) + "\r\nformat: WARC File Format 1.1\r\n"
	return next, next.record("warcinfo", "", at, [][2]string{{"Content-Type", "application/warc-fields"}}, []byte(info))
}

// revisitType is the type of a revisit record in an index.
const revisitType = "warc/revisit"

// Write adds one answer and returns where it stands, but for the file's name.
// [pledgebook.Invalid]: the link is none.
func (w *Writer) Write(c Capture) (Entry, error) {
	if u, err := url.Parse(c.URL); err != nil || u.Host == "" || strings.ContainsAny(c.URL, "\r\n ") {
		return Entry{}, pledgebook.Errorf(pledgebook.Invalid, "%.200q is no link to archive an answer under", c.URL)
	}
	digest := payloadDigest(c.Body)
	e := Entry{URL: c.URL, At: c.At, Type: mediaType(c.Header), Status: c.Status, Digest: digest, Offset: w.at}
	fields := [][2]string{{"Content-Type", "application/http;msgtype=response"}, {"WARC-Payload-Digest", digest}}
	var err error
	if first, again := w.before(c.URL, digest); again && len(c.Body) > 0 {
		e.Type = revisitType
		fields = append(fields, [][2]string{{"WARC-Profile", identicalPayload}, {"WARC-Refers-To-Target-URI", first.URL}, {"WARC-Refers-To-Date", stamp(first.At)}}...)
		err = w.record("revisit", c.URL, c.At, fields, httpHead(c))
	} else {
		w.written[digest] = Capture{URL: c.URL, At: c.At}
		w.earlier[c.URL+" "+digest] = Entry{URL: c.URL, At: c.At}
		err = w.record("response", c.URL, c.At, fields, append(httpHead(c), c.Body...))
	}
	e.Length = w.at - e.Offset
	return e, err
}

// before finds where a body was written before: under any link in this archive,
// under the same link in another.
func (w *Writer) before(link, digest string) (Capture, bool) {
	if c, ok := w.written[digest]; ok {
		return c, true
	}
	e, ok := w.earlier[link+" "+digest]
	return Capture{URL: e.URL, At: e.At}, ok
}

// mediaType is the type of an answer without its parameters.
func mediaType(h http.Header) string {
	t, _, _ := strings.Cut(h.Get("Content-Type"), ";")
	return cmp.Or(strings.ToLower(strings.TrimSpace(t)), "unk")
}

// httpHead writes the status line and header of an answer, names in order. The
// body has no chunks any more.
func httpHead(c Capture) []byte {
	reason := c.Reason
	if reason == "" {
		reason = http.StatusText(c.Status)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", c.Status, oneLine(reason))
	names := make([]string, 0, len(c.Header))
	for name := range c.Header {
		if name != "Transfer-Encoding" && name != "Content-Length" {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	for _, name := range names {
		for _, value := range c.Header[name] {
			fmt.Fprintf(&b, "%s: %s\r\n", oneLine(name), oneLine(value))
		}
	}
	fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n", len(c.Body))
	return b.Bytes()
}

// record writes one record.
func (w *Writer) record(kind, uri string, at time.Time, fields [][2]string, block []byte) error {
	var head bytes.Buffer
	fmt.Fprintf(&head, "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: %s\r\nWARC-Date: %s\r\n", kind, recordID(kind, uri, at, block), stamp(at))
	if uri != "" {
		fmt.Fprintf(&head, "WARC-Target-URI: %s\r\n", uri)
	}
	for _, f := range fields {
		fmt.Fprintf(&head, "%s: %s\r\n", f[0], f[1])
	}
	fmt.Fprintf(&head, "WARC-Block-Digest: %s\r\nContent-Length: %d\r\n\r\n", payloadDigest(block), len(block))
	w.member.Reset()
	w.zip.Reset(&w.member)
	for _, part := range [][]byte{head.Bytes(), block, []byte("\r\n\r\n")} {
		if _, err := w.zip.Write(part); err != nil {
			return err
		}
	}
	if err := w.zip.Close(); err != nil {
		return err
	}
	n, err := w.out.Write(w.member.Bytes())
	w.at += int64(n)
	return err
}

// digestName stands before a digest and names its kind.
const digestName = "sha1:"

// payloadDigest is the SHA-1 in base 32 that readers of archives expect.
func payloadDigest(b []byte) string {
	sum := sha1.Sum(b)
	return digestName + base32.StdEncoding.EncodeToString(sum[:])
}

// recordID is a UUID made of the record's content (version 8 of RFC 9562).
func recordID(kind, uri string, at time.Time, block []byte) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%s\n", kind, uri, stamp(at))
	h.Write(block)
	id := h.Sum(nil)[:16]
	id[6], id[8] = id[6]&0x0f|0x80, id[8]&0x3f|0x80
	x := hex.EncodeToString(id)
	return "<urn:uuid:" + x[:8] + "-" + x[8:12] + "-" + x[12:16] + "-" + x[16:20] + "-" + x[20:] + ">"
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// oneLine keeps a value from beginning a field of its own.
func oneLine(s string) string { return strings.NewReplacer("\r", " ", "\n", " ").Replace(s) }
