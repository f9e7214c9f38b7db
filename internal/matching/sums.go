package matching

import (
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
)

// Rates gives what one unit of a currency was worth in another on a day, where
// anybody knows.
type Rates func(from, to string, on pledgebook.Day) (Rate, bool)

// Rate is what one unit of a currency was worth in another.
type Rate struct {
	Value decimal.Decimal
	// Low and High are the ends it may have lain between on that day: the same
	// as the value where the day's own rate is known.
	Low, High decimal.Decimal
	// Shown is the rate in words, with its day and its source.
	Shown string
}

// dated reports whether it is the day's own rate.
func (r Rate) dated() bool { return r.Low.Cmp(r.High) == 0 }

// sumRelation is how two told sums stand to one another, weakest first.
type sumRelation uint8

const (
	otherSum      sumRelation = iota
	foreignSum                // in two currencies, and no rate makes them meet
	unratedSum                // in two currencies, and nobody knows a rate
	noSum                     // one of them tells no sum
	slippedSum                // a thousandfold, or a digit dropped
	nearSum                   // within a twentieth: a headline's rounding, or "about"
	roundedSum                // one is the other rounded, hedged or converted
	relabelledSum             // the same number in another currency
	bareSum                   // the same number, once without a currency
	sameSum                   // the same sum, in one of its currencies
)

// relateSums compares the sums of two claims, in every currency they are told in.
func relateSums(a, b *features, rates Rates) sumRelation {
	if !a.money || !b.money {
		return noSum
	}
	equal := a.lo == b.lo && a.hi == b.hi
	switch {
	case equal && a.currency == b.currency:
		return sameSum
	case sharedAmount(a, b):
		return sameSum
	case equal && (a.currency == "" || b.currency == ""):
		return bareSum
	case equal:
		return relabelledSum
	case a.currency == b.currency || a.currency == "" || b.currency == "":
		return max(nearness(a, b), slipped(a.lo, b.lo))
	}
	return converted(a, b, rates)
}

// sharedAmount reports whether the claims tell the same sum in some currency,
// counting those given beside the figure.
func sharedAmount(a, b *features) bool {
	if a.also == nil && b.also == nil {
		return false
	}
	for _, x := range amountsOf(a) {
		for _, y := range amountsOf(b) {
			if x.Currency == y.Currency && x.Currency != "" && x.Lo.Cmp(y.Lo) == 0 && x.Hi.Cmp(y.Hi) == 0 {
				return true
			}
		}
	}
	return false
}

func amountsOf(f *features) []pledgebook.Amount {
	out := []pledgebook.Amount{{Lo: f.lo, Hi: f.hi, Currency: f.currency}}
	if f.also != nil {
		out = append(out, f.also.list...)
	}
	return out
}

// nearness compares two different figures in one currency.
func nearness(a, b *features) sumRelation {
	switch {
	case hedged(a, b) || hedged(b, a):
		return roundedSum
	case within(a.lo, b.lo, 25) && (roundsTo(a.lo, b.lo) || roundsTo(b.lo, a.lo)):
		return roundedSum
	case within(a.lo, b.lo, 50) && (roundsTo(a.lo, b.lo) || roundsTo(b.lo, a.lo) || a.qualifier == pledgebook.About || b.qualifier == pledgebook.About):
		return nearSum
	case a.lo.Cmp(b.hi) <= 0 && b.lo.Cmp(a.hi) <= 0: // a range and a figure inside it
		return nearSum
	}
	return otherSum
}

// hedged reports whether a's words allow b's figure: more than 20 and 20.9,
// nearly 21 and 20.9. The words reach a tenth up and a twentieth down.
func hedged(a, b *features) bool {
	switch a.qualifier {
	case pledgebook.MoreThan, pledgebook.AtLeast:
		return b.lo.Cmp(a.lo) > 0 && within(a.lo, b.lo, 100)
	case pledgebook.Nearly:
		return b.lo.Cmp(a.lo) < 0 && within(a.lo, b.lo, 50)
	}
	return false
}

// roundsTo reports whether the coarser figure is the finer one rounded at the
// coarser's last digit: 21 for 20.9.
func roundsTo(coarse, fine decimal.Decimal) bool {
	if len(digits(coarse)) >= len(digits(fine)) {
		return false
	}
	diff, err := coarse.SubAbs(fine)
	if err != nil {
		return false
	}
	twice, err := diff.Add(diff)
	return err == nil && twice.Cmp(unit(coarse)) <= 0
}

// unit is the value of a figure's last significant digit: 1 000 000 000 for 21 billion.
func unit(d decimal.Decimal) decimal.Decimal {
	coef, scale := d.Trim(0).Coef(), -d.Trim(0).Scale()
	for coef != 0 && coef%10 == 0 {
		coef /= 10
		scale++
	}
	if scale < 0 {
		return decimal.MustNew(1, -scale)
	}
	u, err := decimal.Ten.PowInt(scale)
	if err != nil {
		return decimal.One
	}
	return u
}

