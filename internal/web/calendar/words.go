package calendar

import (
	"pledgebook"
	"pledgebook/internal/web"
)

func monthName(first pledgebook.Day) string { return first.Time().Format("January 2006") }

// at is the address of the page from a month on.
func at(q web.Question, first pledgebook.Day) string {
	return q.With("/calendar", "month", first.Time().Format("2006-01"))
}
