package page

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pledgebook"
)

// maxTeasers is the most teasers kept of one page.
const maxTeasers = 50

// maxStamp is the longest time and view count beside a title, in bytes.
const maxStamp = 60

// teaser is a link to another story with the stamp that stands beside it, as
// the page writes it.
type teaser struct {
	pledgebook.Teaser
	stamp string
}

// teasers takes the links to other stories that have a time or a view count out
// of the tree, and returns them.
func (d *document) teasers(f facts) []teaser {
	var all []teaser
	var gone []*html.Node
	seen := map[string]bool{plain(f.headline): true}
	for n := range elements(d.root) {
		if n.DataAtom != atom.A || len(all) >= maxTeasers {
			continue
		}
		title := textOf(n)
		href := resolve(f.url, get(n, "href"))
		if len(title) < minTitle || len(title) > maxTitle || href == f.url || seen[plain(title)] {
			continue
		}
		if card, t, ok := cardOf(n, title); ok {
			seen[plain(title)] = true
			t.URL = href
			all, gone = append(all, t), append(gone, card)
		}
	}
	for _, n := range gone {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
	return all
}

// cardOf returns the smallest element around a link that holds nothing but its
// title and a stamp.
func cardOf(link *html.Node, title string) (card *html.Node, t teaser, ok bool) {
	for n := link.Parent; n != nil && n.DataAtom != atom.Body; n = n.Parent {
		text := textOf(n)
		if len(text) > len(title)+maxStamp {
			return nil, t, false
		}
		if text == title {
			continue
		}
		t.Title = title
		t.stamp, t.Published = stampIn(n, link)
		return n, t, t.stamp != "" && (t.Published != "" || isStamp(t.stamp))
	}
	return nil, t, false
}

// stampIn joins the texts of a card outside its link: a bare number is a view
// count and gets the mark that pages put before one.
func stampIn(card, link *html.Node) (stamp string, published pledgebook.Stamp) {
	var parts []string
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		switch {
		case n == link:
			return
		case n.DataAtom == atom.Time && published == "":
			published = parseStamp(get(n, "datetime"))
		case n.Type == html.TextNode:
			if t := squeeze(n.Data); t != "" {
				parts = append(parts, t)
			}
		}
		for c := range n.ChildNodes() {
			visit(c)
		}
	}
	visit(card)
	for i, p := range parts {
		if i > 0 && !strings.ContainsAny(p, ":.") && onlyCount(p) && !strings.HasSuffix(stamp, "•") && !strings.HasSuffix(stamp, "/") {
			stamp += " •"
		}
		stamp = strings.TrimSpace(stamp + " " + p)
	}
	return stamp, published
}

// onlyCount reports a number, or a number and one word ("32 659 views").
func onlyCount(s string) bool {
	return s != "" && s[0] >= '0' && s[0] <= '9' && len(strings.Fields(strings.TrimLeft(s, "0123456789 \u00a0,."))) <= 1
}

// isStamp reports a text that has a clock time and few letters besides.
func isStamp(s string) bool {
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	i := strings.IndexByte(s, ':')
	return i > 0 && i+2 < len(s) && digit(s[i-1]) && digit(s[i+1]) && digit(s[i+2]) && len(words) <= 4
}

func digit(c byte) bool { return '0' <= c && c <= '9' }
