package access

import (
	"context"
	"time"

	"pledgebook"
)

// Account is a person who may sign in. Accounts are never removed, so that a
// name to sign in with always means the same person; they are disabled.
type Account struct {
	ID    string // random
	Login string // the name to sign in with, in lower case; nobody else's
	Name  string // what stands on decisions; nobody else's
	Role  pledgebook.Role
	// Password is the hash of the password, "" for none.
	Password string
	// Subject names the account at the organisation that vouches for it: issuer
	// and subject, parted by a space; "" for none.
	Subject  string
	Made     time.Time
	Seen     time.Time // when it last signed in; zero for never
	Disabled time.Time // zero while it may sign in
	// Ended is when all its sessions were ended: one begun before is over, also
	// where a request still under way keeps it.
	Ended time.Time
	// Language is the code of the one that it reads the pages in, "" for that of
	// each browser.
	Language string
}

// Viewer is the account as somebody who asks, by a session or by a token of a scope.
func (a Account) Viewer(scope pledgebook.TokenScope) pledgebook.Viewer {
	return pledgebook.Viewer{Account: a.Login, Name: a.Name, Role: a.Role, Scope: scope}
}

// Session is one browser in which an account is signed in, or one that is on
// the way there.
type Session struct {
	Hash    string // of its token
	Account string // id; "" until somebody signed in
	Device  string // as the browser names itself, in words
	Data    []byte // whatever else it remembers
	Made    time.Time
	Seen    time.Time
	Expires time.Time
}

// Token lets a program use the API as an account.
type Token struct {
	ID      string
	Account string // id
	Name    string // what it is for
	Scope   pledgebook.TokenScope
	Hash    string
	Made    time.Time
	Seen    time.Time // zero for never
	Expires time.Time
	Revoked time.Time // zero while it works
}

// Works reports whether a token lets anybody in at a time.
func (t Token) Works(now time.Time) bool { return t.Revoked.IsZero() && now.Before(t.Expires) }

// Link is a one-time link: it makes an account, or lets one set its password.
type Link struct {
	Hash    string
	Account string          // id, of whom it lets set a password; "" for a new account
	Role    pledgebook.Role // of the new account
	By      string          // login of who made it; "" for the program itself
	Made    time.Time
	Expires time.Time
	Used    time.Time // zero until it is used
}

// Passkey is a key that an account's device keeps.
type Passkey struct {
	ID         []byte
	Account    string // id
	Name       string
	Credential []byte // as the WebAuthn library keeps it, JSON
	Made       time.Time
	Seen       time.Time // zero for never
}

// Note is one line of the log of sign-ins and of changes to accounts. It is
// append only and holds nothing secret.
type Note struct {
	At      time.Time
	Who     string // login; "" for nobody known
	Act     string
	On      string // login of the account it is about
	Address string // where it came from
	Detail  string
}

// Tries counts failed tries under one key since a moment.
type Tries struct {
	Count int
	Since time.Time
}

// Store keeps accounts beside the book. They are no part of the book: neither
// in its chain nor in its backups. Its errors have the kinds that
// [pledgebook.Book] names; further ones are named with each method.
type Store interface {
	// Accounts are all accounts, by login.
	Accounts(ctx context.Context) ([]Account, error)
	// Account finds an account by id, login or subject. [pledgebook.NotFound].
	Account(ctx context.Context, by AccountKey, value string) (Account, error)
	// ChangeAccount changes an account in one transaction, in which nobody else
	// changes any. [pledgebook.NotFound]; [pledgebook.Conflict]: the name or the
	// subject is another's; else what change returns.
	ChangeAccount(ctx context.Context, id string, change func(a *Account, all []Account) error) error

	// AddLink keeps a one-time link.
	AddLink(ctx context.Context, l Link) error
	// Links are those that can still be used, the latest first.
	Links(ctx context.Context, now time.Time) ([]Link, error)
	// UseLink uses a link up, and keeps the account that use makes of it: a new
	// one, or the one the link is for. Where use fails the link stays as it was.
	// [pledgebook.NotFound]: no such link, or used or expired.
	// [pledgebook.Conflict]: login, name or subject is another's.
	UseLink(ctx context.Context, hash string, now time.Time, use func(l Link, a *Account) error) (Account, error)
	// DropLink makes a link useless.
	DropLink(ctx context.Context, hash string) error

	// SaveSession keeps a session, new or known.
	SaveSession(ctx context.Context, s Session) error
	// Session finds a session that has not expired. [pledgebook.NotFound].
	Session(ctx context.Context, hash string, now time.Time) (Session, error)
	// TouchSession notes that a session was used.
	TouchSession(ctx context.Context, hash string, now time.Time) error
	// Sessions are an account's, the last used first.
	Sessions(ctx context.Context, account string, now time.Time) ([]Session, error)
	// DropSession ends a session, if it is there.
	DropSession(ctx context.Context, hash string) error
	// DropSessions ends all of an account's sessions but one.
	DropSessions(ctx context.Context, account, but string) error

	// AddToken keeps a token.
	AddToken(ctx context.Context, t Token) error
	// Tokens are an account's, the latest first; everybody's for "".
	Tokens(ctx context.Context, account string) ([]Token, error)
	// Token finds a token by its hash. [pledgebook.NotFound].
	Token(ctx context.Context, hash string) (Token, error)
	// RevokeToken ends a token of an account. [pledgebook.NotFound].
	RevokeToken(ctx context.Context, account, id string, now time.Time) error
	// TouchToken notes that a token was used.
	TouchToken(ctx context.Context, id string, now time.Time) error

	// SavePasskey keeps a passkey, new or known.
	SavePasskey(ctx context.Context, p Passkey) error
	// Passkeys are an account's, the oldest first.
	Passkeys(ctx context.Context, account string) ([]Passkey, error)
	// DropPasskey removes a passkey of an account. [pledgebook.NotFound].
	DropPasskey(ctx context.Context, account string, id []byte) error

	// Try counts a try under a key, the first one since a moment that is not
	// before begin, and returns the count with this one.
	Try(ctx context.Context, key string, now, begin time.Time) (Tries, error)
	// Forgive takes one try back, or all of them.
	Forgive(ctx context.Context, key string, all bool) error

	// Note adds a line to the log.
	Note(ctx context.Context, n Note) error
	// Notes are the last lines of the log, the latest first, about one login
	// where that is not "".
	Notes(ctx context.Context, about string, most int) ([]Note, error)

	// Sweep forgets sessions, links and counts that are over.
	Sweep(ctx context.Context, now time.Time) error
}

// AccountKey is what an account is found by.
type AccountKey string

// The keys of an account.
const (
	ByID      AccountKey = "id"
	ByLogin   AccountKey = "login"
	BySubject AccountKey = "subject"
)
