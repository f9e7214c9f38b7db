package pledgebook

import (
	"slices"
	"time"
)

// Viewer is who asks: for a page, an answer of the API, a feed, an export. The
// zero value is somebody who has not signed in.
type Viewer struct {
	// Account is the name to sign in with; "" for nobody who signed in, and for
	// the owner of a book at this computer.
	Account string
	// Name is what stands on decisions.
	Name string
	Role Role
	// Scope is the most that the viewer's token allows; "" where no token
	// limits what the role may do.
	Scope TokenScope
}

// Owner is whoever works at the computer that the book lies on: nobody has to
// sign in there, and nothing is hidden.
var Owner = Viewer{Role: RoleAdministrator}

// Role is what an account may do. Each may also do what those before it may.
type Role string

// The roles.
const (
	RoleReader        Role = "reader"        // reads what is published, and what is kept to the team
	RoleReviewer      Role = "reviewer"      // sees what nobody has reviewed, and decides on it
	RoleEditor        Role = "editor"        // says who may see what, takes reports back and down
	RoleAdministrator Role = "administrator" // looks after accounts
)

// Roles lists the roles, from the one that may least.
var Roles = []Role{RoleReader, RoleReviewer, RoleEditor, RoleAdministrator}

// AtLeast reports whether a role may do what another may.
func (r Role) AtLeast(other Role) bool {
	return slices.Index(Roles, r) >= slices.Index(Roles, other)
}

// TokenScope is the most that an API token allows its bearer, within what the role
// of the token's account allows.
type TokenScope string

// The scopes. Each allows also what those before it allow.
const (
	ScopeRead   TokenScope = "read"
	ScopeReview TokenScope = "review" // what a reviewer decides
	ScopeAdmin  TokenScope = "admin"  // what editors decide, too
)

// TokenScopes lists the scopes, from the narrowest.
var TokenScopes = []TokenScope{ScopeRead, ScopeReview, ScopeAdmin}

// Allows reports whether a scope allows what another allows; "" allows everything.
func (s TokenScope) Allows(other TokenScope) bool {
	return s == "" || slices.Index(TokenScopes, s) >= slices.Index(TokenScopes, other)
}

// Level is to whom an entry or a report may be shown.
type Level string

// The levels. To readers, every level shows an entry only once a reviewer has
// accepted it.
const (
	LevelPublic     Level = "public"     // everybody
	LevelTeam       Level = "team"       // everybody with an account
	LevelEmbargoed  Level = "embargoed"  // the team; from a stated time on, everybody
	LevelRestricted Level = "restricted" // the people named, and administrators
)

// Levels lists the levels.
var Levels = []Level{LevelPublic, LevelTeam, LevelEmbargoed, LevelRestricted}

// Access is who may see an entry or a report. Editors set it by a decision; the
// zero value is public.
type Access struct {
	Level Level
	// Until is when an embargo ends.
	Until time.Time
	// Names are the accounts that may see what is restricted.
	Names []string
}
