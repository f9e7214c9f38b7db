// Package fts reads the flows of OCHA's Financial Tracking Service: the answers
// of its public API (v1, fts/flow) and the tables that HDX makes of them, and
// what appeals require.
//
// A flow runs from source to destination objects and is seen against a boundary
// (a country and year, or a plan): incoming, internal or outgoing. What came in
// may be told again when it is passed on: in a claim of an internal flow the
// source is therefore a channel, who gave stays open, and a child of a flow
// that was passed on whole is a part of it. The amount of a parked flow is what
// is left after its children; with nothing left it makes no claim.
package fts

import (
	"bytes"
	"iter"
	"slices"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/source"
)

const outlet = "OCHA Financial Tracking Service"

var engine = pipeline.RowEngine("fts", 1)

// Format is the service's flows and requirements. Totals, if not nil, adds the
// flows up as the service does, over all files of a command.
type Format struct{ Totals *Totals }

// Name is what messages call it.
func (Format) Name() string { return "FTS" }

var (
	flowColumns        = []string{"amountUSD", "srcOrganization", "destLocations", "status", "boundary"}
	hapiColumns        = []string{"location_code", "appeal_code", "requirements_usd", "funding_usd"}
	requirementColumns = []string{"countryCode", "name", "code", "startDate", "endDate", "requirements", "funding"}
)

// Takes reports whether a file is an answer of the service, or one of its tables.
func (Format) Takes(_ string, head []byte) bool {
	if isAnswer(head) {
		return true
	}
	columns, _ := source.Header(head)
	return hasAll(columns, flowColumns) || hasAll(columns, requirementColumns) || hasAll(columns, hapiColumns)
}

func isAnswer(head []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(head), []byte("{")) && bytes.Contains(head, []byte(`"sourceObjects"`)) && bytes.Contains(head, []byte(`"amountUSD"`))
}

func hasAll(columns, want []string) bool {
	return !slices.ContainsFunc(want, func(c string) bool { return !slices.Contains(columns, c) })
}

// Rows yields a reading for every flow or appeal.
func (f Format) Rows(file source.File) iter.Seq2[pledgebook.Reading, error] {
	return func(yield func(pledgebook.Reading, error) bool) {
		in, head := source.Peeked(file.Reader)
		file.Reader = in
		switch columns, _ := source.Header(head); {
		case bytes.HasPrefix(bytes.TrimSpace(head), []byte("{")):
			f.answer(file, yield)
		case hasAll(columns, flowColumns):
			f.table(file, f.flowOfRow(file), yield)
		case hasAll(columns, []string{"cluster"}) || hasAll(columns, []string{"covidFunding"}):
			yield(pledgebook.Reading{}, file.Broken(pledgebook.Errorf(pledgebook.Unsupported, "it parts the requirements of plans once more; load the table with one row a plan")))
		case hasAll(columns, hapiColumns):
			yield(pledgebook.Reading{}, file.Broken(pledgebook.Errorf(pledgebook.Unsupported, "it is the table of HDX HAPI, which tells the same appeals once more; load their table of requirements and funding")))
		default:
			f.table(file, appeal, yield)
		}
	}
}

// table reads a table whose rows are each read by one function.
func (f Format) table(file source.File, read func(*source.Row) (pledgebook.Reading, error), yield func(pledgebook.Reading, error) bool) {
	t, err := source.OpenTable(file)
	if err != nil {
		yield(pledgebook.Reading{}, err)
		return
	}
	for row, err := range t.Rows() {
		var r pledgebook.Reading
		if err == nil {
			if r, err = read(row); err != nil {
				err = file.Bad(row.Number, err)
			}
		}
		if !yield(r, err) {
			return
		}
	}
	f.Totals.tell(file)
}

func (f Format) flowOfRow(file source.File) func(*source.Row) (pledgebook.Reading, error) {
	return func(row *source.Row) (pledgebook.Reading, error) {
		fl, err := tableFlow(row)
		if err != nil {
			return pledgebook.Reading{}, err
		}
		f.Totals.add(file.Name, fl)
		return fl.reading(), nil
	}
}
