package storagetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pledgebook"
)

func refusesUnsound(t *testing.T, p Place) {
	b := p.Open(t)
	unsound := map[string]func(*pledgebook.Reading){
		"no report id":       func(r *pledgebook.Reading) { r.Report.ID = "" },
		"id with a space":    func(r *pledgebook.Reading) { r.Report.ID = "two words" },
		"another text hash":  func(r *pledgebook.Reading) { r.Report.TextSHA256 = strings.Repeat("0", 64) },
		"text not UTF-8":     func(r *pledgebook.Reading) { setText(&r.Report, "caf\xe9") },
		"no engine":          func(r *pledgebook.Reading) { r.Engine = "" },
		"part outside":       func(r *pledgebook.Reading) { r.Report.Parts[0].Span.End = 1 << 30 },
		"claim without id":   func(r *pledgebook.Reading) { r.Claims[1].ID = "" },
		"claim twice":        func(r *pledgebook.Reading) { r.Claims[1].ID = r.Claims[0].ID },
		"evidence misquoted": func(r *pledgebook.Reading) { r.Claims[0].Evidence[0].Text = "9 billion euros" },
		"evidence outside":   func(r *pledgebook.Reading) { r.Claims[0].Evidence[0].Span.Start = -1 },
		"evidence backwards": func(r *pledgebook.Reading) { e := &r.Claims[0].Evidence[0].Span; e.Start, e.End = e.End, e.Start },
		"quote misquoted":    func(r *pledgebook.Reading) { r.Quotes[0].Text = "We will not" },
		"need outside":       func(r *pledgebook.Reading) { r.Needs[0].Span.End = 1 << 30 },
	}
	var batch []pledgebook.Filing
	var names []string
	for name, spoil := range unsound {
		f := Filing(len(batch), "en-1")
		spoil(&f.Reading)
		batch, names = append(batch, f), append(names, name)
	}
	sound := Filing(100, "en-1")
	out := file(t, b, append(batch, sound)...)
	for i, name := range names {
		if out[i].State != pledgebook.FiledRefused {
			t.Errorf("%s: %s, want refused", name, out[i].State)
		}
		if pledgebook.KindOf(out[i].Err) != pledgebook.Invalid {
			t.Errorf("%s: error %v, want one of kind invalid", name, out[i].Err)
		}
	}
	if last := out[len(out)-1]; last.State != pledgebook.FiledNew {
		t.Errorf("the sound reading beside them is %s", last.State)
	}
	if inv := inventory(t, b); inv.Reports != 1 || inv.Claims != 2 {
		t.Errorf("%d reports and %d claims in the book, want 1 and 2", inv.Reports, inv.Claims)
	}
}

func anyText(t *testing.T, p Place) {
	b := p.Open(t)
	for i, text := range []string{"", "NUL \x00 inside", "O'Brien \\ \"said\" ? $1 %s", "Ελλάδα 支援 🎈", strings.Repeat("long ", 200_000)} {
		r := pledgebook.Reading{Engine: "en-1", Report: pledgebook.Report{Input: fmt.Sprint(i), Outlet: text[:min(len(text), 20)], Published: "2031-01-01"}}
		r.Report.Outlet = strings.ToValidUTF8(r.Report.Outlet, "")
		setText(&r.Report, text)
		words := pledgebook.Span{End: len(text)}
		r.Quotes = []pledgebook.Quote{{ID: fmt.Sprint("q", i), Text: text, Span: words, Speaker: pledgebook.Speaker{Name: text, Party: "un\x00"}}}
		r.Claims = []pledgebook.Claim{{ID: fmt.Sprint("c", i), Providers: []pledgebook.PartyID{"x'\x00", "x'", "x'"}}}
		states(t, file(t, b, pledgebook.Filing{Reading: r}), pledgebook.FiledNew)
		got, err := b.Reading(t.Context(), r.Report.ID, "")
		check(t, err)
		if got.Report.Text != text || got.Quotes[0].Text != text || got.Report.Outlet != r.Report.Outlet {
			t.Errorf("text %d changed in the book", i)
		}
	}
	if n := len(collect(t, b.Claims(t.Context(), pledgebook.Query{Providers: []pledgebook.PartyID{"x'"}}))); n != 5 {
		t.Errorf("%d claims by the provider with a quote mark, want 5", n)
	}
	provesTo(t, b)
}

