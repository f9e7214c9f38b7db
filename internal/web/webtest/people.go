package webtest

import (
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/accounts"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
)

// Password is everybody's in the tests.
const Password = "four quiet yellow boats"

// People is a desk with accounts.
type People struct {
	*Site
	Accounts *accounts.Service
	// Move sets the clock of the desk.
	Move func(time.Time)
}

// ServePeople runs pages over a book with accounts, under the name localhost, on
// the sample's day; its clock moves on at every look unless o has one of its own.
func ServePeople(t testing.TB, book pledgebook.Book, o web.Options, organisation accounts.Organisation, pages ...web.Page) *People {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	_, port, _ := strings.Cut(server.Listener.Addr().String(), ":")
	address := "http://localhost:" + port
	o.Log = slog.New(slog.DiscardHandler)
	store := book.(interface{ Accounts() access.Store }).Accounts()
	service, err := accounts.New(accounts.Options{Store: store, Address: address, Organisation: organisation, Log: o.Log})
	if err != nil {
		t.Fatal(err)
	}
	now := &clock{now: sample.Today.Time().Add(9 * time.Hour)}
	o.Accounts, o.Address = service, address
	if o.Now == nil {
		o.Now = now.tick
	}
	_, server.Config.Handler = web.New(book, o, pages...)
	server.Start()
	t.Cleanup(server.Close)
	return &People{&Site{t, browser(t), address}, service, now.set}
}

// browser keeps cookies, as one browser does.
func browser(t testing.TB) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar}
}

// Stranger is another browser, in which nobody is signed in.
func (p *People) Stranger() *Site { return &Site{p.t, browser(p.t), p.URL} }

// Join makes an account.
func (p *People) Join(login string, role pledgebook.Role) {
	p.t.Helper()
	link, err := p.Accounts.Invite(p.t.Context(), role, accounts.By{Login: "the test"})
	if err != nil {
		p.t.Fatal(err)
	}
	_, code, _ := strings.Cut(link, "#")
	if _, err := p.Accounts.UseLink(p.t.Context(), accounts.Wish{Code: code, Login: login, Name: "Name of " + login, Password: Password}, accounts.By{}); err != nil {
		p.t.Fatal(err)
	}
}

// As is another browser, in which a new account of a role is signed in.
func (p *People) As(login string, role pledgebook.Role) *Site {
	p.t.Helper()
	p.Join(login, role)
	s := p.Stranger()
	if a := s.Post("/signin", "login", login, "password", Password); a.Status != http.StatusOK || strings.HasPrefix(a.Path, "/signin") {
		p.t.Fatalf("%s is not signed in: %d at %s: %s", login, a.Status, a.Path, Text(a.Body))
	}
	return s
}

// Token is a token of an account.
func (p *People) Token(login string, scope pledgebook.TokenScope) string {
	p.t.Helper()
	a, err := p.Accounts.Find(p.t.Context(), login)
	if err != nil {
		p.t.Fatal(err)
	}
	token, err := p.Accounts.MakeToken(p.t.Context(), a, "of the test", scope, 30, accounts.By{})
	if err != nil {
		p.t.Fatal(err)
	}
	return token
}
