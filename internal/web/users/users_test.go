package users_test

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
	"pledgebook/internal/web/users"
	"pledgebook/internal/web/webtest"
)

func people(t *testing.T) *webtest.People {
	return webtest.ServePeople(t, webtest.Book(t), web.Options{}, accounts.Organisation{}, home.Page, inbox.Page, signin.Page, profile.Page, users.Page)
}

var link = regexp.MustCompile(`value="http://[^"]+?(/[^"#]*)#([^"]+)"`)

func TestInviteAndComeIn(t *testing.T) {
	p := people(t)
	root := p.As("root", pledgebook.RoleAdministrator)
	a := root.Post("/users/invite", "role", "editor")
	webtest.Sound(t, a.Body)
	m := link.FindStringSubmatch(a.Body)
	if m == nil || a.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("no link, or one that may be kept: %v\n%s", a.Header, webtest.Text(a.Body))
	}
	page := root.Page("/users")
	webtest.Wants(t, page, "Links that nobody has used yet", "a new editor")
	if strings.Contains(page, m[2]) {
		t.Error("the link is shown again")
	}
	guest := p.Stranger()
	if a := guest.Post(m[1], "code", m[2], "login", "eva", "name", "Eva", "password", webtest.Password); a.Path != "/" {
		t.Fatalf("the guest gets %d: %s", a.Status, webtest.Text(a.Body))
	}
	webtest.Wants(t, guest.Page("/profile"), "Eva", "editor")
	webtest.Wants(t, root.Page("/users/log"), "invited: editor", "account made: editor", "eva")
	webtest.Lacks(t, root.Page("/users"), "nobody has used yet")
}

func TestRolesHoldAtOnce(t *testing.T) {
	p := people(t)
	root := p.As("root", pledgebook.RoleAdministrator)
	eva := p.As("eva", pledgebook.RoleReader)
	if a := eva.Get("/inbox"); a.Status != http.StatusNotFound {
		t.Errorf("a reader's inbox answers %d", a.Status)
	}
	webtest.Wants(t, root.Post("/users/role", "login", "eva", "role", "reviewer").Body, "The role is changed")
	eva.Page("/inbox")
	root.Post("/users/disable", "login", "eva")
	if a := eva.Get("/inbox"); a.Status != http.StatusNotFound {
		t.Errorf("a disabled reviewer's inbox answers %d", a.Status)
	}
	if a := eva.Post("/signin", "login", "eva", "password", webtest.Password); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "is not right") {
		t.Errorf("a disabled account is answered %d", a.Status)
	}
	root.Post("/users/enable", "login", "eva")
	if a := eva.Post("/signin", "login", "eva", "password", webtest.Password, "next", "/inbox"); a.Path != "/inbox" {
		t.Errorf("an enabled account is led to %s", a.Path)
	}
	if a := root.Post("/users/role", "login", "root", "role", "reader"); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("the last administrator may go: %d", a.Status)
	}
}

func TestALostPassword(t *testing.T) {
	p := people(t)
	root, eva := p.As("root", pledgebook.RoleAdministrator), p.As("eva", pledgebook.RoleReviewer)
	m := link.FindStringSubmatch(root.Post("/users/reset", "login", "eva").Body)
	if m == nil || m[1] != accounts.ResetPath {
		t.Fatalf("the link is %v", m)
	}
	other := p.Stranger()
	webtest.Wants(t, other.Page(m[1]), "A new password")
	if a := other.Post(m[1], "code", m[2], "password", "six slow green trains"); a.Path != "/" {
		t.Fatalf("the reset answers %d: %s", a.Status, webtest.Text(a.Body))
	}
	other.Page("/inbox")
	if a := eva.Get("/inbox"); a.Status != http.StatusNotFound {
		t.Errorf("the old session lives on: %d", a.Status)
	}
}

func TestALinkCanBeWithdrawn(t *testing.T) {
	p := people(t)
	root := p.As("root", pledgebook.RoleAdministrator)
	m := link.FindStringSubmatch(root.Post("/users/invite", "role", "reader").Body)
	hash := regexp.MustCompile(`name="link" value="([^"]+)"`).FindStringSubmatch(root.Page("/users"))[1]
	root.Post("/users/withdraw", "link", hash)
	if a := p.Stranger().Post(m[1], "code", m[2], "login", "x", "name", "X", "password", webtest.Password); a.Status != http.StatusNotFound {
		t.Errorf("a withdrawn link answers %d", a.Status)
	}
}

// To everybody but an administrator who signed in, the pages are not there.
func TestOnlyAdministratorsLookAfterAccounts(t *testing.T) {
	p := people(t)
	editor, root := p.As("eve", pledgebook.RoleEditor), p.As("root", pledgebook.RoleAdministrator)
	unheard := editor.Get("/nothing")
	for _, path := range []string{"/users", "/users/log"} {
		for _, s := range []*webtest.Site{editor, p.Stranger()} {
			if a := s.Get(path); a.Status != unheard.Status {
				t.Errorf("%s answers %d", path, a.Status)
			}
		}
		root.Page(path)
	}
	webtest.Lacks(t, editor.Page("/"), "People")
	for _, path := range []string{"/users/invite", "/users/role", "/users/reset", "/users/disable", "/users/enable", "/users/withdraw"} {
		if a := editor.Post(path, "login", "eve", "role", "administrator"); a.Status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, a.Status)
		}
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.URL+"/users/invite", strings.NewReader("role=administrator"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Authorization", "Bearer "+p.Token("root", pledgebook.ScopeAdmin))
	if a := p.Stranger().Do(r); a.Status != http.StatusNotFound {
		t.Errorf("a token invites: %d", a.Status)
	}
}
