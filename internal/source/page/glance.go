package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pledgebook"
)

// glance collects all that a page says, menus and other stories' titles too, cut
// into the blocks that [walker] would cut it into. The story is made of some of
// them: what none of them holds, the story does not hold. It makes no tree, and
// costs a small part of what finding the story costs.
type glance struct {
	out   strings.Builder
	parts []pledgebook.Part
	start int // of the block being filled
	kind  pledgebook.PartKind
	cells int
	row   bool
	data  []string // the contents of JSON-LD scripts
}

// glanceAt returns what a page says, and the blocks of it.
func glanceAt(page string) (string, []pledgebook.Part) {
	var g glance
	g.out.Grow(len(page) / 8)
	for page != "" {
		open := strings.IndexByte(page, '<')
		if open < 0 {
			g.add(page)
			break
		}
		g.add(page[:open])
		page = g.markup(page[open:])
	}
	g.addData(&document{data: g.data})
	g.flush()
	return g.out.String(), g.parts
}

// markup takes the tag, comment or lone bracket that s begins with, and returns
// what follows.
func (g *glance) markup(s string) string {
	if strings.HasPrefix(s, "<!--") {
		return behindComment(s[2:])
	}
	at := 1
	if strings.HasPrefix(s, "</") {
		at = 2
	}
	if at == len(s) || !letter(s[at]) {
		if at == 2 || strings.HasPrefix(s, "<!") || strings.HasPrefix(s, "<?") {
			_, rest, _ := strings.Cut(s, ">")
			return rest
		}
		g.add("<")
		return s[1:]
	}
	end := tagEnd(s, at)
	tag, rest := s[:end], s[min(end+1, len(s)):]
	name := tagName(tag[at:])
	switch {
	case at == 1 && rawText[name]:
		raw, rest := rawContent(rest, name)
		if name == atom.Script && strings.Contains(strings.ToLower(tag), "ld+json") && len(raw) <= maxData {
			g.data = append(g.data, raw)
		}
		return rest
	case name == atom.Meta:
		if strings.Contains(strings.ToLower(tag), "title") {
			g.block(pledgebook.PartHeadline, html.UnescapeString(content(tag)))
		}
	case !emphasis[name]:
		g.tag(name, at == 1)
	}
	return rest
}

// behindComment returns what follows a comment, of which s has all but "<!".
func behindComment(s string) string {
	for at := 0; ; {
		end := strings.Index(s[at:], "--")
		if end < 0 {
			return ""
		}
		at += end
		for _, mark := range []string{"-->", "--!>"} {
			if strings.HasPrefix(s[at:], mark) && (mark == "-->" || at > 0) {
				return s[at+len(mark):]
			}
		}
		at++
	}
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// tagEnd returns where the ">" of a tag stands: not inside a quoted value.
func tagEnd(s string, i int) int {
	for i < len(s) && s[i] != '>' {
		if s[i] != '=' {
			i++
			continue
		}
		for i++; i < len(s) && (s[i] == ' ' || s[i] == '\n' || s[i] == '\t' || s[i] == '\r' || s[i] == '\f'); {
			i++
		}
		if i < len(s) && (s[i] == '"' || s[i] == '\'') {
			shut := strings.IndexByte(s[i+1:], s[i])
			if shut < 0 {
				return len(s)
			}
			i += shut + 2
		}
	}
	return i
}

// tagName returns the name a tag begins with, 0 for one that HTML does not know.
func tagName(tag string) atom.Atom {
	var name [12]byte
	n := 0
	for n < len(tag) && n < len(name) && (letter(tag[n]) || digit(tag[n])) {
		name[n] = tag[n] | 0x20
		n++
	}
	return atom.Lookup(name[:n])
}

// rawContent returns what stands up to the end tag of an element whose content
// is no markup, and what follows.
func rawContent(s string, name atom.Atom) (raw, rest string) {
	word := name.String()
	for at := 0; ; {
		end := strings.Index(s[at:], "</")
		if end < 0 {
			return s, ""
		}
		at += end + 2
		if len(s)-at >= len(word) && strings.EqualFold(s[at:at+len(word)], word) && (len(s)-at == len(word) || !letter(s[at+len(word)]) && !digit(s[at+len(word)])) {
			_, rest, _ = strings.Cut(s[at:], ">")
			return s[:at-2], rest
		}
	}
}

// content returns the value of a tag's attribute of that name.
func content(tag string) string {
	_, value, found := strings.Cut(tag, "content")
	if !found {
		_, value, _ = strings.Cut(tag, "CONTENT")
	}
	value = strings.TrimLeft(value, " \t\r\n=")
	if value == "" || value[0] != '"' && value[0] != '\'' {
		value, _, _ = strings.Cut(value, " ")
		return value
	}
	inside, _, _ := strings.Cut(value[1:], value[:1])
	return inside
}

// add writes text as the page's source has it.
func (g *glance) add(raw string) {
	if raw != "" {
		g.out.WriteString(oneLine.Replace(html.UnescapeString(raw)))
	}
}

// block adds a text that stands alone.
func (g *glance) block(kind pledgebook.PartKind, text string) {
	g.flush()
	g.out.WriteString(oneLine.Replace(text))
	g.part(kind)
}

// tag ends or begins a block where the walker does.
func (g *glance) tag(tag atom.Atom, opens bool) {
	switch tag {
	case atom.Br, atom.Hr:
		if text := g.out.String()[g.start:]; strings.HasSuffix(strings.TrimRight(text, " \t"), "\n") {
			g.flush() // an empty line parts paragraphs
			return
		}
		g.out.WriteByte('\n')
	case atom.Ul, atom.Ol, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Table, atom.Title:
		g.begin("", false)
	case atom.Td, atom.Th:
		if opens {
			if g.cells++; g.cells > 1 {
				g.out.WriteString(" | ")
			}
		}
	case atom.Tr:
		g.cells = 0
		g.begin(pledgebook.PartTableRow, opens)
		g.row = opens
	case atom.Li, atom.Dd, atom.Dt:
		g.begin(pledgebook.PartListItem, opens)
	case atom.P, atom.Div, atom.Blockquote, atom.Pre, atom.Section, atom.Article, atom.Dl:
		if g.row {
			g.out.WriteByte(' ')
			return
		}
		g.flush()
	}
}

// begin ends the block being filled; the next ones are of the kind.
func (g *glance) begin(kind pledgebook.PartKind, opens bool) {
	g.flush()
	g.kind, g.row = "", false
	if opens {
		g.kind = kind
	}
}

// flush ends the block being filled.
func (g *glance) flush() {
	kind := g.kind
	if kind == "" {
		kind = pledgebook.PartParagraph
	}
	g.part(kind)
}

func (g *glance) part(kind pledgebook.PartKind) {
	if end := g.out.Len(); strings.TrimSpace(g.out.String()[g.start:]) != "" {
		g.parts = append(g.parts, pledgebook.Part{Kind: kind, Span: pledgebook.Span{Start: g.start, End: end}})
		g.out.WriteByte('\n')
	}
	g.start = g.out.Len()
}

// addData adds the headlines and stories that the page's data tell.
func (g *glance) addData(d *document) {
	if len(d.data) == 0 {
		return
	}
	for _, t := range d.articleData() {
		g.block(pledgebook.PartHeadline, t.text("headline"))
		body, _ := t["articleBody"].(string)
		for line := range strings.Lines(html.UnescapeString(body)) {
			g.block(pledgebook.PartParagraph, line)
		}
	}
}