// within reports whether two figures lie apart by at most so many thousandths
// of the larger.
func within(a, b decimal.Decimal, permille int64) bool {
	diff, err := a.SubAbs(b)
	if err != nil {
		return false
	}
	limit, err := a.Abs().Max(b.Abs()).Mul(decimal.MustNew(permille, 3))
	return err == nil && diff.Cmp(limit) <= 0
}

// slipped tells the figures that differ only as slips make them differ.
func slipped(a, b decimal.Decimal) sumRelation {
	if thousandfold(a, b) || digitDropped(a, b) {
		return slippedSum
	}
	return otherSum
}

// How far, in thousandths, two sums may lie apart at a rate and still be one:
// outlets take yesterday's rate, or the bank's on the corner; and a writer who
// rounds moves either by up to half a unit of its last digit.
const (
	dayTolerance  = 15
	yearTolerance = 60 // at a year's average
	mostRounding  = 25
)

// converted compares sums in two currencies at the rate of the day of the act,
// else of the first report.
func converted(a, b *features, rates Rates) sumRelation {
	on := rateDay(a, b)
	if rates == nil || !on.Known() {
		return foreignSum
	}
	rate, ok := rates(a.currency, b.currency, on)
	if !ok {
		return unratedSum
	}
	c, err := a.lo.Mul(rate.Value)
	if err != nil {
		return foreignSum
	}
	tolerance := int64(yearTolerance)
	if rate.dated() {
		tolerance = dayTolerance + rounding(a.lo) + rounding(b.lo)
	}
	switch {
	case within(c, b.lo, tolerance):
		return roundedSum
	case within(c, b.lo, yearTolerance) || reaches(a.lo, b.lo, rate):
		return nearSum
	}
	return foreignSum
}

func rateDay(a, b *features) pledgebook.Day {
	switch {
	case a.date.Known() && b.date.Known():
		return min(a.date, b.date)
	case a.date.Known() || b.date.Known():
		return max(a.date, b.date)
	}
	return min(a.published, b.published)
}

// rounding is half a unit of a figure's last digit in thousandths of it.
func rounding(d decimal.Decimal) int64 {
	half, err := unit(d).Mul(decimal.MustNew(500, 0))
	if err != nil || d.IsZero() {
		return 0
	}
	share, err := half.Quo(d.Abs())
	if err != nil {
		return 0
	}
	whole, _, ok := share.Int64(0)
	if !ok {
		return mostRounding
	}
	return min(whole, mostRounding)
}

// reaches reports whether some day of the year makes one sum of the other.
func reaches(a, b decimal.Decimal, rate Rate) bool {
	low, err1 := a.Mul(rate.Low)
	high, err2 := a.Mul(rate.High)
	return err1 == nil && err2 == nil && low.Cmp(b) <= 0 && b.Cmp(high) <= 0
}

// conversion shows how the sums of a pair in two currencies meet, or why nobody
// can tell whether they do; "" for sums in one currency.
func (p *pair) conversion(rates Rates) string {
	a, b := p.a, p.b
	if rates == nil || !a.money || !b.money || a.currency == "" || b.currency == "" || a.currency == b.currency || p.sum > roundedSum {
		return ""
	}
	on := rateDay(a, b)
	rate, ok := rates(a.currency, b.currency, on)
	if !ok {
		return "no rate from " + a.currency + " to " + b.currency + " on " + on.String() + " is known"
	}
	c, err := a.lo.Mul(rate.Value)
	if err != nil {
		return ""
	}
	return a.currency + " " + pledgebook.Plain(a.lo) + " = " + b.currency + " " + pledgebook.Plain(c.Round(0)) + " at " + rate.Shown
}

// digits are the significant digits of a figure: 209 for 20.9 billion.
func digits(d decimal.Decimal) string {
	s := strings.Trim(strings.Replace(d.Abs().String(), ".", "", 1), "0")
	if s == "" {
		return "0"
	}
	return s
}

var thousand = decimal.MustNew(1000, 0)

// thousandfold reports whether one figure is the other a thousand or a million
// times over: a billion told as a million.
func thousandfold(a, b decimal.Decimal) bool {
	if a.IsZero() || b.IsZero() || significand(a) != significand(b) {
		return false
	}
	if a.Cmp(b) > 0 {
		a, b = b, a
	}
	for range 2 {
		var err error
		if a, err = a.Mul(thousand); err != nil {
			return false
		}
		if a.Cmp(b) == 0 {
			return true
		}
	}
	return false
}

// significand is the significant digits as a number.
func significand(d decimal.Decimal) uint64 {
	c := d.Coef()
	for c != 0 && c%10 == 0 {
		c /= 10
	}
	return c
}

// digitDropped reports whether leaving out one inner digit of the longer
// figure gives the shorter: 29 billion or 2.9 billion for 20.9 billion.
func digitDropped(a, b decimal.Decimal) bool {
	x, y := digits(a), digits(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y) != len(x)+1 || len(y) < 3 {
		return false
	}
	for i := 1; i < len(y)-1; i++ {
		if y[:i]+y[i+1:] == x {
			return true
		}
	}
	return false
}
