package web_test

import (
	"net/http"
	"strings"
	"testing"

	"pledgebook/internal/web/home"
	"pledgebook/internal/web/webtest"
)

// A page is in the language that its address asks for, else in the one chosen
// before, else in the browser's.
func TestWhichLanguage(t *testing.T) {
	for _, tt := range []struct{ path, cookie, accepts, want string }{
		{"/", "", "", "en"},
		{"/", "", "uk,en;q=0.8", "uk"},
		{"/", "", "uk-UA", "uk"},
		{"/", "", "fr, uk;q=0.5", "uk"},
		{"/", "", "fr", "en"},
		{"/", "", strings.Repeat("uk,", 500), "en"},
		{"/", "uk", "en", "uk"},
		{"/?lang=en", "uk", "uk", "en"},
		{"/?lang=uk", "", "en", "uk"},
		{"/?lang=tlh", "", "uk", "uk"},
		{"/", "tlh", "uk", "uk"},
	} {
		s := webtest.Serve(t, webtest.Book(t), false, home.Page)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+tt.path, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept-Language", tt.accepts)
		if tt.cookie != "" {
			r.AddCookie(&http.Cookie{Name: "language", Value: tt.cookie})
		}
		a := s.Do(r)
		if !strings.Contains(a.Body, `<html lang="`+tt.want+`">`) || a.Header.Get("Content-Language") != tt.want {
			t.Errorf("%+v: the page is in %q", tt, a.Header.Get("Content-Language"))
		}
		if vary := strings.Join(a.Header.Values("Vary"), ","); !strings.Contains(vary, "Accept-Language") || !strings.Contains(vary, "Cookie") {
			t.Errorf("%+v: Vary is %q", tt, vary)
		}
	}
}

// A choice is kept, and leads back to the same page and to no other site.
func TestChoosingALanguage(t *testing.T) {
	s := webtest.Serve(t, webtest.Book(t), false, home.Page)
	if a := s.Post("/language", "lang", "uk", "back", "/?x=1"); a.Path != "/?x=1" || a.Header.Get("Content-Language") != "uk" {
		t.Errorf("after the choice: %s in %q", a.Path, a.Header.Get("Content-Language"))
	}
	if a := s.Get("/"); a.Header.Get("Content-Language") != "uk" {
		t.Errorf("the choice is not kept: %q", a.Header.Get("Content-Language"))
	}
	if a := s.Post("/language", "lang", "en", "back", "//evil.example/"); a.Path != "/" || a.Header.Get("Content-Language") != "en" {
		t.Errorf("led to %s in %q", a.Path, a.Header.Get("Content-Language"))
	}
	if a := s.Post("/language", "lang", "tlh"); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("an unknown language is answered with %d", a.Status)
	}
	s.Get("/?lang=uk")
	if a := s.Get("/"); a.Header.Get("Content-Language") != "uk" {
		t.Errorf("a shared link's language does not last: %q", a.Header.Get("Content-Language"))
	}
}
