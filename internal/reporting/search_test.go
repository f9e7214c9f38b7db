package reporting_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/reporting"
)

// A search finds, in the same order and with the same reasons, what looking at
// every entry word by word finds: in a whole ledger, in a part of it, and after
// entries changed, went and came.
func TestSearchIsTheSlowOne(t *testing.T) {
	l := madeUp(600)
	l.Search("a", 1) // the index of what follows is made from this one's
	some := l.Among(func(e *pledgebook.Entry) bool { return e.Status != pledgebook.Overdue }, nil, nil)
	next := followed(l)
	ledgers := map[string]*reporting.Ledger{"whole": l, "part": some, "followed": next}
	slow := map[string]func(string, int) ([]reporting.Hit, int){"whole": reporting.SlowSearch(l), "part": reporting.SlowSearch(some), "followed": reporting.SlowSearch(next)}
	words := strings.Fields("norway kenya pledge military fjord aid million chad sweedn harbour disbursement eur usd норвегією допомога 20 2019 5 57 1 june червня overdue niger nigeria swede harbor trains sends a mlitary n")
	rng := rand.New(rand.NewPCG(8, 9))
	found := 0
	for range 300 {
		var query []string
		for range 1 + rng.IntN(4) {
			query = append(query, typed(rng, one(rng, words...)))
		}
		asked, most := strings.Join(query, " "), one(rng, 0, 1, 3, 50, 2500)
		for name, l := range ledgers {
			hits, all := l.Search(asked, most)
			want, wantAll := slow[name](asked, most)
			if all != wantAll || !slices.EqualFunc(hits, want, sameHit) {
				t.Errorf("%s: %q finds %d of %d, looking at every entry %d of %d:\n%v\n%v", name, asked, len(hits), all, len(want), wantAll, told(hits), told(want))
			}
			found += len(hits)
		}
	}
	if found < 1000 {
		t.Errorf("%d hits in all; the test checks next to nothing", found)
	}
}

// typed is a word as somebody types it: one in four is wrong or begun alone.
func typed(rng *rand.Rand, word string) string {
	w := []rune(word)
	k := rng.IntN(len(w))
	switch rng.IntN(12) {
	case 0:
		w[k] = 'x'
	case 1:
		w = w[:k+1]
	case 2:
		w = slices.Insert(w, k, 'e')
	}
	return string(w)
}

// followed is a ledger in which every seventh entry has another stage, every
// eleventh is gone, and more came than there was room for.
func followed(l *reporting.Ledger) *reporting.Ledger {
	more := madeUpFrom(5000, 600)
	out := reporting.After(l)
	claims := l.Claims.Edit()
	for id := range more.Claims.IDs() {
		claims.Put(more.Claims.Of(id), more.Claims.Told(id))
	}
	out.Claims = claims.Done()
	var made []*reporting.Placed
	var gone []string
	for n, e := range l.Entries {
		switch {
		case n%11 == 0:
			gone = append(gone, e.ID)
		case n%7 == 0:
			changed := *e
			changed.Stage, changed.Kind = pledgebook.StageDelivery, pledgebook.Financial
			made = append(made, out.Placed(&changed, &changed, l.BasisOf(e.ID), false))
		}
	}
	for _, e := range more.Entries {
		made = append(made, out.Placed(e, e, more.BasisOf(e.ID), false))
	}
	out.Follow(l, made, gone)
	return out
}

func sameHit(a, b reporting.Hit) bool {
	return a.Entry.ID == b.Entry.ID && a.Latest == b.Latest && slices.Equal(a.Differ, b.Differ) && slices.Equal(a.Why, b.Why)
}

func told(hits []reporting.Hit) (all []string) {
	for _, h := range hits[:min(len(hits), 5)] {
		all = append(all, h.Entry.ID, h.Latest.String())
		for _, f := range h.Why {
			all = append(all, f.Field+": "+f.Text)
		}
	}
	return all
}
