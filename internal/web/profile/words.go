package profile

import (
	"context"
	"time"

	"pledgebook/internal/web"
)

// used says when a thing was last used.
func used(ctx context.Context, at time.Time) string {
	if at.IsZero() {
		return ", " + web.Say(ctx, "never used")
	}
	return ", " + web.Say(ctx, "last used %s", web.Minute(ctx, at))
}
