package search

import (
	"context"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

// where writes the words of an entry that were found, in the reader's language
// where they are the book's own and not a report's.
func where(ctx context.Context, e pledgebook.Entry, f reporting.Found) string {
	switch f.Field {
	case "giver":
		return web.In(ctx).Parties(e.Providers)
	case "receiver":
		return web.In(ctx).Parties(e.Receivers)
	case "channel":
		return web.In(ctx).Parties(e.Channels)
	case "sum":
		return web.Amount(ctx, e)
	case "time":
		return web.When(ctx, e)
	case "told":
		if day, err := pledgebook.ParseDay(f.Text); err == nil {
			return web.In(ctx).Date(day)
		}
	case "stage", "kind", "form", "status":
		return web.Term(ctx, f.Text)
	}
	return f.Text
}
