package web

import (
	"bytes"
	"context"
	"net/http"

	"github.com/a-h/templ"

	"pledgebook"
	"pledgebook/internal/wording"
)

// Head is what a page says about itself.
type Head struct {
	// Title and Description are for tabs, search engines and shared links.
	Title, Description string
	// Here is the part of the desk it belongs to: "home", "entries", "inbox".
	Here string
	// Script is true where the page does something better with JavaScript.
	Script bool
	// Article is true for a page about one thing, false for lists.
	Article bool
	// Card is the address of the picture beside a shared link; "" for none.
	Card string
	// Address is where the page lives for good, "" where it has no such place.
	Address string
	// Badge says to the team who may see the page's thing; nil for none.
	Badge templ.Component

	origin string
	// back is the page's own address, without the language that it asks for.
	back string
}

// Render answers with a page. It is made whole before the first byte is sent,
// so that an error can still become a page of its own.
func (d *Desk) Render(w http.ResponseWriter, r *http.Request, h Head, body templ.Component) error {
	return d.render(w, r, http.StatusOK, h, body)
}

// RenderForm answers with a page whose form was not accepted: the error says why,
// and stands in the page itself.
func (d *Desk) RenderForm(w http.ResponseWriter, r *http.Request, h Head, err error, body templ.Component) error {
	status := StatusOf(err)
	if status == http.StatusInternalServerError || status == http.StatusServiceUnavailable {
		return err
	}
	saysLater(w, err)
	return d.render(w, r, status, h, body)
}

func (d *Desk) render(w http.ResponseWriter, r *http.Request, status int, h Head, body templ.Component) error {
	var page bytes.Buffer
	h.origin, h.back = d.Address(r), withoutLanguage(r)
	ctx := templ.WithChildren(r.Context(), body)
	if err := layout(d, h).Render(ctx, &page); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", Language(r.Context()))
	w.Header().Add("Vary", "Cookie, Accept-Language")
	if w.Header().Get("Cache-Control") == "" {
		w.Header().Set("Cache-Control", d.kept(r))
	}
	leaveSlot(r.Context())
	w.WriteHeader(status)
	_, err := w.Write(page.Bytes())
	if err != nil {
		d.options.Log.Debug("a reader went away", "path", r.URL.Path, "cause", err)
	}
	return nil
}

// kept says who may keep a page: anybody what anybody is shown, and only the
// browser what it showed to somebody.
func (d *Desk) kept(r *http.Request) string {
	if d.Viewer(r.Context()) == (pledgebook.Viewer{}) {
		return "no-cache"
	}
	return "private, no-cache"
}

// card is the address of the picture in the page's language: whoever shows a
// link fetches it without the reader's cookies.
func (h Head) card(ctx context.Context) string {
	if Language(ctx) == wording.English.Code {
		return h.Card
	}
	return inLanguage(h.Card, In(ctx))
}
