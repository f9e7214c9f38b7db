package article

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"

	"pledgebook"
)

// markdownParser reads CommonMark with tables and struck-out words.
var markdownParser = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)).Parser()

// deepest is how far blocks may stand inside one another; what stands deeper is
// taken as one stretch of text.
const deepest = 40

// mostOpened is how many brackets, and how many ">", one paragraph may have: the
// parser takes time that grows with the square of their number.
const mostOpened = 500

// markup adds the words of a markdown document, without its marks: a link is
// its text, a picture nothing, a tag nothing. A document with a paragraph that
// nobody writes is taken as it stands.
func (b *Builder) markup(content string) {
	for paragraph := range strings.SplitSeq(content, "\n\n") {
		if strings.Count(paragraph, "[") > mostOpened || strings.Count(paragraph, ">") > mostOpened {
			b.AddText(content)
			return
		}
	}
	m := markup{b: b, source: []byte(content)}
	m.blocks(markdownParser.Parse(text.NewReader(m.source)), "", 0)
}

// markup walks the parts of a markdown document.
type markup struct {
	b      *Builder
	source []byte
}

// blocks adds the blocks inside n; kind is what the first stretch of text of a
// list item is.
func (m *markup) blocks(n ast.Node, kind pledgebook.PartKind, depth int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Heading:
			m.b.Add(pledgebook.PartSubhead, m.words(c))
		case *ast.Paragraph, *ast.TextBlock:
			m.paragraph(c, kind)
		case *east.Table:
			m.table(c)
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			m.b.AddText(string(c.Lines().Value(m.source)))
		case *ast.HTMLBlock:
			m.b.AddText(untagged(c.Lines().Value(m.source)))
		case *ast.ListItem:
			m.inside(c, pledgebook.PartListItem, depth)
			continue
		default:
			m.inside(c, kind, depth)
		}
		kind = ""
	}
}

func (m *markup) inside(n ast.Node, kind pledgebook.PartKind, depth int) {
	if depth >= deepest {
		m.b.Add(kind, m.words(n))
		return
	}
	m.blocks(n, kind, depth+1)
}

// paragraph adds one paragraph; one that is bold from end to end and ends no
// sentence heads what follows.
func (m *markup) paragraph(n ast.Node, kind pledgebook.PartKind) {
	words := m.words(n)
	if e, ok := n.FirstChild().(*ast.Emphasis); ok && kind == "" && e.Level == 2 && e.NextSibling() == nil && (!ends(words) || strings.HasSuffix(words, ":")) {
		kind = pledgebook.PartSubhead
	}
	for line := range strings.SplitSeq(words, "\n") {
		m.b.Add(kind, line)
		kind = ""
	}
}

// table adds each row as a stretch of its own, its cells parted by " | ".
func (m *markup) table(t *east.Table) {
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, strings.TrimSpace(strings.ReplaceAll(m.words(cell), "\n", " ")))
		}
		m.b.Add(pledgebook.PartTableRow, strings.Join(cells, " | "))
	}
}

// words is the text of a node without marks. A line that the author only
// wrapped runs on; a hard break is a new line.
func (m *markup) words(n ast.Node) string {
	var out bytes.Buffer
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch c := c.(type) {
		case *ast.Text:
			out.Write(plainText(c, m.source))
			switch {
			case c.HardLineBreak():
				out.WriteByte('\n')
			case c.SoftLineBreak():
				out.WriteByte(' ')
			}
		case *ast.String:
			out.Write(c.Value)
		case *ast.AutoLink:
			out.Write(c.Label(m.source))
		case *ast.Image, *ast.RawHTML:
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return out.String()
}

// plainText is a stretch of text with its escapes and entities resolved, except
// inside code.
func plainText(t *ast.Text, source []byte) []byte {
	raw := t.Segment.Value(source)
	if t.IsRaw() {
		return raw
	}
	return []byte(html.UnescapeString(string(unescaped(raw))))
}

// unescaped drops the backslash before each mark that it takes the meaning from.
func unescaped(raw []byte) []byte {
	if bytes.IndexByte(raw, '\\') < 0 {
		return raw
	}
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] == '\\' && i+1 < len(raw) && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", raw[i+1]) >= 0 {
			i++
		}
		out = append(out, raw[i])
	}
	return out
}

// untagged is the text between the tags of a stretch of HTML.
func untagged(raw []byte) string {
	var out strings.Builder
	z := html.NewTokenizer(bytes.NewReader(raw))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.String()
		case html.TextToken:
			out.WriteString(html.UnescapeString(string(z.Raw())))
		}
	}
}
