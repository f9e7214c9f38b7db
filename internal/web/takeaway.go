package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"pledgebook"
	"pledgebook/internal/reporting"
)

// FilePath is the address of the entries as a file of a format.
func FilePath(format string) string { return "/entries." + format }

// FeedPath is the address of the news as a feed of a form.
func FeedPath(form string) string { return "/feed." + form }

// EmbedPath is the address of an entry's card for pages of other sites.
func EmbedPath(id string) string { return "/embed/entry/" + id }

// QuestionOf is [QuestionOf] with what a tracker is about, where a request names
// one. [pledgebook.Invalid]: there is no such tracker.
func (d *Desk) QuestionOf(r *http.Request) (Question, error) {
	q, err := QuestionOf(r)
	if err != nil {
		return q, err
	}
	id := r.URL.Query().Get(trackerField)
	if id == "" {
		return q, nil
	}
	t, ok := d.Tracker(id)
	if !ok {
		return q, pledgebook.Errorf(pledgebook.Invalid, "There is no tracker %.40q.", id)
	}
	q.Asked.Set(trackerField, id)
	q.Filter = q.Filter.Narrowed(t)
	return q, nil
}

const trackerField = "tracker"

// News is what happened to the entries that the view shows, the latest first.
func (v *View) News() []reporting.News {
	return Kept(v, "news", v.Ledger.News)
}

// taken are the formats that a page offers, with what each is called.
var taken = []struct{ format, name string }{
	{"csv", "CSV"}, {"xlsx", "Excel"}, {"jsonl", "JSON Lines"}, {"sqlite", "SQLite"}, {"iati", "IATI"}, {"jsonld", "JSON-LD"}, {"ics", "iCalendar"},
}

// fileAddress is where what is on the screen is as a file; a calendar asks for the
// reader's language, as the program that fetches it later says nothing of it.
func fileAddress(ctx context.Context, format string, q Question) string {
	address := FilePath(format) + q.query()
	if format == "ics" {
		address = OwnLanguage(ctx, address)
	}
	return address
}

// query is a question with its mark, "" where nothing was asked.
func (q Question) query() string {
	if len(q.Asked) == 0 {
		return ""
	}
	return "?" + q.Asked.Encode()
}

// EmbedCode is what is pasted into an article to show an entry's card there, in the
// language of whoever copies it: it is the article's, whoever reads that.
func EmbedCode(ctx context.Context, base string, e pledgebook.Entry) string {
	return `<iframe src="` + SameLanguage(ctx, base+EmbedPath(url.PathEscape(e.ID))) + `" title="` + strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;", ">", "&gt;").Replace(Title(ctx, e)) +
		`" width="100%" height="` + EmbedHeight + `" style="border:0" loading="lazy"></iframe>`
}

// EmbedHeight is how high a card is, in pixels of the page that shows it.
const EmbedHeight = "280"

// oembed is the address at which the card of an entry's page is described; ""
// for other pages.
func (h Head) oembed(ctx context.Context) string {
	if !h.Article || !strings.HasPrefix(h.Address, EntryPath("")) {
		return ""
	}
	return h.origin + "/oembed?format=json&lang=" + Language(ctx) + "&url=" + url.QueryEscape(h.origin+h.Address)
}
