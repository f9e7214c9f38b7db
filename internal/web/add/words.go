package add

import (
	"cmp"

	"pledgebook/internal/web"
)

// named is what a document that was read is called.
func named(t web.Taken) string { return web.Short(cmp.Or(t.Headline, t.Input), 120) }
