package home

import (
	"context"
	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

// holdings says what the book holds.
func holdings(ctx context.Context, h reporting.Home, today pledgebook.Day, readers bool) string {
	entries := web.Say(ctx, "One entry read from %s", web.Number(ctx, h.Reports, "report@of"))
	if h.Entries > 1 {
		entries = web.Say(ctx, "%[1]d entries read from %[2]s", h.Entries, web.Number(ctx, h.Reports, "report@of"))
	}
	reviewed := ""
	if !readers {
		reviewed = web.Say(ctx, "%d reviewed", h.Reviewed)
	}
	return web.Say(ctx, "%s, followed up to %s.", web.Join(", ", entries, reviewed), web.In(ctx).Date(today))
}

// reportsRead says how many reports were read that tell of no aid.
func reportsRead(ctx context.Context, n int) string {
	if n == 1 {
		return web.Say(ctx, "The one report read so far tells of none.")
	}
	return web.Say(ctx, "None of the %d reports read so far tells of aid.", n)
}
