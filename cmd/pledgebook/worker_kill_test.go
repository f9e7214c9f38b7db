package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"pledgebook"
	"pledgebook/internal/storage"
	"pledgebook/internal/storage/pgtest"
)

// killsEnv says how often processes are killed; pages are twelve times as many,
// at most 500. "make kill" sets it to 200.
const killsEnv = "PLEDGEBOOK_TEST_KILLS"

func killsWanted(t *testing.T) int {
	if testing.Short() {
		t.Skip("processes are killed only without -short")
	}
	if n, err := strconv.Atoi(os.Getenv(killsEnv)); err == nil {
		return n
	}
	return 10
}

// load is a site with a sitemap of many pages, which gives out its pages only as
// fast as processes are killed: the work is never done before the last kill.
type load struct {
	pages, kills int
	dir          string // where the processes run
	book         string
	url          string

	mu     sync.Mutex
	killed int
	served map[string]bool
}

func newLoad(t *testing.T, kills int, book string) *load {
	l := &load{pages: min(12*kills, 500), kills: kills, dir: t.TempDir(), book: book, served: map[string]bool{}}
	s := httptest.NewServer(http.HandlerFunc(l.serve))
	t.Cleanup(s.Close)
	l.url = s.URL
	more := fmt.Sprintf("[work]\nbeat = \"200ms\"\nretry = \"10ms\"\ntries = 1000\n[[source]]\nurl = %q\n", s.URL+"/map.xml")
	if err := writeSettings(filepath.Join(l.dir, "pledgebook-data"), strings.TrimPrefix(s.URL, "http://"), more); err != nil {
		t.Fatal(err)
	}
	return l
}

func (l *load) serve(w http.ResponseWriter, r *http.Request) {
	var n int
	switch {
	case r.URL.Path == "/map.xml":
		fmt.Fprint(w, "<urlset>")
		for n := range l.pages {
			fmt.Fprintf(w, "<url><loc>/%d.html</loc></url>", n)
		}
		fmt.Fprint(w, "</urlset>")
	case scan(r.URL.Path, &n) && l.admit(r):
		fmt.Fprintf(w, `<!doctype html><html lang="en"><head><title>Norway pledges %d million kroner for wells</title></head><body><article>
<h1>Norway pledges %[1]d million kroner for wells</h1><p>NAIROBI, March 13 (Example) - Norway will give %[1]d million Norwegian kroner to Kenya for wells in district %[1]d, its minister said on Wednesday.</p>
<p>The people of district %[1]d had waited for water since the drought of last year, the minister told reporters in the capital.</p></article></body></html>`, n+1)
	default:
		http.NotFound(w, r)
	}
}

func scan(path string, n *int) bool {
	_, err := fmt.Sscanf(path, "/%d.html", n)
	return err == nil
}

// admit holds a request back until its page may be given out.
func (l *load) admit(r *http.Request) bool {
	for r.Context().Err() == nil {
		l.mu.Lock()
		if l.served[r.URL.Path] || l.killed >= l.kills || len(l.served) < (l.killed+1)*l.pages/l.kills {
			l.served[r.URL.Path] = true
			l.mu.Unlock()
			return true
		}
		l.mu.Unlock()
		time.Sleep(5 * time.Millisecond)
	}
	return false
}

// kill ends a process and reports whether it was still alive.
func (l *load) kill(p *exec.Cmd) bool {
	_ = p.Process.Kill()
	_ = p.Wait()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.killed++
	return !p.ProcessState.Exited()
}

// command is the program on the book of the load.
func (l *load) command(args ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	cmd := exec.Command(self)
	cmd.Args = append([]string{"pledgebook"}, args...)
	cmd.Dir = l.dir
	cmd.Env = append(os.Environ(), "PLEDGEBOOK_BOOK="+l.book)
	return cmd
}

