package bounding

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

func during(from, last string) pledgebook.Interval {
	return pledgebook.Interval{Start: day(from), End: day(last) + 1}
}

func sum(s string) *pledgebook.Money {
	d := decimal.MustParse(s)
	return &pledgebook.Money{Lo: d, Hi: d, Currency: "EUR", Qualifier: pledgebook.Exact}
}

// fact is an asserted military act for Ukraine, for the cases to change.
func fact(id string, stage pledgebook.Stage, provider pledgebook.PartyID, money string, change ...func(*Fact)) Fact {
	f := Fact{Entry: pledgebook.Entry{
		ID: id, Claims: []string{id}, Stage: stage, Polarity: pledgebook.Asserted, Revision: pledgebook.New, Extent: pledgebook.PartExtent,
		Providers: []pledgebook.PartyID{provider}, Receivers: []pledgebook.PartyID{"UKR"}, Kind: pledgebook.Military, Money: sum(money)}}
	for _, c := range change {
		c(&f)
	}
	return f
}

func total(f *Fact)     { f.Entry.Extent = pledgebook.TotalExtent }
func exactRow(f *Fact)  { f.Row = true }
func firstHalf(f *Fact) { f.Entry.Period = during("2024-01-01", "2024-06-30") }
func on(d string) func(*Fact) {
	return func(f *Fact) { f.Entry.Date = day(d) }
}
func partOf(id string) func(*Fact) { return func(f *Fact) { f.Entry.PartOf = id } }

var alliance = World{Members: func(group pledgebook.PartyID, on pledgebook.Day) []pledgebook.PartyID {
	if group != "nato" {
		return nil
	}
	members := []pledgebook.PartyID{"DEU", "FRA", "NOR", "USA"}
	if on >= day("2024-03-07") {
		members = append(members, "SWE")
	}
	return members
}}

// bounds spells an answer: least, most reported, cap.
func bounds(b pledgebook.Bounds) (s [3]string) {
	for i, m := range []*pledgebook.Money{b.Least, b.MostReported, b.Cap} {
		if s[i] = "none"; m != nil {
			s[i] = pledgebook.Plain(m.Lo)
		}
	}
	return s
}

func check(t *testing.T, what string, b pledgebook.Bounds, least, most, limit string) {
	t.Helper()
	if got, want := bounds(b), [3]string{least, most, limit}; got != want {
		t.Errorf("%s: least, most, cap %v, want %v\ncertificate %+v contradictions %+v", what, got, want, b.Certificate, b.Contradicted)
	}
}

// DESIGN's case A: "the alliance provided 20.9 in the first half", "of it
// Germany 3.5", and a dataset's total of 20.72 allocated by its members.
func TestProvidedAndAllocated(t *testing.T) {
	facts := []Fact{
		fact("provided", pledgebook.StageUnclear, "nato", "20900000000", total, firstHalf),
		fact("germany", pledgebook.StageUnclear, "DEU", "3500000000", firstHalf, partOf("provided")),
		fact("allocated", pledgebook.StageAllocation, "nato", "20720000000", total, firstHalf, exactRow),
	}
	half := during("2024-01-01", "2024-06-30")
	byJune := pledgebook.Interval{End: day("2024-07-01")}
	ask := func(stage pledgebook.Stage, provider pledgebook.PartyID, period pledgebook.Interval) pledgebook.Bounds {
		return Bound(facts, pledgebook.Scope{Stage: stage, Providers: []pledgebook.PartyID{provider}, Receivers: []pledgebook.PartyID{"UKR"},
			Kinds: []pledgebook.AidKind{pledgebook.Military}, Period: period, MembersOn: day("2024-06-30")}, alliance)
	}
	check(t, "given, stage unknown", ask(pledgebook.StageUnclear, "nato", half), "20850000000", "20950000000", "20950000000")
	check(t, "Germany's part", ask(pledgebook.StageUnclear, "DEU", half), "3450000000", "3550000000", "3550000000")
	check(t, "allocated", ask(pledgebook.StageAllocation, "nato", half), "20720000000", "20720000000", "20720000000")
	check(t, "pledged by June", ask(pledgebook.StagePledge, "nato", byJune), "20850000000", "41670000000", "none")
	check(t, "delivered", ask(pledgebook.StageDelivery, "nato", half), "0", "0", "none")
}

// DESIGN's case B: a promise of 40 by the alliance, and its members' rows
// adding up to 20.72: what members did may be part of it.
func TestPromiseAndMembersRows(t *testing.T) {
	facts := []Fact{
		fact("promise", pledgebook.StagePledge, "nato", "40000000000", func(f *Fact) { f.Entry.Deadline = day("2024-12-31") }),
		fact("row1", pledgebook.StageAllocation, "DEU", "7000000000", exactRow, on("2024-02-01")),
		fact("row2", pledgebook.StageAllocation, "DEU", "720000000", exactRow, on("2024-02-01")),
		fact("row3", pledgebook.StageAllocation, "USA", "13000000000", exactRow, on("2024-05-01")),
	}
	scope := pledgebook.Scope{Stage: pledgebook.StagePledge, Providers: []pledgebook.PartyID{"nato"}, Receivers: []pledgebook.PartyID{"UKR"}}
	b := Bound(facts, scope, alliance)
	check(t, "pledged", b, "39500000000", "61220000000", "none")
	if len(b.SetBy.Least) != 1 || b.SetBy.Least[0] != "promise" {
		t.Errorf("the least is set by %v, want the promise", b.SetBy.Least)
	}
	scope.Stage = pledgebook.StageAllocation
	check(t, "allocated", Bound(facts, scope, alliance), "20720000000", "20720000000", "none")
	facts[0].Entry.FulfilledBy = []string{"row1", "row2", "row3"}
	scope.Stage = pledgebook.StagePledge
	check(t, "pledged, the rows counting towards it", Bound(facts, scope, alliance), "39500000000", "40500000000", "none")
}
