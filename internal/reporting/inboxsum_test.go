package reporting

import (
	"testing"

	"github.com/govalues/decimal"

	"pledgebook"
)

// Sums of the inbox are compared in one currency, at the rate of their day where
// one is known.
func TestInboxComparesWhatSumsAreWorth(t *testing.T) {
	worth := func(e pledgebook.Entry, currency string) (pledgebook.Money, string, bool) {
		if e.Money.Currency != "JPY" || currency != "EUR" {
			return pledgebook.Money{}, "", false
		}
		hi, err := e.Money.Hi.Quo(decimal.MustNew(160, 0))
		return pledgebook.Money{Lo: hi, Hi: hi, Currency: currency}, "", err == nil
	}
	of := func(sum int64, currency string) *pledgebook.Entry {
		d := decimal.MustNew(sum, 0)
		return &pledgebook.Entry{Money: &pledgebook.Money{Lo: d, Hi: d, Currency: currency}}
	}
	l := &Ledger{Worth: worth}
	yen, euros := l.sumOf(of(800_000_000, "JPY")), l.sumOf(of(50_000_000, "EUR"))
	if yen.Cmp(decimal.MustNew(5_000_000, 0)) != 0 || worthOf(yen, false, Case{}) >= worthOf(euros, false, Case{}) {
		t.Errorf("800 million yen count as %s, before 50 million euros", yen)
	}
	if odd := l.sumOf(of(800_000_000, "XXX")); odd.Cmp(decimal.MustNew(800_000_000, 0)) != 0 {
		t.Errorf("without a rate a sum counts as %s", odd)
	}
	if none := l.sumOf(&pledgebook.Entry{}); none.Sign() != 0 || worthOf(none, true, Case{}) != 1 {
		t.Errorf("an entry without a sum counts as %s", none)
	}
}

// An agenda shows so many deadlines a day, and counts the rest; a day alone has
// pages.
func TestAgendaOfACrowdedDay(t *testing.T) {
	l := &Ledger{Today: 100}
	var all []*Placed
	for i := range 30 {
		e := &pledgebook.Entry{ID: string(rune('a' + i)), Claims: []string{string(rune('A' + i))}, Deadline: 200, Fulfilment: &pledgebook.Fulfilment{}}
		if i >= 25 {
			e.Deadline = 201
		}
		all = append(all, &Placed{Entry: e})
	}
	l.Place(all)
	days := l.Agenda(nil, 200, 202, 10).Days
	if len(days) != 2 || len(days[0].Deadlines) != 10 || days[0].More != 15 || len(days[1].Deadlines) != 5 || days[1].More != 0 {
		t.Errorf("agenda: %+v", days)
	}
	if p := l.DueOn(200, 3, 10); p.Total != 25 || p.Of != 3 || len(p.Lines) != 5 {
		t.Errorf("the third page of a day: %d of %d, %d lines", p.Number, p.Of, len(p.Lines))
	}
	if p := l.DueOn(199, 1, 10); p.Total != 0 || len(p.Lines) != 0 {
		t.Errorf("a day without deadlines: %d", p.Total)
	}
	if days := l.Agenda(nil, 201, 201, 10).Days; len(days) != 0 {
		t.Errorf("no day: %+v", days)
	}
}
