package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pledgebook/internal/source/warc"
)

// A bookmark is found again by the next run, until the archive changes or is
// read to its end.
func TestBookmark(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	archive := filepath.Join(dir, "crawl.warc.gz")
	if err := os.WriteFile(archive, []byte("records"), 0o644); err != nil {
		t.Fatal(err)
	}
	open := func() (*app, *bookmark) {
		a := &app{book: filepath.Join(dir, "book"), filing: true, err: &bytes.Buffer{}}
		return a, a.bookmark(archive, archive)
	}
	at := warc.Position{Offset: 1234, Skip: 2}
	_, first := open()
	if got := first.place(); got != (warc.Position{}) {
		t.Errorf("a new archive begins at %+v", got)
	}
	first.set(at)
	first.set(warc.Position{Offset: 9999}) // too soon after the last to be worth a write
	a, second := open()
	if got := second.place(); got != at {
		t.Errorf("the next run goes on at %+v, want %+v", got, at)
	}
	a.finish()
	if _, third := open(); third.place() != (warc.Position{}) {
		t.Error("an archive read to its end still has a bookmark")
	}

	_, again := open()
	again.set(at)
	if err := os.Chtimes(archive, time.Now(), time.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, changed := open(); changed.place() != (warc.Position{}) {
		t.Error("another file under the same name goes on in its middle")
	}
	dry := &app{book: filepath.Join(dir, "other")}
	dry.bookmark(archive, archive).set(at)
	if _, err := os.Stat(filepath.Join(dir, "other")); err == nil {
		t.Error("a dry run left something behind")
	}
}
