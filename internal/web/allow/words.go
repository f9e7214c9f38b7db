package allow

import (
	"context"
	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/web"
)

func alsoReports(ctx context.Context, n int) string {
	if n == 1 {
		return web.Say(ctx, "Also the report that tells it")
	}
	return web.Say(ctx, "Also the %d {report|reports} that tell it", n)
}

// decided says what a decision on access set.
func decided(ctx context.Context, d pledgebook.Decision) string {
	a, err := access.Read(d.Set)
	if err != nil {
		return web.Say(ctx, "Something that this program cannot read.")
	}
	return web.AccessWords(ctx, a)
}

func dayOf(d pledgebook.Decision) pledgebook.Day {
	y, m, day := d.At.Date()
	return pledgebook.DateOf(y, m, day)
}
