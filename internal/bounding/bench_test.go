package bounding

import (
	"fmt"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

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

// processorTime is what the program has used so far: other programs on the same
// machine do not change it much.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func BenchmarkBoundsOfOneReceiver(b *testing.B) { boundsOfReceivers(b, largeBook(b, 300_000)) }

// In a book whose receivers all hang together through claims on two of them.
func BenchmarkBoundsOfConnectedReceivers(b *testing.B) {
	book := largeBook(b, 300_000)
	for i := range book.facts {
		if f := &book.facts[i]; i%33 == 0 && len(f.Entry.Receivers) == 1 {
			f.Entry.Receivers = append(f.Entry.Receivers, pledgebook.PartyID(fmt.Sprintf("R%02d", i/33%99)))
		}
	}
	boundsOfReceivers(b, New(book.facts, book.world))
}

func boundsOfReceivers(b *testing.B, book *Book) {
	for _, receiver := range []pledgebook.PartyID{"UKR", "R07"} {
		for _, stage := range []pledgebook.Stage{pledgebook.StagePledge, pledgebook.StageDelivery} {
			scope := pledgebook.Scope{Stage: stage, Receivers: []pledgebook.PartyID{receiver}, Currency: "EUR"}
			b.Run(fmt.Sprintf("%s %s of %d entries", receiver, stage, len(book.near(scope))), func(b *testing.B) {
				book.Bounds(scope) // warm
				began := processorTime(b)
				for b.Loop() {
					book.Bounds(scope)
				}
				b.ReportMetric(float64((processorTime(b)-began).Microseconds())/1000/float64(b.N), "cpu-ms/op")
			})
		}
	}
}
