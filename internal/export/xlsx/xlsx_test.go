package xlsx

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"pledgebook"
	"pledgebook/internal/export"
	"pledgebook/internal/export/exporttest"
)

func TestExport(t *testing.T) { exporttest.Run(t, Format{}, show) }

// show writes a workbook as text: every cell with its type, and every formula.
func show(t *testing.T, file []byte) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b strings.Builder
	for _, sheet := range f.GetSheetList() {
		fmt.Fprintf(&b, "== %s\n", sheet)
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for y, row := range rows {
			for x, value := range row {
				at, err := excelize.CoordinatesToCellName(x+1, y+1)
				if err != nil {
					t.Fatal(err)
				}
				if formula, err := f.GetCellFormula(sheet, at); err != nil || formula != "" {
					t.Errorf("%s!%s is a formula: %q (%v)", sheet, at, formula, err)
				}
				if value != "" {
					kind, _ := f.GetCellType(sheet, at)
					fmt.Fprintf(&b, "%s %d %q\n", at, kind, value)
				}
			}
		}
	}
	return b.String()
}

// A figure of more digits than a number holds exactly stays text.
func TestLongFiguresStayExact(t *testing.T) {
	row := exporttest.Sample()[0]
	m := *row.Entry.Money
	m.Lo = exporttest.Number("1234567890123456.78")
	row.Entry.Money = &m
	if text := show(t, exporttest.Written(t, Format{}, row)); !strings.Contains(text, `"1234567890123456.78"`) {
		t.Error(text)
	}
}

func TestNoRowIsLost(t *testing.T) {
	var rows []export.Row
	for i := range 3000 {
		rows = append(rows, export.Row{Entry: pledgebook.Entry{ID: fmt.Sprint("e", i)}})
	}
	if text := show(t, exporttest.Written(t, Format{}, rows...)); !strings.Contains(text, `"e2999"`) || !strings.Contains(text, `"e0"`) {
		t.Error("rows are missing")
	}
}
