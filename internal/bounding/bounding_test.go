package bounding

import (
	"fmt"
	"strings"
	"testing"

	"github.com/govalues/decimal"
	"pgregory.net/rapid"

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
	f := Fact{Entry: &pledgebook.Entry{
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

var alliance = World{Members: allied, Ever: func(group pledgebook.PartyID) []pledgebook.PartyID {
	return allied(group, day("2024-12-31")) // nobody has left it
}}

func allied(group pledgebook.PartyID, on pledgebook.Day) []pledgebook.PartyID {
	if group != "nato" {
		return nil
	}
	members := []pledgebook.PartyID{"DEU", "FRA", "NOR", "USA"}
	if on >= day("2024-03-07") {
		members = append(members, "SWE")
	}
	return members
}

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
	allocated := Bound(facts, scope, alliance)
	check(t, "allocated", allocated, "20720000000", "20720000000", "none")
	if least, most := ShareOf(facts[0], allocated); least.String() != "0.511" || most.String() != "0.525" {
		t.Errorf("%s to %s of the promise allocated, want 0.511 to 0.525", least, most)
	}
	facts[0].Entry.FulfilledBy = []string{"row1", "row2", "row3"}
	scope.Stage = pledgebook.StagePledge
	check(t, "pledged, the rows counting towards it", Bound(facts, scope, alliance), "39500000000", "40500000000", "none")
}

func TestWidening(t *testing.T) {
	for _, c := range []struct {
		lo, verbatim string
		qualifier    pledgebook.Qualifier
		row          bool
		want         string // lo..hi, told
	}{
		{"20900000000", "€20.9 billion", pledgebook.Exact, false, "20850000000..20950000000, 20950000000"},
		{"40000000000", "40 billion euros", pledgebook.Exact, false, "39500000000..40500000000, 40500000000"},
		{"20900000000", "20,900 million", pledgebook.Exact, false, "20899500000..20900500000, 20900500000"},
		{"40000000000", "", pledgebook.Exact, false, "39500000000..40500000000, 40500000000"},
		{"1250000000", "", pledgebook.Exact, false, "1245000000..1255000000, 1255000000"},
		{"350000", "", pledgebook.Exact, false, "699999/2..700001/2, 700001/2"},
		{"20000000", "twenty million", pledgebook.Exact, false, "19500000..20500000, 20500000"},
		{"40000000000", "40 billion", pledgebook.AtLeast, false, "39500000000..open, 40500000000"},
		{"40000000000", "40 billion", pledgebook.AtMost, false, "0..40500000000, 40500000000"},
		{"20000000000", "half of 40 billion", pledgebook.About, false, "19000000000..21000000000, 21000000000"},
		{"21000000000", "nearly 21 billion", pledgebook.Nearly, false, "19950000000..21000000000, 21000000000"},
		{"23417159.97", "", pledgebook.Exact, true, "2341715997/100..2341715997/100, 2341715997/100"},
	} {
		m := sum(c.lo)
		m.Verbatim, m.Qualifier = c.verbatim, c.qualifier
		iv := widen(*m, c.row)
		hi := "open"
		if iv.hi != nil {
			hi = iv.hi.RatString()
		}
		if got := iv.lo.RatString() + ".." + hi + ", " + iv.told.RatString(); got != c.want {
			t.Errorf("%s %q %s: %s, want %s", c.lo, c.verbatim, c.qualifier, got, c.want)
		}
	}
}

func ukraine(stage pledgebook.Stage, providers ...pledgebook.PartyID) pledgebook.Scope {
	return pledgebook.Scope{Stage: stage, Providers: providers, Receivers: []pledgebook.PartyID{"UKR"}, Currency: "EUR"}
}

func TestDistinctActsAddAndOthersDoNot(t *testing.T) {
	pledge := pledgebook.StagePledge
	again := func(f *Fact) { f.Entry.Revision = pledgebook.Repeat }
	for _, c := range []struct {
		what  string
		facts []Fact
		least string
	}{
		{"two acts of one donor", []Fact{fact("a", pledge, "DEU", "10", exactRow), fact("b", pledge, "DEU", "5", exactRow)}, "15"},
		{"an act and a repeat", []Fact{fact("a", pledge, "DEU", "10", exactRow), fact("b", pledge, "DEU", "10", exactRow, again)}, "10"},
		{"two donors", []Fact{fact("a", pledge, "DEU", "10", exactRow), fact("b", pledge, "FRA", "5", exactRow)}, "15"},
		{"a group and its member", []Fact{fact("a", pledge, "nato", "10", exactRow), fact("b", pledge, "FRA", "5", exactRow)}, "10"},
		{"a group and an outsider", []Fact{fact("a", pledge, "nato", "10", exactRow), fact("b", pledge, "JPN", "5", exactRow)}, "15"},
		{"a package and a total", []Fact{fact("a", pledge, "DEU", "10", exactRow, total), fact("b", pledge, "DEU", "5", exactRow)}, "10"},
		{"a package, its part, and another", []Fact{fact("a", pledge, "DEU", "10", exactRow), fact("b", pledge, "DEU", "4", exactRow, partOf("a")),
			fact("c", pledge, "DEU", "5", exactRow)}, "15"},
		{"a promise and its delivery", []Fact{fact("a", pledge, "DEU", "10", exactRow), fact("b", pledgebook.StageDelivery, "DEU", "7", exactRow)}, "10"},
		{"more delivered than promised", []Fact{fact("a", pledge, "DEU", "10", exactRow), fact("b", pledgebook.StageDelivery, "DEU", "12", exactRow)}, "12"},
		{"a promise cut back", []Fact{fact("a", pledge, "DEU", "10", exactRow), fact("b", pledge, "DEU", "3", exactRow, partOf("a"),
			func(f *Fact) { f.Entry.Revision = pledgebook.Reduction })}, "7"},
	} {
		t.Run(c.what, func(t *testing.T) {
			if got := bounds(Bound(c.facts, ukraine(pledge), alliance)); got[0] != c.least {
				t.Errorf("at least %s, want %s", got[0], c.least)
			}
		})
	}
}

// A total of eight cannot hold three packages of 6, 5 and 1: the two large
// ones suffice for the contradiction.
func TestContradictionNamesASmallestSet(t *testing.T) {
	facts := []Fact{
		fact("total", pledgebook.StagePledge, "DEU", "8", exactRow, total),
		fact("six", pledgebook.StagePledge, "DEU", "6", exactRow), fact("five", pledgebook.StagePledge, "DEU", "5", exactRow),
		fact("one", pledgebook.StagePledge, "DEU", "1", exactRow), fact("other", pledgebook.StagePledge, "FRA", "99", exactRow),
	}
	b := Bound(facts, ukraine(pledgebook.StagePledge, "DEU"), alliance)
	if len(b.Contradicted) != 1 {
		t.Fatalf("contradictions %+v, want one", b.Contradicted)
	}
	if got := fmt.Sprint(b.Contradicted[0].Claims); got != "[five six total]" {
		t.Errorf("claims %s, want [five six total]", got)
	}
	if !strings.Contains(b.Contradicted[0].Relax, "by 4 EUR") {
		t.Errorf("relax %q, want a correction by 4 EUR", b.Contradicted[0].Relax)
	}
}

func TestWhatBindsNothingIsListed(t *testing.T) {
	change := func(f func(*pledgebook.Entry)) func(*Fact) { return func(x *Fact) { f(x.Entry) } }
	facts := []Fact{
		fact("planned", pledgebook.StagePledge, "DEU", "1", change(func(e *pledgebook.Entry) { e.Polarity = pledgebook.Planned })),
		fact("denied", pledgebook.StagePledge, "DEU", "1", change(func(e *pledgebook.Entry) { e.Polarity = pledgebook.Denied })),
		fact("withdrawn", pledgebook.StagePledge, "DEU", "1", change(func(e *pledgebook.Entry) { e.Revision = pledgebook.Withdrawal })),
		fact("no sum", pledgebook.StagePledge, "DEU", "1", change(func(e *pledgebook.Entry) { e.Money = nil })),
		fact("no currency", pledgebook.StagePledge, "DEU", "1", change(func(e *pledgebook.Entry) { e.Money.Currency = "" })),
		fact("negative", pledgebook.StagePledge, "DEU", "-1"),
		fact("dollars", pledgebook.StagePledge, "DEU", "1", change(func(e *pledgebook.Entry) { e.Money.Currency = "USD" })),
	}
	b := Bound(facts, ukraine(pledgebook.StagePledge), alliance)
	if len(b.Excluded) != len(facts) {
		t.Errorf("%d excluded, want %d: %+v", len(b.Excluded), len(facts), b.Excluded)
	}
	check(t, "nothing binds", b, "0", "0", "none")
}

func TestRateSpread(t *testing.T) {
	f := fact("dollars", pledgebook.StagePledge, "DEU", "100", exactRow)
	f.Entry.Money.Currency = "USD"
	w := alliance
	w.Rate = func(from, to string, on pledgebook.Day) (lo, hi decimal.Decimal, ok bool) {
		return decimal.MustParse("0.91"), decimal.MustParse("0.93"), from == "USD" && to == "EUR"
	}
	check(t, "converted", Bound([]Fact{f}, ukraine(pledgebook.StagePledge), w), "91", "93", "none")
}

// Cut coarser, a book still answers with valid bounds.
func TestCoarserIsLooserNeverWrong(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts, scope := someFacts(t), someScope(t)
		for i := range facts { // of several receivers, which a coarser model folds
			facts[i].Entry.Receivers = rapid.SampledFrom([][]pledgebook.PartyID{{"UKR"}, {"UKR", "MDA"}, {"MDA"}, {"MDA", "GEO"}, nil}).Draw(t, fmt.Sprint("receivers ", i))
		}
		whole, narrow := New(facts, alliance), New(facts, alliance)
		narrow.far = 0
		answered := func(b *Book, most size) (out pledgebook.Bounds) {
			acts, _ := b.acts(b.near(scope), scope)
			m := build(acts, scope, alliance, most)
			m.answer(&out)
			m.mostReported(&out)
			return out
		}
		fine := answered(whole, usual)
		if len(fine.Contradicted) > 0 {
			return
		}
		for _, coarse := range []pledgebook.Bounds{answered(narrow, usual), answered(whole, size{variables: 1, fewCuts: 3}), answered(narrow, size{variables: 1, fewCuts: 3})} {
			if coarse.Least.Lo.Cmp(fine.Least.Lo) > 0 || coarse.Cap != nil && (fine.Cap == nil || coarse.Cap.Lo.Cmp(fine.Cap.Lo) < 0) {
				t.Fatalf("coarse %v, fine %v", bounds(coarse), bounds(fine))
			}
			if coarse.MostReported.Lo.Cmp(fine.MostReported.Lo) < 0 {
				t.Fatalf("coarse %v, fine %v", bounds(coarse), bounds(fine))
			}
		}
	})
}