func (l *load) start(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	cmd := l.command(args...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd
}

// finish lets the work be ended, and proves that every page is in the book, once.
func (l *load) finish(t *testing.T) {
	t.Helper()
	for try := 1; ; try++ {
		out, err := l.command("watch", "--once").CombinedOutput()
		if err == nil && !bytes.Contains(out, []byte("left to be tried again")) {
			break
		}
		if try == 20 {
			t.Fatalf("the work does not end: %v\n%s", err, out)
		}
	}
	where := l.book
	if !storage.IsPostgres(where) {
		where = filepath.Join(l.dir, where)
	}
	book, err := storage.Open(t.Context(), where, storage.Options{Folder: filepath.Join(l.dir, "pledgebook-data")})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	seen := map[string]int{}
	for r, err := range book.Reports(t.Context(), pledgebook.Query{Superseded: true}) {
		if err != nil {
			t.Fatal(err)
		}
		seen[r.Thing.URL]++
	}
	for n := range l.pages {
		if url := fmt.Sprintf("%s/%d.html", l.url, n); seen[url] != 1 {
			t.Errorf("%s is in the book %d times, want once", url, seen[url])
		}
	}
	held, err := book.Inventory(t.Context())
	if err != nil || held.Reports != l.pages || held.Readings != l.pages || held.Claims < l.pages || held.Failures != 0 {
		t.Errorf("the book holds %+v, %v; want %d reports and no failure", held, err, l.pages)
	}
	if proof, err := book.Verify(t.Context(), nil); err != nil || !proof.Sound() {
		t.Errorf("the book proves %+v, %v", proof, err)
	}
}

// Processes are killed over a load of pages at moments nobody chose: every page
// is in the book exactly once.
func TestKilledOnSQLite(t *testing.T) {
	t.Parallel()
	l := newLoad(t, killsWanted(t), "pledgebook-data")
	for range l.kills {
		p := l.start(t, "watch", "--once")
		time.Sleep(100*time.Millisecond + rand.N(700*time.Millisecond))
		if !l.kill(p) {
			t.Errorf("a process had ended before it was killed: %v", p.ProcessState)
		}
	}
	l.finish(t)
}

// Three processes share the load on PostgreSQL; they are killed in turn, and the
// server is stopped as by a crash twice.
func TestKilledOnPostgres(t *testing.T) {
	t.Parallel()
	kills := killsWanted(t)
	server, err := pgtest.Start()
	if err != nil {
		t.Skipf("no PostgreSQL can be started here: %v", err)
	}
	t.Cleanup(server.Stop)
	if err := server.Exec("postgres", "CREATE DATABASE killed"); err != nil {
		t.Fatal(err)
	}
	l := newLoad(t, kills, server.URL("killed"))
	roles := []string{"watch", "work", "work"}
	var workers [3]*exec.Cmd
	for i := range workers {
		workers[i] = l.start(t, roles[i])
	}
	for n := range l.kills {
		time.Sleep(100*time.Millisecond + rand.N(500*time.Millisecond))
		if n == l.kills/3 || n == 2*l.kills/3 {
			if err := server.Restart(); err != nil {
				t.Fatal(err)
			}
		}
		i := rand.IntN(len(workers))
		l.kill(workers[i])
		workers[i] = l.start(t, roles[i])
	}
	for _, w := range workers {
		_ = w.Process.Kill()
		_ = w.Wait()
	}
	l.finish(t)
}

// A page that takes its worker down with it is set aside after a few tries and
// named; the others are read.
func TestPoisonousPage(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var worker *os.Process
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/links.txt":
			fmt.Fprintf(w, "http://%s/poison.html\nhttp://%[1]s/good.html\n", r.Host)
		case "/good.html":
			fmt.Fprint(w, "<html lang=en><body><article><h1>Peru pledges 30 million euros for Haiti</h1><p>LIMA, May 4 (Example) - Peru will give 30 million euros to Haiti for food, the foreign ministry said on Saturday.</p></article></body></html>")
		case "/poison.html":
			mu.Lock()
			defer mu.Unlock()
			_ = worker.Kill()
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	l := &load{dir: t.TempDir(), book: "pledgebook-data", url: s.URL}
	more := fmt.Sprintf("[work]\nbeat = \"200ms\"\ntries = 3\n[[source]]\nurl = %q\n", s.URL+"/links.txt")
	if err := writeSettings(filepath.Join(l.dir, l.book), strings.TrimPrefix(s.URL, "http://"), more); err != nil {
		t.Fatal(err)
	}
	deaths := 0
	for ; deaths < 10; deaths++ {
		mu.Lock()
		p := l.start(t, "work", "--once")
		if deaths == 0 {
			_ = p.Wait()
			p = l.start(t, "watch", "--once")
		}
		worker = p.Process
		mu.Unlock()
		if err := p.Wait(); p.ProcessState.ExitCode() >= 0 {
			t.Logf("the last worker ended with %v", err)
			break
		}
	}
	if deaths != 3 {
		t.Errorf("%d workers died over the page, want 3", deaths)
	}
	out, err := l.command("failures").CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("/poison.html was begun 3 times and never ended")) {
		t.Errorf("failures say %q, %v", out, err)
	}
	out, err = l.command("entries").CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("EUR 30 million")) {
		t.Errorf("the other page was not read: %q, %v", out, err)
	}
}
