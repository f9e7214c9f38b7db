package pipeline_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/matching"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/reporting"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/reviewing"
)

var (
	nobody   = pledgebook.Viewer{}
	reader   = pledgebook.Viewer{Account: "rita", Role: pledgebook.RoleReader}
	reviewer = pledgebook.Viewer{Account: "ravi", Role: pledgebook.RoleReviewer}
	now      = sample.Today.Time().Add(9 * time.Hour)
)

// act is the nth decision about something.
func act(n int, verb pledgebook.DecisionVerb, set map[string]string, on ...string) pledgebook.Decision {
	return pledgebook.Decision{ID: "decision" + string(rune('a'+n)), Verb: verb, On: on, Set: set, Who: "Ana", Why: "so it is", At: now.Add(time.Duration(n) * time.Minute)}
}

func hide(n int, a pledgebook.Access, on ...string) pledgebook.Decision {
	return act(n, pledgebook.SetAccess, access.Set(a), on...)
}

func claim(report, place int) string   { return sample.Readings()[report].Claims[place].ID }
func founded(report, place int) string { return matching.EntryID(claim(report, place)) }

var (
	restricted = pledgebook.Access{Level: pledgebook.LevelRestricted, Names: []string{"ravi"}}
	team       = pledgebook.Access{Level: pledgebook.LevelTeam}
)

// seen is what a viewer sees of the sample after some decisions.
func seen(v pledgebook.Viewer, decisions ...pledgebook.Decision) *reporting.Ledger {
	l, _ := pipeline.Seen(sample.Ledger(decisions...), access.PolicyOf(decisions), v, now)
	return l
}

func TestReadersSeeReviewedEntriesAlone(t *testing.T) {
	l := seen(nobody, act(1, pledgebook.Accept, nil, founded(0, 0)))
	if len(l.Entries) != 1 || l.Entries[0].ID != founded(0, 0) || l.Reports.Len() != 1 || l.Claims.Len() != 1 {
		t.Fatalf("readers see %d entries, %d reports, %d claims", len(l.Entries), l.Reports.Len(), l.Claims.Len())
	}
	if !l.Holds(sample.Readings()[0].Report.ID) || l.Holds(sample.Readings()[1].Report.ID) {
		t.Error("readers see the wrong report")
	}
	if p := l.Report(sample.Readings()[1], false); len(p.Claims) != 0 {
		t.Errorf("an unreviewed claim is shown: %+v", p.Claims)
	}
}

// What has come true by an entry that readers do not see counts for them as
// nothing.
func TestProgressRestsOnWhatIsSeen(t *testing.T) {
	promise, paid := founded(1, 0), founded(4, 0)
	both := []pledgebook.Decision{act(1, pledgebook.Accept, nil, promise), act(2, pledgebook.Accept, nil, paid)}
	for name, c := range map[string]struct {
		decisions []pledgebook.Decision
		paid      bool
	}{
		"all is reviewed":              {both, true},
		"the payment is not reviewed":  {both[:1], false},
		"the payment is for the team":  {append(slices.Clone(both), hide(3, team, paid)), false},
		"the payment's report is":      {append(slices.Clone(both), hide(3, team, sample.Readings()[4].Report.ID)), false},
		"the payment was for the team": {append(slices.Clone(both), hide(3, team, paid), hide(4, pledgebook.Access{Level: pledgebook.LevelPublic}, paid)), true},
	} {
		t.Run(name, func(t *testing.T) {
			l := seen(nobody, c.decisions...)
			e, ok := l.Entry(promise)
			if !ok || e.Fulfilment == nil {
				t.Fatalf("the promise is not there: %+v", e)
			}
			if got := e.Fulfilment.Reported != nil; got != c.paid || (len(e.FulfilledBy) > 0) != c.paid {
				t.Errorf("progress %v by %v, want %v", e.Fulfilment.Reported, e.FulfilledBy, c.paid)
			}
			for _, d := range e.History {
				if d.Verb == pledgebook.SetAccess {
					t.Errorf("readers learn of %+v", d)
				}
			}
		})
	}
}

