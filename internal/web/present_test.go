package web_test

import (
	"context"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
	"pledgebook/internal/web/pledge"
	"pledgebook/internal/web/webtest"
)

// slowBook is a book whose ties are read only while its door is open: no newer
// state of the desk is there before.
type slowBook struct {
	pledgebook.Book
	door   sync.RWMutex
	broken atomic.Bool
}

func (b *slowBook) Ties(ctx context.Context, reports ...string) iter.Seq2[pledgebook.Tie, error] {
	b.door.RLock()
	defer b.door.RUnlock()
	if b.broken.Load() {
		return func(yield func(pledgebook.Tie, error) bool) {
			yield(pledgebook.Tie{}, pledgebook.Errorf(pledgebook.Unreadable, "the book is away"))
		}
	}
	return b.Book.Ties(ctx, reports...)
}

// minutes is a clock that goes on by a minute each time it is looked at, so that
// every page asks the book what came since.
func minutes() func() time.Time {
	var lock sync.Mutex
	now := sample.Today.Time().Add(9 * time.Hour)
	return func() time.Time {
		lock.Lock()
		defer lock.Unlock()
		now = now.Add(time.Minute)
		return now
	}
}

func founded(n int) string { return matching.EntryID(sample.Readings()[n].Claims[0].ID) }

func file(t *testing.T, book pledgebook.Book, r pledgebook.Reading) {
	t.Helper()
	if _, err := book.Append(t.Context(), []pledgebook.Filing{{Reading: r}}); err != nil {
		t.Fatal(err)
	}
}

// ask asks for a page and returns its status and text.
func ask(h http.Handler, path string) (*httptest.ResponseRecorder, string) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost"+path, http.NoBody))
	return w, w.Body.String()
}

// Pages are answered while what was filed is brought in, and show it once it is.
func TestNoPageWaitsForWhatIsFiled(t *testing.T) {
	book := &slowBook{Book: webtest.Book(t, sample.Readings()[0])}
	desk, pages := web.New(book, web.Options{Now: minutes()}, pledge.Page)
	t.Cleanup(desk.Close)
	if err := desk.Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	book.door.Lock()
	file(t, book, sample.Readings()[4])
	for range 3 {
		if w, _ := ask(pages, "/pledge/"+founded(0)); w.Code != http.StatusOK {
			t.Errorf("while a report is brought in, the page of another answers %d", w.Code)
		}
		if w, _ := ask(pages, "/pledge/"+founded(4)); w.Code != http.StatusNotFound {
			t.Errorf("what is not brought in yet answers %d", w.Code)
		}
	}
	book.door.Unlock()
	for found := false; !found; time.Sleep(time.Millisecond) {
		w, _ := ask(pages, "/pledge/"+founded(4))
		found = w.Code == http.StatusOK
	}
}

// What another process took back, took down or restricted is on no page that is
// asked for afterwards, however long the newer state takes.
func TestNothingWithheldIsShownWhileTheNewerStateIsMade(t *testing.T) {
	report := sample.Readings()[0].Report.ID
	for _, d := range []pledgebook.Decision{
		{Verb: pledgebook.Retract, On: []string{report}},
		{Verb: pledgebook.Redact, On: []string{report}},
		{Verb: pledgebook.Reject, On: []string{founded(0)}},
		{Verb: pledgebook.SetAccess, On: []string{report}, Set: map[string]string{"level": "team"}},
	} {
		t.Run(string(d.Verb), func(t *testing.T) {
			book := &slowBook{Book: webtest.Book(t, sample.Readings()...)}
			accept := pledgebook.Decision{Verb: pledgebook.Accept, On: []string{founded(0)}, Who: "Ana", Why: "read", At: sample.Today.Time()}
			if _, err := book.Decide(t.Context(), accept); err != nil {
				t.Fatal(err)
			}
			desk, pages := web.New(book, web.Options{Readers: true, Now: minutes()}, pledge.Page)
			t.Cleanup(desk.Close)
			path := "/pledge/" + founded(0)
			if w, _ := ask(pages, path); w.Code != http.StatusOK {
				t.Fatalf("before the decision the page answers %d", w.Code)
			}
			book.door.Lock()
			d.Who, d.Why, d.At = "Ana", "so it is", sample.Today.Time().Add(time.Hour)
			if _, err := book.Decide(t.Context(), d); err != nil {
				t.Fatal(err)
			}
			file(t, book, sample.HostileReading()) // so that the door is met in any case
			answers := make(chan int, 8)
			for range cap(answers) {
				go func() {
					w, _ := ask(pages, path)
					answers <- w.Code
				}()
			}
			time.Sleep(20 * time.Millisecond)
			book.door.Unlock()
			for range cap(answers) {
				if code := <-answers; code != http.StatusNotFound {
					t.Errorf("after %s the page answers %d", d.Verb, code)
				}
			}
		})
	}
}

// A book that cannot be read for a while is shown again once it can, and what was
// shown before goes on being shown where only something was filed.
func TestTheDeskRecovers(t *testing.T) {
	book := &slowBook{Book: webtest.Book(t, sample.Readings()[0])}
	book.broken.Store(true)
	desk, pages := web.New(book, web.Options{Now: minutes(), Log: slog.New(slog.DiscardHandler)}, pledge.Page)
	t.Cleanup(desk.Close)
	if w, _ := ask(pages, "/pledge/"+founded(0)); w.Code != http.StatusServiceUnavailable {
		t.Errorf("while the book cannot be read, a page answers %d", w.Code)
	}
	book.broken.Store(false)
	if w, _ := ask(pages, "/pledge/"+founded(0)); w.Code != http.StatusOK {
		t.Errorf("once the book can be read, a page answers %d", w.Code)
	}
	book.broken.Store(true)
	file(t, book, sample.Readings()[4])
	for range 3 {
		if w, _ := ask(pages, "/pledge/"+founded(0)); w.Code != http.StatusOK {
			t.Errorf("while what was filed cannot be read, a page answers %d", w.Code)
		}
	}
	book.broken.Store(false)
	for found := false; !found; time.Sleep(time.Millisecond) {
		w, _ := ask(pages, "/pledge/"+founded(4))
		found = w.Code == http.StatusOK
	}
}

// Until the first state is there pages say so, and when to ask again.
func TestTheFirstPageOfALargeBook(t *testing.T) {
	book := &slowBook{Book: webtest.Book(t, sample.Readings()[0])}
	desk, pages := web.New(book, web.Options{}, pledge.Page)
	t.Cleanup(desk.Close)
	desk.Hurry()
	book.door.Lock()
	w, body := ask(pages, "/pledge/"+founded(0))
	webtest.Sound(t, body)
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || w.Header().Get("Refresh") == "" || !strings.Contains(body, "being worked out") {
		t.Errorf("the first page answers %d with %v: %s", w.Code, w.Header(), webtest.Text(body))
	}
	book.door.Unlock()
	if err := desk.Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	if w, _ := ask(pages, "/pledge/"+founded(0)); w.Code != http.StatusOK {
		t.Errorf("once it is there, the page answers %d", w.Code)
	}
}
