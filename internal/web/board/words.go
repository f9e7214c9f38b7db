package board

import (
	"context"

	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

// dueWords says until when an answer was promised.
func dueWords(ctx context.Context, due reporting.BoardDue) string {
	if due.Late {
		return web.Say(ctx, "was due by %s", web.In(ctx).Date(due.By))
	}
	return web.Say(ctx, "due by %s", web.In(ctx).Date(due.By))
}