// An entry told also by a hidden report is what the others make of it, and
// bears the id that those found; what was decided of it stays decided.
func TestAnEntryWithoutItsFirstTelling(t *testing.T) {
	first := sample.Readings()[1]
	whole := sample.Ledger()
	e, _ := whole.Entry(founded(1, 0))
	if len(e.Claims) < 4 {
		t.Fatalf("the sample's promise has %d tellings", len(e.Claims))
	}
	l := seen(nobody, act(1, pledgebook.Accept, nil, e.ID), hide(2, team, first.Report.ID))
	if len(l.Entries) != 1 {
		t.Fatalf("readers see %d entries", len(l.Entries))
	}
	got := l.Entries[0]
	if got.ID == e.ID || len(got.Claims) != len(e.Claims)-1 || slices.Contains(got.Claims, first.Claims[0].ID) || !got.Reviewed || got.History[0].On[0] != got.ID {
		t.Errorf("readers see %+v", got)
	}
	if _, ok := l.Entry(e.ID); ok || l.Knows(e.ID) || l.Knows(first.Report.ID) || l.Knows(first.Claims[0].ID) {
		t.Error("the hidden telling answers by its id")
	}
}

// When the embargo is over the entry is there, and the ledger says until when
// it holds.
func TestEmbargoEnds(t *testing.T) {
	end := now.Add(time.Hour)
	ds := []pledgebook.Decision{act(1, pledgebook.Accept, nil, founded(0, 0)), hide(2, pledgebook.Access{Level: pledgebook.LevelEmbargoed, Until: end}, founded(0, 0))}
	whole, policy := sample.Ledger(ds...), access.PolicyOf(ds)
	for _, c := range []struct {
		at   time.Time
		who  pledgebook.Viewer
		want int
	}{{end.Add(-time.Nanosecond), nobody, 0}, {end, nobody, 1}, {now, reader, 1}, {now, nobody, 0}} {
		l, until := pipeline.Seen(whole, policy, c.who, c.at)
		if len(l.Entries) != c.want || !until.IsZero() != (c.want == 0) || !until.IsZero() && !until.Equal(end) {
			t.Errorf("at %s %q sees %d entries until %s", c.at, c.who.Role, len(l.Entries), until)
		}
	}
}

// Whatever is hidden, nothing of what a viewer sees names it, and to a reviewer
// the book looks like one in which it was never read.
func TestNothingBetraysWhatIsHidden(t *testing.T) {
	readings := sample.Readings()
	rapid.Check(t, func(t *rapid.T) {
		hidden := rapid.SliceOfNDistinct(rapid.IntRange(0, len(readings)-1), 1, 4, rapid.ID).Draw(t, "hidden reports")
		var ds, access []pledgebook.Decision
		for i, n := range hidden {
			access = append(access, hide(i, pledgebook.Access{Level: pledgebook.LevelRestricted, Names: []string{"zoe"}}, readings[n].Report.ID))
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "accepted") {
			ds = append(ds, act(10+i, pledgebook.Accept, nil, founded(rapid.IntRange(0, len(readings)-1).Draw(t, "of"), 0)))
		}
		for _, who := range []pledgebook.Viewer{nobody, reader, reviewer} {
			l := seen(who, append(slices.Clone(access), ds...)...)
			betrays(t, l, readings, hidden)
		}
		rest := slices.DeleteFunc(sample.Readings(), func(r pledgebook.Reading) bool {
			return slices.ContainsFunc(hidden, func(n int) bool { return readings[n].Report.ID == r.Report.ID })
		})
		want := sample.LedgerOf(rest)
		got := seen(reviewer, access...)
		if diff := cmp.Diff(want.Entries, got.Entries, cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(pledgebook.Share{})); diff != "" {
			t.Errorf("the book betrays what is hidden (-never read +hidden):\n%s", diff)
		}
	})
}

// betrays fails where a ledger names a report, or a claim of one, that is hidden.
func betrays(t *rapid.T, l *reporting.Ledger, readings []pledgebook.Reading, hidden []int) {
	doc, err := json.Marshal([]any{l.Entries, l.Rejected, l.Proposals, maps.Collect(l.Claims.All()), slices.Collect(l.Reports.All()), maps.Collect(l.Origins.All()), l.Decisions, l.Home(20), l.Page(1, 50)})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range hidden {
		ids := []string{readings[n].Report.ID, readings[n].Report.URL}
		for _, c := range readings[n].Claims {
			ids = append(ids, c.ID, matching.EntryID(c.ID))
		}
		for _, id := range ids {
			if strings.Contains(string(doc), id) || l.Knows(id) {
				t.Errorf("%s of report %d is betrayed", id, n)
			}
		}
	}
}

