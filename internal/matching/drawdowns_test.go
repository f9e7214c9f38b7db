package matching

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"pledgebook"
)

type drawdown struct {
	number int
	date   pledgebook.Day
	sum    int64 // millions of dollars
}

// readDrawdowns reads a public list of packages: fourteen of its sums recur up
// to six times as different packages.
func readDrawdowns(t *testing.T) (out []drawdown) {
	b, err := os.ReadFile("../../../shared/cases/us-drawdowns.tsv")
	if err != nil {
		t.Skip("the list of drawdowns is not beside this repository (../shared/cases): ", err)
	}
	for line := range strings.Lines(string(b)) {
		var d drawdown
		var date string
		if n, _ := fmt.Sscan(line, &d.number, &date, &d.sum); n == 3 {
			if err := d.date.UnmarshalText([]byte(date)); err != nil {
				t.Fatal(err)
			}
			out = append(out, d)
		}
	}
	return out
}

// press is what is told of each package: the release with its number, two
// stories without, a story a fortnight later that looks back with the day, one
// that looks back without a day, and a running total in every release.
func press(ds []drawdown) (claims []ReportedClaim, of map[string]int) {
	of = map[string]int{}
	total := int64(0)
	for _, d := range ds {
		tell := func(outlet string, after int, change func(*pledgebook.Claim)) {
			c := ReportedClaim{
				Claim: pledgebook.Claim{ID: fmt.Sprintf("%s %d", outlet, d.number), Stage: pledgebook.StageAllocation, Polarity: pledgebook.Asserted,
					Revision: pledgebook.New, Extent: pledgebook.PartExtent, Providers: []pledgebook.PartyID{"USA"}, Receivers: []pledgebook.PartyID{"UKR"},
					Kind: pledgebook.Military, Money: millions(d.sum)},
				Report: Source{ID: fmt.Sprintf("%s of %d", outlet, d.number), Outlet: outlet, Published: pledgebook.Stamp((d.date + pledgebook.Day(after)).String())},
			}
			change(&c.Claim)
			claims = append(claims, c)
			if c.Claim.Extent == pledgebook.PartExtent {
				of[c.Claim.ID] = d.number
			}
		}
		total += d.sum
		tell("release", 0, func(c *pledgebook.Claim) { c.Ordinal, c.Date = d.number, d.date })
		tell("wire", 0, func(c *pledgebook.Claim) {})
		tell("daily", 1, func(c *pledgebook.Claim) { c.Stage = pledgebook.StageUnclear })
		tell("review", 14, func(c *pledgebook.Claim) { c.Revision, c.Date = pledgebook.Repeat, d.date })
		tell("column", 5, func(c *pledgebook.Claim) { c.Revision = pledgebook.Repeat })
		tell("tally", 0, func(c *pledgebook.Claim) {
			c.Extent, c.Money = pledgebook.TotalExtent, millions(total)
			c.Money.Qualifier = pledgebook.MoreThan
		})
	}
	return claims, of
}

func millions(n int64) *pledgebook.Money {
	d := decimal.MustNew(n*1_000_000, 0)
	return &pledgebook.Money{Lo: d, Hi: d, Currency: "USD", Qualifier: pledgebook.Exact}
}

func TestDrawdownsOfOneSumStayApart(t *testing.T) {
	ds := readDrawdowns(t)
	claims, of := press(ds)
	found, sum := map[int]int{}, decimal.Zero
	for _, e := range Match(claims, nil, UsualRates()).Entries {
		numbers := map[int]bool{}
		release := false
		for _, c := range e.Claims {
			if n, ok := of[c]; ok {
				numbers[n] = true
				release = release || strings.HasPrefix(c, "release")
			}
		}
		if len(numbers) > 1 {
			t.Errorf("one entry of packages %v: %v", numbers, e.Claims)
		}
		if release {
			for n := range numbers {
				found[n] = len(e.Claims)
			}
			sum = addUp(t, sum, e.Money.Lo)
		} else if e.Extent == pledgebook.PartExtent && e.Revision != pledgebook.Repeat {
			t.Errorf("a story stands alone: %v", e.Claims)
		}
	}
	want := decimal.Zero
	for _, d := range ds {
		if found[d.number] < 4 {
			t.Errorf("package %d holds %d tellings, want at least the four that say which one they mean", d.number, found[d.number])
		}
		want = addUp(t, want, millions(d.sum).Lo)
	}
	if sum.Cmp(want) != 0 || len(ds) != 56 {
		t.Errorf("%d packages sum to %s, want %s", len(ds), sum, want)
	}
}

func addUp(t *testing.T, a, b decimal.Decimal) decimal.Decimal {
	c, err := a.Add(b)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
