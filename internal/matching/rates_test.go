package matching

import (
	"strings"
	"sync"
	"testing"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/rates"
)

// UsualRates are the yearly averages shipped in the binary.
var UsualRates = sync.OnceValue(func() Rates {
	table, err := rates.Shipped()
	if err != nil {
		panic(err)
	}
	return ratesOf(table)
})

func ratesOf(table *rates.Table) Rates {
	return func(from, to string, on pledgebook.Day) (Rate, bool) {
		c, err := table.Convert(decimal.One, from, to, on, true)
		lo, hi, ok := table.Between(from, to, on)
		if err != nil || !ok {
			return Rate{}, false
		}
		_, shown, _ := strings.Cut(c.String(), " at ")
		return Rate{c.Factor, lo, hi, shown}, true
	}
}

// dailyRates are those of one day: 1 euro, 1.25 dollars, 12 kroner.
func dailyRates() Rates {
	table := &rates.Table{}
	on := pledgebook.DateOf(2031, 5, 5)
	table.Add(rates.Quote{Base: "EUR", Counter: "USD", Rate: decimal.MustParse("1.25"), On: on, Source: rates.ECB},
		rates.Quote{Base: "EUR", Counter: "NOK", Rate: decimal.MustParse("12"), On: on, Source: rates.ECB})
	return ratesOf(table)
}

func inCurrency(id, amount, currency string, change ...func(*ReportedClaim)) ReportedClaim {
	d := decimal.MustParse(amount)
	c := told(id, published("2031-05-05"), func(c *ReportedClaim) {
		c.Claim.Money = &pledgebook.Money{Lo: d, Hi: d, Currency: currency, Qualifier: pledgebook.Exact}
	})
	for _, f := range change {
		f(&c)
	}
	return c
}

// One promise told in three currencies is one entry, and every join shows the
// rate, its day and who published it.
func TestOnePromiseInThreeCurrencies(t *testing.T) {
	claims := []ReportedClaim{inCurrency("a", "100000000", "EUR"), inCurrency("b", "125000000", "USD"), inCurrency("c", "1200000000", "NOK")}
	r := Match(claims, nil, dailyRates())
	if len(r.Entries) != 1 || len(r.Proposals) != 0 {
		t.Fatalf("%d entries, %d proposals: %+v", len(r.Entries), len(r.Proposals), r.Entries)
	}
	why := ""
	for _, m := range r.Entries[0].Matched {
		why += m.Why + "\n"
	}
	for _, want := range []string{
		"EUR 100000000 = USD 125000000 at 1 EUR = 1.25 USD on 2031-05-05 (European Central Bank)",
		"EUR 100000000 = NOK 1200000000 at 1 EUR = 12 NOK on 2031-05-05 (European Central Bank)",
	} {
		if !strings.Contains(why, want) {
			t.Errorf("%s\nlacks %s", why, want)
		}
	}
}

// At a day's rate sums must meet within what rounding explains; what lies
// further away is a reviewer's, and what lies far away is another sum.
func TestNearnessAtARate(t *testing.T) {
	for _, c := range []struct {
		name, amount       string
		entries, proposals int
	}{
		{"to the cent", "125000000", 1, 0},
		{"rounded", "123000000", 1, 0},
		{"near", "131200000", 2, 1},
		{"another sum", "150000000", 2, 0},
	} {
		r := Match([]ReportedClaim{inCurrency("a", "100000000", "EUR"), inCurrency("b", c.amount, "USD")}, nil, dailyRates())
		if len(r.Entries) != c.entries || len(r.Proposals) != c.proposals {
			t.Errorf("%s: %d entries, %d proposals, want %d and %d", c.name, len(r.Entries), len(r.Proposals), c.entries, c.proposals)
		}
	}
}

// Where no rate is known, the reviewer is told so; nothing is guessed.
func TestAMissingRateIsSaid(t *testing.T) {
	r := Match([]ReportedClaim{inCurrency("a", "100000000", "EUR"), inCurrency("b", "9000000000", "ISK")}, nil, dailyRates())
	if len(r.Entries) != 2 || len(r.Proposals) != 1 || !strings.Contains(r.Proposals[0].Why, "no rate from EUR to ISK on 2031-05-05 is known") {
		t.Errorf("%d entries, proposals %+v", len(r.Entries), r.Proposals)
	}
}

// Without a day's rate the year's average serves, and says so.
func TestYearlyAverageSaysSo(t *testing.T) {
	at := published("2024-03-04")
	r := Match([]ReportedClaim{inCurrency("a", "100000000", "EUR", at), inCurrency("b", "108000000", "USD", at)}, nil, UsualRates())
	if len(r.Entries) != 1 || !strings.Contains(r.Entries[0].Matched[0].Why, "as the average of 2024 (European Central Bank)") {
		t.Errorf("%+v", r.Entries)
	}
}
