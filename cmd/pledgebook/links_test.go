package main

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// serveSite serves a folder on the loopback as $SITE, allowed by the settings it
// writes for the book of the script, with more lines if a file of them is named:
// site FOLDER [MORE]
func serveSite(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: site FOLDER [MORE]")
	}
	files := http.FileServer(http.Dir(ts.MkAbs(args[0])))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/busy.html":
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusServiceUnavailable)
		case "/links.txt":
			fmt.Fprintf(w, "# what we follow\nhttp://%s/peru.html\n", r.Host)
		default:
			if b, err := os.ReadFile(filepath.Join(ts.MkAbs(args[0]), filepath.FromSlash(r.URL.Path))); err == nil {
				w.Header().Set("ETag", fmt.Sprintf("%q", fmt.Sprintf("%x", sha256.Sum256(b)))) // times are too coarse for a test
			}
			files.ServeHTTP(w, r)
		}
	}))
	ts.Defer(s.Close)
	ts.Setenv("SITE", s.URL)
	more := ""
	if len(args) > 1 {
		more = strings.ReplaceAll(ts.ReadFile(args[1]), "$SITE", s.URL)
	}
	ts.Check(writeSettings(ts.MkAbs("pledgebook-data"), strings.TrimPrefix(s.URL, "http://"), more))
}

// writeSettings lets a book fetch from a host of the loopback, without a pause.
func writeSettings(folder, host, more string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	text := fmt.Sprintf("contact = \"desk@example.org\"\n[fetch]\npause = \"1ms\"\nallow_hosts = [%q]\n%s", host, more)
	return os.WriteFile(filepath.Join(folder, "config.toml"), []byte(text), 0o644)
}
