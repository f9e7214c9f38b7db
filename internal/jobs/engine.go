package jobs

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"io/fs"
	"log/slog"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

//go:embed migrations
var migrations embed.FS

// engine holds what the two databases do differently.
type engine struct {
	name    string // also the folder of its migrations
	dialect goose.Dialect
	// migrateJobs brings River's tables up to date.
	migrateJobs func(context.Context) error
	// work makes River's client that works on jobs.
	work func(*river.Config) (runner, error)
}

// runner is River's client, whatever the type of its transactions.
type runner interface {
	Start(ctx context.Context) error
	Stop(ctx context.Context) error
	StopAndCancel(ctx context.Context) error
	ID() string
}

// databaseFile is the SQLite database of the queue in the book's folder. It is
// not the book's own, so that the queue's many small writes never hold up a
// reader of the book.
const databaseFile = "queue.sqlite"

// schema is where the queue lies in a PostgreSQL database.
const schema = "pledgebook_queue"

// migrationLock is the advisory lock that one process at a time migrates under.
const migrationLock = 0x706c6471

func isPostgres(where string) bool {
	return strings.HasPrefix(where, "postgres://") || strings.HasPrefix(where, "postgresql://")
}

func (q *Queue) openSQLite(ctx context.Context, folder string) error {
	settings := url.Values{"_txlock": {"immediate"}, "_pragma": {"busy_timeout(30000)", "journal_mode(WAL)", "synchronous(FULL)"}}
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.Join(folder, databaseFile)}).EscapedPath(), RawQuery: settings.Encode()}
	db, err := sql.Open("sqlite", u.String())
	if err != nil {
		return err
	}
	q.closers = append(q.closers, func() { db.Close() })
	db.SetMaxOpenConns(1) // one writer: SQLite knows no more
	q.db = bun.NewDB(db, sqlitedialect.New())
	driver := riversqlite.New(db)
	q.engine = engine{name: "sqlite", dialect: goose.DialectSQLite3,
		migrateJobs: migrateJobs(driver),
		work:        func(c *river.Config) (runner, error) { return river.NewClient(driver, c) },
	}
	for attempt := 1; ; attempt++ {
		// Two processes that make one new queue run the same statements; the one
		// that comes second finds them done on its next look.
		if err = q.migrate(ctx); err == nil || attempt == 5 || ctx.Err() != nil {
			break
		}
		time.Sleep(time.Duration(attempt) * 100 * time.Millisecond)
	}
	return errors.Join(err, useDriver(q, driver))
}

// useDriver sets up what inserts jobs and looks at them.
func useDriver(q *Queue, driver riverdriver.Driver[*sql.Tx]) (err error) {
	q.executor = driver.GetExecutor()
	q.insert, err = river.NewClient(driver, &river.Config{Logger: q.options.Log, MaxAttempts: q.options.Tries})
	return err
}

func (q *Queue) openPostgres(ctx context.Context, where string) error {
	pool, err := pgxpool.ParseConfig(where)
	if err != nil {
		return err
	}
	pool.ConnConfig.RuntimeParams["search_path"] = schema
	pool.ConnConfig.RuntimeParams["timezone"] = "UTC"
	pool.ConnConfig.RuntimeParams["application_name"] = "pledgebook queue"
	pool.MaxConns = 8
	workers, err := pgxpool.NewWithConfig(ctx, pool)
	if err != nil {
		return err
	}
	q.closers = append(q.closers, workers.Close)
	literal := pool.ConnConfig.Copy()
	literal.DefaultQueryExecMode = pgx.QueryExecModeExec // Bun writes literal SQL: nothing to prepare
	db := stdlib.OpenDB(*literal)
	db.SetMaxOpenConns(4)
	q.closers = append(q.closers, func() { db.Close() })
	q.db = bun.NewDB(db, pgdialect.New())
	driver := riverpgxv5.New(workers)
	q.engine = engine{name: "postgres", dialect: goose.DialectPostgres,
		migrateJobs: migrateJobs(driver),
		work:        func(c *river.Config) (runner, error) { return river.NewClient(driver, c) },
	}
	if err := q.migrateLocked(ctx, workers); err != nil {
		return err
	}
	return useDriver(q, riverdatabasesql.New(db))
}

// migrateLocked makes the schema and its tables, one process at a time.
func (q *Queue) migrateLocked(ctx context.Context, pool *pgxpool.Pool) error {
	return pool.AcquireFunc(ctx, func(c *pgxpool.Conn) error {
		if _, err := c.Exec(ctx, "SELECT pg_advisory_lock($1)", migrationLock); err != nil {
			return err
		}
		_, err := c.Exec(ctx, "CREATE SCHEMA IF NOT EXISTS "+schema)
		if err == nil {
			err = q.migrate(ctx)
		}
		_, unlock := c.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", migrationLock)
		return errors.Join(err, unlock)
	})
}

// migrate brings our tables and River's to the newest form this program knows.
func (q *Queue) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations/"+q.engine.name)
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(q.engine.dialect, q.db.DB, files, goose.WithDisableGlobalRegistry(true), goose.WithTableName("queue_version"))
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return err
	}
	return q.engine.migrateJobs(ctx)
}

func migrateJobs[T any](driver riverdriver.Driver[T]) func(context.Context) error {
	return func(ctx context.Context) error {
		m, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
		if err != nil {
			return err
		}
		_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
		return err
	}
}
