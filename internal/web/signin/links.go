package signin

import (
	"context"
	"net/http"

	"pledgebook/internal/accounts"
	"pledgebook/internal/web"
)

// linked is what the page of a one-time link shows.
type linked struct {
	code, login, name, wrong string
	reset                    bool
}

func welcomeHead(ctx context.Context) web.Head {
	return web.Head{Title: web.Say(ctx, "Welcome"), Here: "signin", Script: true, Description: web.Say(ctx, "Make your account with the link that an administrator gave you.")}
}

func resetHead(ctx context.Context) web.Head {
	return web.Head{Title: web.Say(ctx, "A new password"), Here: "signin", Script: true, Description: web.Say(ctx, "Set a new password with the link that an administrator gave you.")}
}

func welcome(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	if _, err := service(d); err != nil {
		return err
	}
	return d.Render(w, r, welcomeHead(r.Context()), link(linked{}))
}

func forgotten(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	if _, err := service(d); err != nil {
		return err
	}
	return d.Render(w, r, resetHead(r.Context()), link(linked{reset: true}))
}

func join(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	return use(d, w, r, welcomeHead(r.Context()), false)
}

func reset(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	return use(d, w, r, resetHead(r.Context()), true)
}

// use uses a link up and signs in whoever used it.
func use(d *web.Desk, w http.ResponseWriter, r *http.Request, h web.Head, reset bool) error {
	s, err := read(d, r)
	if err != nil {
		return err
	}
	wish := accounts.Wish{Code: r.PostForm.Get("code"), Login: r.PostForm.Get("login"), Name: r.PostForm.Get("name"), Password: r.PostForm.Get("password"), Reset: reset}
	a, err := s.UseLink(r.Context(), wish, d.By(r))
	if err != nil {
		return d.RenderForm(w, r, h, err, link(linked{code: wish.Code, login: wish.Login, name: wish.Name, wrong: web.Excuse(r.Context(), err), reset: reset}))
	}
	if err := s.Begin(r, a); err != nil {
		return err
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}
