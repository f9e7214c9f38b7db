package bounding

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pledgebook"
)

// chosen are the facts of some claims.
func chosen(facts []Fact, claims []string) (some []Fact) {
	for _, f := range facts {
		if slices.Contains(claims, f.Entry.ID) {
			some = append(some, f)
		}
	}
	return some
}

// disputedFacts draws a small book with many totals.
func disputedFacts(t *rapid.T) []Fact {
	facts := someFacts(t)
	for i := range facts {
		if rapid.Bool().Draw(t, fmt.Sprint("disputed ", i)) {
			facts[i].Entry.Extent, facts[i].Entry.Money.Qualifier = pledgebook.TotalExtent, pledgebook.Exact
		}
	}
	return facts
}

// The claims that a contradiction names contradict one another without the rest of the
// book, as the oracle sees it; and where it is the only one, none of them can be left
// out.
func TestContradictionsStandAlone(t *testing.T) {
	seen := 0
	rapid.Check(t, func(t *rapid.T) {
		facts, scope := disputedFacts(t), someScope(t)
		b := Bound(facts, scope, alliance)
		if alone := New(facts, alliance).Contradictions(scope); fmt.Sprint(alone) != fmt.Sprint(b.Contradicted) {
			t.Fatalf("asked for alone %v, with the bounds %v", alone, b.Contradicted)
		}
		for _, c := range b.Contradicted {
			seen++
			if _, _, hold := oracleBounds(chosen(facts, c.Claims), scope); hold {
				t.Fatalf("%v hold together by themselves", c.Claims)
			}
			if len(b.Contradicted) > 1 {
				continue
			}
			for i := range c.Claims {
				without := slices.Delete(slices.Clone(c.Claims), i, i+1)
				if _, _, hold := oracleBounds(chosen(facts, without), scope); !hold {
					t.Fatalf("of %v already %v contradict one another", c.Claims, without)
				}
			}
		}
	})
	t.Log("contradictions: ", seen)
}

// A figure that many others contradict is corrected once, and not they.
func TestOneWrongFigureIsOneContradiction(t *testing.T) {
	firstQuarter := func(f *Fact) { f.Entry.Period = during("2024-01-01", "2024-03-31") }
	facts := []Fact{fact("misread", pledgebook.StageAllocation, "DEU", "3", exactRow, total, firstHalf)}
	for i := range 6 {
		facts = append(facts, fact(fmt.Sprint("half", i), pledgebook.StageAllocation, "DEU", fmt.Sprint(400+i), exactRow, firstHalf),
			fact(fmt.Sprint("quarter", i), pledgebook.StageAllocation, "DEU", fmt.Sprint(300+i), exactRow, firstQuarter))
	}
	b := Bound(facts, ukraine(pledgebook.StageAllocation), alliance)
	if len(b.Contradicted) != 1 || !strings.Contains(b.Contradicted[0].Relax, "raise “misread at most 3” by 4227 EUR") {
		t.Fatalf("%+v, want the misread total alone", b.Contradicted)
	}
	if got := fmt.Sprint(b.Contradicted[0].Claims); got != "[half5 misread]" {
		t.Errorf("claims %s: the largest suffices", got)
	}
}

// Two figures that have nothing to do with one another are two contradictions, each
// with its own claims, and the bounds hold after both.
func TestContradictionsApart(t *testing.T) {
	var facts []Fact
	for i, donor := range []pledgebook.PartyID{"DEU", "FRA", "NOR"} {
		facts = append(facts, fact(fmt.Sprint(donor, " total"), pledgebook.StageAllocation, donor, "10", exactRow, total, firstHalf),
			fact(fmt.Sprint(donor, " act"), pledgebook.StageAllocation, donor, fmt.Sprint(11+i), exactRow, firstHalf))
	}
	facts = append(facts, fact("nato total", pledgebook.StageAllocation, "nato", "1000", exactRow, total, firstHalf))
	b := Bound(facts, ukraine(pledgebook.StageAllocation), alliance)
	var got []string
	for _, c := range b.Contradicted {
		got = append(got, fmt.Sprint(c.Claims))
	}
	slices.Sort(got)
	if want := "[[DEU act DEU total] [FRA act FRA total] [NOR act NOR total]]"; fmt.Sprint(got) != want {
		t.Errorf("contradictions %v, want %s", got, want)
	}
	check(t, "after the corrections", b, "1000", "1000", "none")
}

// Where a sum of many is what changes, it is told by the claims that the contradiction
// needs, and by how many more there are.
func TestASumThatIsLoweredNamesFew(t *testing.T) {
	var facts []Fact
	for i, quarter := range []pledgebook.Interval{during("2024-01-01", "2024-03-31"), during("2024-04-01", "2024-06-30")} {
		for _, teller := range []string{"a", "b"} { // two each: to raise them would cost twice as much
			facts = append(facts, fact(fmt.Sprint("total ", i, teller), pledgebook.StageAllocation, "DEU", "10", exactRow, total,
				func(f *Fact) { f.Entry.Period = quarter }))
		}
	}
	for i := range 5 {
		facts = append(facts, fact(fmt.Sprint("act", i), pledgebook.StageAllocation, "DEU", fmt.Sprint(7+i), exactRow, firstHalf))
	}
	b := Bound(facts, ukraine(pledgebook.StageAllocation), alliance)
	if len(b.Contradicted) != 1 || b.Contradicted[0].Relax != "lower “act3+act4 and 3 more at least 45” by 25 EUR; " {
		t.Errorf("%+v, want the sum of five acts lowered, told by two", b.Contradicted)
	}
	check(t, "after it", b, "20", "20", "none")
}
