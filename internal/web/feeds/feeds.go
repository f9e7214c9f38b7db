// Package feeds tells programs what is new, where reports begin to disagree and
// what is overdue: as Atom, RSS and JSON Feed, for all entries or those that a
// filter lets through.
package feeds

import (
	"net/http"
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/syndicating"
	"pledgebook/internal/web"
)

// Page answers at /feed.FORM for every form.
var Page = web.Page{Steady: true, Routes: routes()}

func routes() map[string]web.Handler {
	all := map[string]web.Handler{}
	for _, f := range syndicating.Forms {
		all["GET "+web.FeedPath(f.Name)] = func(d *web.Desk, w http.ResponseWriter, r *http.Request) error { return send(d, w, r, f) }
	}
	return all
}

// mostItems is how many pieces of news a feed holds.
const mostItems = 100

func send(d *web.Desk, w http.ResponseWriter, r *http.Request, f syndicating.Form) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	q, err := d.QuestionOf(r)
	if err != nil {
		return err
	}
	kinds, err := kindsOf(r)
	if err != nil {
		return err
	}
	d.AllowOthers(w, r)
	if done, err := d.Unchanged(w, r); done || err != nil {
		return err
	}
	base := d.Address(r)
	feed := syndicating.Feed{Title: title(d, r, q), Description: web.Say(r.Context(), "Aid in the news: what is new, where reports disagree, what is overdue."),
		Home: base + q.Address("/entries"), Self: base + r.URL.RequestURI(), Updated: v.Today.Time()}
	items := itemsOf(r, v, base, q, kinds)
	if len(items) > 0 && !items[0].At.IsZero() {
		feed.Updated = items[0].At
	}
	w.Header().Set("Content-Type", f.MediaType)
	if r.Method == http.MethodHead {
		return nil
	}
	return f.Write(w, feed, func(yield func(syndicating.Item, error) bool) {
		for _, it := range items {
			if !yield(it, nil) {
				return
			}
		}
	})
}

// kindsOf are the kinds of news that a request asks about; all where it names none.
func kindsOf(r *http.Request) ([]reporting.NewsKind, error) {
	var kinds []reporting.NewsKind
	for _, about := range r.URL.Query()["about"] {
		k := reporting.NewsKind(about)
		if !slices.Contains(reporting.NewsKinds, k) {
			return nil, pledgebook.Errorf(pledgebook.Invalid, "A feed is about new, disagreement or overdue, and %.40q is none of these.", about)
		}
		kinds = append(kinds, k)
	}
	if len(kinds) == 0 {
		kinds = reporting.NewsKinds
	}
	return kinds, nil
}

func title(d *web.Desk, r *http.Request, q web.Question) string {
	if t, ok := d.Tracker(r.URL.Query().Get("tracker")); ok {
		return t.Title
	}
	var words []string
	for _, name := range []string{"provider", "receiver"} {
		words = append(words, q.Asked[name]...)
	}
	if len(words) == 0 {
		return "Pledgebook"
	}
	return "Pledgebook: " + strings.Join(words, ", ")
}

func itemsOf(r *http.Request, v *web.View, base string, q web.Question, kinds []reporting.NewsKind) (items []syndicating.Item) {
	for _, n := range v.News() {
		if len(items) == mostItems {
			break
		}
		if slices.Contains(kinds, n.Kind) && q.Filter.Lets(&n.Entry) {
			items = append(items, item(r, v, base, n))
		}
	}
	return items
}

// leads begin the title of each kind of news.
var leads = map[reporting.NewsKind]web.Text{reporting.NewsDisagreement: "Reports disagree: %s", reporting.NewsOverdue: "Overdue: %s"}

func item(r *http.Request, v *web.View, base string, n reporting.News) syndicating.Item {
	ctx := r.Context()
	title := web.Title(ctx, n.Entry)
	if lead, ok := leads[n.Kind]; ok {
		title = web.Say(ctx, lead, title)
	}
	it := syndicating.Item{ID: n.ID, Title: title, Link: web.AskedLanguage(r, base+web.EntryPath(n.Entry.ID)), Text: web.NewsWords(ctx, n), At: n.At, Categories: []string{string(n.Kind), string(n.Entry.Stage)}}
	for _, id := range n.Entry.Claims[:min(1, len(n.Entry.Claims))] {
		if c, ok := v.Claim(id); ok {
			it.Text = strings.TrimSpace(it.Text + "\n" + web.Join(": ", web.Source(ctx, c.Citation), web.Headline(ctx, c.Citation)))
		}
	}
	return it
}
