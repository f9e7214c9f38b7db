package kiel

import (
	"strconv"
	"strings"
	"time"

	"github.com/govalues/decimal"

	"pledgebook"
)

// layout names the columns of a sheet whose rows are parts of activities.
type layout struct {
	donor, date, kind, measure                      string
	value, redistributed, activity, delivered, item string
}

var mainSheet = layout{"donor", "announcement_date", "aid_type_general", "measure",
	"tot_sub_activity_value_EUR", "tot_sub_activity_value_EUR_redistr", "tot_activity_value_EUR", "tot_value_deliv_EUR", "item"}

var webTable = layout{donor: "giver", date: "dato", kind: "kategori", measure: "maal",
	value: "verdi_eur", redistributed: "verdi_eur_redistr", activity: "verdi_eur_activity"}

func mainRow(f Format, r *reader) []pledgebook.Claim { return mainSheet.claims(f, r) }
func webRow(f Format, r *reader) []pledgebook.Claim  { return webTable.claims(f, r) }

// claims reads up to three claims: what the activity committed, what this part
// of it allocated, what of this was delivered.
func (l layout) claims(f Format, r *reader) []pledgebook.Claim {
	value := l.redistributed
	if f.Plain {
		value = l.value
	}
	basic := pledgebook.Claim{
		Providers: r.donor(l.donor), Receivers: []pledgebook.PartyID{receiver},
		Kind: r.kind(l.kind), Date: r.day(l.date), ReportedVerb: r.row.Get(l.measure),
	}
	var all []pledgebook.Claim
	add := func(stage pledgebook.Stage, column string) {
		if d := r.amount(column); !d.IsZero() {
			c := basic
			c.Stage = stage
			l.cite(&c, r, column, d)
			all = append(all, c)
		}
	}
	add(pledgebook.StageCommitment, l.activity)
	switch measure := strings.ToLower(r.row.Get(l.measure)); measure {
	case "allocation":
		add(pledgebook.StageAllocation, value)
	case "commitment":
	default:
		r.fail(l.measure, pledgebook.Errorf(pledgebook.Invalid, "%q is neither Allocation nor Commitment", measure))
	}
	if l.delivered != "" {
		add(pledgebook.StageDelivery, l.delivered)
	}
	return all
}

// cite fills the sum and ties the fields to their cells.
func (l layout) cite(c *pledgebook.Claim, r *reader, column string, d decimal.Decimal) {
	c.Money = &pledgebook.Money{Lo: d, Hi: d, Currency: "EUR", Qualifier: pledgebook.Exact, Verbatim: r.row.Get(column)}
	c.Evidence = r.row.Evidence("money", column)
	for _, field := range [][2]string{{"providers", l.donor}, {"kind", l.kind}, {"stage", l.measure}} {
		c.Evidence = append(c.Evidence, r.row.Evidence(field[0], field[1])...)
	}
	if c.Date.Known() {
		c.Evidence = append(c.Evidence, r.row.Evidence("date", l.date)...)
	}
	if what := r.row.Get(l.item); what != "" && what != "." {
		c.Items = []pledgebook.Item{{What: what}}
		c.Evidence = append(c.Evidence, r.row.Evidence("items", l.item)...)
	}
}

// disbursementRow reads a month's budget support, in billions of euros.
func disbursementRow(_ Format, r *reader) []pledgebook.Claim {
	d := r.billions("verdi_eur_mrd")
	if d.IsZero() {
		return nil
	}
	c := pledgebook.Claim{Stage: pledgebook.StageDisbursement, Extent: pledgebook.TotalExtent, Kind: pledgebook.Financial,
		Providers: r.donor("giver"), Receivers: []pledgebook.PartyID{receiver}, Period: r.month("aar", "maaned"),
		Money: &pledgebook.Money{Lo: d, Hi: d, Currency: "EUR", Qualifier: pledgebook.Exact, Verbatim: r.row.Get("verdi_eur_mrd")}}
	c.Evidence = append(r.row.Evidence("money", "verdi_eur_mrd"), r.row.Evidence("providers", "giver")...)
	c.Evidence = append(c.Evidence, r.row.Evidence("period", "maaned")...)
	return []pledgebook.Claim{c}
}

// monthRow reads a month's sum of one kind and measure: a total.
func monthRow(_ Format, r *reader) []pledgebook.Claim {
	d := r.amount("sum_eur")
	stage, ok := map[string]pledgebook.Stage{"allocation": pledgebook.StageAllocation, "commitment": pledgebook.StageCommitment}[strings.ToLower(r.row.Get("maal"))]
	if !ok {
		r.fail("maal", pledgebook.Errorf(pledgebook.Invalid, "%q is neither Allocation nor Commitment", r.row.Get("maal")))
	}
	if d.IsZero() {
		return nil
	}
	c := pledgebook.Claim{Stage: stage, Extent: pledgebook.TotalExtent, Kind: r.kind("kategori"), ReportedVerb: r.row.Get("maal"),
		Providers: r.donor("land"), Receivers: []pledgebook.PartyID{receiver}, Period: r.month("aar", "maaned"),
		Money: &pledgebook.Money{Lo: d, Hi: d, Currency: "EUR", Qualifier: pledgebook.Exact, Verbatim: r.row.Get("sum_eur")}}
	for _, field := range [][2]string{{"money", "sum_eur"}, {"providers", "land"}, {"kind", "kategori"}, {"stage", "maal"}, {"period", "maaned"}} {
		c.Evidence = append(c.Evidence, r.row.Evidence(field[0], field[1])...)
	}
	return []pledgebook.Claim{c}
}

// billions reads a value told in billions, exactly.
func (r *reader) billions(column string) decimal.Decimal {
	d := r.amount(column)
	billion := decimal.MustNew(1_000_000_000, 0)
	full, err := d.Mul(billion)
	if err != nil {
		r.fail(column, err)
	}
	return full.Trim(0)
}

// month reads a year and a month of it.
func (r *reader) month(year, month string) pledgebook.Interval {
	y, err1 := strconv.Atoi(r.row.Get(year))
	m, err2 := strconv.Atoi(r.row.Get(month))
	if err1 != nil || err2 != nil || y < 1900 || y > 2200 || m < 1 || m > 12 {
		r.fail(month, pledgebook.Errorf(pledgebook.Invalid, "%q of %q is no month", r.row.Get(month), r.row.Get(year)))
		return pledgebook.Interval{}
	}
	start := pledgebook.DateOf(y, time.Month(m), 1)
	return pledgebook.Interval{Start: start, End: start.AddMonths(1), Granularity: pledgebook.ByMonth}
}
