package storage

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"pledgebook"
)

// engine holds what the two databases do differently.
type engine struct {
	name    string // "sqlite" or "postgres"; also the folder of its migrations
	dialect goose.Dialect
	// forUpdate ends a SELECT whose rows are to stay as they are until the
	// transaction ends. On SQLite the one writer has locked everything.
	forUpdate string
	// snapshot makes a transaction see the book as of one moment.
	snapshot *sql.TxOptions
	// compact gives the room of redacted content back, so that it cannot be
	// read from the files any more.
	compact []string
	// selfCheck lists, one a row, what the database finds wrong with its own
	// files; "" where it has no such statement.
	selfCheck string
	// analyse tells the query planner how the tables are filled.
	analyse []string
	// keySequences are run after a restore so that new keys follow the restored ones.
	keySequences []string
	beforeClose  func(*bun.DB)
	// parsesSlowly is true where a question takes longer to be parsed than to be
	// sent with its values.
	parsesSlowly bool
}

var sqliteEngine = engine{
	name:        "sqlite",
	dialect:     goose.DialectSQLite3,
	snapshot:    &sql.TxOptions{ReadOnly: true},
	analyse:     []string{"PRAGMA analysis_limit = 1000", "ANALYZE"},
	selfCheck:   "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
	compact:     []string{"PRAGMA wal_checkpoint(TRUNCATE)"},
	beforeClose: func(db *bun.DB) { _, _ = db.Exec("PRAGMA optimize") }, // only a hint to the planner

	parsesSlowly: true,
}

var postgresEngine = engine{
	name:      "postgres",
	dialect:   goose.DialectPostgres,
	forUpdate: " FOR UPDATE",
	snapshot:  &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead},
	compact:   []string{"VACUUM report, reading, claim, claim_party, quote, need, need_party, meeting, mechanism, position, print, mark"},
	analyse:   []string{"ANALYZE report, reading, claim, claim_party, quote, need, need_party, meeting, mechanism, position, link, print, mark, tie"},
	keySequences: []string{
		"SELECT setval(pg_get_serial_sequence('report', 'key'), max(key)) FROM report HAVING max(key) IS NOT NULL",
		"SELECT setval(pg_get_serial_sequence('reading', 'key'), max(key)) FROM reading HAVING max(key) IS NOT NULL",
		"SELECT setval(pg_get_serial_sequence('decision', 'key'), max(key)) FROM decision HAVING max(key) IS NOT NULL",
	},
	beforeClose: func(*bun.DB) {},
}

// Waiting for another process that writes, and connections kept open.
const (
	busyTimeout     = 30 * time.Second
	maxPostgresPool = 40 // below PostgreSQL's default of 100, for two processes
	idlePool        = 8
)

// databaseFile is the name of the SQLite database in the book's folder.
const databaseFile = "book.sqlite"

// openSQLite opens two handles on one file: a single connection that writes,
// each transaction locking from its start, and a pool that only reads, so that
// a long listing never waits for a writer nor holds one up.
func (b *Book) openSQLite(ctx context.Context) error {
	b.engine = sqliteEngine
	if err := b.refuseHalfBook(); err != nil {
		return err
	}
	writer, err := sql.Open("sqlite", b.sqliteDSN("_txlock", "immediate", "_pragma", "synchronous(FULL)", "_pragma", "cache_size(-3000)", "_pragma", "wal_autocheckpoint(4000)", "_pragma", "secure_delete(ON)"))
	if err != nil {
		return b.fault(err)
	}
	writer.SetMaxOpenConns(1)
	b.write = bun.NewDB(writer, sqlitedialect.New())
	reader, err := sql.Open("sqlite", b.sqliteDSN("_pragma", "query_only(ON)", "_pragma", "cache_size(-1000)"))
	if err != nil {
		writer.Close()
		return b.fault(err)
	}
	reader.SetMaxIdleConns(idlePool)
	b.read = bun.NewDB(reader, sqlitedialect.New())
	var journal string
	if err := b.write.NewRaw("PRAGMA journal_mode").Scan(ctx, &journal); err != nil {
		b.Close()
		return b.fault(err)
	}
	return nil
}

// sqliteDSN names the database file with the settings of a connection.
func (b *Book) sqliteDSN(settings ...string) string {
	q := url.Values{"_pragma": {"busy_timeout(" + ms(busyTimeout) + ")", "journal_mode(WAL)", "foreign_keys(ON)"}}
	for i := 0; i+1 < len(settings); i += 2 {
		q.Add(settings[i], settings[i+1])
	}
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.Join(b.folder, databaseFile)}).EscapedPath(), RawQuery: q.Encode()}
	return u.String()
}

// refuseHalfBook finds a book whose database was lost or emptied while its
// originals are still there: SQLite would quietly begin a new one.
func (b *Book) refuseHalfBook() error {
	file := filepath.Join(b.folder, databaseFile)
	info, err := os.Stat(file)
	switch {
	case err == nil && info.IsDir():
		return pledgebook.Errorf(pledgebook.Damaged, "%s is a folder, not a database; name the book's folder with --book", file)
	case err == nil && info.Size() > 0:
		return nil
	case err != nil && !os.IsNotExist(err):
		return pledgebook.WrapError(pledgebook.Unreadable, err, "cannot read the book %s", b.folder)
	}
	empty, err := b.archive.Empty()
	if err != nil || empty {
		return err
	}
	return pledgebook.Errorf(pledgebook.Damaged, "%s is missing or empty, but the book's archive is not; restore a backup into a new folder", file)
}

// openPostgres opens one pool. Bun writes literal SQL, for which pgx's cache of
// prepared statements would prepare each text anew.
func (b *Book) openPostgres(ctx context.Context, where string) error {
	b.engine = postgresEngine
	config, err := pgx.ParseConfig(where)
	if err != nil {
		return pledgebook.Errorf(pledgebook.Invalid, "the PostgreSQL URL given for the book is not valid; write it as postgres://user:password@host:port/database")
	}
	b.name = fmt.Sprintf("%q on %s", config.Database, config.Host)
	config.DefaultQueryExecMode = pgx.QueryExecModeExec
	config.RuntimeParams["application_name"] = "pledgebook"
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(maxPostgresPool)
	pool.SetMaxIdleConns(idlePool)
	b.write = bun.NewDB(pool, pgdialect.New())
	b.read = b.write
	if err := pool.PingContext(ctx); err != nil {
		pool.Close()
		return pledgebook.WrapError(pledgebook.Unreadable, err, "cannot reach the book's PostgreSQL database %s", b.name)
	}
	return nil
}
