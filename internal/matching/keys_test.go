package matching

import (
	"slices"
	"testing"
)

// Two tellings of one week are compared whatever their sums, also where no report
// has a day: else what stands in a component would depend on what came before.
func TestTellingsOfAWeekMeet(t *testing.T) {
	for name, day := range map[string]string{"dated": "2024-03-04", "undated": ""} {
		x := NewIndex(nil)
		x.insert(told("a", published(day)))
		x.insert(told("b", published(day), sum("EUR7m")))
		a, b := &x.claims[0], &x.claims[1]
		if !slices.ContainsFunc(sought(b), func(k key) bool { return k.tag == byWeek && slices.Contains(stored(a), k) }) {
			t.Errorf("%s: what another report of the week told is not looked up", name)
		}
	}
}
