package warc

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What was archived whole lately is a revisit in the next archive, of whatever
// process: under the same link, not under another. Answers without a body are
// never one.
func TestRevisitsAcrossArchives(t *testing.T) {
	path := filepath.Join(t.TempDir(), IndexFile)
	write := func(seen map[string]Entry, captures ...Capture) (types string) {
		var out bytes.Buffer
		var none *Writer
		w, err := none.Next(&out, "pledgebook", noon, seen)
		if err != nil {
			t.Fatal(err)
		}
		var lines strings.Builder
		for _, c := range captures {
			c.At, c.Header = noon, http.Header{"Content-Type": {"text/html; charset=utf-8"}}
			e, err := w.Write(c)
			if err != nil {
				t.Fatal(err)
			}
			e.File = "x.warc.gz"
			lines.WriteString(e.Line())
			types += e.Type + " "
		}
		f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if _, err := f.WriteString(lines.String()); err != nil {
			t.Fatal(err)
		}
		return types
	}
	one := Capture{URL: "https://a.example/1", Status: 200, Body: []byte(page(1))}
	elsewhere := Capture{URL: "https://b.example/1", Status: 200, Body: []byte(page(1))}
	changed := Capture{URL: "https://a.example/1", Status: 200, Body: []byte(page(2))}
	moved := Capture{URL: "https://a.example/2", Status: 301}
	if got := write(nil, one, moved, moved); got != "text/html text/html text/html " {
		t.Errorf("the first archive holds %s", got)
	}
	for range 2 { // the second time the index holds the revisits, too
		seen, err := LatestEntries(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := write(seen, one, changed, moved); !strings.HasPrefix(got, "warc/revisit ") || !strings.HasSuffix(got, "text/html ") {
			t.Errorf("a later archive holds %s, want a revisit first", got)
		}
		if got := write(seen, elsewhere); got != "text/html " && len(seen) < 3 {
			t.Errorf("another link with the same body is %s", got)
		}
	}
	if seen, err := LatestEntries(filepath.Join(t.TempDir(), "none")); err != nil || len(seen) != 0 {
		t.Errorf("an index that is not there: %v, %v", seen, err)
	}
}

func TestLine(t *testing.T) {
	e := Entry{URL: "https://www.News.example.org:8080/A/b?z=1&A=2", At: time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC), Type: "text/html", Status: 200, Digest: "sha1:ABC", File: "f.warc.gz", Offset: 10, Length: 20}
	want := `org,example,news:8080)/a/b?a=2&z=1 20260203040506 {"url":"https://www.News.example.org:8080/A/b?z=1&A=2","mime":"text/html","status":"200","digest":"ABC","length":"20","offset":"10","filename":"f.warc.gz"}` + "\n"
	if got := e.Line(); got != want {
		t.Errorf("line\n%s\nwant\n%s", got, want)
	}
	if back, ok := parseEntry(strings.TrimSpace(want)); !ok || back.URL != e.URL || back.Digest != e.Digest || !back.At.Equal(e.At) {
		t.Errorf("read back: %+v, %v", back, ok)
	}
	for _, bad := range []string{"", "x", "x 2026 {}", "x 20260203040506 {", "x 20260203040506 {}"} {
		if e, ok := parseEntry(bad); ok {
			t.Errorf("%q is the entry %+v", bad, e)
		}
	}
}
