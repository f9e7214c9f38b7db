package profile_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"pledgebook"
	"pledgebook/internal/accounts"
	"pledgebook/internal/web"
	"pledgebook/internal/web/home"
	"pledgebook/internal/web/inbox"
	"pledgebook/internal/web/profile"
	"pledgebook/internal/web/signin"
	"pledgebook/internal/web/webtest"
)

func people(t *testing.T) *webtest.People {
	return webtest.ServePeople(t, webtest.Book(t), web.Options{}, accounts.Organisation{}, home.Page, inbox.Page, signin.Page, profile.Page)
}

const newPassword = "six slow green trains"

func TestAChangedPasswordEndsEveryOtherSession(t *testing.T) {
	p := people(t)
	phone := p.As("ana", pledgebook.RoleReviewer)
	desktop := p.Stranger()
	desktop.Post("/signin", "login", "ana", "password", webtest.Password)
	webtest.Wants(t, desktop.Page("/profile"), "Sign out everywhere else")
	token := p.Token("ana", pledgebook.ScopeRead)
	a := desktop.Post("/profile/password", "old", "wrong wrong wrong", "password", newPassword)
	if a.Status != http.StatusUnprocessableEntity {
		t.Errorf("with a wrong old password it answers %d", a.Status)
	}
	webtest.Sound(t, a.Body)
	phone.Page("/inbox")
	a = desktop.Post("/profile/password", "old", webtest.Password, "password", newPassword)
	webtest.Wants(t, a.Body, "The password is changed")
	if a := phone.Get("/inbox"); a.Status != http.StatusNotFound {
		t.Errorf("the phone is still in: %d", a.Status)
	}
	if a := phone.Get("/profile"); a.Path != web.SignInPath("/profile") {
		t.Errorf("the phone is led to %s", a.Path)
	}
	desktop.Page("/inbox")
	if a := phone.Post("/signin", "login", "ana", "password", webtest.Password); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("the old password answers %d", a.Status)
	}
	if v, err := p.Accounts.Bearer(t.Context(), token, ""); err != nil || v.Account != "ana" {
		t.Errorf("the token: %+v, %v", v, err)
	}
}

// The language that an account chose goes with it to every browser, whatever that
// asks for; an address that asks for one still has it.
func TestLanguageStaysWithTheAccount(t *testing.T) {
	p := people(t)
	phone := p.As("ana", pledgebook.RoleReviewer)
	in := func(s *webtest.Site, path, want string) {
		t.Helper()
		if got := s.Get(path).Header.Get("Content-Language"); got != want {
			t.Errorf("%s is in %q, want %q", path, got, want)
		}
	}
	in(phone, "/", "en")
	phone.Post("/language", "lang", "uk", "back", "/profile")
	desktop := p.Stranger()
	in(desktop, "/", "en")
	desktop.Post("/signin", "login", "ana", "password", webtest.Password)
	in(desktop, "/", "uk")
	in(desktop, "/?lang=en", "en")
	in(desktop, "/", "uk")
	desktop.Post("/language", "lang", "en", "back", "/")
	in(phone, "/", "en")
	other := p.As("ben", pledgebook.RoleReader)
	in(other, "/", "en")
}

var session = regexp.MustCompile(`name="session" value="([^"]+)"`)

func TestSessionsEndOneByOne(t *testing.T) {
	p := people(t)
	phone := p.As("ana", pledgebook.RoleReader)
	desktop := p.Stranger()
	desktop.Post("/signin", "login", "ana", "password", webtest.Password)
	other := p.As("ben", pledgebook.RoleReader)
	other2 := p.Stranger()
	other2.Post("/signin", "login", "ben", "password", webtest.Password)
	hers := session.FindStringSubmatch(desktop.Page("/profile"))[1]
	if a := other.Post("/profile/sessions/end", "session", hers); a.Status != http.StatusNotFound {
		t.Errorf("ending somebody else's session answers %d", a.Status)
	}
	phone.Page("/profile")
	webtest.Wants(t, desktop.Post("/profile/sessions/end", "session", hers).Body, "That browser is signed out")
	if a := phone.Get("/profile"); a.Path == "/profile" {
		t.Error("the ended session lives on")
	}
	desktop.Page("/profile")
	webtest.Wants(t, other2.Post("/profile/sessions/end").Body, "Every other browser is signed out")
	if a := other.Get("/profile"); a.Path == "/profile" {
		t.Error("an ended session lives on")
	}
	other2.Page("/profile")
}

var (
	made    = regexp.MustCompile(`value="(pledgebook_[^"]+)"`)
	revoked = regexp.MustCompile(`name="token" value="([0-9a-f]+)"`)
)

func TestATokenIsShownOnceAndRevoked(t *testing.T) {
	p := people(t)
	ana := p.As("ana", pledgebook.RoleReviewer)
	a := ana.Post("/profile/tokens", "name", "nightly script", "scope", "read", "days", "30")
	webtest.Sound(t, a.Body)
	if a.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("a page with a secret may be kept: %v", a.Header)
	}
	token := made.FindStringSubmatch(a.Body)[1]
	page := ana.Page("/profile")
	webtest.Wants(t, page, "nightly script", "never used")
	if strings.Contains(page, token) {
		t.Error("the token is shown again")
	}
	ask := func() int {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.URL+"/inbox", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+token)
		return p.Stranger().Do(r).Status
	}
	if got := ask(); got != http.StatusNotFound { // a token for reading does not review
		t.Errorf("the inbox answers a token for reading %d", got)
	}
	webtest.Wants(t, ana.Post("/profile/tokens/revoke", "token", revoked.FindStringSubmatch(page)[1]).Body, "The token works no more")
	if got := ask(); got != http.StatusUnauthorized {
		t.Errorf("a revoked token is answered %d", got)
	}
	for _, bad := range [][]string{{"name", "", "scope", "read", "days", "30"}, {"name", "x", "scope", "root", "days", "30"}, {"name", "x", "scope", "read", "days", "9999"}} {
		if a := ana.Post("/profile/tokens", bad...); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("%v answers %d", bad, a.Status)
		}
	}
}

// A token looks after no account: who steals one cannot make another.
func TestATokenDoesNotOpenTheProfile(t *testing.T) {
	p := people(t)
	p.Join("ana", pledgebook.RoleAdministrator)
	token := p.Token("ana", pledgebook.ScopeAdmin)
	for _, path := range []string{"/profile/tokens", "/profile/password"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.URL+path, strings.NewReader("name=x&scope=admin&days=365"))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Authorization", "Bearer "+token)
		if a := p.Do(r); a.Status != http.StatusUnauthorized {
			t.Errorf("%s answers a token %d", path, a.Status)
		}
	}
}

func TestANewName(t *testing.T) {
	p := people(t)
	ana := p.As("ana", pledgebook.RoleReviewer)
	p.Join("ben", pledgebook.RoleReviewer)
	if a := ana.Post("/profile/name", "name", "NAME OF BEN"); a.Status != http.StatusConflict {
		t.Errorf("somebody else's name answers %d", a.Status)
	}
	webtest.Wants(t, ana.Post("/profile/name", "name", "Ana Обух").Body, "Ana Обух")
}
