package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
	"pledgebook/internal/web/home"
	"pledgebook/internal/web/inbox"
	"pledgebook/internal/web/pledge"
	"pledgebook/internal/web/webtest"
)

func TestEveryAnswerIsGuarded(t *testing.T) {
	site := webtest.Serve(t, webtest.Book(t), false, home.Page)
	for _, path := range []string{"/", "/nothing", "/icon.svg"} {
		a := site.Get(path)
		csp := a.Header.Get("Content-Security-Policy")
		if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || a.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s has headers %v", path, a.Header)
		}
	}
	a := site.Get("/nothing")
	if a.Status != http.StatusNotFound {
		t.Errorf("/nothing answers %d", a.Status)
	}
	webtest.Sound(t, a.Body)
}

// A page that is asked for by another method says which it takes.
func TestOtherMethodsAreNamed(t *testing.T) {
	_, h := web.New(webtest.Book(t), web.Options{}, home.Page)
	for _, tt := range []struct {
		method, path string
		status       int
		allow        string
	}{{"DELETE", "/", 405, "GET, HEAD"}, {"PUT", "/language", 405, "POST"}, {"DELETE", "/nothing", 404, ""}, {"POST", "/nothing", 404, ""}} {
		r := httptest.NewRequest(tt.method, "http://localhost"+tt.path, nil)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != tt.status || w.Header().Get("Allow") != tt.allow {
			t.Errorf("%s %s answers %d, allows %q", tt.method, tt.path, w.Code, w.Header().Get("Allow"))
		}
	}
}

func TestOtherHostNamesAreRefused(t *testing.T) {
	_, h := web.New(webtest.Book(t), web.Options{Hosts: []string{"localhost", "127.0.0.1"}}, home.Page)
	for host, want := range map[string]int{"localhost:8080": 200, "127.0.0.1:8080": 200, "127.0.0.1": 200, "evil.example": 421, "localhost.evil.example:8080": 421, "": 421} {
		r := httptest.NewRequest(http.MethodGet, "/", http.NoBody)
		r.Host = host
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("host %q answers %d, want %d", host, w.Code, want)
		}
	}
}

func TestOurFaultsSayNothingOfTheCause(t *testing.T) {
	broken := web.Page{Routes: map[string]web.Handler{
		"GET /panics": func(*web.Desk, http.ResponseWriter, *http.Request) error { panic("secret") },
		"GET /fails": func(*web.Desk, http.ResponseWriter, *http.Request) error {
			return pledgebook.Errorf(pledgebook.Internal, "secret")
		},
	}}
	site := webtest.Serve(t, webtest.Book(t), false, broken)
	for _, path := range []string{"/panics", "/fails"} {
		a := site.Get(path)
		if a.Status != http.StatusInternalServerError || strings.Contains(a.Body, "secret") {
			t.Errorf("%s answers %d: %s", path, a.Status, a.Body)
		}
	}
}

// A pledge page with all it loads stays under the 60 KB that a first view may
// weigh, and loads nothing from elsewhere.
func TestWeightOfAPledgePage(t *testing.T) {
	_, h := web.New(webtest.Book(t, sample.Readings()...), web.Options{}, home.Page, pledge.Page, inbox.Page)
	fetch := func(path string) (size int, body string) {
		r := httptest.NewRequest(http.MethodGet, path, http.NoBody)
		r.Header.Set("Accept-Encoding", "gzip")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		size = w.Body.Len()
		if w.Header().Get("Content-Encoding") != "gzip" {
			return size, w.Body.String()
		}
		z, err := gzip.NewReader(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		plain, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		return size, string(plain)
	}
	total, body := fetch("/pledge/" + matching.EntryID(sample.Readings()[1].Claims[0].ID))
	loaded := regexp.MustCompile(`(?:<link rel="(?:icon|stylesheet)" href|src)="([^"]+)"`).FindAllStringSubmatch(body, -1)
	if len(loaded) < 2 {
		t.Fatalf("the page loads %v", loaded)
	}
	for _, m := range loaded {
		if !strings.HasPrefix(m[1], "/") || strings.HasPrefix(m[1], "//") {
			t.Errorf("the page loads %s from elsewhere", m[1])
		}
		size, _ := fetch(m[1])
		total += size
	}
	t.Logf("%d bytes compressed", total)
	if total > 60_000 {
		t.Errorf("the page weighs %d bytes compressed", total)
	}
}

func BenchmarkPages(b *testing.B) {
	_, h := web.New(webtest.Book(b, sample.Readings()...), web.Options{}, home.Page, pledge.Page)
	for _, path := range []string{"/", "/pledge/" + matching.EntryID(sample.Readings()[1].Claims[0].ID)} {
		b.Run(strings.SplitAfter(path, "/")[1], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w := httptest.NewRecorder()
				h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, http.NoBody))
				if w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
			}
		})
	}
}
