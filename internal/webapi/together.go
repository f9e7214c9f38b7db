package webapi

import (
	"context"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

// What single reports tell is brought together as the pages show it: quotes to
// sayings, tellings of one meeting to a gathering, those of one mechanism to an
// arrangement. Each bears the id of one of its tellings, and is found by any.

// Gathering is one meeting in the words of all reports that tell of it.
type Gathering struct {
	ID           string             `json:"id" doc:"that of the meeting as the earliest report tells it"`
	Name         string             `json:"name" doc:"what it is called"`
	Body         pledgebook.PartyID `json:"body,omitempty" doc:"who meets"`
	Date         pledgebook.Day     `json:"date,omitzero" doc:"the day"`
	Place        string             `json:"place,omitempty" doc:"where"`
	Participants []string           `json:"participants" doc:"who takes part, by all reports"`
	Subjects     []string           `json:"subjects" doc:"what it is about, by all reports"`
	Told         []CitedMeeting     `json:"told" doc:"as each report tells it, the earliest first"`
	Entries      []string           `json:"entries" doc:"the entries that the same reports tell of"`
}

// Arrangement is one mechanism in the words of all reports that tell of it.
type Arrangement struct {
	ID      string                     `json:"id" doc:"that of the mechanism as the earliest report tells it"`
	Name    string                     `json:"name" doc:"what it is called"`
	Place   string                     `json:"place,omitempty" doc:"where"`
	Purpose string                     `json:"purpose,omitempty" doc:"what for"`
	Status  pledgebook.MechanismStatus `json:"status,omitempty" doc:"what the latest report says of it: planned, being-set-up, working, ended"`
	Told    []CitedMechanism           `json:"told" doc:"as each report tells it, the earliest first"`
	Entries []string                   `json:"entries" doc:"the entries that the same reports tell of"`
}

type sayingsInput struct {
	Offset
	Waiting
	Speaker string `query:"speaker" maxLength:"100" doc:"A part of the speaker's name."`
}

type sayingInput struct {
	ID string `path:"id" maxLength:"200"`
	Waiting
}

func addTogether(api huma.API) {
	huma.Register(api, slowly(list("things", "listSayings", "/sayings", "What was said, each with all its wordings, the latest first")), listSayings)
	huma.Register(api, slowly(get("things", "getSaying", "/sayings/{id}", "One saying, by the id of any of its quotes, its wordings held word by word against the primary one")), getSaying)
	huma.Register(api, list("things", "listGatherings", "/gatherings", "Meetings, each in the words of all reports, the latest first"), listGatherings)
	huma.Register(api, get("things", "getGathering", "/gatherings/{id}", "One meeting in the words of all reports, by the id of any telling"), getGathering)
	huma.Register(api, list("things", "listArrangements", "/arrangements", "Mechanisms, each in the words of all reports, the latest told first"), listArrangements)
	huma.Register(api, get("things", "getArrangement", "/arrangements/{id}", "One mechanism in the words of all reports, by the id of any telling"), getArrangement)
}

// broughtTogether reads one of the view's lists of things brought together.
func broughtTogether[T any](ctx context.Context, of func(*web.View, context.Context) ([]T, error)) (*web.View, []T, error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, nil, err
	}
	all, err := of(v, ctx)
	return v, all, fault(ctx, err)
}

// sayings are those of the view, which are brought together anew after the quotes
// of the book changed.
func sayings(ctx context.Context, w Waiting) (*reporting.Said, error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	said, err := deskOf(ctx).Sayings(ctx, v, w.begin(v).until)
	if web.AtWork(err) {
		return nil, later()
	}
	return said, fault(ctx, err)
}

func listSayings(ctx context.Context, in *sayingsInput) (*body[Part[reporting.Saying]], error) {
	said, err := sayings(ctx, in.Waiting)
	if err != nil {
		return nil, err
	}
	name := strings.ToLower(in.Speaker)
	some, all := said.By(func(s pledgebook.Speaker) bool { return strings.Contains(strings.ToLower(s.Name), name) }, in.After, in.Limit)
	p := Part[reporting.Saying]{Items: orEmpty(some), All: all}
	if to := in.After + len(some); to < all {
		p.Next = to
	}
	return &body[Part[reporting.Saying]]{p}, nil
}

