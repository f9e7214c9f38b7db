package pipeline

import (
	"runtime"
	"testing"

	"pledgebook"
	"pledgebook/internal/bounding"
	"pledgebook/internal/rates"
	"pledgebook/lexicon"
)

// BenchmarkTotals asks the book in the folder that PLEDGEBOOK_BENCH_BOOK names what
// the party that most entries name as receiver was given, warm, and what of the whole
// book cannot hold together.
func BenchmarkTotals(b *testing.B) {
	t, most := benchTotals(b)
	for _, stage := range pledgebook.Stages {
		if stage == pledgebook.StageNeed {
			continue
		}
		scope := pledgebook.Scope{Stage: stage, Receivers: []pledgebook.PartyID{most}}
		b.Run(string(most)+" "+string(stage), func(b *testing.B) {
			found := len(t.book.Bounds(scope).Contradicted) // warm
			began := processorTime()
			for b.Loop() {
				t.book.Bounds(scope)
			}
			b.ReportMetric(float64((processorTime()-began).Microseconds())/1000/float64(b.N), "cpu-ms/op")
			b.ReportMetric(float64(found), "contradictions")
		})
	}
	b.Run("check", func(b *testing.B) {
		began, found := processorTime(), 0
		for b.Loop() {
			found = len(t.Check(nil))
		}
		b.ReportMetric((processorTime()-began).Seconds()/float64(b.N), "cpu-s/op")
		b.ReportMetric(float64(found), "findings")
	})
	b.Run("contradictions", func(b *testing.B) {
		began, found := processorTime(), 0
		for b.Loop() {
			found = len(t.Contradictions(nil))
		}
		b.ReportMetric((processorTime()-began).Seconds()/float64(b.N), "cpu-s/op")
		b.ReportMetric(float64(found), "contradictions")
		b.ReportMetric(float64(len(t.limited())), "questions")
	})
}

// benchTotals are the totals of the book to measure, and its largest receiver.
func benchTotals(b *testing.B) (*Totals, pledgebook.PartyID) {
	b.Helper()
	book := benchBook(b)
	table, err := rates.Shipped()
	if err != nil {
		b.Fatal(err)
	}
	lex, err := lexicon.Load("en")
	if err != nil {
		b.Fatal(err)
	}
	world, err := bounding.WorldOf(lex)
	if err != nil {
		b.Fatal(err)
	}
	l, err := BringTogether(b.Context(), book, table, pledgebook.DateOf(2026, 11, 27))
	if err != nil {
		b.Fatal(err)
	}
	of := map[pledgebook.PartyID]int{}
	var most pledgebook.PartyID
	for _, e := range l.Entries {
		for _, r := range e.Receivers {
			if of[r]++; of[r] > of[most] {
				most = r
			}
		}
	}
	runtime.GC()
	b.Logf("%d entries, %d of them of %s", len(l.Entries), of[most], most)
	world.Rate = table.Between
	return NewTotals(l, world), most
}
