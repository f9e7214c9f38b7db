package fetching_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"pledgebook"
	"pledgebook/internal/fetching"
)

// site serves a handler on the loopback and returns its address; robots.txt is
// not there unless the handler has it.
func site(t *testing.T, mux *http.ServeMux) string {
	t.Helper()
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

func pages(routes map[string]http.HandlerFunc) *http.ServeMux {
	mux := http.NewServeMux()
	for path, h := range routes {
		mux.HandleFunc(path, h)
	}
	return mux
}

// allowing makes a client that may fetch from one site and does not wait.
func allowing(site string, change ...func(*fetching.Options)) *fetching.Client {
	u, _ := url.Parse(site)
	o := fetching.Options{AllowHosts: []string{u.Host}, Pause: -1, Contact: "desk@example.org", Version: "1"}
	for _, c := range change {
		c(&o)
	}
	return fetching.New(o)
}

func packed(b []byte, times int) []byte {
	for range times {
		var out bytes.Buffer
		w := gzip.NewWriter(&out)
		_, _ = w.Write(b)
		_ = w.Close()
		b = out.Bytes()
	}
	return b
}

// failsWith wants an error of a kind with words in it, and whether it may pass.
func failsWith(t *testing.T, err error, kind pledgebook.ErrorKind, may bool, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one of kind %s", kind)
	}
	if got := pledgebook.KindOf(err); got != kind {
		t.Errorf("error of kind %s, want %s: %v", got, kind, err)
	}
	if _, got := fetching.ComeBack(err); got != may {
		t.Errorf("may pass: %v, want %v: %v", got, may, err)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("error %q, want %q in it", err, w)
		}
	}
}

