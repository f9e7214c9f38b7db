package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"time"

	"golang.org/x/net/html/charset"

	"pledgebook"
)

// newsSpace is the namespace of Google's news sitemaps; elements of other
// extensions (pictures, videos) have links of their own, which are no reports.
const newsSpace = "http://www.google.com/schemas/sitemap-news/0.9"

// sitemap reads a sitemap or an index of sitemaps, one token at a time.
func (c *collector) sitemap(raw []byte) error {
	d := decoder(raw)
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return damaged(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || (start.Name.Local != "url" && start.Name.Local != "sitemap") {
			continue
		}
		link, err := entry(d)
		if err != nil {
			return damaged(err)
		}
		if err := c.add(link, start.Name.Local == "sitemap"); err != nil {
			return err
		}
	}
}

// entry reads one <url> or <sitemap> to its end.
func entry(d *xml.Decoder) (Link, error) {
	var l Link
	var field *string // where the text of the present element goes
	var changed, published string
	for depth := 1; depth > 0; {
		token, err := d.Token()
		if err != nil {
			return l, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > mostDepth {
				return l, errTooDeep
			}
			field = l.field(t.Name, &changed, &published)
		case xml.EndElement:
			depth--
			field = nil
		case xml.CharData:
			if field != nil && len(*field) < 8<<10 {
				*field += string(t)
			}
		}
	}
	l.Changed = latest(day(changed), day(published))
	l.Language = strings.TrimSpace(l.Language)
	return l, nil
}

// field says where the text of an element belongs; nil for nowhere.
func (l *Link) field(name xml.Name, changed, published *string) *string {
	news := name.Space == newsSpace || name.Space == "news"
	switch {
	case news && name.Local == "title":
		return &l.Title
	case news && name.Local == "language":
		return &l.Language
	case news && name.Local == "publication_date":
		return published
	case strings.Contains(name.Space, "sitemap-") || (name.Space != "" && !strings.Contains(name.Space, "sitemap")):
		return nil
	case name.Local == "loc":
		return &l.URL
	case name.Local == "lastmod":
		return changed
	}
	return nil
}

// kindOfXML tells a list by its first element.
func kindOfXML(head []byte) Kind {
	d := decoder(head)
	for {
		token, err := d.RawToken()
		if err != nil {
			return None
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "rss", "feed", "RDF":
			return Feed
		case "urlset":
			return Sitemap
		case "sitemapindex":
			return Index
		}
		return None
	}
}

func decoder(raw []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(raw))
	d.Strict = false
	d.CharsetReader = charset.NewReaderLabel
	return d
}

var errTooDeep = pledgebook.Errorf(pledgebook.TooLarge, "its elements are nested more than %d deep", mostDepth)

// layouts are the forms of W3C date and time, and what sites write instead.
var layouts = []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02", "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04:05-0700", "2006-01", "2006"}

// day reads a date of a sitemap; the zero time where it is none.
func day(s string) time.Time {
	s = strings.TrimSpace(s)
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

func latest(times ...time.Time) (last time.Time) {
	for _, t := range times {
		if t.After(last) {
			last = t
		}
	}
	return last
}
