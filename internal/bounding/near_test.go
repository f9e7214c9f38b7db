package bounding

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"pledgebook"
)

// spreadFacts draws a small book of several givers and receivers, of which some
// claims name two or none, and some are parts of others.
func spreadFacts(t *rapid.T) []Fact {
	facts := someFacts(t)
	for i := range facts {
		e := facts[i].Entry
		e.Providers = rapid.SampledFrom([][]pledgebook.PartyID{{"DEU"}, {"JPN"}, {"nato"}, {"SWE", "JPN"}, {"CHE"}, {"CHE", "AUT"}, nil}).Draw(t, fmt.Sprint("givers ", i))
		e.Receivers = rapid.SampledFrom([][]pledgebook.PartyID{{"UKR"}, {"UKR", "MDA"}, {"MDA"}, {"MDA", "GEO"}, nil}).Draw(t, fmt.Sprint("receivers ", i))
		if i > 0 && rapid.IntRange(0, 3).Draw(t, fmt.Sprint("part ", i)) == 0 {
			e.PartOf = fmt.Sprint("f", rapid.IntRange(0, i-1).Draw(t, fmt.Sprint("whole ", i)))
		}
	}
	return facts
}

// askedOf is a question about some givers and some receivers.
func askedOf(t *rapid.T) pledgebook.Scope {
	scope := someScope(t)
	scope.Providers = rapid.SampledFrom([][]pledgebook.PartyID{{"DEU"}, {"JPN"}, {"nato"}, {"CHE"}, {"DEU", "CHE"}, {"FRA"}, nil}).Draw(t, "of givers")
	scope.Receivers = rapid.SampledFrom([][]pledgebook.PartyID{{"UKR"}, {"MDA"}, {"GEO"}, nil}).Draw(t, "of receivers")
	return scope
}

// A question is answered from what is near its parties as from the whole book; and
// where what hangs together with them is too much to be looked at, no tighter.
func TestNearbyIsAllThatBears(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts, scope := spreadFacts(t), askedOf(t)
		book, narrow := New(facts, alliance), New(facts, alliance)
		narrow.far = -1
		acts, _ := book.acts(book.facts, scope)
		var whole pledgebook.Bounds
		m := build(acts, scope, alliance, usual)
		m.answer(&whole)
		m.mostReported(&whole)
		if len(whole.Contradicted) > 0 {
			return
		}
		near := book.Bounds(scope)
		if bounds(near) != bounds(whole) && !(hasOpenTotal(facts) && noTighter(near, whole)) {
			t.Fatalf("from what is near %v, from everything %v", bounds(near), bounds(whole))
		}
		if fewer := narrow.Bounds(scope); !noTighter(fewer, whole) {
			t.Fatalf("from what names them %v, from everything %v", bounds(fewer), bounds(whole))
		}
	})
}

func noTighter(b, whole pledgebook.Bounds) bool {
	return b.Least.Lo.Cmp(whole.Least.Lo) <= 0 && b.MostReported.Lo.Cmp(whole.MostReported.Lo) >= 0 &&
		(b.Cap == nil || whole.Cap != nil && b.Cap.Lo.Cmp(whole.Cap.Lo) >= 0)
}

// hasOpenTotal reports a total that names nobody on one side: what others got or gave of it
// leaves less for who is asked about, and is not near them.
func hasOpenTotal(facts []Fact) bool {
	return slices.ContainsFunc(facts, func(f Fact) bool {
		return f.Entry.Extent == pledgebook.TotalExtent && (len(f.Entry.Providers) == 0 || len(f.Entry.Receivers) == 0)
	})
}

// The sums alone are those of the whole answer.
func TestSumsAreThoseOfTheBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts, scope := spreadFacts(t), askedOf(t)
		sums, whole := Bound(facts, scope, alliance), New(facts, alliance).Sums(scope)
		if bounds(sums) != bounds(whole) || fmt.Sprint(sums.SetBy) != fmt.Sprint(whole.SetBy) {
			t.Fatalf("sums %v set by %v, bounds %v set by %v", bounds(sums), sums.SetBy, bounds(whole), whole.SetBy)
		}
	})
}
