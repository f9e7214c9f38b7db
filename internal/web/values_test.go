package web

import "testing"

func TestValues(t *testing.T) {
	for _, c := range []struct{ field, value, want string }{
		{"time", "2024-01-01..2024-12-31, per year", "2024, per year"},
		{"time", "2024-01-01..2024-06-30, by 2024-12-31", "Jan to Jun 2024, by 31 Dec 2024"},
		{"time", "..2024-06-30", "until 30 Jun 2024"},
		{"time", "2024-06-30..", "since 30 Jun 2024"},
		{"time", "by the day-after-tomorrow", "by the day-after-tomorrow"},
		{"time", "the coming year", "the coming year"},
		{"date", "2024-06-30", "30 Jun 2024"},
		{"sum", "at-least 1000000000-1500000000", "at least 1 to 1.5 billion"},
		{"sum", "exact 71500", "71,500"},
		{"sum", "no sum at all", "no sum at all"},
		{"currency", "none", "no currency said"},
		{"providers", "USA nato", "United States, NATO"},
		{"kind", "", "not said"},
		{"revision", "top-up", "top up"},
	} {
		if got := Value(t.Context(), c.field, c.value); got != c.want {
			t.Errorf("%s %q is written %q, want %q", c.field, c.value, got, c.want)
		}
	}
}
