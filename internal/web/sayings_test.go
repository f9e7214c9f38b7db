package web_test

import (
	"context"
	"iter"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pledgebook"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
	"pledgebook/internal/web/quote"
	"pledgebook/internal/web/webtest"
)

// quotedBook counts how often all its quotes are read, which is while its door is
// open.
type quotedBook struct {
	pledgebook.Book
	door sync.RWMutex
	read atomic.Int32
}

func (b *quotedBook) Quotes(ctx context.Context, q pledgebook.Query) iter.Seq2[pledgebook.Held[pledgebook.Quote], error] {
	b.door.RLock()
	defer b.door.RUnlock()
	b.read.Add(1)
	return b.Book.Quotes(ctx, q)
}

// quoting is a reading of the sample in which somebody is quoted.
func quoting(t *testing.T) pledgebook.Reading {
	t.Helper()
	for _, r := range sample.Readings() {
		if len(r.Quotes) > 0 && len(r.Claims) > 0 {
			return r
		}
	}
	t.Fatal("the sample quotes nobody")
	return pledgebook.Reading{}
}

func decide(t *testing.T, book pledgebook.Book, verb pledgebook.DecisionVerb, on string, set ...string) {
	t.Helper()
	d := pledgebook.Decision{Verb: verb, On: []string{on}, Who: "Ana", Why: "read", At: sample.Today.Time()}
	for i := 0; i+1 < len(set); i += 2 {
		d.Set = map[string]string{set[i]: set[i+1]}
	}
	if _, err := book.Decide(t.Context(), d); err != nil {
		t.Fatal(err)
	}
}

// quotesUntil asks for the quotes until their page has, or lacks, some words.
func quotesUntil(t *testing.T, pages http.Handler, words string, has bool) {
	t.Helper()
	end := time.Now().Add(time.Minute)
	for time.Now().Before(end) {
		if w, body := ask(pages, "/quotes"); w.Code == http.StatusOK && strings.Contains(body, words) == has {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatalf("%q on the page of quotes: never %t", words, has)
}

func TestSayingsAreBroughtTogetherOnlyWhenQuotesChange(t *testing.T) {
	r := quoting(t)
	words := r.Quotes[0].Text
	book := &quotedBook{Book: webtest.Book(t, r)}
	desk, pages := web.New(book, web.Options{Now: minutes(), Patience: time.Minute}, quote.Page)
	t.Cleanup(desk.Close)
	quotesUntil(t, pages, words, true)
	decide(t, book, pledgebook.Accept, r.Claims[0].ID)
	for range 5 {
		quotesUntil(t, pages, words, true)
	}
	if n := book.read.Load(); n != 1 {
		t.Errorf("the quotes were read %d times although only a decision came in between, want once", n)
	}
	file(t, book, sample.Readings()[0])
	for end := time.Now().Add(time.Minute); book.read.Load() < 2 && time.Now().Before(end); time.Sleep(time.Millisecond) {
		quotesUntil(t, pages, words, true)
	}
	if n := book.read.Load(); n != 2 {
		t.Errorf("the quotes were read %d times although a report was filed, want twice", n)
	}
}

// While what was said is brought together anew the earlier sayings are shown, but
// not where something is to be seen no more.
func TestEarlierSayingsAreShownOnlyWhereNothingIsWithheld(t *testing.T) {
	r := quoting(t)
	words := r.Quotes[0].Text
	for _, readers := range []bool{false, true} {
		book := &quotedBook{Book: webtest.Book(t, r)}
		decide(t, book, pledgebook.Accept, r.Claims[0].ID)
		desk, pages := web.New(book, web.Options{Now: minutes(), Readers: readers, Patience: 20 * time.Millisecond}, quote.Page)
		t.Cleanup(desk.Close)
		quotesUntil(t, pages, words, true)
		book.door.Lock()
		file(t, book, sample.Readings()[0])
		for range 5 {
			quotesUntil(t, pages, words, true)
		}
		decide(t, book, pledgebook.Redact, r.Report.ID)
		for range 5 {
			if w, body := ask(pages, "/quotes"); strings.Contains(body, words) {
				t.Errorf("readers %t: what was taken down is still quoted (status %d)", readers, w.Code)
			}
			if w, body := ask(pages, "/quote/"+r.Quotes[0].ID); strings.Contains(body, words) {
				t.Errorf("readers %t: the quote that was taken down is still shown (status %d)", readers, w.Code)
			}
		}
		book.door.Unlock()
		quotesUntil(t, pages, words, false)
	}
}

// What readers may read of it depends on what was accepted, restricted and taken
// back.
func TestReadersSayingsFollowTheReportsInSight(t *testing.T) {
	r := quoting(t)
	words := r.Quotes[0].Text
	book := &quotedBook{Book: webtest.Book(t, r)}
	desk, pages := web.New(book, web.Options{Now: minutes(), Readers: true, Patience: time.Minute}, quote.Page)
	t.Cleanup(desk.Close)
	quotesUntil(t, pages, words, false)
	decide(t, book, pledgebook.Accept, r.Claims[0].ID)
	quotesUntil(t, pages, words, true)
	decide(t, book, pledgebook.SetAccess, r.Report.ID, "level", "team")
	if w, body := ask(pages, "/quotes"); w.Code != http.StatusOK || strings.Contains(body, words) {
		t.Errorf("a restricted report is quoted to readers (status %d)", w.Code)
	}
	decide(t, book, pledgebook.SetAccess, r.Report.ID, "level", "public")
	quotesUntil(t, pages, words, true)
}
