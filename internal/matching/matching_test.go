package matching

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pledgebook"
)

// told is a claim of Germany's pledge to Ukraine on one day, for the cases to
// change: report r tells it as claim r.
func told(report string, change ...func(*ReportedClaim)) ReportedClaim {
	c := ReportedClaim{
		Claim: pledgebook.Claim{ID: report, Stage: pledgebook.StagePledge, Polarity: pledgebook.Asserted, Revision: pledgebook.New, Extent: pledgebook.PartExtent,
			Providers: []pledgebook.PartyID{"DEU"}, Receivers: []pledgebook.PartyID{"UKR"}, Kind: pledgebook.Military},
		Report: Source{ID: report, Outlet: report, Published: "2024-03-04"},
	}
	sum("EUR500m")(&c)
	for _, f := range change {
		f(&c)
	}
	return c
}

func sum(s string) func(*ReportedClaim) {
	return func(c *ReportedClaim) { c.Claim.Money = twinSum(nil, s) }
}
func published(d string) func(*ReportedClaim) {
	return func(c *ReportedClaim) { c.Report.Published = pledgebook.Stamp(d) }
}
func revised(r pledgebook.Revision) func(*ReportedClaim) {
	return func(c *ReportedClaim) { c.Claim.Revision = r }
}
func text(origin string) func(*ReportedClaim) {
	return func(c *ReportedClaim) { c.Report.TextOrigin = origin }
}
func credits(whom string) func(*ReportedClaim) {
	return func(c *ReportedClaim) { c.Report.Credit = whom }
}
func primary(c *ReportedClaim) { c.Report.Primary = true }

// groupsOf spells which claims stand together.
func groupsOf(entries []pledgebook.Entry) string {
	var out []string
	for _, e := range entries {
		out = append(out, fmt.Sprint(e.Claims))
	}
	slices.Sort(out)
	return fmt.Sprint(out)
}

func TestOriginsCountOnce(t *testing.T) {
	for _, c := range []struct {
		name  string
		group []ReportedClaim
		want  int
	}{
		{"three of their own", []ReportedClaim{told("a"), told("b"), told("c")}, 3},
		{"one text in two papers", []ReportedClaim{told("a", text("wire 7")), told("b", text("wire 7")), told("c")}, 2},
		{"one credits the other", []ReportedClaim{told("dpa"), told("b", credits("according to dpa")), told("c")}, 2},
		{"two credit a third", []ReportedClaim{told("a", credits("the Alliance's press service")), told("b", credits("The Alliance's press  service"))}, 1},
		{"a credit that only begins like an outlet", []ReportedClaim{told("dpa"), told("b", credits("dpaint works"))}, 2},
	} {
		if got := distinct(origins(c.group)); got != c.want {
			t.Errorf("%s: %d origins, want %d", c.name, got, c.want)
		}
	}
}

func TestLikelySlips(t *testing.T) {
	for _, c := range []struct {
		name  string
		group []ReportedClaim
		field string // "" where nothing slipped
	}{
		{"relabelled", []ReportedClaim{told("a"), told("b"), told("c", sum("USD500m"))}, "currency"},
		{"currency left out", []ReportedClaim{told("a"), told("b"), told("c", sum("500m"))}, "currency"},
		{"thousandfold", []ReportedClaim{told("a"), told("b"), told("c", sum("EUR500bn"))}, "sum"},
		{"digit dropped", []ReportedClaim{told("a", sum("EUR20.9bn")), told("b", sum("EUR20.9bn")), told("c", sum("EUR2.9bn"))}, "sum"},
		{"up to lost", []ReportedClaim{told("a", sum("^EUR500m")), told("b", sum("^EUR500m")), told("c")}, "sum"},
		{"further added", []ReportedClaim{told("a"), told("b"), told("c", revised(pledgebook.TopUp))}, "revision"},
		{"one against one", []ReportedClaim{told("a"), told("c", sum("USD500m"))}, ""},
		{"copies are one origin", []ReportedClaim{told("a", text("w")), told("b", text("w")), told("c", sum("USD500m"))}, ""},
		{"another sum", []ReportedClaim{told("a"), told("b"), told("c", sum("EUR480m"))}, ""},
	} {
		e := Assemble(c.group)
		var got string
		for field, vs := range e.Variants {
			for _, v := range vs {
				if v.LikelySlip != "" {
					got += field
					if fmt.Sprint(v.Claims) != "[c]" {
						t.Errorf("%s: the slip is laid to %v", c.name, v.Claims)
					}
				}
			}
		}
		if got != c.field {
			t.Errorf("%s: slip in %q, want %q", c.name, got, c.field)
		}
	}
}

