package web

import (
	"context"
	"net/url"
	"strings"
	"time"

	"pledgebook"
	"pledgebook/internal/access"
)

// AccessPath is the page on which editors say who may see a thing.
func AccessPath(id string) string { return "/access/" + url.PathEscape(id) }

// MaySetAccess reports whether whoever asks may say who sees what.
func (d *Desk) MaySetAccess(ctx context.Context) bool {
	return access.MayDecide(d.Viewer(ctx), pledgebook.SetAccess)
}

// AccessOf is who may see a thing that goes by any of some ids: the first
// decision on one of them that keeps it from somebody.
func (v *View) AccessOf(ids ...string) (a pledgebook.Access) {
	for _, id := range ids {
		if found := v.policy[id]; found.Level != "" {
			if a = found; a.Level != pledgebook.LevelPublic {
				break
			}
		}
	}
	return a
}

// badged reports whether a viewer is told of a level: the team is, of what not
// everybody sees.
func (v *View) badged(a pledgebook.Access) bool {
	return v.team && a.Level != "" && a.Level != pledgebook.LevelPublic
}

// AccessWords say who may see a thing.
func AccessWords(ctx context.Context, a pledgebook.Access) string {
	switch a.Level {
	case "", pledgebook.LevelPublic:
		return Say(ctx, "Public.")
	case pledgebook.LevelTeam:
		return Say(ctx, "For the team alone.")
	case pledgebook.LevelEmbargoed:
		return Say(ctx, "Embargoed until %s.", Minute(ctx, a.Until))
	case pledgebook.LevelRestricted:
		return Say(ctx, "Restricted to %s.", strings.Join(a.Names, ", "))
	}
	return Say(ctx, "Hidden by a level that this program does not know.")
}

// Minute writes a time to the minute.
func Minute(ctx context.Context, t time.Time) string { return In(ctx).Moment(t) }
