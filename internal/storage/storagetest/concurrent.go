package storagetest

import (
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"pledgebook"
)

// concurrentAppends files random overlapping batches from several workers over
// two openings of one book, decides beside them, and demands that the chain
// holds and each reading is there exactly once.
func concurrentAppends(t *testing.T, p Place) {
	books := []pledgebook.Book{p.Open(t), p.Open(t)}
	filed := map[string]bool{} // reading ids, over all rounds
	next := 0
	rapid.Check(t, func(rt *rapid.T) {
		workers := rapid.IntRange(2, 5).Draw(rt, "workers")
		plans := make([][][]pledgebook.Filing, workers)
		for w := range plans {
			for range rapid.IntRange(1, 3).Draw(rt, "batches") {
				plans[w] = append(plans[w], randomBatch(rt, next))
			}
		}
		next += 3
		news := make([]map[string]int, workers)
		var wait sync.WaitGroup
		for w, plan := range plans {
			wait.Go(func() { news[w] = work(t, books[w%2], plan) })
		}
		wait.Wait()
		for id, n := range newReadings(news) {
			if n != 1 || filed[id] {
				rt.Errorf("reading %s was new %d times, known before: %t", id, n, filed[id])
			}
			filed[id] = true
		}
		for _, plan := range plans {
			for _, f := range slices.Concat(plan...) {
				if !filed[readingID(&f)] {
					rt.Errorf("reading %s was never filed", readingID(&f))
				}
			}
		}
	})
	inv := inventory(t, books[0])
	if inv.Readings != len(filed) || inv.Claims != 2*len(filed) {
		t.Errorf("%d readings with %d claims in the book, want %d and %d", inv.Readings, inv.Claims, len(filed), 2*len(filed))
	}
	provesTo(t, books[1])
}

func randomBatch(rt *rapid.T, from int) []pledgebook.Filing {
	var batch []pledgebook.Filing
	for range rapid.IntRange(1, 6).Draw(rt, "size") {
		n := rapid.IntRange(max(0, from-3), from+8).Draw(rt, "report")
		engine := rapid.SampledFrom([]string{"en-1", "en-2", "en-10"}).Draw(rt, "engine")
		batch = append(batch, Filing(n, engine))
	}
	return batch
}

func readingID(f *pledgebook.Filing) string { return f.Reading.Report.ID + "@" + f.Reading.Engine }

// work files batches and counts how often each reading came out as new.
func work(t *testing.T, b pledgebook.Book, plan [][]pledgebook.Filing) map[string]int {
	news := map[string]int{}
	for i, batch := range plan {
		out, err := b.Append(t.Context(), batch)
		if err != nil {
			t.Errorf("appending: %v", err)
			return news
		}
		for j, o := range out {
			switch o.State {
			case pledgebook.FiledNew, pledgebook.FiledNewer, pledgebook.FiledOlder:
				news[readingID(&batch[j])]++
			case pledgebook.FiledKnown:
			default:
				t.Errorf("a sound reading came out as %s: %v", o.State, o.Err)
			}
		}
		if _, err := b.Decide(t.Context(), decision(pledgebook.Accept, "sound", readingID(&batch[0])[:20], "batch", string(rune('a'+i)))); err != nil {
			t.Errorf("deciding: %v", err)
		}
	}
	return news
}

func newReadings(all []map[string]int) map[string]int {
	sum := map[string]int{}
	for _, news := range all {
		for id, n := range news {
			sum[id] += n
		}
	}
	return sum
}
