package page

import (
	"strings"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pledgebook"
)

// block is one stretch of the story. A teaser's href is where it leads.
type block struct {
	kind pledgebook.PartKind
	text string
	href string
}

// story returns the story of a page, in order: what the extraction library takes
// for the main text, less what is furniture by its markup.
func (d *document) story(f facts) []block {
	prune(d.root)
	d.dropHead()
	result, err := trafilatura.ExtractDocument(d.root, trafilatura.Options{
		Focus: trafilatura.FavorRecall, ExcludeComments: true, IncludeLinks: true, HtmlDateMode: trafilatura.Disabled,
	})
	w := walker{facts: f}
	if err == nil {
		w.walk(result.ContentNode)
		w.flush()
	}
	if lettersOf(w.blocks) < minStory {
		w.blocks = d.storyInData(w.blocks)
	}
	return w.blocks
}

// dropHead takes the head out of the tree: its facts are known, and the library
// would look for them once more.
func (d *document) dropHead() {
	for n := range elements(d.root) {
		if n.DataAtom == atom.Head {
			n.Parent.RemoveChild(n)
			return
		}
	}
}

// storyInData returns the story as the page's data tell it, where the page itself
// shows none; else what was found.
func (d *document) storyInData(found []block) []block {
	for _, t := range d.articleData() {
		body, _ := t["articleBody"].(string)
		var story []block
		for line := range strings.Lines(html.UnescapeString(body)) {
			if line = squeeze(line); line != "" {
				story = append(story, block{kind: pledgebook.PartParagraph, text: line})
			}
		}
		if lettersOf(story) >= minStory {
			return story
		}
	}
	return found
}

// walker cuts a tree of text into blocks.
type walker struct {
	facts  facts
	blocks []block
	kind   pledgebook.PartKind // of the block being filled
	text   strings.Builder
	linked int    // letters of it that are inside links
	href   string // its first link
	inLink bool
	cells  int
}

// oneLine turns the line ends of the markup into blanks: only <br> parts lines.
var oneLine = strings.NewReplacer("\r", " ", "\n", " ")

func (w *walker) walk(n *html.Node) {
	for c := range n.ChildNodes() {
		switch c.Type {
		case html.TextNode:
			if w.inLink {
				w.linked += letters(c.Data)
			}
			w.text.WriteString(oneLine.Replace(c.Data))
		case html.ElementNode:
			w.element(c)
		}
	}
}

func (w *walker) element(n *html.Node) {
	switch atom.Lookup([]byte(n.Data)) { // the library makes elements without an atom
	case atom.Br, atom.Hr:
		w.text.WriteByte('\n')
	case atom.A:
		outer := w.inLink
		w.inLink = true
		if w.href == "" {
			w.href = get(n, "href")
		}
		w.walk(n)
		w.inLink = outer
	case atom.Td, atom.Th:
		if w.cells++; w.cells > 1 {
			w.text.WriteString(" | ")
		}
		w.walk(n)
	case atom.Tr:
		w.cells = 0
		w.block(n, pledgebook.PartTableRow)
	case atom.Li, atom.Dd, atom.Dt:
		w.block(n, pledgebook.PartListItem)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.block(n, pledgebook.PartSubhead)
	case atom.Ul, atom.Ol:
		w.flush()
		w.list(n)
	case atom.P, atom.Div, atom.Blockquote, atom.Pre, atom.Table, atom.Section, atom.Article, atom.Dl:
		kind := w.kind
		if kind != pledgebook.PartListItem && kind != pledgebook.PartTableRow {
			kind = pledgebook.PartParagraph
		}
		if kind == pledgebook.PartTableRow {
			w.text.WriteByte(' ')
			w.walk(n)
			return
		}
		w.block(n, kind)
	default:
		w.walk(n)
	}
}

// block walks an element as a block of its own.
func (w *walker) block(n *html.Node, kind pledgebook.PartKind) {
	w.flush()
	outer := w.kind
	w.kind = kind
	w.walk(n)
	w.flush()
	w.kind = outer
}

// list walks a list; one whose every item is nothing but a link leads to other
// stories, unless most items have figures: those are the parts of a sum.
func (w *walker) list(n *html.Node) {
	from := len(w.blocks)
	w.walk(n)
	w.flush()
	figures, items := 0, w.blocks[from:]
	for _, b := range items {
		if b.href == "" {
			return
		}
		if strings.ContainsAny(b.text, "0123456789") {
			figures++
		}
	}
	if figures*2 > len(items) {
		return
	}
	for i := range items {
		items[i].kind = pledgebook.PartTeaser
	}
}

// flush ends the block being filled.
func (w *walker) flush() {
	kind, text := w.kind, w.text.String()
	allLink := w.href != "" && w.linked > 0 && w.linked*20 >= letters(text)*19
	href := w.href
	w.text.Reset()
	w.linked, w.href = 0, ""
	if !allLink {
		href = ""
	}
	if kind == "" {
		kind = pledgebook.PartParagraph
	}
	for _, t := range paragraphs(text, kind) {
		w.add(kind, t, href)
	}
}

// Lengths, in bytes, between which a paragraph that is one link is the title of
// another story.
const (
	minTitle = 15
	maxTitle = 250
)

func (w *walker) add(kind pledgebook.PartKind, text, href string) {
	switch {
	case kind == pledgebook.PartSubhead && sameWords(text, w.facts.headline),
		len(w.blocks) == 0 && sameWords(text, w.facts.headline):
		return // said once, as the headline
	case kind == pledgebook.PartParagraph && href != "" && len(text) >= minTitle && len(text) <= maxTitle && !strings.HasSuffix(text, "."):
		kind = pledgebook.PartTeaser
	}
	w.blocks = append(w.blocks, block{kind, text, href})
}

// paragraphs parts text at empty lines, and squeezes the blanks in each line.
// The rows of a table and items of a list stay on one line.
func paragraphs(text string, kind pledgebook.PartKind) []string {
	if kind != pledgebook.PartParagraph {
		if t := squeeze(text); t != "" {
			return []string{strings.Trim(t, " |")}
		}
		return nil
	}
	var all []string
	var lines []string
	end := func() {
		if len(lines) > 0 {
			all = append(all, strings.Join(lines, "\n"))
		}
		lines = nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		if t := squeeze(line); t != "" {
			lines = append(lines, t)
		} else {
			end()
		}
	}
	end()
	return all
}
