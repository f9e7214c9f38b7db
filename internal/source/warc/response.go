package warc

import (
	"bytes"
	"compress/flate"
	"io"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"

	"pledgebook"
)

// maxWindow is the most memory that unpacking Zstandard may take.
const maxWindow = 64 << 20

// Response is an HTTP answer as an archive keeps it.
type Response struct {
	Status   int
	Type     string // Content-Type
	Encoding string // Content-Encoding, of Body as it stands
	Chunked  bool
	Body     []byte
}

// maxHead is the most bytes the head of an HTTP answer may have.
const maxHead = 256 << 10

// ParseResponse reads the head of an HTTP answer, and reports whether it is one;
// Body shares raw's memory.
func ParseResponse(raw []byte) (Response, bool) {
	head, body, ok := cutHead(raw)
	if !ok || !bytes.HasPrefix(head, []byte("HTTP/")) {
		return Response{}, false
	}
	r := Response{Body: body}
	first, rest, _ := bytes.Cut(head, []byte("\n"))
	if f := bytes.Fields(first); len(f) > 1 {
		r.Status, _ = strconv.Atoi(string(f[1]))
	}
	for l := range bytes.Lines(rest) {
		name, value, _ := bytes.Cut(l, []byte(":"))
		switch {
		case fold(name, "content-type"):
			r.Type = string(bytes.TrimSpace(value))
		case fold(name, "content-encoding"):
			r.Encoding = strings.ToLower(string(bytes.TrimSpace(value)))
		case fold(name, "transfer-encoding"):
			r.Chunked = fold(value, "chunked")
		}
	}
	return r, true
}

func fold(b []byte, name string) bool {
	return bytes.EqualFold(bytes.TrimSpace(b), []byte(name))
}

// cutHead parts an answer at its first empty line, with line ends of any kind.
func cutHead(raw []byte) (head, body []byte, ok bool) {
	within := raw[:min(len(raw), maxHead)]
	long, short := bytes.Index(within, []byte("\r\n\r\n")), bytes.Index(within, []byte("\n\n"))
	switch {
	case long >= 0 && (short < 0 || long < short):
		return raw[:long+2], raw[long+4:], true
	case short >= 0:
		return raw[:short+1], raw[short+2:], true
	}
	return nil, nil, false
}

// Payload returns the document itself: without chunks and decompressed, in
// scratch where that has room. It is at most limit bytes; more is an error of
// kind TooLarge, whatever the answer says of its length.
//
// Archives often keep a body that is already unpacked under the head of the
// packed one; such a body is taken as it is.
func (r Response) Payload(scratch []byte, limit int) ([]byte, error) {
	body := r.Body
	if r.Chunked {
		body = dechunk(body)
	}
	for encodings := 0; ; encodings++ {
		last := r.Encoding
		if i := strings.LastIndexByte(last, ','); i >= 0 {
			last, r.Encoding = last[i+1:], last[:i]
		} else {
			r.Encoding = ""
		}
		unpacked, err := unpack(body, strings.TrimSpace(last), scratch, limit)
		if err != nil {
			return nil, err
		}
		if body = unpacked; r.Encoding == "" {
			break
		}
		if encodings == 2 {
			return nil, pledgebook.Errorf(pledgebook.Unsupported, "it is packed more than three times over")
		}
		scratch = nil // body may lie in it
	}
	if len(body) > limit {
		return nil, tooLarge(limit)
	}
	return body, nil
}

func tooLarge(limit int) error {
	return pledgebook.Errorf(pledgebook.TooLarge, "it is over the limit of %d MB for one page", limit>>20)
}

// unpack takes one content encoding off a body.
func unpack(body []byte, encoding string, scratch []byte, limit int) ([]byte, error) {
	var z io.Reader
	var err error
	switch encoding {
	case "", "identity", "none":
		return body, nil
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(body, []byte("\x1f\x8b")) {
			return body, nil
		}
		z, err = gzip.NewReader(bytes.NewReader(body))
	case "deflate": // with or without a zlib head; text begins with neither
		if looksLikeText(body) {
			return body, nil
		}
		if z, err = zlib.NewReader(bytes.NewReader(body)); err != nil {
			z, err = flate.NewReader(bytes.NewReader(body)), nil
		}
	case "br":
		if looksLikeText(body) {
			return body, nil
		}
		z = brotli.NewReader(bytes.NewReader(body))
	case "zstd":
		if !bytes.HasPrefix(body, []byte("\x28\xb5\x2f\xfd")) {
			return body, nil
		}
		var d *zstd.Decoder
		d, err = zstd.NewReader(bytes.NewReader(body), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxWindow))
		if err == nil {
			defer d.Close()
			z = d
		}
	default:
		if looksLikeText(body) {
			return body, nil
		}
		return nil, pledgebook.Errorf(pledgebook.Unsupported, "it is packed as %.20q, which is not read; capture it with gzip", encoding)
	}
	if err != nil {
		return nil, pledgebook.WrapError(pledgebook.Invalid, err, "it cannot be unpacked")
	}
	return inflate(z, scratch, limit)
}

// inflate reads all of z, up to the limit. What could be unpacked of a body that
// is cut off is kept: browsers show it too.
func inflate(z io.Reader, scratch []byte, limit int) ([]byte, error) {
	out := bytes.NewBuffer(scratch[:0])
	_, err := out.ReadFrom(io.LimitReader(z, int64(limit)+1))
	switch {
	case out.Len() > limit:
		return nil, tooLarge(limit)
	case err != nil && out.Len() == 0:
		return nil, pledgebook.WrapError(pledgebook.Invalid, err, "it cannot be unpacked")
	}
	return out.Bytes(), nil
}

// looksLikeText reports a body that begins like a page that was unpacked before.
func looksLikeText(body []byte) bool {
	head := bytes.TrimLeft(body[:min(len(body), 512)], " \t\r\n\xef\xbb\xbf")
	return len(head) == 0 || head[0] == '<'
}

// dechunk joins the chunks of a body in its own memory. A body that is not
// chunked after all stays as it is; one cut off gives what is there.
func dechunk(body []byte) []byte {
	joined := body[:0:len(body)]
	rest := body
	for {
		l, after, ok := bytes.Cut(rest, []byte("\n"))
		size, err := chunkSize(l)
		if !ok || err != nil {
			if len(joined) == 0 {
				return body
			}
			return joined
		}
		if size == 0 {
			return joined
		}
		size = min(size, len(after))
		joined = append(joined, after[:size]...)
		rest = bytes.TrimPrefix(bytes.TrimPrefix(after[size:], []byte("\r")), []byte("\n"))
		if len(rest) == 0 {
			return joined
		}
	}
}

func chunkSize(l []byte) (int, error) {
	number, _, _ := bytes.Cut(l, []byte(";"))
	n, err := strconv.ParseInt(string(bytes.TrimSpace(number)), 16, 32)
	if err == nil && n < 0 {
		err = strconv.ErrRange
	}
	return int(n), err
}
