package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// furniture are the words by which pages name what is no part of the story, in
// the class, id or role of an element.
var furniture = []string{
	"caption", "newsletter", "cookie", "consent", "gdpr", "relatedarticle", "relatedposts", "relatedcontent", "related-", "-related", "related_", "_related", "relatednews", "read-also", "readalso", "read-more", "also-read", "see-also",
	"most-read", "mostread", "most-popular", "mostpopular", "most-viewed", "trending", "popular-news", "recommended", "recirculation", "outbrain", "taboola",
	"comment-form", "commentform", "respond", "disqus", "social", "share-", "sharing", "sharebar", "subscribe", "subscription", "promo", "paywall", "ticker", "exchange-rate", "currency-rate", "currencyrate", "advert", "sponsor", "breadcrumb", "tag-list", "author-bio", "authorbio", "about-author",
}

// dropped are elements that never hold a story's text.
var dropped = set(atom.Figcaption, atom.Form, atom.Nav, atom.Select, atom.Button, atom.Dialog, atom.Marquee)

// muchOfPage is the share of a page's prose, in hundredths, that makes an element
// a part of the story, whatever its name.
const muchOfPage = 20

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
			if isFurniture(c) && !holdsStory(c, total) {
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

func isFurniture(n *html.Node) bool {
	if dropped[n.DataAtom] {
		return true
	}
	if n.DataAtom == atom.Body || n.DataAtom == atom.Html || n.DataAtom == atom.Article || n.DataAtom == atom.Main || n.DataAtom == atom.Head {
		return false
	}
	names := strings.ToLower(attr(n.Attr, "class") + " " + attr(n.Attr, "id") + " " + attr(n.Attr, "role"))
	for _, word := range furniture {
		if strings.Contains(names, word) {
			return true
		}
	}
	return false
}

// holdsStory reports that an element holds a main heading, the marked body of an
// article, or much of the page's text.
func holdsStory(n *html.Node, total int) bool {
	for e := range elements(n) {
		if e.DataAtom == atom.H1 || strings.EqualFold(get(e, "itemprop"), "articleBody") {
			return true
		}
	}
	return prose(n)*100 > total*muchOfPage
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