func getSaying(ctx context.Context, in *sayingInput) (*body[reporting.Saying], error) {
	said, err := sayings(ctx, in.Waiting)
	if err != nil {
		return nil, err
	}
	s, ok := said.Of(in.ID)
	if !ok {
		return nil, fault(ctx, notFound("quote", in.ID))
	}
	return &body[reporting.Saying]{s}, nil
}

func listGatherings(ctx context.Context, in *Offset) (*body[Part[Gathering]], error) {
	v, all, err := broughtTogether(ctx, (*web.View).Gatherings)
	if err != nil {
		return nil, err
	}
	return &body[Part[Gathering]]{as(part(all, *in), func(g reporting.Gathering) Gathering { return gathering(v, g) })}, nil
}

func getGathering(ctx context.Context, in *one) (*body[Gathering], error) {
	v, all, err := broughtTogether(ctx, (*web.View).Gatherings)
	if err != nil {
		return nil, err
	}
	for _, g := range all {
		if slices.ContainsFunc(g.Told, func(h pledgebook.Held[pledgebook.Meeting]) bool { return h.Thing.ID == in.ID }) {
			return &body[Gathering]{gathering(v, g)}, nil
		}
	}
	return nil, fault(ctx, notFound("meeting", in.ID))
}

func gathering(v *web.View, g reporting.Gathering) Gathering {
	out := Gathering{ID: g.ID, Name: g.Name, Body: g.Body, Date: g.Date, Place: g.Place, Participants: orEmpty(g.Participants), Subjects: orEmpty(g.Subjects)}
	for _, h := range g.Told {
		out.Told = append(out.Told, CitedMeeting{h.Thing, h.Citation})
	}
	out.Entries = toldBeside(v, g.Told)
	return out
}

func listArrangements(ctx context.Context, in *Offset) (*body[Part[Arrangement]], error) {
	v, all, err := broughtTogether(ctx, (*web.View).Arrangements)
	if err != nil {
		return nil, err
	}
	return &body[Part[Arrangement]]{as(part(all, *in), func(a reporting.Arrangement) Arrangement { return arrangement(v, a) })}, nil
}

func getArrangement(ctx context.Context, in *one) (*body[Arrangement], error) {
	v, all, err := broughtTogether(ctx, (*web.View).Arrangements)
	if err != nil {
		return nil, err
	}
	for _, a := range all {
		if slices.ContainsFunc(a.Told, func(h pledgebook.Held[pledgebook.Mechanism]) bool { return h.Thing.ID == in.ID }) {
			return &body[Arrangement]{arrangement(v, a)}, nil
		}
	}
	return nil, fault(ctx, notFound("mechanism", in.ID))
}

func arrangement(v *web.View, a reporting.Arrangement) Arrangement {
	out := Arrangement{ID: a.ID, Name: a.Name, Place: a.Place, Purpose: a.Purpose, Status: a.Status}
	for _, h := range a.Told {
		out.Told = append(out.Told, CitedMechanism{h.Thing, h.Citation})
	}
	out.Entries = toldBeside(v, a.Told)
	return out
}

// toldBeside are the entries that the reports of some tellings tell of.
func toldBeside[T any](v *web.View, told []pledgebook.Held[T]) []string {
	reports := make([]string, len(told))
	for i, h := range told {
		reports[i] = h.Citation.Report
	}
	return idsOf(v.ToldBy(reports))
}

// idsOf are the ids of the entries of some lines.
func idsOf(lines []reporting.Line) []string {
	ids := make([]string, len(lines))
	for i, l := range lines {
		ids[i] = l.Entry.ID
	}
	return ids
}

// as makes of each item of a part what is sent.
func as[T, S any](p Part[T], made func(T) S) Part[S] {
	out := Part[S]{Items: make([]S, len(p.Items)), Next: p.Next, All: p.All}
	for i, item := range p.Items {
		out.Items[i] = made(item)
	}
	return out
}
