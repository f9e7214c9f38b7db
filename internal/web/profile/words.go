package profile

import (
	"context"
	"strings"
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

// device names what somebody signed in with: "Firefox on Linux".
func device(ctx context.Context, name string) string {
	if browser, system, ok := strings.Cut(name, " on "); ok {
		return web.Say(ctx, "%[1]s on %[2]s@device", browser, system)
	}
	return web.Told(ctx, name)
}
