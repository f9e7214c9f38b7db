package storage

import (
	"encoding/hex"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"pledgebook"
	"pledgebook/internal/access"
)

// The tables of accounts as rows, and what the rows stand for.

type accountRow struct {
	bun.BaseModel `bun:"table:account"`
	ID            string          `bun:"id,pk"`
	Login         string          `bun:"login"`
	Name          string          `bun:"name"`
	Folded        string          `bun:"folded"`
	Role          pledgebook.Role `bun:"role"`
	Password      string          `bun:"password"`
	Subject       string          `bun:"subject,nullzero"`
	MadeAt        moment          `bun:"made_at"`
	SeenAt        moment          `bun:"seen_at"`
	DisabledAt    moment          `bun:"disabled_at"`
	EndedAt       moment          `bun:"ended_at"`
	Language      string          `bun:"language"`
}

func newAccountRow(a access.Account) accountRow {
	return accountRow{ID: a.ID, Login: indexed(a.Login), Name: indexed(a.Name), Folded: strings.ToLower(indexed(a.Name)), Role: a.Role, Password: a.Password,
		Subject: indexed(a.Subject), MadeAt: at(a.Made), SeenAt: at(a.Seen), DisabledAt: at(a.Disabled), EndedAt: at(a.Ended), Language: indexed(a.Language)}
}

func (r accountRow) account() access.Account {
	return access.Account{ID: r.ID, Login: r.Login, Name: r.Name, Role: r.Role, Password: r.Password, Subject: r.Subject,
		Made: r.MadeAt.time(), Seen: r.SeenAt.time(), Disabled: r.DisabledAt.time(), Ended: r.EndedAt.time(), Language: r.Language}
}

type oneTimeLinkRow struct {
	bun.BaseModel `bun:"table:one_time_link"`
	Hash          string          `bun:"hash,pk"`
	Account       string          `bun:"account,nullzero"`
	Role          pledgebook.Role `bun:"role"`
	MadeBy        string          `bun:"made_by"`
	MadeAt        moment          `bun:"made_at"`
	ExpiresAt     moment          `bun:"expires_at"`
	UsedAt        moment          `bun:"used_at"`
}

func newOneTimeLinkRow(l access.Link) oneTimeLinkRow {
	return oneTimeLinkRow{Hash: l.Hash, Account: l.Account, Role: l.Role, MadeBy: indexed(l.By), MadeAt: at(l.Made), ExpiresAt: at(l.Expires), UsedAt: at(l.Used)}
}

func (r oneTimeLinkRow) link() access.Link {
	return access.Link{Hash: r.Hash, Account: r.Account, Role: r.Role, By: r.MadeBy, Made: r.MadeAt.time(), Expires: r.ExpiresAt.time(), Used: r.UsedAt.time()}
}

type sessionRow struct {
	bun.BaseModel `bun:"table:session"`
	Hash          string `bun:"hash,pk"`
	Account       string `bun:"account,nullzero"`
	Device        string `bun:"device"`
	Data          []byte `bun:"data"`
	MadeAt        moment `bun:"made_at"`
	SeenAt        moment `bun:"seen_at"`
	ExpiresAt     moment `bun:"expires_at"`
}

func newSessionRow(s access.Session) sessionRow {
	return sessionRow{Hash: s.Hash, Account: s.Account, Device: indexed(s.Device), Data: s.Data, MadeAt: at(s.Made), SeenAt: at(s.Seen), ExpiresAt: at(s.Expires)}
}

func (r sessionRow) session() access.Session {
	return access.Session{Hash: r.Hash, Account: r.Account, Device: r.Device, Data: r.Data, Made: r.MadeAt.time(), Seen: r.SeenAt.time(), Expires: r.ExpiresAt.time()}
}

type tokenRow struct {
	bun.BaseModel `bun:"table:api_token"`
	ID            string                `bun:"id,pk"`
	Account       string                `bun:"account"`
	Name          string                `bun:"name"`
	Scope         pledgebook.TokenScope `bun:"scope"`
	Hash          string                `bun:"hash"`
	MadeAt        moment                `bun:"made_at"`
	SeenAt        moment                `bun:"seen_at"`
	ExpiresAt     moment                `bun:"expires_at"`
	RevokedAt     moment                `bun:"revoked_at"`
}

func newTokenRow(t access.Token) tokenRow {
	return tokenRow{ID: t.ID, Account: t.Account, Name: indexed(t.Name), Scope: t.Scope, Hash: t.Hash, MadeAt: at(t.Made), SeenAt: at(t.Seen), ExpiresAt: at(t.Expires), RevokedAt: at(t.Revoked)}
}

func (r tokenRow) token() access.Token {
	return access.Token{ID: r.ID, Account: r.Account, Name: r.Name, Scope: r.Scope, Hash: r.Hash, Made: r.MadeAt.time(), Seen: r.SeenAt.time(), Expires: r.ExpiresAt.time(), Revoked: r.RevokedAt.time()}
}

type passkeyRow struct {
	bun.BaseModel `bun:"table:passkey"`
	ID            string `bun:"id,pk"`
	Account       string `bun:"account"`
	Name          string `bun:"name"`
	Credential    []byte `bun:"credential"`
	MadeAt        moment `bun:"made_at"`
	SeenAt        moment `bun:"seen_at"`
}

func newPasskeyRow(p access.Passkey) passkeyRow {
	return passkeyRow{ID: hex.EncodeToString(p.ID), Account: p.Account, Name: indexed(p.Name), Credential: p.Credential, MadeAt: at(p.Made), SeenAt: at(p.Seen)}
}

func (r passkeyRow) passkey() access.Passkey {
	id, _ := hex.DecodeString(r.ID) // as it was put in
	return access.Passkey{ID: id, Account: r.Account, Name: r.Name, Credential: r.Credential, Made: r.MadeAt.time(), Seen: r.SeenAt.time()}
}

type guessRow struct {
	bun.BaseModel `bun:"table:guess,alias:guess"`
	Key           string `bun:"key,pk"`
	Count         int    `bun:"count"`
	SinceAt       moment `bun:"since_at"`
}

type noteRow struct {
	bun.BaseModel `bun:"table:account_note"`
	Key           int64  `bun:"key,pk,autoincrement"`
	At            moment `bun:"at"`
	Who           string `bun:"who"`
	Act           string `bun:"act"`
	About         string `bun:"about"`
	Address       string `bun:"address"`
	Detail        string `bun:"detail"`
}

func newNoteRow(n access.Note) noteRow {
	return noteRow{At: at(n.At), Who: indexed(n.Who), Act: indexed(n.Act), About: indexed(n.On), Address: indexed(n.Address), Detail: indexed(n.Detail)}
}

func (r noteRow) note() access.Note {
	return access.Note{At: r.At.time(), Who: r.Who, Act: r.Act, On: r.About, Address: r.Address, Detail: r.Detail}
}

// moment is a time as [stamp] writes it, "" for none.
type moment string

func at(t time.Time) moment {
	if t.IsZero() {
		return ""
	}
	return moment(stamp(t))
}

func (m moment) time() time.Time {
	t, err := time.Parse(time.RFC3339Nano, string(m))
	if err != nil {
		return time.Time{}
	}
	return t
}
