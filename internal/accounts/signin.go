package accounts

import (
	"context"
	"time"

	"pledgebook"
	"pledgebook/internal/access"
)

// errWrong is the one answer to a wrong name, a wrong password and an account
// that may not sign in: it tells nobody which accounts there are.
var errWrong = pledgebook.Errorf(pledgebook.Invalid, "The name or the password is not right.")

// Password signs an account in by its password. It fails with
// [pledgebook.Invalid] alike for a wrong name and a wrong password, and with
// [pledgebook.TooMany], without looking, after too many failures.
func (s *Service) Password(ctx context.Context, login, password string, by By) (access.Account, error) {
	login = fold(login)
	done, err := s.guard(ctx, "account "+login, by.Address)
	if err != nil {
		return access.Account{}, err
	}
	a, err := s.store.Account(ctx, access.ByLogin, login)
	if err != nil && pledgebook.KindOf(err) != pledgebook.NotFound {
		return a, err
	}
	right, err := s.matches(ctx, password, a.Password)
	if err != nil {
		return a, err
	}
	if !right || !a.Disabled.IsZero() {
		s.note(ctx, by, "sign-in refused", a.Login, "password")
		return access.Account{}, errWrong
	}
	done()
	return a, s.welcome(ctx, a, by, "password")
}

// guard counts a try at something secret, and refuses it where too many failed.
// done is called where the try was right.
func (s *Service) guard(ctx context.Context, key, address string) (done func(), err error) {
	now := s.now()
	where := "address " + access.Neighbourhood(address)
	for _, limit := range []struct {
		key  string
		most int
	}{{where, access.MostPerAddress}, {key, access.MostPerAccount}} {
		if limit.key == "" {
			continue
		}
		tries, err := s.store.Try(ctx, limit.key, now, now.Add(-access.GuessWindow))
		if err != nil {
			return nil, err
		}
		if wait := tries.Wait(limit.most, now); wait > 0 {
			return nil, tooMany(wait)
		}
	}
	return func() {
		ctx := context.WithoutCancel(ctx)
		_ = s.store.Forgive(ctx, where, false) // at worst a later try is refused too early
		_ = s.store.Forgive(ctx, key, true)
	}, nil
}

func tooMany(wait time.Duration) error {
	minutes := int((wait + time.Minute - 1) / time.Minute)
	return lockedOut{pledgebook.Errorf(pledgebook.TooMany, "Too many tries failed. Wait %d min, then try again; an administrator's link works at once.", minutes), minutes}
}

// lockedOut is the answer after too many failures; it says for how many minutes.
type lockedOut struct {
	error
	minutes int
}

func (l lockedOut) Unwrap() error { return l.error }

// RetryAfter is how long to wait.
func (l lockedOut) RetryAfter() time.Duration { return time.Duration(l.minutes) * time.Minute }

// welcome notes that an account signed in.
func (s *Service) welcome(ctx context.Context, a access.Account, by By, how string) error {
	by.Login = a.Login
	s.note(ctx, by, "signed in", a.Login, how)
	return s.store.ChangeAccount(ctx, a.ID, func(a *access.Account, _ []access.Account) error { a.Seen = s.now(); return nil })
}

// ChangePassword sets a new password for whoever knows the old one. All other
// sessions of the account end. [pledgebook.Invalid]: the old one is wrong, or
// the new one will not do. [pledgebook.TooMany].
func (s *Service) ChangePassword(ctx context.Context, a access.Account, old, password string, by By) error {
	done, err := s.guard(ctx, "account "+a.Login, by.Address)
	if err != nil {
		return err
	}
	if a.Password != "" {
		right, err := s.matches(ctx, old, a.Password)
		if err != nil {
			return err
		}
		if !right {
			s.note(ctx, by, "password change refused", a.Login, "")
			return pledgebook.Errorf(pledgebook.Invalid, "The password that you have now is not right. Nothing was changed.")
		}
	}
	done()
	if err := checkPassword(password, a.Login, a.Name); err != nil {
		return err
	}
	hash, err := s.hash(ctx, password)
	if err != nil {
		return err
	}
	now := s.now()
	err = s.store.ChangeAccount(ctx, a.ID, func(a *access.Account, _ []access.Account) error { a.Password, a.Ended = hash, now; return nil })
	if err == nil {
		err = s.store.DropSessions(ctx, a.ID, "")
	}
	if err != nil {
		return err
	}
	s.note(ctx, by, "password changed", a.Login, "")
	return s.begin(ctx, a)
}
