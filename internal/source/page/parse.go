package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pledgebook"
)

// Limits of one page, so that hostile markup costs bounded memory and time. A
// long news page has under 10 000 elements, 40 deep.
const (
	maxElements  = 50_000
	maxDepth     = 100     // of elements that nest; the parser gives up at 512 of all
	maxAttribute = 4 << 10 // bytes of one attribute's value
	maxData      = 2 << 20 // bytes of all JSON-LD of a page
)

// document is a page's tree without what no reader needs, and the JSON-LD that
// stood in it.
type document struct {
	root *html.Node
	data []string // the contents of JSON-LD scripts
}

// parse makes the tree. The page goes through the tokenizer once before: scripts,
// styles, comments and marks of emphasis are dropped, and so are tags deeper
// than maxDepth; the text inside them stays.
func parse(text string) (*document, error) {
	t := trimmer{z: html.NewTokenizer(strings.NewReader(text))}
	t.out.Grow(len(text) / 2)
	if err := t.run(); err != nil {
		return nil, err
	}
	root, err := html.Parse(strings.NewReader(t.out.String()))
	if err != nil {
		return nil, pledgebook.WrapError(pledgebook.Invalid, err, "its markup is broken beyond repair")
	}
	return &document{root: root, data: t.data}, nil
}

// trimmer copies the tokens of a page that are needed.
type trimmer struct {
	z        *html.Tokenizer
	out      strings.Builder
	data     []string
	dataSize int
	elements int
	open     []atom.Atom // the elements that nest, outermost first
	dropped  int         // open elements whose tags were left out for their depth
}

func (t *trimmer) run() error {
	for {
		switch t.z.Next() {
		case html.ErrorToken:
			return nil // the end: a string cannot fail otherwise
		case html.TextToken:
			t.out.Write(t.z.Raw())
		case html.StartTagToken, html.SelfClosingTagToken:
			if t.elements++; t.elements > maxElements {
				return pledgebook.Errorf(pledgebook.TooLarge, "it has more than %d elements", maxElements)
			}
			t.start()
		case html.EndTagToken:
			t.end()
		}
	}
}

func (t *trimmer) start() {
	name, more := t.z.TagName()
	tag := atom.Lookup(name)
	attrs := t.attributes(tag, more)
	switch {
	case emphasis[tag]:
		return
	case rawText[tag]:
		t.raw(tag, attrs)
		return
	case nests(tag):
		if len(t.open) >= maxDepth {
			t.dropped++
			return
		}
		t.open = append(t.open, tag)
	}
	t.out.WriteByte('<')
	t.out.Write(name)
	for _, a := range attrs {
		t.out.WriteByte(' ')
		t.out.WriteString(a.Key)
		t.out.WriteString(`="`)
		t.out.WriteString(html.EscapeString(a.Val))
		t.out.WriteByte('"')
	}
	t.out.WriteByte('>')
}

func (t *trimmer) end() {
	name, _ := t.z.TagName()
	tag := atom.Lookup(name)
	if emphasis[tag] || rawText[tag] {
		return
	}
	if nests(tag) {
		if t.dropped > 0 {
			t.dropped--
			return
		}
		if !t.close(tag) {
			return
		}
	}
	t.out.WriteString("</")
	t.out.Write(name)
	t.out.WriteByte('>')
}

// attributes returns a tag's attributes, without event handlers, styles and
// values of excessive length.
func (t *trimmer) attributes(tag atom.Atom, more bool) []html.Attribute {
	var all []html.Attribute
	for more {
		var key, value []byte
		key, value, more = t.z.TagAttr()
		k := string(key)
		if len(value) > maxAttribute || len(all) >= 40 || strings.HasPrefix(k, "on") || k == "style" || k == "srcset" || !attributeName(k) {
			continue
		}
		if tag == atom.Code && k != "class" {
			continue
		}
		all = append(all, html.Attribute{Key: k, Val: string(value)})
	}
	return all
}

func attributeName(k string) bool {
	return k != "" && len(k) <= 64 && strings.IndexFunc(k, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != ':' && r != '_' && r != '.'
	}) < 0
}

// close takes an element and all inside it off the open ones; false where none
// of the kind is open.
func (t *trimmer) close(tag atom.Atom) bool {
	for i := len(t.open) - 1; i >= 0; i-- {
		if t.open[i] == tag {
			t.open = t.open[:i]
			return true
		}
	}
	return false
}

// raw passes over an element whose content is no markup, and keeps JSON-LD.
func (t *trimmer) raw(tag atom.Atom, attrs []html.Attribute) {
	if t.z.Next() != html.TextToken || tag != atom.Script || !strings.Contains(strings.ToLower(attr(attrs, "type")), "ld+json") {
		return
	}
	if text := string(t.z.Raw()); t.dataSize+len(text) <= maxData {
		t.data, t.dataSize = append(t.data, text), t.dataSize+len(text)
	}
}

// emphasis marks words without saying what they are. Left unclosed, each such
// element is opened again in every paragraph behind it.
var emphasis = set(atom.B, atom.Big, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U)

var rawText = set(atom.Script, atom.Style, atom.Noscript, atom.Iframe, atom.Noembed, atom.Noframes, atom.Textarea)

// flat are elements that do not nest in one another: the parser closes one where
// the next begins, or they hold nothing.
var flat = set(atom.P, atom.Li, atom.Dt, atom.Dd, atom.Tr, atom.Td, atom.Th, atom.Tbody, atom.Thead, atom.Option, atom.A,
	atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr)

func nests(tag atom.Atom) bool { return !flat[tag] }

func set(tags ...atom.Atom) map[atom.Atom]bool {
	m := make(map[atom.Atom]bool, len(tags))
	for _, t := range tags {
		m[t] = true
	}
	return m
}

// attr returns the value of a named attribute, or "".
func attr(attrs []html.Attribute, key string) string {
	for _, a := range attrs {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
