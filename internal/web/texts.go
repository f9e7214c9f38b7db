package web

import (
	"context"

	"pledgebook"
	"pledgebook/internal/reporting"
)

const (
	// mostTexts is how many reports one page opens for their sentences.
	mostTexts = 60
	// roomForTexts is how many bytes of opened reports are kept at hand.
	roomForTexts = 64 << 20
)

// Texts opens the reports that a view holds for one page, each once. Those opened
// last are kept at hand for the next page: a reading never changes, and what was
// taken down is in no view.
func (d *Desk) Texts(ctx context.Context, v *View) reporting.Texts {
	opened := map[string]*pledgebook.Reading{}
	return func(c pledgebook.Citation) (pledgebook.Reading, bool) {
		key := c.Report + " " + c.Engine
		r, ok := opened[key]
		if !ok && len(opened) < mostTexts && v.Holds(c.Report) {
			r = d.open(ctx, key, c)
			opened[key] = r
		}
		if r == nil {
			return pledgebook.Reading{}, false
		}
		return *r, true
	}
}

// open opens a report; nil where it cannot.
func (d *Desk) open(ctx context.Context, key string, c pledgebook.Citation) *pledgebook.Reading {
	if r, ok := d.opened.take(key); ok {
		return r
	}
	r, err := d.Book.Reading(ctx, c.Report, c.Engine)
	if err != nil {
		return nil
	}
	d.opened.put(key, &r, weight(r), roomForTexts)
	return &r
}

// weight is about how many bytes an opened report takes.
func weight(r pledgebook.Reading) int {
	things := len(r.Report.Parts) + len(r.Quotes) + len(r.Needs) + len(r.Meetings) + len(r.Mechanisms) + len(r.Positions)
	for _, c := range r.Claims {
		things += 8 + len(c.Evidence)
	}
	return len(r.Report.Text) + 200*things + 2000
}
