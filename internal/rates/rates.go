// Package rates converts sums between currencies, and says by which rate, of
// which day, from whom.
//
// Rates are those that banks publish for each working day: the European Central
// Bank's reference rates, the National Bank of Ukraine's official rates, the
// IMF's values of its special drawing right. For a day without a rate (a
// holiday) the last one before it counts, up to a week back. Where no day's
// rate is known, the yearly average of the lexicon may be asked for; it says
// that it is one. A rate that is not known is an error and never guessed.
package rates

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/govalues/decimal"

	"pledgebook"
)

// Source is who publishes rates.
type Source string

// The sources, best first: where two tell the same pair, the first one counts.
const (
	ECB Source = "European Central Bank"
	NBU Source = "National Bank of Ukraine"
	IMF Source = "International Monetary Fund"
	// Averages are the yearly averages of the lexicon; [Quote.Of] says whose
	// rates they are averages of.
	Averages Source = "yearly average"
	// Fed, like those below, stands behind yearly averages alone.
	Fed       Source = "Federal Reserve"
	WorldBank Source = "World Bank, after the International Monetary Fund"
	Peg       Source = "central bank's fixed rate to the dollar"
	PegINR    Source = "European Central Bank, at the fixed rate to the Indian rupee"
)

var sources = []Source{ECB, NBU, IMF, Averages}

// Quote is one published rate: so many units of Counter for one unit of Base.
type Quote struct {
	Base, Counter string // ISO 4217
	Rate          decimal.Decimal
	On            pledgebook.Day
	Source        Source
	// Of is whose daily rates a yearly average is made of; Low and High are the
	// lowest and highest of them, nought where nobody tells.
	Of        Source
	Low, High decimal.Decimal
}

// Publisher is who stands for the figure.
func (q Quote) Publisher() Source { return cmp.Or(q.Of, q.Source) }

// When says which day the rate is of, or of which year it is the average.
func (q Quote) When() string {
	if q.Source == Averages {
		return "as the average of " + strconv.Itoa(q.On.Year())
	}
	return "on " + q.On.String()
}

// pair is two currencies as a source quotes them.
type pair struct{ base, counter string }

// Table holds quotes. The zero value is empty; it is read only once it is
// filled, and may then be used by many goroutines.
type Table struct {
	series map[Source]map[pair][]Quote // by day
}

// Add takes quotes in. A quote of the same source, pair and day replaces an
// earlier one.
func (t *Table) Add(quotes ...Quote) {
	if t.series == nil {
		t.series = map[Source]map[pair][]Quote{}
	}
	for _, q := range quotes {
		if t.series[q.Source] == nil {
			t.series[q.Source] = map[pair][]Quote{}
		}
		p := pair{q.Base, q.Counter}
		t.series[q.Source][p] = append(t.series[q.Source][p], q)
	}
	for _, of := range t.series {
		for p, list := range of {
			of[p] = byDay(list)
		}
	}
}

// byDay sorts quotes by day and keeps the last added of each day.
func byDay(list []Quote) []Quote {
	slices.SortStableFunc(list, func(a, b Quote) int { return cmp.Compare(a.On, b.On) })
	kept := list[:0]
	for _, q := range list {
		if n := len(kept); n > 0 && kept[n-1].On == q.On {
			kept[n-1] = q
			continue
		}
		kept = append(kept, q)
	}
	return kept
}

// Last returns the latest day a source has a quote for, or the unknown day.
func (t *Table) Last(s Source) (day pledgebook.Day) {
	for _, list := range t.series[s] {
		day = max(day, list[len(list)-1].On)
	}
	return day
}

// Len counts the quotes of a source.
func (t *Table) Len(s Source) (n int) {
	for _, list := range t.series[s] {
		n += len(list)
	}
	return n
}

// longestGap is how many days back the last rate before a day may lie: Easter
// and Christmas take up to five.
const longestGap = 7

// quote returns a source's quote of a pair for a day: of that day, or the last
// one before it.
func (t *Table) quote(s Source, p pair, on pledgebook.Day) (Quote, bool) {
	list := t.series[s][p]
	i, found := slices.BinarySearchFunc(list, on, func(q Quote, d pledgebook.Day) int { return cmp.Compare(q.On, d) })
	if s == Averages {
		year := pledgebook.DateOf(on.Year(), 1, 1)
		i, found = slices.BinarySearchFunc(list, year, func(q Quote, d pledgebook.Day) int { return cmp.Compare(q.On, d) })
		if !found {
			return Quote{}, false
		}
		return list[i], true
	}
	if !found {
		i--
	}
	if i < 0 || on-list[i].On > longestGap {
		return Quote{}, false
	}
	return list[i], true
}
