package accounts

import (
	"context"
	"slices"
	"time"

	"pledgebook"
	"pledgebook/internal/access"
)

// SetRole gives an account another role. [pledgebook.Invalid]: no role, or
// nobody would be left to look after accounts.
func (s *Service) SetRole(ctx context.Context, login string, role pledgebook.Role, by By) error {
	if !slices.Contains(pledgebook.Roles, role) {
		return noRole(role)
	}
	return s.change(ctx, login, by, "role changed", string(role), func(a *access.Account) { a.Role = role })
}

// Disable keeps an account from signing in, and ends its sessions. Its tokens
// let nobody in while it is disabled.
func (s *Service) Disable(ctx context.Context, login string, by By) error {
	now := s.now()
	err := s.change(ctx, login, by, "disabled", "", func(a *access.Account) { a.Disabled, a.Ended = now, now })
	if err != nil {
		return err
	}
	a, err := s.Find(ctx, login)
	if err != nil {
		return err
	}
	return s.store.DropSessions(ctx, a.ID, "")
}

// Enable lets an account sign in again.
func (s *Service) Enable(ctx context.Context, login string, by By) error {
	return s.change(ctx, login, by, "enabled", "", func(a *access.Account) { a.Disabled = time.Time{} })
}

// Rename sets the name that stands on an account's decisions from now on.
// [pledgebook.Conflict]: it is somebody else's.
func (s *Service) Rename(ctx context.Context, login, name string, by By) error {
	if err := checkNames(fold(login), name); err != nil {
		return err
	}
	return s.change(ctx, login, by, "renamed", name, func(a *access.Account) { a.Name = name })
}

// Speak keeps the language that an account reads the pages in, by its code. It is
// no change that the log hears of.
func (s *Service) Speak(ctx context.Context, login, language string) error {
	found, err := s.Find(ctx, login)
	if err != nil {
		return err
	}
	return s.store.ChangeAccount(ctx, found.ID, func(a *access.Account, _ []access.Account) error {
		a.Language = language
		return nil
	})
}

// change changes an account and sees that somebody is left to look after all.
func (s *Service) change(ctx context.Context, login string, by By, act, detail string, do func(*access.Account)) error {
	found, err := s.Find(ctx, login)
	if err != nil {
		return err
	}
	err = s.store.ChangeAccount(ctx, found.ID, func(a *access.Account, all []access.Account) error {
		before := *a
		do(a)
		others := slices.DeleteFunc(all, func(o access.Account) bool { return o.ID == a.ID })
		if administers(before) && !administers(*a) && !slices.ContainsFunc(others, administers) {
			return pledgebook.Errorf(pledgebook.Invalid, "%s is the only administrator; make another one first.", a.Login)
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.note(ctx, by, act, found.Login, detail)
	return nil
}

// Sweep forgets sessions, links and counts that are over.
func (s *Service) Sweep(ctx context.Context) error { return s.store.Sweep(ctx, s.now()) }
