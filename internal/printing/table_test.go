package printing

import (
	"strings"
	"testing"

	"github.com/jedib0t/go-pretty/v6/text"
	"pgregory.net/rapid"
)

func TestTable(t *testing.T) {
	var out strings.Builder
	table := Table{Spaced: true, Columns: []Column{{Title: "#", Right: true}, {Title: "empty"}, {Title: "donor", Most: 10}, {Title: "Σ"}}}
	table.Row([]string{"1", "", "Norway", "NOK 3"}, "a note on the first", "")
	table.Row([]string{"12", "", "the United Kingdom", "Україна"})
	table.Print(&Screen{Writer: &out})
	want := ` #  donor       Σ
 1  Norway      NOK 3
    a note on the first

12  the United  Україна
    Kingdom
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

// On a screen wide enough for its columns at their narrowest, no line of a
// table is wider than the screen, and no word of it is lost.
func TestTableFitsTheScreen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.IntRange(1, 6).Draw(t, "columns")
		width := rapid.IntRange(columns*(10+gap), 120).Draw(t, "width")
		table := Table{Columns: make([]Column, columns)}
		word := rapid.StringMatching(`[a-zàéЖß]{1,9}`)
		var words []string
		for range rapid.IntRange(1, 5).Draw(t, "rows") {
			cells := make([]string, columns)
			for i := range cells {
				cell := rapid.SliceOfN(word, 1, 8).Draw(t, "cell")
				words = append(words, cell...)
				cells[i] = strings.Join(cell, " ")
			}
			table.Row(cells)
		}
		var out strings.Builder
		table.Print(&Screen{Writer: &out, Width: width})
		for _, line := range strings.Split(out.String(), "\n") {
			if text.StringWidthWithoutEscSequences(line) > width {
				t.Fatalf("line wider than %d: %q", width, line)
			}
		}
		for _, w := range words {
			if !strings.Contains(out.String(), w) {
				t.Fatalf("%q was lost in\n%s", w, out.String())
			}
		}
	})
}

func TestColourOnlyWhereThereIsOne(t *testing.T) {
	plain := &Screen{}
	if got := plain.Mark("gave €5 now", 5, 9); got != "gave »€5« now" {
		t.Errorf("Mark = %q", got)
	}
	if got := plain.Strong("x") + plain.Faint("y"); got != "xy" {
		t.Errorf("a plain screen got %q", got)
	}
	var out strings.Builder
	coloured := &Screen{Writer: &out, Colour: true, Width: 24}
	coloured.Paragraph(2, coloured.Mark("gave 20 million euros now", 5, 21))
	if want := "  gave \x1b[1;33m20 million\x1b[0m\n\x1b[1;33m  euros\x1b[0m now\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}
