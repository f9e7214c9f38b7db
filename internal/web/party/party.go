// Package party is the pages of those who give and those who receive: how much
// by stage and year, with whom, what is overdue, and who belongs to whom.
package party

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"slices"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

// Page is the lists of parties and the page of each.
var Page = web.Page{Steady: true, Ahead: ahead, Routes: routes()}

// mostAhead is of how many parties on each side the figures are worked out ahead:
// those of the most entries.
const mostAhead = 12

func ahead(d *web.Desk, v *web.View) (all []func(context.Context)) {
	for i := range mostAhead {
		for _, role := range []reporting.Role{reporting.Receiver, reporting.Donor} {
			all = append(all, func(ctx context.Context) {
				if most := v.Counted(role); i < len(most) {
					d.Overview(ctx, v, side{role}.subject(v, most[i].Party, ""))
				}
			})
		}
	}
	return all
}

func routes() map[string]web.Handler {
	all := map[string]web.Handler{}
	for _, role := range []reporting.Role{reporting.Donor, reporting.Receiver} {
		s := side{role}
		all["GET /"+string(role)+"s"] = s.list
		all["GET /"+string(role)+"/{id}"] = s.show
		all["GET /"+string(role)+"/{id}/card.png"] = s.card
		all["GET /"+string(role)+"/{id}/chart/{file}"] = s.chart
		maps.Copy(all, web.FileRoutes(s.mapPath(), s.mapFile))
	}
	return all
}

// side is the pages of one role.
type side struct{ role reporting.Role }

// entries is the filter that chooses a party's entries.
func (s side) entries(p pledgebook.PartyID) pipeline.Filter {
	if s.role == reporting.Donor {
		return pipeline.Filter{Providers: []pledgebook.PartyID{p}}
	}
	return pipeline.Filter{Receivers: []pledgebook.PartyID{p}}
}

// subject is what the page of a party is about.
func (s side) subject(v *web.View, p pledgebook.PartyID, stage pledgebook.Stage) web.Subject {
	f := s.entries(p)
	q := web.QuestionFor(f)
	key := string(s.role) + " " + string(p)
	return web.Subject{Path: web.PartyPath(s.role, p), Key: key, List: q.Address("/entries"), Ledger: v.Filtered(key, f), Scope: q.Scope(), Role: s.role.Other(), Stage: stage}
}

// find is the party of a request. Only parties that the book knows in some role
// have pages, so that made-up addresses cost nothing.
func (s side) find(d *web.Desk, r *http.Request) (*web.View, pledgebook.PartyID, error) {
	v, err := d.View(r.Context())
	if err != nil {
		return nil, "", err
	}
	p := pledgebook.PartyID(r.PathValue("id"))
	if !slices.ContainsFunc(v.Counted(s.role), func(c reporting.PartyCount) bool { return c.Party == p }) {
		return nil, "", s.missing(p)
	}
	return v, p, nil
}

func (s side) missing(p pledgebook.PartyID) error {
	if s.role == reporting.Donor {
		return pledgebook.Errorf(pledgebook.NotFound, "The book holds no donor %.40q.", p)
	}
	return pledgebook.Errorf(pledgebook.NotFound, "The book holds no receiver %.40q.", p)
}

func (s side) list(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	all := v.Counted(s.role)
	here := string(s.role) + "s"
	head := web.Head{Title: web.Say(r.Context(), titles[s.role]), Here: here, Address: "/" + here, Description: web.Say(r.Context(), leads[s.role])}
	return d.Render(w, r, head, listPage(s.role, all, dotted(all)))
}

func (s side) show(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, p, err := s.find(d, r)
	if err != nil {
		return err
	}
	subject := s.subject(v, p, web.RankedStage(r))
	o := d.Overview(r.Context(), v, subject)
	name := web.Party(r.Context(), p)
	head := web.Head{Title: name + ": " + web.Say(r.Context(), deeds[s.role]), Here: string(s.role) + "s", Article: true, Script: o.Waits(), Address: subject.Path, Card: subject.Path + "/card.png",
		Description: cmp.Or(web.StagesInWords(r.Context(), o.Stages.Chart), web.Say(r.Context(), leads[s.role]))}
	shown := one{party: p, role: s.role, subject: subject, overview: o, members: v.Members(p)}
	if s.role == reporting.Receiver {
		shown.needs = d.Needs(v, subject.Key, s.entries(p))
	}
	shown.other = slices.ContainsFunc(v.Counted(s.role.Other()), func(c reporting.PartyCount) bool { return c.Party == p })
	return d.Render(w, r, head, page(shown))
}

// one is what the page of a party shows.
type one struct {
	party    pledgebook.PartyID
	role     reporting.Role
	subject  web.Subject
	overview web.Overview
	needs    reporting.Board
	members  []pledgebook.PartyID
	// other is true where it also stands on the other side.
	other bool
}

func (s side) card(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, p, err := s.find(d, r)
	if err != nil {
		return err
	}
	subject := s.subject(v, p, "")
	o := d.Overview(r.Context(), v, subject)
	return d.ServeCard(r.Context(), w, web.Card{Kicker: web.Say(r.Context(), kickers[s.role]), Title: web.Party(r.Context(), p), Line: web.Number(r.Context(), len(subject.Ledger.Entries), "entry"), Chart: &o.Stages.Chart,
		Note: web.Say(r.Context(), "as of %s", web.In(r.Context()).Date(v.Today))})
}

func (s side) chart(d *web.Desk, w http.ResponseWriter, r *http.Request) error {
	v, p, err := s.find(d, r)
	if err != nil {
		return err
	}
	return d.ServeFigure(w, r, v, s.subject(v, p, web.RankedStage(r)))
}
