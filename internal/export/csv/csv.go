// Package csv exports entries as comma-separated values for spreadsheets: one
// row an entry, lists parted by semicolons, the sentence and the link of its
// first telling at the end.
package csv

import (
	"encoding/csv"
	"io"
	"iter"
	"strconv"
	"strings"

	"pledgebook"
	"pledgebook/internal/export"
)

// Format is comma-separated values in UTF-8, with a line of column names.
type Format struct{}

// Name is "csv".
func (Format) Name() string { return "csv" }

// column is one column: its name and how it reads from a row. docs/export.md
// says what each means.
type column struct {
	name string
	of   func(export.Row) string
}

var columns = []column{
	{"id", func(r export.Row) string { return r.Entry.ID }},
	{"stage", func(r export.Row) string { return string(r.Entry.Stage) }},
	{"polarity", func(r export.Row) string { return string(r.Entry.Polarity) }},
	{"revision", func(r export.Row) string { return string(r.Entry.Revision) }},
	{"extent", func(r export.Row) string { return string(r.Entry.Extent) }},
	{"providers", func(r export.Row) string { return parties(r.Entry.Providers) }},
	{"receivers", func(r export.Row) string { return parties(r.Entry.Receivers) }},
	{"channels", func(r export.Row) string { return parties(r.Entry.Channels) }},
	{"kind", func(r export.Row) string { return string(r.Entry.Kind) }},
	{"modality", func(r export.Row) string { return string(r.Entry.Modality) }},
	{"amount_lo", money(func(m pledgebook.Money) string { return pledgebook.Plain(m.Lo) })},
	{"amount_hi", money(func(m pledgebook.Money) string { return pledgebook.Plain(m.Hi) })},
	{"currency", money(func(m pledgebook.Money) string { return m.Currency })},
	{"qualifier", money(func(m pledgebook.Money) string { return string(m.Qualifier) })},
	{"verbatim", money(func(m pledgebook.Money) string { return m.Verbatim })},
	{"also", money(also)},
	{"items", func(r export.Row) string { return items(r.Entry.Items) }},
	{"period_start", func(r export.Row) string { return r.Entry.Period.Start.String() }},
	{"period_end", func(r export.Row) string { return r.Entry.Period.Last().String() }},
	{"deadline", func(r export.Row) string { return r.Entry.Deadline.String() }},
	{"first_deadline", func(r export.Row) string { return r.Entry.FirstDeadline.String() }},
	{"date", func(r export.Row) string { return r.Entry.Date.String() }},
	{"status", func(r export.Row) string { return string(r.Entry.Status) }},
	{"reviewed", func(r export.Row) string { return strconv.FormatBool(r.Entry.Reviewed) }},
	{"origins", func(r export.Row) string { return strconv.Itoa(r.Entry.Origins) }},
	{"claims", func(r export.Row) string { return strings.Join(r.Entry.Claims, ";") }},
	{"reported_verb", first(func(b export.Backing) string { return b.Claim.ReportedVerb })},
	{"sentence", first(func(b export.Backing) string { return b.Sentence })},
	{"outlet", first(func(b export.Backing) string { return b.Source.Outlet })},
	{"published", first(func(b export.Backing) string { return string(b.Source.Published) })},
	{"source", first(func(b export.Backing) string {
		if b.Source.URL != "" {
			return b.Source.URL
		}
		return b.Source.Input
	})},
}

func money(of func(pledgebook.Money) string) func(export.Row) string {
	return func(r export.Row) string {
		if r.Entry.Money == nil {
			return ""
		}
		return of(*r.Entry.Money)
	}
}

func first(of func(export.Backing) string) func(export.Row) string {
	return func(r export.Row) string {
		if len(r.Backing) == 0 {
			return ""
		}
		return of(r.Backing[0])
	}
}

func parties(ids []pledgebook.PartyID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = string(id)
	}
	return strings.Join(words, ";")
}

func also(m pledgebook.Money) string {
	words := make([]string, len(m.Also))
	for i, a := range m.Also {
		words[i] = a.Currency + " " + pledgebook.Plain(a.Lo)
		if a.Lo.Cmp(a.Hi) != 0 {
			words[i] += "-" + pledgebook.Plain(a.Hi)
		}
	}
	return strings.Join(words, ";")
}

func items(all []pledgebook.Item) string {
	words := make([]string, len(all))
	for i, it := range all {
		words[i] = strings.TrimSpace(it.Count + " " + it.What)
	}
	return strings.Join(words, ";")
}

// Columns lists the names of all columns, in order.
func Columns() []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	return names
}

// Write writes the column names and one line a row.
func (Format) Write(w io.Writer, rows iter.Seq2[export.Row, error]) error {
	out := csv.NewWriter(w)
	if err := out.Write(Columns()); err != nil {
		return err
	}
	cells := make([]string, len(columns))
	for row, err := range rows {
		if err != nil {
			return err
		}
		for i, c := range columns {
			cells[i] = harmless(c.of(row))
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
