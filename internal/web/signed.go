package web

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/accounts"
)

// Accounts signs people in; nil on a desk without accounts.
func (d *Desk) Accounts() *accounts.Service { return d.options.Accounts }

// account is the key of the signed-in account in a request's context.
type account struct{}

// Account is the account of whoever asks, false where nobody signed in here or
// a token speaks for them: a token looks after no account.
func (d *Desk) Account(ctx context.Context) (access.Account, bool) {
	a, ok := ctx.Value(account{}).(access.Account)
	return a, ok
}

// By is who sent a request, and from where.
func (d *Desk) By(r *http.Request) accounts.By {
	return accounts.By{Login: d.Viewer(r.Context()).Account, Address: d.from(r)}
}

// from is the address a request came from: of the nearest machine that is not
// one of our proxies.
func (d *Desk) from(r *http.Request) string {
	peer, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		peer = r.RemoteAddr
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && slices.Contains(d.options.Proxies, peer); i-- {
		hop := strings.TrimSpace(hops[i])
		if net.ParseIP(hop) == nil {
			break
		}
		peer = hop
	}
	return peer
}

// identified finds out who asks, by a token or a session, before anything else
// is done.
func (d *Desk) identified(next http.Handler) http.Handler {
	if d.options.Accounts == nil {
		return next
	}
	bySession := d.options.Accounts.Load(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		a, ok, err := d.options.Accounts.Current(ctx)
		if err != nil {
			d.fail(w, r, err)
			return
		}
		viewer := pledgebook.Viewer{}
		if ok {
			viewer, ctx = a.Viewer(""), ofAccount(context.WithValue(ctx, account{}, a), r, a)
		}
		d.admit(w, r.WithContext(context.WithValue(ctx, asks{}, viewer)), next)
	}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/assets/") || r.URL.Path == iconPath {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Add("Vary", "Authorization")
		token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !ok {
			bySession.ServeHTTP(w, r)
			return
		}
		viewer, err := d.options.Accounts.Bearer(r.Context(), strings.TrimSpace(token), d.from(r))
		r = r.WithContext(context.WithValue(r.Context(), asks{}, viewer))
		if err != nil {
			w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
			d.fail(w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// open are the paths that a desk which asks everybody to sign in shows before.
var open = []string{"/signin", accounts.WelcomePath, accounts.ResetPath}

// admit lets a request in, or sends whoever asks to sign in first where the desk
// shows nothing to strangers.
func (d *Desk) admit(w http.ResponseWriter, r *http.Request, next http.Handler) {
	known := d.Viewer(r.Context()).Role != ""
	free := slices.ContainsFunc(open, func(p string) bool { return r.URL.Path == p || strings.HasPrefix(r.URL.Path, p+"/") })
	switch {
	case known || free || !d.options.Private:
		next.ServeHTTP(w, r)
	case r.Method == http.MethodGet && !strings.HasPrefix(r.URL.Path, "/api/"):
		http.Redirect(w, r, SignInPath(r.URL.RequestURI()), http.StatusSeeOther)
	default:
		w.Header().Set("WWW-Authenticate", "Bearer")
		d.fail(w, r, unknown())
	}
}

func unknown() error { return pledgebook.Errorf(pledgebook.Unauthorized, "Sign in first.") }

// SignInPath is the address of the sign-in page that leads on to another page.
func SignInPath(next string) string { return "/signin?next=" + url.QueryEscape(Local(next)) }

// Local is an address of this desk to go on to, or the first page where what is
// given leads elsewhere. A browser takes "//host" and "/\host" for another host.
func Local(next string) string {
	u, err := url.Parse(next)
	odd := strings.ContainsFunc(next, func(r rune) bool { return r <= ' ' || r == '\\' || r == 0x7f })
	if err != nil || odd || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") {
		return "/"
	}
	return next
}

// Administers refuses whoever may not look after accounts, as if there were no
// such page.
func (d *Desk) Administers(ctx context.Context) error {
	if _, ok := d.Account(ctx); ok && access.MayAdminister(d.Viewer(ctx)) {
		return nil
	}
	return pledgebook.Errorf(pledgebook.NotFound, "There is no page at this address.")
}

// SignedIn is the account that a page of its own is for. Whoever is not signed
// in is sent to sign in.
func (d *Desk) SignedIn(w http.ResponseWriter, r *http.Request) (access.Account, bool, error) {
	a, ok := d.Account(r.Context())
	switch {
	case ok:
		return a, true, nil
	case d.options.Accounts == nil:
		return a, false, pledgebook.Errorf(pledgebook.NotFound, "There is no page at this address.")
	case r.Method != http.MethodGet:
		return a, false, unknown()
	}
	http.Redirect(w, r, SignInPath(r.URL.RequestURI()), http.StatusSeeOther)
	return a, false, nil
}

// ReadForm parses a request's form. What cannot be read is the sender's fault.
func ReadForm(r *http.Request) error {
	err := r.ParseForm()
	if err == nil || errors.As(err, new(*http.MaxBytesError)) {
		return err
	}
	return pledgebook.WrapError(pledgebook.Invalid, err, "The form cannot be read")
}

// What a page says where a passkey was not given.
const (
	PasskeyUnused Text = "No passkey was used. Press the button to try again."
	PasskeyUnable Text = "This browser cannot use a passkey here."
)
