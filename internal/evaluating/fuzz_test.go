package evaluating

import (
	"testing"

	"pledgebook"
)

// Whatever the gold file holds, scoring it against any reading ends, and no
// level is right more often than there are claims.
func FuzzGold(f *testing.F) {
	f.Add([]byte(`{"claims": [`+goldPledge+`,`+goldTents+`]}`), 5, 20)
	f.Add([]byte(`{"claims": [{"evidence": "x", "money": {"lo": 1e18, "hi": -3}}]}`), 0, 0)
	f.Fuzz(func(t *testing.T, content []byte, start, end int) {
		gold, err := ParseGold(content)
		if err != nil {
			t.Skip()
		}
		c := claim("30 million euros", "30000000", "EUR", nil)
		if 0 <= start && start <= end && end <= len(sample) {
			c.Evidence[0].Span = pledgebook.Span{Start: start, End: end}
		}
		var r Result
		if err := r.Add(gold, pledgebook.Reading{Report: pledgebook.Report{Text: sample}, Claims: []pledgebook.Claim{c, c}}); err != nil {
			t.Fatal(err)
		}
		for i, n := range r.Score {
			if n.Right > n.Read || n.Right > n.Gold {
				t.Errorf("%s: %+v", Levels[i], n)
			}
		}
	})
}
