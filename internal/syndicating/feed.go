// Package syndicating writes what other programs subscribe to: feeds as RSS 2.0,
// Atom and JSON Feed, and calendars as iCalendar. It writes item by item, so
// that a long list costs no memory.
package syndicating

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"iter"
	"strings"
	"time"
)

// Feed is what a feed says of itself.
type Feed struct {
	Title, Description string
	// Home is the page that the feed is about, Self its own address; "" where
	// it has none.
	Home, Self string
	Updated    time.Time
}

// Item is one piece of news.
type Item struct {
	// ID stays the same for ever, so that no reader shows it twice.
	ID, Title, Link string
	// Text is plain; it is escaped in whatever form it takes.
	Text string
	// At is when it happened; the zero time where nobody knows.
	At         time.Time
	Categories []string
}

// Items are the pieces of news of a feed, the latest first.
type Items = iter.Seq2[Item, error]

// Form is one of the forms that a feed takes.
type Form struct {
	// Name is also the extension of its address.
	Name, MediaType string
	Write           func(io.Writer, Feed, Items) error
}

// Forms are the forms of feeds.
var Forms = []Form{
	{"atom", "application/atom+xml; charset=utf-8", WriteAtom},
	{"rss", "application/rss+xml; charset=utf-8", WriteRSS},
	{"json", "application/feed+json; charset=utf-8", WriteJSON},
}

const atomSpace = "http://www.w3.org/2005/Atom"

// document writes an XML document element by element.
type document struct {
	e   *xml.Encoder
	err error
}

func begin(w io.Writer) *document {
	_, err := io.WriteString(w, xml.Header)
	d := &document{xml.NewEncoder(w), err}
	d.e.Indent("", " ")
	return d
}

func (d *document) open(name string, attributes ...string) {
	if d.err == nil {
		d.err = d.e.EncodeToken(element(name, attributes))
	}
}

func (d *document) close(name string) {
	if d.err == nil {
		d.err = d.e.EncodeToken(xml.EndElement{Name: xml.Name{Local: name}})
	}
}

// put writes an element with its text; one without text and attributes is left out.
func (d *document) put(name, text string, attributes ...string) {
	if d.err == nil && (text != "" || len(attributes) > 0) {
		d.err = d.e.EncodeElement(text, element(name, attributes))
	}
}

func (d *document) end() error {
	if d.err != nil {
		return d.err
	}
	return d.e.Close()
}

func element(name string, attributes []string) xml.StartElement {
	start := xml.StartElement{Name: xml.Name{Local: name}}
	for i := 0; i+1 < len(attributes); i += 2 {
		start.Attr = append(start.Attr, xml.Attr{Name: xml.Name{Local: attributes[i]}, Value: attributes[i+1]})
	}
	return start
}

// WriteRSS writes a feed as RSS 2.0.
func WriteRSS(w io.Writer, f Feed, items Items) error {
	d := begin(w)
	d.open("rss", "version", "2.0", "xmlns:atom", atomSpace)
	d.open("channel")
	d.put("title", f.Title)
	d.put("link", orNowhere(f.Home))
	d.put("description", orTitle(f.Description, f.Title))
	d.put("lastBuildDate", f.Updated.UTC().Format(time.RFC1123Z))
	if f.Self != "" {
		d.put("atom:link", "", "href", f.Self, "rel", "self", "type", "application/rss+xml")
	}
	for it, err := range items {
		if err != nil {
			return err
		}
		d.open("item")
		d.put("title", it.Title)
		d.put("link", it.Link)
		d.put("guid", it.ID, "isPermaLink", "false")
		d.put("description", plainHTML(it.Text))
		if !it.At.IsZero() {
			d.put("pubDate", it.At.UTC().Format(time.RFC1123Z))
		}
		for _, c := range it.Categories {
			d.put("category", c)
		}
		d.close("item")
		if d.err != nil {
			return d.err
		}
	}
	d.close("channel")
	d.close("rss")
	return d.end()
}

// plainHTML is plain text as the HTML that readers of RSS take a description for.
func plainHTML(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "\n", "<br>").Replace(text)
}

func orNowhere(link string) string {
	if link == "" {
		return "urn:pledgebook"
	}
	return link
}

func orTitle(text, title string) string {
	if text == "" {
		return title
	}
	return text
}

// WriteAtom writes a feed as Atom (RFC 4287).
func WriteAtom(w io.Writer, f Feed, items Items) error {
	d := begin(w)
	d.open("feed", "xmlns", atomSpace)
	d.put("title", f.Title)
	d.put("subtitle", f.Description)
	d.put("id", orNowhere(f.Self))
	d.put("updated", f.Updated.UTC().Format(time.RFC3339))
	d.open("author")
	d.put("name", "Pledgebook")
	d.close("author")
	for rel, link := range map[string]string{"alternate": f.Home} {
		if link != "" {
			d.put("link", "", "rel", rel, "href", link)
		}
	}
	if f.Self != "" {
		d.put("link", "", "rel", "self", "type", "application/atom+xml", "href", f.Self)
	}
	for it, err := range items {
		if err != nil {
			return err
		}
		d.atomEntry(f, it)
		if d.err != nil {
			return d.err
		}
	}
	d.close("feed")
	return d.end()
}

func (d *document) atomEntry(f Feed, it Item) {
	at := it.At
	if at.IsZero() {
		at = f.Updated
	}
	d.open("entry")
	d.put("title", it.Title)
	d.put("id", it.ID)
	d.put("updated", at.UTC().Format(time.RFC3339))
	if it.Link != "" {
		d.put("link", "", "rel", "alternate", "href", it.Link)
	}
	d.put("summary", it.Text, "type", "text")
	for _, c := range it.Categories {
		d.put("category", "", "term", c)
	}
	d.close("entry")
}

type jsonItem struct {
	ID     string   `json:"id"`
	URL    string   `json:"url,omitempty"`
	Title  string   `json:"title"`
	Text   string   `json:"content_text"`
	At     string   `json:"date_published,omitempty"`
	Labels []string `json:"tags,omitempty"`
}

// WriteJSON writes a feed as JSON Feed 1.1.
func WriteJSON(w io.Writer, f Feed, items Items) error {
	head, err := json.Marshal(struct {
		Version     string `json:"version"`
		Title       string `json:"title"`
		Description string `json:"description,omitempty"`
		Home        string `json:"home_page_url,omitempty"`
		Self        string `json:"feed_url,omitempty"`
	}{"https://jsonfeed.org/version/1.1", f.Title, f.Description, f.Home, f.Self})
	if err != nil {
		return err
	}
	if _, err := w.Write(append(head[:len(head)-1], `,"items":[`...)); err != nil {
		return err
	}
	separator := "\n"
	for it, err := range items {
		if err != nil {
			return err
		}
		j := jsonItem{ID: it.ID, URL: it.Link, Title: it.Title, Text: it.Text, Labels: it.Categories}
		if !it.At.IsZero() {
			j.At = it.At.UTC().Format(time.RFC3339)
		}
		b, err := json.Marshal(j)
		if err != nil {
			return err
		}
		if _, err := w.Write(append([]byte(separator), b...)); err != nil {
			return err
		}
		separator = ",\n"
	}
	_, err = io.WriteString(w, "\n]}\n")
	return err
}
