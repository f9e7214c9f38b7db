package reporting_test

import (
	"fmt"
	"testing"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/tracking"
)

func dollars(n int64) *pledgebook.Money {
	d := decimal.MustNew(n, 0)
	return &pledgebook.Money{Lo: d, Hi: d, Currency: "USD"}
}

func TestStateOfANeed(t *testing.T) {
	sums := func(asked, least, most int64) tracking.Coverage {
		return tracking.Coverage{Asked: dollars(asked), Least: dollars(least), Most: dollars(most), Answers: []string{"x"}}
	}
	goods := func(asked, arrived, offered string) tracking.Coverage {
		return tracking.Coverage{Items: []tracking.ItemCoverage{{What: "trucks", Asked: asked, Arrived: arrived, Offered: offered}}, Answers: []string{"x"}}
	}
	both := sums(10, 10, 10)
	both.Items = goods("3", "1", "1").Items
	twice := goods("3", "3", "4")
	twice.Twice = true
	for _, c := range []struct {
		name string
		of   tracking.Coverage
		want reporting.NeedState
	}{
		{"nothing answers", tracking.Coverage{Asked: dollars(10), Least: dollars(0), Most: dollars(0)}, reporting.Unanswered},
		{"some is open", sums(10, 2, 9), reporting.PartlyMet},
		{"offers reach it", sums(10, 2, 10), reporting.Offered},
		{"it has come", sums(10, 10, 10), reporting.Met},
		{"goods on their way", goods("3", "1", "3"), reporting.Offered},
		{"goods have come", goods("3", "3", "3"), reporting.Met},
		{"money came, goods did not", both, reporting.PartlyMet},
		{"more than asked", twice, reporting.TwiceMet},
		{"nobody can tell", tracking.Coverage{Answers: []string{"x"}}, reporting.PartlyMet},
		{"goods without a count", goods("", "1", "3"), reporting.PartlyMet},
	} {
		if got := reporting.StateOf(c.of); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func values(entries []*pledgebook.Entry) (all []pledgebook.Entry) {
	for _, e := range entries {
		all = append(all, *e)
	}
	return all
}

func TestBoard(t *testing.T) {
	l := sample.Ledger()
	b := l.Board(tracking.Cover(values(l.Entries), l.Today))
	need := entry(t, l, "", pledgebook.StageNeed)
	if len(b.Receivers) != 1 || len(b.Receivers[0].Needs) != 1 || b.Receivers[0].Needs[0].Entry.ID != need.ID {
		t.Fatalf("%+v, want Madagascar's need alone", b)
	}
	got := fmt.Sprintf("%v %v %s", b.Receivers[0].Receivers, b.States, b.Receivers[0].Needs[0].State)
	if want := "[MDG] map[unanswered:1] unanswered"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// One promise that may answer two needs falls due once.
func TestBoardNamesWhatIsDueOnce(t *testing.T) {
	l := sample.Ledger()
	promise := entry(t, l, "NOR", pledgebook.StagePledge)
	need := entry(t, l, "", pledgebook.StageNeed)
	due := []tracking.Due{{Entry: promise.ID, By: promise.Deadline}}
	receivers := []pledgebook.PartyID{"MDG"}
	b := l.Board([]tracking.Coverage{
		{Need: need.ID, Receivers: receivers, Answers: []string{promise.ID}, Due: due},
		{Need: need.ID, Receivers: receivers, Perhaps: []string{promise.ID}, Due: due},
	})
	if r := b.Receivers[0]; len(r.Due) != 1 || len(r.Due[0].Needs) != 2 || len(r.Needs[0].Sure) != 1 || len(r.Needs[1].Maybe) != 1 {
		t.Errorf("%+v", r)
	}
}
