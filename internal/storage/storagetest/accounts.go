package storagetest

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/storage"
)

// accountCases are the part of the suite about accounts, which lie beside the book.
var accountCases = []testCase{
	{"an account comes back and keeps its login", accountComesBack},
	{"names and logins are nobody else's", namesAreUnique},
	{"a one-time link is used once", linkUsedOnce},
	{"a link that fails stays", failedLinkStays},
	{"sessions end one by one and all but one", sessionsEnd},
	{"a token works until it is revoked", tokenRevoked},
	{"a passkey is kept and removed", passkeys},
	{"tries at the same time all count", triesCount},
	{"the log of accounts is append only", notesAppendOnly},
	{"what is over is swept away", sweeps},
	{"accounts are neither in the chain nor in a backup", accountsLieBeside},
}

// DropAccounts takes a fresh book, but for its version, back to before there were
// accounts.
var DropAccounts = []string{"DROP TABLE account_note", "DROP TABLE guess", "DROP TABLE passkey", "DROP TABLE api_token", "DROP TABLE session", "DROP TABLE one_time_link", "DROP TABLE account"}

// person makes an account by a link, as everybody gets one.
func person(t testing.TB, s access.Store, login string, role pledgebook.Role) access.Account {
	t.Helper()
	check(t, s.AddLink(t.Context(), access.Link{Hash: "for " + login, Role: role, By: "ana", Made: noon, Expires: noon.Add(time.Hour)}))
	a, err := s.UseLink(t.Context(), "for "+login, noon, func(l access.Link, a *access.Account) error {
		*a = access.Account{ID: "id-" + login, Login: login, Name: "Name of " + login, Role: l.Role, Password: "hash", Made: noon}
		return nil
	})
	check(t, err)
	return a
}

func accountComesBack(t *testing.T, p Place) {
	s := p.Open(t).Accounts()
	ana := person(t, s, "ana", pledgebook.RoleAdministrator)
	ben := person(t, s, "ben", pledgebook.RoleReader)
	check(t, s.ChangeAccount(t.Context(), ben.ID, func(a *access.Account, all []access.Account) error {
		if len(all) != 2 {
			t.Errorf("a change sees %d accounts", len(all))
		}
		a.Role, a.Subject, a.Seen, a.Disabled, a.Ended, a.Login, a.Language = pledgebook.RoleEditor, "https://id.example 7", noon, noon.Add(time.Minute), noon.Add(time.Hour), "other", "uk"
		return nil
	}))
	ben.Role, ben.Subject, ben.Seen, ben.Disabled, ben.Ended, ben.Language = pledgebook.RoleEditor, "https://id.example 7", noon, noon.Add(time.Minute), noon.Add(time.Hour), "uk"
	for by, value := range map[access.AccountKey]string{access.ByID: ben.ID, access.ByLogin: "ben", access.BySubject: ben.Subject} {
		got, err := s.Account(t.Context(), by, value)
		check(t, err)
		if diff := cmp.Diff(ben, got); diff != "" {
			t.Errorf("by %s the account differs:\n%s", by, diff)
		}
	}
	all, err := s.Accounts(t.Context())
	check(t, err)
	if diff := cmp.Diff([]access.Account{ana, ben}, all); diff != "" {
		t.Errorf("the accounts differ:\n%s", diff)
	}
	for _, by := range []access.AccountKey{access.ByID, access.ByLogin, access.BySubject} {
		_, err := s.Account(t.Context(), by, "nobody")
		wantKind(t, err, pledgebook.NotFound)
	}
	wantKind(t, s.ChangeAccount(t.Context(), "nobody", func(*access.Account, []access.Account) error { return nil }), pledgebook.NotFound)
	refused := pledgebook.Errorf(pledgebook.Invalid, "no")
	wantKind(t, s.ChangeAccount(t.Context(), ana.ID, func(a *access.Account, _ []access.Account) error { a.Role = ""; return refused }), pledgebook.Invalid)
	if got, _ := s.Account(t.Context(), access.ByLogin, "ana"); got.Role != pledgebook.RoleAdministrator {
		t.Errorf("a refused change was kept: %+v", got)
	}
	for _, statement := range []string{"DELETE FROM account", "UPDATE account SET login = 'eve' WHERE login = 'ben'"} {
		if p.Tamper(statement) == nil {
			t.Errorf("the database takes %s", statement)
		}
	}
}

