package period_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pledgebook/corpus"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/text"
)

// notation writes a mention as the examples do:
//
//	deadline ..2024-12-31 year "by the end of the year"
//	duration 4 year "a four-year"
func notation(d *text.Document, m period.Mention) string {
	parts := []string{m.Role.String()}
	if s := m.Interval.String(); s != "" {
		parts = append(parts, s, string(m.Interval.Granularity))
	}
	if m.At.Known() {
		parts = append(parts, "at "+m.At.String())
	}
	if m.Fiscal > 0 {
		parts = append(parts, fmt.Sprintf("FY%d", m.Fiscal))
	}
	if !m.Length.IsZero() {
		parts = append(parts, strings.TrimSpace(fmt.Sprintf("%d %s", m.Length.N, m.Length.Unit)))
	}
	return strings.Join(parts, " ") + fmt.Sprintf(" %q", d.Slice(m.Range))
}

func TestCorpus(t *testing.T) {
	r, v := reader(t)
	examples, err := corpus.Examples("en", "period")
	if err != nil {
		t.Fatal(err)
	}
	if len(examples) == 0 {
		t.Fatal("no examples of times in the corpus")
	}
	for _, e := range examples {
		d := analyse(v, e.Text)
		var got []string
		fired := false
		for _, m := range r.Find(d, e.Published, nil) {
			got = append(got, notation(d, m))
			fired = fired || m.Rule == e.Rule
		}
		if !slices.Equal(got, e.Want) {
			t.Errorf("%s: %s\n got %s\nwant %s", e, e.Text, strings.Join(got, "\n     "), strings.Join(e.Want, "\n     "))
		}
		if e.Class == corpus.Positive && !fired || e.Class == corpus.Negative && fired {
			t.Errorf("%s: rule %s fired: %v, in %q", e, e.Rule, fired, e.Text)
		}
	}
}
