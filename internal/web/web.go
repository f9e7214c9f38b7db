// Package web is the frame of the desk: the pages that people read and review
// in a browser. It keeps the ledger at hand, wraps every page in the same
// layout, and guards every answer with the same headers and limits. The pages
// lie in one folder each below it; cmd lists them.
package web

import (
	"context"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/accounts"
	"pledgebook/internal/bounding"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/rates"
)

// Page is one kind of page: the routes it answers, the style it adds, and what
// it does better with JavaScript. Every page works without.
type Page struct {
	// Routes are patterns as [http.ServeMux] takes them.
	Routes map[string]Handler
	Style  string
	Script string
	// Steady is true where what is asked for by GET is answered from the view, the
	// address and the reader's language alone: it is made once for a state of the
	// book. Never where an answer has something of the account that asks.
	Steady bool
	// Ahead is what is worked out before anybody asks; nil for nothing.
	Ahead Ahead
	// Early is true where that is an index which any request may wait for: it is made
	// before the figures of other pages.
	Early bool
	// Largest is the most bytes a form may have, by its path, where that is more
	// than a decision needs.
	Largest map[string]int64
}

// Handler answers a request. An error becomes a page that says what was wrong,
// with the status that fits its kind.
type Handler func(d *Desk, w http.ResponseWriter, r *http.Request) error

// Options say how a desk is run.
type Options struct {
	// Readers shows reviewed entries alone, and no inbox.
	Readers bool
	// Accounts signs people in; nil on a desk without accounts.
	Accounts *accounts.Service
	// Private shows nothing to whoever is not signed in.
	Private bool
	// Proxies are the addresses of machines before this one that say in
	// X-Forwarded-For where a request came from.
	Proxies []string
	// Hosts are the names under which the desk may be asked for; empty for any.
	// A desk on a loopback address lists its own, so that no other site can
	// lead a browser to it under a name of that site's.
	Hosts []string
	// Reviewers are the names under which decisions may be made; any where empty.
	Reviewers []string
	// Trackers are the saved scopes.
	Trackers []pledgebook.Tracker
	// World is what totals are worked out by beside the claims; Rates are the
	// exchange rates behind it.
	World bounding.World
	Rates *rates.Table
	// Address is where the desk is reached from outside ("https://aid.example.org"),
	// for links that leave it; "" for the address of each request.
	Address string
	// Intake reads what is handed in; nil where nothing may be.
	Intake Intake
	// Patience is how long a page waits for figures that take long before it is
	// shown without them; a moment if 0.
	Patience time.Duration
	// Now tells the time; [time.Now] if nil.
	Now func() time.Time
	// Log hears of what went wrong; [slog.Default] if nil.
	Log *slog.Logger
}

// Desk is a book with its pages.
type Desk struct {
	Book    pledgebook.Book
	options Options
	routes  map[string]bool
	bench   *bench
	slots   slots
	aheads  []Ahead
	largest map[string]int64
	style   asset
	script  asset

	standing standing
	handings handings
	deciding sync.Mutex // held from looking at an entry until the decision on it is kept
	atFirst  time.Duration
	life     context.Context // ends with the desk
	end      context.CancelFunc
}

// New makes the pages of a book into one handler.
func New(book pledgebook.Book, o Options, pages ...Page) (*Desk, http.Handler) {
	if o.Rates == nil {
		o.Rates = &rates.Table{}
	}
	if o.Patience == 0 {
		o.Patience = patience
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	d := &Desk{Book: book, options: o, routes: map[string]bool{}, bench: &bench{}, slots: newSlots(), largest: map[string]int64{}}
	d.atFirst = atFirst
	d.standing.keeper = pipeline.NewKeeper(book, o.Rates)
	d.life, d.end = context.WithCancel(context.Background())
	d.bench.life = d.life
	style, script := baseStyle, baseScript
	mux := http.NewServeMux()
	for _, p := range pages {
		style, script = style+p.Style, script+p.Script
		switch {
		case p.Ahead != nil && p.Early:
			d.aheads = slices.Insert(d.aheads, 0, p.Ahead)
		case p.Ahead != nil:
			d.aheads = append(d.aheads, p.Ahead)
		}
		maps.Copy(d.largest, p.Largest)
		for pattern, h := range p.Routes {
			d.routes[pattern] = true
			if p.Steady {
				h = steady(h)
			}
			mux.HandleFunc(pattern, d.answer(h))
		}
	}
	d.style, d.script = newAsset("css", style), newAsset("js", script)
	d.serveAssets(mux)
	mux.HandleFunc("POST "+languagePath, d.answer(chooseLanguage))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { d.nowhere(mux, w, r) })
	return d, d.guard(mux)
}