func TestTheEntrysOwnValue(t *testing.T) {
	for _, c := range []struct {
		name  string
		group []ReportedClaim
		want  string
		why   string
	}{
		{"most origins", []ReportedClaim{told("a"), told("b"), told("c", sum("EUR480m"))}, "500000000", "told by 2 of 3 independent origins"},
		{"copies count once", []ReportedClaim{told("a", text("w")), told("b", text("w")), told("c", sum("EUR480m")), told("d", sum("EUR480m"))}, "480000000", "told by 2 of 3 independent origins"},
		{"primary source", []ReportedClaim{told("a"), told("b"), told("ministry", sum("EUR480m"), primary)}, "480000000", "told by the primary source ministry"},
		{"a correction", []ReportedClaim{told("a"), told("b", primary), told("c", sum("EUR480m"), published("2024-03-06"), revised(pledgebook.Restatement))}, "480000000", "the latest correction"},
	} {
		e := Assemble(c.group)
		if got := pledgebook.Plain(e.Money.Lo); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		for _, v := range e.Variants["sum"] {
			if v.Chosen != "" && v.Chosen != c.why {
				t.Errorf("%s: chosen since %q, want %q", c.name, v.Chosen, c.why)
			}
		}
	}
}

func TestFirstDeadlineIsKept(t *testing.T) {
	by := func(d string) func(*ReportedClaim) {
		return func(c *ReportedClaim) { _ = c.Claim.Deadline.UnmarshalText([]byte(d)) }
	}
	e := Assemble([]ReportedClaim{told("a", by("2024-06-30")), told("b", by("2024-06-30")), told("c", by("2024-12-31"), published("2024-07-02"))})
	if e.FirstDeadline.String() != "2024-06-30" || e.Deadline.String() != "2024-12-31" {
		t.Errorf("first %s, now %s", e.FirstDeadline, e.Deadline)
	}
}

