package reporting_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"pledgebook/internal/reporting/sample"
)

// The index finds the entries that looking at each one finds, whatever is asked:
// words of the entries, pieces of them, and words with a letter wrong.
func TestSearchFindsWhatEachEntryHolds(t *testing.T) {
	l := sample.Ledger()
	words := strings.Fields("haiti chile pledge peru madagascar norway kroner overdue promised harbour millions disbursement 40 5 22 quay")
	rng := rand.New(rand.NewPCG(3, 4))
	found := 0
	for range 400 {
		var query []string
		for range 1 + rng.IntN(3) {
			w := []byte(words[rng.IntN(len(words))])
			switch k := rng.IntN(len(w)); rng.IntN(4) {
			case 0:
				w = w[:k+1]
			case 1:
				w[k] = 'x'
			}
			query = append(query, string(w))
		}
		_, all := l.Search(strings.Join(query, " "), 3)
		want := 0
		for _, e := range l.Entries {
			if l.HoldsWords(e, query) {
				want++
			}
		}
		if all != want {
			t.Errorf("%q finds %d entries, %d hold its words", query, all, want)
		}
		found += all
	}
	if found == 0 {
		t.Error("nothing was ever found; the test checks nothing")
	}
}