func namesAreUnique(t *testing.T, p Place) {
	s := p.Open(t).Accounts()
	ana, ben := person(t, s, "ana", pledgebook.RoleAdministrator), person(t, s, "ben", pledgebook.RoleReader)
	for name, change := range map[string]func(*access.Account){
		"name":                  func(a *access.Account) { a.Name = ana.Name },
		"name in capitals":      func(a *access.Account) { a.Name = "NAME OF ANA" },
		"an organisation's key": func(a *access.Account) { a.Subject = "https://id.example 1" },
	} {
		check(t, s.ChangeAccount(t.Context(), ana.ID, func(a *access.Account, _ []access.Account) error { a.Subject = "https://id.example 1"; return nil }))
		err := s.ChangeAccount(t.Context(), ben.ID, func(a *access.Account, _ []access.Account) error { change(a); return nil })
		if pledgebook.KindOf(err) != pledgebook.Conflict {
			t.Errorf("taking another's %s: %v", name, err)
		}
	}
	check(t, s.AddLink(t.Context(), access.Link{Hash: "h", Role: pledgebook.RoleReader, Made: noon, Expires: noon.Add(time.Hour)}))
	_, err := s.UseLink(t.Context(), "h", noon, func(_ access.Link, a *access.Account) error {
		*a = access.Account{ID: "x", Login: "ana", Name: "Another"}
		return nil
	})
	wantKind(t, err, pledgebook.Conflict)
}

func linkUsedOnce(t *testing.T, p Place) {
	s := p.Open(t).Accounts()
	check(t, s.AddLink(t.Context(), access.Link{Hash: "h", Role: pledgebook.RoleReviewer, By: "ana", Made: noon, Expires: noon.Add(time.Hour)}))
	open, err := s.Links(t.Context(), noon)
	check(t, err)
	if len(open) != 1 || open[0].By != "ana" || open[0].Role != pledgebook.RoleReviewer {
		t.Errorf("open links %+v", open)
	}
	_, err = s.UseLink(t.Context(), "h", noon.Add(time.Hour), func(access.Link, *access.Account) error { return nil })
	wantKind(t, err, pledgebook.NotFound)
	var wg sync.WaitGroup
	results := make([]error, 5)
	for i := range results {
		wg.Go(func() {
			_, results[i] = s.UseLink(t.Context(), "h", noon, func(l access.Link, a *access.Account) error {
				*a = access.Account{ID: fmt.Sprint(i), Login: fmt.Sprint("login", i), Name: fmt.Sprint("Name", i), Role: l.Role}
				return nil
			})
		})
	}
	wg.Wait()
	made := 0
	for _, err := range results {
		if err == nil {
			made++
			continue
		}
		wantKind(t, err, pledgebook.NotFound)
	}
	if all, _ := s.Accounts(t.Context()); made != 1 || len(all) != 1 {
		t.Errorf("one link made %d accounts, %d are kept", made, len(all))
	}
	ana := person(t, s, "ana", pledgebook.RoleReader)
	check(t, s.AddLink(t.Context(), access.Link{Hash: "reset", Account: ana.ID, Made: noon, Expires: noon.Add(time.Hour)}))
	got, err := s.UseLink(t.Context(), "reset", noon, func(_ access.Link, a *access.Account) error { a.Password = "new"; return nil })
	check(t, err)
	if got.Login != "ana" || got.Password != "new" {
		t.Errorf("the link changed %+v", got)
	}
}

func failedLinkStays(t *testing.T, p Place) {
	s := p.Open(t).Accounts()
	check(t, s.AddLink(t.Context(), access.Link{Hash: "h", Made: noon, Expires: noon.Add(time.Hour)}))
	_, err := s.UseLink(t.Context(), "h", noon, func(access.Link, *access.Account) error {
		return pledgebook.Errorf(pledgebook.Invalid, "too short")
	})
	wantKind(t, err, pledgebook.Invalid)
	if open, err := s.Links(t.Context(), noon); err != nil || len(open) != 1 {
		t.Errorf("after a failure %d links are open: %v", len(open), err)
	}
	check(t, s.DropLink(t.Context(), "h"))
	_, err = s.UseLink(t.Context(), "h", noon, func(access.Link, *access.Account) error { return nil })
	wantKind(t, err, pledgebook.NotFound)
}

