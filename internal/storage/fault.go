package storage

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"pledgebook"
)

// fault gives a database's error its kind and says what to do. Errors that have
// a kind, and the end of the caller's context, pass unchanged.
func (b *Book) fault(err error) error {
	var known *pledgebook.Error
	if err == nil || errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	switch kind := faultKind(err); kind {
	case pledgebook.Damaged:
		return pledgebook.WrapError(kind, err, "the book %s is damaged; keep it as it is and restore a backup into a new one with: pledgebook restore FILE --book NEW", b.name)
	case pledgebook.NoSpace:
		return pledgebook.WrapError(kind, err, "no room left on the disk of the book %s; nothing of this step was kept, the rest of the book is whole; make room and run it again", b.name)
	case pledgebook.Conflict:
		return pledgebook.WrapError(kind, err, "another process kept the book %s locked for %s; run it again when that one is done", b.name, busyTimeout)
	case pledgebook.Unreadable:
		return pledgebook.WrapError(kind, err, "cannot read or write the book %s; check that the database can be reached and its files may be written", b.name)
	default:
		return pledgebook.WrapError(kind, err, "the book %s did not take a query", b.name)
	}
}

// faultKind tells what kind of trouble a driver reports.
func faultKind(err error) pledgebook.ErrorKind {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return sqliteKind(lite.Code())
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return postgresKind(pg.Code)
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) || errors.Is(err, sql.ErrConnDone) {
		return pledgebook.Unreadable
	}
	return pledgebook.Internal
}

func sqliteKind(code int) pledgebook.ErrorKind {
	if code == sqlite3.SQLITE_IOERR_SHORT_READ {
		return pledgebook.Damaged
	}
	switch code & 0xff { // the primary code; the rest says more of the same
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return pledgebook.Damaged
	case sqlite3.SQLITE_FULL:
		return pledgebook.NoSpace
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return pledgebook.Conflict
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_AUTH:
		return pledgebook.Unreadable
	}
	return pledgebook.Internal
}

// postgresKind goes by SQLSTATE, in PostgreSQL's appendix A.
func postgresKind(state string) pledgebook.ErrorKind {
	switch {
	case state == "53100":
		return pledgebook.NoSpace
	case strings.HasPrefix(state, "XX"): // data or index corrupted
		return pledgebook.Damaged
	case strings.HasPrefix(state, "22"): // a value no text can have
		return pledgebook.Invalid
	case strings.HasPrefix(state, "40"), state == "55P03":
		return pledgebook.Conflict
	case strings.HasPrefix(state, "08"), strings.HasPrefix(state, "28"), strings.HasPrefix(state, "53"),
		strings.HasPrefix(state, "57"), strings.HasPrefix(state, "58"), strings.HasPrefix(state, "3D"), state == "42501":
		return pledgebook.Unreadable
	}
	return pledgebook.Internal
}

// transient reports whether the same transaction may succeed if tried again:
// a deadlock, a failed serialisation, or SQLite busy in spite of the wait.
func transient(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return strings.HasPrefix(pg.Code, "40")
	}
	var lite *sqlite.Error
	return errors.As(err, &lite) && lite.Code()&0xff == sqlite3.SQLITE_BUSY
}

func ms(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }
