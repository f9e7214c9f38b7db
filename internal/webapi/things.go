package webapi

import (
	"context"
	"iter"

	"github.com/danielgtaylor/huma/v2"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/web"
)

// CitedQuote is a quote with where it stands.
type CitedQuote struct {
	pledgebook.Quote
	Citation pledgebook.Citation `json:"citation"`
}

// CitedNeed is something asked for with where it stands.
type CitedNeed struct {
	pledgebook.Need
	Citation pledgebook.Citation `json:"citation"`
}

// CitedMeeting is a meeting with where it stands.
type CitedMeeting struct {
	pledgebook.Meeting
	Citation pledgebook.Citation `json:"citation"`
}

// CitedMechanism is a mechanism with where it stands.
type CitedMechanism struct {
	pledgebook.Mechanism
	Citation pledgebook.Citation `json:"citation"`
}

// CitedPosition is a position with where it stands.
type CitedPosition struct {
	pledgebook.Position
	Citation pledgebook.Citation `json:"citation"`
}

// List is a page of things of one sort.
type List[T any] struct {
	Items []T    `json:"items" doc:"in the order they were filed"`
	Next  string `json:"next,omitempty" doc:"after of the following page; absent on the last"`
}

// ThingFilters choose things, as the command line's do.
type ThingFilters struct {
	Paging
	Between
	Party  []string `query:"party,explode" maxItems:"50" doc:"Who is involved, in any role. May be repeated."`
	Report string   `query:"report" maxLength:"100" doc:"The report they were read from."`
	Newest bool     `query:"newest" doc:"The last filed come first."`
}

func (f ThingFilters) query() (q pledgebook.Query, err error) {
	if q, err = f.Between.query(); err != nil {
		return q, err
	}
	q = f.Paging.query(q)
	q.Report, q.Newest = f.Report, f.Newest
	q.Parties, err = pipeline.Parties("party", f.Party)
	return q, err
}

type quotesInput struct {
	ThingFilters
	Speaker string `query:"speaker" maxLength:"100" doc:"A part of the speaker's name."`
}

type needsInput struct {
	ThingFilters
	Receiver []string `query:"receiver,explode" maxItems:"50" doc:"Who asks. May be repeated."`
}

func addThings(api huma.API) {
	huma.Register(api, list("things", "listQuotes", "/quotes", "Who said what"), func(ctx context.Context, in *quotesInput) (*body[List[CitedQuote]], error) {
		q, err := in.query()
		q.Speaker = in.Speaker
		return listed(ctx, q, in.Limit, err, (*web.View).Quotes, func(h pledgebook.Held[pledgebook.Quote]) CitedQuote { return CitedQuote{h.Thing, h.Citation} })
	})
	huma.Register(api, list("things", "listNeeds", "/needs", "What was asked for"), func(ctx context.Context, in *needsInput) (*body[List[CitedNeed]], error) {
		q, err := in.query()
		if err == nil {
			q.Receivers, err = pipeline.Parties("receiver", in.Receiver)
		}
		return listed(ctx, q, in.Limit, err, (*web.View).Needs, func(h pledgebook.Held[pledgebook.Need]) CitedNeed { return CitedNeed{h.Thing, h.Citation} })
	})
	huma.Register(api, list("things", "listMeetings", "/meetings", "Meetings"), func(ctx context.Context, in *ThingFilters) (*body[List[CitedMeeting]], error) {
		q, err := in.query()
		return listed(ctx, q, in.Limit, err, (*web.View).Meetings, func(h pledgebook.Held[pledgebook.Meeting]) CitedMeeting { return CitedMeeting{h.Thing, h.Citation} })
	})
	huma.Register(api, list("things", "listMechanisms", "/mechanisms", "Coordinating bodies and funding mechanisms"), func(ctx context.Context, in *ThingFilters) (*body[List[CitedMechanism]], error) {
		q, err := in.query()
		return listed(ctx, q, in.Limit, err, (*web.View).Mechanisms, func(h pledgebook.Held[pledgebook.Mechanism]) CitedMechanism {
			return CitedMechanism{h.Thing, h.Citation}
		})
	})
	huma.Register(api, list("things", "listPositions", "/positions", "Who decides or stands how on what"), func(ctx context.Context, in *ThingFilters) (*body[List[CitedPosition]], error) {
		q, err := in.query()
		return listed(ctx, q, in.Limit, err, (*web.View).Positions, func(h pledgebook.Held[pledgebook.Position]) CitedPosition { return CitedPosition{h.Thing, h.Citation} })
	})
}

// listed answers with a page of things, unless the question was wrong.
func listed[T, S any](ctx context.Context, q pledgebook.Query, limit int, wrong error,
	of func(*web.View, context.Context, pledgebook.Query) iter.Seq2[pledgebook.Held[T], error], as func(pledgebook.Held[T]) S) (*body[List[S]], error) {
	if wrong != nil {
		return nil, fault(ctx, wrong)
	}
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	found, next, err := held(of(v, ctx, q), limit, as)
	if err != nil {
		return nil, fault(ctx, err)
	}
	return &body[List[S]]{List[S]{found, next}}, nil
}
