package main

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"pledgebook"
	"pledgebook/internal/article"
	"pledgebook/internal/reading"
	"pledgebook/internal/settings"
	"pledgebook/internal/storage"
	"pledgebook/internal/web"
)

// BenchmarkDesk asks for every kind of page of a large book, fifty clients at a
// time, packed as browsers ask for them, and tells how long the server took for
// 95 of 100, how many pages a second it made, and how much processor time a
// page took: that figure holds on a busy machine, too. PLEDGEBOOK_BENCH_ENTRIES
// says how many entries the book has; "make load" asks for 300 000.
// PLEDGEBOOK_BENCH_BOOK keeps the book in a folder and takes it from there the
// next time; PLEDGEBOOK_BENCH_ONLY is a pattern of the addresses that are followed.
func BenchmarkDesk(b *testing.B) {
	book := largeBook(b)
	world, table, err := (&app{}).world()
	if err != nil {
		b.Fatal(err)
	}
	desk, pages := web.New(book, web.Options{Log: slog.New(slog.DiscardHandler), World: world, Rates: table, Trackers: []pledgebook.Tracker{{ID: "kenya", Title: "Kenya", Receivers: []pledgebook.PartyID{"KEN"}}}}, plugged(settings.Settings{})...)
	b.Cleanup(desk.Close)
	began := time.Now()
	if err := desk.Ready(b.Context()); err != nil {
		b.Fatal(err)
	}
	v, err := desk.View(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d entries of %d reports stand after %v, in %d MB", len(v.Entries), v.Reports.Len(), time.Since(began).Round(time.Millisecond), heldMB())
	links := linksFrom(b, pages, "/")
	rest()
	b.Logf("what is worked out ahead is there after %v, in %d MB", time.Since(began).Round(time.Second), heldMB())
	for _, more := range []addresses{anywhere(v), ofParties(v), ofSayings(b, v, pages)} {
		maps.Copy(links, more)
	}
	for _, kind := range sortedKeys(links) {
		var first time.Duration
		b.Run(strings.ReplaceAll(strings.Trim(kind, "/"), "/", "_"), func(b *testing.B) {
			first = max(first, settle(b, pages, links[kind])) // it runs once with one request before
			ask(b, pages, links[kind])
			b.ReportMetric(float64(first.Microseconds())/1000, "ms-first")
		})
	}
	b.Logf("%d MB at the end", heldMB())
}

// heldMB is the memory that is held after a collection.
func heldMB() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc >> 20
}

// ask asks for the addresses in turn, fifty at a time.
func ask(b *testing.B, pages http.Handler, all []string) {
	rest()
	b.ResetTimer()
	const clients = 50
	var took []time.Duration
	var lock sync.Mutex
	b.SetParallelism(clients / 2) // on two cores
	spent := processorTime()
	b.RunParallel(func(pb *testing.PB) {
		rng := rand.New(rand.NewPCG(rand.Uint64(), 1))
		var mine []time.Duration
		for pb.Next() {
			began := time.Now()
			get(b, pages, all[rng.IntN(len(all))])
			mine = append(mine, time.Since(began))
		}
		lock.Lock()
		defer lock.Unlock()
		took = append(took, mine...)
	})
	spent = processorTime() - spent
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-p95")
	b.ReportMetric(float64(len(took))/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(float64(spent.Microseconds())/1000/float64(len(took)), "cpu-ms/page")
	b.ReportMetric(0, "ns/op")
}

// longestSettled is how long one kind of pages is waited for.
const longestSettled = time.Minute

// settle asks for addresses until what is worked out once for a state of the
// book is there, for a minute; it says how long the slowest of them took when
// asked for the first time, which is one at a time.
func settle(b *testing.B, pages http.Handler, all []string) (first time.Duration) {
	end := time.Now().Add(longestSettled)
	for _, a := range all[:min(len(all), 60)] {
		began := time.Now()
		w := get(b, pages, a)
		first = max(first, time.Since(began))
		for w.Header().Get("Cache-Control") == "no-store" && time.Now().Before(end) {
			time.Sleep(50 * time.Millisecond)
			w = get(b, pages, a)
		}
	}
	return first
}

// rest waits until nothing is worked out beside the requests.
func rest() {
	const look = 100 * time.Millisecond
	for quiet := 0; quiet < 3; quiet++ {
		spent := processorTime()
		time.Sleep(look)
		if processorTime()-spent > look/10 {
			quiet = -1
		}
	}
}

// processorTime is what the program has used of the processor's time.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func get(b *testing.B, pages http.Handler, address string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "http://localhost"+address, nil)
	r.Header.Set("Accept-Encoding", "gzip")
	w := httptest.NewRecorder()
	pages.ServeHTTP(w, r)
	if w.Code != http.StatusOK && w.Code != http.StatusAccepted {
		b.Errorf("%s: %d", address, w.Code)
	}
	return w
}

