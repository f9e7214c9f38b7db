package reporting_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting"
	"pledgebook/internal/reporting/sample"
)

// entry finds the sample's entry with a provider and a stage.
func entry(t *testing.T, l *reporting.Ledger, from pledgebook.PartyID, stages ...pledgebook.Stage) pledgebook.Entry {
	t.Helper()
	for _, e := range l.Entries {
		for _, s := range stages {
			if e.Stage == s && (from == "" && len(e.Providers) == 0 || len(e.Providers) == 1 && e.Providers[0] == from) {
				return *e
			}
		}
	}
	t.Fatalf("the sample has no %v of %s: %d entries", stages, from, len(l.Entries))
	return pledgebook.Entry{}
}

func promise(t *testing.T, l *reporting.Ledger) pledgebook.Entry {
	return entry(t, l, "CHL", pledgebook.StagePledge, pledgebook.StageCommitment)
}

func decided(n int, verb pledgebook.DecisionVerb, on string) pledgebook.Decision {
	return pledgebook.Decision{ID: fmt.Sprint("d", n), Verb: verb, On: []string{on}, Who: "Ana", Why: "read it", At: time.Date(2024, 10, 18, 9, n, 0, 0, time.UTC)}
}

func TestHome(t *testing.T) {
	l := sample.Ledger()
	h := l.Home(8)
	if h.Reports != len(sample.Readings()) || h.Entries != len(l.Entries) || h.Reviewed != 0 {
		t.Errorf("%d reports, %d entries, %d reviewed", h.Reports, h.Entries, h.Reviewed)
	}
	if len(h.Overdue) != 1 || h.Overdue[0].Entry.Providers[0] != "PER" {
		t.Errorf("overdue %+v, want Peru's promise", h.Overdue)
	}
	if len(h.Due) != 2 || h.Due[0].Entry.Providers[0] != "NOR" {
		t.Errorf("due %+v, want Norway's promise before Chile's", h.Due)
	}
	if len(h.Disagreements) != 1 || strings.Join(h.Disagreements[0].Differ, " ") != "stage" {
		t.Errorf("disagreements %+v, want Chile's stage alone: the dollars are a slip", h.Disagreements)
	}
	if h.New[0].Latest != pledgebook.DateOf(2024, 9, 2) {
		t.Errorf("the newest was told on %s", h.New[0].Latest)
	}
	if h := l.Home(1); len(h.New) != 1 || h.MoreNew != len(l.Entries)-1 {
		t.Errorf("of %d entries the list shows %d and says %d more", len(l.Entries), len(h.New), h.MoreNew)
	}
}

func TestBarShowsWhatIsPaid(t *testing.T) {
	b := reporting.BarOf(promise(t, sample.Ledger()))
	if b == nil {
		t.Fatal("no bar for a promise with a sum")
	}
	for _, c := range []struct{ what, got, want string }{
		{"promised", pledgebook.Plain(b.Promised), "100"},
		{"reported", pledgebook.Plain(b.Reported), "55"},
		{"certain", pledgebook.Plain(b.Certain), "55"},
		{"most", pledgebook.Plain(b.Most), "55"},
		{"elapsed", pledgebook.Plain(b.Elapsed), "50"},
	} {
		if c.got != c.want {
			t.Errorf("%s is %s %% long, want %s %%", c.what, c.got, c.want)
		}
	}
}

func TestBarOfMoreThanWasPromised(t *testing.T) {
	l := sample.Ledger()
	e := promise(t, l)
	most := *e.Fulfilment.Of
	most.Hi, _ = most.Hi.Add(most.Hi)
	f := *e.Fulfilment
	f.MostReported, e.Fulfilment = &most, &f
	b := reporting.BarOf(e)
	if pledgebook.Plain(b.Promised) != "50" || pledgebook.Plain(b.Most) != "100" || pledgebook.Plain(b.Elapsed) != "25" {
		t.Errorf("promised %s, most %s, elapsed %s; want 50, 100, 25", b.Promised, b.Most, b.Elapsed)
	}
}