func TestPartsBeyondTheirPackage(t *testing.T) {
	facts := []Fact{fact("package", pledgebook.StagePledge, "DEU", "10", exactRow),
		fact("guns", pledgebook.StagePledge, "DEU", "8", exactRow, partOf("package")), fact("tents", pledgebook.StagePledge, "DEU", "5", exactRow, partOf("package"))}
	b := Bound(facts, ukraine(pledgebook.StagePledge), alliance)
	if len(b.Contradicted) != 1 || fmt.Sprint(b.Contradicted[0].Claims) != "[guns package tents]" {
		t.Errorf("contradictions %+v, want one of the three", b.Contradicted)
	}
}

// Claims that are parts of one another in a circle neither hang nor vanish.
func TestCircularParts(t *testing.T) {
	facts := []Fact{fact("a", pledgebook.StagePledge, "DEU", "10", exactRow, partOf("b")), fact("b", pledgebook.StagePledge, "DEU", "10", exactRow, partOf("a"))}
	if got := bounds(Bound(facts, ukraine(pledgebook.StagePledge), alliance)); got[1] != "10" {
		t.Errorf("most reported %s, want 10", got[1])
	}
}

// After the correction of a contradiction the most reported is no less than
// the least: both rest on the corrected figures.
func TestMostReportedAfterACorrection(t *testing.T) {
	facts := []Fact{
		fact("all", pledgebook.StageDisbursement, "NOR", "3000", total, exactRow, firstHalf),
		fact("some", pledgebook.StageDisbursement, "NOR", "800", total, exactRow, firstHalf),
	}
	b := Bound(facts, pledgebook.Scope{Stage: pledgebook.StageDisbursement, Currency: "EUR"}, alliance)
	if len(b.Contradicted) != 1 {
		t.Errorf("contradictions %+v, want one", b.Contradicted)
	}
	if b.MostReported.Lo.Cmp(b.Least.Lo) < 0 {
		t.Errorf("most reported %s is below the least %s", b.MostReported.Lo, b.Least.Lo)
	}
}

