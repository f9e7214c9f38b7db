package profile

import (
	"context"
	"time"

	"pledgebook/internal/web"
)

// used says when a thing was last used.
func used(ctx context.Context, at time.Time) string {
	if at.IsZero() {
		return ", never used"
	}
	return ", last used " + web.Minute(ctx, at)
}
