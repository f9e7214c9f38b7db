package profile

import (
	"time"

	"pledgebook/internal/web"
)

// used says when a thing was last used.
func used(at time.Time) string {
	if at.IsZero() {
		return ", never used"
	}
	return ", last used " + web.Minute(at)
}
