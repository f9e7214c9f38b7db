package warc

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What wget writes is read: redirects, an error page, chunks and compression
// among the pages.
func TestReadsWhatWgetWrites(t *testing.T) {
	wget, err := exec.LookPath("wget")
	if err != nil {
		t.Skip("wget is not installed; apt-get install wget to check archives that another program wrote")
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/plain", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, page(1)) })
	mux.HandleFunc("/chunked", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, page(2)[:30])
		w.(http.Flusher).Flush()
		fmt.Fprint(w, page(2)[30:])
	})
	mux.HandleFunc("/packed", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, pack(t, page(3)))
	})
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/plain", http.StatusFound) })
	mux.HandleFunc("/copy", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, page(1)) })
	server := httptest.NewServer(mux)
	defer server.Close()
	dir := t.TempDir()
	cmd := exec.Command(wget, "--quiet", "--no-config", "--no-proxy", "--warc-file=crawl", "--header=Accept-Encoding: gzip", "--output-document=out",
		server.URL+"/plain", server.URL+"/chunked", server.URL+"/packed", server.URL+"/moved", server.URL+"/missing", server.URL+"/copy")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil && cmd.ProcessState.ExitCode() != 8 { // 8: the server answered with an error once
		t.Fatalf("wget: %v\n%s", err, out)
	}
	links, texts, errs := pagesOf(t, Intake{Path: filepath.Join(dir, "crawl.warc.gz")})
	want := []string{server.URL + "/plain", server.URL + "/chunked", server.URL + "/packed", server.URL + "/plain", server.URL + "/copy"}
	if !slices.Equal(links, want) || errs != nil {
		t.Fatalf("links %v, errors %v; want %v", links, errs, want)
	}
	for i, n := range []int{1, 2, 3, 1, 1} {
		if texts[i] != page(n) {
			t.Errorf("%s: %q", links[i], texts[i])
		}
	}
}

// replay prints every record of an archive as webrecorder's reader has it, with
// the hash of the page unpacked.
const replay = `import fs from "node:fs"; import crypto from "node:crypto"; import {WARCParser} from "warcio";
const parser = new WARCParser(fs.createReadStream(process.argv[1]));
for await (const r of parser) {
  const body = await r.readFully(true);
  console.log([r.warcType, r.warcTargetURI ?? "-", r.httpHeaders?.statusCode ?? "-", r.warcHeader("WARC-Refers-To-Target-URI") ?? "-", r.httpHeaders?.headers?.get("Location") ?? "-",
    body && body.length && r.warcType === "response" ? crypto.createHash("sha256").update(body).digest("hex") : "-"].join(" "));
}`

// What we write is read, replayed and indexed by webrecorder's warcio: pages,
// packed ones, redirects, and what was captured before as revisits. Our own
// index says the same.
func TestWarcioReadsWhatIsWritten(t *testing.T) {
	npm, err := exec.LookPath("npm")
	if err != nil || os.Getenv("PLEDGEBOOK_NPM") == "" {
		t.Skip("needs node, and PLEDGEBOOK_NPM=1 for leave to install warcio from npm into a temporary folder")
	}
	dir := t.TempDir()
	install := exec.Command(npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", dir, "warcio@2.4.11")
	if out, err := install.CombinedOutput(); err != nil {
		t.Skipf("warcio cannot be installed here: %v\n%s", err, out)
	}
	path := filepath.Join(dir, "ours.warc.gz")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w, err := NewWriter(out, "pledgebook", noon)
	if err != nil {
		t.Fatal(err)
	}
	html := http.Header{"Content-Type": {"text/html"}}
	var entries []Entry
	for i, c := range []Capture{
		{Status: 200, Header: html, Body: []byte(page(1))},
		{Status: 200, Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}, "Content-Encoding": {"gzip"}}, Body: []byte(pack(t, page(2)))},
		{Status: 301, Header: http.Header{"Location": {"https://a.example/0"}}},
		{Status: 302, Header: http.Header{"Location": {"https://a.example/1"}}},
		{Status: 200, Header: html, Body: []byte(page(1))},
	} {
		c.URL, c.At = fmt.Sprintf("https://a.example/%d", i), noon
		e, err := w.Write(c)
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, e)
	}
	out.Close()
	hash := func(n int) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(page(n)))) }
	compare(t, "replay", warcioSays(t, dir, "node", "--input-type=module", "-e", replay, path), []string{
		"warcinfo - - - - -",
		"response https://a.example/0 200 - - " + hash(1),
		"response https://a.example/1 200 - - " + hash(2),
		"response https://a.example/2 301 - https://a.example/0 -",
		"response https://a.example/3 302 - https://a.example/1 -",
		"revisit https://a.example/4 200 https://a.example/0 - -",
	})
	var index []string
	for _, line := range warcioSays(t, dir, filepath.Join(dir, "node_modules", ".bin", "warcio"), "cdx-index", path) {
		_, rest, _ := strings.Cut(line, "{")
		var f fields
		if err := json.Unmarshal([]byte("{"+rest), &f); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		index = append(index, fmt.Sprintf("%s %s %s %s", f.URL, f.Offset, f.Length, f.Digest))
	}
	var ours []string
	for _, e := range entries {
		ours = append(ours, fmt.Sprintf("%s %d %d %s", e.URL, e.Offset, e.Length, strings.TrimPrefix(e.Digest, digestName)))
	}
	compare(t, "index", index, ours)
}

// warcioSays runs a program beside warcio and returns what it prints, by line.
func warcioSays(t *testing.T, dir, program string, args ...string) []string {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", program, err, out)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

func compare(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("warcio's %s:\n%s\nwant:\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
