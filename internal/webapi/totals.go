package webapi

import (
	"context"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/tracking"
	"pledgebook/internal/web"
)

// Total is an answer about a total, with how sums in other currencies counted.
type Total struct {
	pledgebook.Bounds
	Conversions []pipeline.Conversion `json:"conversions,omitempty"`
}

// Covered is a need beside what answers it.
type Covered struct {
	tracking.Coverage
	Conversions []pipeline.Conversion `json:"conversions,omitempty"`
}

type boundsInput struct {
	Parties
	Kind      []string `query:"kind,explode" maxItems:"10" enum:"military,humanitarian,financial,development,unspecified" doc:"May be repeated."`
	Stage     []string `query:"stage,explode" maxItems:"6" enum:"pledge,commitment,allocation,disbursement,delivery,unclear" doc:"May be repeated; pledge if not given."`
	Currency  string   `query:"currency" pattern:"^[A-Za-z]{3}$" doc:"The currency to answer in; the one most reports use if not given."`
	MembersOn string   `query:"members-on" format:"date" doc:"The day on which membership of groups counts; each act's own day if not given."`
	Reviewed  bool     `query:"reviewed" doc:"Count only what a reviewer has accepted."`
	Tracker   string   `query:"tracker" maxLength:"100" doc:"Only what a tracker is about."`
	Waiting
}

func (in boundsInput) scope(ctx context.Context) (pledgebook.Scope, error) {
	f, err := Filters{Parties: in.Parties, Kind: in.Kind, Tracker: in.Tracker}.filter(ctx)
	return pledgebook.Scope{Providers: f.Providers, Receivers: f.Receivers, Kinds: f.Kinds, Period: f.Period,
		Currency: strings.ToUpper(in.Currency), MembersOn: day(in.MembersOn), ReviewedOnly: in.Reviewed}, err
}

type coverageInput struct {
	Parties
	Kind     []string `query:"kind,explode" maxItems:"10" enum:"military,humanitarian,financial,development,unspecified" doc:"May be repeated."`
	Reviewed bool     `query:"reviewed" doc:"Count only what a reviewer has accepted."`
	Tracker  string   `query:"tracker" maxLength:"100" doc:"Only what a tracker is about."`
	Offset
	Waiting
}

// Offset asks for a part of a list that is worked out whole.
type Offset struct {
	After int `query:"after" minimum:"0" doc:"Where to go on: next of the page before."`
	Limit int `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"The most items to send."`
}

// Part is a part of a list that is worked out whole.
type Part[T any] struct {
	Items []T `json:"items"`
	Next  int `json:"next,omitempty" doc:"after of the following part; absent on the last"`
	All   int `json:"all" doc:"how many there are"`
}

// part cuts out what was asked for.
func part[T any](all []T, o Offset) Part[T] {
	from := min(o.After, len(all))
	to := min(from+o.Limit, len(all))
	p := Part[T]{Items: orEmpty(all[from:to]), All: len(all)}
	if to < len(all) {
		p.Next = to
	}
	return p
}

type checkInput struct {
	Filters
	Offset
	Waiting
	Only []string `query:"only,explode" maxItems:"10" enum:"contradiction,overdue,suspect,disagreement,deadline-moved,proposal,stage,single-source" doc:"May be repeated."`
}

func addTotals(api huma.API) {
	huma.Register(api, slow("getBounds", "/bounds", "What a total is at least, at most by all reports, and where it is capped"), getBounds)
	huma.Register(api, slow("getCoverage", "/coverage", "Needs beside the offers that answer them"), getCoverage)
	huma.Register(api, slow("getFindings", "/check", "What needs a person, most urgent first"), getFindings)
}

func getBounds(ctx context.Context, in *boundsInput) (*body[items[Total]], error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	scope, err := in.scope(ctx)
	if err != nil {
		return nil, fault(ctx, err)
	}
	stages := words[pledgebook.Stage](in.Stage)
	if len(stages) == 0 {
		stages = []pledgebook.Stage{pledgebook.StagePledge}
	}
	w := in.begin(v)
	var out items[Total]
	for _, scope.Stage = range stages {
		out.Items = append(out.Items, soon(ctx, w, "total", scope, func() Total {
			b := v.Ask(scope)
			return Total{b, v.Totals().Conversions(b, v.Rates())}
		}))
	}
	return answered(w, out)
}

func getCoverage(ctx context.Context, in *coverageInput) (*body[Part[Covered]], error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	f, err := Filters{Parties: in.Parties, Kind: in.Kind, Tracker: in.Tracker}.filter(ctx)
	if err != nil {
		return nil, fault(ctx, err)
	}
	offers := pipeline.Offers{Providers: f.Providers, Reviewed: in.Reviewed}
	f.Providers = nil
	w := in.begin(v)
	covered := part(soon(ctx, w, "coverage", []any{f, offers}, func() []tracking.Coverage { return v.Totals().Coverage(f, offers) }), in.Offset)
	out := Part[Covered]{Items: []Covered{}, Next: covered.Next, All: covered.All}
	for _, c := range covered.Items {
		out.Items = append(out.Items, Covered{c, v.Totals().OffersConverted(c, v.Rates())})
	}
	return answered(w, out)
}

func getFindings(ctx context.Context, in *checkInput) (*body[Part[tracking.Finding]], error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	f, err := in.filter(ctx)
	if err != nil {
		return nil, fault(ctx, err)
	}
	only := words[tracking.FindingKind](in.Only)
	w := in.begin(v)
	found := soon(ctx, w, "check", []any{f, only}, func() []tracking.Finding { return findings(v, f, only) })
	return answered(w, part(found, in.Offset))
}

// findings are those about entries that a filter lets through; of some kinds, or
// of all where none is named.
func findings(v *web.View, f pipeline.Filter, only []tracking.FindingKind) (found []tracking.Finding) {
	passes := func(id string) bool {
		e, ok := v.Entry(id)
		return ok && id != "" && f.Holds(e)
	}
	for _, x := range v.Findings() {
		about := append([]string{x.Entry, x.With}, x.Claims...)
		if (len(only) == 0 || slices.Contains(only, x.Kind)) && slices.ContainsFunc(about, passes) {
			found = append(found, x)
		}
	}
	return found
}
