// Package feed reads lists of links to reports: RSS, Atom and JSON feeds, news
// sitemaps and the indexes over them, and plain lists with one link a line.
//
// It is pure: bytes in, links out, in the order of the list and each once.
// Size, depth and number are bounded, whatever the bytes are.
package feed

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/url"
	"strings"
	"time"

	"pledgebook"
)

// Link is one entry of a list.
type Link struct {
	// URL is absolute, http or https, without a fragment.
	URL string
	// Title is what the list calls it.
	Title string
	// Changed is the latest time the list says it was published or changed;
	// zero where it says nothing.
	Changed time.Time
	// Language is a BCP 47 tag, where the list names one.
	Language string
}

// List is what a list of links holds.
type List struct {
	Kind Kind
	// Links lead to reports.
	Links []Link
	// Lists lead to further lists: what a sitemap index holds.
	Lists []Link
}

// Kind is the kind of a list.
type Kind string

// The kinds. None is for what is no list.
const (
	None    Kind = ""
	Feed    Kind = "feed"    // RSS, RDF or Atom
	JSON    Kind = "json"    // JSON Feed
	Sitemap Kind = "sitemap" // of pages
	Index   Kind = "index"   // of sitemaps
	Plain   Kind = "plain"   // one link a line
)

// The limits of one list. The sitemap protocol sets the same.
const (
	MostLinks = 50_000
	MostBytes = 50 << 20
	// mostFeedBytes bounds feeds, which are held in memory as a whole.
	mostFeedBytes = 10 << 20
	// mostDepth is how deep the elements of a feed may be nested.
	mostDepth = 200
	// headBytes is how much of a document its kind is told by.
	headBytes = 4 << 10
)

// KindOf tells by its first bytes whether a document is a list of links, packed
// with gzip or not. mediaType is the declared type, or "": only what is declared
// as plain text, or not at all, and not packed, can be a plain list.
func KindOf(raw []byte, mediaType string) Kind {
	text := raw
	if packed(raw) {
		text = unpackedHead(raw)
	}
	text = bytes.TrimLeft(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")), " \t\r\n")
	head := text[:min(len(text), headBytes)]
	switch {
	case len(head) == 0:
		return None
	case head[0] == '<':
		return kindOfXML(head)
	case head[0] == '{' && bytes.Contains(head, []byte("jsonfeed.org/version/")):
		return JSON
	case !packed(raw) && (mediaType == "" || strings.HasPrefix(mediaType, "text/plain")) && plain(text):
		return Plain
	}
	return None
}

// unpackedHead returns the beginning of a packed document.
func unpackedHead(raw []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil
	}
	head, _ := io.ReadAll(io.LimitReader(r, headBytes)) // what can be unpacked will do
	return head
}

// Read reads a list that was found at base. Where the list is damaged, or longer
// than the limits, it returns an error and what could be read before; kinds are
// Invalid, TooLarge, and Unsupported for what is no list.
func Read(raw []byte, mediaType, base string) (List, error) {
	l := List{Kind: KindOf(raw, mediaType)}
	raw, err := unpacked(raw)
	if err != nil {
		return l, err
	}
	c := collector{base: base, seen: map[string]bool{}}
	switch l.Kind {
	case Feed, JSON:
		err = c.feed(raw)
	case Sitemap, Index:
		err = c.sitemap(raw)
	case Plain:
		err = c.plain(raw)
	default:
		return l, pledgebook.Errorf(pledgebook.Unsupported, "it is neither a feed nor a sitemap nor a list of links")
	}
	l.Links, l.Lists = c.links, c.lists
	return l, err
}

func packed(raw []byte) bool { return bytes.HasPrefix(raw, []byte{0x1f, 0x8b}) }

func unpacked(raw []byte) ([]byte, error) {
	if !packed(raw) {
		return raw, nil
	}
	r, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, damaged(err)
	}
	b, err := io.ReadAll(io.LimitReader(r, MostBytes+1))
	if len(b) > MostBytes {
		return nil, pledgebook.Errorf(pledgebook.TooLarge, "it unpacks to more than %d MB; give the lists it is made of", MostBytes>>20)
	}
	if err != nil && len(b) == 0 {
		return nil, damaged(err)
	}
	return b, nil // a list cut off is read as far as it goes
}

func damaged(err error) error {
	return pledgebook.WrapError(pledgebook.Invalid, err, "it is damaged")
}

// collector gathers links, each once.
type collector struct {
	base         string
	seen         map[string]bool
	links, lists []Link
}

// add keeps a link to a report, or to a further list, unless it is none.
func (c *collector) add(l Link, further bool) error {
	l.URL = c.absolute(l.URL)
	if l.URL == "" || c.seen[l.URL] {
		return nil
	}
	if len(c.links)+len(c.lists) >= MostLinks {
		return pledgebook.Errorf(pledgebook.TooLarge, "it has more than %d links; the first %d are read", MostLinks, MostLinks)
	}
	c.seen[l.URL] = true
	l.Title = strings.Join(strings.Fields(l.Title), " ")
	if further {
		c.lists = append(c.lists, l)
	} else {
		c.links = append(c.links, l)
	}
	return nil
}

// absolute spells a link as it leads from the list, or "".
func (c *collector) absolute(link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || link == "" {
		return ""
	}
	if !u.IsAbs() {
		base, err := url.Parse(c.base)
		if err != nil {
			return ""
		}
		u = base.ResolveReference(u)
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String()
}
