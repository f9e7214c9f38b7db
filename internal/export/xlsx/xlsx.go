// Package xlsx exports entries as a workbook: the entries, what every column is,
// and where it comes from. Rows are written as they come, so that a long list
// costs no memory. Text stays text: no cell is a formula.
package xlsx

import (
	"io"
	"iter"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"pledgebook/internal/export"
)

// Format is the Office Open XML workbook.
type Format struct{}

// Name is "xlsx".
func (Format) Name() string { return "xlsx" }

// MediaType is that of Office Open XML.
func (Format) MediaType() string {
	return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
}

// The sheets. Entries that do not fit on one go on the next: "Entries 2".
const (
	entriesSheet = "Entries"
	columnsSheet = "Columns"
	aboutSheet   = "About"
)

// What a workbook can hold.
const (
	mostRows   = excelize.TotalRows // with the line of names
	mostLetter = 32_000
	mostDigits = 15 // of a number; a longer one stays text, exact
)

// Write writes the workbook.
func (Format) Write(w io.Writer, about export.About, rows iter.Seq2[export.Row, error]) error {
	f := excelize.NewFile()
	defer f.Close()
	b := &book{file: f}
	err := b.styles()
	if err == nil {
		err = f.SetSheetName("Sheet1", entriesSheet)
	}
	if err == nil {
		err = b.entries(rows)
	}
	if err == nil {
		err = b.columns()
	}
	if err == nil {
		err = b.about(about)
	}
	if err != nil {
		return err
	}
	_, err = f.WriteTo(w)
	return err
}

type book struct {
	file              *excelize.File
	heading, day, sum int // styles
	sheet             *excelize.StreamWriter
	sheets, line      int
}

func (b *book) styles() (err error) {
	if b.heading, err = b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{Vertical: "top"}}); err != nil {
		return err
	}
	isoDay, plain := "yyyy-mm-dd", "#,##0.##########"
	if b.day, err = b.file.NewStyle(&excelize.Style{CustomNumFmt: &isoDay}); err != nil {
		return err
	}
	b.sum, err = b.file.NewStyle(&excelize.Style{CustomNumFmt: &plain})
	return err
}

func (b *book) entries(rows iter.Seq2[export.Row, error]) error {
	if err := b.begin(); err != nil {
		return err
	}
	for r, err := range rows {
		if err != nil {
			return err
		}
		if b.line > mostRows {
			if err := b.begin(); err != nil {
				return err
			}
		}
		cells := make([]any, len(export.Columns))
		for i, c := range export.Columns {
			cells[i] = b.cell(c, c.Of(r))
		}
		if err := b.put(cells); err != nil {
			return err
		}
	}
	return b.sheet.Flush()
}

// begin begins the next sheet of entries.
func (b *book) begin() error {
	name := entriesSheet
	if b.sheets++; b.sheets > 1 {
		name += " " + strconv.Itoa(b.sheets)
		if err := b.sheet.Flush(); err != nil {
			return err
		}
	}
	names := make([]any, len(export.Columns))
	for i, c := range export.Columns {
		names[i] = excelize.Cell{StyleID: b.heading, Value: c.Name}
	}
	return b.open(name, names, 16)
}

// open opens a sheet with a line of names that stays in sight.
func (b *book) open(name string, names []any, width float64) (err error) {
	if _, err = b.file.NewSheet(name); err != nil {
		return err
	}
	if b.sheet, err = b.file.NewStreamWriter(name); err != nil {
		return err
	}
	if err = b.sheet.SetColWidth(1, len(names), width); err != nil {
		return err
	}
	if err = b.sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	b.line = 1
	return b.put(names)
}

func (b *book) put(cells []any) error {
	at, err := excelize.CoordinatesToCellName(1, b.line)
	if err != nil {
		return err
	}
	b.line++
	return b.sheet.SetRow(at, cells)
}

// cell is a cell's value by the type of its column; empty where nothing is known.
func (b *book) cell(c export.Column, value string) any {
	if value == "" {
		return nil
	}
	switch c.Type {
	case export.Truth:
		return value == "true"
	case export.Date:
		if day, err := time.Parse("2006-01-02", value); err == nil && day.Year() >= 1900 {
			return excelize.Cell{StyleID: b.day, Value: day}
		}
	case export.Decimal, export.Whole:
		if number, err := strconv.ParseFloat(value, 64); err == nil && digits(value) <= mostDigits {
			return excelize.Cell{StyleID: b.sum, Value: number}
		}
	}
	return clean(value)
}

func digits(s string) (n int) {
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}

// clean leaves out what no cell can hold, and cuts what is too long for one.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	if utf8.RuneCountInString(text) > mostLetter {
		text = string([]rune(text)[:mostLetter]) + "…"
	}
	return text
}

// columns is the sheet that says what every column is.
func (b *book) columns() error {
	if err := b.open(columnsSheet, []any{excelize.Cell{StyleID: b.heading, Value: "column"}, excelize.Cell{StyleID: b.heading, Value: "type"}, excelize.Cell{StyleID: b.heading, Value: "what it is"}}, 24); err != nil {
		return err
	}
	for _, c := range export.Columns {
		if err := b.put([]any{c.Name, string(c.Type), c.About}); err != nil {
			return err
		}
	}
	return b.sheet.Flush()
}

// about is the sheet that says where the workbook comes from.
func (b *book) about(about export.About) error {
	if err := b.open(aboutSheet, []any{excelize.Cell{StyleID: b.heading, Value: "what"}, nil}, 40); err != nil {
		return err
	}
	for _, line := range [][2]string{{"title", about.Title}, {"made", about.Made.UTC().Format(time.RFC3339)}, {"state of the book", about.Head}, {"address", about.Address}, {"sums", export.NoSum}} {
		if err := b.put([]any{line[0], clean(line[1])}); err != nil {
			return err
		}
	}
	return b.sheet.Flush()
}
