package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// surely and likely are the words by which pages name what is no part of the
// story, in the class, id or role of an element. The likely ones are also given to
// a box that holds the story.
var (
	surely = []string{
		"caption", "newsletter", "cookie", "consent", "gdpr", "most-read", "mostread", "most-popular", "mostpopular", "most-viewed", "outbrain", "taboola", "disqus", "comment-form", "commentform", "ticker",
	}
	likely = []string{
		"relatedarticle", "relatedposts", "relatedcontent", "related-", "-related", "related_", "_related", "relatednews", "read-also", "readalso", "read-more", "also-read", "see-also",
		"trending", "popular-news", "recommended", "recirculation", "respond", "social", "share-", "sharing", "sharebar", "subscribe", "subscription", "promo", "paywall",
		"exchange-rate", "currency-rate", "currencyrate", "advert", "sponsor", "breadcrumb", "tag-list", "author-bio", "authorbio", "about-author",
	}
)

// dropped are elements that never hold a story's text.
var dropped = set(atom.Figcaption, atom.Form, atom.Nav, atom.Select, atom.Button, atom.Dialog, atom.Marquee)

// kept are elements that are no furniture, whatever they are called.
var kept = set(atom.Html, atom.Head, atom.Body, atom.Main, atom.Article)

// The share of a page's prose, in hundredths, that makes an element a part of the
// story after all, whatever its name.
const (
	muchOfPage = 20
	mostOfPage = 60 // where the name is a sure one
)

// prune takes furniture out of the tree. An element that holds a main heading,
// or much of the page, stays: its name is misleading.
func prune(root *html.Node) {
	total := prose(root)
	var gone []*html.Node
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		for c := range n.ChildNodes() {
			if c.Type != html.ElementNode {
				continue
			}
			if share := furniture(c); share > 0 && !holdsStory(c, total, share) {
				gone = append(gone, c)
			} else {
				visit(c)
			}
		}
	}
	visit(root)
	for _, n := range gone {
		n.Parent.RemoveChild(n)
	}
}

// furniture returns the share of the prose from which an element would be a part
// of the story in spite of its name; 0 for one whose name says nothing.
func furniture(n *html.Node) int {
	switch {
	case dropped[n.DataAtom]:
		return mostOfPage
	case kept[n.DataAtom]:
		return 0
	}
	names := strings.ToLower(attr(n.Attr, "class") + " " + attr(n.Attr, "id") + " " + attr(n.Attr, "role"))
	switch {
	case len(names) <= 2:
		return 0
	case containsAny(names, surely):
		return mostOfPage
	case containsAny(names, likely):
		return muchOfPage
	}
	return 0
}

func containsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// holdsStory reports that an element holds a main heading, the marked body of an
// article, or more than a share of the page's prose.
func holdsStory(n *html.Node, total, share int) bool {
	for e := range elements(n) {
		if e.DataAtom == atom.H1 || strings.EqualFold(get(e, "itemprop"), "articleBody") {
			return true
		}
	}
	return prose(n)*100 > total*share
}

// minProse is the length, in bytes, from which a paragraph is prose.
const minProse = 80

// prose counts the letters of the paragraphs below an element that are longer
// than titles and not mostly links.
func prose(n *html.Node) int {
	sum := 0
	for e := range elements(n) {
		if e.DataAtom != atom.P {
			continue
		}
		if t := textOf(e); len(t) >= minProse && linked(e)*2 < len(t) {
			sum += letters(t)
		}
	}
	return sum
}

// linked counts the bytes of text inside links.
func linked(n *html.Node) int {
	sum := 0
	for e := range elements(n) {
		if e.DataAtom == atom.A {
			sum += len(textOf(e))
		}
	}
	return sum
}
