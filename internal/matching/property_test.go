package matching

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/govalues/decimal"
	"pgregory.net/rapid"

	"pledgebook"
)

// anyClaims draws claims from so small a world that nearly all of them touch:
// absurd sums, missing fields and odd dates among them.
func anyClaims(t *rapid.T) []ReportedClaim {
	pick := func(from []string) *rapid.Generator[string] { return rapid.SampledFrom(from) }
	days := []string{"2024-03-01", "2024-03-02", "2024-03-04", "2024-03-09", "2024-06-01", ""}
	var out []ReportedClaim
	for i := range rapid.IntRange(1, 14).Draw(t, "claims") {
		draw := func(what string, from ...string) string { return pick(from).Draw(t, fmt.Sprint(what, i)) }
		day := func(what string) (d pledgebook.Day) {
			_ = d.UnmarshalText([]byte(draw(what, append(days, "", "", "")...)))
			return d
		}
		c := pledgebook.Claim{
			ID:       fmt.Sprint("c", i),
			Stage:    pledgebook.Stage(draw("stage", "pledge", "delivery", "unclear", "need", "")),
			Polarity: pledgebook.Polarity(draw("polarity", "asserted", "asserted", "planned", "denied", "")),
			Revision: pledgebook.Revision(draw("revision", "new", "new", "repeat", "restatement", "top-up", "")),
			Extent:   pledgebook.Extent(draw("extent", "part", "total", "")),
			Kind:     pledgebook.AidKind(draw("kind", "military", "financial", "unspecified", "")),
			Date:     day("date"), Deadline: day("deadline"),
			Period:  pledgebook.Interval{Start: day("from"), End: day("to")},
			Ordinal: rapid.SampledFrom([]int{0, 0, 0, 1, 2}).Draw(t, fmt.Sprint("ordinal", i)),
		}
		c.Providers = partyList(draw("by", "DEU", "DEU", "FRA", "DEU,FRA", ""))
		c.Receivers = partyList(draw("to", "UKR", "UKR", "MDA", ""))
		if s := draw("sum", "500000000", "500000000", "510000000", "50000000", "500", "-3", "0", "9999999999999999999", ""); s != "" {
			d := decimal.MustParse(s)
			c.Money = &pledgebook.Money{Lo: d, Hi: d, Currency: draw("currency", "EUR", "EUR", "USD", "XXX", ""),
				Qualifier: pledgebook.Qualifier(draw("qualifier", "exact", "about", "more-than", ""))}
		}
		if draw("goods", "yes", "no", "no") == "yes" {
			c.Items = []pledgebook.Item{{Count: draw("count", "3", "4", ""), What: draw("what", "Howitzers", "tents")}}
		}
		c.PartOf = draw("part of", "c0", "c1", "", "", "", "nothing")
		r := draw("report", "r1", "r2", "r3", "r4", "r5", "r6")
		out = append(out, ReportedClaim{c, Source{ID: r, Outlet: r, Published: pledgebook.Stamp(draw("published", days...)), Row: r == "r6"}})
	}
	return out
}

func TestAnyClaimsInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		claims := anyClaims(t)
		r := Match(claims, nil, UsualRates())
		held := map[string]int{}
		for _, e := range r.Entries {
			for _, c := range e.Claims {
				held[c]++
			}
			if len(e.Matched) != len(e.Claims)-1 {
				t.Fatalf("%d claims and %d reasons: %+v", len(e.Claims), len(e.Matched), e)
			}
		}
		for _, c := range claims {
			if held[c.Claim.ID] != 1 {
				t.Fatalf("claim %s is held by %d entries", c.Claim.ID, held[c.Claim.ID])
			}
		}
		want := fmt.Sprintf("%+v", r)
		order := rand.New(rand.NewPCG(uint64(len(claims)), 1))
		order.Shuffle(len(claims), func(i, j int) { claims[i], claims[j] = claims[j], claims[i] })
		if got := spelledResult(Match(claims, nil, UsualRates())); got != spelledResult(r) {
			t.Fatalf("in another order\n%s\nwas\n%s", got, want)
		}
		x := NewIndex(UsualRates())
		for _, c := range claims {
			x.Add(c)
		}
		if got := spelledResult(assembleAll(x.Groups(), sorted(claims))); got != spelledResult(r) {
			t.Fatalf("one by one\n%s\nwas\n%s", got, want)
		}
	})
}

func spelledResult(r Result) string {
	var s string
	for _, e := range r.Entries {
		s += fmt.Sprintf("%s %v %v %v %s\n", e.ID, e.Claims, e.Matched, e.FulfilledBy, e.PartOf)
	}
	for _, p := range r.Proposals {
		s += fmt.Sprintf("%v\n", p)
	}
	return s
}
