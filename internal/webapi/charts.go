package webapi

import (
	"cmp"
	"context"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

// Chart is what a chart of the pages is drawn from: totals that are not to be
// added up.
type Chart struct {
	By       string           `json:"by" doc:"what its bars are totals of: stage, year, provider, receiver"`
	Stage    pledgebook.Stage `json:"stage,omitempty" doc:"at which all of them are counted; absent where each bar has its own"`
	Currency string           `json:"currency,omitempty" doc:"that everything is told in"`
	Items    []ChartBar       `json:"items" doc:"the bars, as they are drawn from top to bottom"`
}

// ChartBar is one bar.
type ChartBar struct {
	Stage        pledgebook.Stage   `json:"stage,omitempty" doc:"the stage it is the total of"`
	Year         int                `json:"year,omitempty" doc:"the year it is the total of"`
	Party        pledgebook.PartyID `json:"party,omitempty" doc:"the party it is the total of"`
	Name         string             `json:"name,omitempty" doc:"the party as people know it"`
	Least        *pledgebook.Money  `json:"least,omitempty" doc:"certain: at least this much"`
	MostReported *pledgebook.Money  `json:"most_reported,omitempty" doc:"possible: all that reports add up to"`
	Cap          *pledgebook.Money  `json:"cap,omitempty" doc:"where a report caps it"`
	LeastClaims  int                `json:"claims_at_least" doc:"how many claims set the least"`
	MostClaims   int                `json:"claims_most" doc:"how many claims set the most"`
}

type chartsInput struct {
	Parties
	Kind     []string `query:"kind,explode" maxItems:"10" enum:"military,humanitarian,financial,development,unspecified" doc:"May be repeated."`
	Reviewed bool     `query:"reviewed" doc:"Count only what a reviewer has accepted."`
	Tracker  string   `query:"tracker" maxLength:"100" doc:"Only what a tracker is about."`
	By       string   `query:"by" enum:"stage,year,provider,receiver" default:"stage" doc:"What the bars are totals of."`
	Stage    string   `query:"stage" enum:"pledge,commitment,allocation,disbursement,delivery,unclear" doc:"The stage at which years and parties are counted; the one told most if not given."`
	Currency string   `query:"currency" pattern:"^[A-Za-z]{3}$" doc:"The currency to answer in; the one most reports use if not given."`
	Waiting
}

func addCharts(api huma.API) {
	huma.Register(api, slow("getChart", "/charts", "What the charts of a tracker, a donor or a receiver are drawn from: totals by stage, year or party"), getChart)
}

func getChart(ctx context.Context, in *chartsInput) (*body[Chart], error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	asked := Filters{Parties: in.Parties, Kind: in.Kind, Reviewed: in.Reviewed, Tracker: in.Tracker}
	f, err := asked.filter(ctx)
	if err != nil {
		return nil, fault(ctx, err)
	}
	scope := pledgebook.Scope{Providers: f.Providers, Receivers: f.Receivers, Kinds: f.Kinds, Period: f.Period, Currency: strings.ToUpper(in.Currency), ReviewedOnly: f.Reviewed}
	w := in.begin(v)
	// The currency of all charts of a scope is that of the first.
	c := soon(ctx, w, "chart by stage", scope, func() reporting.Chart { return reporting.ByStage(v.Sums, scope) })
	out := Chart{By: in.By, Items: []ChartBar{}}
	if !w.missing && in.By != "stage" {
		among := v.Filtered("api "+asked.key(), f)
		scope.Currency, scope.Stage = c.Currency, stageOf(pledgebook.Stage(in.Stage), among)
		out.Stage = scope.Stage
		c = soon(ctx, w, "chart by "+in.By, scope, func() reporting.Chart { return chartBy(v, in.By, scope, among) })
	}
	out.Currency = c.Currency
	for _, t := range c.Rows {
		out.Items = append(out.Items, barOf(ctx, t, in.By))
	}
	return answered(w, out)
}

// stageOf is the stage that years and parties are counted at.
func stageOf(asked pledgebook.Stage, among *reporting.Ledger) pledgebook.Stage {
	if told := among.StagesTold(); asked == "" && len(told) > 0 {
		return told[0]
	}
	return cmp.Or(asked, pledgebook.StagePledge)
}

const (
	// mostBars is how many parties are ranked, mostYears how many years are drawn.
	mostBars  = 12
	mostYears = 8
)

func chartBy(v *web.View, by string, scope pledgebook.Scope, among *reporting.Ledger) reporting.Chart {
	role := reporting.Receiver
	switch by {
	case "year":
		from, to, ok := among.Years(mostYears)
		if !ok {
			return reporting.Chart{Currency: scope.Currency}
		}
		return reporting.ByYear(v.Sums, scope, from, to)
	case "provider":
		role = reporting.Donor
	}
	return reporting.ByParty(v.Sums, scope, role, among.Leading(role, v.Group, mostBars))
}

func barOf(ctx context.Context, t reporting.Total, by string) ChartBar {
	b := ChartBar{Year: t.Year, Party: t.Party, Least: t.Bounds.Least, MostReported: t.Bounds.MostReported, Cap: t.Bounds.Cap,
		LeastClaims: t.LeastClaims, MostClaims: t.MostClaims}
	if by == "stage" {
		b.Stage = t.Stage
	}
	if t.Party != "" {
		b.Name = web.Party(ctx, t.Party)
	}
	return b
}
