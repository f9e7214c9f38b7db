package main

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pledgebook"
	"pledgebook/internal/source/warc"
	"pledgebook/internal/storage"
)

// writeTowns writes an archive of pages, one in four with aid.
func writeTowns(t *testing.T, path string, pages int) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	at := time.Date(2026, 2, 10, 12, 0, 0, 0, time.UTC)
	w, err := warc.NewWriter(f, "test", at)
	if err != nil {
		t.Fatal(err)
	}
	for n := range pages {
		body := fmt.Sprintf("The harbour of town %d was dredged in the spring, and %d boats were mended on its slip. People there wait for the ferry, which comes twice a week when the sea is calm.", n, n+3)
		if n%4 == 0 {
			body = fmt.Sprintf("Norway will give %d million Norwegian kroner to Kenya for wells in district %d, its minister said on Wednesday. The people of the district had waited for water since the drought of last year.", n+1, n)
		}
		html := fmt.Sprintf(`<!doctype html><html lang="en"><head><title>Town %[1]d</title><link rel="canonical" href="https://town%[1]d.example/news"></head><body><article><h1>News of town %[1]d</h1><p>%[2]s</p></article></body></html>`, n, body)
		c := warc.Capture{URL: fmt.Sprintf("https://town%d.example/news", n), At: at, Status: 200, Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte(html)}
		if _, err := w.Write(c); err != nil {
			t.Fatal(err)
		}
	}
}

// A reading of an archive that is killed goes on at the record where it stopped:
// in the end every page with aid is in the book, once.
func TestKilledInAnArchive(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("processes are killed only without -short")
	}
	const pages, kills = 2400, 3
	dir := t.TempDir()
	archive := filepath.Join(dir, "crawl.warc.gz")
	writeTowns(t, archive, pages)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := func(out *bytes.Buffer) *exec.Cmd {
		cmd := exec.Command(self)
		cmd.Args = []string{"pledgebook", "--book", "book", "read", archive}
		cmd.Dir, cmd.Stderr = dir, out
		return cmd
	}
	killed, wentOn := 0, 0
	for range kills {
		var out bytes.Buffer
		before := bookmarks(t, dir)
		cmd := command(&out)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		for alive := true; alive; { // until it has moved its bookmark
			select {
			case <-ended:
				alive = false
			case <-time.After(5 * time.Millisecond):
				if now := bookmarks(t, dir); now != before && now != "" {
					_ = cmd.Process.Kill()
					<-ended
					killed++
					alive = false
				}
			}
		}
		if strings.Contains(out.String(), "goes on at byte") {
			wentOn++
		}
	}
	var out bytes.Buffer
	if err := command(&out).Run(); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	if killed == 0 || wentOn+strings.Count(out.String(), "goes on at byte") < killed {
		t.Errorf("killed %d times, went on %d times and then %q", killed, wentOn, out.String())
	}
	if left := bookmarks(t, dir); left != "" {
		t.Errorf("an archive read to its end has the bookmark %s", left)
	}
	provesCrawl(t, filepath.Join(dir, "book"), pages)
}

// bookmarks is what lies in the folder of unfinished archives.
func bookmarks(t *testing.T, dir string) string {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join(dir, "book", "unfinished", "*.json"))
	var all strings.Builder
	for _, f := range files {
		b, _ := os.ReadFile(f) // may just have been renamed
		all.Write(b)
	}
	return all.String()
}

func provesCrawl(t *testing.T, where string, pages int) {
	t.Helper()
	book, err := storage.Open(t.Context(), where, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	seen := map[string]int{}
	for r, err := range book.Reports(t.Context(), pledgebook.Query{Superseded: true}) {
		if err != nil {
			t.Fatal(err)
		}
		seen[r.Thing.URL]++
	}
	for n := 0; n < pages; n += 4 {
		if url := fmt.Sprintf("https://town%d.example/news", n); seen[url] != 1 {
			t.Errorf("%s is in the book %d times, want once", url, seen[url])
		}
	}
	if len(seen) != pages/4 {
		t.Errorf("%d pages are in the book, want %d", len(seen), pages/4)
	}
	if proof, err := book.Verify(t.Context(), nil); err != nil || !proof.Sound() {
		t.Errorf("the book proves %+v, %v", proof, err)
	}
}
