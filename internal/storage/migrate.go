package storage

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"pledgebook"
)

//go:embed migrations
var migrations embed.FS

// migrate brings the schema to the newest version this program knows. What was
// there before is copied first.
func (b *Book) migrate(ctx context.Context) error {
	for attempt := 1; ; attempt++ {
		err := b.migrateOnce(ctx)
		// Two processes opening one new SQLite book run the same statements; the
		// loser finds the tables made and the version set on its next look.
		var partial *goose.PartialError
		if attempt == 3 || !errors.As(err, &partial) {
			return b.fault(err)
		}
		time.Sleep(time.Duration(attempt) * 100 * time.Millisecond)
	}
}

func (b *Book) migrateOnce(ctx context.Context) error {
	provider, err := b.migrator()
	if err != nil {
		return err
	}
	have, want, err := b.versions(ctx, provider)
	if err != nil {
		return err
	}
	b.schema = want
	switch {
	case have > want:
		return pledgebook.Errorf(pledgebook.TooNew, "the book %s has schema %d and this program knows %d: a newer pledgebook wrote it; use that one, or a backup made with this one", b.name, have, want)
	case have == want:
		return nil
	case have > 0:
		if err := b.copyBeforeMigration(ctx, have); err != nil {
			return err
		}
	}
	_, err = provider.Up(ctx)
	return err
}

// migrator reads the migrations of this book's engine.
func (b *Book) migrator() (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations/"+b.engine.name)
	if err != nil {
		return nil, err
	}
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if b.engine.name == postgresEngine.name {
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 600)) // asks each second for ten minutes
		if err != nil {
			return nil, err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	return goose.NewProvider(b.engine.dialect, b.write.DB, files, options...)
}

// versions returns the schema the book has, 0 for an empty database, and the
// newest this program knows.
func (b *Book) versions(ctx context.Context, provider *goose.Provider) (have, want int64, err error) {
	for _, s := range provider.ListSources() {
		want = max(want, s.Version)
	}
	have, err = provider.GetDBVersion(ctx)
	return have, want, err
}

// copyBeforeMigration puts a copy of the book as it is into its folder: of
// SQLite the database file, of PostgreSQL a backup. Whoever changes a table that
// the backup reads has to let it read the older form as well.
func (b *Book) copyBeforeMigration(ctx context.Context, have int64) error {
	stem := fmt.Sprintf("before-schema-%d-%s", b.schema, b.now().UTC().Format("20060102T150405Z"))
	if b.engine.name == postgresEngine.name {
		return b.backup(ctx, filepath.Join(b.folder, stem+".backup"), have)
	}
	file := filepath.Join(b.folder, stem+".sqlite")
	if _, err := b.write.NewRaw("VACUUM INTO ?", file).Exec(ctx); err != nil {
		os.Remove(file)
		return pledgebook.WrapError(faultKind(err), err, "the book %s has the older schema %d and could not be copied to %s before its migration; it is unchanged", b.name, have, file)
	}
	return nil
}
