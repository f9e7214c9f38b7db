// Package jobs keeps the queue of what is to be fetched and read, and works on
// it: inside one process on SQLite, in any number of processes on PostgreSQL,
// with one behaviour.
//
// Lists of links (feeds, sitemaps) are watched; each link they name gets one
// job, in the same transaction that remembers the link. A job that fails for now
// is tried again; one that was under way when its worker died is taken up by
// another; one that takes workers down with it is set aside after a few tries,
// and named. Work may be done twice, so what it does has to be the same when
// done again: the book is.
package jobs

import (
	"context"
	"database/sql"
	"log/slog"
	"os"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/uptrace/bun"

	"pledgebook"
)

// Options are the settings of a queue. A field of 0 is its default.
type Options struct {
	// AtOnce is how many jobs one process works on at a time.
	AtOnce int
	// Tries is how often a job is begun before it is set aside.
	Tries int
	// Retry is the wait before the second try; it grows with the square of the tries.
	Retry time.Duration
	// Beat is the time between two signs of life of a process. One that gives
	// none for three of them is taken for dead.
	Beat time.Duration
	// Log hears what goes wrong with the queue itself; nil is silence.
	Log *slog.Logger
}

// The defaults.
const (
	DefaultAtOnce = 8
	DefaultTries  = 4
	DefaultRetry  = 30 * time.Second
	DefaultBeat   = 5 * time.Second
)

func (o Options) filled() Options {
	if o.AtOnce <= 0 {
		o.AtOnce = DefaultAtOnce
	}
	if o.Tries <= 0 {
		o.Tries = DefaultTries
	}
	if o.Retry <= 0 {
		o.Retry = DefaultRetry
	}
	if o.Beat <= 0 {
		o.Beat = DefaultBeat
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// Queue is the queue of one book.
type Queue struct {
	options  Options
	engine   engine
	db       *bun.DB
	insert   *river.Client[*sql.Tx]
	executor riverdriver.Executor
	name     string
	closers  []func()
}

// Open opens the queue of the book named where, and makes it if it is not there:
// on SQLite a database of its own in the book's folder, on PostgreSQL a schema
// of its own in the book's database. Unreadable: it cannot be reached.
func Open(ctx context.Context, where string, o Options) (*Queue, error) {
	q := &Queue{options: o.filled(), name: where}
	open := q.openSQLite
	if isPostgres(where) {
		q.name, open = "of the book's PostgreSQL database", q.openPostgres
	} else if err := os.MkdirAll(where, 0o755); err != nil {
		return nil, q.fault(err)
	}
	if err := open(ctx, where); err != nil {
		q.Close()
		return nil, q.fault(err)
	}
	return q, nil
}

// Close releases the queue.
func (q *Queue) Close() {
	for i := len(q.closers) - 1; i >= 0; i-- {
		q.closers[i]()
	}
	q.closers = nil
}

// fault gives a database's error its kind.
func (q *Queue) fault(err error) error {
	if err == nil || pledgebook.KindOf(err) != pledgebook.Internal {
		return err
	}
	return pledgebook.WrapError(pledgebook.Unreadable, err, "the queue %s cannot be read or written; check that its database can be reached", q.name)
}

// config is how River works for us.
func (q *Queue) config() *river.Config {
	return &river.Config{
		Logger:            q.options.Log,
		MaxAttempts:       q.options.Tries,
		RetryPolicy:       retries{q.options.Retry},
		FetchCooldown:     5 * time.Millisecond, // River's default lets a process begin ten batches a second
		FetchPollInterval: 200 * time.Millisecond,
		JobTimeout:        longestJob,
		SoftStopTimeout:   10 * time.Second,
	}
}

// longestJob bounds one try of a job; fetching and reading have tighter limits.
const longestJob = 15 * time.Minute
