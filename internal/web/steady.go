package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/klauspost/compress/gzip"
)

// An answer that is made of a view, the address and the reader's language alone
// is the same for everybody who sees that view, until the book changes. It is
// made once and kept as it goes out, packed. It is kept with the view it was
// made of, so that nobody is sent what another was shown, and nothing outlives
// the state of the book that it tells of.

const (
	// roomForCopies is how many bytes of packed answers a view keeps.
	roomForCopies = 24 << 20
	// longestKept is the longest address whose answer is kept.
	longestKept = 600
	// packedFrom is how many bytes an answer has at least to be packed.
	packedFrom = 600
)

// copied is an answer as it goes out.
type copied struct {
	header  http.Header
	content []byte
	packed  bool // content is gzip
	etag    string
}

// sees is the key of the view that a request is answered from, settled that of
// whether all it asked for was there.
type (
	sees    struct{}
	settled struct{}
)

// unsettle says that an answer lacks what is still being worked out: the next
// one will be another.
func unsettle(ctx context.Context) {
	if s, ok := ctx.Value(settled{}).(*atomic.Bool); ok {
		s.Store(false)
	}
}

// steady keeps the answers of a handler. The whole request sees one view.
func steady(h Handler) Handler {
	inSlot := InSlot(unlessCopied(h))
	return func(d *Desk, w http.ResponseWriter, r *http.Request) error {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			return h(d, w, r)
		}
		v, err := d.View(r.Context())
		if err != nil {
			return err
		}
		key := d.copyKey(r)
		if c, ok := v.answers.copies.take(key); ok {
			return c.send(w, r)
		}
		whole := new(atomic.Bool)
		whole.Store(true)
		made := &making{header: http.Header{}, status: http.StatusOK, key: key, view: v}
		ctx := context.WithValue(context.WithValue(r.Context(), sees{}, v), settled{}, whole)
		if err := inSlot(d, made, r.WithContext(ctx)); err != nil {
			return err
		}
		if made.meanwhile != nil {
			return made.meanwhile.send(w, r)
		}
		if made.status != http.StatusOK || !whole.Load() {
			return made.send(w)
		}
		c := made.copied()
		if key != "" && r.Method == http.MethodGet && made.header.Get("Set-Cookie") == "" {
			v.answers.copies.put(key, c, len(key)+len(c.content)+1000, roomForCopies)
		}
		return c.send(w, r)
	}
}

// unlessCopied makes an answer unless another request has made it while this one waited
// for its turn.
func unlessCopied(h Handler) Handler {
	return func(d *Desk, w http.ResponseWriter, r *http.Request) error {
		if made, ok := w.(*making); ok {
			if c, ok := made.view.answers.copies.take(made.key); ok {
				made.meanwhile = &c
				return nil
			}
		}
		return h(d, w, r)
	}
}

// copyKey is the same for requests that a view answers alike; "" where the answer
// is one account's own.
func (d *Desk) copyKey(r *http.Request) string {
	who := d.Viewer(r.Context())
	if who.Account != "" || len(r.URL.Path)+len(r.URL.RawQuery)+len(r.Host) > longestKept {
		return ""
	}
	return strings.Join([]string{string(who.Role), string(who.Scope), Language(r.Context()), d.Address(r), r.URL.EscapedPath() + "?" + r.URL.RawQuery}, "\n")
}

// making takes down an answer while it is made.
type making struct {
	header  http.Header
	status  int
	content bytes.Buffer

	key       string // under which the answer is kept with a view
	view      *View
	meanwhile *copied // the answer, where another request has made it
}

// Header is that of the answer.
func (m *making) Header() http.Header { return m.header }

// WriteHeader sets the status.
func (m *making) WriteHeader(status int) { m.status = status }

// Write adds to the content.
func (m *making) Write(p []byte) (int, error) { return m.content.Write(p) }

// send answers with what is not kept, and is not to be kept by anybody where it
// would be another the next time.
func (m *making) send(w http.ResponseWriter) error {
	addTo(w.Header(), m.header)
	if m.status == http.StatusOK {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Del("ETag")
	}
	w.WriteHeader(m.status)
	_, _ = w.Write(m.content.Bytes()) // whoever asked may have gone away
	return nil
}

// addTo adds what a header says to another.
func addTo(to, from http.Header) {
	for name, values := range from {
		if name == "Vary" || name == "Link" {
			to[name] = append(to[name], values...)
		} else {
			to[name] = slices.Clone(values)
		}
	}
}

// copied is the answer, packed where that helps.
func (m *making) copied() copied {
	c := copied{header: maps.Clone(m.header), content: m.content.Bytes(), etag: m.header.Get("ETag")}
	if c.etag == "" {
		sum := sha256.Sum256(c.content)
		c.etag = `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
		c.header.Set("ETag", c.etag)
	}
	if c.header.Get("Content-Type") == "" {
		c.header.Set("Content-Type", http.DetectContentType(c.content))
	}
	if len(c.content) >= packedFrom && isText(c.header.Get("Content-Type")) {
		c.content, c.packed = packedUp(c.content), true
	}
	return c
}

func isText(mediaType string) bool {
	return strings.HasPrefix(mediaType, "text/") || strings.Contains(mediaType, "json") || strings.Contains(mediaType, "xml")
}

// send answers with a copy, or says that whoever asks has it already.
func (c copied) send(w http.ResponseWriter, r *http.Request) error {
	addTo(w.Header(), c.header)
	if matches(r.Header.Get("If-None-Match"), c.etag) {
		w.Header().Del("Content-Type")
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	if !c.packed {
		_, _ = w.Write(c.content)
		return nil
	}
	if !unpacks(r.Header.Get("Accept-Encoding")) {
		plain, err := gzip.NewReader(bytes.NewReader(c.content))
		if err == nil {
			_, err = io.Copy(w, plain)
		}
		return err
	}
	w.Header().Set("Content-Encoding", "gzip")
	_, _ = w.Write(c.content)
	return nil
}

// unpacks reports whether an Accept-Encoding takes gzip.
func unpacks(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(coding) == "gzip" {
			weight = strings.ReplaceAll(weight, " ", "")
			return weight == "" || strings.Trim(strings.TrimPrefix(weight, "q="), "0.") != ""
		}
	}
	return false
}

var packers = sync.Pool{New: func() any { return gzip.NewWriter(io.Discard) }}

// packedUp is content as gzip.
func packedUp(content []byte) []byte {
	var out bytes.Buffer
	p := packers.Get().(*gzip.Writer)
	defer packers.Put(p)
	p.Reset(&out)
	_, _ = p.Write(content) // a buffer takes everything
	_ = p.Close()
	return slices.Clip(out.Bytes())
}
