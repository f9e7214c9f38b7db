package storage_test

import (
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"pledgebook/internal/storage"
	"pledgebook/internal/storage/pgtest"
	"pledgebook/internal/storage/storagetest"
)

func TestMain(m *testing.M) {
	workIfAsked()
	os.Exit(pgtest.Run(m))
}

func TestSQLite(t *testing.T) { storagetest.Exercise(t, sqlitePlace) }

func TestPostgres(t *testing.T) {
	pgtest.Database(t) // skips the whole suite at once where there is none
	storagetest.Exercise(t, postgresPlace)
}

func TestBackupMovesBetweenEngines(t *testing.T) {
	t.Run("to PostgreSQL", func(t *testing.T) { storagetest.RestoresInto(t, sqlitePlace(t), postgresPlace(t)) })
	t.Run("to SQLite", func(t *testing.T) { storagetest.RestoresInto(t, postgresPlace(t), sqlitePlace(t)) })
}

func sqlitePlace(t testing.TB) storagetest.Place {
	dir := filepath.Join(t.TempDir(), "a book? 100% #1")
	return storagetest.Place{Where: dir, Folder: dir, Tamper: func(statements ...string) error {
		db, err := sql.Open("sqlite", sqliteURL(dir))
		if err != nil {
			return err
		}
		defer db.Close()
		for _, s := range statements {
			if _, err := db.Exec(s); err != nil {
				return fmt.Errorf("%s: %w", s, err)
			}
		}
		return nil
	}}
}

// sqliteURL names the database of a book's folder, past the book.
func sqliteURL(dir string) string {
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.Join(dir, "book.sqlite")}).EscapedPath()}
	return u.String()
}

func postgresPlace(t testing.TB) storagetest.Place {
	where, dir := pgtest.Database(t), filepath.Join(t.TempDir(), "beside")
	return storagetest.Place{Where: where, Folder: dir, Options: storage.Options{Folder: dir},
		Tamper: func(statements ...string) error { return pgtest.Exec(where, statements...) }}
}
