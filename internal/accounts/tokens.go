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

// tokenMark begins every token, so that scanners for leaked secrets know it.
const tokenMark = "pledgebook_"

// TokenLives are the days for which a token may be made.
var TokenLives = []int{30, 90, 365}

// MakeToken makes a token for an account. It is shown this once. [pledgebook.Invalid].
func (s *Service) MakeToken(ctx context.Context, a access.Account, name string, scope pledgebook.TokenScope, days int, by By) (string, error) {
	name = strings.TrimSpace(name)
	switch {
	case name == "" || utf8.RuneCountInString(name) > longestName || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }):
		return "", pledgebook.Errorf(pledgebook.Invalid, "Say in up to %d printable characters what the token is for.", longestName)
	case !slices.Contains(pledgebook.TokenScopes, scope):
		return "", pledgebook.Errorf(pledgebook.Invalid, "%.40q is no scope; the scopes are read, review and admin", scope)
	case !slices.Contains(TokenLives, days):
		return "", pledgebook.Errorf(pledgebook.Invalid, "A token works for 30, 90 or 365 days.")
	}
	token, now := tokenMark+secret(), s.now()
	err := s.store.AddToken(ctx, access.Token{ID: newID(), Account: a.ID, Name: name, Scope: scope, Hash: hashOf(token), Made: now, Expires: now.Add(time.Duration(days) * 24 * time.Hour)})
	if err != nil {
		return "", err
	}
	s.note(ctx, by, "token made", a.Login, string(scope)+": "+name)
	return token, nil
}

// Tokens are an account's, the latest first.
func (s *Service) Tokens(ctx context.Context, a access.Account) ([]access.Token, error) {
	return s.store.Tokens(ctx, a.ID)
}

// RevokeToken ends a token of an account. [pledgebook.NotFound].
func (s *Service) RevokeToken(ctx context.Context, a access.Account, id string, by By) error {
	if err := s.store.RevokeToken(ctx, a.ID, id, s.now()); err != nil {
		return err
	}
	s.note(ctx, by, "token revoked", a.Login, "")
	return nil
}

// Bearer is who a token lets in. It fails alike, with [pledgebook.Unauthorized],
// for a token that never was, that is over or revoked, and whose account is
// disabled; with [pledgebook.TooMany] after too many of those.
func (s *Service) Bearer(ctx context.Context, token, address string) (pledgebook.Viewer, error) {
	none := pledgebook.Errorf(pledgebook.Unauthorized, "The token is not valid, or no longer.")
	t, err := s.store.Token(ctx, hashOf(token))
	if err != nil && pledgebook.KindOf(err) != pledgebook.NotFound {
		return pledgebook.Viewer{}, err
	}
	now := s.now()
	var a access.Account
	if err == nil && t.Works(now) {
		if a, err = s.store.Account(ctx, access.ByID, t.Account); err != nil {
			return pledgebook.Viewer{}, err
		}
	}
	if a.ID == "" || !a.Disabled.IsZero() {
		// Only what fails is counted: programs ask often.
		if _, err := s.guard(ctx, "", address); err != nil {
			return pledgebook.Viewer{}, err
		}
		return pledgebook.Viewer{}, none
	}
	if now.Sub(t.Seen) > touchedEvery {
		if err := s.store.TouchToken(ctx, t.ID, now); err != nil {
			return pledgebook.Viewer{}, err
		}
	}
	return a.Viewer(t.Scope), nil
}
