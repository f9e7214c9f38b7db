package add

import (
	"cmp"

	"github.com/a-h/templ"

	"pledgebook/internal/web"
)

// named is what a document that was read is called.
func named(t web.Taken) string { return web.Short(cmp.Or(t.Headline, t.Input), 120) }

// bookmarklet is a link that, pressed in the bookmarks bar on any page, opens the
// form of the desk at an address with that page's link filled in.
func bookmarklet(desk string) templ.SafeURL {
	return templ.SafeURL("javascript:location.href='" + desk + "/add?link='+encodeURIComponent(location.href)")
}
