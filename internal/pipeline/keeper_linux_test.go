package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/storage"
)

// benchBook opens the book in the folder that PLEDGEBOOK_BENCH_BOOK names; without one
// the benchmark is left out.
func benchBook(b *testing.B) *storage.Book {
	b.Helper()
	dir := os.Getenv("PLEDGEBOOK_BENCH_BOOK")
	if dir == "" {
		b.Skip("PLEDGEBOOK_BENCH_BOOK names no book")
	}
	book, err := storage.Open(b.Context(), dir, storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { book.Close() })
	return book
}

// BenchmarkKeeper keeps the ledger of a large book, the one that "make load" makes
// where PLEDGEBOOK_BENCH_BOOK keeps it, and tells the processor time of the whole
// process for what it takes in, with the inbox's next page. It adds to the book.
func BenchmarkKeeper(b *testing.B) {
	book := benchBook(b)
	k := NewKeeper(book, nil)
	today := pledgebook.DateOf(2026, 11, 27)
	began := processorTime()
	l, _, err := k.Update(b.Context(), today)
	if err != nil {
		b.Fatal(err)
	}
	took := processorTime() - began
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.Logf("%d entries, %d claims, %d proposals: %s of processor time, %d MB held", len(l.Entries), l.Claims.Len(), len(l.Proposals), took.Round(time.Millisecond), m.HeapAlloc>>20)
	l.Inbox(1, 10)
	l.Home(8)
	step := func(b *testing.B, act func(i int)) {
		spent, n := time.Duration(0), 0
		for b.Loop() {
			act(n)
			n++
			began := processorTime()
			if l, _, err = k.Update(b.Context(), today); err != nil {
				b.Fatal(err)
			}
			l.Inbox(1, 10)
			spent += processorTime() - began
		}
		b.ReportMetric(float64(spent.Microseconds())/1000/float64(n), "cpu-ms/step")
	}
	decide := func(b *testing.B, d pledgebook.Decision) string {
		d.Who, d.Why, d.At = "Ana", "read", time.Now()
		out, err := book.Decide(b.Context(), d)
		if err != nil {
			b.Fatal(err)
		}
		return out[0].ID
	}
	for _, verb := range []pledgebook.DecisionVerb{pledgebook.Accept, pledgebook.Reject, pledgebook.Split} {
		b.Run(string(verb), func(b *testing.B) {
			last := ""
			step(b, func(i int) { // and taken back
				if i%2 == 0 {
					last = decide(b, pledgebook.Decision{Verb: verb, On: []string{l.Inbox(1, 10).Cases[0].Entry.ID}})
				} else {
					decide(b, pledgebook.Decision{Verb: pledgebook.Undo, Undoes: last})
				}
			})
		})
	}
	b.Run("merge", func(b *testing.B) {
		last := ""
		step(b, func(i int) {
			if i%2 == 0 {
				last = decide(b, pledgebook.Decision{Verb: pledgebook.Merge, On: []string{l.Entries[len(l.Entries)/2].ID, l.Entries[len(l.Entries)/3].ID}})
			} else {
				decide(b, pledgebook.Decision{Verb: pledgebook.Undo, Undoes: last})
			}
		})
	})
	b.Run("filing", func(b *testing.B) {
		step(b, func(i int) {
			out, err := book.Append(b.Context(), []pledgebook.Filing{{Reading: fiveClaims(time.Now().UnixNano()), Print: &pledgebook.Print{}}})
			if err != nil || out[0].Err != nil {
				b.Fatal(err, out[0].Err)
			}
		})
	})
	b.Run("seen", func(b *testing.B) {
		policy := access.Policy{l.Entries[5].ID: {Level: pledgebook.LevelTeam}}
		spent, n := time.Duration(0), 0
		for b.Loop() {
			began := processorTime()
			Seen(l, policy, pledgebook.Viewer{}, time.Now())
			spent, n = spent+processorTime()-began, n+1
		}
		b.ReportMetric(float64(spent.Microseconds())/1000/float64(n), "cpu-ms/step")
	})
}

func fiveClaims(n int64) pledgebook.Reading {
	text := fmt.Sprintf("Report %d tells of aid.", n)
	sum := sha256.Sum256([]byte(text))
	r := pledgebook.Reading{Engine: "en-1", Report: pledgebook.Report{ID: hexID(text), Outlet: "One", Headline: "Report", Language: "en", Published: "2025-03-01",
		Text: text, TextSHA256: hex.EncodeToString(sum[:]), Parts: []pledgebook.Part{{Kind: pledgebook.PartParagraph, Span: pledgebook.Span{End: len(text)}}}}}
	for i := range 5 {
		d := decimal.MustNew((n+int64(i))%1000*1_000_000+1, 0)
		r.Claims = append(r.Claims, pledgebook.Claim{ID: hexID(text, i), Stage: pledgebook.StagePledge, Polarity: pledgebook.Asserted, Revision: pledgebook.New, Extent: pledgebook.PartExtent,
			Kind: pledgebook.Military, Modality: pledgebook.ModalityUnspecified, Providers: []pledgebook.PartyID{"NOR"}, Receivers: []pledgebook.PartyID{"KEN"}, Channels: []pledgebook.PartyID{},
			Money:    &pledgebook.Money{Lo: d, Hi: d, Currency: "EUR", Qualifier: pledgebook.Exact},
			Evidence: []pledgebook.Evidence{{Field: "money", Text: "Report", Span: pledgebook.Span{End: 6}, Basis: pledgebook.Stated, Rule: "drawn"}}})
	}
	return r
}

// processorTime is what the process spent on all processors.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