// What the report itself says in the currency asked for comes before any rate,
// and needs none.
func TestTheReportsOwnOtherCurrency(t *testing.T) {
	dollars := func(f *Fact) {
		f.Entry.Money.Also = []pledgebook.Amount{{Lo: decimal.MustParse("1100"), Hi: decimal.MustParse("1100"), Currency: "USD"}}
	}
	facts := []Fact{fact("both", pledgebook.StagePledge, "NOR", "1000", exactRow, dollars), fact("euros", pledgebook.StagePledge, "DEU", "1000", exactRow)}
	b := Bound(facts, pledgebook.Scope{Currency: "USD"}, alliance)
	check(t, "without a rate", b, "1100", "1100", "none")
	if len(b.Excluded) != 1 || b.Excluded[0].Claim != "euros" {
		t.Errorf("excluded %+v, want the sum without a rate alone", b.Excluded)
	}
}

// A month's total below nought, as datasets correct themselves, in a book whose time
// is cut too coarsely to tell that month apart.
func TestTotalBelowNoughtThatNoCellTells(t *testing.T) {
	march := func(f *Fact) { f.Entry.Period = during("2024-03-01", "2024-03-31") }
	facts := []Fact{fact("correction", pledgebook.StageDisbursement, "NOR", "-5", total, exactRow, march),
		fact("paid", pledgebook.StageDisbursement, "NOR", "30", exactRow, firstHalf)}
	scope := ukraine(pledgebook.StageDisbursement)
	acts, _ := New(facts, alliance).acts(facts, scope)
	var b pledgebook.Bounds
	m := build(acts, scope, alliance, size{variables: 1})
	m.answer(&b)
	m.mostReported(&b)
	check(t, "disbursed", b, "30", "30", "none")
}
