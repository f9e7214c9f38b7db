package pipeline

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"testing"
	"time"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/reporting"
)

// decidedBook is a book with decisions of its own, so that the one on the disk
// stays as it is.
type decidedBook struct {
	pledgebook.Book
	decisions []pledgebook.Decision
}

func (b decidedBook) Decisions(context.Context, ...string) iter.Seq2[pledgebook.Decision, error] {
	return func(yield func(pledgebook.Decision, error) bool) {
		for _, d := range b.decisions {
			if !yield(d, nil) {
				return
			}
		}
	}
}

// reviewedBook is a book with every second of its entries accepted, one in a thousand
// restricted to one account, and the report of another one in a thousand under
// embargo.
func reviewedBook(b *testing.B, book pledgebook.Book, today pledgebook.Day) decidedBook {
	b.Helper()
	now := today.Time()
	plain, err := BringTogether(b.Context(), book, nil, today)
	if err != nil {
		b.Fatal(err)
	}
	out := decidedBook{Book: book}
	decide := func(verb pledgebook.DecisionVerb, set map[string]string, on ...string) {
		n := len(out.decisions)
		out.decisions = append(out.decisions, pledgebook.Decision{ID: fmt.Sprintf("%032d", n), Verb: verb, On: on, Set: set, Who: "Ana", Why: "read", At: now.Add(time.Duration(n-1_000_000) * time.Second)})
	}
	for i, e := range plain.Entries {
		if i%2 == 0 {
			decide(pledgebook.Accept, nil, e.ID)
		}
		if i%1000 == 0 {
			decide(pledgebook.SetAccess, map[string]string{"level": "restricted", "names": "zoe"}, append([]string{e.ID}, e.Claims...)...)
		}
		if i%1000 == 500 {
			decide(pledgebook.SetAccess, map[string]string{"level": "embargoed", "until": "2027-01-01"}, plain.Claims.Told(e.Claims[0]).Report)
		}
	}
	return out
}

// BenchmarkLevels cuts a large book, the one that "make load" makes where
// PLEDGEBOOK_BENCH_BOOK keeps it, to what viewers of each level see. It tells
// the processor time of a cut, and what a cut holds beside the whole.
func BenchmarkLevels(b *testing.B) {
	opened := benchBook(b)
	today := pledgebook.DateOf(2026, 11, 27)
	now := today.Time().Add(9 * time.Hour)
	book := reviewedBook(b, opened, today)
	whole, err := BringTogether(b.Context(), book, nil, today)
	if err != nil {
		b.Fatal(err)
	}
	policy := access.PolicyOf(whole.Decisions)
	b.Logf("the whole: %d entries, %d decisions, %d MB", len(whole.Entries), len(whole.Decisions), heldMB())
	for _, who := range []pledgebook.Viewer{{}, {Account: "ben", Role: pledgebook.RoleReviewer}, {Account: "zoe", Role: pledgebook.RoleReviewer}} {
		b.Run(fmt.Sprintf("%s %s", who.Account, who.Role), func(b *testing.B) {
			before, spent, n := heldMB(), time.Duration(0), 0
			var l *reporting.Ledger
			for b.Loop() {
				began := processorTime()
				l, _ = Seen(whole, policy, who, now)
				spent, n = spent+processorTime()-began, n+1
			}
			b.ReportMetric(float64(spent.Milliseconds())/float64(n), "cpu-ms/cut")
			b.ReportMetric(float64(int64(heldMB())-int64(before)), "MB")
			b.Logf("%d entries of %d reports", len(l.Entries), l.Reports.Len())
			runtime.KeepAlive(l)
		})
	}
	runtime.KeepAlive(whole)
}

// heldMB is the memory that is held after a collection.
func heldMB() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc >> 20
}
