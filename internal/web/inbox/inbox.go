// Package inbox is where reviewers decide: unreviewed entries, most valuable
// first, each with its sentences and what was read from them. Every act is a
// decision with a name, the time and a reason, and can be taken back.
package inbox

import (
	"context"
	_ "embed"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

//go:embed inbox.css
var style string

//go:embed inbox.js
var script string

// Page is the inbox.
var Page = web.Page{
	Routes: map[string]web.Handler{
		"GET /inbox":           web.InSlot(show),
		"POST /inbox/reviewer": name,
		"POST /inbox/decide":   decide,
		"POST /inbox/accept":   acceptMany,
		"POST /inbox/undo":     undo,
	},
	Style: style, Script: script, Early: true,
	Ahead: func(_ *web.Desk, v *web.View) []func(context.Context) {
		if v.ForReaders() {
			return nil
		}
		return []func(context.Context){func(context.Context) { v.Inbox(1, perPage); v.Pairs(mostPairs) }}
	},
}

const (
	perPage = 10
	// mostTold is how many tellings of one entry are shown with their sentences.
	mostTold = 4
	// mostToSplit is how many tellings can be parted from an entry in one form.
	mostToSplit = 40
	// mostPairs is how many proposed merges are shown.
	mostPairs = 5
	// lastActs is how many decisions are listed to be taken back.
	lastActs = 8
)

// desk is what the page shows.
type desk struct {
	inbox    reporting.Inbox
	tellings map[string][]reporting.Telling // by entry id
	// whole are all tellings of an entry, without their sentences, to split by.
	whole map[string][]reporting.Telling
	// pairs are proposed merges, each with the sentences of its two claims.
	pairs    []pair
	allPairs int
	acts     []reporting.Act
	reviewer string
	among    []string // who may review; anybody where empty
	signed   bool     // the reviewer is whoever signed in
	// done is the decision made just now; nil for none.
	done *reporting.Act
	// left is how many chosen entries were left out, as others had decided on them.
	left int
	// only is true where one entry was asked for.
	only bool
}

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	if !d.Reviews(r.Context()) {
		return closed()
	}
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	s := desk{inbox: v.Inbox(web.PageNumber(r), perPage), acts: v.Acts(lastActs), reviewer: reviewer(d, r), among: d.Reviewers(), signed: d.Viewer(r.Context()).Name != "", tellings: map[string][]reporting.Telling{}, whole: map[string][]reporting.Telling{}}
	if id := r.URL.Query().Get("entry"); id != "" {
		if err := s.narrow(v, id); err != nil {
			return err
		}
	}
	if !s.only && s.inbox.Number == 1 {
		s.propose(v)
	}
	if err := s.tell(r.Context(), d, v); err != nil {
		return err
	}
	s.left, _ = strconv.Atoi(r.URL.Query().Get("left"))
	s.done = actOf(s.acts, r.URL.Query().Get("done"))
	head := web.Head{Title: web.Say(r.Context(), "Inbox"), Here: "inbox", Script: true, Description: web.Say(r.Context(), "What waits for a reviewer, most valuable first.")}
	return d.Render(w, r, head, page(s))
}

// pair is a proposed merge with the tellings that look alike.
type pair struct {
	reporting.Pair
	told [2]reporting.Telling
}

// propose fills in what may be one.
func (s *desk) propose(v *web.View) {
	pairs, all := v.Pairs(mostPairs)
	s.allPairs = all
	for _, p := range pairs {
		s.pairs = append(s.pairs, pair{Pair: p})
	}
}

// tell fills in the sentences of all that the page shows, whose sources are opened
// together.
func (s *desk) tell(ctx context.Context, d *web.Desk, v *web.View) error {
	var claims []string
	for _, c := range s.inbox.Cases {
		claims = append(claims, firstTold(c.Entry).Claims...)
	}
	for _, p := range s.pairs {
		claims = append(claims, p.Claims[:]...)
	}
	sources, err := d.Sources(ctx, v, claims)
	if err != nil {
		return err
	}
	for _, c := range s.inbox.Cases {
		s.tellings[c.Entry.ID] = v.Tellings(firstTold(c.Entry), sources)
		if len(c.Entry.Claims) > 1 {
			s.whole[c.Entry.ID] = v.Tellings(firstOf(c.Entry, mostToSplit), noSources)
		}
	}
	for n := range s.pairs {
		p := &s.pairs[n]
		for i, e := range []pledgebook.Entry{p.One.Entry, p.Other.Entry} {
			e.Claims = []string{p.Claims[i]}
			if tellings := v.Tellings(e, sources); len(tellings) > 0 {
				p.told[i] = tellings[0]
			}
		}
	}
	return nil
}

// closed says that readers' pages have no inbox.
func closed() error {
	return pledgebook.Errorf(pledgebook.NotFound, "These pages are for readers; the inbox is on the reviewers' own desk.")
}

// narrow leaves one entry in the inbox, reviewed or not.
func (s *desk) narrow(v *web.View, id string) error {
	c, ok := v.Case(id)
	if !ok {
		return pledgebook.Errorf(pledgebook.NotFound, "The book holds no entry %.40q, or a reviewer rejected it.", id)
	}
	s.inbox.Cases, s.inbox.Number, s.inbox.Of, s.only = []reporting.Case{c}, 1, 1, true
	return nil
}

// firstTold is the entry with its first tellings alone.
func firstTold(e pledgebook.Entry) pledgebook.Entry { return firstOf(e, mostTold) }

func firstOf(e pledgebook.Entry, most int) pledgebook.Entry {
	e.Claims = e.Claims[:min(len(e.Claims), most)]
	return e
}

// noSources opens no report: for what needs no sentences.
func noSources(string) (s pledgebook.Sourced[pledgebook.Claim], ok bool) { return s, false }

func actOf(acts []reporting.Act, id string) *reporting.Act {
	for i := range acts {
		if id != "" && acts[i].Decision.ID == id {
			return &acts[i]
		}
	}
	return nil
}

// cookie remembers the reviewer's name between forms; it proves nothing, as
// the desk has no accounts.
const cookie = "reviewer"

const longestName = 80

func reviewer(d *web.Desk, r *http.Request) string {
	if who := d.Viewer(r.Context()).Name; who != "" {
		return who
	}
	c, err := r.Cookie(cookie)
	if err != nil {
		return ""
	}
	who, err := url.QueryUnescape(c.Value)
	if err != nil || !plain(who) || !d.MayReview(who) {
		return ""
	}
	return who
}

func name(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	if !d.Reviews(r.Context()) {
		return closed()
	}
	if err := r.ParseForm(); err != nil {
		return badForm(err)
	}
	who := strings.TrimSpace(r.PostForm.Get("name"))
	if !plain(who) {
		return pledgebook.Errorf(pledgebook.Invalid, "A name has between 1 and %d characters, all of them printable. Go back and write another.", longestName)
	}
	if !d.MayReview(who) {
		return pledgebook.Errorf(pledgebook.Invalid, "%s is not among the reviewers that the book's config.toml names.", who)
	}
	http.SetCookie(w, &http.Cookie{Name: cookie, Value: url.QueryEscape(who), Path: "/inbox", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteStrictMode})
	http.Redirect(w, r, "/inbox", http.StatusSeeOther)
	return nil
}

// back is where a form returns to: the same page of the inbox, with what was done.
func back(r *http.Request, decision string) string {
	at := "/inbox?done=" + decision
	if n, err := strconv.Atoi(r.PostForm.Get("page")); err == nil && n > 1 {
		at += "&page=" + strconv.Itoa(n)
	}
	return at
}