func sessionsEnd(t *testing.T, p Place) {
	s := p.Open(t).Accounts()
	ana := person(t, s, "ana", pledgebook.RoleReader)
	for i, hash := range []string{"one", "two", "three"} {
		check(t, s.SaveSession(t.Context(), access.Session{Hash: hash, Account: ana.ID, Device: "Firefox", Data: []byte{0, 1, 255}, Made: noon, Seen: noon.Add(time.Duration(i) * time.Minute), Expires: noon.Add(time.Hour)}))
	}
	check(t, s.SaveSession(t.Context(), access.Session{Hash: "nobody's", Data: []byte("x"), Made: noon, Seen: noon, Expires: noon.Add(time.Hour)}))
	hashes := func() (out []string) {
		all, err := s.Sessions(t.Context(), ana.ID, noon)
		check(t, err)
		for _, one := range all {
			out = append(out, one.Hash)
		}
		return out
	}
	if got := hashes(); !slices.Equal(got, []string{"three", "two", "one"}) {
		t.Errorf("sessions %v", got)
	}
	one, err := s.Session(t.Context(), "one", noon)
	check(t, err)
	one.Device, one.Data, one.Expires = "Chrome", []byte("new"), noon.Add(2*time.Hour)
	check(t, s.SaveSession(t.Context(), one))
	again, err := s.Session(t.Context(), "one", noon.Add(90*time.Minute))
	check(t, err)
	if diff := cmp.Diff(one, again); diff != "" {
		t.Errorf("the session changed:\n%s", diff)
	}
	_, err = s.Session(t.Context(), "two", noon.Add(time.Hour))
	wantKind(t, err, pledgebook.NotFound)
	check(t, s.TouchSession(t.Context(), "one", noon.Add(5*time.Minute)))
	if got := hashes(); got[0] != "one" {
		t.Errorf("after a touch the sessions are %v", got)
	}
	check(t, s.DropSession(t.Context(), "two"))
	check(t, s.DropSession(t.Context(), "two"))
	check(t, s.DropSessions(t.Context(), ana.ID, "three"))
	if got := hashes(); !slices.Equal(got, []string{"three"}) {
		t.Errorf("sessions %v are left", got)
	}
	_, err = s.Session(t.Context(), "nobody's", noon)
	check(t, err)
}

func tokenRevoked(t *testing.T, p Place) {
	s := p.Open(t).Accounts()
	ana := person(t, s, "ana", pledgebook.RoleReader)
	token := access.Token{ID: "t", Account: ana.ID, Name: "script", Scope: pledgebook.ScopeRead, Hash: "h", Made: noon, Expires: noon.Add(time.Hour)}
	check(t, s.AddToken(t.Context(), token))
	check(t, s.TouchToken(t.Context(), "t", noon.Add(time.Minute)))
	got, err := s.Token(t.Context(), "h")
	check(t, err)
	token.Seen = noon.Add(time.Minute)
	if diff := cmp.Diff(token, got); diff != "" || !got.Works(noon) || got.Works(noon.Add(time.Hour)) {
		t.Errorf("the token differs:\n%s", diff)
	}
	_, err = s.Token(t.Context(), "other")
	wantKind(t, err, pledgebook.NotFound)
	wantKind(t, s.RevokeToken(t.Context(), "somebody", "t", noon), pledgebook.NotFound)
	check(t, s.RevokeToken(t.Context(), ana.ID, "t", noon))
	wantKind(t, s.RevokeToken(t.Context(), ana.ID, "t", noon), pledgebook.NotFound)
	for _, account := range []string{ana.ID, ""} {
		all, err := s.Tokens(t.Context(), account)
		check(t, err)
		if len(all) != 1 || all[0].Works(noon) {
			t.Errorf("tokens %+v", all)
		}
	}
}

func passkeys(t *testing.T, p Place) {
	s := p.Open(t).Accounts()
	ana := person(t, s, "ana", pledgebook.RoleReader)
	key := access.Passkey{ID: []byte{0, 200, 3}, Account: ana.ID, Name: "phone", Credential: []byte(`{"a":1}`), Made: noon}
	check(t, s.SavePasskey(t.Context(), key))
	key.Credential, key.Seen = []byte(`{"a":2}`), noon.Add(time.Minute)
	check(t, s.SavePasskey(t.Context(), key))
	got, err := s.Passkeys(t.Context(), ana.ID)
	check(t, err)
	if diff := cmp.Diff([]access.Passkey{key}, got); diff != "" {
		t.Errorf("the passkey differs:\n%s", diff)
	}
	wantKind(t, s.DropPasskey(t.Context(), "somebody", key.ID), pledgebook.NotFound)
	check(t, s.DropPasskey(t.Context(), ana.ID, key.ID))
	wantKind(t, s.DropPasskey(t.Context(), ana.ID, key.ID), pledgebook.NotFound)
}

