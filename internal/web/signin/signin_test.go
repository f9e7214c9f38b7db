package signin_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/accounts"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
	"pledgebook/internal/web/home"
	"pledgebook/internal/web/inbox"
	"pledgebook/internal/web/profile"
	"pledgebook/internal/web/signin"
	"pledgebook/internal/web/webtest"
)

var pages = []web.Page{home.Page, inbox.Page, signin.Page, profile.Page}

func people(t *testing.T) *webtest.People {
	return webtest.ServePeople(t, webtest.Book(t, sample.Readings()...), web.Options{}, accounts.Organisation{}, pages...)
}

func TestThereIsNoDoorWithoutAccounts(t *testing.T) {
	site := webtest.Serve(t, webtest.Book(t), false, pages...)
	for _, path := range []string{"/signin", "/welcome", "/profile", "/signin/reset", "/signin/organisation"} {
		if a := site.Get(path); a.Status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, a.Status)
		}
	}
	webtest.Lacks(t, site.Page("/"), "Sign in")
}

func TestTheFirstLinkOpensTheDesk(t *testing.T) {
	p := people(t)
	link, err := p.Accounts.FirstLink(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	path, code, _ := strings.Cut(strings.TrimPrefix(link, p.URL), "#")
	webtest.Wants(t, p.Page(path), "Your link makes one account")
	a := p.Post(path, "code", code, "login", "ana", "name", "Ana Обух", "password", "short")
	if a.Status != http.StatusUnprocessableEntity || !strings.Contains(webtest.Text(a.Body), "at least 12 characters") {
		t.Errorf("a short password answers %d: %s", a.Status, webtest.Text(a.Body))
	}
	webtest.Sound(t, a.Body)
	a = p.Post(path, "code", code, "login", "ana", "name", "Ana Обух", "password", webtest.Password)
	if a.Status != http.StatusOK || a.Path != "/" {
		t.Fatalf("the link answers %d at %s: %s", a.Status, a.Path, webtest.Text(a.Body))
	}
	webtest.Wants(t, a.Body, "Ana Обух", "People", "Inbox")
	again := p.Stranger().Post(path, "code", code, "login", "eve", "name", "Eve", "password", webtest.Password)
	if again.Status != http.StatusNotFound {
		t.Errorf("the link works again: %d", again.Status)
	}
	webtest.Sound(t, again.Body)
}

func TestSignInAndOut(t *testing.T) {
	p := people(t)
	p.Join("ana", pledgebook.RoleReviewer)
	webtest.Lacks(t, p.Page("/"), "Inbox")
	wrong := p.Post("/signin", "login", "ana", "password", "wrong wrong wrong")
	nobody := p.Post("/signin", "login", "nobody", "password", "wrong wrong wrong")
	if wrong.Status != http.StatusUnprocessableEntity || webtest.Text(wrong.Body) != webtest.Text(nobody.Body) {
		t.Errorf("a wrong password: %d %s\nnobody: %d %s", wrong.Status, webtest.Text(wrong.Body), nobody.Status, webtest.Text(nobody.Body))
	}
	webtest.Sound(t, wrong.Body)
	a := p.Post("/signin", "login", "ana", "password", webtest.Password, "next", "/inbox?page=1")
	if a.Path != "/inbox?page=1" || a.Status != http.StatusOK {
		t.Fatalf("signing in leads to %d at %s", a.Status, a.Path)
	}
	webtest.Wants(t, a.Body, "Name of ana")
	webtest.Lacks(t, a.Body, "Who reviews?")
	if a := p.Get("/signin?next=/inbox"); a.Path != "/inbox" {
		t.Errorf("who is signed in is led to %s", a.Path)
	}
	p.Post("/signout")
	if a := p.Get("/inbox"); a.Status != http.StatusNotFound {
		t.Errorf("after signing out the inbox answers %d", a.Status)
	}
}

// next= leads to pages of this desk alone.
func TestNoOpenRedirect(t *testing.T) {
	p := people(t)
	p.Join("ana", pledgebook.RoleReviewer)
	for _, next := range []string{"https://evil.example/", "//evil.example", `/\evil.example`, `\\evil.example`, "/\t/evil.example", "javascript:alert(1)", "http:evil.example", "/%09/evil.example",
		"evil.example", "", "///evil.example", "/\n/evil.example", "https:/evil.example", "//evil.example/%2f..", " //evil.example"} {
		s := p.Stranger()
		s.StopAtRedirects()
		a := s.Post("/signin", "login", "ana", "password", webtest.Password, "next", next)
		to := a.Header.Get("Location")
		if u, err := url.Parse(to); a.Status != http.StatusSeeOther || err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\t\r\n") {
			t.Errorf("next=%q leads to %d %q", next, a.Status, to)
		}
	}
	if got := web.SignInPath("/entries?page=2&x=a b"); strings.Contains(got, " ") {
		t.Errorf("the address %q", got)
	}
}

