package warc

import (
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

// What we write is read and indexed by webrecorder's warcio.
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
	for i, body := range []string{page(1), page(2), page(1)} {
		c := Capture{URL: fmt.Sprintf("https://a.example/%d", i), At: noon, Status: 200, Header: http.Header{"Content-Type": {"text/html"}}, Body: []byte(body)}
		if err := w.Write(c); err != nil {
			t.Fatal(err)
		}
	}
	out.Close()
	index, err := exec.Command(filepath.Join(dir, "node_modules", ".bin", "warcio"), "index", path, "--fields", "warc-type,warc-target-uri,http:status,http:content-type,offset").CombinedOutput()
	if err != nil {
		t.Fatalf("warcio: %v\n%s", err, index)
	}
	var got []string
	for line := range strings.Lines(string(index)) {
		var row map[string]any
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		got = append(got, fmt.Sprintf("%v %v %v", row["warc-type"], row["warc-target-uri"], row["http:status"]))
	}
	want := []string{"warcinfo <nil> <nil>", "response https://a.example/0 200", "response https://a.example/1 200", "revisit https://a.example/2 200"}
	if !slices.Equal(got, want) {
		t.Errorf("warcio's index:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
