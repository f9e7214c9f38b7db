// Package allow is the page on which editors say who may see an entry or a
// report: everybody, the team, everybody from a time on, or the people named.
// Each such act is a decision with its reason, and can be taken back.
package allow

import (
	_ "embed"
	"net/http"
	"slices"
	"strings"
	"time"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/reporting"
	"pledgebook/internal/reviewing"
	"pledgebook/internal/web"
)

//go:embed allow.css
var style string

// Page is saying who may see a thing.
var Page = web.Page{
	Routes: map[string]web.Handler{"GET /access/{id}": show, "POST /access/{id}": set},
	Style:  style,
}

// subject is the thing in question.
type subject struct {
	id, title, path string
	ids             []string // that access is set under
	// texts are the reports that tell an entry and can be seen by others than may
	// see it.
	texts []reporting.Relative
	entry bool
}

// wish is what the form holds.
type wish struct {
	level, until, names, why, who string
	also                          bool // the reports that tell it too
}

// shown is what the page shows.
type shown struct {
	subject
	wish
	now     pledgebook.Access
	history []pledgebook.Decision
	logins  []string // whom a thing may be restricted to; nil where nobody has an account
	asksWho bool     // the desk has no accounts, so a name is asked for
	wrong   string
}

const longestReason = 500

func show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, s, err := found(d, r)
	if err != nil {
		return err
	}
	now := v.AccessOf(s.ids...)
	filled := wish{level: string(now.Level), names: strings.Join(now.Names, " "), until: local(now.Until), also: true}
	if filled.level == "" {
		filled.level = string(pledgebook.LevelPublic)
	}
	return render(d, w, r, v, shown{subject: s, wish: filled})
}

// found is the thing that the address names, for whoever may say who sees it.
func found(d *web.Desk, r *http.Request) (*web.View, subject, error) {
	missing := pledgebook.Errorf(pledgebook.NotFound, "The book holds nothing at this address.")
	if !d.MaySetAccess(r.Context()) {
		return nil, subject{}, missing
	}
	v, err := d.View(r.Context())
	if err != nil {
		return nil, subject{}, err
	}
	id := r.PathValue("id")
	if e, ok := v.Entry(id); ok {
		s := subject{id: e.ID, title: web.Title(r.Context(), e), path: web.EntryPath(e.ID), ids: v.AccessNames([]string{e.ID}), entry: true}
		s.texts = told(v, e)
		return v, s, nil
	}
	if r, ok := v.ReportOf(id); ok {
		return v, subject{id: id, title: titleOf(r), path: web.ReportPath(id), ids: []string{id}}, nil
	}
	return nil, subject{}, missing
}

func titleOf(r reporting.Relative) string {
	for _, t := range []string{r.Headline, r.URL, r.Input} {
		if t != "" {
			return t
		}
	}
	return r.ID
}

// told are the reports that tell an entry.
func told(v *web.View, e pledgebook.Entry) (reports []reporting.Relative) {
	for _, id := range e.Claims {
		if c, ok := v.Claim(id); ok {
			if r, ok := v.ReportOf(c.Citation.Report); ok && !slices.Contains(reports, r) {
				reports = append(reports, r)
			}
		}
	}
	return reports
}

func render(d *web.Desk, w http.ResponseWriter, r *http.Request, v *web.View, s shown) error {
	s.now, s.asksWho = v.AccessOf(s.ids...), d.Viewer(r.Context()).Name == ""
	for _, x := range v.Decisions {
		if x.Verb == pledgebook.SetAccess && slices.ContainsFunc(x.On, func(id string) bool { return slices.Contains(s.ids, id) }) {
			s.history = append(s.history, x)
		}
	}
	slices.Reverse(s.history)
	if d.Accounts() != nil {
		all, err := d.Accounts().All(r.Context())
		if err != nil {
			return err
		}
		for _, a := range all {
			s.logins = append(s.logins, a.Login)
		}
	}
	head := web.Head{Title: web.Say(r.Context(), "Who may see it"), Description: web.Say(r.Context(), "Who may see %s.", s.title)}
	if s.wrong != "" {
		return d.RenderForm(w, r, head, pledgebook.Errorf(pledgebook.Invalid, "%s", s.wrong), page(s))
	}
	return d.Render(w, r, head, page(s))
}

func set(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, s, err := found(d, r)
	if err != nil {
		return err
	}
	if err := web.ReadForm(r); err != nil {
		return err
	}
	f := r.PostForm
	asked := wish{level: f.Get("level"), until: f.Get("until"), names: f.Get("names"), why: strings.TrimSpace(f.Get("why")), who: strings.TrimSpace(f.Get("who")), also: f.Get("texts") != ""}
	decision, err := asked.decision(d, s)
	if err == nil {
		decision.Who, err = d.Decider(r.Context(), asked.who)
	}
	if err == nil {
		err = reviewing.Check(decision)
	}
	if err == nil && d.Accounts() != nil {
		err = allKnown(d, r, decision)
	}
	if err != nil {
		return render(d, w, r, v, shown{subject: s, wish: asked, wrong: web.Excuse(r.Context(), err)})
	}
	if _, err := d.Decide(r.Context(), func(*web.View) (pledgebook.Decision, error) { return decision, nil }); err != nil {
		return err
	}
	http.Redirect(w, r, s.path, http.StatusSeeOther)
	return nil
}

// decision makes a decision of what was asked for.
func (a wish) decision(d *web.Desk, s subject) (pledgebook.Decision, error) {
	decision := pledgebook.Decision{Verb: pledgebook.SetAccess, On: slices.Clone(s.ids), At: d.Now(), Why: a.why}
	if len([]rune(a.why)) > longestReason {
		return decision, pledgebook.Errorf(pledgebook.Invalid, "A reason has at most %d characters.", longestReason)
	}
	wanted := pledgebook.Access{Level: pledgebook.Level(a.level)}
	switch wanted.Level {
	case pledgebook.LevelEmbargoed:
		until, err := time.Parse("2006-01-02T15:04", a.until)
		if err != nil {
			return decision, pledgebook.Errorf(pledgebook.Invalid, "Say when the embargo ends, as 2026-11-27T09:00 (UTC).")
		}
		wanted.Until = until
	case pledgebook.LevelRestricted:
		wanted.Names = strings.FieldsFunc(strings.ToLower(a.names), func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\r' || r == '\t' })
	}
	decision.Set = access.Set(wanted)
	if _, err := access.Read(decision.Set); err != nil {
		return decision, err
	}
	if a.also {
		for _, held := range s.texts {
			decision.On = append(decision.On, held.ID)
		}
	}
	return decision, nil
}

// allKnown refuses to restrict a thing to somebody who has no account.
func allKnown(d *web.Desk, r *http.Request, decision pledgebook.Decision) error {
	wanted, err := access.Read(decision.Set)
	if err != nil {
		return err
	}
	for _, login := range wanted.Names {
		if _, err := d.Accounts().Find(r.Context(), login); err != nil {
			return pledgebook.Errorf(pledgebook.Invalid, "Nobody here signs in as %.60q.", login)
		}
	}
	return nil
}

// local writes a time for a field of date and time.
func local(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04")
}