func TestADocumentIsFetched(t *testing.T) {
	at := site(t, pages(map[string]http.HandlerFunc{
		"/old": func(w http.ResponseWriter, r *http.Request) {
			http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
			http.Redirect(w, r, "/new", http.StatusMovedPermanently)
		},
		"/new": func(w http.ResponseWriter, r *http.Request) {
			if _, err := r.Cookie("seen"); err != nil {
				http.Redirect(w, r, "/old", http.StatusFound)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("ETag", `"v1"`)
			if r.Header.Get("If-None-Match") == `"v1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			_, _ = w.Write(packed([]byte("from "+r.UserAgent()), 1))
		},
	}))
	var kept []string
	c := allowing(at, func(o *fetching.Options) {
		o.Keep = func(a fetching.Answer) error {
			kept = append(kept, fmt.Sprintf("%s %d %v", a.URL[len(at):], a.Status, len(a.Body) > 0))
			return nil
		}
	})
	f, err := c.Get(t.Context(), fetching.Request{URL: at + "/old#top"})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(kept, ", "); got != "/old 301 false, /new 200 true" {
		t.Errorf("kept were %s", got)
	}
	if string(f.Body) != "from pledgebook/1 (+desk@example.org)" || f.URL != at+"/new" || f.MediaType != "text/html; charset=utf-8" {
		t.Errorf("fetched %q of type %q from %s", f.Body, f.MediaType, f.URL)
	}
	if got := strings.Join(f.Chain, " "); got != at+"/old "+at+"/new" {
		t.Errorf("the way was %s", got)
	}
	if bytes.Equal(f.Received, f.Body) {
		t.Error("the bytes as received are not kept")
	}
	again, err := c.Get(t.Context(), fetching.Request{URL: at + "/old", ETag: f.ETag})
	if err != nil || !again.Unchanged {
		t.Errorf("asked again: %+v, %v, want unchanged", again, err)
	}
}

// Nothing private is ever connected to: by address in any spelling, by name, or
// by redirect from a host that is allowed.
func TestPrivateAddressesAreNotReached(t *testing.T) {
	var hits atomic.Int64
	inside := site(t, pages(map[string]http.HandlerFunc{"/": func(http.ResponseWriter, *http.Request) { hits.Add(1) }}))
	port := inside[strings.LastIndex(inside, ":"):]
	for _, link := range []string{inside, "http://localhost" + port} {
		_, err := allowing(inside, func(o *fetching.Options) { o.AllowHosts = nil }).Get(t.Context(), fetching.Request{URL: link})
		failsWith(t, err, pledgebook.Unreadable, false, "port", link)
	}
	outside := site(t, pages(map[string]http.HandlerFunc{
		"/robots.txt": http.NotFound,
		"/": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1/", http.StatusFound)
		},
		"/name": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://localhost:8080/", http.StatusFound)
		},
	}))
	c := allowing(outside)
	for _, link := range []string{
		"http://127.0.0.1", "https://localhost", "http://[::1]", "http://127.1.2.3:8080", "http://0.0.0.0", "http://[::ffff:127.0.0.1]",
		"http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/", "http://100.64.0.1/",
		"http://[fe80::1]/", "http://[fd00::1]/", "http://[64:ff9b::7f00:1]/", outside + "/", outside + "/name",
	} {
		_, err := c.Get(t.Context(), fetching.Request{URL: link})
		failsWith(t, err, pledgebook.Unreadable, false, "not public", link)
	}
	if hits.Load() > 0 {
		t.Errorf("a private server was asked %d times", hits.Load())
	}
}

// A name that leads somewhere else each time it is asked for is checked each
// time, on the address that is connected to: nothing is reached by changing a
// name's meaning between the look and the connection.
func TestRebindingNames(t *testing.T) {
	var asked atomic.Int64
	inside := []netip.Addr{netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("169.254.169.254"), netip.MustParseAddr("10.1.2.3"), netip.MustParseAddr("192.168.0.1")}
	names := nameServer(t, func() netip.Addr { return inside[int(asked.Add(1)-1)%len(inside)] })
	before := net.DefaultResolver
	t.Cleanup(func() { net.DefaultResolver = before })
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", names)
	}}
	at := site(t, pages(map[string]http.HandlerFunc{
		"/robots.txt": http.NotFound,
		"/": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://rebind.example/secret", http.StatusFound)
		},
	}))
	c := allowing(at)
	for n := range 2 * len(inside) {
		link := "http://rebind.example/latest"
		if n%2 == 1 {
			link = at + "/" // led there by a host that is allowed
		}
		_, err := allowing(at).Get(t.Context(), fetching.Request{URL: link})
		failsWith(t, err, pledgebook.Unreadable, false, "not public")
	}
	if _, err := c.Get(t.Context(), fetching.Request{URL: "http://rebind.example/"}); err == nil || asked.Load() < int64(2*len(inside)) {
		t.Errorf("the name was asked for %d times, %v", asked.Load(), err)
	}
}

// nameServer answers every question for an IPv4 address by what it is told, at
// the address it returns.
func nameServer(t *testing.T, answer func() netip.Addr) string {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		for b := make([]byte, 1500); ; {
			n, from, err := conn.ReadFrom(b)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(b[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			q := m.Questions[0]
			m.Response, m.Additionals = true, nil
			if q.Type == dnsmessage.TypeA {
				m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class, TTL: 0}, Body: &dnsmessage.AResource{A: answer().As4()}}}
			}
			if out, err := m.Pack(); err == nil {
				_, _ = conn.WriteTo(out, from)
			}
		}
	}()
	return conn.LocalAddr().String()
}

func TestOnlyWebLinks(t *testing.T) {
	at := site(t, pages(map[string]http.HandlerFunc{
		"/file": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(302)
		},
		"/none": func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(302) },
	}))
	c := allowing(at)
	for _, link := range []string{"file:///etc/passwd", "ftp://example.org/x", "gopher://example.org", "javascript:1", "http://", "http://a:b@example.org/", "http://[", "http://" + strings.Repeat("x", 9000)} {
		_, err := c.Get(t.Context(), fetching.Request{URL: link})
		failsWith(t, err, pledgebook.Invalid, false)
	}
	_, err := c.Get(t.Context(), fetching.Request{URL: at + "/file"})
	failsWith(t, err, pledgebook.Invalid, false, "redirects", "file:")
	_, err = c.Get(t.Context(), fetching.Request{URL: at + "/none"})
	failsWith(t, err, pledgebook.Unreadable, false, "redirects")
}

// endless writes until the other side has enough.
func endless(w http.ResponseWriter, _ *http.Request) {
	for chunk := bytes.Repeat([]byte("x"), 32<<10); ; {
		if _, err := w.Write(chunk); err != nil {
			return
		}
	}
}

func TestHostileServers(t *testing.T) {
	send := func(packings int, b []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", strings.TrimSuffix(strings.Repeat("gzip, ", packings), ", "))
			_, _ = w.Write(b)
		}
	}
	claim := func(length int, b string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(length))
			_, _ = w.Write([]byte(b))
		}
	}
	at := site(t, pages(map[string]http.HandlerFunc{
		"/robots.txt": http.NotFound,
		"/endless":    endless,
		"/bomb":       send(1, packed(make([]byte, 8<<20), 1)),
		"/bomb2":      send(2, packed(make([]byte, 8<<20), 2)),
		"/bomb3":      send(3, packed([]byte("x"), 3)),
		"/twice":      send(2, packed([]byte("fine"), 2)),
		"/unpacked":   send(1, []byte("plain")),
		"/cut":        send(1, packed(bytes.Repeat([]byte("word "), 1000), 1)[:20]),
		"/brotli":     func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Encoding", "br") },
		"/huge":       claim(1<<40, ""),
		"/short":      claim(1000, "only this"),
		"/loop":       func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) },
		"/slow": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				_, _ = w.Write([]byte("."))
				w.(http.Flusher).Flush()
				time.Sleep(10 * time.Millisecond)
			}
		},
		"/silent": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"/header": func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X", strings.Repeat("x", 1<<20)) },
		"/gone":   func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(410) },
		"/closed": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) },
		"/reset":  func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	}))
	c := allowing(at, func(o *fetching.Options) {
		o.Limits = fetching.Limits{Bytes: 1 << 20, Time: 300 * time.Millisecond, Redirects: 3}
	})
	for path, want := range map[string]struct {
		kind  pledgebook.ErrorKind
		may   bool
		words string
	}{
		"/endless":  {pledgebook.TooLarge, false, "limit of 1048576 bytes"},
		"/bomb":     {pledgebook.TooLarge, false, "limit"},
		"/bomb2":    {pledgebook.TooLarge, false, "limit"},
		"/bomb3":    {pledgebook.Unsupported, false, "packed 3 times"},
		"/unpacked": {pledgebook.Unreadable, false, "says it is packed"},
		"/cut":      {pledgebook.Unreadable, false, "cannot be unpacked"},
		"/brotli":   {pledgebook.Unsupported, false, `"br"`},
		"/huge":     {pledgebook.TooLarge, false, "limit"},
		"/short":    {pledgebook.Unreadable, true, "unexpected EOF"},
		"/loop":     {pledgebook.Unreadable, false, "over 3 redirects"},
		"/slow":     {pledgebook.Unreadable, true, "longer than 300ms"},
		"/silent":   {pledgebook.Unreadable, true, "longer than 300ms"},
		"/header":   {pledgebook.Unreadable, true, "cannot be fetched"},
		"/gone":     {pledgebook.NotFound, false, "410"},
		"/closed":   {pledgebook.Unreadable, false, "403"},
		"/reset":    {pledgebook.Unreadable, true, "cannot be fetched"},
	} {
		t.Run(path, func(t *testing.T) {
			_, err := c.Get(t.Context(), fetching.Request{URL: at + path})
			failsWith(t, err, want.kind, want.may, at+path, want.words)
		})
	}
	if f, err := c.Get(t.Context(), fetching.Request{URL: at + "/twice"}); err != nil || string(f.Body) != "fine" {
		t.Errorf("packed twice: %q, %v", f.Body, err)
	}
}

func TestBrokenTLS(t *testing.T) {
	s := httptest.NewTLSServer(http.NotFoundHandler())
	defer s.Close()
	_, err := allowing(s.URL).Get(t.Context(), fetching.Request{URL: s.URL})
	failsWith(t, err, pledgebook.Unreadable, false, "certificate")
	plain := site(t, http.NewServeMux())
	_, err = allowing(plain).Get(t.Context(), fetching.Request{URL: strings.Replace(plain, "http", "https", 1)})
	failsWith(t, err, pledgebook.Unreadable, false, "TLS")
}

func TestRobotsAreObeyed(t *testing.T) {
	body := func(s string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(s)) }
	}
	var asked atomic.Int64
	rules := body("User-agent: *\nDisallow: /\n\nUser-agent: Pledgebook\nDisallow: /closed\nAllow: /closed/but\n")
	at := site(t, pages(map[string]http.HandlerFunc{
		"/robots.txt": func(w http.ResponseWriter, r *http.Request) { asked.Add(1); rules(w, r) },
		"/":           body("page"),
	}))
	c := allowing(at)
	for path, open := range map[string]bool{"/": true, "/closed/a": false, "/closed/but/this": true, "/x?q=/closed": true} {
		_, err := c.Get(t.Context(), fetching.Request{URL: at + path})
		if open && err != nil {
			t.Errorf("%s: %v", path, err)
		}
		if !open {
			failsWith(t, err, pledgebook.Unreadable, false, "robots.txt")
		}
	}
	if asked.Load() != 1 {
		t.Errorf("robots.txt was asked for %d times, want once", asked.Load())
	}
	for name, tt := range map[string]struct {
		robots http.HandlerFunc
		open   bool
	}{
		"none":      {http.NotFound, true},
		"forbidden": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) }, true},
		"down":      {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) }, false},
		"moved":     {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/rules", http.StatusFound) }, false},
		"loop":      {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/robots.txt", http.StatusFound) }, true},
		"endless":   {endless, true},
		"rubbish":   {body("\x00\xff<html>"), true},
	} {
		at := site(t, pages(map[string]http.HandlerFunc{"/robots.txt": tt.robots, "/rules": body("User-agent: *\nDisallow: /"), "/": body("page")}))
		_, err := allowing(at).Get(t.Context(), fetching.Request{URL: at + "/x"})
		if (err == nil) != tt.open {
			t.Errorf("robots.txt %s: %v, want open %v", name, err, tt.open)
		}
	}
}

// A server that is busy is asked again as it wishes, and only then.
func TestBusyServers(t *testing.T) {
	var asked atomic.Int64
	at := site(t, pages(map[string]http.HandlerFunc{
		"/robots.txt": http.NotFound,
		"/once": func(w http.ResponseWriter, _ *http.Request) {
			if asked.Add(1) == 1 {
				w.WriteHeader(503)
			}
		},
		"/later": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(429)
		},
	}))
	c := allowing(at, func(o *fetching.Options) { o.Tries = 2 })
	if _, err := c.Get(t.Context(), fetching.Request{URL: at + "/once"}); err != nil || asked.Load() != 2 {
		t.Errorf("after %d requests: %v", asked.Load(), err)
	}
	_, err := c.Get(t.Context(), fetching.Request{URL: at + "/later"})
	failsWith(t, err, pledgebook.Unreadable, true, "429")
	if after, _ := fetching.ComeBack(err); after != 2*time.Minute {
		t.Errorf("asked to come back after %s, want 2m", after)
	}
	_, err = c.Get(t.Context(), fetching.Request{URL: at + "/once"})
	failsWith(t, err, pledgebook.Unreadable, true, "has to wait")
}

func TestNormal(t *testing.T) {
	for link, want := range map[string]string{
		" HTTP://Example.ORG:80/A?b=C#d ": "http://example.org/A?b=C", "https://example.org": "https://example.org/",
		"https://example.org:443/x": "https://example.org/x", "mailto:x@example.org": "", "/x": "", "": "",
	} {
		if got := fetching.Normal(link); got != want {
			t.Errorf("Normal(%q) = %q, want %q", link, got, want)
		}
	}
}
