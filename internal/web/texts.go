package web

import (
	"context"

	"pledgebook"
	"pledgebook/internal/reporting"
)

// mostTexts is how many reports one page opens for their sentences.
const mostTexts = 60

// Texts opens reports for one page, each once.
func (d *Desk) Texts(ctx context.Context) reporting.Texts {
	opened := map[string]*pledgebook.Reading{}
	return func(c pledgebook.Citation) (pledgebook.Reading, bool) {
		key := c.Report + " " + c.Engine
		r, ok := opened[key]
		if !ok && len(opened) < mostTexts {
			if reading, err := d.Book.Reading(ctx, c.Report, c.Engine); err == nil {
				r = &reading
			}
			opened[key] = r
		}
		if r == nil {
			return pledgebook.Reading{}, false
		}
		return *r, true
	}
}
