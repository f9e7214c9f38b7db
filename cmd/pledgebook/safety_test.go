package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pledgebook"
	"pledgebook/internal/accounts"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/settings"
	"pledgebook/internal/web"
	"pledgebook/internal/web/webtest"
)

// What else has to be safe is tested where it is made: formulas in CSV with the
// export, open redirects, forged forms and guessing with signing in, hidden
// things in access_test.go, sessions after a change of password in the profile.

// running is the program serving a fresh book, until the test ends, and a client
// that keeps cookies.
func running(t *testing.T, args ...string) (address string, client *http.Client) {
	t.Helper()
	ctx, interrupt := context.WithCancel(t.Context())
	out, printed := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		all := append([]string{"--book", t.TempDir(), "serve", "--addr", "127.0.0.1:0"}, args...)
		ended <- run(ctx, all, streams{strings.NewReader(""), printed, t.Output()})
		printed.Close()
	}()
	lines := bufio.NewReader(out)
	address, err := lines.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	t.Cleanup(func() { interrupt(); <-ended })
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(address), &http.Client{Jar: jar}
}

// A link that is pasted leads to no address behind our own doors, by whatever
// name or number it is called, and to no file.
func TestAPastedLinkReachesNothingPrivate(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	private := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		fmt.Fprint(w, "Norway pledged 3 million euros to Kenya on Wednesday. TOP SECRET")
	}))
	t.Cleanup(private.Close)
	_, port, _ := strings.Cut(strings.TrimPrefix(private.URL, "http://"), ":")
	address, client := running(t)
	for _, link := range []string{private.URL, "http://localhost:" + port, "http://[::1]:" + port, "http://0.0.0.0:" + port, "http://127.1:" + port, "http://2130706433:" + port,
		"http://0x7f000001:" + port, "http://[::ffff:127.0.0.1]:" + port, "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1:" + port,
		"http://user:pass@127.0.0.1:" + port, "//127.0.0.1:" + port, "/etc/passwd", address + "/inbox"} {
		resp, err := client.PostForm(address+"/add", url.Values{"link": {link}})
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || strings.Contains(string(body), "TOP SECRET") || strings.Contains(string(body), "root:") {
			t.Errorf("%s is answered with %v %s", link, err, webtest.Text(string(body)))
		}
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("the private server was asked %d times", n)
	}
}

// An address that climbs leads nowhere.
func TestNoPathLeadsOut(t *testing.T) {
	t.Parallel()
	p := webtest.ServePeople(t, hideable(t), web.Options{}, accounts.Organisation{}, plugged(settings.Settings{})...)
	root := p.As("root", pledgebook.RoleAdministrator)
	for _, path := range []string{"/assets/../../../etc/passwd", "/assets/..%2f..%2f..%2fetc%2fpasswd", "/report/..%2f..%2fetc%2fpasswd", "/report/%2e%2e%2f%2e%2e", "/pledge/..%5c..%5cconfig.toml",
		"/access/..%2fusers", "/api/reports/..%2f..%2fconfig.toml", "/api/reports/%00", "/report/" + strings.Repeat("a", 4000), "/config.toml", "/book.sqlite", "/archive/", "/.git/config"} {
		for _, s := range []*webtest.Site{p.Site, root} {
			a := s.Get(path)
			if a.Status < 400 && !strings.HasPrefix(a.Path, "/users") || a.Status >= 500 || strings.Contains(a.Body, "root:") {
				t.Errorf("%s answers %d at %s", path, a.Status, a.Path)
			}
		}
	}
}

