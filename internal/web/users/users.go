// Package users is where administrators look after accounts: invitations, roles,
// lost passwords, who may not come in any more, and the log.
package users

import (
	"context"
	_ "embed"
	"net/http"
	"time"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/web"
)

//go:embed users.css
var style string

// Page is looking after accounts.
var Page = web.Page{
	Routes: map[string]web.Handler{
		"GET /users":           show,
		"GET /users/log":       log,
		"POST /users/invite":   act(invite),
		"POST /users/withdraw": act(withdraw),
		"POST /users/role":     act(role),
		"POST /users/reset":    act(reset),
		"POST /users/disable":  act(disable),
		"POST /users/enable":   act(enable),
	},
	Style: style,
}

// people is what the page shows.
type people struct {
	accounts []access.Account
	links    []access.Link
	me       string // login
	now      time.Time
	outcome
}

// outcome is what became of a form: what was done, and a link shown this once.
type outcome struct{ did, link, linkFor string }

func head(ctx context.Context) web.Head {
	return web.Head{Title: web.Say(ctx, "People"), Here: "users", Description: web.Say(ctx, "Who may sign in, and what they may do.")}
}

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	if err := d.Administers(r.Context()); err != nil {
		return err
	}
	p, err := load(d, r, outcome{did: web.Say(r.Context(), done[r.URL.Query().Get("did")])})
	if err != nil {
		return err
	}
	return d.Render(w, r, head(r.Context()), page(p, ""))
}

// done says what a form did, by the word that stands in the address afterwards.
var done = map[string]web.Text{
	"role":      "The role is changed. It holds from the next page on.",
	"disabled":  "The account is disabled, and signed out everywhere.",
	"enabled":   "The account may sign in again.",
	"withdrawn": "The link works no more.",
}

func load(d *web.Desk, r *http.Request, became outcome) (p people, err error) {
	p = people{me: d.Viewer(r.Context()).Account, now: d.Now(), outcome: became}
	if p.accounts, err = d.Accounts().All(r.Context()); err != nil {
		return p, err
	}
	p.links, err = d.Accounts().Links(r.Context())
	return p, err
}

// act makes a handler of what one form asks for.
func act(do func(d *web.Desk, r *http.Request) (outcome, error)) web.Handler {
	return func(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
		if err := d.Administers(r.Context()); err != nil {
			return err
		}
		if err := web.ReadForm(r); err != nil {
			return err
		}
		o, wrong := do(d, r)
		if wrong == nil && o.did != "" {
			http.Redirect(w, r, "/users?did="+o.did, http.StatusSeeOther)
			return nil
		}
		p, err := load(d, r, o)
		if err != nil {
			return err
		}
		w.Header().Set("Cache-Control", "no-store")
		if wrong != nil {
			return d.RenderForm(w, r, head(r.Context()), wrong, page(p, web.Excuse(r.Context(), wrong)))
		}
		return d.Render(w, r, head(r.Context()), page(p, ""))
	}
}

func invite(d *web.Desk, r *http.Request) (outcome, error) {
	role := pledgebook.Role(r.PostForm.Get("role"))
	link, err := d.Accounts().Invite(r.Context(), role, d.By(r))
	return outcome{link: link, linkFor: web.Say(r.Context(), "It makes an account with the role %s. It works once, within seven days.", web.Term(r.Context(), role))}, err
}

func reset(d *web.Desk, r *http.Request) (outcome, error) {
	login := r.PostForm.Get("login")
	link, err := d.Accounts().ResetLink(r.Context(), login, d.By(r))
	return outcome{link: link, linkFor: web.Say(r.Context(), "It lets %s set a new password. It works once, within a day.", login)}, err
}

func withdraw(d *web.Desk, r *http.Request) (outcome, error) {
	return outcome{did: "withdrawn"}, d.Accounts().DropLink(r.Context(), r.PostForm.Get("link"), d.By(r))
}

func role(d *web.Desk, r *http.Request) (outcome, error) {
	return outcome{did: "role"}, d.Accounts().SetRole(r.Context(), r.PostForm.Get("login"), pledgebook.Role(r.PostForm.Get("role")), d.By(r))
}

func disable(d *web.Desk, r *http.Request) (outcome, error) {
	return outcome{did: "disabled"}, d.Accounts().Disable(r.Context(), r.PostForm.Get("login"), d.By(r))
}

func enable(d *web.Desk, r *http.Request) (outcome, error) {
	return outcome{did: "enabled"}, d.Accounts().Enable(r.Context(), r.PostForm.Get("login"), d.By(r))
}

// mostNotes is how many lines of the log are shown.
const mostNotes = 300

func log(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	if err := d.Administers(r.Context()); err != nil {
		return err
	}
	about := web.Short(r.URL.Query().Get("about"), 100)
	notes, err := d.Accounts().Notes(r.Context(), about, mostNotes)
	if err != nil {
		return err
	}
	h := web.Head{Title: web.Say(r.Context(), "The log of accounts"), Here: "users", Description: web.Say(r.Context(), "Who signed in, and what was changed.")}
	return d.Render(w, r, h, logged(notes, about))
}
