package accounts

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/storage"
)

// clock is a time that tests move.
type clock struct{ time.Time }

func (c *clock) now() time.Time { return c.Time }

// desk is a service on a book of its own, at noon.
func desk(t *testing.T, o Options) (*Service, *clock) {
	t.Helper()
	book, err := storage.Open(t.Context(), t.TempDir(), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	c := &clock{time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)}
	o.Store, o.Now = book.Accounts(), c.now
	if o.Address == "" {
		o.Address = "https://desk.example"
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return s, c
}

const good = "four quiet yellow boats"

// code is what stands behind the # of a link.
func code(t *testing.T, link string, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	_, code, ok := strings.Cut(link, "#")
	if !ok || strings.Contains(strings.TrimSuffix(link, code), code) {
		t.Fatalf("the link %q has its code elsewhere than behind the #", link)
	}
	return code
}

// join makes an account of a role.
func join(t *testing.T, s *Service, login string, role pledgebook.Role) access.Account {
	t.Helper()
	link, err := s.Invite(t.Context(), role, By{Login: "ana"})
	a, err := s.UseLink(t.Context(), Wish{Code: code(t, link, err), Login: login, Name: "Name of " + login, Password: good}, By{Address: "192.0.2.9"})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func wants(t *testing.T, err error, kind pledgebook.ErrorKind) {
	t.Helper()
	if pledgebook.KindOf(err) != kind {
		t.Errorf("the error is %v, of kind %q; want %q", err, pledgebook.KindOf(err), kind)
	}
}

func TestTheFirstLinkMakesAnAdministratorOnce(t *testing.T) {
	s, c := desk(t, Options{})
	link, err := s.FirstLink(t.Context())
	stale := code(t, link, err)
	link, err = s.FirstLink(t.Context())
	fresh := code(t, link, err)
	wish := Wish{Login: "Ana", Name: "Ana Обух", Password: good}
	wish.Code = stale
	_, err = s.UseLink(t.Context(), wish, By{})
	wants(t, err, pledgebook.NotFound)
	c.Time = c.Add(25 * time.Hour)
	wish.Code = fresh
	_, err = s.UseLink(t.Context(), wish, By{})
	wants(t, err, pledgebook.NotFound)
	link, err = s.FirstLink(t.Context())
	wish.Code = code(t, link, err)
	a, err := s.UseLink(t.Context(), wish, By{})
	if err != nil || a.Role != pledgebook.RoleAdministrator || a.Login != "ana" || a.Name != "Ana Обух" {
		t.Fatalf("the first account is %+v, %v", a, err)
	}
	_, err = s.UseLink(t.Context(), wish, By{})
	wants(t, err, pledgebook.NotFound)
	if link, err := s.FirstLink(t.Context()); link != "" || err != nil {
		t.Errorf("with an administrator there is another first link %q, %v", link, err)
	}
}

func TestPassword(t *testing.T) {
	s, _ := desk(t, Options{})
	join(t, s, "ana", pledgebook.RoleReviewer)
	for _, login := range []string{"ana", " ANA "} {
		if a, err := s.Password(t.Context(), login, good, By{Address: "192.0.2.1"}); err != nil || a.Login != "ana" {
			t.Errorf("%q: %+v, %v", login, a, err)
		}
	}
	var said []string
	for _, c := range [][2]string{{"ana", "four quiet yellow boat"}, {"nobody", good}, {"", ""}, {"ana", ""}, {"ana", strings.Repeat("x", 1<<20)}} {
		_, err := s.Password(t.Context(), c[0], c[1], By{Address: "192.0.2.1"})
		wants(t, err, pledgebook.Invalid)
		said = append(said, err.Error())
	}
	for _, s := range said {
		if s != said[0] {
			t.Errorf("answers tell an account from none: %q and %q", said[0], s)
		}
	}
	stored, err := s.Find(t.Context(), "ana")
	if err != nil || !strings.HasPrefix(stored.Password, "$argon2id$v=19$m=19456,t=2,p=1$") || strings.Contains(stored.Password, good) {
		t.Errorf("the password is kept as %q, %v", stored.Password, err)
	}
}

// An unknown name costs as many hashes as a known one.
func TestNobodysHashIsWorkedOutToo(t *testing.T) {
	s, _ := desk(t, Options{})
	if ok, err := s.matches(t.Context(), "", nobodys); ok || err != nil {
		t.Errorf("nobody's hash matches: %v, %v", ok, err)
	}
	s.hashing = make(chan struct{}) // no place: whoever hashes waits for ever
	for _, login := range []string{"nobody"} {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		if _, err := s.Password(ctx, login, good, By{}); ctx.Err() == nil {
			t.Errorf("an unknown name is answered without a hash: %v", err)
		}
		cancel()
	}
}

func TestPasswordsThatWillNotDo(t *testing.T) {
	for _, bad := range []string{"short", "elevenchars", strings.Repeat("a", 40), "abababababababab", "password password", "ana@desk.exampleana", "Ana ObukhAna Obukh", "pledgebook12", strings.Repeat("ж", 600), "1234567890123", "\xff\xfe valid otherwise"} {
		if err := checkPassword(bad, "ana@desk.example", "Ana Obukh"); pledgebook.KindOf(err) != pledgebook.Invalid {
			t.Errorf("%q will do: %v", bad, err)
		}
	}
	for _, fine := range []string{good, "жовті човни на тихій воді", "dK3!x9_pQz7m"} {
		if err := checkPassword(fine, "ana", "Ana"); err != nil {
			t.Errorf("%q: %v", fine, err)
		}
	}
}

// Guessing ends after ten tries, whether there is an account or not, from
// wherever it comes; the right password then has to wait as well.
func TestGuessingIsLimited(t *testing.T) {
	for _, login := range []string{"ana", "nobody"} {
		s, c := desk(t, Options{})
		join(t, s, "ana", pledgebook.RoleReviewer)
		for i := range access.MostPerAccount {
			_, err := s.Password(t.Context(), login, "wrong wrong wrong", By{Address: "192.0.2." + string(rune('1'+i%9))})
			wants(t, err, pledgebook.Invalid)
		}
		_, err := s.Password(t.Context(), login, good, By{Address: "198.51.100.1"})
		wants(t, err, pledgebook.TooMany)
		again, err := New(Options{Store: s.store, Now: c.now, Address: "https://desk.example"}) // a restart forgets nothing
		if err != nil {
			t.Fatal(err)
		}
		_, err = again.Password(t.Context(), login, good, By{Address: "198.51.100.1"})
		wants(t, err, pledgebook.TooMany)
		c.Time = c.Add(access.GuessWindow + time.Second)
		if _, err := s.Password(t.Context(), login, good, By{Address: "198.51.100.1"}); (err == nil) != (login == "ana") || pledgebook.KindOf(err) == pledgebook.TooMany {
			t.Errorf("after the wait %s gets %v", login, err)
		}
	}
}

func TestGuessingFromOneAddressIsLimited(t *testing.T) {
	s, _ := desk(t, Options{})
	join(t, s, "ana", pledgebook.RoleReviewer)
	from := By{Address: "2001:db8:1:2::1"}
	s.hashing = make(chan struct{}, 8)
	for range access.MostPerAddress {
		_, err := s.Bearer(t.Context(), "pledgebook_guess", from.Address)
		wants(t, err, pledgebook.Unauthorized)
	}
	_, err := s.Bearer(t.Context(), "pledgebook_guess", from.Address)
	wants(t, err, pledgebook.TooMany)
	for _, neighbour := range []string{"2001:db8:1:2::1", "2001:db8:1:2:ffff::9"} {
		_, err = s.Password(t.Context(), "ana", good, By{Address: neighbour})
		wants(t, err, pledgebook.TooMany)
		_, err = s.UseLink(t.Context(), Wish{Code: "guess"}, By{Address: neighbour})
		wants(t, err, pledgebook.TooMany)
	}
	if _, err := s.Password(t.Context(), "ana", good, By{Address: "2001:db8:1:3::1"}); err != nil {
		t.Errorf("from elsewhere: %v", err)
	}
}

func TestLinksOfOneKindDoNotOpenTheOther(t *testing.T) {
	s, _ := desk(t, Options{})
	ana := join(t, s, "ana", pledgebook.RoleReviewer)
	link, err := s.ResetLink(t.Context(), "ana", By{Login: "root"})
	wish := Wish{Code: code(t, link, err), Login: "eve", Name: "Eve", Password: good + " new"}
	_, err = s.UseLink(t.Context(), wish, By{})
	wants(t, err, pledgebook.NotFound)
	wish.Reset, wish.Password = true, "short"
	_, err = s.UseLink(t.Context(), wish, By{})
	wants(t, err, pledgebook.Invalid)
	wish.Password = good + " new"
	got, err := s.UseLink(t.Context(), wish, By{})
	if err != nil || got.ID != ana.ID || got.Name != ana.Name || got.Role != ana.Role {
		t.Fatalf("the reset gives %+v, %v", got, err)
	}
	if _, err := s.Password(t.Context(), "ana", wish.Password, By{}); err != nil {
		t.Error(err)
	}
	_, err = s.ResetLink(t.Context(), "nobody", By{})
	wants(t, err, pledgebook.NotFound)
	_, err = s.Invite(t.Context(), "king", By{})
	wants(t, err, pledgebook.Invalid)
}

func TestNamesThatWillNotDo(t *testing.T) {
	s, _ := desk(t, Options{})
	join(t, s, "ana", pledgebook.RoleReader)
	for name, w := range map[string]Wish{
		"no login": {Name: "X"}, "white space": {Login: "a b", Name: "X"}, "markup": {Login: "<b>", Name: "X"}, "another script": {Login: "анна", Name: "X"},
		"no name": {Login: "x"}, "a name of control characters": {Login: "x", Name: "a\nb"}, "a long name": {Login: "x", Name: strings.Repeat("x", 81)},
		"a long login": {Login: strings.Repeat("x", 101), Name: "X"}, "not UTF-8": {Login: "x", Name: "\xff"},
		"another's login": {Login: "ANA", Name: "X"}, "another's name": {Login: "x", Name: "NAME OF ANA"},
	} {
		link, err := s.Invite(t.Context(), pledgebook.RoleReader, By{})
		w.Code, w.Password = code(t, link, err), good
		_, err = s.UseLink(t.Context(), w, By{})
		if kind := pledgebook.KindOf(err); kind != pledgebook.Invalid && kind != pledgebook.Conflict {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTokens(t *testing.T) {
	s, c := desk(t, Options{})
	ana := join(t, s, "ana", pledgebook.RoleEditor)
	token, err := s.MakeToken(t.Context(), ana, "script", pledgebook.ScopeRead, 30, By{Login: "ana"})
	if err != nil || !strings.HasPrefix(token, "pledgebook_") {
		t.Fatalf("token %q, %v", token, err)
	}
	v, err := s.Bearer(t.Context(), token, "192.0.2.1")
	if err != nil || v.Name != "Name of ana" || access.MayDecide(v, pledgebook.Accept) || !access.SeesUnreviewed(v) {
		t.Errorf("the token is %+v, %v", v, err)
	}
	kept, err := s.Tokens(t.Context(), ana)
	if err != nil || len(kept) != 1 || strings.Contains(kept[0].Hash, token) || kept[0].Seen.IsZero() {
		t.Errorf("kept are %+v, %v", kept, err)
	}
	for name, spoil := range map[string]func() string{
		"another token": func() string { return token + "x" },
		"none":          func() string { return "" },
		"the hash":      func() string { return kept[0].Hash },
	} {
		_, err := s.Bearer(t.Context(), spoil(), "192.0.2.1")
		if pledgebook.KindOf(err) != pledgebook.Unauthorized {
			t.Errorf("%s lets in: %v", name, err)
		}
	}
	join(t, s, "root", pledgebook.RoleAdministrator)
	check := func(want pledgebook.ErrorKind) {
		t.Helper()
		_, err := s.Bearer(t.Context(), token, "192.0.2.1")
		wants(t, err, want)
	}
	if err := s.Disable(t.Context(), "ana", By{}); err != nil {
		t.Fatal(err)
	}
	check(pledgebook.Unauthorized)
	if err := s.Enable(t.Context(), "ana", By{}); err != nil {
		t.Fatal(err)
	}
	check("")
	c.Time = c.Add(30 * 24 * time.Hour)
	check(pledgebook.Unauthorized)
	token, err = s.MakeToken(t.Context(), ana, "again", pledgebook.ScopeReview, 90, By{})
	if err != nil {
		t.Fatal(err)
	}
	check("")
	kept, _ = s.Tokens(t.Context(), ana)
	if err := s.RevokeToken(t.Context(), ana, kept[0].ID, By{}); err != nil {
		t.Fatal(err)
	}
	check(pledgebook.Unauthorized)
	for name, bad := range map[string]func() (string, error){
		"no name":  func() (string, error) { return s.MakeToken(t.Context(), ana, " ", pledgebook.ScopeRead, 30, By{}) },
		"no scope": func() (string, error) { return s.MakeToken(t.Context(), ana, "x", "all", 30, By{}) },
		"for ever": func() (string, error) { return s.MakeToken(t.Context(), ana, "x", pledgebook.ScopeRead, 36500, By{}) },
	} {
		if _, err := bad(); pledgebook.KindOf(err) != pledgebook.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSomebodyIsLeftToLookAfterAccounts(t *testing.T) {
	s, _ := desk(t, Options{})
	join(t, s, "ana", pledgebook.RoleAdministrator)
	join(t, s, "ben", pledgebook.RoleReader)
	wants(t, s.SetRole(t.Context(), "ana", pledgebook.RoleEditor, By{}), pledgebook.Invalid)
	wants(t, s.Disable(t.Context(), "ana", By{}), pledgebook.Invalid)
	wants(t, s.SetRole(t.Context(), "ben", "king", By{}), pledgebook.Invalid)
	wants(t, s.SetRole(t.Context(), "nobody", pledgebook.RoleReader, By{}), pledgebook.NotFound)
	if err := s.SetRole(t.Context(), "ben", pledgebook.RoleAdministrator, By{}); err != nil {
		t.Fatal(err)
	}
	if err := s.Disable(t.Context(), "ana", By{Login: "ben"}); err != nil {
		t.Fatal(err)
	}
	_, err := s.Password(t.Context(), "ana", good, By{})
	wants(t, err, pledgebook.Invalid)
	wants(t, s.Disable(t.Context(), "ben", By{}), pledgebook.Invalid)
}

func TestTheLogTellsWhatHappenedAndNothingSecret(t *testing.T) {
	s, _ := desk(t, Options{})
	ana := join(t, s, "ana", pledgebook.RoleAdministrator)
	_, _ = s.Password(t.Context(), "ana", "wrong wrong wrong", By{Address: "192.0.2.7"})
	_, _ = s.Password(t.Context(), "hunter2 typed as a name", "x", By{Address: "192.0.2.7"})
	_, _ = s.Password(t.Context(), "ana", good, By{Address: "192.0.2.7"})
	token, _ := s.MakeToken(t.Context(), ana, "script", pledgebook.ScopeRead, 30, By{Login: "ana"})
	notes, err := s.Notes(t.Context(), "", 100)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, n := range notes {
		all.WriteString(n.Act + "|" + n.On + "|" + n.Who + "|" + n.Address + "|" + n.Detail + "\n")
	}
	for _, want := range []string{"invited", "account made|ana", "sign-in refused|ana||192.0.2.7", "signed in|ana|ana|192.0.2.7|password", "token made|ana"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("the log lacks %q:\n%s", want, all.String())
		}
	}
	for _, secret := range []string{good, "hunter2", "wrong wrong", token, hashOf(token)} {
		if strings.Contains(all.String(), secret) {
			t.Errorf("the log tells %q", secret)
		}
	}
}

// serve runs a handler with the sessions of a service, and returns what a
// browser with the given cookies gets.
func serve(s *Service, cookies []*http.Cookie, do func(r *http.Request)) []*http.Cookie {
	r := httptest.NewRequest(http.MethodPost, "/", http.NoBody)
	r.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
	for _, c := range cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	s.Load(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { do(r) })).ServeHTTP(w, r)
	if set := w.Result().Cookies(); len(set) > 0 {
		return set
	}
	return cookies
}

func TestSessions(t *testing.T) {
	s, _ := desk(t, Options{})
	ana := join(t, s, "ana", pledgebook.RoleReviewer)
	who := func(cookies []*http.Cookie) (login string) {
		serve(s, cookies, func(r *http.Request) {
			a, ok, err := s.Current(r.Context())
			if err != nil {
				t.Error(err)
			}
			if ok {
				login = a.Login
			}
		})
		return login
	}
	begin := func(r *http.Request) {
		if err := s.Begin(r, ana); err != nil {
			t.Error(err)
		}
	}
	desktop := serve(s, nil, begin)
	c := desktop[0]
	if !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Name != "__Host-session" || c.Path != "/" || c.Domain != "" {
		t.Errorf("the cookie is %+v", c)
	}
	fixed := serve(s, desktop, begin)
	if fixed[0].Value == desktop[0].Value || who(desktop) != "" || who(fixed) != "ana" {
		t.Error("signing in again leaves the old cookie good")
	}
	phone := serve(s, nil, begin)
	serve(s, phone, func(r *http.Request) {
		all, here, err := s.Sessions(r.Context(), ana)
		if err != nil || len(all) != 2 || all[0].Device != "Firefox on Linux" || all[0].Hash != here && all[1].Hash != here {
			t.Errorf("sessions %+v, here %s, %v", all, here, err)
		}
	})
	changed := serve(s, phone, func(r *http.Request) {
		wants(t, s.ChangePassword(r.Context(), ana, "wrong wrong wrong", good+"!", By{Login: "ana"}), pledgebook.Invalid)
		wants(t, s.ChangePassword(r.Context(), ana, good, "short", By{Login: "ana"}), pledgebook.Invalid)
		if err := s.ChangePassword(r.Context(), ana, good, good+"!", By{Login: "ana"}); err != nil {
			t.Error(err)
		}
	})
	if who(fixed) != "" || who(phone) != "" || who(changed) != "ana" {
		t.Errorf("after a change of password: desktop %q, the phone's old cookie %q, its new one %q", who(fixed), who(phone), who(changed))
	}
	out := serve(s, changed, func(r *http.Request) {
		if err := s.SignOut(r.Context(), By{Login: "ana"}); err != nil {
			t.Error(err)
		}
	})
	if who(changed) != "" || out[0].MaxAge >= 0 {
		t.Error("signing out leaves the session")
	}
}

// A request that was under way while all sessions were ended keeps its own, and
// is signed in no more all the same.
func TestASessionKeptTooLateIsOver(t *testing.T) {
	s, c := desk(t, Options{})
	ana := join(t, s, "ana", pledgebook.RoleReviewer)
	cookies := serve(s, nil, func(r *http.Request) { _ = s.Begin(r, ana) })
	cookies = serve(s, cookies, func(r *http.Request) {
		s.sessions.Put(r.Context(), "x", "y") // it will be written once more
		c.Time = c.Add(time.Second)
		if err := s.end(context.WithoutCancel(r.Context()), ana.ID); err != nil {
			t.Error(err)
		}
	})
	serve(s, cookies, func(r *http.Request) {
		if _, ok, _ := s.Current(r.Context()); ok {
			t.Error("the session lives on")
		}
	})
}

// A session that nobody signs in to is over soon; signing in makes it last.
func TestASessionOnTheWayIsShort(t *testing.T) {
	s, _ := desk(t, Options{})
	ana := join(t, s, "ana", pledgebook.RoleReviewer)
	cookies := serve(s, nil, func(r *http.Request) {
		if _, err := s.AskPasskey(r.Context()); err != nil {
			t.Error(err)
		}
	})
	if age := time.Duration(cookies[0].MaxAge) * time.Second; age <= 0 || age > onTheWay+2*time.Second {
		t.Errorf("on the way the session lasts %s", age)
	}
	cookies = serve(s, cookies, func(r *http.Request) { _ = s.Begin(r, ana) })
	if age := time.Duration(cookies[0].MaxAge) * time.Second; age < sessionLife-time.Minute {
		t.Errorf("signed in it lasts %s", age)
	}
}

func TestDevice(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1": "Safari on iPhone",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0":           "Edge on Windows",
		"curl/8.5.0": "curl", "": "another program", "<script>": "another program",
	} {
		if got := Device(agent); got != want {
			t.Errorf("%q is %q, want %q", agent, got, want)
		}
	}
}
