package tracking

import (
	"testing"

	"github.com/govalues/decimal"

	"pledgebook"
)

func day(s string) pledgebook.Day {
	d, err := pledgebook.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func sum(s, currency string) *pledgebook.Money {
	d := decimal.MustParse(s)
	return &pledgebook.Money{Lo: d, Hi: d, Currency: currency, Qualifier: pledgebook.Exact}
}

func promised(s string) pledgebook.Entry {
	return pledgebook.Entry{ID: "promise", Stage: pledgebook.StagePledge, Polarity: pledgebook.Asserted, Money: sum(s, "EUR"),
		Deadline: day("2024-12-31"), FulfilledBy: []string{"given"}}
}

func given(s string, stage pledgebook.Stage) pledgebook.Entry {
	return pledgebook.Entry{ID: "given", Stage: stage, Polarity: pledgebook.Asserted, Extent: pledgebook.TotalExtent, Money: sum(s, "EUR"),
		Period: pledgebook.Interval{Start: day("2024-01-01"), End: day("2024-07-01")}}
}

// A promise of forty by the year's end, of which 20.9 was given in the first
// half in words that do not tell the stage.
func TestProgressAgainstTheFiguresOwnPeriod(t *testing.T) {
	got := FollowAll([]pledgebook.Entry{promised("40"), given("20.9", pledgebook.StageUnclear)}, day("2024-10-17"), nil)[0]
	f := got.Fulfilment
	for _, c := range []struct{ what, got, want string }{
		{"share", f.Reported.Share.String(), "0.5225"},
		{"as of", f.Reported.AsOf.String(), "2024-06-30"},
		{"stage", string(f.Reported.Stage), "unclear"},
		{"elapsed", f.Elapsed.String(), "0.5"},
		{"least", pledgebook.Plain(f.Least.Lo), "0"},
		{"most reported", pledgebook.Plain(f.MostReported.Hi), "20.9"},
		{"status", string(got.Status), "on-track"},
	} {
		if c.got != c.want {
			t.Errorf("%s = %s, want %s", c.what, c.got, c.want)
		}
	}
	if f.Basis == "" {
		t.Error("the start of the window is by context, and the basis does not say so")
	}
}

// "Half of this amount has been allocated" is progress on the promise, although no
// report states the sum.
func TestProgressByAShare(t *testing.T) {
	half := given("0", pledgebook.StageAllocation)
	half.Money, half.Fraction = nil, &pledgebook.Fraction{Of: "promise", Derived: sum("20", "EUR")}
	f := FollowAll([]pledgebook.Entry{promised("40"), half}, day("2024-10-17"), nil)[0].Fulfilment
	if f.Reported == nil || f.Reported.Share.String() != "0.5" {
		t.Errorf("progress %+v, want a half", f.Reported)
	}
	half.Fraction.Derived = nil
	if f := FollowAll([]pledgebook.Entry{promised("40"), half}, day("2024-10-17"), nil)[0].Fulfilment; f.Reported != nil {
		t.Errorf("progress %+v of a share that comes to no sum", f.Reported)
	}
}

func TestStatus(t *testing.T) {
	withdrawn := promised("40")
	withdrawn.Revision = pledgebook.Withdrawal
	vague := promised("40")
	vague.Money = nil
	guns := vague
	guns.Items = []pledgebook.Item{{Count: "3", What: "howitzers"}}
	gunsArrived := given("1", pledgebook.StageDelivery)
	gunsArrived.Items = []pledgebook.Item{{Count: "3", What: "Howitzers"}}
	planned := given("20.9", pledgebook.StageDelivery)
	planned.Polarity = pledgebook.Planned
	for _, c := range []struct {
		name    string
		promise pledgebook.Entry
		towards []pledgebook.Entry
		now     string
		want    pledgebook.Status
	}{
		{"nothing reported", promised("40"), nil, "2024-10-17", pledgebook.Open},
		{"ahead of time", promised("40"), []pledgebook.Entry{given("20.9", pledgebook.StageUnclear)}, "2024-10-17", pledgebook.OnTrack},
		{"behind time", promised("50"), []pledgebook.Entry{given("20.9", pledgebook.StageAllocation)}, "2024-10-17", pledgebook.PartlyFulfilled},
		{"the deadline's last day", promised("50"), []pledgebook.Entry{given("20.9", pledgebook.StageAllocation)}, "2024-12-31", pledgebook.PartlyFulfilled},
		{"the day after", promised("50"), []pledgebook.Entry{given("20.9", pledgebook.StageAllocation)}, "2025-01-01", pledgebook.Overdue},
		{"all delivered", promised("20"), []pledgebook.Entry{given("20.9", pledgebook.StageDelivery)}, "2025-01-01", pledgebook.Fulfilled},
		{"only planned", promised("20"), []pledgebook.Entry{planned}, "2024-10-17", pledgebook.Open},
		{"all said to be provided", promised("20"), []pledgebook.Entry{given("20.9", pledgebook.StageUnclear)}, "2025-01-01", pledgebook.Unverifiable},
		{"withdrawn", withdrawn, nil, "2024-10-17", pledgebook.Withdrawn},
		{"nothing to measure", vague, nil, "2025-01-01", pledgebook.Unverifiable},
		{"items promised", guns, nil, "2025-01-01", pledgebook.Overdue},
		{"items arrived", guns, []pledgebook.Entry{gunsArrived}, "2024-10-17", pledgebook.Fulfilled},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Follow(c.promise, c.towards, day(c.now)).Status; got != c.want {
				t.Errorf("status %s, want %s", got, c.want)
			}
		})
	}
}

func TestOtherCurrencyIsNotAdded(t *testing.T) {
	g := given("20.9", pledgebook.StageDelivery)
	g.Money.Currency = "USD"
	if got := Follow(promised("40"), []pledgebook.Entry{g}, day("2024-10-17")); got.Fulfilment.Reported != nil {
		t.Errorf("a sum in USD counted towards one in EUR: %+v", got.Fulfilment.Reported)
	}
}
