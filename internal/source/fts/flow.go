package fts

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/source"
)

// flow is one flow, from an answer or a table.
type flow struct {
	row                             *source.Row
	id, version, parent             string
	status, flowType, boundary      string
	inKind, shared                  bool
	usd, original, rate             decimal.Decimal
	currency                        string
	date, published                 pledgebook.Day
	sources, destinations, places   []pledgebook.PartyID
	sourceCells, destCells, placeIn []string // the columns they stand in
	dateIn                          string
	usage                           pledgebook.Interval
	usageIn                         []string
}

const parked = "Parked"

// reader reads cells and remembers the first fault.
type reader struct {
	*source.Row
	err error
}

func (r *reader) fail(column string, err error) {
	if r.err == nil && err != nil {
		r.err = pledgebook.WrapError(pledgebook.KindOf(err), err, "column %s", column)
	}
}

func (r *reader) amount(column string) decimal.Decimal {
	told := r.Get(column)
	if told == "" {
		return decimal.Zero
	}
	d, err := source.Amount(told)
	r.fail(column, err)
	return d.Trim(0)
}

func (r *reader) day(column string) pledgebook.Day {
	told := r.Get(column)
	if told == "" {
		return 0
	}
	d, err := source.Day(told)
	r.fail(column, err)
	return d
}

// flow reads what answers and tables spell alike.
func (r *reader) flow() flow {
	f := flow{row: r.Row, id: r.Get("id"), version: r.Get("versionId"), parent: r.Get("parentFlowId"),
		status: r.Get("status"), flowType: r.Get("flowType"), boundary: r.Get("boundary"),
		inKind: r.Get("contributionType") == "in kind", shared: r.Get("onBoundary") == "shared",
		usd: r.amount("amountUSD"), original: r.amount("originalAmount"), rate: r.amount("exchangeRate"),
		published: r.day("updatedAt")}
	f.dateIn, _ = r.First("decisionDate", "date")
	f.date = r.day(f.dateIn)
	if f.id == "" {
		r.fail("id", pledgebook.Errorf(pledgebook.Invalid, "the flow has no id"))
	}
	if r.Get("amountUSD") == "" {
		r.fail("amountUSD", pledgebook.Errorf(pledgebook.Invalid, "the flow has no amount"))
	}
	if !slices.Contains([]string{"pledge", "commitment", "paid"}, f.status) {
		r.fail("status", pledgebook.Errorf(pledgebook.Invalid, "%q is none of pledge, commitment, paid", f.status))
	}
	if told := r.Get("originalCurrency"); told != "" && !f.original.IsZero() {
		code, err := source.Currency(told)
		r.fail("originalCurrency", err)
		f.currency = code
	}
	return f
}

// tableFlow reads a row of an HDX table.
func tableFlow(row *source.Row) (flow, error) {
	r := reader{Row: row}
	f := r.flow()
	f.sources, f.sourceCells = listed(row, "srcOrganization", organisation)
	f.destinations, f.destCells = listed(row, "destOrganization", organisation)
	f.places, f.placeIn = listed(row, "destLocations", source.Party)
	f.usage = years(row.Get("destUsageYearStart"), row.Get("destUsageYearEnd"))
	f.usageIn = []string{"destUsageYearStart"}
	return f, r.err
}

// listed reads a cell of several names. They are parted by a comma without a
// space behind it; inside a name a comma has one.
func listed(row *source.Row, column string, read func(string) pledgebook.PartyID) (ids []pledgebook.PartyID, cells []string) {
	const inName = "\x00"
	text := strings.ReplaceAll(row.Get(column), ", ", inName)
	for name := range strings.SplitSeq(text, ",") {
		if id := read(strings.ReplaceAll(name, inName, ", ")); id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, []string{column}
}

// answerFlow reads a flow of the API.
func answerFlow(row *source.Row) (flow, error) {
	r := reader{Row: row}
	f := r.flow()
	f.sources, f.sourceCells = objects(row, "sourceObjects.", "Organization", organisation)
	f.destinations, f.destCells = objects(row, "destinationObjects.", "Organization", organisation)
	f.places, f.placeIn = objects(row, "destinationObjects.", "Location", source.Party)
	var all []string
	for _, column := range named(row, "destinationObjects.", "UsageYear") {
		all = append(all, row.Get(column))
		f.usageIn = append(f.usageIn, column)
	}
	if len(all) > 0 {
		f.usage = years(slices.Min(all), slices.Max(all))
	}
	return f, r.err
}

// named lists the columns that hold the names of a side's objects of a type.
func named(row *source.Row, side, kind string) (columns []string) {
	for i := 1; ; i++ {
		object := side + strconv.Itoa(i) + "."
		told := row.Get(object + "type")
		if told == "" {
			return columns
		}
		if name := object + "name"; told == kind && row.Get(name) != "" {
			columns = append(columns, name)
		}
	}
}

func objects(row *source.Row, side, kind string, read func(string) pledgebook.PartyID) (ids []pledgebook.PartyID, cells []string) {
	cells = named(row, side, kind)
	for _, column := range cells {
		if id := read(row.Get(column)); id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, cells
}

// called are the service's names for parties that the tables call otherwise.
var called = map[string]pledgebook.PartyID{
	"European Commission's Humanitarian Aid and Civil Protection Department": "eu",
}

// organisation returns the party of an organisation's name. A government is its
// state: "Saudi Arabia (Kingdom of), Government of".
func organisation(name string) pledgebook.PartyID {
	if id, ok := called[name]; ok {
		return id
	}
	state, isGovernment := strings.CutSuffix(name, ", Government of")
	if !isGovernment {
		return source.Party(name)
	}
	last, first, _ := strings.Cut(state, ", ")
	for _, try := range []string{state, first + " " + last} { // "Korea, Republic of"
		if id, ok := source.Named(try); ok {
			return id
		}
	}
	return source.Party(name)
}

// years is the time from one year's first day to another's last.
func years(first, last string) pledgebook.Interval {
	from, err1 := strconv.Atoi(first)
	to, err2 := strconv.Atoi(last)
	if err1 != nil || err2 != nil || from < 1900 || to > 2200 || to < from {
		return pledgebook.Interval{}
	}
	return pledgebook.Interval{Start: pledgebook.DateOf(from, time.January, 1), End: pledgebook.DateOf(to+1, time.January, 1), Granularity: pledgebook.ByYear}
}
