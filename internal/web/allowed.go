package web

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/matching"
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

// NamesOf are the ids that access to an entry is set under: its own, and the one
// that each of its claims founds, so that each keeps it whatever it joins.
func NamesOf(e pledgebook.Entry) []string {
	ids := []string{e.ID}
	for _, c := range e.Claims {
		if id := matching.EntryID(c); id != e.ID {
			ids = append(ids, id)
		}
	}
	return ids
}

// spread names an entry by all the ids that access to it is set under.
func (v *View) spread(ids []string) (out []string) {
	for _, id := range ids {
		names := []string{id}
		if e, ok := v.Entry(id); ok {
			names = NamesOf(e)
		}
		for _, name := range names {
			if !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// AccessWords say who may see a thing.
func AccessWords(a pledgebook.Access) string {
	switch a.Level {
	case "", pledgebook.LevelPublic:
		return "Public."
	case pledgebook.LevelTeam:
		return "For the team alone."
	case pledgebook.LevelEmbargoed:
		return "Embargoed until " + Minute(a.Until) + "."
	case pledgebook.LevelRestricted:
		return "Restricted to " + strings.Join(a.Names, ", ") + "."
	}
	return "Hidden by a level that this program does not know."
}

// Minute writes a time to the minute.
func Minute(t time.Time) string { return t.UTC().Format("2 Jan 2006, 15:04") + " UTC" }