func failures(t *testing.T, p Place) {
	b := p.Open(t)
	bad := pledgebook.Failure{Input: "sample/3.txt", Kind: pledgebook.Unreadable, Cause: "no such file"}
	check(t, b.Fail(t.Context(), bad, pledgebook.Failure{Input: "other.txt", Kind: pledgebook.TooLarge, Cause: "too large"}))
	bad.Cause = "still no such file"
	check(t, b.Fail(t.Context(), bad))
	list := collect(t, b.Failures(t.Context()))
	if len(list) != 2 || list[0].Input != bad.Input || list[0].Tries != 2 || list[0].Cause != bad.Cause || list[0].First.After(list[0].Last) {
		t.Errorf("failures are %+v, want two, the one that failed twice first", list)
	}
	wantKind(t, b.Fail(t.Context(), pledgebook.Failure{Cause: "of nothing"}), pledgebook.Invalid)
	check(t, b.Fail(t.Context(), pledgebook.Failure{Input: "list.xml", Kind: pledgebook.Unreadable, Cause: "busy"}))
	check(t, b.Settle(t.Context(), "list.xml", "never heard of"))
	file(t, b, Filing(3, "en-1"))
	if list = collect(t, b.Failures(t.Context())); len(list) != 1 || list[0].Input != "other.txt" {
		t.Errorf("after reading it, the failures are %+v, want the other one alone", list)
	}
}

// thingsOf counts what a query finds among each of the things it may ask for;
// -1 where it may not ask.
func thingsOf(t *testing.T, b pledgebook.Book, q pledgebook.Query) map[string]int {
	ctx := t.Context()
	return map[string]int{
		"reports": tally(t, b.Reports(ctx, q)), "claims": tally(t, b.Claims(ctx, q)), "quotes": tally(t, b.Quotes(ctx, q)),
		"needs": tally(t, b.Needs(ctx, q)), "meetings": tally(t, b.Meetings(ctx, q)),
		"mechanisms": tally(t, b.Mechanisms(ctx, q)), "positions": tally(t, b.Positions(ctx, q)),
	}
}

func tally[T any](t *testing.T, seq func(func(T, error) bool)) int {
	t.Helper()
	n := 0
	for _, err := range seq {
		if pledgebook.KindOf(err) == pledgebook.Invalid {
			return -1
		}
		check(t, err)
		n++
	}
	return n
}

func filters(t *testing.T, p Place) {
	b := p.Open(t)
	file(t, b, Filings(0, 12, "en-1")...) // 4 providers and 3 receivers in turn; published on 1 to 12 January 2031
	day := pledgebook.DateOf(2031, 1, 1)
	for _, c := range []struct {
		name  string
		query pledgebook.Query
		want  string // claims quotes needs meetings mechanisms positions reports
	}{
		{"everything", pledgebook.Query{}, "24 12 12 12 12 12 12"},
		{"a provider", pledgebook.Query{Providers: []pledgebook.PartyID{"NOR"}}, "6 - - - - - -"},
		{"two providers", pledgebook.Query{Providers: []pledgebook.PartyID{"NOR", "world-bank"}}, "12 - - - - - -"},
		{"a receiver", pledgebook.Query{Receivers: []pledgebook.PartyID{"NPL"}}, "8 - 4 - - - -"},
		{"provider and receiver", pledgebook.Query{Providers: []pledgebook.PartyID{"NOR"}, Receivers: []pledgebook.PartyID{"NPL"}}, "2 - - - - - -"},
		{"a receiver is no provider", pledgebook.Query{Providers: []pledgebook.PartyID{"NPL"}}, "0 - - - - - -"},
		{"a party in any role", pledgebook.Query{Parties: []pledgebook.PartyID{"NPL", "eu"}}, "12 3 4 3 - - -"},
		{"a kind", pledgebook.Query{Kinds: []pledgebook.AidKind{pledgebook.Humanitarian}}, "12 - - - - - -"},
		{"stages", pledgebook.Query{Stages: []pledgebook.Stage{pledgebook.StagePledge, pledgebook.StageDelivery}}, "12 - - - - - -"},
		{"a speaker", pledgebook.Query{Speaker: "a RUI"}, "- 12 - - - - -"},
		{"no pattern in a speaker", pledgebook.Query{Speaker: "a%ruiz"}, "- 0 - - - - -"},
		{"one day", pledgebook.Query{Period: pledgebook.Interval{Start: day + 4, End: day + 5}}, "12 1 1 1 1 1 1"},
		{"until a day", pledgebook.Query{Period: pledgebook.Interval{End: day}}, "12 0 0 0 0 0 0"},
		{"from a day", pledgebook.Query{Period: pledgebook.Interval{Start: day + 11}}, "12 1 1 1 1 1 1"},
		{"a report", pledgebook.Query{Report: Reading(2, "").Report.ID}, "2 1 1 1 1 1 1"},
		{"ids", pledgebook.Query{IDs: []string{"quote-" + Reading(2, "").Report.ID + "-en-1", "meeting-" + Reading(3, "").Report.ID + "-en-1", Reading(4, "").Report.ID}}, "0 1 0 1 0 0 1"},
		{"what is no id", pledgebook.Query{IDs: []string{"\x00", "' OR 1=1 --"}}, "0 0 0 0 0 0 0"},
		{"no such report", pledgebook.Query{Report: "none"}, "0 0 0 0 0 0 0"},
	} {
		got := thingsOf(t, b, c.query)
		words := make([]string, 0, 7)
		for _, table := range []string{"claims", "quotes", "needs", "meetings", "mechanisms", "positions", "reports"} {
			words = append(words, strings.Replace(fmt.Sprint(got[table]), "-1", "-", 1))
		}
		if line := strings.Join(words, " "); line != c.want {
			t.Errorf("%s: found %s, want %s", c.name, line, c.want)
		}
	}
}

