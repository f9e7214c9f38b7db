package web_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"

	"pledgebook"
	"pledgebook/internal/accounts"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
	"pledgebook/internal/web/entries"
	"pledgebook/internal/web/home"
	"pledgebook/internal/web/pledge"
	"pledgebook/internal/web/signin"
	"pledgebook/internal/web/webtest"
)

// An answer that was made before goes out as it was made, to those who unpack it
// and those who do not, and not at all to those who have it.
func TestAnAnswerIsMadeOnce(t *testing.T) {
	site := webtest.Serve(t, webtest.Book(t, sample.Readings()...), false, home.Page, entries.Page)
	for _, path := range []string{"/", "/entries", "/entries?receiver=HTI", "/card.png"} {
		first, second := site.Get(path), site.Get(path)
		etag := first.Header.Get("ETag")
		if first.Body != second.Body || first.Body == "" || etag == "" || second.Header.Get("ETag") != etag {
			t.Fatalf("%s: %d and %d bytes under %q and %q", path, len(first.Body), len(second.Body), etag, second.Header.Get("ETag"))
		}
		if got := asked(t, site, path, "Accept-Encoding", "gzip"); unzipped(t, got) != first.Body {
			t.Errorf("%s: packed it is another", path)
		}
		if got := asked(t, site, path, "Accept-Encoding", "gzip;q=0, br"); got.Header.Get("Content-Encoding") != "" || got.Body != first.Body {
			t.Errorf("%s: packed for somebody who does not unpack", path)
		}
		if got := asked(t, site, path, "If-None-Match", etag); got.Status != http.StatusNotModified || got.Body != "" {
			t.Errorf("%s: %d to somebody who has it", path, got.Status)
		}
	}
}

func asked(t *testing.T, s *webtest.Site, path, header, value string) webtest.Answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set(header, value)
	return s.Do(r)
}

func unzipped(t *testing.T, a webtest.Answer) string {
	t.Helper()
	if a.Header.Get("Content-Encoding") != "gzip" {
		return a.Body
	}
	z, err := gzip.NewReader(strings.NewReader(a.Body))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(plain)
}

// What is kept is kept for those who see the same: not for another language,
// another role, another account, and not once a decision was made.
func TestWhatIsKeptIsKeptForTheSameEyes(t *testing.T) {
	book := webtest.Book(t, sample.Readings()...)
	peru := matching.EntryID(sample.Readings()[0].Claims[0].ID)
	at := sample.Today.Time()
	decide := func(d pledgebook.Decision) {
		t.Helper()
		at = at.Add(time.Second)
		d.Who, d.Why, d.At = "Ana", "read it", at
		if _, err := book.Decide(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range sample.Readings() {
		for _, c := range r.Claims {
			decide(pledgebook.Decision{Verb: pledgebook.Accept, On: []string{matching.EntryID(c.ID)}})
		}
	}
	p := webtest.ServePeople(t, book, web.Options{}, accounts.Organisation{}, home.Page, entries.Page, pledge.Page, signin.Page)
	reviewer, other := p.As("rosa", pledgebook.RoleReviewer), p.As("zoe", pledgebook.RoleReader)
	path := "/pledge/" + peru
	stranger := p.Get(path)
	if stranger.Status != http.StatusOK || stranger.Header.Get("ETag") == "" {
		t.Fatalf("a stranger gets %d", stranger.Status)
	}
	for name, s := range map[string]*webtest.Site{"rosa": reviewer, "zoe": other} {
		for range 2 {
			if a := s.Get("/"); !strings.Contains(a.Body, name) || strings.Contains(a.Header.Get("Cache-Control"), "public") {
				t.Errorf("%s gets a page that does not know her", name)
			}
		}
	}
	if a := p.Get("/"); strings.Contains(a.Body, "rosa") || strings.Contains(a.Body, "zoe") {
		t.Error("a stranger gets somebody's page")
	}
	if a := asked(t, p.Site, path, "Accept-Language", "uk"); a.Header.Get("Content-Language") != "uk" {
		t.Errorf("a reader of Ukrainian gets %q", a.Header.Get("Content-Language"))
	}
	decide(pledgebook.Decision{Verb: pledgebook.SetAccess, On: []string{peru}, Set: map[string]string{"level": string(pledgebook.LevelRestricted), "names": "zoe"}})
	p.Move(sample.Today.Time().Add(12 * time.Hour))
	for s, want := range map[*webtest.Site]int{p.Site: http.StatusNotFound, reviewer: http.StatusNotFound, other: http.StatusOK} {
		if a := s.Get(path); a.Status != want {
			t.Errorf("a restricted entry answers %d, want %d", a.Status, want)
		}
		if a := s.Get("/entries"); strings.Contains(a.Body, path) != (want == http.StatusOK) {
			t.Errorf("the list has a restricted entry: %v", want != http.StatusOK)
		}
	}
}
