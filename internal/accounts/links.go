package accounts

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"pledgebook"
	"pledgebook/internal/access"
)

// How long one-time links work.
const (
	inviteLife = 7 * 24 * time.Hour
	resetLife  = 24 * time.Hour
)

// WelcomePath and ResetPath are the pages that one-time links lead to. The code
// stands behind the #, which browsers send to no server: it is in no log and no
// referrer.
const (
	WelcomePath = "/welcome"
	ResetPath   = "/signin/reset"
)

// FirstLink is a one-time link that makes an administrator, while there is no
// account that may be one; "" where there is. A link made before stops working.
func (s *Service) FirstLink(ctx context.Context) (string, error) {
	all, err := s.store.Accounts(ctx)
	if err != nil || slices.ContainsFunc(all, administers) {
		return "", err
	}
	links, err := s.store.Links(ctx, s.now())
	if err != nil {
		return "", err
	}
	for _, l := range links {
		if l.By == "" && l.Account == "" {
			if err := s.store.DropLink(ctx, l.Hash); err != nil {
				return "", err
			}
		}
	}
	return s.link(ctx, access.Link{Role: pledgebook.RoleAdministrator}, resetLife)
}

// administers reports whether an account may look after the others.
func administers(a access.Account) bool {
	return a.Disabled.IsZero() && a.Role.AtLeast(pledgebook.RoleAdministrator)
}

// Invite is a one-time link that makes an account of a role.
func (s *Service) Invite(ctx context.Context, role pledgebook.Role, by By) (string, error) {
	if !slices.Contains(pledgebook.Roles, role) {
		return "", noRole(role)
	}
	s.note(ctx, by, "invited", "", string(role))
	return s.link(ctx, access.Link{Role: role, By: by.Login}, inviteLife)
}

func noRole(role pledgebook.Role) error {
	return pledgebook.Errorf(pledgebook.Invalid, "%.40q is no role; the roles are reader, reviewer, editor and administrator", role)
}

// ResetLink is a one-time link that lets an account set a new password.
func (s *Service) ResetLink(ctx context.Context, login string, by By) (string, error) {
	a, err := s.Find(ctx, login)
	if err != nil {
		return "", err
	}
	s.note(ctx, by, "reset link made", a.Login, "")
	return s.link(ctx, access.Link{Account: a.ID, Role: a.Role, By: by.Login}, resetLife)
}

func (s *Service) link(ctx context.Context, l access.Link, life time.Duration) (string, error) {
	code := secret()
	l.Hash, l.Made, l.Expires = hashOf(code), s.now(), s.now().Add(life)
	if err := s.store.AddLink(ctx, l); err != nil {
		return "", err
	}
	path := WelcomePath
	if l.Account != "" {
		path = ResetPath
	}
	return s.Address() + path + "#" + code, nil
}

// Links are the one-time links that nobody has used yet.
func (s *Service) Links(ctx context.Context) ([]access.Link, error) {
	return s.store.Links(ctx, s.now())
}

// DropLink makes a link useless, by its hash.
func (s *Service) DropLink(ctx context.Context, hash string, by By) error {
	s.note(ctx, by, "link withdrawn", "", "")
	return s.store.DropLink(ctx, hash)
}

// Wish is what somebody with a one-time link asks for.
type Wish struct {
	Code, Login, Name, Password string
	// Reset is true where the link is for a new password: login and name stay.
	Reset bool
}

// UseLink makes the account that a link promises, or sets its password, and
// ends all its sessions. [pledgebook.NotFound]: the link is used, over or none.
// [pledgebook.Invalid], [pledgebook.Conflict]: the wish cannot be granted; the
// link can be used again. [pledgebook.TooMany].
func (s *Service) UseLink(ctx context.Context, w Wish, by By) (access.Account, error) {
	done, err := s.guard(ctx, "", by.Address)
	if err != nil {
		return access.Account{}, err
	}
	w.Login, w.Name, w.Code = fold(w.Login), strings.TrimSpace(w.Name), strings.TrimSpace(w.Code)
	hash, err := s.hash(ctx, w.Password)
	if err != nil {
		return access.Account{}, err
	}
	now := s.now()
	act := "" // what was done, where the link is right
	a, err := s.store.UseLink(ctx, hashOf(w.Code), now, func(l access.Link, a *access.Account) error {
		if w.Reset != (l.Account != "") {
			return pledgebook.Errorf(pledgebook.NotFound, "This link is for another page; open it as it was given to you.")
		}
		act = "password set by link"
		if l.Account == "" {
			act = "account made"
			if err := checkNames(w.Login, w.Name); err != nil {
				return err
			}
			*a = access.Account{ID: newID(), Login: w.Login, Name: w.Name, Role: l.Role, Made: now}
		} else if !a.Disabled.IsZero() {
			return pledgebook.Errorf(pledgebook.Invalid, "This account is disabled; ask an administrator.")
		}
		if err := checkPassword(w.Password, a.Login, a.Name); err != nil {
			return err
		}
		a.Password, a.Ended, a.Seen = hash, now, now
		return nil
	})
	if act != "" {
		done() // whatever else is wrong: nothing was guessed
	}
	if err != nil {
		return a, err
	}
	by.Login = a.Login
	s.note(ctx, by, act, a.Login, string(a.Role))
	_ = s.store.Forgive(ctx, "account "+a.Login, true) // who sets the password has not guessed it
	return a, s.store.DropSessions(ctx, a.ID, "")
}

// The most characters of a login and of a name.
const (
	longestLogin = 100
	longestName  = 80
)

// checkNames says why a login or a name will not do.
func checkNames(login, name string) error {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("._-@+", r)
	}
	odd := func(r rune) bool { return !unicode.IsPrint(r) }
	switch {
	case login == "" || len(login) > longestLogin || strings.ContainsFunc(login, func(r rune) bool { return !plain(r) }):
		return pledgebook.Errorf(pledgebook.Invalid, "The name to sign in with is made of the letters a to z, digits and . _ - @ +, such as ana or ana@desk.example.")
	case name == "" || utf8.RuneCountInString(name) > longestName || !utf8.ValidString(name) || strings.ContainsFunc(name, odd):
		return pledgebook.Errorf(pledgebook.Invalid, "The name that stands on decisions has between 1 and %d characters, all of them printable.", longestName)
	}
	return nil
}
