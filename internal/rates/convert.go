package rates

import (
	"fmt"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
)

// Conversion is a sum in another currency, with the quotes that make it.
type Conversion struct {
	From, To string
	Amount   decimal.Decimal // in From
	Result   decimal.Decimal // in To, rounded to its hundredth
	// Factor is units of To for one of From.
	Factor decimal.Decimal
	On     pledgebook.Day // the day asked about
	Quotes []Quote        // from From to To; none for the same currency
}

// Average reports whether a yearly average stands in for the day's rate.
func (c Conversion) Average() bool {
	return len(c.Quotes) > 0 && c.Quotes[0].Source == Averages
}

// String shows the conversion with every rate, its day and its source.
func (c Conversion) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s = %s %s", c.From, pledgebook.Plain(c.Amount), c.To, pledgebook.Plain(c.Result))
	for i, q := range c.Quotes {
		lead := ", and "
		if i == 0 {
			lead = " at "
		}
		fmt.Fprintf(&b, "%s1 %s = %s %s %s (%s)", lead, q.Base, pledgebook.Plain(q.Rate), q.Counter, q.When(), q.Publisher())
	}
	return b.String()
}

// Convert converts a sum at the rates of a day. average also allows yearly
// averages, where no day's rate is known.
//
// [pledgebook.NotFound]: no rate is known for that day. [pledgebook.Invalid]:
// the day is unknown. [pledgebook.TooLarge]: the sum has more digits than can
// be kept exactly.
func (t *Table) Convert(amount decimal.Decimal, from, to string, on pledgebook.Day, average bool) (Conversion, error) {
	c := Conversion{From: from, To: to, Amount: amount, Result: amount, Factor: decimal.One, On: on}
	if from == to {
		return c, nil
	}
	if !on.Known() {
		return c, pledgebook.Errorf(pledgebook.Invalid, "%s cannot be converted to %s without a day", from, to)
	}
	if c.Quotes = t.path(from, to, on, average); c.Quotes == nil {
		return c, pledgebook.Errorf(pledgebook.NotFound, "no rate from %s to %s on %s is known; \"pledgebook rates update\" fetches what the banks publish", from, to, on)
	}
	var err error
	if c.Result, err = along(amount, from, c.Quotes); err == nil {
		c.Factor, err = along(decimal.One, from, c.Quotes)
	}
	if err != nil {
		return c, pledgebook.WrapError(pledgebook.TooLarge, err, "%s %s has too many digits to be converted", from, amount)
	}
	c.Result = c.Result.Round(2)
	return c, nil
}

// along applies quotes one after another, each forward or backward.
func along(amount decimal.Decimal, currency string, quotes []Quote) (decimal.Decimal, error) {
	var err error
	for _, q := range quotes {
		if q.Base == currency {
			amount, err = amount.Mul(q.Rate)
			currency = q.Counter
		} else {
			amount, err = amount.Quo(q.Rate)
			currency = q.Base
		}
		if err != nil {
			return amount, err
		}
	}
	return amount, nil
}

// path finds the shortest way from one currency to another on a day: a quote of
// the pair, else over currencies that others are quoted in, by one source if
// possible. Averages stand alone.
func (t *Table) path(from, to string, on pledgebook.Day, average bool) []Quote {
	daily := sources[:len(sources)-1]
	for legs := 1; legs <= mostLegs; legs++ {
		for _, s := range daily {
			if quotes := t.over(from, to, on, []Source{s}, legs); quotes != nil {
				return quotes
			}
		}
		if quotes := t.over(from, to, on, daily, legs); quotes != nil {
			return quotes
		}
	}
	for legs := 1; average && legs <= 2; legs++ {
		if quotes := t.over(from, to, on, []Source{Averages}, legs); quotes != nil {
			return quotes
		}
	}
	return nil
}

// mostLegs is the most quotes that make one rate: pounds to euros to dollars to
// special drawing rights.
const mostLegs = 3

// pivots are the currencies that sources quote others in.
var pivots = []string{"EUR", "USD", "XDR", "UAH"}

// over finds a way of so many quotes.
func (t *Table) over(from, to string, on pledgebook.Day, of []Source, legs int) []Quote {
	if legs == 1 {
		if q, ok := t.first(of, from, to, on); ok {
			return []Quote{q}
		}
		return nil
	}
	for _, pivot := range pivots {
		q, ok := t.first(of, from, pivot, on)
		if !ok {
			continue
		}
		if rest := t.over(pivot, to, on, of, legs-1); rest != nil {
			return append([]Quote{q}, rest...)
		}
	}
	return nil
}

func (t *Table) first(of []Source, a, b string, on pledgebook.Day) (Quote, bool) {
	for _, s := range of {
		if q, ok := t.either(s, a, b, on); ok {
			return q, true
		}
	}
	return Quote{}, false
}

// either finds the quote of two currencies, whichever way the source tells it.
func (t *Table) either(s Source, a, b string, on pledgebook.Day) (Quote, bool) {
	if a == b {
		return Quote{}, false
	}
	if q, ok := t.quote(s, pair{a, b}, on); ok {
		return q, true
	}
	return t.quote(s, pair{b, a}, on)
}

// Of a yearly average whose days nobody tells, a day's rate may lie a quarter
// from it: in the most restless years of the table a fifth was seen.
var below, above = decimal.MustNew(75, 2), decimal.MustNew(125, 2)

// ends are the lowest and the highest that the rate of a quote's day may have been.
func (q Quote) ends() (lo, hi decimal.Decimal, err error) {
	switch {
	case q.Source != Averages:
		return q.Rate, q.Rate, nil
	case q.Low.Sign() > 0 && q.High.Sign() > 0:
		return q.Low, q.High, nil
	}
	if lo, err = q.Rate.Mul(below); err == nil {
		hi, err = q.Rate.Mul(above)
	}
	return lo, hi, err
}

// Between gives the lowest and the highest that one unit of from may have been
// worth in to on a day: the day's rate, or, where only the yearly average is
// known, those of the year's days. It is not ok where no rate is known.
func (t *Table) Between(from, to string, on pledgebook.Day) (lo, hi decimal.Decimal, ok bool) {
	c, err := t.Convert(decimal.One, from, to, on, true)
	if err != nil {
		return lo, hi, false
	}
	lo, hi = decimal.One, decimal.One
	currency := from
	for _, q := range c.Quotes {
		low, high, err := q.ends()
		if err != nil {
			return lo, hi, false
		}
		var err1, err2 error
		if q.Base == currency {
			lo, err1 = lo.Mul(low)
			hi, err2 = hi.Mul(high)
			currency = q.Counter
		} else {
			lo, err1 = lo.Quo(high)
			hi, err2 = hi.Quo(low)
			currency = q.Base
		}
		if err1 != nil || err2 != nil {
			return lo, hi, false
		}
	}
	return lo, hi, true
}
