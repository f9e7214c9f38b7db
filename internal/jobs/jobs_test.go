package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pledgebook/internal/jobs"
	"pledgebook/internal/storage/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

// quick is a queue that does not wait.
var quick = jobs.Options{AtOnce: 4, Tries: 3, Retry: time.Millisecond, Beat: 500 * time.Millisecond}

const source = "http://example.org/feed.xml"

// TestQueue runs one suite on both engines.
func TestQueue(t *testing.T) {
	for name, test := range map[string]func(*testing.T, string){
		"every link once":       everyLinkOnce,
		"changed links":         changedLinks,
		"indexes":               indexes,
		"polling":               polling,
		"failures":              failures,
		"two workers":           twoWorkers,
		"stopped in the middle": stoppedInTheMiddle,
		"standing":              standing,
		"rereading":             rereading,
		"turns":                 turns,
		"notices":               tellingOnce,
	} {
		t.Run("SQLite/"+name, func(t *testing.T) { t.Parallel(); test(t, t.TempDir()) })
		t.Run("Postgres/"+name, func(t *testing.T) { t.Parallel(); test(t, pgtest.Database(t)) })
	}
}

func open(t *testing.T, where string) *jobs.Queue {
	t.Helper()
	return openAs(t, where, quick)
}

func openAs(t *testing.T, where string, options jobs.Options) *jobs.Queue {
	t.Helper()
	q, err := jobs.Open(t.Context(), where, options)
	check(t, err)
	t.Cleanup(q.Close)
	return q
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// record is hands that write down what they did.
type record struct {
	mu     sync.Mutex
	pages  map[string]int
	aside  map[string]string
	lists  []jobs.List
	news   []jobs.News
	found  map[string]jobs.Found
	onPage func(context.Context, string) error
}

func (r *record) hands() jobs.Hands {
	r.pages = map[string]int{}
	return r.more()
}

// more are the same hands, which go on writing where they were.
func (r *record) more() jobs.Hands {
	if r.aside == nil {
		r.aside = map[string]string{}
	}
	return jobs.Hands{
		Page: func(ctx context.Context, p jobs.Page) error {
			r.mu.Lock()
			r.pages[p.URL]++
			r.mu.Unlock()
			if r.onPage != nil {
				return r.onPage(ctx, p.URL)
			}
			return nil
		},
		List: func(_ context.Context, l jobs.List) (jobs.Found, error) {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.lists = append(r.lists, l)
			f, ok := r.found[l.URL]
			if !ok {
				return f, errors.New("no such list")
			}
			return f, nil
		},
		Every:  func(string) time.Duration { return time.Hour },
		Polled: func(_ string, n jobs.News) { r.mu.Lock(); r.news = append(r.news, n); r.mu.Unlock() },
		SetAside: func(_ context.Context, link string, cause error) {
			r.mu.Lock()
			r.aside[link] = cause.Error()
			r.mu.Unlock()
		},
	}
}

func links(from, to int) (all []jobs.Link) {
	for n := from; n < to; n++ {
		all = append(all, jobs.Link{URL: fmt.Sprintf("http://example.org/%d", n)})
	}
	return all
}

func pollAll(t *testing.T, q *jobs.Queue, r *record, all bool) {
	t.Helper()
	check(t, q.Poll(t.Context(), []jobs.Source{{URL: source, Every: time.Hour}}, all))
	check(t, q.WorkOff(t.Context(), r.hands()))
}

func everyLinkOnce(t *testing.T, where string) {
	q := open(t, where)
	r := &record{found: map[string]jobs.Found{source: {Pages: links(0, 600), ETag: "one", LastModified: "monday"}}}
	pollAll(t, q, r, true)
	if len(r.pages) != 600 {
		t.Errorf("%d pages were read, want 600", len(r.pages))
	}
	for url, n := range r.pages {
		if n != 1 {
			t.Errorf("%s was read %d times", url, n)
		}
	}
	r.found[source] = jobs.Found{Pages: links(595, 603), ETag: "two"}
	pollAll(t, q, r, true)
	if len(r.pages) != 3 || r.pages["http://example.org/602"] != 1 {
		t.Errorf("of a list with 3 new links, read were %v", r.pages)
	}
	want := []jobs.List{{URL: source, Source: source}, {URL: source, Source: source, ETag: "one", LastModified: "monday"}}
	if diff := cmp.Diff(want, r.lists); diff != "" {
		t.Errorf("lists asked for: %s", diff)
	}
	if diff := cmp.Diff([]jobs.News{{Links: 600, Fresh: 600}, {Links: 8, Fresh: 3}}, r.news); diff != "" {
		t.Errorf("news: %s", diff)
	}
}

// A page is read again when a list gives it a later time, and only then.
func changedLinks(t *testing.T, where string) {
	q := open(t, where)
	day := time.Date(2024, 5, 4, 0, 0, 0, 0, time.UTC)
	r := &record{found: map[string]jobs.Found{}}
	for _, step := range []struct {
		changed time.Time
		read    int
	}{{time.Time{}, 1}, {time.Time{}, 0}, {day, 1}, {day, 0}, {day.AddDate(0, 0, -1), 0}, {time.Time{}, 0}, {day.AddDate(0, 0, 1), 1}} {
		r.found[source] = jobs.Found{Pages: []jobs.Link{{URL: "http://example.org/1", Changed: step.changed}}}
		pollAll(t, q, r, true)
		if n := r.pages["http://example.org/1"]; n != step.read {
			t.Errorf("changed at %v: read %d times, want %d", step.changed, n, step.read)
		}
	}
}

// Of an index, the lists that it says are as they were are not asked for.
func indexes(t *testing.T, where string) {
	q := open(t, where)
	day := time.Date(2024, 5, 4, 0, 0, 0, 0, time.UTC)
	r := &record{found: map[string]jobs.Found{
		source:                       {Lists: []jobs.Link{{URL: "http://example.org/dated", Changed: day}, {URL: "http://example.org/undated"}}},
		"http://example.org/dated":   {Pages: links(0, 2)},
		"http://example.org/undated": {Pages: links(1, 3)},
	}}
	asked := func() (urls []string) {
		for _, l := range r.lists {
			urls = append(urls, fmt.Sprint(l.URL, " ", l.Depth))
		}
		slices.Sort(urls)
		r.lists = nil
		return urls
	}
	pollAll(t, q, r, true)
	if diff := cmp.Diff([]string{"http://example.org/dated 1", source + " 0", "http://example.org/undated 1"}, asked()); diff != "" || len(r.pages) != 3 {
		t.Errorf("read were %v; lists asked for: %s", r.pages, diff)
	}
	pollAll(t, q, r, true)
	if diff := cmp.Diff([]string{source + " 0", "http://example.org/undated 1"}, asked()); diff != "" || len(r.pages) != 0 {
		t.Errorf("the second time, read were %v; lists asked for: %s", r.pages, diff)
	}
}

// A source is asked for when it is due, and rests when it fails.
func polling(t *testing.T, where string) {
	q := open(t, where)
	r := &record{found: map[string]jobs.Found{source: {}}}
	pollAll(t, q, r, false)
	pollAll(t, q, r, false)
	if len(r.lists) != 1 {
		t.Errorf("within the hour, the list was asked for %d times, want once", len(r.lists))
	}
	delete(r.found, source)
	pollAll(t, q, r, true)
	if r.aside[source] == "" {
		t.Error("the failure of the list was not named")
	}
	pollAll(t, q, r, false)
	if len(r.lists) != 2 {
		t.Errorf("a list that failed was asked for %d times, want 2", len(r.lists))
	}
}

func failures(t *testing.T, where string) {
	q := open(t, where)
	r := &record{found: map[string]jobs.Found{source: {Pages: links(0, 5)}}}
	r.onPage = func(_ context.Context, url string) error {
		r.mu.Lock()
		tries := r.pages[url]
		r.mu.Unlock()
		switch url {
		case "http://example.org/1":
			return errors.New("never any good")
		case "http://example.org/2":
			return jobs.Later(0, errors.New("not yet"))
		case "http://example.org/3":
			if tries == 1 {
				return jobs.Later(time.Millisecond, errors.New("busy"))
			}
		case "http://example.org/4":
			panic("a page that breaks its reader")
		}
		return nil
	}
	pollAll(t, q, r, true)
	for deadline := time.Now().Add(20 * time.Second); len(r.aside) < 3 && time.Now().Before(deadline); { // what waits for its hour is left by WorkOff
		check(t, q.WorkOff(t.Context(), r.more()))
	}
	if diff := cmp.Diff(map[string]int{"http://example.org/0": 1, "http://example.org/1": 1, "http://example.org/2": 3, "http://example.org/3": 2, "http://example.org/4": 3}, r.pages); diff != "" {
		t.Errorf("tries: %s", diff)
	}
}

// Two processes share the work of one queue, and do each job once.
func twoWorkers(t *testing.T, where string) {
	patient := quick
	patient.Beat = time.Minute // on a busy machine a process misses signs of life, and its work is done again
	one, two := openAs(t, where, patient), openAs(t, where, patient)
	r := &record{found: map[string]jobs.Found{source: {Pages: links(0, 200)}}}
	hands := r.hands()
	check(t, one.Poll(t.Context(), []jobs.Source{{URL: source, Every: time.Hour}}, true))
	check(t, two.Poll(t.Context(), []jobs.Source{{URL: source, Every: time.Hour}}, true))
	var wg sync.WaitGroup
	for _, q := range []*jobs.Queue{one, two} {
		wg.Go(func() {
			if err := q.WorkOff(context.WithoutCancel(t.Context()), hands); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	check(t, one.WorkOff(t.Context(), hands)) // one may have ended before the list was read
	if len(r.pages) != 200 || len(r.lists) != 1 {
		t.Errorf("%d pages read of %d lists, want 200 of 1", len(r.pages), len(r.lists))
	}
	for url, n := range r.pages {
		if n != 1 {
			t.Errorf("%s was read %d times", url, n)
		}
	}
}

// What is under way when a worker is told to stop is begun anew, without
// counting as a try.
func stoppedInTheMiddle(t *testing.T, where string) {
	q := open(t, where)
	r := &record{found: map[string]jobs.Found{source: {Pages: links(0, 1)}}}
	hands := r.hands()
	working, stop := context.WithCancel(t.Context())
	defer stop()
	r.onPage = func(ctx context.Context, _ string) error {
		if working.Err() == nil {
			stop()
			<-ctx.Done()
			return ctx.Err()
		}
		return nil
	}
	check(t, q.Poll(t.Context(), []jobs.Source{{URL: source, Every: time.Hour}}, true))
	check(t, q.Work(working, hands))
	check(t, q.WorkOff(t.Context(), hands))
	if r.pages["http://example.org/0"] != 2 || len(r.aside) > 0 {
		t.Errorf("read %v, set aside %v; want one page begun twice", r.pages, r.aside)
	}
}

func standing(t *testing.T, where string) {
	q := open(t, where)
	r := &record{found: map[string]jobs.Found{source: {Pages: links(0, 3)}}, onPage: func(_ context.Context, url string) error {
		if url == "http://example.org/2" {
			return errors.New("no good")
		}
		return nil
	}}
	check(t, q.Poll(t.Context(), []jobs.Source{{URL: source, Every: time.Hour}}, true))
	s, err := q.Standing(t.Context())
	check(t, err)
	if k := s.Kinds[0]; k.Kind != "list" || k.Ready != 1 || k.OldestSeconds < 0 || k.OldestSeconds > 60 || s.Workers != 0 {
		t.Errorf("before: %+v", s)
	}
	pollAll(t, q, r, true)
	s, err = q.Standing(t.Context())
	check(t, err)
	want := jobs.Standing{Lists: 1, Links: 3, Kinds: []jobs.KindStanding{
		{Kind: "list", LastMinute: 1, LastHour: 1}, {Kind: "page", SetAside: 1, LastMinute: 2, LastHour: 2}, {Kind: "reread"}}}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("after: %s", diff)
	}
}

func TestAQueueThatCannotBeReached(t *testing.T) {
	for _, where := range []string{"postgres://nobody@127.0.0.1:1/none?connect_timeout=1", "/dev/null/book"} {
		if q, err := jobs.Open(t.Context(), where, jobs.Options{}); err == nil {
			q.Close()
			t.Errorf("%s was opened", where)
		}
	}
}
