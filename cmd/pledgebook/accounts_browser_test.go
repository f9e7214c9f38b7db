package main

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"

	"pledgebook"
	"pledgebook/internal/accounts"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting/sample"
	"pledgebook/internal/web"
	"pledgebook/internal/web/webtest"
)

// visit opens a browser on a desk with accounts.
func visit(t *testing.T, p *webtest.People, book pledgebook.Book) *browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium(t)), chromedp.NoSandbox)
	ctx, stopProgram := chromedp.NewExecAllocator(context.WithoutCancel(t.Context()), options...)
	ctx, closeTab := chromedp.NewContext(ctx)
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(func() { cancel(); closeTab(); stopProgram() })
	return &browser{t: t, ctx: ctx, url: p.URL, book: book, now: time.Now}
}

// withPeople is a desk with accounts over the sample, and a browser on it.
func withPeople(t *testing.T, decisions ...pledgebook.Decision) (*webtest.People, *browser) {
	t.Helper()
	chromium(t)
	book := hideable(t, decisions...)
	p := webtest.ServePeople(t, book, web.Options{}, accounts.Organisation{}, site...)
	return p, visit(t, p, book)
}

// fill writes into fields, by id, and sends the form of the last.
func (b *browser) fill(fields ...string) {
	b.t.Helper()
	for i := 0; i+1 < len(fields); i += 2 {
		b.do(chromedp.SetValue("#"+fields[i], fields[i+1]))
	}
	b.do(chromedp.Submit("#" + fields[len(fields)-2]))
}

func (b *browser) signIn(login string) {
	b.t.Helper()
	b.open("/signin")
	b.fill("login", login, "password", webtest.Password)
	b.sees("Name of " + login)
}

// The first start, by the keyboard: the link fills in its code and leaves the
// address; the new administrator invites a reviewer, who decides under the name
// of the account.
func TestFromTheFirstLinkToADecision(t *testing.T) {
	t.Parallel()
	chromium(t)
	book := webtest.Book(t, sample.Readings()...)
	p := webtest.ServePeople(t, book, web.Options{}, accounts.Organisation{}, site...)
	b := visit(t, p, book)
	link, err := p.Accounts.FirstLink(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b.open(strings.TrimPrefix(link, p.URL))
	b.sees("Your link makes one account")
	if hash := eval[string](b, `location.hash`); hash != "" || eval[string](b, `document.querySelector("#code").value`) == "" {
		t.Fatalf("the code is in the address still: %q", hash)
	}
	if at := eval[string](b, `document.activeElement.id`); at != "login" {
		t.Errorf("the focus is on %q", at)
	}
	b.press("ana\tAna Обух\t" + webtest.Password + "\r")
	b.sees("People")
	b.open("/users")
	b.do(chromedp.Submit("#invited-role"))
	b.sees("Give this link to one person")
	invitation := eval[string](b, `document.querySelector("#new-link").value`)
	b.open("/profile")
	b.do(chromedp.Click(`form[action="/signout"] button`))
	b.sees("Sign in")
	b.open(strings.TrimPrefix(invitation, p.URL))
	b.sees("Your link makes one account")
	b.press("ben\tBen Ray\t" + webtest.Password + "\r")
	b.sees("Inbox")
	b.open("/inbox")
	b.sees("waiting")
	b.press("a")
	b.sees("1 accepted")
	if d := b.decisions(); len(d) != 1 || d[0].Who != "Ben Ray" {
		t.Errorf("decided %+v", d)
	}
}

// An editor puts an entry under embargo; a stranger finds it nowhere until its
// time has come.
func TestEmbargoInTheBrowser(t *testing.T) {
	t.Parallel()
	p, b := withPeople(t)
	entry := "/pledge/" + matching.EntryID(peru.Claims[0].ID)
	p.Join("eva", pledgebook.RoleEditor)
	b.signIn("eva")
	b.open(entry)
	b.sees("Who may see it")
	b.do(chromedp.Click(".access a"))
	b.sees("From now on")
	b.do(chromedp.Click("#level-embargoed"), chromedp.SetValue("#until", "2024-10-20T09:00"))
	b.fill("why", "The minister asked for two days")
	b.sees("Embargoed until 20 Oct 2024, 09:00 UTC")
	for _, path := range []string{"/", "/entries", "/search?q=peru"} {
		webtest.Lacks(t, p.Page(path), "5 million")
	}
	if a := p.Get(entry); a.Status != 404 {
		t.Errorf("a stranger gets %d", a.Status)
	}
	p.Move(time.Date(2024, 10, 20, 9, 0, 0, 0, time.UTC))
	webtest.Wants(t, p.Page(entry), "USD 5 million")
	webtest.Lacks(t, p.Page(entry), "Embargoed", "minister asked")
}

func TestASessionEndsWithThePassword(t *testing.T) {
	t.Parallel()
	p, b := withPeople(t)
	p.Join("ana", pledgebook.RoleReviewer)
	b.signIn("ana")
	b.sees("Inbox")
	other := p.Stranger()
	other.Post("/signin", "login", "ana", "password", webtest.Password)
	a := other.Post("/profile/password", "old", webtest.Password, "password", "six slow green trains")
	webtest.Wants(t, a.Body, "The password is changed")
	b.open("/profile")
	b.sees("Sign in")
	if path := eval[string](b, `location.pathname + location.search`); path != "/signin?next=%2Fprofile" {
		t.Errorf("the old session is led to %s", path)
	}
}

// authenticator gives the browser a security key of its own.
func (b *browser) authenticator() {
	b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		if _, err := chromedp.Call(ctx, webauthn.Enable, webauthn.EnableParams{}); err != nil {
			return err
		}
		_, err := chromedp.Call(ctx, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &webauthn.VirtualAuthenticatorOptions{
			Protocol: "ctap2", Transport: "internal", HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true}})
		return err
	}))
}

