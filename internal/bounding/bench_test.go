package bounding

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"syscall"
	"testing"
	"time"

	"pledgebook"
	"pledgebook/lexicon"
)

// benchWorld tells who belongs to which group.
func benchWorld(b testing.TB) World {
	b.Helper()
	lex, err := lexicon.Load("en")
	if err != nil {
		b.Fatal(err)
	}
	world, err := WorldOf(lex)
	if err != nil {
		b.Fatal(err)
	}
	return world
}

// largeBook makes entries for a hundred receivers as the press tells them, one
// in fifteen for the largest, from forty
// donors, with the promises and totals of groups among them.
func largeBook(b testing.TB, entries int) *Book {
	b.Helper()
	world := benchWorld(b)
	donors := world.Members("nato", day("2024-06-30"))
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
	return New(facts, world)
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
			measured(b, fmt.Sprintf("%s %s of %d entries", receiver, stage, len(book.near(scope))), book, scope)
		}
	}
}

// Of all receivers of a book.
func BenchmarkBoundsOfAll(b *testing.B) {
	book := largeBook(b, 10_000)
	for _, stage := range []pledgebook.Stage{pledgebook.StagePledge, pledgebook.StageDelivery} {
		measured(b, string(stage), book, pledgebook.Scope{Stage: stage, Currency: "EUR"})
	}
}

// measured answers a question again and again.
func measured(b *testing.B, name string, book *Book, scope pledgebook.Scope) {
	b.Run(name, func(b *testing.B) {
		found := len(book.Bounds(scope).Contradicted) // warm
		began := processorTime(b)
		for b.Loop() {
			book.Bounds(scope)
		}
		b.ReportMetric(float64((processorTime(b)-began).Microseconds())/1000/float64(b.N), "cpu-ms/op")
		b.ReportMetric(float64(found), "contradictions")
	})
}

// disputedBook makes the rows of two sheets about one receiver that disagree, as those
// of a tracker and of its monthly sums do, and stories that tell some of it otherwise:
// a total that was misread, needs taken for pledges, running totals of groups.
func disputedBook(b testing.TB, entries int) *Book {
	b.Helper()
	world := benchWorld(b)
	draw := rand.New(rand.NewPCG(5, 8))
	donors := append(world.Members("nato", day("2024-06-30")), "JPN", "KOR", "AUS", "CHE", "AUT", "IRL", "eu", "nato")
	kinds := []pledgebook.AidKind{pledgebook.Military, pledgebook.Humanitarian, pledgebook.Financial}
	type month struct {
		donor pledgebook.PartyID
		kind  pledgebook.AidKind
		first pledgebook.Day
	}
	told := map[month]int64{}
	var facts []Fact
	row := func(stage pledgebook.Stage, m month, sum int64, change ...func(*Fact)) {
		f := fact(fmt.Sprintf("e%07d", len(facts)), stage, m.donor, fmt.Sprint(sum), change...)
		f.Entry.Kind = m.kind
		facts = append(facts, f)
	}
	for len(facts) < entries*3/4 {
		year, n := 2022+draw.IntN(3), 1+draw.IntN(12)
		m := month{donors[draw.IntN(len(donors))], kinds[draw.IntN(len(kinds))], day(fmt.Sprintf("%d-%02d-01", year, n))}
		sum := 1_000_000 * (1 + draw.Int64N(90))
		told[m] += sum
		row(pledgebook.StageAllocation, m, sum, exactRow, func(f *Fact) { f.Entry.Date = m.first + pledgebook.Day(draw.IntN(28)) })
	}
	for _, m := range slices.SortedFunc(maps.Keys(told), func(a, b month) int {
		return cmp.Or(cmp.Compare(a.donor, b.donor), cmp.Compare(a.kind, b.kind), cmp.Compare(a.first, b.first))
	}) {
		sum := told[m] * []int64{60, 100, 100, 130}[draw.IntN(4)] / 100
		row(pledgebook.StageAllocation, m, sum, exactRow, total, func(f *Fact) { f.Entry.Period = pledgebook.Interval{Start: m.first, End: m.first + 28} })
	}
	for len(facts) < entries {
		m := month{donor: donors[draw.IntN(len(donors))], kind: kinds[draw.IntN(len(kinds))]}
		stage := []pledgebook.Stage{pledgebook.StagePledge, pledgebook.StageAllocation, pledgebook.StageDelivery}[draw.IntN(3)]
		row(stage, m, 1_000_000_000*(1+draw.Int64N(90)), func(f *Fact) {
			f.Entry.Period = during(fmt.Sprint(2022+draw.IntN(3), "-01-01"), "2024-12-31")
			if draw.IntN(4) == 0 {
				f.Entry.Extent = pledgebook.TotalExtent
			}
		})
	}
	return New(facts, world)
}

// In a book of two sheets that disagree and stories that contradict both.
func BenchmarkBoundsOfContradictions(b *testing.B) {
	book := disputedBook(b, 8_000)
	for _, stage := range []pledgebook.Stage{pledgebook.StagePledge, pledgebook.StageAllocation, pledgebook.StageDelivery} {
		measured(b, string(stage), book, ukraine(stage))
	}
}
