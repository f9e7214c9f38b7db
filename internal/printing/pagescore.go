package printing

import "pledgebook/internal/evaluating"

// worstPages is how many pages --verbose lists.
const worstPages = 15

// PageScores prints how well the body text of pages was found, beside what the
// extraction library finds alone.
func PageScores(s *Screen, ours, alone evaluating.PageScore, verbose bool) {
	s.Printf("%-22s %9s %9s %9s\n", "body text of pages", "precision", "recall", "F1")
	for _, row := range []struct {
		name  string
		score evaluating.PageScore
	}{{"pledgebook", ours}, {"the library alone", alone}} {
		s.Printf("%-22s %9.4f %9.4f %9.4f\n", row.name, row.score.Precision, row.score.Recall, row.score.F1)
	}
	s.Printf("%d pages; shingles of four words, averaged over pages\n", ours.Pages)
	if !verbose {
		return
	}
	for _, r := range ours.Worst[:min(worstPages, len(ours.Worst))] {
		s.Printf("  precision %.3f  recall %.3f  %s\n", r.Precision, r.Recall, r.Page)
	}
}
