package printing

import (
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// Column is one column of a table.
type Column struct {
	Title string
	Right bool // numbers stand right
	// Most is the widest the column may get, in cells of the screen; 0 is no limit.
	Most int
	// Least is the narrowest a narrow screen may make it; 0 is ten cells.
	Least int
}

// Table is rows under titles. A row may have notes: lines across the whole
// width below its cells.
type Table struct {
	Columns []Column
	// Spaced puts an empty line between rows.
	Spaced bool
	rows   []row
}

type row struct {
	cells []string
	notes []string
}

// Row adds a row, with the notes that stand below it.
func (t *Table) Row(cells []string, notes ...string) {
	t.rows = append(t.rows, row{cells, notes})
}

// Print writes the table, nothing where it has no rows. Columns that are empty
// in every row are left out.
func (t *Table) Print(s *Screen) {
	if len(t.rows) == 0 {
		return
	}
	widths := t.widths(s)
	s.Printf("%s\n", s.Faint(t.lines(widths, t.titles())))
	for i, r := range t.rows {
		if t.Spaced && i > 0 {
			s.Printf("\n")
		}
		s.Printf("%s\n", t.lines(widths, r.cells))
		for _, n := range r.notes {
			s.Paragraph(indent, n)
		}
	}
}

const (
	gap    = 2 // between columns
	indent = 4 // of notes
)

func (t *Table) titles() []string {
	titles := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		titles[i] = c.Title
	}
	return titles
}

// widths gives each column what its widest cell needs, and takes from the
// widest ones until the table fits the screen. An empty column gets none.
func (t *Table) widths(s *Screen) []int {
	widths := make([]int, len(t.Columns))
	for _, r := range t.rows {
		for i, cell := range r.cells {
			widths[i] = max(widths[i], text.LongestLineLen(cell))
		}
	}
	for i, c := range t.Columns {
		if widths[i] == 0 {
			continue
		}
		if c.Most > 0 {
			widths[i] = min(widths[i], c.Most)
		}
		widths[i] = max(widths[i], text.StringWidthWithoutEscSequences(c.Title))
	}
	if s.Width > 0 {
		t.narrow(widths, s.Width)
	}
	return widths
}

// narrow takes a cell of the screen from the widest column, again and again,
// until all fit or none can give more.
func (t *Table) narrow(widths []int, screen int) {
	for {
		sum, widest := -gap, -1
		for i, w := range widths {
			if w == 0 {
				continue
			}
			sum += w + gap
			if w > max(t.Columns[i].Least, 10) && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if sum <= screen || widest < 0 {
			return
		}
		widths[widest]--
	}
}

// lines lays the cells of one row out in their columns.
func (t *Table) lines(widths []int, cells []string) string {
	columns := make([][]string, len(cells))
	height := 1
	for i, cell := range cells {
		if widths[i] == 0 {
			continue
		}
		if text.LongestLineLen(cell) > widths[i] {
			cell = text.WrapSoft(cell, widths[i])
		}
		columns[i] = strings.Split(cell, "\n")
		height = max(height, len(columns[i]))
	}
	all := make([]string, height)
	for line := range all {
		all[line] = strings.TrimRight(t.joinLine(columns, widths, line), " ")
	}
	return strings.Join(all, "\n")
}

func (t *Table) joinLine(columns [][]string, widths []int, line int) string {
	var b strings.Builder
	for i, lines := range columns {
		if widths[i] == 0 {
			continue
		}
		cell := ""
		if line < len(lines) {
			cell = strings.TrimRight(lines[line], " ")
		}
		side := text.AlignLeft
		if t.Columns[i].Right {
			side = text.AlignRight
		}
		if b.Len() > 0 {
			b.WriteString(strings.Repeat(" ", gap))
		}
		b.WriteString(side.Apply(cell, widths[i]))
	}
	return b.String()
}
