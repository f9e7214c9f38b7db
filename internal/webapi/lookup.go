package webapi

import (
	"context"
	"iter"

	"github.com/danielgtaylor/huma/v2"

	"pledgebook"
	"pledgebook/internal/web"
)

// addLookups adds one thing by its id, for every sort of thing that lists have.
func addLookups(api huma.API) {
	lookUp(api, "quote", "getQuote", "/quotes/{id}", "One quote, as one report gives it", (*web.View).Quotes,
		func(h pledgebook.Held[pledgebook.Quote]) CitedQuote { return CitedQuote{h.Thing, h.Citation} })
	lookUp(api, "need", "getNeed", "/needs/{id}", "One thing asked for, as one report tells it", (*web.View).Needs,
		func(h pledgebook.Held[pledgebook.Need]) CitedNeed { return CitedNeed{h.Thing, h.Citation} })
	lookUp(api, "meeting", "getMeeting", "/meetings/{id}", "One meeting, as one report tells it", (*web.View).Meetings,
		func(h pledgebook.Held[pledgebook.Meeting]) CitedMeeting { return CitedMeeting{h.Thing, h.Citation} })
	lookUp(api, "mechanism", "getMechanism", "/mechanisms/{id}", "One mechanism, as one report tells it", (*web.View).Mechanisms,
		func(h pledgebook.Held[pledgebook.Mechanism]) CitedMechanism {
			return CitedMechanism{h.Thing, h.Citation}
		})
	lookUp(api, "position", "getPosition", "/positions/{id}", "One position, as one report tells it", (*web.View).Positions,
		func(h pledgebook.Held[pledgebook.Position]) CitedPosition { return CitedPosition{h.Thing, h.Citation} })
}

// lookUp registers the operation that answers with one thing. A thing of a reading
// that a newer one replaced keeps its address; its citation says so.
func lookUp[T, S any](api huma.API, what, id, path, summary string,
	of func(*web.View, context.Context, pledgebook.Query) iter.Seq2[pledgebook.Held[T], error], as func(pledgebook.Held[T]) S) {
	huma.Register(api, get("things", id, path, summary), func(ctx context.Context, in *one) (*body[S], error) {
		v, err := viewOf(ctx)
		if err != nil {
			return nil, err
		}
		for h, err := range of(v, ctx, pledgebook.Query{IDs: []string{in.ID}, Superseded: true}) {
			if err != nil {
				return nil, fault(ctx, err)
			}
			return &body[S]{as(h)}, nil
		}
		return nil, fault(ctx, notFound(what, in.ID))
	})
}