func sortedKeys[V any](m map[string]V) (keys []string) {
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// largeBook opens a book with many entries, or makes it.
func largeBook(b *testing.B) pledgebook.Book {
	b.Helper()
	entries := 3000
	if n, err := strconv.Atoi(os.Getenv("PLEDGEBOOK_BENCH_ENTRIES")); err == nil && n > 0 {
		entries = n
	}
	dir := os.Getenv("PLEDGEBOOK_BENCH_BOOK")
	if dir == "" {
		dir = filepath.Join(b.TempDir(), "book")
	}
	_, err := os.Stat(dir)
	book, opened := storage.Open(context.Background(), dir, storage.Options{})
	if opened != nil {
		b.Fatal(opened)
	}
	b.Cleanup(func() { book.Close() })
	if err != nil {
		began := time.Now()
		fillBook(b, book, entries)
		b.Logf("%d entries filed in %v", entries, time.Since(began).Round(time.Second))
	}
	return book
}

// fillBook files reports of three promises or payments each, read by the
// engine; one in four promises is told by a second outlet, with another sum by
// one in twenty.
func fillBook(b *testing.B, book pledgebook.Book, entries int) {
	b.Helper()
	engine, err := reading.New("en")
	if err != nil {
		b.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(7, 9))
	var batch []pledgebook.Filing
	flush := func() {
		out, err := book.Append(context.Background(), batch)
		if err != nil {
			b.Fatal(err)
		}
		for _, o := range out {
			if o.Err != nil {
				b.Fatal(o.Err)
			}
		}
		batch = batch[:0]
	}
	outlets := []string{"Harbour News", "Quay Daily", "Pier Gazette", "Fjord Bulletin", "Andean Post", "Island Times"}
	for told := 0; told < entries; {
		day := pledgebook.DateOf(2014, 1, 1) + pledgebook.Day(rng.IntN(3900))
		headline, sentences := tellings(rng, day, told)
		told += len(sentences)
		tellers := 1
		if rng.IntN(4) == 0 {
			tellers = 2
		}
		for k := range tellers {
			body := strings.Join(sentences, "\n\n")
			if k == 1 && rng.IntN(5) == 0 {
				body = strings.Replace(body, "1", "7", 1)
			}
			r, err := article.Clean(article.Input{Name: "report", Language: "en", Published: pledgebook.Stamp((day + pledgebook.Day(k)).String()),
				URL: fmt.Sprintf("https://news%d.example/%d", k, told), Bytes: []byte(headline + "\n\n" + body)})
			if err != nil {
				b.Fatal(err)
			}
			r.Outlet = outlets[rng.IntN(len(outlets))]
			batch = append(batch, pledgebook.Filing{Reading: engine.Read(r), Print: &pledgebook.Print{}})
		}
		if len(batch) >= 256 {
			flush()
		}
	}
	flush()
}

var (
	benchGivers = []string{"Norway", "Sweden", "Japan", "Canada", "Germany", "Denmark", "Poland", "Spain", "Italy", "France", "Belgium", "Austria", "Finland", "Ireland", "Portugal", "Australia", "Switzerland", "Iceland", "Estonia", "Latvia"}
	benchTakers = []string{"Kenya", "Moldova", "Nepal", "Jordan", "Ukraine", "Chad", "Haiti", "Yemen", "Niger", "Mali", "Ghana", "Togo", "Uganda", "Malawi", "Zambia", "Angola", "Peru", "Bolivia", "Ecuador", "Honduras", "Guatemala", "Lebanon", "Syria", "Iraq", "Afghanistan", "Pakistan", "Bangladesh", "Myanmar", "Laos", "Vanuatu"}
	benchKinds  = []string{"humanitarian", "military", "financial", "development"}
)

// tellings makes the headline and the sentences of a report.
func tellings(rng *rand.Rand, day pledgebook.Day, n int) (headline string, sentences []string) {
	giver := benchGivers[rng.IntN(len(benchGivers))]
	for i := range 3 {
		taker, kind := benchTakers[rng.IntN(len(benchTakers))], benchKinds[rng.IntN(len(benchKinds))]
		sum := fmt.Sprintf("%d.%02d million euros", 1+rng.IntN(900), (n+i)%100)
		switch rng.IntN(3) {
		case 0:
			sentences = append(sentences, fmt.Sprintf("%s pledged %s in %s aid to %s by the end of %d, the foreign ministry said.", giver, sum, kind, taker, day.Year()+rng.IntN(3)))
		case 1:
			sentences = append(sentences, fmt.Sprintf("%s has allocated %s in %s aid to %s, “and we will stay,” its minister Anna Berg said.", giver, sum, kind, taker))
		default:
			sentences = append(sentences, fmt.Sprintf("%s paid %s in %s aid to %s in %d.", giver, sum, kind, taker, day.Year()))
		}
	}
	return giver + " tells of its aid", sentences
}