func TestForgedFormsAreRefused(t *testing.T) {
	p := people(t)
	p.Join("ana", pledgebook.RoleAdministrator)
	for _, path := range []string{"/signin", "/signout", "/welcome", "/signin/reset", "/signin/passkey", "/profile/password", "/profile/tokens", "/profile/organisation"} {
		for header, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"} {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.URL+path, strings.NewReader("login=ana&password="+url.QueryEscape(webtest.Password)))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set(header, value)
			if a := p.Do(r); a.Status != http.StatusForbidden || len(a.Header.Values("Set-Cookie")) > 0 {
				t.Errorf("%s with %s: %s answers %d, %v", path, header, value, a.Status, a.Header.Values("Set-Cookie"))
			}
		}
	}
}

// What was typed stands in the page as text, and no header is made of it.
func TestHostileFormsStayText(t *testing.T) {
	p := people(t)
	for _, form := range [][]string{
		{"/signin", "login", sample.Hostile, "password", "x", "next", "/" + sample.Hostile},
		{"/welcome", "code", sample.Hostile, "login", sample.Hostile, "name", sample.Hostile, "password", webtest.Password},
		{"/signin/passkey/answer", "answer", sample.Hostile, "next", "/\r\nSet-Cookie: a=b"},
	} {
		a := p.Post(form[0], form[1:]...)
		webtest.Sound(t, a.Body)
		if strings.Contains(a.Header.Get("Set-Cookie"), "a=b") {
			t.Errorf("%s sets %v", form[0], a.Header)
		}
	}
	if a := p.Get("/signin?next=" + url.QueryEscape("/\r\nX-Evil: 1")); a.Header.Get("X-Evil") != "" || a.Status != http.StatusOK {
		t.Errorf("a header was made: %v", a.Header)
	}
	if a := p.Get("/signin/organisation/back?state=" + url.QueryEscape(sample.Hostile) + "&code=x&error=" + url.QueryEscape(sample.Hostile)); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("an answer nobody asked for is answered with %d", a.Status)
	}
}

func TestGuessingIsAnsweredWith429(t *testing.T) {
	p := people(t)
	p.Join("ana", pledgebook.RoleReviewer)
	last := webtest.Answer{}
	for range 11 {
		last = p.Post("/signin", "login", "ana", "password", "wrong wrong wrong")
	}
	if last.Status != http.StatusTooManyRequests {
		t.Errorf("the eleventh try answers %d", last.Status)
	}
	if seconds, err := strconv.Atoi(last.Header.Get("Retry-After")); err != nil || seconds < 60 {
		t.Errorf("it says to try again after %q seconds", last.Header.Get("Retry-After"))
	}
	webtest.Wants(t, last.Body, "Too many tries failed")
	if a := p.Post("/signin", "login", "ana", "password", webtest.Password); a.Status != http.StatusTooManyRequests {
		t.Errorf("the right password answers %d", a.Status)
	}
}

// A private desk shows strangers nothing but the door.
func TestPrivateDesk(t *testing.T) {
	p := webtest.ServePeople(t, webtest.Book(t, sample.Readings()...), web.Options{Private: true}, accounts.Organisation{}, pages...)
	ana := p.As("ana", pledgebook.RoleReader)
	for _, path := range []string{"/", "/inbox", "/nothing", "/profile"} {
		if a := p.Get(path); a.Path != web.SignInPath(path) {
			t.Errorf("%s leads strangers to %s", path, a.Path)
		}
	}
	for _, path := range []string{"/welcome", "/signin/reset", "/signin"} {
		p.Page(path)
	}
	if a := p.Post("/inbox/decide", "verb", "accept"); a.Status != http.StatusUnauthorized {
		t.Errorf("a stranger's decision answers %d", a.Status)
	}
	if a := p.Get("/api/entries"); a.Status != http.StatusUnauthorized || a.Header.Get("WWW-Authenticate") == "" {
		t.Errorf("the API answers strangers %d", a.Status)
	}
	ana.Page("/")
}
