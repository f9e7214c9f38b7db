package bounding

import (
	"fmt"
	"testing"

	"github.com/govalues/decimal"
	"pgregory.net/rapid"

	"pledgebook"
)

// hostileFacts draws whatever a loaded file may hold: negative and absurd
// sums, ends before starts, parts of one another in circles, unsaid fields.
func hostileFacts(t *rapid.T) (facts []Fact) {
	day := func(what string) pledgebook.Day {
		return rapid.SampledFrom([]pledgebook.Day{0, 0, 1, day("2024-01-01"), day("2024-03-07"), day("2024-06-30"), day("2999-12-31")}).Draw(t, what)
	}
	n := rapid.IntRange(0, 12).Draw(t, "facts")
	for i := range n {
		at := func(what string) string { return fmt.Sprint(what, i) }
		id := func(what string) string {
			return rapid.SampledFrom([]string{"", "", "f0", "f1", "f2", "nothing"}).Draw(t, at(what))
		}
		set := func(what string, ids ...pledgebook.PartyID) []pledgebook.PartyID {
			return rapid.SliceOfN(rapid.SampledFrom(ids), 0, 2).Draw(t, at(what))
		}
		d := decimal.MustParse(rapid.SampledFrom([]string{"5", "12", "20900000000", "-7", "0", "0.01", "9999999999999999999"}).Draw(t, at("sum")))
		f := Fact{Row: rapid.Bool().Draw(t, at("row")), Told: day(at("told")), Entry: &pledgebook.Entry{
			ID: fmt.Sprint("f", i), Stage: rapid.SampledFrom(append(pledgebook.Stages, "")).Draw(t, at("stage")), Polarity: pledgebook.Asserted,
			Revision: rapid.SampledFrom([]pledgebook.Revision{pledgebook.New, pledgebook.Repeat, pledgebook.Reduction, pledgebook.TopUp}).Draw(t, at("revision")),
			Extent:   rapid.SampledFrom([]pledgebook.Extent{pledgebook.PartExtent, pledgebook.TotalExtent}).Draw(t, at("extent")),
			Kind:     rapid.SampledFrom([]pledgebook.AidKind{pledgebook.Military, pledgebook.Financial, ""}).Draw(t, at("kind")),
			Period:   pledgebook.Interval{Start: day(at("from")), End: day(at("to"))}, Date: day(at("date")), Deadline: day(at("deadline")),
			Providers: set("by", "DEU", "SWE", "nato", "wfp"), Receivers: set("to", "UKR", "MDA", "nato"),
			Money:  &pledgebook.Money{Lo: d, Hi: d, Currency: "EUR", Qualifier: rapid.SampledFrom([]pledgebook.Qualifier{"exact", "about", "at-most", "nearly", "at-least"}).Draw(t, at("qualifier"))},
			PartOf: id("part of")}}
		if by := id("fulfilled by"); by != "" {
			f.Entry.FulfilledBy = []string{by}
		}
		facts = append(facts, f)
	}
	return facts
}

// Whatever a book holds, an answer comes, in order, and the same in brief.
func TestHostileBooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := hostileFacts(t)
		scope := pledgebook.Scope{Stage: rapid.SampledFrom(append(pledgebook.Stages, "")).Draw(t, "scope"), Currency: "EUR"}
		if rapid.Bool().Draw(t, "one receiver") {
			scope.Receivers = []pledgebook.PartyID{"UKR"}
		}
		for _, most := range []size{usual, {variables: 1, fewCuts: 2}} {
			book := New(facts, alliance)
			p := book.prepare(scope)
			b := pledgebook.Bounds{Scope: scope}
			m := build(p.acts, scope, alliance, most)
			m.answer(&b)
			m.mostReported(&b)
			if b.Least == nil {
				t.Fatal("no least: a proof failed")
			}
			if b.Least.Lo.IsNeg() || b.Cap != nil && len(b.Contradicted) == 0 && b.Cap.Lo.Cmp(b.Least.Lo) < 0 {
				t.Fatalf("least %v, cap %v", b.Least, b.Cap)
			}
		}
	})
}
