package users

import (
	"context"
	"strings"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/web"
)

// may says what a role may do beyond those before it.
func may(r pledgebook.Role) string {
	switch r {
	case pledgebook.RoleReader:
		return "reads what is kept to the team"
	case pledgebook.RoleReviewer:
		return "decides on entries"
	case pledgebook.RoleEditor:
		return "also says who may see what"
	case pledgebook.RoleAdministrator:
		return "also looks after people"
	}
	return ""
}

func seen(ctx context.Context, a access.Account) string {
	if a.Seen.IsZero() {
		return "never"
	}
	return web.Minute(ctx, a.Seen)
}

func by(l access.Link) string {
	if l.By == "" {
		return "at the computer itself"
	}
	return "by " + l.By
}

func (p people) linkWords(l access.Link) string {
	for _, a := range p.accounts {
		if a.ID == l.Account {
			return "a new password for " + a.Login
		}
	}
	return "a new " + string(l.Role)
}

func refused(n access.Note) bool { return strings.HasSuffix(n.Act, "refused") }

// joined is what was done, with what is said of it.
func joined(n access.Note) string {
	if n.Detail == "" {
		return n.Act
	}
	return n.Act + ": " + n.Detail
}
