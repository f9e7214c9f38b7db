package webapi

import (
	"cmp"
	"context"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

// Comparison sets donors side by side, stage by stage, as the pages do.
type Comparison struct {
	Currency string     `json:"currency,omitempty" doc:"that everything is told in"`
	Shares   string     `json:"shares" doc:"all: what groups gave counts for their members as far as it must; own: only what reports say of each donor itself"`
	Items    []Compared `json:"items" doc:"donors, those named first told or with the most entries first"`
}

// Compared is one donor.
type Compared struct {
	Party  pledgebook.PartyID  `json:"party" doc:"the donor"`
	Name   string              `json:"name" doc:"as people know it"`
	Stages []pledgebook.Bounds `json:"stages" doc:"what the total is at least and at most at each stage; stages are never to be added up"`
}

type compareInput struct {
	Parties
	Kind     []string `query:"kind,explode" maxItems:"10" enum:"military,humanitarian,financial,development,unspecified" doc:"May be repeated."`
	Stage    []string `query:"stage,explode" maxItems:"6" enum:"pledge,commitment,allocation,disbursement,delivery,unclear" doc:"May be repeated; all from pledge to delivery if not given."`
	Currency string   `query:"currency" pattern:"^[A-Za-z]{3}$" doc:"The currency to answer in; the one most entries use if not given."`
	Shares   string   `query:"shares" enum:"all,own" default:"all" doc:"own leaves out what groups gave together."`
	Reviewed bool     `query:"reviewed" doc:"Count only what a reviewer has accepted."`
	Waiting
}

const (
	// mostDonors is how many donors are compared where none are named, mostNamed
	// how many may be named.
	mostDonors = 8
	mostNamed  = 24
)

// compared are the stages that are set side by side.
var compared = []pledgebook.Stage{pledgebook.StagePledge, pledgebook.StageCommitment, pledgebook.StageAllocation, pledgebook.StageDisbursement, pledgebook.StageDelivery}

func addCompare(api huma.API) {
	huma.Register(api, slow("compare", "/compare", "Donors side by side, stage by stage"), compare)
}

func compare(ctx context.Context, in *compareInput) (*body[Comparison], error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	f, err := Filters{Parties: in.Parties, Kind: in.Kind, Reviewed: in.Reviewed}.filter(ctx)
	if err == nil && len(f.Providers) > mostNamed {
		err = invalid("provider: at most %d donors can be compared at once", mostNamed)
	}
	if err != nil {
		return nil, fault(ctx, err)
	}
	w := in.begin(v)
	among := pipeline.Filter{Receivers: f.Receivers, Kinds: f.Kinds, Period: f.Period, Reviewed: f.Reviewed}
	usual := soon(ctx, w, "usual", among, func() usual { return usually(v, among) })
	out := Comparison{Currency: strings.ToUpper(in.Currency), Shares: in.Shares, Items: []Compared{}}
	out.Currency = cmp.Or(out.Currency, usual.currency)
	donors := f.Providers
	if len(donors) == 0 {
		donors = usual.donors
	}
	if w.missing {
		return answered(w, out)
	}
	scope := pledgebook.Scope{Receivers: f.Receivers, Kinds: f.Kinds, Period: f.Period, Currency: out.Currency, ReviewedOnly: f.Reviewed}
	for _, donor := range donors {
		out.Items = append(out.Items, Compared{Party: donor, Name: web.Party(ctx, donor)})
	}
	stages := words[pledgebook.Stage](in.Stage)
	if len(stages) == 0 {
		stages = compared
	}
	for _, scope.Stage = range stages {
		all := soon(ctx, w, "compare", []any{scope, donors, in.Shares}, func() []pledgebook.Bounds { return eachOf(v, scope, donors, in.Shares == "own") })
		for i, b := range all {
			out.Items[i].Stages = append(out.Items[i].Stages, b)
		}
	}
	return answered(w, out)
}

// usual is what is compared where nothing is named.
type usual struct {
	currency string
	donors   []pledgebook.PartyID
}

func usually(v *web.View, f pipeline.Filter) usual {
	among := v.Among(f.Lets, f.Providers, f.Receivers)
	return usual{among.Currency(), among.Leading(reporting.Donor, v.Group, mostDonors)}
}

// eachOf are the totals of each of some donors; own leaves out what groups gave
// together.
func eachOf(v *web.View, scope pledgebook.Scope, donors []pledgebook.PartyID, own bool) (all []pledgebook.Bounds) {
	asker := v.Ask
	if own {
		asker = v.AskSingle
	}
	for _, donor := range donors {
		scope.Providers = []pledgebook.PartyID{donor}
		all = append(all, asker(scope))
	}
	return all
}
