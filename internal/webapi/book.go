package webapi

import (
	"context"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/reporting"
)

// Book is what the book shows to whoever asks, by number.
type Book struct {
	Entries  int            `json:"entries" doc:"pledges, commitments, allocations, …"`
	Reviewed int            `json:"reviewed" doc:"entries that a reviewer has accepted"`
	Claims   int            `json:"claims" doc:"what single reports say"`
	Reports  int            `json:"reports" doc:"published documents"`
	Today    pledgebook.Day `json:"today" doc:"the day that promises were followed up to"`
	Head     string         `json:"head" doc:"the hash of the last link of the book's chain: which state of the book this is"`
	Document string         `json:"openapi" doc:"where the OpenAPI document is"`
	Docs     string         `json:"docs" doc:"where people read about the API"`
}

func addBook(api huma.API) {
	huma.Register(api, list("book", "getBook", "/book", "What the book holds, and where to go on"), func(ctx context.Context, _ *struct{}) (*body[Book], error) {
		v, err := viewOf(ctx)
		if err != nil {
			return nil, err
		}
		return &body[Book]{Book{len(v.Entries), v.Home().Reviewed, v.Claims.Len(), v.Reports.Len(), v.Today, v.Head(), address(ctx) + root + "/openapi.json", address(ctx) + root + "/docs"}}, nil
	})
}

func addTrackers(api huma.API) {
	huma.Register(api, list("book", "listTrackers", "/trackers", "The saved scopes"), func(ctx context.Context, _ *struct{}) (*body[items[pledgebook.Tracker]], error) {
		return &body[items[pledgebook.Tracker]]{items[pledgebook.Tracker]{orEmpty(deskOf(ctx).Trackers())}}, nil
	})
	huma.Register(api, get("book", "getTracker", "/trackers/{id}", "One saved scope"), func(ctx context.Context, in *one) (*body[pledgebook.Tracker], error) {
		t, ok := deskOf(ctx).Tracker(in.ID)
		if !ok {
			return nil, fault(ctx, notFound("tracker", in.ID))
		}
		return &body[pledgebook.Tracker]{t}, nil
	})
}

// Converted is a sum in another currency, with the rates that make it.
type Converted struct {
	Amount string                   `json:"amount" doc:"an exact decimal"`
	From   string                   `json:"from"`
	To     string                   `json:"to"`
	Result string                   `json:"result" doc:"rounded to its hundredth"`
	On     pledgebook.Day           `json:"on" doc:"the day whose rates count"`
	Rates  []pipeline.ConversionLeg `json:"rates" doc:"each with its day and source; an average stands at 1 January of its year"`
}

type ratesInput struct {
	Amount  string `query:"amount" default:"1" maxLength:"30" doc:"The sum, in digits with a decimal point."`
	From    string `query:"from" required:"true" pattern:"^[A-Za-z]{3}$" doc:"Its currency, as in ISO 4217."`
	To      string `query:"to" required:"true" pattern:"^[A-Za-z]{3}$" doc:"The currency wanted."`
	On      string `query:"on" format:"date" required:"true" doc:"The day whose rates count."`
	Average bool   `query:"averages" doc:"Where no day's rate is known, take the yearly average."`
}

func addRates(api huma.API) {
	huma.Register(api, get("book", "convert", "/rates", "A sum converted at the rates of a day"), func(ctx context.Context, in *ratesInput) (*body[Converted], error) {
		v, err := viewOf(ctx)
		if err != nil {
			return nil, err
		}
		amount, err := decimal.Parse(in.Amount)
		if err != nil {
			return nil, fault(ctx, invalid("amount: %.30q is no amount; write it in digits with a decimal point", in.Amount))
		}
		c, err := v.Rates().Convert(amount, strings.ToUpper(in.From), strings.ToUpper(in.To), day(in.On), in.Average)
		if err != nil {
			return nil, fault(ctx, err)
		}
		out := Converted{Amount: pledgebook.Plain(c.Amount), From: c.From, To: c.To, Result: pledgebook.Plain(c.Result), On: day(in.On), Rates: []pipeline.ConversionLeg{}}
		for _, q := range c.Quotes {
			out.Rates = append(out.Rates, pipeline.ConversionLeg{Base: q.Base, Counter: q.Counter, Rate: pledgebook.Plain(q.Rate), On: q.On, Source: q.Source})
		}
		return &body[Converted]{out}, nil
	})
}

// Hit is an entry that a search found.
type Hit struct {
	Entry  pledgebook.Entry `json:"entry"`
	Latest pledgebook.Day   `json:"latest,omitzero" doc:"the last day on which a report told it"`
	Why    []Found          `json:"why" doc:"where each word was found"`
}

// Found is a field in which a word of a search was found.
type Found struct {
	Field string `json:"field" doc:"giver, receiver, channel, sum, stage, kind, form, status, time, outlet, headline, told (the day of a report)"`
	Text  string `json:"text" doc:"what stands in it"`
}

// Hits is what a search found.
type Hits struct {
	Items []Hit `json:"items" doc:"those that have the words as written first, then by last telling"`
	Next  int   `json:"next,omitempty" doc:"after of the following part; absent on the last"`
	All   int   `json:"all" doc:"how many there are"`
}

// mostAfter is how far into what it found a search is followed.
const mostAfter = 2000

type searchInput struct {
	Query string `query:"q" required:"true" maxLength:"200" doc:"Words; every one must begin a word of some field, in English or Ukrainian. A longer word may have one letter wrong. A number with its scale is found however it is written (20.9bn), days by their words (March 2024)."`
	After int    `query:"after" minimum:"0" maximum:"2000" doc:"Where to go on: next of the page before."`
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"The most entries to send."`
	Filters
}

func addSearch(api huma.API) {
	huma.Register(api, list("entries", "search", "/search", "Entries found by words"), func(ctx context.Context, in *searchInput) (*body[Hits], error) {
		v, err := viewOf(ctx)
		if err != nil {
			return nil, err
		}
		f, err := in.filter(ctx)
		if err != nil {
			return nil, fault(ctx, err)
		}
		l := v.Ledger
		if !in.empty() {
			l = v.Filtered("api "+in.key(), f)
		}
		hits, all := l.Search(in.Query, in.After+in.Limit)
		out := Hits{Items: make([]Hit, 0, len(hits)), All: all}
		for _, h := range hits[min(in.After, len(hits)):] {
			out.Items = append(out.Items, Hit{h.Entry, h.Latest, found(h.Why)})
		}
		if len(hits) < all && in.After+in.Limit <= mostAfter {
			out.Next = len(hits)
		}
		return &body[Hits]{out}, nil
	})
}

func found(why []reporting.Found) []Found {
	out := make([]Found, len(why))
	for i, f := range why {
		out[i] = Found(f)
	}
	return out
}

// address is where the desk is reached from outside.
func address(ctx context.Context) string { return ctx.Value(addressKey{}).(string) }

type addressKey struct{}
