package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"pledgebook"
)

// block is one paragraph, heading, list item or row of a table.
type block struct {
	kind  pledgebook.PartKind
	text  string
	place pledgebook.Place
	size  float64
	bold  bool
	open  bool // it may go on in the next column
}

// compose turns the pages of a file into blocks, in reading order.
func compose(sheets []sheet) []block {
	furniture := furnitureOf(sheets)
	var all []block
	for _, s := range sheets {
		if len(s.runs) == 0 {
			continue
		}
		s.usual = usual(s.runs)
		for _, runs := range columnsOf(s.runs) {
			all = goOn(all, blocksOf(s, linesOf(runs), furniture))
		}
	}
	hyphenate(all)
	headlines(all)
	return all
}

// What stands in the outermost part of a page's height, in type smaller than the
// page's own, is no part of the text: a browser's or an office's notes.
const margin = 0.055

func (s sheet) inMargin(l line, usual float64) bool {
	return l.size < 0.95*usual && (l.y < margin*s.height || l.y-l.size > (1-margin)*s.height)
}

// goOn appends the blocks of a further column. A sentence that the last one
// leaves open, and that begins there in lower case, is one paragraph; what
// stands at the foot of the page between them comes after it.
func goOn(all, more []block) []block {
	last := len(all) - 1
	for last >= 0 && all[last].kind == pledgebook.PartFurniture {
		last--
	}
	first := slices.IndexFunc(more, func(b block) bool { return b.kind != pledgebook.PartFurniture })
	if last >= 0 && first >= 0 && all[last].open && all[last].kind == more[first].kind && more[first].kind == pledgebook.PartParagraph && lower(more[first].text) {
		all[last].text += "\n" + more[first].text
		all[last].open = more[first].open
		more = slices.Delete(slices.Clone(more), first, first+1)
	}
	return append(all, more...)
}

func lower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// blocksOf parts the lines of a column.
func blocksOf(s sheet, lines []line, furniture map[string]bool) []block {
	kinds := make([]pledgebook.PartKind, len(lines))
	for i, l := range lines {
		switch {
		case furniture[mark(l)], s.inMargin(l, s.usual):
			kinds[i] = pledgebook.PartFurniture
		case inTable(lines, i):
			kinds[i] = pledgebook.PartTableRow
		case bullet(l.text()) > 0:
			kinds[i] = pledgebook.PartListItem
		default:
			kinds[i] = pledgebook.PartParagraph
		}
	}
	c := measure(lines, kinds)
	var all []block
	for i := 0; i < len(lines); {
		n := 1
		if kinds[i] == pledgebook.PartParagraph || kinds[i] == pledgebook.PartListItem {
			for i+n < len(lines) && kinds[i+n] == pledgebook.PartParagraph && c.sameBlock(lines[i], lines[i+n-1], lines[i+n]) {
				n++
			}
		}
		all = append(all, blockOf(s, kinds[i], lines[i:i+n]))
		i += n
	}
	return c.items(all)
}

// column is how the lines of a column stand.
type column struct {
	left, right float64
	leading     float64
}

func measure(lines []line, kinds []pledgebook.PartKind) column {
	c := column{left: math.Inf(1), leading: usualLeading(lines)}
	for i, l := range lines {
		if kinds[i] != pledgebook.PartFurniture {
			c.left, c.right = min(c.left, l.x0), max(c.right, l.x1)
		}
	}
	return c
}

// items makes list items of neighbouring paragraphs that are set in from the
// column's left by the same measure: the marks of some lists are drawings.
func (c column) items(blocks []block) []block {
	in := func(i int) bool {
		return i >= 0 && i < len(blocks) && blocks[i].kind != pledgebook.PartFurniture && blocks[i].kind != pledgebook.PartTableRow &&
			float64(blocks[i].place.Left) > c.left+blocks[i].size
	}
	var found []int
	for i := range blocks {
		for _, j := range []int{i - 1, i + 1} {
			if in(i) && in(j) && blocks[i].place.Left == blocks[j].place.Left {
				found = append(found, i)
				break
			}
		}
	}
	for _, i := range found {
		blocks[i].kind, blocks[i].open = pledgebook.PartListItem, false
	}
	return blocks
}

