package allow

import (
	"context"
	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/web"
)

func alsoReports(ctx context.Context, n int) string {
	if n == 1 {
		return "Also the report that tells it"
	}
	return "Also the " + web.Number(ctx, n, "report") + " that tell it"
}

// decided says what a decision on access set.
func decided(ctx context.Context, d pledgebook.Decision) string {
	a, err := access.Read(d.Set)
	if err != nil {
		return "Something that this program cannot read."
	}
	return web.AccessWords(ctx, a)
}

func dayOf(d pledgebook.Decision) pledgebook.Day {
	y, m, day := d.At.Date()
	return pledgebook.DateOf(y, m, day)
}
