package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// line is what stands on one baseline of one column: its cells, from left to
// right.
type line struct {
	cells  []cell
	x0, x1 float64
	y      float64
	size   float64
	bold   bool
}

// cell is a stretch of a line without a wide gap.
type cell struct {
	text   string
	x0, x1 float64
}

func (l line) text() string {
	texts := make([]string, len(l.cells))
	for i, c := range l.cells {
		texts[i] = c.text
	}
	return strings.Join(texts, " ")
}

// Measures of the page, in sizes of the type.
const (
	sameBaseline = 0.45 // baselines this near are one line
	aSpace       = 0.16 // a gap between strings that parts words
	aCellGap     = 1.6  // a gap that parts the cells of a table
)

// linesOf puts the runs of one column on their baselines.
func linesOf(runs []run) []line {
	sorted := slices.Clone(runs)
	slices.SortStableFunc(sorted, func(a, b run) int { return cmp.Compare(a.y, b.y) })
	var all []line
	for len(sorted) > 0 {
		n := 1
		for n < len(sorted) && sorted[n].y-sorted[0].y <= sameBaseline*max(sorted[0].size, sorted[n].size) {
			n++
		}
		all = append(all, lineOf(sorted[:n]))
		sorted = sorted[n:]
	}
	return all
}

// lineOf joins the runs of one line, from left to right.
func lineOf(runs []run) line {
	slices.SortStableFunc(runs, func(a, b run) int { return cmp.Compare(a.x0, b.x0) })
	l := line{x0: runs[0].x0, y: runs[0].y, bold: true}
	letters := 0
	for _, r := range runs {
		l.add(r)
		l.x1 = max(l.x1, r.x1)
		l.bold = l.bold && r.bold
		if n := len(r.text); n > letters { // the size of the longest: not of a footnote's number
			letters, l.size, l.y = n, r.size, r.y
		}
	}
	for i := range l.cells {
		l.cells[i].text = strings.TrimSpace(squeeze(l.cells[i].text))
	}
	return l
}

func (l *line) add(r run) {
	last := len(l.cells) - 1
	if last < 0 || r.x0-l.cells[last].x1 > aCellGap*r.size {
		l.cells = append(l.cells, cell{r.text, r.x0, r.x1})
		return
	}
	c := &l.cells[last]
	if drawnTwice(*c, r) {
		return
	}
	if r.x0-c.x1 > aSpace*r.size {
		c.text += " "
	}
	c.text += r.text
	c.x1 = max(c.x1, r.x1)
}

// drawnTwice reports a string drawn over itself: some programs make bold so.
func drawnTwice(c cell, r run) bool {
	return strings.HasSuffix(c.text, r.text) && len(r.text) > 1 && math.Abs(c.x1-r.x1) < 0.2*r.size && r.x0 < c.x1
}

func squeeze(s string) string {
	if !strings.Contains(s, "  ") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}
