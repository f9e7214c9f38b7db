package printing

import (
	"maps"
	"slices"
	"strings"

	"pledgebook/internal/citing"
	"pledgebook/internal/comparing"
	"pledgebook/internal/pipeline"
)

// Reread writes what reading one report again changed.
func Reread(s *Screen, r pipeline.Reread) {
	s.Title("%s", citing.OneLine(join([]string{r.Outlet, r.Title, r.Report[:min(10, len(r.Report))], r.Before + " → " + r.After}, " · ")))
	Changes(s, 2, r.Changes)
}

// RereadSum counts what rereading changed.
type RereadSum struct {
	reports, changed   int
	added, gone, other int
	fields             map[string]int
}

// Add counts one report in.
func (t *RereadSum) Add(r pipeline.Reread) {
	t.reports++
	if len(r.Changes) > 0 {
		t.changed++
	}
	for _, c := range r.Changes {
		switch c.Kind {
		case comparing.Added:
			t.added++
		case comparing.Dropped:
			t.gone++
		default:
			t.other++
		}
		for _, f := range c.Fields {
			if t.fields == nil {
				t.fields = map[string]int{}
			}
			t.fields[f.Field]++
		}
	}
}

// Print writes the sum.
func (t *RereadSum) Print(s *Screen) {
	if t.reports == 0 {
		s.Printf("Every report was read by this engine alone; nothing changed.\n")
		return
	}
	s.Printf("\n%s read again, %d of them with changes: %s new, %d gone, %d read otherwise.\n", count(t.reports, "report"), t.changed, count(t.added, "claim"), t.gone, t.other)
	if len(t.fields) == 0 {
		return
	}
	names := slices.Sorted(maps.Keys(t.fields))
	slices.SortStableFunc(names, func(a, b string) int { return t.fields[b] - t.fields[a] })
	for i, n := range names {
		names[i] = strings.ReplaceAll(n, "_", " ") + " " + count(t.fields[n], "time")
	}
	s.Paragraph(0, "Fields: "+strings.Join(names, ", ")+".")
}