func cursors(t *testing.T, p Place) {
	b := p.Open(t)
	file(t, b, Filings(0, 6, "en-1")...)
	all := collect(t, b.Claims(t.Context(), pledgebook.Query{}))
	var pages []pledgebook.Held[pledgebook.Claim]
	for q := (pledgebook.Query{Limit: 5}); ; q.After = pages[len(pages)-1].Cursor {
		page := collect(t, b.Claims(t.Context(), q))
		pages = append(pages, page...)
		if len(page) < 5 {
			break
		}
	}
	if diff := cmp.Diff(normal(all), normal(pages)); diff != "" {
		t.Errorf("page by page the list is another:\n%s", diff)
	}
	newest := collect(t, b.Claims(t.Context(), pledgebook.Query{Newest: true, Limit: 1, After: all[3].Cursor}))
	if len(newest) != 1 || newest[0].Thing.ID != all[2].Thing.ID {
		t.Errorf("the one before the fourth is %v, want the third", newest)
	}
	for _, err := range b.Claims(t.Context(), pledgebook.Query{After: "yesterday"}) {
		wantKind(t, err, pledgebook.Invalid)
	}
	_, err := b.Reading(t.Context(), "none", "")
	wantKind(t, err, pledgebook.NotFound)
	_, err = b.Reading(t.Context(), all[0].Citation.Report, "en-99")
	wantKind(t, err, pledgebook.NotFound)
	_, err = b.Original(t.Context(), "none")
	wantKind(t, err, pledgebook.NotFound)
}

// sourcedThings asks for claims and needs by their ids, among them some that are
// not there.
func sourcedThings(t *testing.T, p Place) {
	b := p.Open(t)
	file(t, b, Filings(0, 4, "en-9")...)
	file(t, b, Filings(2, 5, "en-10")...)
	all := collect(t, b.Claims(t.Context(), pledgebook.Query{Superseded: true}))
	ids := []string{"none", "", "a\x00b", "\xff"}
	for _, c := range all {
		ids = append(ids, c.Thing.ID)
	}
	got := map[string]pledgebook.Sourced[pledgebook.Claim]{}
	found, err := b.SourcedClaims(t.Context(), ids...)
	check(t, err)
	for _, s := range found {
		got[s.Thing.ID] = s
	}
	if len(found) != len(all) || len(got) != len(all) {
		t.Errorf("%d claims by their ids, %d of them different, want %d", len(found), len(got), len(all))
	}
	for _, want := range all {
		if diff := cmp.Diff(normal(want), normal(got[want.Thing.ID].Held)); diff != "" {
			t.Errorf("by its id the claim is another:\n%s", diff)
		}
		r, err := b.Reading(t.Context(), want.Citation.Report, want.Citation.Engine)
		check(t, err)
		if diff := cmp.Diff(normal(r.Report), normal(got[want.Thing.ID].Report)); diff != "" {
			t.Errorf("the claim's report is another:\n%s", diff)
		}
	}
	for need, err := range b.Needs(t.Context(), pledgebook.Query{}) {
		check(t, err)
		same, err := b.SourcedNeeds(t.Context(), need.Thing.ID, all[0].Thing.ID)
		check(t, err)
		if len(same) != 1 || same[0].Thing.What != need.Thing.What || same[0].Citation != need.Citation || same[0].Report.Text == "" {
			t.Errorf("a need by its id: %+v, want %+v", same, need)
		}
	}
	none, err := b.SourcedClaims(t.Context())
	if err != nil || len(none) != 0 {
		t.Errorf("no ids: %v, %v", none, err)
	}
}

func nestedLists(t *testing.T, p Place) {
	b := p.Open(t)
	file(t, b, Filings(0, 4, "en-1")...)
	seen := 0
	for claim, err := range b.Claims(t.Context(), pledgebook.Query{}) {
		check(t, err)
		seen++
		for quote, err := range b.Quotes(t.Context(), pledgebook.Query{Report: claim.Citation.Report}) {
			check(t, err)
			file(t, b, Filing(100+seen, "en-1"))
			if quote.Citation.Report != claim.Citation.Report {
				t.Error("a quote of another report")
			}
			break
		}
	}
	if seen != 8 {
		t.Errorf("%d claims seen while others were filed, want the 8 there at the beginning", seen)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, err := range b.Claims(ctx, pledgebook.Query{}) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("a cancelled list gives %v", err)
		}
	}
}
