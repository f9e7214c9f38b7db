package tracking

import (
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
)

// counted are the items with a readable count, summed by what they are.
func counted(items []pledgebook.Item) map[string]decimal.Decimal {
	sums := map[string]decimal.Decimal{}
	for _, it := range items {
		if n, err := decimal.Parse(it.Count); err == nil {
			what := strings.ToLower(it.What)
			sums[what] = plus(sums[what], n)
		}
	}
	return sums
}

// itemsArrived reports whether deliveries hold every item promised, in count.
func itemsArrived(promised []pledgebook.Item, towards []pledgebook.Entry) bool {
	want := counted(promised)
	if len(want) == 0 {
		return false
	}
	var got []pledgebook.Item
	for _, t := range towards {
		if reached(t) {
			got = append(got, t.Items...)
		}
	}
	have := counted(got)
	for what, n := range want {
		if have[what].Cmp(n) < 0 {
			return false
		}
	}
	return true
}
