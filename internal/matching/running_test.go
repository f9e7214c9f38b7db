package matching

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pledgebook"
)

// anyDecisions draws merges, splits, rejections and retractions about the claims.
func anyDecisions(t *rapid.T, claims []ReportedClaim) (out []pledgebook.Decision) {
	var ids []string
	for _, c := range claims {
		ids = append(ids, c.Claim.ID, EntryID(c.Claim.ID))
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "decisions") {
		verb := rapid.SampledFrom([]pledgebook.DecisionVerb{pledgebook.Merge, pledgebook.Merge, pledgebook.Split, pledgebook.Reject, pledgebook.Retract}).Draw(t, "verb")
		on := rapid.SliceOfN(rapid.SampledFrom(append(slices.Clone(ids), "nothing")), 1, 3).Draw(t, "on")
		if verb == pledgebook.Retract {
			on = []string{rapid.SampledFrom([]string{"r1", "r2", "r3"}).Draw(t, "report")}
		}
		out = append(out, pledgebook.Decision{ID: fmt.Sprint("d", i), Verb: verb, On: on, Who: "Ana", Why: "tried", At: time.Date(2024, 5, 1, 0, i, 0, 0, time.UTC)})
	}
	return out
}

// Claims that come and go in any batches, under decisions that come and go too,
// are at every step what matching all of them makes, and each step says what it
// changed.
func TestRunningIsMatch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		claims := anyClaims(t)
		at := map[string]ReportedClaim{}
		for _, c := range claims {
			at[c.Claim.ID] = c
		}
		k := kept{decisions: anyDecisions(t, claims), in: map[string]ReportedClaim{}, shown: map[string]string{}, proposed: map[Proposal]int{}}
		k.r = NewRunning(k.decisions, UsualRates(), func(id string) ReportedClaim { return at[id] })
		for step := range rapid.IntRange(1, 8).Draw(t, "steps") {
			var ids []string
			for _, c := range rapid.SliceOfN(rapid.SampledFrom(claims), 1, 5).Draw(t, "batch") {
				ids = append(ids, c.Claim.ID)
			}
			switch rapid.IntRange(0, 5).Draw(t, "way") {
			case 0:
				for _, id := range ids {
					delete(k.in, id)
				}
				k.hear(t, k.r.Remove(ids...))
			case 1:
				k.hear(t, k.r.Refresh(ids...))
			case 2:
				k.decide(t, anyDecisions(t, claims), step)
			default:
				for _, id := range ids {
					k.in[id] = at[id]
				}
				k.hear(t, k.r.Add(ids...))
			}
			k.compare(t)
		}
	})
}

// kept is a running result beside what somebody knows who only hears of changes.
type kept struct {
	r         *Running
	decisions []pledgebook.Decision
	in        map[string]ReportedClaim
	shown     map[string]string
	proposed  map[Proposal]int
}

func (k *kept) hear(t *rapid.T, change Change) {
	for _, id := range change.Gone {
		delete(k.shown, id)
	}
	for _, e := range change.Made {
		k.shown[e.ID] = spelledEntry(t, *e)
	}
	for _, p := range change.Dropped {
		if k.proposed[p]--; k.proposed[p] == 0 {
			delete(k.proposed, p)
		}
	}
	for _, p := range change.Proposed {
		k.proposed[p]++
	}
}

func (k *kept) decide(t *rapid.T, decisions []pledgebook.Decision, step int) {
	for i := range decisions {
		decisions[i].ID += fmt.Sprint(" of step ", step)
	}
	k.decisions = append(decisions, k.decisions[:rapid.IntRange(0, len(k.decisions)).Draw(t, "kept")]...)
	k.hear(t, k.r.Decide(k.decisions, func(entry string) (string, bool) {
		for id := range k.in {
			if EntryID(id) == entry && k.r.Has(id) {
				return id, true
			}
		}
		return "", false
	}))
	var out, again []string
	for id, c := range k.in {
		if len(standing(k.decisions).heard([]ReportedClaim{c})) == 0 {
			out = append(out, id)
		} else {
			again = append(again, id)
		}
	}
	k.hear(t, k.r.Remove(out...))
	k.hear(t, k.r.Add(again...))
}

func (k *kept) compare(t *rapid.T) {
	whole := Match(slices.Collect(maps.Values(k.in)), k.decisions, UsualRates())
	if got, want := spelledResult(k.r.Result()), spelledResult(whole); got != want {
		t.Fatalf("kept up to date\n%s\nmatched at once\n%s", got, want)
	}
	want := map[string]string{}
	for _, e := range whole.Entries {
		want[e.ID] = spelledEntry(t, e)
	}
	if !maps.Equal(k.shown, want) {
		t.Fatalf("by the changes told\n%v\nmatched at once\n%v", k.shown, want)
	}
	if got := k.r.Result().Basis; !maps.Equal(got, whole.Basis) {
		t.Fatalf("basis %v, want %v", got, whole.Basis)
	}
	proposed := map[Proposal]int{}
	for _, p := range whole.Proposals {
		proposed[p]++
	}
	if !maps.Equal(k.proposed, proposed) {
		t.Fatalf("by the changes told proposed %v\nmatched at once %v", k.proposed, proposed)
	}
}

func spelledEntry(t *rapid.T, e pledgebook.Entry) string {
	b, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
