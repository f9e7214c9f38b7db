package home

import (
	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
	"pledgebook/internal/wording"
)

// holdings says what the book holds.
func holdings(h reporting.Home, today pledgebook.Day, readers bool) string {
	entries := "One entry"
	if h.Entries > 1 {
		entries = wording.Count(h.Entries) + " entries"
	}
	reviewed := ""
	if !readers {
		reviewed = wording.Count(h.Reviewed) + " reviewed"
	}
	return web.Join(", ", entries+" read from "+web.Several(h.Reports, "report"), reviewed, "followed up to "+wording.Date(today)) + "."
}

// reportsRead says how many reports were read that tell of no aid.
func reportsRead(n int) string {
	if n == 1 {
		return "The one report read so far tells of none"
	}
	return "None of the " + wording.Count(n) + " reports read so far tells of aid"
}
