package printing

import (
	"strings"
	"time"

	"pledgebook/internal/access"
	"pledgebook/internal/citing"
)

// columns are plain columns of the given titles.
func columns(titles ...string) []Column {
	out := make([]Column, len(titles))
	for i, t := range titles {
		out[i] = Column{Title: t}
	}
	return out
}

const minute = "2006-01-02 15:04"

// Accounts lists who may sign in.
func Accounts(s *Screen, all []access.Account) {
	t := Table{Columns: columns("login", "name", "role", "last signed in")}
	for _, a := range all {
		seen := "never"
		switch {
		case !a.Disabled.IsZero():
			seen = "disabled " + a.Disabled.Format(minute)
		case !a.Seen.IsZero():
			seen = a.Seen.Format(minute)
		}
		t.Row([]string{a.Login, citing.OneLine(a.Name), string(a.Role), seen})
	}
	t.Print(s)
}

// Tokens lists what programs use; logins names their accounts.
func Tokens(s *Screen, tokens []access.Token, logins map[string]string, now time.Time) {
	t := Table{Columns: columns("token", "account", "scope", "for", "works", "last used")}
	for _, k := range tokens {
		works := "until " + k.Expires.Format(minute)
		switch {
		case !k.Revoked.IsZero():
			works = "revoked " + k.Revoked.Format(minute)
		case !k.Works(now):
			works = "over since " + k.Expires.Format(minute)
		}
		seen := "never"
		if !k.Seen.IsZero() {
			seen = k.Seen.Format(minute)
		}
		t.Row([]string{short(k.ID), logins[k.Account], string(k.Scope), citing.OneLine(k.Name), works, seen})
	}
	t.Print(s)
}

// AccountLog writes the log of accounts, the latest first.
func AccountLog(s *Screen, notes []access.Note) {
	for _, n := range notes {
		parts := []string{n.At.UTC().Format(minute), n.Act}
		for _, p := range []struct{ before, what string }{{"", n.On}, {"", n.Detail}, {"by ", n.Who}, {"from ", n.Address}} {
			if p.what != "" {
				parts = append(parts, p.before+citing.OneLine(p.what))
			}
		}
		s.Printf("%s\n", strings.Join(parts, "  "))
	}
}
