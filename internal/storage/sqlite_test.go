package storage_test

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pledgebook"
	"pledgebook/internal/storage"
	"pledgebook/internal/storage/storagetest"
)

func TestDamagedDatabase(t *testing.T) {
	for name, damage := range map[string]func(string) error{
		"garbage": func(file string) error {
			return os.WriteFile(file, []byte("this is no database at all, but a text"), 0o600)
		},
		"empty":          func(file string) error { return os.Truncate(file, 0) },
		"removed":        func(file string) error { return os.Remove(file) },
		"cut in half":    func(file string) error { return shorten(file, 2) },
		"cut to a tenth": func(file string) error { return shorten(file, 10) },
		"a folder":       func(file string) error { return errorsFirst(os.Remove(file), os.Mkdir(file, 0o700)) },
		"overwritten":    overwriteMiddle,
	} {
		t.Run(name, func(t *testing.T) {
			place := sqlitePlace(t)
			b := place.Open(t)
			if _, err := b.Append(t.Context(), storagetest.Filings(0, 40, "en-1")); err != nil {
				t.Fatal(err)
			}
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
			if err := damage(filepath.Join(place.Folder, "book.sqlite")); err != nil {
				t.Fatal(err)
			}
			b, err := storage.Open(t.Context(), place.Where, place.Options)
			if err != nil {
				wantDamaged(t, err)
				return
			}
			defer b.Close() // some damage shows only where it is
			proof, err := b.Verify(t.Context(), nil)
			if err != nil {
				t.Fatalf("verifying: %v", err)
			}
			if proof.Sound() {
				t.Error("the proof finds no fault")
			}
		})
	}
}

func wantDamaged(t *testing.T, err error) {
	t.Helper()
	if kind := pledgebook.KindOf(err); kind != pledgebook.Damaged {
		t.Errorf("error %v is of kind %q, want %q", err, kind, pledgebook.Damaged)
	}
}

func errorsFirst(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func shorten(file string, part int64) error {
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	return os.Truncate(file, info.Size()/part)
}

func overwriteMiddle(file string) error {
	doc, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for i := len(doc) / 3; i < len(doc)/2; i++ {
		doc[i] = 0xAA
	}
	return os.WriteFile(file, doc, 0o600)
}

func TestFolderThatCannotBe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := storage.Open(t.Context(), filepath.Join(file, "book"), storage.Options{})
	if kind := pledgebook.KindOf(err); kind != pledgebook.Unreadable {
		t.Errorf("error %v is of kind %q, want %q", err, kind, pledgebook.Unreadable)
	}
}

func TestPostgresThatCannotBeReached(t *testing.T) {
	o := storage.Options{Folder: t.TempDir()}
	for where, want := range map[string]pledgebook.ErrorKind{
		"postgres://nobody@127.0.0.1:1/none?connect_timeout=2": pledgebook.Unreadable,
		"postgres://secret:pass word@[::1/none":                pledgebook.Invalid,
	} {
		_, err := storage.Open(t.Context(), where, o)
		if kind := pledgebook.KindOf(err); kind != want {
			t.Errorf("%s: error %v is of kind %q, want %q", where, err, kind, want)
		}
	}
}

// The copy made before a migration is a book by itself.
func TestCopyBeforeMigration(t *testing.T) {
	place := sqlitePlace(t)
	b := place.Open(t)
	if _, err := b.Append(t.Context(), storagetest.Filings(0, 3, "en-1")); err != nil {
		t.Fatal(err)
	}
	b.Close()
	if err := place.Tamper(append(slices.Concat(storagetest.DropAccounts, storagetest.DropCopies), "DELETE FROM goose_db_version WHERE version_id >= 10")...); err != nil {
		t.Fatal(err)
	}
	place.Open(t)
	copies, err := filepath.Glob(filepath.Join(place.Folder, "before-schema-*.sqlite"))
	if err != nil || len(copies) != 1 {
		t.Fatalf("copies made before the migration: %v, %v", copies, err)
	}
	old := t.TempDir()
	if err := os.Rename(copies[0], filepath.Join(old, "book.sqlite")); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(place.Folder, "archive"), filepath.Join(old, "archive")); err != nil {
		t.Fatal(err)
	}
	b = storagetest.Place{Where: old}.Open(t)
	proof, err := b.Verify(t.Context(), nil)
	if err != nil || !proof.Sound() || proof.Reports != 3 {
		t.Errorf("the copy proves %+v, %v", proof, err)
	}
}

// The chain can be checked without this program, as docs/book.md tells.
func TestChainByHand(t *testing.T) {
	place := sqlitePlace(t)
	b := place.Open(t)
	for n := range 3 {
		if _, err := b.Append(t.Context(), storagetest.Filings(2*n, 2*n+2, "en-1")); err != nil {
			t.Fatal(err)
		}
	}
	db, err := sql.Open("sqlite", sqliteURL(place.Folder))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT batch.seq, batch.at, batch.hash, group_concat(kind || ' ' || id || ' ' || digest || char(10), '' ORDER BY pos)
		FROM batch JOIN link ON link.batch = batch.seq GROUP BY batch.seq ORDER BY batch.seq`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	last, batches := "", 0
	for rows.Next() {
		var seq, at, hash, links string
		if err := rows.Scan(&seq, &at, &hash, &links); err != nil {
			t.Fatal(err)
		}
		got := fmt.Sprintf("%x", sha256.Sum256([]byte("pledgebook batch 1\n"+last+"\n"+seq+"\n"+at+"\n"+links)))
		if got != hash {
			t.Errorf("batch %s hashes to %s, the book says %s", seq, got, hash)
		}
		last, batches = hash, batches+1
	}
	if inv, err := b.Inventory(t.Context()); err != nil || inv.Head != last || batches != 3 {
		t.Errorf("%d batches end with %s; the inventory is %+v, %v", batches, last, inv, err)
	}
}
