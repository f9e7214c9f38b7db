package bounding

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"pledgebook"
	"pledgebook/lexicon"
)

// largeBook makes entries for a hundred receivers as the press tells them, one
// in fifteen for the largest, from forty
// donors, with the promises and totals of groups among them.
func largeBook(b testing.TB, entries int) *Book {
	b.Helper()
	lex, err := lexicon.Load("en")
	if err != nil {
		b.Fatal(err)
	}
	membership, err := Membership(lex)
	if err != nil {
		b.Fatal(err)
	}
	donors := membership("nato", day("2024-06-30"))
	donors = append(donors, "JPN", "AUS", "KOR", "CHE", "AUT", "IRL", "eu", "nato", "g7", "world-bank")
	draw := rand.New(rand.NewPCG(3, 9))
	stages := []pledgebook.Stage{pledgebook.StagePledge, pledgebook.StagePledge, pledgebook.StageCommitment, pledgebook.StageAllocation, pledgebook.StageDelivery, pledgebook.StageUnclear}
	kinds := []pledgebook.AidKind{pledgebook.Military, pledgebook.Humanitarian, pledgebook.Financial, pledgebook.KindUnspecified}
	facts := make([]Fact, entries)
	for i := range facts {
		f := fact(fmt.Sprintf("e%07d", i), stages[draw.IntN(len(stages))], donors[draw.IntN(len(donors))], fmt.Sprint(1+draw.IntN(900), "000000"))
		f.Entry.Kind = kinds[draw.IntN(len(kinds))]
		if i%15 != 0 {
			f.Entry.Receivers = []pledgebook.PartyID{pledgebook.PartyID(fmt.Sprintf("R%02d", draw.IntN(99)))}
		}
		f.Entry.Date = day("2022-01-01") + pledgebook.Day(draw.IntN(1000))
		switch draw.IntN(20) {
		case 0:
			f.Entry.Extent, f.Entry.Money = pledgebook.TotalExtent, sum(fmt.Sprint(2000+draw.IntN(900), "000000000"))
			f.Entry.Money.Qualifier = pledgebook.AtLeast
			f.Entry.Period, f.Entry.Date = during("2022-01-01", "2024-06-30"), 0
		case 1, 2:
			f.Entry.Period, f.Entry.Date = during(fmt.Sprint(2022+draw.IntN(3), "-01-01"), "2024-12-31"), 0
		}
		facts[i] = f
	}
	return New(facts, World{Members: membership})
}

func BenchmarkBoundsOfOneReceiver(b *testing.B) {
	book := largeBook(b, 300_000)
	for _, receiver := range []pledgebook.PartyID{"UKR", "R07"} {
		for _, stage := range []pledgebook.Stage{pledgebook.StagePledge, pledgebook.StageDelivery} {
			scope := pledgebook.Scope{Stage: stage, Receivers: []pledgebook.PartyID{receiver}, Currency: "EUR"}
			b.Run(fmt.Sprintf("%s %s of %d entries", receiver, stage, len(book.near(scope))), func(b *testing.B) {
				for b.Loop() {
					book.Bounds(scope)
				}
			})
		}
	}
}
