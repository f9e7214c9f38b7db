package webapi

import (
	"context"
	"iter"
	"net/http"
	"strings"
	"sync"
	"testing"

	"pledgebook"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
	"pledgebook/internal/web/webtest"
)

// slowBook reads no quotes and no ties while its door is locked.
type slowBook struct {
	pledgebook.Book
	door sync.RWMutex
}

func (b *slowBook) Quotes(ctx context.Context, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Quote], error] {
	b.door.RLock()
	defer b.door.RUnlock()
	return b.Book.Quotes(ctx, q)
}

func (b *slowBook) Ties(ctx context.Context, reports ...string) iter.Seq2[pledgebook.Tie, error] {
	b.door.RLock()
	defer b.door.RUnlock()
	return b.Book.Ties(ctx, reports...)
}

// While quotes are brought together their addresses say when to ask again.
func TestWhatWasSaidTakesLong(t *testing.T) {
	book := &slowBook{Book: webtest.Book(t, sample.Readings()...)}
	site := webtest.ServeWith(t, book, web.Options{}, Page)
	paths := []string{"/api/sayings", "/api/sayings/" + first(t, site, "/api/quotes", "id")}
	book.door.Lock()
	for _, path := range paths {
		saysLater(t, site, path+"?wait=0", http.StatusAccepted)
	}
	book.door.Unlock()
	for _, path := range paths {
		if a := site.Get(path); a.Status != http.StatusOK || a.Header.Get("ETag") == "" {
			t.Errorf("%s: %d at last: %s", path, a.Status, a.Body)
		}
	}
}

// Until the first state of the book is there every address says when to ask again.
func TestTheFirstAnswersOfALargeBook(t *testing.T) {
	t.Parallel() // it waits for some seconds
	book := &slowBook{Book: webtest.Book(t, sample.Readings()...)}
	book.door.Lock()
	site := webtest.ServeWith(t, book, web.Options{}, Page)
	saysLater(t, site, "/api/book", http.StatusServiceUnavailable)
	book.door.Unlock()
	if a := site.Get("/api/book"); a.Status != http.StatusOK {
		t.Errorf("once the book is there, it is answered with %d: %s", a.Status, a.Body)
	}
}

func saysLater(t *testing.T, site *webtest.Site, path string, status int) {
	t.Helper()
	a := site.Get(path)
	if a.Status != status || a.Header.Get("Retry-After") == "" || a.Header.Get("ETag") != "" || !strings.HasPrefix(a.Header.Get("Content-Type"), "application/problem+json") {
		t.Errorf("%s: %d, %v: %s", path, a.Status, a.Header, a.Body)
	}
}
