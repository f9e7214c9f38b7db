// Package profile is an account's own page: its password, its passkeys, where it
// is signed in, and the tokens that programs use in its name.
package profile

import (
	"context"
	_ "embed"
	"net/http"
	"strconv"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/accounts"
	"pledgebook/internal/web"
)

//go:embed profile.css
var style string

// Page is an account's own page.
var Page = web.Page{
	Routes: map[string]web.Handler{
		"GET /profile":                  show,
		"POST /profile/password":        act(password),
		"POST /profile/name":            act(name),
		"POST /profile/sessions/end":    act(endSession),
		"POST /profile/tokens":          act(makeToken),
		"POST /profile/tokens/revoke":   act(revokeToken),
		"POST /profile/passkeys/ask":    act(askPasskey),
		"POST /profile/passkeys":        act(addPasskey),
		"POST /profile/passkeys/remove": act(dropPasskey),
		"POST /profile/organisation":    act(connect),
	},
	Style: style,
}

// own is what the page shows.
type own struct {
	account  access.Account
	sessions []access.Session
	here     string // hash of the session of this request
	tokens   []access.Token
	passkeys []access.Passkey
	service  *accounts.Service
	outcome
}

// outcome is what became of a form.
type outcome struct {
	did string // a word of done, in its words once it is shown
	// token is a new token, shown this once; question is what a new passkey is
	// asked; toOrganisation is where to go on to.
	token, question, toOrganisation string
}

func head(ctx context.Context) web.Head {
	return web.Head{Title: web.Say(ctx, "Your account"), Here: "profile", Script: true, Description: web.Say(ctx, "Your password, passkeys, sessions and tokens.")}
}

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	a, ok, err := d.SignedIn(w, r)
	if !ok {
		return err
	}
	body, err := load(d, r, a, outcome{did: web.Say(r.Context(), done[r.URL.Query().Get("did")])})
	if err != nil {
		return err
	}
	return d.Render(w, r, head(r.Context()), page(d, body, ""))
}

// done says what a form did, by the word that stands in the address afterwards.
var done = map[string]web.Text{
	"password": "The password is changed. Every other browser is signed out.",
	"name":     "Your next decisions stand under the new name.",
	"others":   "Every other browser is signed out.",
	"session":  "That browser is signed out.",
	"revoked":  "The token works no more.",
	"passkey":  "The passkey is kept. Next time, sign in with it.",
	"removed":  "The passkey lets nobody in any more.",
}

func load(d *web.Desk, r *http.Request, a access.Account, became outcome) (o own, err error) {
	s := d.Accounts()
	o = own{account: a, service: s, outcome: became}
	if fresh, err := s.Find(r.Context(), a.Login); err == nil {
		o.account = fresh
	}
	if o.sessions, o.here, err = s.Sessions(r.Context(), a); err != nil {
		return o, err
	}
	if o.tokens, err = s.Tokens(r.Context(), a); err != nil {
		return o, err
	}
	o.passkeys, err = s.KeysOf(r.Context(), a)
	return o, err
}

// deed does what one form of the page asks for.
type deed func(d *web.Desk, r *http.Request, a access.Account) (outcome, error)

// act makes a handler of a deed: the page again, with what was done, or what was
// wrong. A page that shows a secret once is kept by nobody.
func act(do deed) web.Handler {
	return func(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
		a, ok, err := d.SignedIn(w, r)
		if !ok {
			return err
		}
		if err := web.ReadForm(r); err != nil {
			return err
		}
		o, wrong := do(d, r, a)
		if wrong == nil && o.did != "" {
			http.Redirect(w, r, "/profile?did="+o.did, http.StatusSeeOther)
			return nil
		}
		body, err := load(d, r, a, o)
		if err != nil {
			return err
		}
		w.Header().Set("Cache-Control", "no-store")
		if wrong != nil {
			return d.RenderForm(w, r, head(r.Context()), wrong, page(d, body, web.Excuse(r.Context(), wrong)))
		}
		return d.Render(w, r, head(r.Context()), page(d, body, ""))
	}
}

func password(d *web.Desk, r *http.Request, a access.Account) (outcome, error) {
	err := d.Accounts().ChangePassword(r.Context(), a, r.PostForm.Get("old"), r.PostForm.Get("password"), d.By(r))
	return outcome{did: "password"}, err
}

func name(d *web.Desk, r *http.Request, a access.Account) (outcome, error) {
	err := d.Accounts().Rename(r.Context(), a.Login, r.PostForm.Get("name"), d.By(r))
	return outcome{did: "name"}, err
}

func endSession(d *web.Desk, r *http.Request, a access.Account) (outcome, error) {
	hash := r.PostForm.Get("session")
	if hash == "" {
		return outcome{did: "others"}, d.Accounts().EndOthers(r.Context(), a, d.By(r))
	}
	return outcome{did: "session"}, d.Accounts().EndSession(r.Context(), a, hash, d.By(r))
}

func makeToken(d *web.Desk, r *http.Request, a access.Account) (outcome, error) {
	days, _ := strconv.Atoi(r.PostForm.Get("days")) // 0 is refused
	token, err := d.Accounts().MakeToken(r.Context(), a, r.PostForm.Get("name"), pledgebook.TokenScope(r.PostForm.Get("scope")), days, d.By(r))
	return outcome{token: token}, err
}

func revokeToken(d *web.Desk, r *http.Request, a access.Account) (outcome, error) {
	return outcome{did: "revoked"}, d.Accounts().RevokeToken(r.Context(), a, r.PostForm.Get("token"), d.By(r))
}

func askPasskey(d *web.Desk, r *http.Request, a access.Account) (outcome, error) {
	question, err := d.Accounts().AskNewPasskey(r.Context(), a)
	return outcome{question: question}, err
}

func addPasskey(d *web.Desk, r *http.Request, a access.Account) (outcome, error) {
	err := d.Accounts().AddPasskey(r.Context(), a, r.PostForm.Get("name"), r.PostForm.Get("answer"), d.By(r))
	return outcome{did: "passkey"}, err
}

func dropPasskey(d *web.Desk, r *http.Request, a access.Account) (outcome, error) {
	return outcome{did: "removed"}, d.Accounts().DropPasskey(r.Context(), a, r.PostForm.Get("passkey"), d.By(r))
}

func connect(d *web.Desk, r *http.Request, a access.Account) (outcome, error) {
	address, err := d.Accounts().AskToConnect(r.Context(), a)
	return outcome{toOrganisation: address}, err
}