func TestRevisions(t *testing.T) {
	for _, c := range []struct {
		name   string
		claims []ReportedClaim
		want   string
	}{
		{"a correction of the week's only package", []ReportedClaim{told("a"), told("b", sum("EUR300m"), published("2024-03-06"), revised(pledgebook.Restatement))}, "[[a b]]"},
		{"a correction where two packages fit", []ReportedClaim{told("a"), told("b", sum("EUR70m")), told("c", sum("EUR300m"), published("2024-03-06"), revised(pledgebook.Restatement))}, "[[a] [b] [c]]"},
		{"a withdrawal of the sum promised", []ReportedClaim{told("a"), told("b", published("2024-09-06"), revised(pledgebook.Withdrawal))}, "[[a b]]"},
		{"a repeat of the only such sum", []ReportedClaim{told("a"), told("b", published("2024-09-06"), revised(pledgebook.Repeat))}, "[[a b]]"},
		{"a repeat where two fit", []ReportedClaim{told("a"), told("b", published("2024-06-01")), told("c", published("2024-09-06"), revised(pledgebook.Repeat))}, "[[a] [b] [c]]"},
		{"the same sum months later", []ReportedClaim{told("a"), told("b", published("2024-06-01"))}, "[[a] [b]]"},
		{"a top-up of another sum", []ReportedClaim{told("a"), told("b", sum("EUR150m"), revised(pledgebook.TopUp))}, "[[a] [b]]"},
		{"the same sum converted", []ReportedClaim{told("a"), told("b", sum("USD542m"))}, "[[a b]]"},
		{"another sum in another currency", []ReportedClaim{told("a"), told("b", sum("USD700m"))}, "[[a] [b]]"},
		{"a refusal", []ReportedClaim{told("a"), told("b", func(c *ReportedClaim) { c.Claim.Polarity = pledgebook.Denied })}, "[[a] [b]]"},
	} {
		if got := groupsOf(Match(c.claims, nil, UsualRates()).Entries); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func decision(n int, verb pledgebook.DecisionVerb, on ...string) pledgebook.Decision {
	return pledgebook.Decision{ID: fmt.Sprint("d", n), Verb: verb, On: on, Who: "Ana", Why: "read both", At: time.Date(2024, 10, 18, 9, n, 0, 0, time.UTC)}
}

func TestDecisions(t *testing.T) {
	claims := []ReportedClaim{told("a"), told("b"), told("c", published("2024-06-01")), told("d", sum("EUR7m"))}
	undo := decision(9, pledgebook.Undo)
	undo.Undoes = "d1"
	for _, c := range []struct {
		name      string
		decisions []pledgebook.Decision
		want      string
	}{
		{"none", nil, "[[a b] [c] [d]]"},
		{"merge by entry id", []pledgebook.Decision{decision(1, pledgebook.Merge, EntryID("a"), EntryID("c"))}, "[[a b c] [d]]"},
		{"merge by an id the entry also answers to", []pledgebook.Decision{decision(1, pledgebook.Merge, EntryID("b"), EntryID("c"))}, "[[a b c] [d]]"},
		{"merge three at once", []pledgebook.Decision{decision(1, pledgebook.Merge, "a", "c", "d")}, "[[a b d c]]"},
		{"merge undone", []pledgebook.Decision{undo, decision(1, pledgebook.Merge, "a", "c")}, "[[a b] [c] [d]]"},
		{"split a claim off", []pledgebook.Decision{decision(1, pledgebook.Split, "b")}, "[[a] [b] [c] [d]]"},
		{"split an entry up", []pledgebook.Decision{decision(1, pledgebook.Split, EntryID("a"))}, "[[a] [b] [c] [d]]"},
		{"merge, then split", []pledgebook.Decision{decision(1, pledgebook.Merge, "a", "c"), decision(2, pledgebook.Split, "c", "b")}, "[[a] [b c] [d]]"},
		{"a claim rejected", []pledgebook.Decision{decision(1, pledgebook.Reject, "b")}, "[[a] [c] [d]]"},
		{"a report taken back", []pledgebook.Decision{decision(1, pledgebook.Retract, "d")}, "[[a b] [c]]"},
		{"an unknown id", []pledgebook.Decision{decision(1, pledgebook.Merge, "a", "nobody")}, "[[a b] [c] [d]]"},
	} {
		if got := groupsOf(Match(claims, c.decisions, UsualRates()).Entries); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestPartsAndFulfilmentBecomeEntries(t *testing.T) {
	part := told("part", sum("EUR100m"), func(c *ReportedClaim) { c.Claim.PartOf = "whole" })
	whole := told("whole", func(c *ReportedClaim) { c.Claim.FulfilledBy = []string{"part"} })
	round := told("round", sum("EUR3m"), func(c *ReportedClaim) { c.Claim.PartOf = "trip" })
	trip := told("trip", sum("EUR4m"), func(c *ReportedClaim) { c.Claim.PartOf = "round" })
	at := map[string]pledgebook.Entry{}
	for _, e := range Match([]ReportedClaim{part, whole, round, trip}, nil, UsualRates()).Entries {
		at[e.Claims[0]] = e
	}
	if at["part"].PartOf != EntryID("whole") || fmt.Sprint(at["whole"].FulfilledBy) != fmt.Sprint([]string{EntryID("part")}) {
		t.Errorf("part of %q, fulfilled by %v", at["part"].PartOf, at["whole"].FulfilledBy)
	}
	if at["round"].PartOf != "" && at["trip"].PartOf != "" {
		t.Error("two entries are parts of one another")
	}
}

// Every merge keeps why.
func TestEveryMergeKeepsWhy(t *testing.T) {
	claims, _ := readTwins(t)
	for _, e := range Match(claims, []pledgebook.Decision{decision(1, pledgebook.Merge, claims[0].Claim.ID, claims[20].Claim.ID)}, UsualRates()).Entries {
		if len(e.Matched) != len(e.Claims)-1 {
			t.Errorf("%d claims, %d reasons: %+v", len(e.Claims), len(e.Matched), e.Matched)
		}
		for _, m := range e.Matched {
			if m.Why == "" || !slices.Contains(e.Claims, m.Claim) || !slices.Contains(e.Claims, m.With) {
				t.Errorf("a reason that names no other claim of the entry: %+v", m)
			}
		}
	}
}

// A figure told beside the provider's only promise counts towards it; beside
// two promises, or with another time, it counts towards none.
func TestProgressToldBesideAPromise(t *testing.T) {
	in := func(report, from, last string) func(*ReportedClaim) {
		return func(c *ReportedClaim) {
			c.Report.ID = report
			_ = c.Claim.Period.Start.UnmarshalText([]byte(from))
			_ = c.Claim.Period.End.UnmarshalText([]byte(last))
			c.Claim.Period.End++
		}
	}
	figure := func(c *ReportedClaim) {
		c.Claim.Stage, c.Claim.Extent = pledgebook.StageUnclear, pledgebook.TotalExtent
	}
	for _, c := range []struct {
		name   string
		claims []ReportedClaim
		want   string
	}{
		{"beside its promise", []ReportedClaim{told("p", in("r", "2024-01-01", "2024-12-31")), told("f", sum("EUR300m"), figure, in("r", "2024-01-01", "2024-06-30"))}, "p by f"},
		{"another year", []ReportedClaim{told("p", in("r", "2025-01-01", "2025-12-31")), told("f", sum("EUR300m"), figure, in("r", "2024-01-01", "2024-06-30"))}, ""},
		{"another report", []ReportedClaim{told("p", in("r", "2024-01-01", "2024-12-31")), told("f", sum("EUR300m"), figure, in("s", "2024-01-01", "2024-06-30"))}, ""},
		{"two promises", []ReportedClaim{told("p", in("r", "2024-01-01", "2024-12-31")), told("q", sum("EUR7m"), in("r", "2024-01-01", "2024-12-31")),
			told("f", sum("EUR300m"), figure, in("r", "2024-01-01", "2024-06-30"))}, ""},
	} {
		got := ""
		for _, e := range Match(c.claims, nil, UsualRates()).Entries {
			for _, by := range e.FulfilledBy {
				if by == EntryID("f") {
					got += e.Claims[0] + " by f"
				}
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAPeriodStillRunningIsADeadline(t *testing.T) {
	over := func(last string) func(*ReportedClaim) {
		return func(c *ReportedClaim) {
			_ = c.Claim.Period.Start.UnmarshalText([]byte("2024-01-01"))
			_ = c.Claim.Period.End.UnmarshalText([]byte(last))
			c.Claim.Period.End++
		}
	}
	if e := Assemble([]ReportedClaim{told("a", over("2024-12-31"))}); e.Deadline.String() != "2024-12-31" {
		t.Errorf("a promise for the year is due by %q, want the year's end", e.Deadline)
	}
	if e := Assemble([]ReportedClaim{told("a", over("2024-02-29"))}); e.Deadline.Known() {
		t.Errorf("a promise of past months is due by %s, want no deadline", e.Deadline)
	}
}

// A dataset's row beside a newspaper's rounded figure: the entry's sum rests
// on the row where it is the row's.
func TestBasis(t *testing.T) {
	row := told("row", sum("EUR499.7m"), func(c *ReportedClaim) { c.Report.Row, c.Report.Outlet = true, "tracker" }, primary)
	r := Match([]ReportedClaim{told("a"), row, told("b", published("2024-06-01"))}, nil, UsualRates())
	if len(r.Entries) != 2 {
		t.Fatalf("%d entries, want the row with its story, and another", len(r.Entries))
	}
	if b := r.Basis[r.Entries[0].ID]; !b.Row || b.Told.String() != "2024-03-04" {
		t.Errorf("basis %+v, want the row's", b)
	}
	if r.Basis[r.Entries[1].ID].Row {
		t.Error("a story's sum is taken for a row's")
	}
}

// A withdrawal ends the promise, however many reports told it before.
func TestWithdrawalEndsThePromise(t *testing.T) {
	claims := []ReportedClaim{told("a"), told("b"), told("c", revised(pledgebook.Withdrawal), published("2024-05-06"))}
	entries := Match(claims, nil, nil).Entries
	if len(entries) != 1 || entries[0].Revision != pledgebook.Withdrawal {
		t.Errorf("%d entries, the first told as %s", len(entries), entries[0].Revision)
	}
}

// An appeal that several outlets tell is one need, though none says of whom it
// is asked; so is the same thing needed. Other sums and things are others.
func TestNeedsToldBySeveral(t *testing.T) {
	appeal := func(c *ReportedClaim) {
		c.Claim.Stage, c.Claim.Providers, c.Claim.Kind = pledgebook.StageNeed, nil, pledgebook.Humanitarian
	}
	things := func(what string) func(*ReportedClaim) {
		return func(c *ReportedClaim) { c.Claim.Money, c.Claim.Items = nil, []pledgebook.Item{{What: what}} }
	}
	claims := []ReportedClaim{told("a", appeal), told("b", appeal, published("2024-03-05")), told("c", appeal, sum("EUR70m")),
		told("d", appeal, things("helicopters")), told("e", appeal, things("helicopters")), told("f", appeal, things("tents"))}
	if got, want := groupsOf(Match(claims, nil, nil).Entries), "[[a b] [c] [d e] [f]]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestCopiesOfOneTextTellOneFlow(t *testing.T) {
	unsaid := func(c *ReportedClaim) { c.Claim.Receivers = nil }
	stage := func(s pledgebook.Stage) func(*ReportedClaim) {
		return func(c *ReportedClaim) { c.Claim.Stage = s }
	}
	for _, c := range []struct {
		name  string
		group []ReportedClaim
		want  string
	}{
		{"the receiver unsaid in both", []ReportedClaim{told("a", unsaid, text("w")), told("b", unsaid, text("w"))}, "[[a b]]"},
		{"a month later", []ReportedClaim{told("a", unsaid, text("w"), revised(pledgebook.Repeat)), told("b", unsaid, text("w"), published("2024-04-04"), revised(pledgebook.Repeat))}, "[[a b]]"},
		{"texts of their own", []ReportedClaim{told("a", unsaid), told("b", unsaid)}, "[[a] [b]]"},
		{"copies of two texts", []ReportedClaim{told("a", unsaid, text("w")), told("b", unsaid, text("v"))}, "[[a] [b]]"},
		{"another sum of the text", []ReportedClaim{told("a", unsaid, text("w")), told("b", unsaid, text("w"), sum("EUR300m"))}, "[[a] [b]]"},
		{"a promise and a delivery of the text", []ReportedClaim{told("a", unsaid, text("w")), told("b", unsaid, text("w"), stage(pledgebook.StageDelivery))}, "[[a] [b]]"},
	} {
		if got := groupsOf(Match(c.group, nil, nil).Entries); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