func triesCount(t *testing.T, p Place) {
	s := p.Open(t).Accounts()
	begin := noon.Add(-access.GuessWindow)
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if _, err := s.Try(t.Context(), "account ana", noon, begin); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	try := func(now time.Time) access.Tries {
		tries, err := s.Try(t.Context(), "account ana", now, now.Add(-access.GuessWindow))
		check(t, err)
		return tries
	}
	if got := try(noon.Add(time.Minute)); got.Count != 21 || !got.Since.Equal(noon) {
		t.Errorf("the 21st try is %+v", got)
	}
	check(t, s.Forgive(t.Context(), "account ana", false))
	if got := try(noon.Add(time.Minute)); got.Count != 21 {
		t.Errorf("with one forgiven, the next is %+v", got)
	}
	if got := try(noon.Add(access.GuessWindow + time.Second)); got.Count != 1 {
		t.Errorf("in a new window the first is %+v", got)
	}
	check(t, s.Forgive(t.Context(), "account ana", true))
	check(t, s.Forgive(t.Context(), "account nobody", true))
	if got := try(noon); got.Count != 1 {
		t.Errorf("with all forgiven, the first is %+v", got)
	}
}

func notesAppendOnly(t *testing.T, p Place) {
	s := p.Open(t).Accounts()
	for i, on := range []string{"ana", "ben", "ana"} {
		check(t, s.Note(t.Context(), access.Note{At: noon.Add(time.Duration(i) * time.Second), Who: "ana", Act: "signed in", On: on, Address: "192.0.2.1", Detail: fmt.Sprint(i)}))
	}
	all, err := s.Notes(t.Context(), "", 2)
	check(t, err)
	anas, err := s.Notes(t.Context(), "ana", 10)
	check(t, err)
	if len(all) != 2 || all[0].Detail != "2" || all[1].Detail != "1" || len(anas) != 2 || anas[1].Detail != "0" || anas[0].Act != "signed in" || anas[0].Address != "192.0.2.1" {
		t.Errorf("the log has %+v, of ana %+v", all, anas)
	}
	for _, statement := range []string{"DELETE FROM account_note", "UPDATE account_note SET who = 'eve'"} {
		if p.Tamper(statement) == nil {
			t.Errorf("the database takes %s", statement)
		}
	}
}

func sweeps(t *testing.T, p Place) {
	s := p.Open(t).Accounts()
	ana := person(t, s, "ana", pledgebook.RoleReader)
	check(t, s.SaveSession(t.Context(), access.Session{Hash: "old", Account: ana.ID, Made: noon, Seen: noon, Data: []byte{}, Expires: noon.Add(time.Minute)}))
	check(t, s.SaveSession(t.Context(), access.Session{Hash: "new", Account: ana.ID, Made: noon, Seen: noon, Data: []byte{}, Expires: noon.Add(time.Hour)}))
	check(t, s.AddLink(t.Context(), access.Link{Hash: "old", Made: noon, Expires: noon.Add(time.Minute)}))
	_, err := s.Try(t.Context(), "key", noon, noon)
	check(t, err)
	later := noon.Add(30 * time.Minute)
	check(t, s.Sweep(t.Context(), later))
	sessions, err := s.Sessions(t.Context(), ana.ID, noon)
	check(t, err)
	links, err := s.Links(t.Context(), noon)
	check(t, err)
	tries, err := s.Try(t.Context(), "key", later, noon)
	check(t, err)
	if len(sessions) != 1 || len(links) != 0 || tries.Count != 1 {
		t.Errorf("left are %d sessions, %d links, %d tries", len(sessions), len(links), tries.Count)
	}
}

func accountsLieBeside(t *testing.T, p Place) {
	b := p.Open(t)
	file(t, b, Filings(0, 2, "en-1")...)
	before := inventory(t, b)
	person(t, b.Accounts(), "ana", pledgebook.RoleAdministrator)
	if diff := cmp.Diff(before, inventory(t, b)); diff != "" {
		t.Errorf("an account changed the book:\n%s", diff)
	}
	provesTo(t, b)
	backup := t.TempDir() + "/backup"
	check(t, b.Backup(t.Context(), backup))
	restored := restore(t, backup)
	if all, err := restored.Accounts().Accounts(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("the restored book has %d accounts: %v", len(all), err)
	}
}

// restore puts a backup into a fresh SQLite book.
func restore(t testing.TB, backup string) *storage.Book {
	t.Helper()
	where := t.TempDir() + "/restored"
	_, err := storage.Restore(t.Context(), backup, where, storage.Options{})
	check(t, err)
	return Place{Where: where}.Open(t)
}
