package calendar

import (
	"context"

	"pledgebook"
	"pledgebook/internal/web"
)

// monthName is a heading: "March 2024".
func monthName(ctx context.Context, first pledgebook.Day) string {
	t := first.Time()
	return web.Say(ctx, web.Text(t.Format("January")+" %s"), t.Format("2006"))
}

// at is the address of the page from a month on.
func at(q web.Question, first pledgebook.Day) string {
	return q.With("/calendar", "month", first.Time().Format("2006-01"))
}

// on is the address of all that falls due on a day.
func on(q web.Question, day pledgebook.Day) string {
	return q.With("/calendar", "day", day.String())
}
