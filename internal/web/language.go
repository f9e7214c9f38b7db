package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/wording"
)

// speaks is the key of the reader's language in a request's context.
type speaks struct{}

const (
	// languageCookie keeps the language that a reader chose.
	languageCookie = "language"
	// languageAsked is the parameter of an address that asks for a language: for
	// links that are shared.
	languageAsked = "lang"
	// languagePath is where the choice of a language is sent.
	languagePath = "/language"
	// languageKept is how long a choice is remembered, in seconds.
	languageKept = 365 * 24 * 3600
)

// In is the language that whoever asks reads; English where nothing says.
func In(ctx context.Context) *wording.Language {
	if l, ok := ctx.Value(speaks{}).(*wording.Language); ok {
		return l
	}
	return wording.English
}

// Language is the code of the language that whoever asks reads ("en"): an answer
// with words in it is another one for each.
func Language(ctx context.Context) string { return In(ctx).Code }

// Speaking is a context in which everything is said in a language.
func Speaking(ctx context.Context, l *wording.Language) context.Context {
	if called := callsParties(ctx); called != nil {
		l = l.Calling(called)
	}
	return context.WithValue(ctx, speaks{}, l)
}

// spoken finds out in which language to answer: the one that the address asks
// for, which is kept, else the one chosen before, else the browser's.
func spoken(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") { // programs are answered in English
			next.ServeHTTP(w, r)
			return
		}
		l, asked := languageAskedFor(r)
		chosen, has := languageChosen(r)
		switch {
		case asked && (!has || chosen != l):
			if !strings.HasPrefix(r.URL.Path, EmbedPath("")) { // which other sites show
				keepLanguage(w, l)
			}
		case !asked && has:
			l = chosen
		case !asked:
			l = wording.Wished(r.Header.Get("Accept-Language"))
		}
		next.ServeHTTP(w, r.WithContext(Speaking(r.Context(), l)))
	})
}

func languageAskedFor(r *http.Request) (*wording.Language, bool) {
	if r.URL.RawQuery == "" {
		return wording.English, false
	}
	return wording.In(r.URL.Query().Get(languageAsked))
}

func languageChosen(r *http.Request) (*wording.Language, bool) {
	c, err := r.Cookie(languageCookie)
	if err != nil {
		return wording.English, false
	}
	return wording.In(c.Value)
}

// ofAccount is a context in the language that an account chose, unless the address
// asks for one.
func ofAccount(ctx context.Context, r *http.Request, a access.Account) context.Context {
	_, asked := languageAskedFor(r)
	l, known := wording.In(a.Language)
	if asked || !known || strings.HasPrefix(r.URL.Path, "/api/") {
		return ctx
	}
	return Speaking(ctx, l)
}

func keepLanguage(w http.ResponseWriter, l *wording.Language) {
	http.SetCookie(w, &http.Cookie{Name: languageCookie, Value: l.Code, Path: "/", MaxAge: languageKept, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// chooseLanguage keeps the language that a reader chose, with their account where
// they have one, and leads back to the page that they read.
func chooseLanguage(d *Desk, w http.ResponseWriter, r *http.Request) error {
	if err := ReadForm(r); err != nil {
		return err
	}
	l, ok := wording.In(r.PostForm.Get(languageAsked))
	if !ok {
		return pledgebook.Errorf(pledgebook.Invalid, "The desk does not speak the language %.20q.", r.PostForm.Get(languageAsked))
	}
	keepLanguage(w, l)
	if a, ok := d.Account(r.Context()); ok && a.Language != l.Code {
		if err := d.Accounts().Speak(r.Context(), a.Login, l.Code); err != nil {
			return err
		}
	}
	http.Redirect(w, r, Local(r.PostForm.Get("back")), http.StatusSeeOther)
	return nil
}

// withoutLanguage is the address of a request as it stands without the language
// that it asks for; the first page for what cannot be asked for again.
func withoutLanguage(r *http.Request) string {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return "/"
	}
	if r.URL.RawQuery == "" {
		return r.URL.EscapedPath()
	}
	q := r.URL.Query()
	q.Del(languageAsked)
	return (&url.URL{Path: r.URL.Path, RawPath: r.URL.RawPath, RawQuery: q.Encode()}).String()
}

// inLanguage is an address that asks for a language.
func inLanguage(address string, l *wording.Language) string {
	return addParameter(address, languageAsked, l.Code)
}

// SameLanguage is an address that asks for the language of whoever asks, for what
// others are given: cards, feeds, calendars.
func SameLanguage(ctx context.Context, address string) string { return inLanguage(address, In(ctx)) }

// OwnLanguage is an address for a program that whoever asks gives it to, which says
// nothing of languages itself: it asks for theirs where that is not English.
func OwnLanguage(ctx context.Context, address string) string {
	if Language(ctx) == wording.English.Code {
		return address
	}
	return SameLanguage(ctx, address)
}

// AskedLanguage is an address that asks for the language that a request asks for,
// as it stands where it asks for none.
func AskedLanguage(r *http.Request, address string) string {
	if l, asked := languageAskedFor(r); asked {
		return inLanguage(address, l)
	}
	return address
}

// SpokenIn is a request's context in the language that an address asks for, as the
// request asks where that asks for none.
func SpokenIn(r *http.Request, address string) context.Context {
	u, err := url.Parse(address)
	if err != nil {
		return r.Context()
	}
	if l, ok := wording.In(u.Query().Get(languageAsked)); ok {
		return Speaking(r.Context(), l)
	}
	return r.Context()
}
