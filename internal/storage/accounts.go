package storage

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/uptrace/bun"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"pledgebook"
	"pledgebook/internal/access"
)

// Accounts are the accounts that lie beside the book.
func (b *Book) Accounts() access.Store { return accounts{b} }

// accounts is an [access.Store] on the book's database.
type accounts struct{ book *Book }

func (s accounts) in(ctx context.Context, do func(context.Context, bun.Tx) error) error {
	return s.book.inTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		err := do(ctx, tx)
		if taken(err) {
			return pledgebook.Errorf(pledgebook.Conflict, "the name is somebody else's already; choose another")
		}
		return err
	})
}

// taken reports whether a row would have repeated what only one may have.
func taken(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "23505"
	}
	var lite *sqlite.Error
	return errors.As(err, &lite) && (lite.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || lite.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
}

// found gives the answer that nothing was found its kind.
func (s accounts) found(err error, what string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return pledgebook.Errorf(pledgebook.NotFound, "there is no such %s", what)
	}
	return s.book.fault(err)
}

// Accounts are all accounts.
func (s accounts) Accounts(ctx context.Context) ([]access.Account, error) {
	all, err := allAccounts(ctx, s.book.read, "")
	return all, s.book.fault(err)
}

func allAccounts(ctx context.Context, db bun.IDB, lock string) ([]access.Account, error) {
	var rows []accountRow
	if err := db.NewRaw("SELECT * FROM account ORDER BY login"+lock).Scan(ctx, &rows); err != nil {
		return nil, err
	}
	all := make([]access.Account, len(rows))
	for i, r := range rows {
		all[i] = r.account()
	}
	return all, nil
}

// Account finds an account.
func (s accounts) Account(ctx context.Context, by access.AccountKey, value string) (access.Account, error) {
	var row accountRow
	err := s.book.read.NewSelect().Model(&row).Where("? = ?", bun.Ident(by), indexed(value)).Scan(ctx)
	return row.account(), s.found(err, "account")
}

// ChangeAccount changes an account while nobody else changes any.
func (s accounts) ChangeAccount(ctx context.Context, id string, change func(*access.Account, []access.Account) error) error {
	return s.in(ctx, func(ctx context.Context, tx bun.Tx) error {
		all, err := allAccounts(ctx, tx, s.book.engine.forUpdate)
		if err != nil {
			return err
		}
		for _, a := range all {
			if a.ID != id {
				continue
			}
			if err := change(&a, all); err != nil {
				return err
			}
			return saveAccount(ctx, tx, a)
		}
		return pledgebook.Errorf(pledgebook.NotFound, "there is no such account")
	})
}

func saveAccount(ctx context.Context, tx bun.Tx, a access.Account) error {
	row := newAccountRow(a)
	_, err := tx.NewUpdate().Model(&row).ExcludeColumn("id", "login").WherePK().Exec(ctx)
	return err
}

// AddLink keeps a one-time link.
func (s accounts) AddLink(ctx context.Context, l access.Link) error {
	row := newOneTimeLinkRow(l)
	_, err := s.book.write.NewInsert().Model(&row).Exec(ctx)
	return s.book.fault(err)
}

// Links are those that can still be used.
func (s accounts) Links(ctx context.Context, now time.Time) ([]access.Link, error) {
	var rows []oneTimeLinkRow
	err := s.book.read.NewSelect().Model(&rows).Where("used_at = '' AND expires_at > ?", at(now)).Order("made_at DESC", "hash").Scan(ctx)
	links := make([]access.Link, len(rows))
	for i, r := range rows {
		links[i] = r.link()
	}
	return links, s.book.fault(err)
}

// UseLink uses a link up and keeps the account that use makes of it.
func (s accounts) UseLink(ctx context.Context, hash string, now time.Time, use func(access.Link, *access.Account) error) (a access.Account, err error) {
	err = s.in(ctx, func(ctx context.Context, tx bun.Tx) error {
		var used []oneTimeLinkRow
		if err := tx.NewRaw("UPDATE one_time_link SET used_at = ? WHERE hash = ? AND used_at = '' AND expires_at > ? RETURNING *", at(now), hash, at(now)).Scan(ctx, &used); err != nil {
			return err
		}
		if len(used) == 0 {
			return pledgebook.Errorf(pledgebook.NotFound, "this link was used already, or its time is over; ask an administrator for another")
		}
		a = access.Account{}
		if used[0].Account == "" {
			if err := use(used[0].link(), &a); err != nil {
				return err
			}
			row := newAccountRow(a)
			_, err := tx.NewInsert().Model(&row).Exec(ctx)
			return err
		}
		var row accountRow
		if err := tx.NewRaw("SELECT * FROM account WHERE id = ?"+s.book.engine.forUpdate, used[0].Account).Scan(ctx, &row); err != nil {
			return err
		}
		a = row.account()
		if err := use(used[0].link(), &a); err != nil {
			return err
		}
		return saveAccount(ctx, tx, a)
	})
	return a, err
}

// DropLink makes a link useless.
func (s accounts) DropLink(ctx context.Context, hash string) error {
	_, err := s.book.write.NewRaw("DELETE FROM one_time_link WHERE hash = ?", hash).Exec(ctx)
	return s.book.fault(err)
}

// SavePasskey keeps a passkey.
func (s accounts) SavePasskey(ctx context.Context, p access.Passkey) error {
	row := newPasskeyRow(p)
	_, err := s.book.write.NewInsert().Model(&row).
		On("CONFLICT (id) DO UPDATE").Set("credential = EXCLUDED.credential, name = EXCLUDED.name, seen_at = EXCLUDED.seen_at").Exec(ctx)
	return s.book.fault(err)
}

// Passkeys are an account's.
func (s accounts) Passkeys(ctx context.Context, account string) ([]access.Passkey, error) {
	var rows []passkeyRow
	err := s.book.read.NewSelect().Model(&rows).Where("account = ?", account).Order("made_at", "id").Scan(ctx)
	keys := make([]access.Passkey, len(rows))
	for i, r := range rows {
		keys[i] = r.passkey()
	}
	return keys, s.book.fault(err)
}

// DropPasskey removes a passkey.
func (s accounts) DropPasskey(ctx context.Context, account string, id []byte) error {
	return s.one(ctx, "passkey", "DELETE FROM passkey WHERE account = ? AND id = ?", account, hex.EncodeToString(id))
}

// one runs a statement that must meet one row.
func (s accounts) one(ctx context.Context, what, statement string, args ...any) error {
	r, err := s.book.write.NewRaw(statement, args...).Exec(ctx)
	if err != nil {
		return s.book.fault(err)
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return s.found(errors.Join(err, sql.ErrNoRows), what)
	}
	return nil
}

// Note adds a line to the log.
func (s accounts) Note(ctx context.Context, n access.Note) error {
	row := newNoteRow(n)
	_, err := s.book.write.NewInsert().Model(&row).Returning("NULL").Exec(ctx)
	return s.book.fault(err)
}

// Notes are the last lines of the log.
func (s accounts) Notes(ctx context.Context, about string, most int) ([]access.Note, error) {
	var rows []noteRow
	q := s.book.read.NewSelect().Model(&rows).Order("key DESC").Limit(int64(most))
	if about != "" {
		q.Where("about = ?", indexed(strings.ToLower(about)))
	}
	err := q.Scan(ctx)
	notes := make([]access.Note, len(rows))
	for i, r := range rows {
		notes[i] = r.note()
	}
	return notes, s.book.fault(err)
}
