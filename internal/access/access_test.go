package access

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pledgebook"
)

var now = time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC)

func viewer(role pledgebook.Role, account string) pledgebook.Viewer {
	return pledgebook.Viewer{Role: role, Account: account}
}

// Who sees which level: nobody signed in, a reader, a reviewer, an editor, one
// who is named, an administrator.
func TestWhoMaySee(t *testing.T) {
	viewers := []pledgebook.Viewer{{}, viewer(pledgebook.RoleReader, "r"), viewer(pledgebook.RoleReviewer, "v"),
		viewer(pledgebook.RoleEditor, "e"), viewer(pledgebook.RoleReader, "zoe"), viewer(pledgebook.RoleAdministrator, "a")}
	for _, c := range []struct {
		access pledgebook.Access
		want   string
	}{
		{pledgebook.Access{}, "yyyyyy"},
		{pledgebook.Access{Level: pledgebook.LevelPublic}, "yyyyyy"},
		{pledgebook.Access{Level: pledgebook.LevelTeam}, "-yyyyy"},
		{pledgebook.Access{Level: pledgebook.LevelEmbargoed, Until: now.Add(1)}, "-yyyyy"},
		{pledgebook.Access{Level: pledgebook.LevelEmbargoed, Until: now}, "yyyyyy"},
		{pledgebook.Access{Level: pledgebook.LevelRestricted, Names: []string{"zoe"}}, "----yy"},
		{pledgebook.Access{Level: pledgebook.LevelRestricted, Names: []string{""}}, "-----y"},
		{pledgebook.Access{Level: "of a later version"}, "-----y"},
	} {
		got := ""
		for _, v := range viewers {
			if MaySee(v, c.access, now) {
				got += "y"
			} else {
				got += "-"
			}
		}
		if got != c.want {
			t.Errorf("%+v is seen by %s, want %s", c.access, got, c.want)
		}
	}
}

func TestWhoMayDecide(t *testing.T) {
	review, edit := pledgebook.Accept, pledgebook.SetAccess
	for _, c := range []struct {
		role         pledgebook.Role
		scope        pledgebook.TokenScope
		review, edit bool
	}{
		{"", "", false, false}, {pledgebook.RoleReader, "", false, false}, {"king", "", false, false},
		{pledgebook.RoleReviewer, "", true, false}, {pledgebook.RoleEditor, "", true, true}, {pledgebook.RoleAdministrator, "", true, true},
		{pledgebook.RoleAdministrator, pledgebook.ScopeRead, false, false}, {pledgebook.RoleEditor, pledgebook.ScopeReview, true, false}, {pledgebook.RoleEditor, pledgebook.ScopeAdmin, true, true},
		{pledgebook.RoleReader, pledgebook.ScopeAdmin, false, false}, {pledgebook.RoleReviewer, pledgebook.ScopeAdmin, true, false}, {pledgebook.RoleEditor, "all", false, false},
	} {
		v := pledgebook.Viewer{Role: c.role, Scope: c.scope}
		if MayDecide(v, review) != c.review || MayDecide(v, edit) != c.edit || MayUndo(v, pledgebook.Decision{Verb: edit}) != c.edit {
			t.Errorf("%s with scope %q: review %v, edit %v", c.role, c.scope, MayDecide(v, review), MayDecide(v, edit))
		}
		if MayAdminister(v) != (c.role == pledgebook.RoleAdministrator && c.scope != pledgebook.ScopeRead) {
			t.Errorf("%s with scope %q: administers %v", c.role, c.scope, MayAdminister(v))
		}
	}
}

func TestAccessIsReadBack(t *testing.T) {
	for _, a := range []pledgebook.Access{{Level: pledgebook.LevelPublic}, {Level: pledgebook.LevelTeam},
		{Level: pledgebook.LevelEmbargoed, Until: now}, {Level: pledgebook.LevelRestricted, Names: []string{"ana", "ben"}}} {
		got, err := Read(Set(a))
		if diff := cmp.Diff(a, got); err != nil || diff != "" {
			t.Errorf("%v: %s", err, diff)
		}
	}
	for name, set := range map[string]map[string]string{
		"no level": {}, "unknown level": {"level": "secret"}, "no time": {"level": "embargoed"}, "no names": {"level": "restricted"},
		"no such time": {"level": "embargoed", "until": "tomorrow"}, "a time too many": {"level": "team", "until": "2026-11-27T09:00:00Z"},
		"names too many": {"level": "public", "names": "ana"}, "an unknown field": {"level": "public", "stage": "pledge"},
	} {
		if _, err := Read(set); pledgebook.KindOf(err) != pledgebook.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func decision(n int, verb pledgebook.DecisionVerb, set map[string]string, on ...string) pledgebook.Decision {
	return pledgebook.Decision{ID: string(rune('a' + n)), Verb: verb, Set: set, On: on, At: now.Add(time.Duration(n))}
}

// The last decision about a thing holds; one taken back does not, and one that
// nobody can read lets nobody see.
func TestPolicy(t *testing.T) {
	team, public := Set(pledgebook.Access{Level: pledgebook.LevelTeam}), Set(pledgebook.Access{Level: pledgebook.LevelPublic})
	undo := decision(5, pledgebook.Undo, nil)
	undo.Undoes = "c"
	p := PolicyOf([]pledgebook.Decision{
		decision(1, pledgebook.SetAccess, team, "x", "y"), decision(2, pledgebook.SetAccess, public, "y", "z"), decision(3, pledgebook.Accept, nil, "x"),
		decision(4, pledgebook.SetAccess, map[string]string{"level": "?"}, "w"), undo,
	})
	hidden, until := p.Hidden(pledgebook.Viewer{}, now)
	if diff := cmp.Diff(map[string]bool{"x": true, "y": true, "w": true}, hidden); diff != "" || !until.IsZero() {
		t.Errorf("hidden until %s: %s", until, diff)
	}
	early, late := now.Add(time.Hour), now.Add(2*time.Hour)
	p = Policy{"a": {Level: pledgebook.LevelEmbargoed, Until: late}, "b": {Level: pledgebook.LevelEmbargoed, Until: early}, "c": {Level: pledgebook.LevelRestricted, Names: []string{"zoe"}}}
	if _, until := p.Hidden(pledgebook.Viewer{}, now); !until.Equal(early) {
		t.Errorf("holds until %s, want %s", until, early)
	}
	if !p.Names("zoe") || p.Names("") || p.Names("ben") {
		t.Error("the policy names somebody else")
	}
}
