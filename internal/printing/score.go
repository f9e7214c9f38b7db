package printing

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"pledgebook/internal/evaluating"
)

// Score writes the levels of a folder's score, of each source apart, and the
// two faults that must not happen: claims where there is no aid, and figures
// of a wrong size that nothing marks.
func Score(s *Screen, r evaluating.Result, verbose bool) {
	s.Printf("%d documents, %d claims marked by hand, %d read\n", r.Documents, r.Score[0].Gold, r.Score[0].Read)
	levels(s, "all", r.Score)
	for _, source := range slices.Sorted(maps.Keys(r.BySource)) {
		levels(s, source, r.BySource[source])
	}
	s.Printf("\nfalse claims on documents without aid: %d on %d documents\n", r.FalseClaims, r.WithoutAid)
	s.Printf("silent wrong sizes: %d\n", len(r.WrongSizes))
	causes(s, "misses by cause", r.Misses)
	causes(s, "false alarms by cause", r.FalseAlarms)
	causes(s, "wrong fields", r.WrongFields)
	if !verbose {
		s.Printf("\nEach one with its text: add --verbose\n")
		return
	}
	remarks(s, "Silent wrong sizes", r.WrongSizes)
	remarks(s, "Misses", r.Misses)
	remarks(s, "False alarms", r.FalseAlarms)
	remarks(s, "Wrong fields", r.WrongFields)
}

func levels(s *Screen, name string, score evaluating.Score) {
	t := Table{Columns: []Column{{Title: name}, {Title: "precision", Right: true}, {Title: "recall", Right: true},
		{Title: "F1", Right: true}, {Title: "right", Right: true}, {Title: "read", Right: true}, {Title: "gold", Right: true}}}
	for i, level := range evaluating.Levels {
		c := score[i]
		t.Row([]string{level, fraction(c.Precision()), fraction(c.Recall()), fraction(c.F1()),
			strconv.Itoa(c.Right), strconv.Itoa(c.Read), strconv.Itoa(c.Gold)})
	}
	s.Printf("\n")
	t.Print(s)
}

func fraction(f float64) string { return strconv.FormatFloat(f, 'f', 3, 64) }

// causes counts the remarks of each cause, most frequent first.
func causes(s *Screen, title string, rs []evaluating.Remark) {
	if len(rs) == 0 {
		return
	}
	s.Printf("\n%s: %d\n", title, len(rs))
	for _, g := range byCause(rs) {
		s.Printf("%6d  %s\n", len(g), g[0].Cause)
	}
}

// byCause groups remarks, most frequent cause first, in the order they came.
func byCause(rs []evaluating.Remark) [][]evaluating.Remark {
	groups := map[string][]evaluating.Remark{}
	for _, r := range rs {
		groups[r.Cause] = append(groups[r.Cause], r)
	}
	return slices.SortedFunc(maps.Values(groups), func(a, b []evaluating.Remark) int {
		return cmp.Or(len(b)-len(a), cmp.Compare(a[0].Cause, b[0].Cause))
	})
}

func remarks(s *Screen, title string, rs []evaluating.Remark) {
	for _, group := range byCause(rs) {
		s.Title("%s: %s (%d)", title, group[0].Cause, len(group))
		slices.SortStableFunc(group, func(a, b evaluating.Remark) int {
			return cmp.Or(cmp.Compare(a.Read+a.Gold, b.Read+b.Gold)*onlyFields(a), cmp.Compare(a.Document, b.Document))
		})
		for _, r := range group {
			s.Printf("  %s\n", s.Faint(r.Document))
			s.Paragraph(4, remark(r))
			s.Paragraph(6, r.Text)
		}
	}
}

// onlyFields is 1 for remarks about a field of a paired claim, which are best
// read sorted by what was taken for what.
func onlyFields(r evaluating.Remark) int {
	if r.Read != "" && r.Gold != "" {
		return 1
	}
	return 0
}

func remark(r evaluating.Remark) string {
	switch {
	case r.Read == "":
		return "gold: " + r.Gold
	case r.Gold == "":
		return "read: " + r.Read
	}
	return fmt.Sprintf("read %s, gold %s", r.Read, r.Gold)
}
