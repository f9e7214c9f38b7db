package page

import (
	"iter"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// elements yields the elements of a tree in the order of the page.
func elements(n *html.Node) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		for d := range n.Descendants() {
			if d.Type == html.ElementNode && !yield(d) {
				return
			}
		}
	}
}

// breaks are elements that part the text before from the text behind.
var breaks = set(atom.P, atom.Div, atom.Br, atom.Li, atom.Ul, atom.Ol, atom.Tr, atom.Td, atom.Th, atom.Table, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
	atom.Section, atom.Article, atom.Header, atom.Footer, atom.Aside, atom.Nav, atom.Figure, atom.Figcaption, atom.Blockquote, atom.Dt, atom.Dd, atom.Time)

// textOf returns the words of a tree with one space between them.
func textOf(n *html.Node) string {
	var out strings.Builder
	appendText(&out, n)
	return squeeze(out.String())
}

func appendText(out *strings.Builder, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		out.WriteString(n.Data)
		return
	case n.Type == html.ElementNode && breaks[n.DataAtom]:
		out.WriteByte(' ')
		defer out.WriteByte(' ')
	}
	for c := range n.ChildNodes() {
		appendText(out, c)
	}
}

// squeeze writes text with single spaces and none at its ends.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// letters counts letters and digits.
func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// sameWords reports that two texts have the same letters and digits in the same
// order, whatever their quotes, dashes and case.
func sameWords(a, b string) bool { return plain(a) == plain(b) }

func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// get returns an attribute of an element, without the blanks around it.
func get(n *html.Node, key string) string { return strings.TrimSpace(attr(n.Attr, key)) }
