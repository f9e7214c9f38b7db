package fetching

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/url"
	"strings"

	"pledgebook"
)

// mostPackings is how often a document may be packed into itself.
const mostPackings = 2

// body reads a document as it comes over the wire and unpacks it, neither
// larger than the limit.
func (c *Client) body(link *url.URL, resp *http.Response) (received, body []byte, err error) {
	limit := c.options.Limits.Bytes
	if resp.ContentLength > limit {
		return nil, nil, tooLarge(link, limit)
	}
	received, err = atMost(resp.Body, limit, link)
	if err != nil {
		return nil, nil, err
	}
	packings, err := packingsOf(link, resp.Header)
	body = received
	for ; err == nil && packings > 0; packings-- {
		body, err = unpack(link, body, limit)
	}
	return received, body, err
}

// packingsOf returns how many times the server says it packed the document.
func packingsOf(link *url.URL, h http.Header) (int, error) {
	n := 0
	for name := range strings.SplitSeq(strings.Join(h.Values("Content-Encoding"), ","), ",") {
		switch name = strings.ToLower(strings.TrimSpace(name)); name {
		case "", "identity":
		case "gzip", "x-gzip":
			n++
		default:
			return 0, pledgebook.Errorf(pledgebook.Unsupported, "%s is packed as %q, which was not asked for; save the page and read the file", link, name)
		}
	}
	if n > mostPackings {
		return 0, pledgebook.Errorf(pledgebook.Unsupported, "%s is packed %d times into itself; at most %d are unpacked", link, n, mostPackings)
	}
	return n, nil
}

func unpack(link *url.URL, packed []byte, limit int64) ([]byte, error) {
	if len(packed) == 0 {
		return packed, nil
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, pledgebook.WrapError(pledgebook.Unreadable, err, "%s says it is packed, and is not; save the page and read the file", link)
	}
	body, err := atMost(r, limit, link)
	if pledgebook.KindOf(err) == pledgebook.Internal {
		err = pledgebook.WrapError(pledgebook.Unreadable, err, "%s cannot be unpacked; save the page and read the file", link)
	}
	return body, err
}

// atMost reads all of r, unless that is more than the limit.
func atMost(r io.Reader, limit int64, link *url.URL) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(b)) > limit {
		return nil, tooLarge(link, limit)
	}
	return b, err
}

func tooLarge(link *url.URL, limit int64) error {
	return pledgebook.Errorf(pledgebook.TooLarge, "%s is over the limit of %d bytes; raise largest_report_mb in the settings, or save the part you need", link, limit)
}
