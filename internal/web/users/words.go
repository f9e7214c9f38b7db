package users

import (
	"context"
	"strings"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/web"
)

// may says what a role may do beyond those before it.
func may(ctx context.Context, r pledgebook.Role) string {
	switch r {
	case pledgebook.RoleReader:
		return web.Say(ctx, "reads what is kept to the team")
	case pledgebook.RoleReviewer:
		return web.Say(ctx, "decides on entries")
	case pledgebook.RoleEditor:
		return web.Say(ctx, "also says who may see what")
	case pledgebook.RoleAdministrator:
		return web.Say(ctx, "also looks after people")
	}
	return ""
}

func seen(ctx context.Context, a access.Account) string {
	if a.Seen.IsZero() {
		return web.Say(ctx, "never")
	}
	return web.Minute(ctx, a.Seen)
}

func by(ctx context.Context, l access.Link) string {
	if l.By == "" {
		return web.Say(ctx, "at the computer itself")
	}
	return web.Say(ctx, "by %s@somebody", l.By)
}

func (p people) linkWords(ctx context.Context, l access.Link) string {
	for _, a := range p.accounts {
		if a.ID == l.Account {
			return web.Say(ctx, "a new password for %s", a.Login)
		}
	}
	return web.Say(ctx, "a new %s", web.Term(ctx, l.Role))
}

func refused(n access.Note) bool { return strings.HasSuffix(n.Act, "refused") }

// joined is what was done, with what is said of it.
func joined(ctx context.Context, n access.Note) string {
	if n.Detail == "" {
		return web.Told(ctx, n.Act)
	}
	return web.Told(ctx, n.Act) + ": " + n.Detail
}
