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

// Claims that come and go in any batches are at every step what matching all of
// them makes, and each step says what it changed.
func TestRunningIsMatch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		claims := anyClaims(t)
		decisions := anyDecisions(t, claims)
		r := NewRunning(decisions, UsualRates())
		in := map[string]ReportedClaim{}
		shown := map[string]string{} // by somebody who only hears of changes
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			batch := rapid.SliceOfN(rapid.SampledFrom(claims), 1, 5).Draw(t, "batch")
			var change Change
			if rapid.IntRange(0, 3).Draw(t, "way") == 0 {
				var ids []string
				for _, c := range batch {
					ids = append(ids, c.Claim.ID)
					delete(in, c.Claim.ID)
				}
				change = r.Remove(ids...)
			} else {
				for _, c := range batch {
					in[c.Claim.ID] = c
				}
				change = r.Add(batch...)
			}
			for _, id := range change.Gone {
				delete(shown, id)
			}
			for _, e := range change.Made {
				shown[e.ID] = spelledEntry(t, e)
			}
			whole := Match(slices.Collect(maps.Values(in)), decisions, UsualRates())
			if got, want := spelledResult(r.Result()), spelledResult(whole); got != want {
				t.Fatalf("kept up to date\n%s\nmatched at once\n%s", got, want)
			}
			want := map[string]string{}
			for _, e := range whole.Entries {
				want[e.ID] = spelledEntry(t, e)
			}
			if !maps.Equal(shown, want) {
				t.Fatalf("by the changes told\n%v\nmatched at once\n%v", shown, want)
			}
			if got := r.Result().Basis; !maps.Equal(got, whole.Basis) {
				t.Fatalf("basis %v, want %v", got, whole.Basis)
			}
		}
	})
}

func spelledEntry(t *rapid.T, e pledgebook.Entry) string {
	b, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
