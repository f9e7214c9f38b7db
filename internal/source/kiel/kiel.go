// Package kiel reads the rows of the Kiel Ukraine Support Tracker: the main
// sheet saved as CSV, the web's table of bilateral activities, and the monthly
// sheets of disbursements and sums.
//
// A row of the main sheet is a part of an activity. Its own value is an
// allocation where the measure says so; the activity's value, filled on the
// first part only, is a commitment. So the allocations add up over rows, and
// so do the commitments. Negative rows are corrections, and their negative
// sums are kept. Rows without a day keep none: the month column of such rows is
// the sheet's estimate, and stays in the row's text.
package kiel

import (
	"iter"
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/source"
)

// outlet is whose rows they are.
const outlet = "Kiel Ukraine Support Tracker"

// receiver is whom all rows are about.
const receiver = pledgebook.PartyID("UKR")

// Format is the tracker's rows. Plain takes the value as each donor gave it;
// else the value is the redistributed one, in which the tracker spreads what an
// activity told as a whole over its parts, and which its own totals add up.
type Format struct{ Plain bool }

// Name is what messages call it.
func (Format) Name() string { return "Kiel" }

// sheet is one layout of the tracker's rows.
type sheet struct {
	columns []string // by which the sheet is told
	claims  func(f Format, r *reader) []pledgebook.Claim
}

var sheets = []sheet{
	{[]string{"donor", "measure", "aid_type_general", "tot_sub_activity_value_EUR"}, mainRow},
	{[]string{"giver", "maal", "kategori", "verdi_eur", "verdi_eur_redistr"}, webRow},
	{[]string{"giver", "aar", "maaned", "verdi_eur_mrd"}, disbursementRow},
	{[]string{"land", "aar", "maaned", "maal", "sum_eur"}, monthRow},
}

// derived are sheets that sum up others without saying what or when: their
// figures would stand beside the rows they were made of.
var derived = [][]string{
	{"land", "total_allocation"}, {"land", "total_allocation_nok"}, {"land", "andel_bnp_pct"},
	{"donor", "category", "number_of_weapons"},
}

// isDerived reports whether the columns are those of a sheet made of others.
func isDerived(columns []string) bool {
	return slices.ContainsFunc(derived, func(want []string) bool {
		return !slices.ContainsFunc(want, func(c string) bool { return !slices.Contains(columns, c) })
	})
}

func sheetOf(columns []string) *sheet {
	for i, s := range sheets {
		if !slices.ContainsFunc(s.columns, func(c string) bool { return !slices.Contains(columns, c) }) {
			return &sheets[i]
		}
	}
	return nil
}

// Takes reports whether the column names are those of a sheet that is read.
func (Format) Takes(_ string, head []byte) bool {
	columns, _ := source.Header(head)
	return sheetOf(columns) != nil || isDerived(columns)
}

// Rows yields a reading for every row. A row whose values are all nought or
// not given is kept without a claim.
func (f Format) Rows(file source.File) iter.Seq2[pledgebook.Reading, error] {
	return func(yield func(pledgebook.Reading, error) bool) {
		table, err := source.OpenTable(file)
		if err != nil {
			yield(pledgebook.Reading{}, err)
			return
		}
		s := sheetOf(table.Columns)
		if s == nil {
			yield(pledgebook.Reading{}, file.Broken(pledgebook.Errorf(pledgebook.Unsupported, "it sums up other sheets and gives no dates; load the main sheet, the bilateral activities, or the monthly sheets")))
			return
		}
		f.noteValues(file, s)
		seen := source.Seen{}
		for row, err := range table.Rows() {
			var reading pledgebook.Reading
			if err == nil {
				reading, err = f.reading(s, row, seen)
				if err != nil {
					err = file.Bad(row.Number, err)
				}
			}
			if !yield(reading, err) {
				return
			}
		}
	}
}

// noteValues says of a month's sums that they add up what each donor gave: beside
// activities whose values are redistributed they contradict, in some months.
func (f Format) noteValues(file source.File, s *sheet) {
	if !f.Plain && slices.Contains(s.columns, "sum_eur") {
		file.Notef("its sums add up each donor's own values; activities are loaded by their redistributed values unless --plain is given, and months in which the two differ contradict each other")
	}
}

// engine tells the two readings of a row apart. They are readings of one
// report, of which the plain one, once asked for, is the current one: a book
// never counts both.
func (f Format) engine() string {
	if f.Plain {
		return pipeline.RowEngine("kiel", 2)
	}
	return pipeline.RowEngine("kiel", 1)
}

func (f Format) reading(s *sheet, row *source.Row, seen source.Seen) (pledgebook.Reading, error) {
	r := &reader{row: row}
	claims := s.claims(f, r)
	if r.err != nil {
		return pledgebook.Reading{}, r.err
	}
	return link(row.Reading(f.engine(), pledgebook.Report{Outlet: outlet}, seen.Again(row), claims...)), nil
}

// link says that what a row allocated counts towards what it committed, and
// what was delivered towards what was allocated.
func link(r pledgebook.Reading) pledgebook.Reading {
	for i := 1; i < len(r.Claims); i++ {
		r.Claims[i-1].FulfilledBy = []string{r.Claims[i].ID}
	}
	return r
}

// reader reads cells and remembers the first fault.
type reader struct {
	row *source.Row
	err error
}

func (r *reader) fail(column string, err error) {
	if r.err == nil && err != nil {
		r.err = pledgebook.WrapError(pledgebook.KindOf(err), err, "column %s", column)
	}
}

// notGiven are the sheet's placeholders for a value nobody told.
var notGiven = []string{"", ".", "-", "no price", "not given", "n/a", "nan"}

// amount reads a value; it is nought where none is given.
func (r *reader) amount(column string) decimal.Decimal {
	told := r.row.Get(column)
	if slices.Contains(notGiven, strings.ToLower(told)) {
		return decimal.Zero
	}
	d, err := source.Amount(told)
	r.fail(column, err)
	return d.Trim(0)
}

// kinds are the sheet's words for the kind of aid, in small letters.
var kinds = map[string]pledgebook.AidKind{
	"military": pledgebook.Military, "humanitarian": pledgebook.Humanitarian, "financial": pledgebook.Financial,
}

func (r *reader) kind(column string) pledgebook.AidKind {
	told := strings.ToLower(r.row.Get(column))
	k, ok := kinds[told]
	if !ok && told != "" {
		r.fail(column, pledgebook.Errorf(pledgebook.Invalid, "%q is none of Financial, Humanitarian, Military", told))
	}
	return k
}

// donors are the sheet's names for parties that the tables call otherwise.
var donors = map[string]pledgebook.PartyID{
	"EU (Commission and Council)": "eu",
	"EU Institutions":             "eu",
}

func (r *reader) donor(column string) []pledgebook.PartyID {
	told := r.row.Get(column)
	id, ok := donors[told]
	if !ok {
		id = source.Party(told)
	}
	if id == "" {
		r.fail(column, pledgebook.Errorf(pledgebook.Invalid, "the row names no donor"))
		return nil
	}
	return []pledgebook.PartyID{id}
}

// day reads a date. The sheet also writes "until summer" and the like: such
// words stay in the row's text.
func (r *reader) day(column string) pledgebook.Day {
	told, _, _ := strings.Cut(r.row.Get(column), " ")
	d, err := source.Day(told)
	if err != nil {
		return 0
	}
	return d
}
