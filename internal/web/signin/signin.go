// Package signin is where people come in: by password, passkey, their
// organisation, or a one-time link; and where they go out.
package signin

import (
	"context"
	_ "embed"
	"net/http"
	"strings"

	"pledgebook"
	"pledgebook/internal/accounts"
	"pledgebook/internal/web"
)

//go:embed signin.css
var style string

//go:embed signin.js
var script string

// Page is signing in and out.
var Page = web.Page{
	Routes: map[string]web.Handler{
		"GET /signin":                  show,
		"POST /signin":                 byPassword,
		"POST /signin/passkey":         askPasskey,
		"POST /signin/passkey/answer":  byPasskey,
		"GET /signin/organisation":     toOrganisation,
		"GET " + accounts.ReturnPath:   fromOrganisation,
		"GET " + accounts.WelcomePath:  welcome,
		"POST " + accounts.WelcomePath: join,
		"GET " + accounts.ResetPath:    forgotten,
		"POST " + accounts.ResetPath:   reset,
		"POST /signout":                signOut,
	},
	Style: style, Script: script,
}

// form is what the sign-in page shows: what was filled in, and what was wrong.
type form struct {
	login, next, wrong, organisation string
	passkeys                         bool
	// question is what a passkey is asked; "" where none is.
	question string
}

func head(ctx context.Context) web.Head {
	return web.Head{Title: web.Say(ctx, "Sign in"), Here: "signin", Script: true, Description: web.Say(ctx, "Sign in to review, or to read what is kept to the team.")}
}

func service(d *web.Desk) (*accounts.Service, error) {
	if d.Accounts() == nil {
		return nil, pledgebook.Errorf(pledgebook.NotFound, "There is no page at this address.")
	}
	return d.Accounts(), nil
}

func (f form) on(s *accounts.Service) form {
	f.organisation, f.passkeys = s.OrganisationName(), s.Passkeys()
	return f
}

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	s, err := service(d)
	if err != nil {
		return err
	}
	next := web.Local(r.URL.Query().Get("next"))
	if _, ok := d.Account(r.Context()); ok {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return nil
	}
	return d.Render(w, r, head(r.Context()), page(form{next: next}.on(s)))
}

// again shows the form once more with what was wrong.
func again(d *web.Desk, w http.ResponseWriter, r *http.Request, f form, err error) error {
	f.wrong = web.Excuse(r.Context(), err)
	return d.RenderForm(w, r, head(r.Context()), err, page(f.on(d.Accounts())))
}

// read parses a form where there are accounts.
func read(d *web.Desk, r *http.Request) (*accounts.Service, error) {
	s, err := service(d)
	if err == nil {
		err = web.ReadForm(r)
	}
	return s, err
}

func byPassword(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	s, err := read(d, r)
	if err != nil {
		return err
	}
	f := form{login: strings.TrimSpace(r.PostForm.Get("login")), next: web.Local(r.PostForm.Get("next"))}
	a, err := s.Password(r.Context(), f.login, r.PostForm.Get("password"), d.By(r))
	if err != nil {
		return again(d, w, r, f, err)
	}
	if err := s.Begin(r, a); err != nil {
		return err
	}
	http.Redirect(w, r, f.next, http.StatusSeeOther)
	return nil
}

func askPasskey(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	s, err := read(d, r)
	if err != nil {
		return err
	}
	f := form{next: web.Local(r.PostForm.Get("next"))}
	if f.question, err = s.AskPasskey(r.Context()); err != nil {
		return again(d, w, r, f, err)
	}
	return d.Render(w, r, head(r.Context()), page(f.on(s)))
}

func byPasskey(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	s, err := read(d, r)
	if err != nil {
		return err
	}
	f := form{next: web.Local(r.PostForm.Get("next"))}
	a, err := s.Passkey(r.Context(), r.PostForm.Get("answer"), d.By(r))
	if err != nil {
		return again(d, w, r, f, err)
	}
	if err := s.Begin(r, a); err != nil {
		return err
	}
	http.Redirect(w, r, f.next, http.StatusSeeOther)
	return nil
}

func toOrganisation(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	s, err := service(d)
	if err != nil {
		return err
	}
	address, err := s.AskOrganisation(r.Context())
	if err != nil {
		return err
	}
	http.Redirect(w, r, address, http.StatusSeeOther)
	return nil
}

func fromOrganisation(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	s, err := service(d)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	a, err := s.Vouched(r.Context(), q.Get("state"), q.Get("code"), d.By(r))
	if err != nil {
		return again(d, w, r, form{next: "/"}, err)
	}
	if err := s.Begin(r, a); err != nil {
		return err
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}

func signOut(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	s, err := service(d)
	if err != nil {
		return err
	}
	if err := s.SignOut(r.Context(), d.By(r)); err != nil {
		return err
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}