func TestCalendar(t *testing.T) {
	l := sample.Ledger()
	c := l.Calendar(promise(t, l))
	if c.Start != pledgebook.DateOf(2024, 3, 4) || c.End != pledgebook.DateOf(2024, 12, 31) {
		t.Fatalf("calendar %s to %s", c.Start, c.End)
	}
	var got []string
	for _, m := range c.Marks {
		got = append(got, fmt.Sprintf("%s %s %d", m.Kind, m.Day, m.Told))
	}
	want := "told 2024-03-04 2, told 2024-03-05 1, told 2024-07-02 1, deadline 2024-12-31 0, today 2024-10-18 0"
	if strings.Join(got, ", ") != want {
		t.Errorf("marks %s\nwant  %s", strings.Join(got, ", "), want)
	}
	if l.Calendar(entry(t, l, "", pledgebook.StageNeed)) != nil {
		t.Error("a need without a deadline has a calendar")
	}
}

func TestPledgeSaysWhereTellingsDepart(t *testing.T) {
	l := sample.Ledger()
	p := l.Pledge(promise(t, l), func(claim string) (s pledgebook.Sourced[pledgebook.Claim], ok bool) {
		for _, r := range sample.Readings() {
			for _, c := range r.Claims {
				if c.ID == claim {
					s.Thing, s.Report = c, r.Report
					return s, true
				}
			}
		}
		return s, false
	})
	departs := map[string]map[string]reporting.Departure{}
	for _, telling := range p.Tellings {
		departs[telling.Citation.Headline] = telling.Departs
		if text := join(telling.Sentence); !strings.Contains(text, telling.Claim.Money.Verbatim) {
			t.Errorf("%s: the sentence %q lacks the figure", telling.Citation.Outlet, text)
		}
	}
	if d := departs["Chile commits"]["stage"]; !d.Earnest || d.Slip != "" {
		t.Errorf("the committed telling departs in stage as %+v", d)
	}
	if d := departs["Millions for Haiti"]["currency"]; d.Slip == "" || d.Value != "USD" {
		t.Errorf("the dollar telling departs in currency as %+v, want a slip", d)
	}
	if len(departs["Chile pledged aid"]) != 0 {
		t.Errorf("the entry's own telling departs: %+v", departs["Chile pledged aid"])
	}
	if len(p.Towards) != 1 || p.Towards[0].Entry.Stage != pledgebook.StageDisbursement {
		t.Errorf("towards it counts %+v, want the payment", p.Towards)
	}
}

func join(pieces []reporting.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}

func TestReportMarksEverythingAndKeepsTeasersApart(t *testing.T) {
	l := sample.Ledger()
	r := sample.Readings()[4]
	p := l.Report(r, true)
	if len(p.Claims) != 2 || p.Claims[0].Claim.Stage != pledgebook.StageDisbursement || p.Claims[0].Entry == "" {
		t.Fatalf("claims %+v", p.Claims)
	}
	var begins, ends, quoted []string
	for _, b := range p.Blocks {
		if b.Kind == pledgebook.PartTeaser {
			t.Error("a teaser stands in the text")
		}
		for _, piece := range b.Pieces {
			if len(piece.Begins) > 0 {
				begins = append(begins, piece.Text)
			}
			if len(piece.Ends) > 0 {
				ends = append(ends, piece.Text)
			}
			if piece.Quote == 1 {
				quoted = append(quoted, piece.Text)
			}
		}
	}
	if fmt.Sprint(begins, ends) != "[22 million euros 40 million euros] [22 million euros 40 million euros]" {
		t.Errorf("figures begin at %q and end at %q", begins, ends)
	}
	if strings.Join(quoted, "") != "in the first half of 2024" {
		t.Errorf("quoted %q", quoted)
	}
}

// However marks lie, the pieces are the text.
func TestPiecesLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := sample.Readings()[4]
		n := len(r.Report.Text)
		for range rapid.IntRange(0, 12).Draw(t, "marks") {
			a, b := rapid.IntRange(-2, n+2).Draw(t, "start"), rapid.IntRange(-2, n+2).Draw(t, "end")
			c := &r.Claims[rapid.IntRange(0, 1).Draw(t, "claim")]
			c.Evidence = append(c.Evidence, pledgebook.Evidence{Field: "kind", Span: pledgebook.Span{Start: a, End: b}})
		}
		for i, block := range (&reporting.Ledger{}).Report(r, true).Blocks {
			if want := r.Report.Parts[i].Span.In(r.Report.Text); join(block.Pieces) != want {
				t.Fatalf("pieces %q, text %q", join(block.Pieces), want)
			}
		}
	})
}

