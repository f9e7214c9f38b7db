package pipeline

import (
	"testing"
	"time"

	"pledgebook"
	"pledgebook/internal/reporting"
)

// BenchmarkSaid brings together what was said in the book in the folder that
// PLEDGEBOOK_BENCH_BOOK names: from all quotes, and again after one report was read
// anew, by what was brought together before.
func BenchmarkSaid(b *testing.B) {
	book := benchBook(b)
	began := processorTime()
	quotes, err := all(book.Quotes(b.Context(), pledgebook.Query{}))
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d quotes read in %v of processor time", len(quotes), (processorTime() - began).Round(time.Millisecond))
	bring := func(b *testing.B, before *reporting.Said, anew string) (said *reporting.Said) {
		began := processorTime()
		for b.Loop() {
			if said, err = SaidAfter(b.Context(), book, before, quotes, func(report string) bool { return report == anew }); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric((processorTime()-began).Seconds()/float64(b.N), "cpu-s/op")
		return said
	}
	var before *reporting.Said
	b.Run("anew", func(b *testing.B) { before = bring(b, nil, "") })
	b.Run("after", func(b *testing.B) { bring(b, before, quotes[len(quotes)/2].Citation.Report) })
}
