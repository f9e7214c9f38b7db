package reporting

import (
	"github.com/govalues/decimal"

	"pledgebook"
)

// Asker says what the total over a scope is, at least and at most.
type Asker func(pledgebook.Scope) Total

// Chart is totals drawn as bars that share one scale and one currency.
type Chart struct {
	Currency string
	Rows     []Total
	// Whole is the sum at the end of the scale.
	Whole decimal.Decimal
}

// Total is one bar: what a sum is at least, and the most that reports add up to.
type Total struct {
	// Party, Stage or Year says what it is the total of; the others are empty.
	Party pledgebook.PartyID
	Stage pledgebook.Stage
	Year  int

	// Bounds are without what proves them: a chart draws the sums alone, and the
	// proofs of large totals take megabytes.
	Bounds pledgebook.Bounds
	// LeastClaims and MostClaims count the claims that set the two ends.
	LeastClaims, MostClaims int
	// LeastAt, MostAt and CapAt are places on the scale, in percent; CapAt is
	// drawn where HasCap is true.
	LeastAt, MostAt, CapAt decimal.Decimal
	HasCap                 bool
	// Beyond is true where the most reported lies beyond the end of the scale.
	Beyond bool
}

// TotalOf is what a chart needs of an answer.
func TotalOf(b pledgebook.Bounds) Total {
	return Total{LeastClaims: len(b.SetBy.Least), MostClaims: len(b.SetBy.Most),
		Bounds: pledgebook.Bounds{Scope: b.Scope, Least: b.Least, MostReported: b.MostReported, Cap: b.Cap}}
}

// Empty reports whether no report says anything about the total.
func (t Total) Empty() bool {
	return (t.Bounds.Least == nil || t.Bounds.Least.Lo.Sign() <= 0) && (t.Bounds.MostReported == nil || t.Bounds.MostReported.Hi.Sign() <= 0)
}

// Empty reports whether there is nothing to draw.
func (c Chart) Empty() bool {
	for _, r := range c.Rows {
		if !r.Empty() {
			return false
		}
	}
	return true
}

// stretch is how many times the largest certain sum the scale may show: sums
// that only may be would else make the certain ones too short to compare.
var stretch = decimal.MustNew(3, 0)

// scaled sets the places of all bars.
func (c Chart) scaled() Chart {
	least, most := decimal.Zero, decimal.Zero
	for _, r := range c.Rows {
		least, most = least.Max(lowest(r.Bounds.Least)), most.Max(highest(r.Bounds.MostReported))
	}
	c.Whole = most.Max(least)
	if end, err := least.Mul(stretch); err == nil && least.Sign() > 0 && most.Cmp(end) > 0 {
		c.Whole = end
	}
	for i := range c.Rows {
		r := &c.Rows[i]
		r.LeastAt, r.MostAt = percent(lowest(r.Bounds.Least), c.Whole), percent(highest(r.Bounds.MostReported), c.Whole)
		r.Beyond = highest(r.Bounds.MostReported).Cmp(c.Whole) > 0
		if r.Bounds.Cap != nil && r.Bounds.Cap.Hi.Cmp(c.Whole) <= 0 {
			r.CapAt, r.HasCap = percent(r.Bounds.Cap.Hi, c.Whole), true
		}
	}
	return c
}

func lowest(m *pledgebook.Money) decimal.Decimal {
	if m == nil {
		return decimal.Zero
	}
	return m.Lo
}

func highest(m *pledgebook.Money) decimal.Decimal {
	if m == nil {
		return decimal.Zero
	}
	return m.Hi
}

// drawnStages are the stages of aid that totals are drawn for, in order.
var drawnStages = []pledgebook.Stage{pledgebook.StagePledge, pledgebook.StageCommitment, pledgebook.StageAllocation,
	pledgebook.StageDisbursement, pledgebook.StageDelivery, pledgebook.StageUnclear}

// ByStage asks for the total over a scope at every stage, in one currency: that
// of the scope, else the one its reports use most.
func ByStage(ask Asker, scope pledgebook.Scope) Chart {
	var rows []Total
	for _, s := range drawnStages {
		scope.Stage = s
		t := ask(scope)
		scope.Currency, t.Stage = t.Bounds.Scope.Currency, s
		rows = append(rows, t)
	}
	return Chart{Currency: scope.Currency, Rows: rows}.scaled()
}

// ByYear asks for the total at one stage in each of some years.
func ByYear(ask Asker, scope pledgebook.Scope, from, to int) Chart {
	c := Chart{Currency: scope.Currency}
	for y := from; y <= to; y++ {
		scope.Period = pledgebook.Interval{Start: pledgebook.DateOf(y, 1, 1), End: pledgebook.DateOf(y+1, 1, 1)}
		t := ask(scope)
		t.Year, t.Stage = y, scope.Stage
		c.Rows = append(c.Rows, t)
	}
	return c.scaled()
}

// ByParty asks for the total of each of some givers, or receivers.
func ByParty(ask Asker, scope pledgebook.Scope, role Role, parties []pledgebook.PartyID) Chart {
	c := Chart{Currency: scope.Currency}
	for _, p := range parties {
		of := scope
		if role == Donor {
			of.Providers = []pledgebook.PartyID{p}
		} else {
			of.Receivers = []pledgebook.PartyID{p}
		}
		t := ask(of)
		t.Party = p
		c.Rows = append(c.Rows, t)
	}
	c.sortByLeast()
	return c.scaled()
}

// Role is what a party does in an entry.
type Role string

// The roles.
const (
	Donor    Role = "donor"
	Receiver Role = "receiver"
)