func TestInbox(t *testing.T) {
	l := sample.Ledger()
	in := l.Inbox(1, 3)
	if in.Waiting != len(l.Entries) || len(in.Cases) != 3 || in.Of != 2 {
		t.Fatalf("%d waiting, %d shown of %d pages", in.Waiting, len(in.Cases), in.Of)
	}
	var order []string
	for _, c := range l.Inbox(1, 30).Cases {
		order = append(order, fmt.Sprint(c.Entry.Providers, " ", c.Entry.Stage))
	}
	// nine digits; eight digits that press; eight that do not; seven that press
	if got := strings.Join(order, ", "); got != "[] need, [NOR] pledge, [CHL] pledge, [CHL] disbursement, [PER] pledge" {
		t.Errorf("the inbox begins with %s", got)
	}
	if last := l.Inbox(99, 3); last.Number != 2 {
		t.Errorf("a page beyond the last is page %d", last.Number)
	}
	late := entry(t, l, "PER", pledgebook.StagePledge)
	l = sample.Ledger(decided(1, pledgebook.Accept, late.ID), decided(2, pledgebook.Reject, entry(t, l, "NOR", pledgebook.StagePledge).ID))
	if in := l.Inbox(1, 30); in.Done != 1 || in.RejectedDone != 1 || in.Waiting != len(l.Entries)-1 {
		t.Errorf("after one accept and one reject: %+v", in)
	}
	acts := l.Acts(10)
	if len(acts) != 2 || acts[0].Decision.Verb != pledgebook.Reject || len(acts[0].Entries) != 1 || !acts[0].Standing {
		t.Errorf("acts %+v", acts)
	}
}

func TestPairs(t *testing.T) {
	l := sample.Ledger()
	one, other := l.Entries[0], l.Entries[1]
	l.Proposals = []matching.Proposal{
		{Entries: [2]string{one.ID, other.ID}, Claims: [2]string{one.Claims[0], other.Claims[0]}, Why: "the same sum"},
		{Entries: [2]string{one.ID, "gone"}},
		{Entries: [2]string{one.ID, one.Claims[0]}}, // a reviewer merged them
	}
	pairs, all := l.Pairs(5)
	if all != 1 || len(pairs) != 1 || pairs[0].Other.Entry.ID != other.ID || pairs[0].Why != "the same sum" {
		t.Errorf("%d pairs: %+v", all, pairs)
	}
	if pairs, all := l.Pairs(0); all != 1 || len(pairs) != 0 {
		t.Errorf("with no room, %d of %d pairs", len(pairs), all)
	}
}

func TestAddressStaysGood(t *testing.T) {
	l := sample.Ledger()
	e := promise(t, l)
	for _, claim := range e.Claims {
		if got, ok := l.Entry(claim); !ok || got.ID != e.ID {
			t.Errorf("claim %s leads to %q", claim, got.ID)
		}
	}
	if _, ok := l.Entry("nothing"); ok {
		t.Error("an unknown id leads somewhere")
	}
}

func TestPages(t *testing.T) {
	l := sample.Ledger()
	seen := map[string]bool{}
	for n := 1; n <= l.Page(1, 2).Of; n++ {
		for _, line := range l.Page(n, 2).Lines {
			seen[line.Entry.ID] = true
		}
	}
	if len(seen) != len(l.Entries) {
		t.Errorf("the pages list %d of %d entries", len(seen), len(l.Entries))
	}
}

func TestSearch(t *testing.T) {
	l := sample.Ledger()
	for query, want := range map[string]string{
		"":                    "0",
		"haiti":               "3",
		"Haiti chile pledge":  "1 receiver giver stage",
		"CHILE 40":            "1 giver sum",
		"peru promised":       "1 giver headline",
		"quay":                "1 outlet",
		"madagsacar kroner":   "1 receiver headline", // two letters swapped
		"norwy":               "1 giver",             // one left out
		"nrway madagascarr":   "1 giver receiver",
		"nway":                "0", // too short to guess at
		"haiti norway":        "0",
		"overdue":             "1 status",
		"€40m":                "1 sum",
		"40 мільйонів євро":   "1 sum",
		"5,000,000":           "1 sum",
		"30 June 2023":        "1 time",
		"червня 2023":         "1 time",
		"2023":                "1 time",
		"March 2024":          "1 told time",
		"гаїті":               "3",
		"Норвегією":           "1 giver",
		"обіцянка Чилі":       "1 stage giver",
		"прострочено":         "1 status",
		"\"><script>alert(1)": "0",
	} {
		hits, all := l.Search(query, 10)
		got := fmt.Sprint(all)
		if all == 1 {
			for _, f := range hits[0].Why {
				got += " " + f.Field
			}
		}
		if got != want {
			t.Errorf("%q finds %s, want %s", query, got, want)
		}
	}
}
