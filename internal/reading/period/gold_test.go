package period_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"pledgebook"
	"pledgebook/internal/reading/period"
)

type goldSpan struct{ Start, End string }

type goldClaims struct {
	ID, Published string
	Claims        []struct {
		Evidence, Deadline, Date string
		Donors                   []string
		Period                   *goldSpan
	}
}

// TestGoldTimes measures how many periods, deadlines and days of the gold
// claims are among the times found in their texts.
func TestGoldTimes(t *testing.T) {
	files, _ := filepath.Glob("../../../../shared/corpora/gold/claims/*.json")
	if len(files) == 0 {
		t.Skip("the gold claims are not here")
	}
	r, v := reader(t)
	var hit, all int
	for _, f := range files {
		var gold goldClaims
		var report struct{ Text string }
		readJSON(t, f, &gold)
		readJSON(t, filepath.Join(filepath.Dir(f), "../texts", filepath.Base(f)), &report)
		d := analyse(v, report.Text)
		on := day(gold.Published)
		for _, c := range gold.Claims {
			// the joining package knows whose fiscal year it is: here the donor's
			party := pledgebook.PartyID("")
			if len(c.Donors) > 0 {
				party = pledgebook.PartyID(c.Donors[0])
			}
			found := r.FindFor(d, on, func(int) pledgebook.PartyID { return party }, nil)
			check := func(what, want string, ok bool) {
				all++
				if ok {
					hit++
					return
				}
				t.Logf("%s (%s): %s %s of %q", gold.ID, gold.Published, what, want, c.Evidence)
			}
			if c.Period != nil {
				iv := pledgebook.Interval{Start: day(c.Period.Start), End: day(c.Period.End)}
				if iv.End.Known() {
					iv.End++
				}
				check("period", iv.String(), anyMention(found, func(m period.Mention) bool {
					return m.Interval.Start == iv.Start && m.Interval.End == iv.End
				}))
			}
			if last := day(c.Deadline); last.Known() {
				check("deadline", c.Deadline, anyMention(found, func(m period.Mention) bool {
					return m.Interval.Last() == last
				}))
			}
			if on2 := day(c.Date); on2.Known() {
				check("date", c.Date, on2 == on || anyMention(found, func(m period.Mention) bool {
					return m.Interval.Start == on2
				}))
			}
		}
	}
	score := float64(hit) / float64(all)
	t.Logf("times of gold claims found: %d of %d, %.3f", hit, all, score)
	if floor := 0.98; score < floor {
		t.Errorf("recall %.3f is below %.3f", score, floor)
	}
}

func anyMention(found []period.Mention, is func(period.Mention) bool) bool {
	for _, m := range found {
		if is(m) {
			return true
		}
	}
	return false
}

func readJSON(t *testing.T, path string, into any) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		t.Fatal(err)
	}
}