// usualLeading is the median distance of neighbouring lines.
func usualLeading(lines []line) float64 {
	var gaps []float64
	for i := 1; i < len(lines); i++ {
		gaps = append(gaps, lines[i].y-lines[i-1].y)
	}
	if len(gaps) == 0 {
		return 0
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2]
}

// sameBlock reports that a line goes on with the paragraph that began with first
// and came as far as last.
func (c column) sameBlock(first, last, next line) bool {
	gap := next.y - last.y
	switch {
	case math.Abs(next.size-last.size) > 0.12*last.size:
		return false
	case next.bold != last.bold && (next.bold || first.bold):
		return false
	case gap > 1.35*c.leading && gap > 1.3*next.size, gap > 1.9*next.size && gap > 1.25*c.leading:
		return false
	case bullet(first.text()) > 0 && next.x0 < first.x0-0.5*next.size:
		return false
	}
	return !c.broken(first, last, next)
}

// broken reports that a line ends before the column does although the first
// word of the next would have had room, and the next begins like a sentence or
// an item; or that the next is set in behind the end of a sentence.
func (c column) broken(first, last, next line) bool {
	begins := next.text()
	if lower(begins) {
		return false
	}
	word, _, _ := strings.Cut(begins, " ")
	room := c.right - last.x1 - 0.3*next.size
	fits := room > (next.x1-next.x0)*float64(len(word))/float64(len(begins))
	indented := next.x0 > last.x0+0.9*next.size && next.x0 < last.x0+6*next.size && bullet(first.text()) == 0
	return fits && (room > 0.25*(c.right-c.left) || ended(last.text())) || indented && ended(last.text())
}

// ended reports text that ends like a sentence.
func ended(t string) bool {
	t = strings.TrimRight(t, "\"'”’»)")
	return strings.HasSuffix(t, ".") || strings.HasSuffix(t, "!") || strings.HasSuffix(t, "?") || strings.HasSuffix(t, ":") || strings.HasSuffix(t, ";")
}

// bullet returns how many bytes of a line are the mark of a list item.
func bullet(t string) int {
	r, n := utf8.DecodeRuneInString(t)
	switch {
	case strings.ContainsRune("•▪●■◦‣∙·►➢✓\uf0b7\uf0a7\uf0d8", r), strings.ContainsRune("–—-*o", r) && strings.HasPrefix(t[n:], " "):
		return n + len(t[n:]) - len(strings.TrimLeft(t[n:], " "))
	}
	return 0
}

// inTable reports a line with cells that begin or end under those of a
// neighbour: a row.
func inTable(lines []line, i int) bool {
	if len(lines[i].cells) < 2 {
		return false
	}
	if bullet(lines[i].cells[0].text+" ") > 0 && len(lines[i].cells) == 2 {
		return false
	}
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(lines) && len(lines[j].cells) > 1 && aligned(lines[i], lines[j]) {
			return true
		}
	}
	return false
}

// aligned reports that a further cell of the one begins, or ends, where one of
// the other does.
func aligned(a, b line) bool {
	near := 0.6 * a.size
	for _, c := range a.cells[1:] {
		for _, d := range b.cells[1:] {
			if math.Abs(c.x0-d.x0) < near || math.Abs(c.x1-d.x1) < near {
				return true
			}
		}
	}
	return false
}

func blockOf(s sheet, kind pledgebook.PartKind, lines []line) block {
	b := block{kind: kind, size: lines[0].size, bold: true}
	texts := make([]string, len(lines))
	x0, x1 := lines[0].x0, lines[0].x1
	for i, l := range lines {
		texts[i] = l.text()
		if kind == pledgebook.PartTableRow {
			texts[i] = row(l)
		}
		x0, x1 = min(x0, l.x0), max(x1, l.x1)
		b.bold = b.bold && l.bold
	}
	b.text = strings.Join(texts, "\n")
	if kind == pledgebook.PartListItem {
		b.text = b.text[bullet(b.text):]
	}
	b.open = kind == pledgebook.PartParagraph && !ended(b.text)
	b.place = pledgebook.Place{Page: s.number, Left: points(x0), Top: points(lines[0].y - lines[0].size), Right: points(x1), Bottom: points(lines[len(lines)-1].y + 0.25*b.size)}
	return b
}

func row(l line) string {
	cells := make([]string, len(l.cells))
	for i, c := range l.cells {
		cells[i] = c.text
	}
	return strings.Join(cells, " | ")
}

func points(x float64) int { return int(math.Round(x)) }