// A passkey is made on one's own page, and signs in without a name or a password.
func TestPasskey(t *testing.T) {
	t.Parallel()
	p, b := withPeople(t)
	p.Join("ana", pledgebook.RoleReviewer)
	b.signIn("ana")
	b.sees("Inbox")
	b.authenticator()
	b.open("/profile")
	b.do(chromedp.Click(`form[action="/profile/passkeys/ask"] button`))
	b.sees("Name it after the device")
	b.do(chromedp.SetValue("#passkey-name", "Blue notebook"), chromedp.Click(`form[action="/profile/passkeys"] button`))
	b.sees("The passkey is kept")
	b.sees("Blue notebook")
	b.do(chromedp.Click(`form[action="/signout"] button`))
	b.sees("Sign in")
	b.open("/signin?next=/inbox")
	b.do(chromedp.Click(`form[action="/signin/passkey"] button`))
	b.sees("waits")
	if path := eval[string](b, `location.pathname`); path != "/inbox" {
		t.Errorf("the passkey leads to %s", path)
	}
	b.open("/profile")
	b.sees("last used")
	b.do(chromedp.Click(`form[action="/profile/passkeys/remove"] button`))
	b.sees("lets nobody in any more")
	b.do(chromedp.Click(`form[action="/signout"] button`))
	b.sees("Sign in")
	b.open("/signin")
	b.do(chromedp.Click(`form[action="/signin/passkey"] button`))
	b.sees("This passkey lets nobody in here")
}

// The pages about accounts fit a phone, in both themes, with enough contrast and
// nothing from elsewhere.
func TestAccountPagesOnAPhone(t *testing.T) {
	t.Parallel()
	entry := matching.EntryID(peru.Claims[0].ID)
	p, b := withPeople(t, hidden(pledgebook.Access{Level: pledgebook.LevelTeam}, entry))
	p.Join("root", pledgebook.RoleAdministrator)
	p.Join("a.rather.long.name@with-a-long-domain.example", pledgebook.RoleReviewer)
	p.Token("root", pledgebook.ScopeRead)
	for _, path := range []string{"/signin", "/welcome", "/signin/reset"} {
		b.fits(path)
	}
	b.signIn("root")
	for _, path := range []string{"/profile", "/users", "/users/log", "/access/" + entry, "/pledge/" + entry} {
		b.fits(path)
	}
}

func TestAccessibilityOfAccountPages(t *testing.T) {
	t.Parallel()
	axe := axeCore(t)
	entry := matching.EntryID(peru.Claims[0].ID)
	p, b := withPeople(t, hidden(pledgebook.Access{Level: pledgebook.LevelTeam}, entry))
	p.Join("root", pledgebook.RoleAdministrator)
	p.Token("root", pledgebook.ScopeRead)
	for _, path := range []string{"/signin", "/welcome", "/signin/reset"} {
		b.accessible(axe, path)
	}
	b.signIn("root")
	for _, path := range []string{"/profile", "/users", "/users/log", "/access/" + entry, "/pledge/" + entry} {
		b.accessible(axe, path)
	}
}

// fits holds a page to what it must be on a phone, in both themes.
func (b *browser) fits(path string) {
	b.t.Helper()
	for _, scheme := range []string{"light", "dark"} {
		b.prefer(scheme)
		b.do(chromedp.EmulateViewport(390, 844))
		b.open(path)
		if at := eval[string](b, `location.pathname`); at != path {
			b.t.Fatalf("%s leads to %s", path, at)
		}
		if wide := eval[int](b, `document.documentElement.scrollWidth`); wide > 390 {
			b.t.Errorf("%s is %d pixels wide on a phone", path, wide)
		}
		if faint := eval[[]string](b, faintest); len(faint) > 0 {
			b.t.Errorf("%s, %s: too little contrast in %q", path, scheme, faint)
		}
		b.shot(path, scheme)
	}
}

// shot keeps a picture of the page where SHOTS names a folder.
func (b *browser) shot(path, scheme string) {
	folder := os.Getenv("SHOTS")
	if folder == "" {
		return
	}
	for _, width := range []int64{390, 1280} {
		b.do(chromedp.EmulateViewport(width, 900))
		png, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
		if err != nil {
			b.t.Fatal(err)
		}
		name := strings.NewReplacer("/", "_").Replace(path) + "-" + scheme + "-" + map[bool]string{true: "phone", false: "wide"}[width == 390] + ".png"
		if err := os.WriteFile(folder+"/"+name, png, 0o644); err != nil {
			b.t.Fatal(err)
		}
	}
}
