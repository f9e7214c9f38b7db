package source

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"pledgebook"
)

// mostColumns is the most columns a table may have.
const mostColumns = 1000

// Table is a file of delimited values with a line of column names.
type Table struct {
	File
	// Columns are the names in the file's order, as written.
	Columns []string
	// Delimiter parts the cells.
	Delimiter rune
	in        *bufio.Reader
	number    int
}

// Delimiters are what cells may be parted by.
const Delimiters = ",;\t|"

// Header reads the column names off the beginning of a file. The delimiter is
// the one that gives the most columns; none gives fewer than two.
func Header(head []byte) (columns []string, delimiter rune) {
	record, _, _ := nextRecord(head)
	for _, d := range Delimiters {
		cells, err := parseRecord(record, d)
		if err == nil && len(cells) > len(columns) {
			columns, delimiter = cells, d
		}
	}
	if len(columns) < 2 {
		return nil, 0
	}
	for i := range columns {
		columns[i] = folded(columns[i])
	}
	return columns, delimiter
}

// OpenTable reads the column names. It fails where the first line holds none.
func OpenTable(f File) (*Table, error) {
	t := &Table{File: f, in: bufio.NewReaderSize(f.Reader, LongestRow), number: 1}
	head, err := t.in.Peek(LongestRow)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, f.Broken(pledgebook.WrapError(pledgebook.Unreadable, err, "it cannot be read"))
	}
	_, size, _ := nextRecord(head)
	t.Columns, t.Delimiter = Header(head)
	switch {
	case t.Columns == nil:
		return nil, f.Broken(refuse("its first line names no columns parted by comma, semicolon, tab or bar"))
	case len(t.Columns) > mostColumns:
		return nil, f.Broken(pledgebook.Errorf(pledgebook.TooLarge, "it has %d columns; %d are read", len(t.Columns), mostColumns))
	}
	_, err = t.in.Discard(size)
	return t, err
}

// Rows yields the rows below the column names, or what is wrong with each. A
// quotation mark that never closes costs its own line only.
func (t *Table) Rows() iter.Seq2[*Row, error] {
	return func(yield func(*Row, error) bool) {
		for {
			head, err := t.in.Peek(LongestRow)
			if len(head) == 0 && errors.Is(err, io.EOF) {
				return
			}
			row, size, fault := t.row(head)
			if errors.Is(err, io.EOF) || err == nil {
				err = t.pass(size)
			}
			if err != nil {
				yield(nil, t.Broken(pledgebook.WrapError(pledgebook.Unreadable, err, "it cannot be read on")))
				return
			}
			t.number++
			if fault != nil {
				fault = t.Bad(t.number, fault)
			}
			if (row != nil || fault != nil) && !yield(row, fault) {
				return
			}
		}
	}
}

// pass goes on behind a record, and behind the whole line where it is too long.
func (t *Table) pass(size int) error {
	_, err := t.in.Discard(size)
	if size < LongestRow || err != nil {
		return err
	}
	for err = bufio.ErrBufferFull; errors.Is(err, bufio.ErrBufferFull); {
		_, err = t.in.ReadSlice('\n')
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// row reads the record at the beginning of head: nothing where it is blank.
func (t *Table) row(head []byte) (*Row, int, error) {
	record, size, ok := nextRecord(head)
	if !ok {
		line := firstLine(head)
		if len(line) == LongestRow {
			return nil, size, pledgebook.Errorf(pledgebook.TooLarge, "it is longer than %d KB", LongestRow>>10)
		}
		return nil, len(line), refuse("a quotation mark opens and does not close")
	}
	if len(bytes.TrimSpace(record)) == 0 {
		return nil, size, nil
	}
	if !utf8.Valid(record) {
		return nil, size, notUTF8()
	}
	cells, err := parseRecord(record, t.Delimiter)
	if err != nil { // the next mark may belong to another row
		return nil, len(firstLine(head)), err
	}
	if len(cells) != len(t.Columns) {
		return nil, size, refuse("it has %d cells, and there are %d columns; put cells that hold a %s between quotation marks",
			len(cells), len(t.Columns), delimiterName(t.Delimiter))
	}
	r := NewRow(t.number + 1)
	for i, c := range cells {
		r.Add(t.Columns[i], c)
	}
	return r, size, nil
}

func delimiterName(d rune) string {
	return map[rune]string{',': "comma", ';': "semicolon", '\t': "tab", '|': "bar"}[d]
}

// nextRecord returns the record at the beginning of b and how many bytes it
// takes with its line end. It is not ok where a quotation mark does not close.
func nextRecord(b []byte) (record []byte, size int, ok bool) {
	quoted := false
	for i, c := range b {
		switch {
		case c == '"':
			quoted = !quoted
		case c == '\n' && !quoted:
			return b[:i], i + 1, true
		}
	}
	return b, len(b), !quoted && len(b) < LongestRow
}

func firstLine(b []byte) []byte {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return b[:i+1]
	}
	return b
}

// parseRecord cuts one record into cells.
func parseRecord(record []byte, delimiter rune) ([]string, error) {
	in := csv.NewReader(bytes.NewReader(record))
	in.Comma, in.FieldsPerRecord, in.LazyQuotes = delimiter, -1, false
	cells, err := in.Read()
	var fault *csv.ParseError
	switch {
	case errors.As(err, &fault):
		return nil, refuse("a quotation mark stands inside a cell at character %d; double it, or put the cell between quotation marks", fault.Column)
	case err != nil:
		return nil, err
	}
	for i := range cells {
		cells[i] = unguarded(cells[i])
	}
	return cells, nil
}

// unguarded takes away the apostrophe that our export puts before a cell that a
// spreadsheet would run as a formula.
func unguarded(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.IndexByte("=+-@\t\r", cell[1]) >= 0 {
		return cell[1:]
	}
	return cell
}
