package pipeline

import (
	"slices"
	"strconv"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/rates"
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
}

// Conversions are those of all claims that set a bound or stand in a contradiction.
func (t *Totals) Conversions(b pledgebook.Bounds, table *rates.Table) (all []Conversion) {
	for _, id := range NamedIn(b, len(t.ledger.Claims)) {
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
	from := f.Entry.Money.Currency
	made, err := table.Convert(f.Entry.Money.Lo, from, to, f.Day(), true)
	lo, hi, known := table.Between(from, to, f.Day())
	if err != nil || !known {
		return Conversion{}, false
	}
	c := Conversion{Claim: claim, Amount: pledgebook.Plain(made.Amount), From: from, To: to, Lowest: pledgebook.Plain(lo), Most: pledgebook.Plain(hi), Words: inWords(made), Result: made.Result}
	if lo.Cmp(hi) != 0 {
		c.Words += "; the days of a year lie around its average, so it counts for " + to + " " + between(made.Amount, lo, hi)
	}
	for _, r := range made.Quotes {
		c.Rates = append(c.Rates, ConversionLeg{r.Base, r.Counter, pledgebook.Plain(r.Rate), r.On, r.Source})
	}
	return c, true
}

// inWords shows a conversion with every rate, its day and its source, each
// source once.
func inWords(c rates.Conversion) string {
	words := c.From + " " + wording.Figure(c.Amount) + " = " + c.To + " " + wording.Figure(c.Result.Round(0)) + " at "
	for i, q := range c.Quotes {
		when := "on " + wording.Date(q.On)
		if q.Source == rates.Averages {
			when = "as the average of " + strconv.Itoa(q.On.Year())
		}
		words += "1 " + q.Base + " = " + pledgebook.Plain(q.Rate) + " " + q.Counter
		if i+1 < len(c.Quotes) && c.Quotes[i+1].On == q.On && c.Quotes[i+1].Source == q.Source {
			words += " and "
			continue
		}
		words += " " + when + " (" + string(q.Source) + ")"
		if i+1 < len(c.Quotes) {
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
