package web

import (
	"context"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/reporting"
)

// mostTexts is how many reports one page opens for their sentences.
const mostTexts = 60

// Sources opens, in one question to the book, what stands behind some claims of a
// view; of more reports than a page can show, the first.
func (d *Desk) Sources(ctx context.Context, v *View, claims []string) (reporting.Sources, error) {
	reports := map[string]bool{}
	var open []string
	for _, id := range claims {
		report := v.Claims.Told(id).Report
		if !reports[report] && (len(reports) == mostTexts || !v.Holds(report)) {
			continue
		}
		reports[report] = true
		open = append(open, id)
	}
	found, err := pipeline.Sources(ctx, d.Book, open)
	return func(claim string) (pledgebook.Sourced[pledgebook.Claim], bool) {
		s, ok := found[claim]
		return s, ok
	}, err
}
