package pipeline

import (
	"slices"
	"strconv"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/bounding"
	"pledgebook/internal/matching"
	"pledgebook/internal/rates"
	"pledgebook/internal/reporting"
	"pledgebook/internal/tracking"
	"pledgebook/internal/wording"
)

// Conversion is how the sum of one claim became one in the currency of an
// answer: the rates with their days and sources, and the lowest and highest
// that it counts for.
type Conversion struct {
	Claim  string          `json:"claim"`
	Amount string          `json:"amount"`
	From   string          `json:"from"`
	To     string          `json:"to"`
	Lowest string          `json:"rate_at_least"`
	Most   string          `json:"rate_at_most"`
	Rates  []ConversionLeg `json:"rates"`

	// Words tells all of it to people; Result is the sum at the day's rate.
	Words  string          `json:"-"`
	Result decimal.Decimal `json:"-"`
}

// ConversionLeg is one rate on the way from one currency to another.
type ConversionLeg struct {
	Base    string         `json:"base"`
	Counter string         `json:"counter"`
	Rate    string         `json:"rate"`
	On      pledgebook.Day `json:"on"`
	Source  rates.Source   `json:"source"`
	Average bool           `json:"average,omitempty"`
}

// Conversions are those of all claims that set a bound or stand in a contradiction.
func (t *Totals) Conversions(b pledgebook.Bounds, table *rates.Table) (all []Conversion) {
	for _, id := range NamedIn(b, t.ledger.Claims.Len()) {
		if c, ok := t.Convert(id, b.Scope.Currency, table); ok {
			all = append(all, c)
		}
	}
	return all
}

// OffersConverted shows how the sums of answers to a need in other currencies
// were counted.
func (t *Totals) OffersConverted(c tracking.Coverage, table *rates.Table) (all []Conversion) {
	if c.Asked == nil || c.Asked.Currency == "" {
		return nil
	}
	for _, id := range slices.Concat(c.Answers, c.Perhaps) {
		f, ok := t.Fact(id)
		if !ok || len(f.Entry.Claims) == 0 {
			continue
		}
		if made, ok := t.Convert(f.Entry.Claims[0], c.Asked.Currency, table); ok {
			all = append(all, made)
		}
	}
	return all
}

// Convert shows how the sum of a claim's entry is converted; not ok where its
// report tells it in that currency.
func (t *Totals) Convert(claim, to string, table *rates.Table) (Conversion, bool) {
	f, ok := t.Fact(claim)
	if !ok || f.Entry.Money == nil || f.In(to).Currency == to {
		return Conversion{}, false
	}
	c, err := convert(f, to, table)
	c.Claim = claim
	return c, err == nil
}

// convert converts the sum of an entry at the rates of its day.
// [pledgebook.NotFound]: no rate is known.
func convert(f bounding.Fact, to string, table *rates.Table) (Conversion, error) {
	from := f.Entry.Money.Currency
	made, err := table.Convert(f.Entry.Money.Lo, from, to, f.Day(), true)
	if err != nil {
		return Conversion{}, err
	}
	lo, hi, known := table.Between(from, to, f.Day())
	if !known {
		return Conversion{}, pledgebook.Errorf(pledgebook.TooLarge, "%s to %s has too many digits", from, to)
	}
	c := Conversion{Amount: pledgebook.Plain(made.Amount), From: from, To: to, Lowest: pledgebook.Plain(lo), Most: pledgebook.Plain(hi), Words: inWords(made), Result: made.Result}
	if lo.Cmp(hi) != 0 {
		c.Words += "; the days of a year lie around its average, so it counts for " + to + " " + between(made.Amount, lo, hi)
	}
	for _, r := range made.Quotes {
		c.Rates = append(c.Rates, ConversionLeg{r.Base, r.Counter, pledgebook.Plain(r.Rate), r.On, r.Publisher(), r.Source == rates.Averages})
	}
	return c, nil
}

// matchingRates are the rates by which sums in two currencies meet, with room
// for the days of a year where only its average is known.
func matchingRates(table *rates.Table) matching.Rates {
	if table == nil {
		return nil
	}
	return func(from, to string, on pledgebook.Day) (matching.Rate, bool) {
		c, err := table.Convert(decimal.One, from, to, on, true)
		lo, hi, ok := table.Between(from, to, on)
		if err != nil || !ok {
			return matching.Rate{}, false
		}
		return matching.Rate{Value: c.Factor, Low: lo, High: hi, Shown: ratesShown(c.Quotes)}, true
	}
}

// worthBy gives what an entry's sum was worth in a currency on its day: that of
// the act, else that of its first telling among the claims.
func worthBy(table *rates.Table, claims func() reporting.Claims) tracking.Worth {
	if table == nil {
		return nil
	}
	return func(e pledgebook.Entry, currency string) (pledgebook.Money, string, bool) {
		f := bounding.Fact{Entry: &e}
		if len(e.Claims) > 0 {
			f.Told = claims().Told(e.Claims[0]).Published.Day()
		}
		if m := f.In(currency); m.Currency == currency {
			return m, "", true
		}
		c, err := convert(f, currency, table)
		if err != nil {
			return pledgebook.Money{}, "not counted: " + err.Error(), false
		}
		m, ok := worthBetween(*e.Money, currency, c)
		return m, c.Words, ok
	}
}

// worthBetween is a sum from its lowest to its highest worth.
func worthBetween(m pledgebook.Money, currency string, c Conversion) (pledgebook.Money, bool) {
	lo, err1 := decimal.Parse(c.Lowest)
	hi, err2 := decimal.Parse(c.Most)
	if err1 != nil || err2 != nil {
		return m, false
	}
	var ok bool
	if m.Lo, ok = times(m.Lo, lo); ok {
		m.Hi, ok = times(m.Hi, hi)
	}
	m.Currency, m.Also = currency, nil
	return m, ok
}

// inWords shows a conversion with every rate, its day and its source, each
// source once.
func inWords(c rates.Conversion) string {
	return c.From + " " + wording.Figure(c.Amount) + " = " + c.To + " " + wording.Figure(c.Result.Round(0)) + " at " + ratesShown(c.Quotes)
}

func ratesShown(quotes []rates.Quote) (words string) {
	for i, q := range quotes {
		when := "on " + wording.Date(q.On)
		if q.Source == rates.Averages {
			when = "as the average of " + strconv.Itoa(q.On.Year())
		}
		words += "1 " + q.Base + " = " + pledgebook.Plain(q.Rate) + " " + q.Counter
		if i+1 < len(quotes) && quotes[i+1].On == q.On && quotes[i+1].Publisher() == q.Publisher() {
			words += " and "
			continue
		}
		words += " " + when + " (" + string(q.Publisher()) + ")"
		if i+1 < len(quotes) {
			words += " and "
		}
	}
	return words
}

// between writes what an amount comes to at the lowest and the highest rate.
func between(amount, lo, hi decimal.Decimal) string {
	low, err1 := amount.Mul(lo)
	high, err2 := amount.Mul(hi)
	if err1 != nil || err2 != nil {
		return "more digits than can be shown"
	}
	return wording.Figure(low.Round(0)) + " to " + wording.Figure(high.Round(0))
}

// NamedIn are the claims that an answer names as setting a bound or standing in
// a contradiction, each once, at most so many of each list.
func NamedIn(b pledgebook.Bounds, most int) []string {
	var ids []string
	take := func(list []string) { ids = append(ids, list[:min(most, len(list))]...) }
	take(b.SetBy.Least)
	take(b.SetBy.Most)
	take(b.SetBy.Cap)
	for _, c := range b.Contradicted {
		take(c.Claims)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
