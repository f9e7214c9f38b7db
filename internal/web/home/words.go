package home

import (
	"context"
	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

// holdings says what the book holds.
func holdings(ctx context.Context, h reporting.Home, today pledgebook.Day, readers bool) string {
	entries := "One entry"
	if h.Entries > 1 {
		entries = web.In(ctx).Count(h.Entries) + " entries"
	}
	reviewed := ""
	if !readers {
		reviewed = web.In(ctx).Count(h.Reviewed) + " reviewed"
	}
	return web.Join(", ", entries+" read from "+web.Number(ctx, h.Reports, "report"), reviewed, "followed up to "+web.In(ctx).Date(today)) + "."
}

// reportsRead says how many reports were read that tell of no aid.
func reportsRead(ctx context.Context, n int) string {
	if n == 1 {
		return "The one report read so far tells of none"
	}
	return "None of the " + web.In(ctx).Count(n) + " reports read so far tells of aid"
}
