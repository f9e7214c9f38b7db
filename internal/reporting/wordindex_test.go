package reporting_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/reporting/sample"
)

// The index finds the entries that looking at each one finds, whatever is asked:
// words of the entries, pieces of them, and words with a letter wrong.
func TestSearchFindsWhatEachEntryHolds(t *testing.T) {
	l := sample.Ledger()
	words := strings.Fields("haiti chile pledge peru madagascar norway kroner overdue promised harbour millions disbursement 40 5 22 quay million 2024 june $40m чилі гаїті норвегією обіцянка")
	rng := rand.New(rand.NewPCG(3, 4))
	found := 0
	for range 1500 {
		var query []string
		for range 1 + rng.IntN(3) {
			w := []rune(words[rng.IntN(len(words))])
			switch k := rng.IntN(len(w)); rng.IntN(7) {
			case 0:
				w = w[:k+1]
			case 1:
				w[k] = 'x'
			case 2:
				w = slices.Delete(w, k, min(k+1, len(w)-1))
			case 3:
				w = slices.Insert(w, k, 'x')
			case 4:
				w[k], w[k/2] = w[k/2], w[k]
			case 5:
				if k > 0 {
					w[k], w[k-1] = w[k-1], w[k]
				}
			}
			query = append(query, string(w))
		}
		_, all := l.Search(strings.Join(query, " "), 3)
		want := 0
		for _, e := range l.Entries {
			if l.HoldsWords(*e, strings.Join(query, " ")) {
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

// The entries that name somebody are those that a look at each one finds, from
// any entry on, both ways.
func TestEntriesNamingAreThoseOfTheList(t *testing.T) {
	l := sample.Ledger()
	for _, givers := range [][]pledgebook.PartyID{nil, {"CHL"}, {"PER", "NOR"}, {"ZZZ"}} {
		for _, receivers := range [][]pledgebook.PartyID{nil, {"HTI"}, {"HTI", "MDG"}} {
			for _, newest := range []bool{false, true} {
				for _, after := range []string{"", l.Entries[1].ID, l.Entries[len(l.Entries)-1].ID} {
					all, _ := l.EntriesFrom(after, newest)
					some, ok := l.EntriesNaming(givers, receivers, after, newest)
					var want, got []string
					for e := range all {
						if names(givers, e.Providers) && names(receivers, e.Receivers) {
							want = append(want, e.ID)
						}
					}
					for e := range some {
						got = append(got, e.ID)
					}
					if !ok || !slices.Equal(got, want) {
						t.Errorf("%v to %v after %q, newest %v: %v (%v), want %v", givers, receivers, after, newest, got, ok, want)
					}
				}
			}
		}
	}
	if _, ok := l.EntriesNaming([]pledgebook.PartyID{"CHL"}, nil, "nothing", false); ok {
		t.Error("an entry that is not there was found")
	}
}

func names(asked, named []pledgebook.PartyID) bool {
	return len(asked) == 0 || slices.ContainsFunc(named, func(p pledgebook.PartyID) bool { return slices.Contains(asked, p) })
}
