// Package access says who may see and who may do what. It is pure: the viewer,
// the decisions and the time are handed in. Every page, answer, feed and export
// asks it through the ledger that pipeline.Seen cuts to what a viewer may see.
package access

import (
	"slices"
	"strings"
	"time"

	"pledgebook"
)

// SeesUnreviewed reports whether a viewer sees what no reviewer has accepted.
// A token for reading does not narrow that: it shows what its account sees.
func SeesUnreviewed(v pledgebook.Viewer) bool { return v.Role.AtLeast(pledgebook.RoleReviewer) }

// MayDecide reports whether a viewer may make a decision of a kind.
func MayDecide(v pledgebook.Viewer, verb pledgebook.DecisionVerb) bool {
	switch verb {
	case pledgebook.SetAccess, pledgebook.Retract, pledgebook.Redact:
		return v.Role.AtLeast(pledgebook.RoleEditor) && v.Scope.Allows(pledgebook.ScopeAdmin)
	}
	return v.Role.AtLeast(pledgebook.RoleReviewer) && v.Scope.Allows(pledgebook.ScopeReview)
}

// MayUndo reports whether a viewer may take a decision back: whoever may make
// such a one.
func MayUndo(v pledgebook.Viewer, undone pledgebook.Decision) bool {
	return MayDecide(v, pledgebook.Undo) && MayDecide(v, undone.Verb)
}

// MayAdminister reports whether a viewer may look after accounts.
func MayAdminister(v pledgebook.Viewer) bool {
	return v.Role.AtLeast(pledgebook.RoleAdministrator) && v.Scope.Allows(pledgebook.ScopeAdmin)
}

// MaySee reports whether a level lets a viewer see a thing at a time. An
// embargo is over at the very moment it names.
func MaySee(v pledgebook.Viewer, a pledgebook.Access, now time.Time) bool {
	team := v.Role != ""
	if v.Role.AtLeast(pledgebook.RoleAdministrator) {
		return true
	}
	switch a.Level {
	case "", pledgebook.LevelPublic:
		return true
	case pledgebook.LevelTeam:
		return team
	case pledgebook.LevelEmbargoed:
		return team || !now.Before(a.Until)
	case pledgebook.LevelRestricted:
		return v.Account != "" && slices.Contains(a.Names, v.Account)
	}
	return false // a level that a newer program wrote
}

// Policy is who may see what, by the decisions that stand. Each claim and each
// report has a place of its own in it; what is decided of an entry is decided
// of the claims named with it.
type Policy map[string]pledgebook.Access

// PolicyOf reads the policy out of decisions. The last one about a thing holds.
func PolicyOf(decisions []pledgebook.Decision) Policy {
	p := Policy{}
	var bearing []pledgebook.Decision // few, of very many decisions
	for _, d := range decisions {
		if d.Verb == pledgebook.SetAccess || d.Verb == pledgebook.Undo {
			bearing = append(bearing, d)
		}
	}
	for _, d := range pledgebook.Standing(bearing) {
		if d.Verb != pledgebook.SetAccess {
			continue
		}
		a, err := Read(d.Set)
		if err != nil {
			a = pledgebook.Access{Level: "unknown"} // an administrator alone sees it, and can mend it
		}
		for _, id := range d.On {
			p[id] = a
		}
	}
	return p
}

// Hidden are the ids that the policy keeps from a viewer, and the moment at
// which an embargo among them ends first; zero where none does.
func (p Policy) Hidden(v pledgebook.Viewer, now time.Time) (ids map[string]bool, until time.Time) {
	ids = map[string]bool{}
	for id, a := range p {
		if MaySee(v, a, now) {
			continue
		}
		ids[id] = true
		if a.Level == pledgebook.LevelEmbargoed && (until.IsZero() || a.Until.Before(until)) {
			until = a.Until
		}
	}
	return ids, until
}

// Names reports whether an account stands among the people that anything is
// restricted to.
func (p Policy) Names(account string) bool {
	for _, a := range p {
		if account != "" && slices.Contains(a.Names, account) {
			return true
		}
	}
	return false
}

// The fields of a decision on access.
const (
	levelField = "level"
	untilField = "until"
	namesField = "names"
)

// Set writes access as a decision keeps it.
func Set(a pledgebook.Access) map[string]string {
	set := map[string]string{levelField: string(a.Level)}
	if !a.Until.IsZero() {
		set[untilField] = a.Until.UTC().Format(time.RFC3339)
	}
	if len(a.Names) > 0 {
		set[namesField] = strings.Join(a.Names, " ")
	}
	return set
}

// Read reads access from what a decision sets. It fails with
// [pledgebook.Invalid] where a level lacks what it needs or has what it does not.
func Read(set map[string]string) (a pledgebook.Access, err error) {
	for field, value := range set {
		switch field {
		case levelField:
			a.Level = pledgebook.Level(value)
		case untilField:
			if a.Until, err = time.Parse(time.RFC3339, value); err != nil {
				return a, pledgebook.Errorf(pledgebook.Invalid, "the embargo ends at %.40q, which is no time; write it as 2026-11-27T09:00:00Z", value)
			}
		case namesField:
			a.Names = strings.Fields(value)
		default:
			return a, pledgebook.Errorf(pledgebook.Invalid, "access has no field %.40q; it has level, until and names", field)
		}
	}
	return a, check(a)
}

func check(a pledgebook.Access) error {
	embargoed, restricted := a.Level == pledgebook.LevelEmbargoed, a.Level == pledgebook.LevelRestricted
	switch {
	case !slices.Contains(pledgebook.Levels, a.Level):
		return pledgebook.Errorf(pledgebook.Invalid, "%.40q is no level of access; the levels are public, team, embargoed and restricted", a.Level)
	case embargoed && a.Until.IsZero():
		return pledgebook.Errorf(pledgebook.Invalid, "an embargo needs the time at which it ends")
	case restricted && len(a.Names) == 0:
		return pledgebook.Errorf(pledgebook.Invalid, "what is restricted needs the accounts that may see it")
	case !embargoed && !a.Until.IsZero(), !restricted && len(a.Names) > 0:
		return pledgebook.Errorf(pledgebook.Invalid, "only an embargo has a time, and only what is restricted has names")
	}
	return nil
}
