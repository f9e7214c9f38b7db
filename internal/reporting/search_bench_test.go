package reporting_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting"
)

// BenchmarkSearch looks for three words, and for one and a number, among 300 000
// entries, or PLEDGEBOOK_BENCH_ENTRIES of them: many of the words stand in every
// entry.
func BenchmarkSearch(b *testing.B) {
	entries := 300_000
	if n, err := strconv.Atoi(os.Getenv("PLEDGEBOOK_BENCH_ENTRIES")); err == nil && n > 0 {
		entries = n
	}
	l := madeUp(entries)
	l.Search("a", 1) // makes the index
	words := []string{"norway", "kenya", "pledge", "military", "overdue", "fjord", "aid", "million", "chad", "sweedn", "harbour", "disbursement", "eur", "норвегією"}
	b.Run("three words", func(b *testing.B) {
		rng := rand.New(rand.NewPCG(1, 2))
		for b.Loop() {
			l.Search(one(rng, words...)+" "+one(rng, words...)+" "+strconv.Itoa(rng.IntN(100)), 50)
		}
	})
	b.Run("a word and a number", func(b *testing.B) {
		rng := rand.New(rand.NewPCG(3, 4))
		for b.Loop() {
			l.Search(one(rng, words...)+" "+strconv.Itoa(rng.IntN(1000)), 50)
		}
	})
}

func madeUp(entries int) *reporting.Ledger { return madeUpFrom(0, entries) }

// madeUpFrom is a ledger of so many entries, numbered from one on, each told by one
// report or two, of parties, sums and days that are drawn by lot, always the same.
func madeUpFrom(first, entries int) *reporting.Ledger {
	rng := rand.New(rand.NewPCG(uint64(first), 6))
	l := &reporting.Ledger{Today: pledgebook.DateOf(2024, 10, 18)}
	told := l.Claims.Edit()
	var all []pledgebook.Entry
	for n := first; n < first+entries; n++ {
		e := drawn(rng, fmt.Sprintf("c%d", n))
		for k := range 1 + rng.IntN(4)/3 {
			c := pledgebook.Claim{ID: fmt.Sprintf("c%d", n)}
			if k > 0 {
				c.ID += "+"
				e.Claims = append(e.Claims, c.ID)
			}
			day := pledgebook.DateOf(2014, 1, 1) + pledgebook.Day(rng.IntN(3900))
			told.Put(&c, &pledgebook.Citation{Report: "r" + c.ID, Outlet: one(rng, "Harbour News", "Harbor Daily", "Pier Gazette", "Fjord Bulletin", "Andean Post"),
				Headline: one(rng, "Norway", "Sweden", "Japan", "Chile", "Swedes") + " " + one(rng, "tells of its aid", "gives aid", "sends aid by train", "sends trains", "оголосила допомогу"), Published: pledgebook.Stamp(day.String()), Current: true})
		}
		all = append(all, e)
	}
	l.Claims = told.Done()
	l.Fill(matching.Result{Entries: all}, all, nil)
	return l
}

func one[T any](rng *rand.Rand, among ...T) T { return among[rng.IntN(len(among))] }

func drawn(rng *rand.Rand, claim string) pledgebook.Entry {
	day := pledgebook.DateOf(2014, 1, 1) + pledgebook.Day(rng.IntN(3900))
	sum := decimal.MustNew(int64(1+rng.IntN(900))*1_000_000+int64(rng.IntN(100))*10_000, 0)
	e := pledgebook.Entry{ID: matching.EntryID(claim), Claims: []string{claim}, Origins: 1, Stage: one(rng, pledgebook.Stages...), Kind: one(rng, pledgebook.Military, pledgebook.Humanitarian, pledgebook.Development),
		Providers: []pledgebook.PartyID{one[pledgebook.PartyID](rng, "NOR", "SWE", "JPN", "CHL", "DEU", "POL", "FRA", "NER", "NGA")},
		Receivers: []pledgebook.PartyID{one[pledgebook.PartyID](rng, "KEN", "TCD", "HTI", "UKR", "PER", "NER", "NGA", "MDG")},
		Money:     &pledgebook.Money{Lo: sum, Hi: sum, Currency: one(rng, "EUR", "USD", "NOK")}, Status: one(rng, pledgebook.Open, pledgebook.Overdue, pledgebook.Fulfilled)}
	switch rng.IntN(3) {
	case 0:
		e.Deadline = day
	case 1:
		e.Date = day
	default:
		e.Period = pledgebook.Interval{Start: pledgebook.DateOf(day.Year(), 1, 1), End: pledgebook.DateOf(day.Year()+1, 1, 1)}
	}
	return e
}
