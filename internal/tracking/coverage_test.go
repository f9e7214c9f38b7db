package tracking

import (
	"fmt"
	"testing"

	"pledgebook"
)

func need(id string, change func(*pledgebook.Entry)) pledgebook.Entry {
	e := pledgebook.Entry{ID: id, Stage: pledgebook.StageNeed, Polarity: pledgebook.Asserted, Receivers: []pledgebook.PartyID{"SOM"},
		Kind: pledgebook.Humanitarian, Period: pledgebook.Interval{Start: day("2023-01-01"), End: day("2024-01-01")}}
	change(&e)
	return e
}

func offer(id string, stage pledgebook.Stage, money string, change func(*pledgebook.Entry)) pledgebook.Entry {
	e := pledgebook.Entry{ID: id, Stage: stage, Polarity: pledgebook.Asserted, Receivers: []pledgebook.PartyID{"SOM"},
		Kind: pledgebook.Humanitarian, Date: day("2023-05-24")}
	if money != "" {
		e.Money = sum(money, "USD")
	}
	if change != nil {
		change(&e)
	}
	return e
}

func TestAppealAgainstOffers(t *testing.T) {
	entries := []pledgebook.Entry{
		need("appeal", func(e *pledgebook.Entry) { e.Money, e.FulfilledBy = sum("100", "USD"), []string{"paid"} }),
		offer("pledge", pledgebook.StagePledge, "40", func(e *pledgebook.Entry) { e.Deadline, e.FulfilledBy = day("2023-09-30"), []string{"paid"} }),
		offer("paid", pledgebook.StageDisbursement, "15", nil),
		offer("another", pledgebook.StagePledge, "20", func(e *pledgebook.Entry) { e.Deadline = day("2023-06-30") }),
		offer("planned", pledgebook.StagePledge, "99", func(e *pledgebook.Entry) { e.Polarity = pledgebook.Planned }),
		offer("other kind", pledgebook.StagePledge, "99", func(e *pledgebook.Entry) { e.Kind = pledgebook.Military }),
		offer("other country", pledgebook.StagePledge, "99", func(e *pledgebook.Entry) { e.Receivers = []pledgebook.PartyID{"KEN"} }),
		offer("the year before", pledgebook.StagePledge, "99", func(e *pledgebook.Entry) { e.Date = day("2022-05-24") }),
		offer("other money", pledgebook.StagePledge, "99", func(e *pledgebook.Entry) { e.Money.Currency = "EUR" }),
	}
	got := Cover(entries, day("2023-07-15"))
	if len(got) != 1 {
		t.Fatalf("%d needs, want one", len(got))
	}
	c := got[0]
	for _, x := range []struct{ what, got, want string }{
		{"met at least", pledgebook.Plain(c.Least.Lo), "15"},
		{"met at most", pledgebook.Plain(c.Most.Hi), "60"}, // the payment is the pledge's
		{"open at least", pledgebook.Plain(c.Open.Lo), "40"},
		{"answers", fmt.Sprint(c.Answers), "[paid]"},
		{"perhaps", fmt.Sprint(c.Perhaps), "[pledge another]"},
		{"due", fmt.Sprintf("%v %v %v %v", c.Due[0].Entry, c.Due[0].Late, c.Due[1].Entry, c.Due[1].Late), "another true pledge false"},
		{"twice", fmt.Sprint(c.Twice), "false"},
	} {
		if x.got != x.want {
			t.Errorf("%s: %s, want %s", x.what, x.got, x.want)
		}
	}
}

func TestGoodsAnsweredTwice(t *testing.T) {
	goods := func(count, what string) func(*pledgebook.Entry) {
		return func(e *pledgebook.Entry) { e.Items = []pledgebook.Item{{Count: count, What: what}} }
	}
	entries := []pledgebook.Entry{
		need("list", goods("10", "water trucks")),
		offer("six", pledgebook.StageDelivery, "", goods("6", "water truck")),
		offer("eight", pledgebook.StagePledge, "", goods("8", "heavy water trucks")),
		offer("tents", pledgebook.StagePledge, "", goods("500", "tents")),
	}
	c := Cover(entries, day("2023-07-15"))[0]
	if want := (ItemCoverage{What: "water trucks", Asked: "10", Arrived: "6", Offered: "14", Twice: true}); c.Items[0] != want {
		t.Errorf("%+v, want %+v", c.Items[0], want)
	}
	if fmt.Sprint(c.Answers) != "[six eight]" {
		t.Errorf("answers %v", c.Answers)
	}
}

func TestCheckSortsByUrgency(t *testing.T) {
	late := offer("late", pledgebook.StagePledge, "5", func(e *pledgebook.Entry) {
		e.Status, e.Deadline, e.FirstDeadline, e.Origins = pledgebook.Overdue, day("2023-09-30"), day("2023-06-30"), 1
	})
	told := offer("told", pledgebook.StagePledge, "5", func(e *pledgebook.Entry) {
		e.Origins = 3
		e.Variants = map[string][]pledgebook.Variant{
			"sum":      {{Value: "exact 5", Origins: 2}, {Value: "at-least 5", Origins: 1}},
			"stage":    {{Value: "pledge", Origins: 2}, {Value: "delivery", Origins: 1}},
			"currency": {{Value: "USD", Origins: 2}, {Value: "EUR", Origins: 1, LikelySlip: "currency relabelled", Claims: []string{"c"}}},
			"time":     {{Value: "", Origins: 2}, {Value: "by 2023-12-31", Origins: 1}},
		}
	})
	var got string
	for _, f := range Check([]*pledgebook.Entry{&told, &late}, []pledgebook.Contradiction{{Claims: []string{"x", "y"}}}) {
		got += fmt.Sprintf("%s %s %s\n", f.Kind, f.Entry, f.Field)
	}
	want := "contradiction  \noverdue late \nsuspect told currency\ndisagreement told stage\ndeadline-moved late deadline\nsingle-source late \n"
	if got != want {
		t.Errorf("findings\n%s\nwant\n%s", got, want)
	}
}

// Provided 20.9, and 20.72 allocated: the book supports reading "provided" as
// allocated, 0.9 % apart.
func TestSupportedStage(t *testing.T) {
	e := given("20.9", pledgebook.StageUnclear)
	s, ok := SupportedStage(e, func(s pledgebook.Stage) pledgebook.Bounds {
		least := map[pledgebook.Stage]string{pledgebook.StageAllocation: "20.72", pledgebook.StageDelivery: "3"}[s]
		if least == "" {
			least = "0"
		}
		return pledgebook.Bounds{Least: sum(least, "EUR")}
	})
	if !ok || s.Stage != pledgebook.StageAllocation || s.Apart.Round(3).String() != "0.009" {
		t.Errorf("%v %+v, want allocation, 0.009 apart", ok, s)
	}
}
