// Package csv exports entries as comma-separated values for spreadsheets: one
// row an entry, lists parted by semicolons, the sentence and the link of its
// first telling at the end.
package csv

import (
	"encoding/csv"
	"io"
	"iter"
	"strings"

	"pledgebook/internal/export"
)

// Format is comma-separated values in UTF-8, with a line of column names.
type Format struct{}

// Name is "csv".
func (Format) Name() string { return "csv" }

// MediaType is that of RFC 4180.
func (Format) MediaType() string { return "text/csv; charset=utf-8; header=present" }

// Write writes the column names and one line a row.
func (Format) Write(w io.Writer, _ export.About, rows iter.Seq2[export.Row, error]) error {
	out := csv.NewWriter(w)
	cells := make([]string, len(export.Columns))
	for i, c := range export.Columns {
		cells[i] = c.Name
	}
	if err := out.Write(cells); err != nil {
		return err
	}
	for row, err := range rows {
		if err != nil {
			return err
		}
		for i, c := range export.Columns {
			cells[i] = harmless(c.Of(row))
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// harmless keeps a spreadsheet from running a cell as a formula: what begins
// like one gets an apostrophe before it. A plain negative number stays.
func harmless(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return cell
	}
	if cell[0] == '-' && isNumber(cell[1:]) {
		return cell
	}
	return "'" + cell
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789.") == ""
}
