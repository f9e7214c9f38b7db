package matching

import (
	"fmt"
	"sync"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/lexicon"
)

// AverageRates gives the yearly average rates of the lexicon's world table. No
// sum is ever converted by them: they tell whether two sums told in the same
// news can be one.
func AverageRates(lex *lexicon.Lexicon) (Rates, error) {
	perUSD := map[string]map[int]decimal.Decimal{"USD": nil}
	last := 0
	for _, r := range lex.Table("rates").Rows {
		var year int
		if _, err := fmt.Sscan(r.Get("year"), &year); err != nil {
			return nil, fmt.Errorf("rates.tsv:%d: %w", r.Line, err)
		}
		d, err := decimal.Parse(r.Get("per_usd"))
		if err != nil {
			return nil, fmt.Errorf("rates.tsv:%d: %w", r.Line, err)
		}
		c := r.Get("currency")
		if perUSD[c] == nil {
			perUSD[c] = map[int]decimal.Decimal{}
		}
		perUSD[c][year] = d
		last = max(last, year)
	}
	in := func(currency string, year int) (decimal.Decimal, bool) {
		if currency == "USD" {
			return decimal.One, true
		}
		d, ok := perUSD[currency][min(year, last)] // the table ends with the present year
		return d, ok
	}
	return func(from, to string, on pledgebook.Day) (decimal.Decimal, bool) {
		a, okA := in(from, on.Year())
		b, okB := in(to, on.Year())
		if !okA || !okB {
			return decimal.Decimal{}, false
		}
		rate, err := b.Quo(a)
		return rate, err == nil
	}, nil
}

// UsualRates gives the average rates shipped in the binary; without a lexicon
// there are none, and sums meet only in one currency.
var UsualRates = sync.OnceValue(func() Rates {
	lex, err := lexicon.Load("en")
	if err != nil {
		return nil
	}
	rates, err := AverageRates(lex)
	if err != nil {
		return nil
	}
	return rates
})