// nowhere answers where nothing is, and where something is that takes other
// methods, which it names.
func (d *Desk) nowhere(mux *http.ServeMux, w http.ResponseWriter, r *http.Request) {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
		other := &http.Request{Method: method, URL: r.URL, Host: r.Host}
		if _, pattern := mux.Handler(other); pattern != "/" {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) == 0 {
		d.fail(w, r, pledgebook.Errorf(pledgebook.NotFound, "There is no page at this address."))
		return
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
}

// answer lets a handler answer; its error becomes a page.
func (d *Desk) answer(h Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r = r.WithContext(d.calling(r.Context()))
		if err := h(d, w, r); err != nil {
			d.fail(w, r, err)
		}
	}
}

// Now is the present moment.
func (d *Desk) Now() time.Time { return d.options.Now() }

// asks is the key of the viewer in a request's context.
type asks struct{}

// Viewer is who asks. Without accounts that is the owner, or on a desk for
// readers anybody.
func (d *Desk) Viewer(ctx context.Context) pledgebook.Viewer {
	if v, ok := ctx.Value(asks{}).(pledgebook.Viewer); ok {
		return v
	}
	if d.options.Readers || d.options.Accounts != nil {
		return pledgebook.Viewer{}
	}
	return pledgebook.Owner
}

// Reviews reports whether whoever asks may decide on entries, and so whether
// there is an inbox for them.
func (d *Desk) Reviews(ctx context.Context) bool {
	return access.MayDecide(d.Viewer(ctx), pledgebook.Accept)
}

// Log hears of what went wrong.
func (d *Desk) Log() *slog.Logger { return d.options.Log }

// Shared reports whether whoever asks is somebody else than the owner at this
// computer: then pages of other sites may read what everybody is shown.
func (d *Desk) Shared(ctx context.Context) bool { return d.Viewer(ctx) != pledgebook.Owner }

// Tracker returns a saved scope by its id.
func (d *Desk) Tracker(id string) (pledgebook.Tracker, bool) {
	i := slices.IndexFunc(d.options.Trackers, func(t pledgebook.Tracker) bool { return t.ID == id })
	if i < 0 {
		return pledgebook.Tracker{}, false
	}
	return d.options.Trackers[i], true
}

// Trackers are the saved scopes.
func (d *Desk) Trackers() []pledgebook.Tracker { return d.options.Trackers }

// Address is where the desk is reached from outside, without a slash at the end.
func (d *Desk) Address(r *http.Request) string {
	if d.options.Address != "" {
		return strings.TrimSuffix(d.options.Address, "/")
	}
	return "http://" + plainHost(r.Host)
}

// plainHost is a host as a request names it, or nothing where it holds what no
// host does.
func plainHost(host string) string {
	if strings.ContainsFunc(host, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(".-:[]", r))
	}) {
		return ""
	}
	return host
}

// Reviewers are the names under which decisions may be made; any where empty.
func (d *Desk) Reviewers() []string { return d.options.Reviewers }

// Decider is the name that a decision is made under by whoever asks, or an error
// that says why they may not decide. name is what they say of themselves where
// the desk has no accounts.
func (d *Desk) Decider(ctx context.Context, name string) (string, error) {
	who := d.Viewer(ctx)
	switch {
	case !d.Reviews(ctx):
		return "", forbidden("Decisions are made at the desk by reviewers, and whoever asks here is none.")
	case who.Name != "":
		return who.Name, nil
	case !d.MayReview(name):
		return "", pledgebook.Errorf(pledgebook.Invalid, "who: a decision needs the name of a reviewer of this book")
	}
	return name, nil
}

// MayReview reports whether decisions may be made under a name.
func (d *Desk) MayReview(name string) bool {
	return name != "" && (len(d.options.Reviewers) == 0 || slices.Contains(d.options.Reviewers, name))
}

// Today is the day on which whoever asks looks at the desk.
func (d *Desk) Today() pledgebook.Day {
	y, m, day := d.Now().Date()
	return pledgebook.DateOf(y, m, day)
}
