package webapi

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
	"pledgebook/internal/web/webtest"
)

// BenchmarkAnswers asks a small book over and over: what an answer costs beside
// the work on the book itself, and what one costs that is not sent again.
func BenchmarkAnswers(b *testing.B) {
	_, h := web.New(webtest.Book(b, sample.Readings()...), web.Options{Log: slog.New(slog.DiscardHandler)}, Page)
	ask := func(b *testing.B, path, etag string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(b.Context(), http.MethodGet, path, http.NoBody)
		r.Header.Set("If-None-Match", etag)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	for _, path := range []string{"/api/entries", "/api/entries?receiver=HTI&stage=pledge", "/api/bounds?receiver=HTI", "/api/search?q=haiti"} {
		b.Run(path[len("/api/"):], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if w := ask(b, path, ""); w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
			}
		})
	}
	etag := ask(b, "/api/entries", "").Header().Get("ETag")
	b.Run("unchanged", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if w := ask(b, "/api/entries", etag); w.Code != http.StatusNotModified {
				b.Fatal(w.Code)
			}
		}
	})
}

// BenchmarkScan looks through 300 000 entries for what a filter lets through and
// finds nothing: the most that a page of a list can cost.
func BenchmarkScan(b *testing.B) {
	l := &reporting.Ledger{}
	one := *sample.Ledger().Entries[0]
	entries := make([]pledgebook.Entry, 300_000)
	for i := range entries {
		one.ID, one.Claims = fmt.Sprint("e", i), []string{fmt.Sprint("c", i)}
		entries[i] = one
	}
	l.Fill(matching.Result{}, entries, nil)
	f, err := Filters{Parties: Parties{Receiver: []string{"MDG"}, Between: Between{From: "2030-01-01"}}}.filter(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		all, _ := l.EntriesFrom("", false)
		for e := range all {
			if f.Lets(e) {
				b.Fatal("found one")
			}
		}
	}
}
