package web

import (
	"context"

	"pledgebook"
	"pledgebook/internal/reporting"
)

// placeLink is a part of the desk as its navigation names it.
type placeLink struct {
	path, here string
	name       Text
	apart      bool // set apart from those before: for those who work here
}

// menu lists the parts of the desk; those that are not plugged in are left out.
var menu = []placeLink{
	{"/entries", "entries", "Entries", false},
	{"/donors", "donors", "Donors", false},
	{"/receivers", "receivers", "Receivers", false},
	{"/board", "board", "Needs", false},
	{"/calendar", "calendar", "Calendar", false},
	{"/compare", "compare", "Compare", false},
	{"/search", "search", "Search", false},
	{"/add", "add", "Add", true},
	{"/inbox", "inbox", "Inbox", true},
}

// lesser are the parts that the foot of every page leads to.
var lesser = []placeLink{
	{"/trackers", "trackers", "Trackers", false},
	{"/quotes", "quotes", "Quotes", false},
	{"/meetings", "meetings", "Meetings", false},
	{"/mechanisms", "mechanisms", "Mechanisms", false},
}

func (d *Desk) places(ctx context.Context) []placeLink {
	return d.plugged(menu, d.Reviews(ctx))
}

func (d *Desk) further() []placeLink { return d.plugged(lesser, true) }

func (d *Desk) plugged(all []placeLink, reviews bool) (out []placeLink) {
	for _, p := range all {
		if d.routes["GET "+p.path] && (!p.apart || reviews) && (p.path != "/add" || d.TakesIn()) {
			out = append(out, p)
		}
	}
	return out
}

// Has reports whether a page of the desk answers at a pattern, such as
// "GET /donors".
func (d *Desk) Has(pattern string) bool { return d.routes[pattern] }

// PartyPath is the address of a party's page in a role.
func PartyPath(role reporting.Role, p pledgebook.PartyID) string {
	return "/" + string(role) + "/" + pathEscape(string(p))
}

// Party names a party.
func Party(ctx context.Context, p pledgebook.PartyID) string {
	return In(ctx).Parties([]pledgebook.PartyID{p})
}

// Counted writes a whole number.
func Counted(ctx context.Context, n int) string { return In(ctx).Count(n) }