// Script in every field a report can carry, and in every address, stays text on
// every page, signed in or not.
func TestScriptStaysTextOnEveryPage(t *testing.T) {
	t.Parallel()
	book := webtest.Book(t, append(sample.Readings(), sample.HostileReading())...)
	p := webtest.ServePeople(t, book, web.Options{}, accounts.Organisation{}, plugged(settings.Settings{})...)
	root := p.As("root", pledgebook.RoleAdministrator)
	if _, err := p.Accounts.Invite(t.Context(), pledgebook.RoleReader, accounts.By{Login: sample.Hostile, Address: sample.Hostile}); err != nil {
		t.Fatal(err)
	}
	hostile := url.QueryEscape(sample.Hostile)
	more := []string{"/inbox", "/users", "/users/log", "/users/log?about=" + hostile, "/profile", "/search?q=" + hostile, "/pledge/" + url.PathEscape(sample.Hostile), "/report/" + url.PathEscape(sample.Hostile),
		"/access/" + url.PathEscape(sample.Hostile), "/inbox?entry=" + hostile, "/inbox?done=" + hostile, "/entries?page=" + hostile, "/entries?provider=" + hostile, "/signin?next=" + hostile, "/profile?did=" + hostile, "/compare?donor=" + hostile, "/calendar?month=" + hostile}
	pages := 0
	for path, body := range crawl(t, root, more...) {
		if strings.HasPrefix(strings.TrimSpace(body), "<!doctype html") {
			pages++
			webtest.Sound(t, body)
			if t.Failed() {
				t.Fatalf("at %s", path)
			}
		}
	}
	if pages < 30 {
		t.Errorf("only %d pages were looked at", pages)
	}
}

// Whoever sends slowly, or too much before the question is put, is cut off.
func TestSlowAndEndlessRequestsAreCutOff(t *testing.T) {
	t.Parallel()
	_, h := web.New(webtest.Book(t), web.Options{}, site...)
	server := web.Server(h, slog.New(slog.DiscardHandler))
	if server.ReadHeaderTimeout <= 0 || server.ReadTimeout <= 0 || server.WriteTimeout <= 0 || server.IdleTimeout <= 0 || server.MaxHeaderBytes <= 0 {
		t.Fatalf("the server waits for ever: %+v", server)
	}
	server.ReadHeaderTimeout, server.ReadTimeout = 100*time.Millisecond, 200*time.Millisecond
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { server.Close() })
	for name, sent := range map[string]string{
		"half a header":     "POST /inbox/decide HTTP/1.1\r\nHost: x\r\nX-Slow: ",
		"half a body":       "POST /inbox/decide HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nverb=acc",
		"an endless header": "GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + strings.Repeat("a", 1<<20),
	} {
		conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		_, _ = conn.Write([]byte(sent)) // may be cut off while sending
		_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
		answer, err := io.ReadAll(conn) // ends when the server hangs up
		conn.Close()
		var late net.Error
		if errors.As(err, &late) && late.Timeout() {
			t.Errorf("%s: the server is still there", name)
		}
		if strings.HasPrefix(string(answer), "HTTP/1.1 2") {
			t.Errorf("%s is answered with %.60q", name, answer)
		}
	}
}

// Every answer of every page carries the headers that guard it, and no address
// of a page holds anything secret.
func TestEveryPageIsGuarded(t *testing.T) {
	t.Parallel()
	p := webtest.ServePeople(t, hideable(t), web.Options{}, accounts.Organisation{}, plugged(settings.Settings{})...)
	root := p.As("root", pledgebook.RoleAdministrator)
	for _, path := range []string{"/", "/entries", "/signin", "/welcome", "/profile", "/users", "/users/log", "/inbox", "/api/entries", "/nothing"} {
		a := root.Get(path)
		csp := a.Header.Get("Content-Security-Policy")
		if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || strings.Contains(csp, "*") || a.Header.Get("X-Content-Type-Options") != "nosniff" ||
			a.Header.Get("Referrer-Policy") == "" || !strings.Contains(csp, "frame-ancestors 'none'") {
			t.Errorf("%s has headers %v", path, a.Header)
		}
		if !strings.Contains(a.Header.Get("Cache-Control"), "private") && !strings.Contains(a.Header.Get("Cache-Control"), "no-store") {
			t.Errorf("%s, shown to somebody, may be kept by anybody: %q", path, a.Header.Get("Cache-Control"))
		}
		if vary := strings.Join(a.Header.Values("Vary"), ","); !strings.Contains(vary, "Cookie") || !strings.Contains(vary, "Authorization") {
			t.Errorf("%s varies by %q", path, vary)
		}
	}
}
