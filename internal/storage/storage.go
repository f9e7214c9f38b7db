// Package storage keeps the book: on SQLite in a folder of its own, or on
// PostgreSQL with a folder beside it for the original documents. One code path
// serves both; they differ in how a connection is opened, how a row is locked
// and in their migrations.
//
// What is kept for ever is in three places: the text of each report, one JSON
// document for each thing read from it, and the chain of hashes over them. The
// other columns repeat what lists filter by, and the triggers of the schema
// refuse to change any of it.
package storage

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/uptrace/bun"

	"pledgebook"
	"pledgebook/internal/storage/archive"
)

// Archive keeps original documents by the SHA-256 of their bytes, in lower-case
// hex. Its errors are of the kinds that [pledgebook.Book] promises.
type Archive interface {
	// Put keeps each document, durably, before it returns. Documents already
	// kept are left alone.
	Put(ctx context.Context, docs map[string][]byte) error
	// Get returns a document whole and checks it against its digest.
	// NotFound: none. Damaged: its bytes are not those of the digest.
	Get(ctx context.Context, digest string) ([]byte, error)
	// Remove forgets a document, if it is there.
	Remove(ctx context.Context, digest string) error
	// Empty reports whether nothing is kept.
	Empty() (bool, error)
}

// Options are settings for opening a book. The zero value serves.
type Options struct {
	// Folder is the folder beside a PostgreSQL book, for the originals and the
	// copies made before a migration; "" means ./pledgebook-data. A SQLite book's
	// folder is the book itself.
	Folder string
	// Archive keeps the originals; nil means the folder "archive" in the book's folder.
	Archive Archive
	// Now is the clock that dates batches and failures; nil means [time.Now].
	Now func() time.Time
}

// DefaultFolder is where the book lies if nobody says otherwise.
const DefaultFolder = "pledgebook-data"

// Book is a [pledgebook.Book] on SQLite or PostgreSQL.
type Book struct {
	engine  engine
	write   *bun.DB // on SQLite a single connection
	read    *bun.DB
	archive Archive
	folder  string
	name    string // for messages: the folder, or the database and its host
	now     func() time.Time
	schema  int64

	asking    sync.Mutex           // guards what follows
	questions map[string]*sql.Stmt // that the connections keep parsed
}

var _ pledgebook.Book = (*Book)(nil)

// IsPostgres reports whether the name of a book is a PostgreSQL URL.
func IsPostgres(where string) bool {
	return strings.HasPrefix(where, "postgres://") || strings.HasPrefix(where, "postgresql://")
}

// Folder returns the folder of the book named where: the book itself, or the
// one beside a PostgreSQL book.
func Folder(where string, o Options) string {
	switch {
	case !IsPostgres(where):
		return where
	case o.Folder != "":
		return o.Folder
	}
	return DefaultFolder
}

// Open opens the book named where, a folder or a PostgreSQL URL, and makes it
// if it is not there. A book of an older schema is migrated, after a copy of it
// was put into its folder. TooNew: a newer version of pledgebook made it.
// Damaged: its database is missing, cut off or no database.
func Open(ctx context.Context, where string, o Options) (*Book, error) {
	b, err := connect(ctx, where, o)
	if err != nil {
		return nil, err
	}
	if err := b.prepare(ctx); err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

// connect opens the database without looking at what is in it.
func connect(ctx context.Context, where string, o Options) (*Book, error) {
	b := &Book{folder: Folder(where, o), name: Folder(where, o), archive: o.Archive, now: o.Now}
	if b.now == nil {
		b.now = time.Now
	}
	if b.archive == nil {
		b.archive = archive.Folder(filepath.Join(b.folder, "archive"))
	}
	if err := os.MkdirAll(b.folder, 0o755); err != nil {
		return nil, pledgebook.WrapError(pledgebook.Unreadable, err, "cannot make the book's folder %s; name another with --book", b.folder)
	}
	var err error
	if IsPostgres(where) {
		err = b.openPostgres(ctx, where)
	} else {
		err = b.openSQLite(ctx)
	}
	if err != nil {
		return nil, err
	}
	return b, nil
}

// prepare brings the schema up to date and finishes what a crash cut short.
func (b *Book) prepare(ctx context.Context) error {
	if err := b.migrate(ctx); err != nil {
		return err
	}
	return b.sweepRedacted(ctx)
}

// Close releases the book.
func (b *Book) Close() error {
	b.engine.beforeClose(b.write)
	if b.read != b.write {
		b.read.Close()
	}
	return b.fault(b.write.Close())
}