// A hidden report hides every state of its page, and a hidden entry the claims
// that its own have replaced.
func TestWhatWasReplacedIsHiddenToo(t *testing.T) {
	readings := sample.Readings()
	ds := []pledgebook.Decision{hide(1, restricted, readings[1].Report.ID), hide(2, restricted, founded(0, 0))}
	whole := sample.Ledger(ds...)
	whole.Ties = []pledgebook.Tie{
		{Earlier: readings[1].Report.ID, Later: readings[2].Report.ID, Kind: pledgebook.TieVersion},
		{Earlier: readings[3].Report.ID, Later: readings[2].Report.ID, Kind: pledgebook.TieVersion},
		{Earlier: readings[2].Report.ID, Later: readings[4].Report.ID, Kind: pledgebook.TieCopy},
	}
	whole.Origins = reporting.SharedOf(map[string]string{readings[1].Report.ID: "one", readings[2].Report.ID: "one", readings[4].Report.ID: "one"})
	whole.Heirs = map[string]string{"an older reading's": claim(0, 0)}
	old, _ := whole.Claims.Get(claim(0, 0))
	old.Thing.ID = "an older reading's"
	old.Citation.Report = readings[5].Report.ID
	edit := whole.Claims.Edit()
	edit.Put(&old.Thing, &old.Citation)
	whole.Claims = edit.Done()
	other := pledgebook.Viewer{Account: "zoe", Role: pledgebook.RoleReviewer}
	l, _ := pipeline.Seen(whole, access.PolicyOf(ds), other, now)
	for _, n := range []int{1, 2, 3} {
		if l.Holds(readings[n].Report.ID) {
			t.Errorf("report %d, a state of a hidden page, is seen", n)
		}
	}
	if !l.Holds(readings[4].Report.ID) || !l.Holds(readings[5].Report.ID) {
		t.Error("a copy elsewhere, or another report, is hidden")
	}
	if l.Knows(old.Thing.ID) || l.Knows(founded(0, 0)) {
		t.Error("what the hidden entry's claim has replaced is seen")
	}
	if len(l.Ties) != 0 || l.Origins.Len() != 1 {
		t.Errorf("ties %v and origins %v tell of hidden reports", l.Ties, l.Origins)
	}
	if l, _ := pipeline.Seen(whole, access.PolicyOf(ds), reviewer, now); !l.Holds(readings[3].Report.ID) || !l.Knows(old.Thing.ID) {
		t.Error("whom it is restricted to does not see it")
	}
}

// BenchmarkSeen cuts a ledger of 30 000 accepted entries, every tenth of them
// under embargo, to what strangers see.
func BenchmarkSeen(b *testing.B) {
	whole := &reporting.Ledger{Today: sample.Today}
	r := sample.Readings()[0]
	var entries []pledgebook.Entry
	var reports []reporting.Relative
	claims := whole.Claims.Edit()
	for i := range 30_000 {
		c, cited := r.Claims[0], sample.Citation(r)
		c.ID, cited.Report = fmt.Sprint("claim", i), fmt.Sprint("report", i)
		e := pledgebook.Entry{ID: matching.EntryID(c.ID), Stage: c.Stage, Polarity: c.Polarity, Providers: c.Providers, Receivers: c.Receivers, Money: c.Money, Deadline: c.Deadline, Claims: []string{c.ID}}
		entries = append(entries, e)
		claims.Put(&c, &cited)
		rep := r.Report
		rep.ID = cited.Report
		reports = append(reports, reporting.RelativeOf(rep))
		whole.Decisions = append(whole.Decisions, pledgebook.Decision{ID: fmt.Sprint("accept", i), Verb: pledgebook.Accept, On: []string{e.ID}, Who: "Ana", Why: "x", At: now.Add(time.Duration(i) * time.Second)})
		if i%10 == 0 {
			whole.Decisions = append(whole.Decisions, hide(0, team, e.ID))
		}
	}
	whole.Claims, whole.Reports = claims.Done(), whole.Reports.With(reports...)
	matched := matching.Result{Entries: slices.Clone(entries)}
	whole.Fill(matched, reviewing.Apply(entries, whole.Decisions, matching.EntryID).Entries, nil)
	policy := access.PolicyOf(whole.Decisions)
	b.ReportAllocs()
	for b.Loop() {
		if l, _ := pipeline.Seen(whole, policy, nobody, now.Add(time.Hour)); len(l.Entries) != 27_000 {
			b.Fatal(len(l.Entries))
		}
	}
}
