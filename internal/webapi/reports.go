package webapi

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"pledgebook"
	"pledgebook/internal/annotating"
	"pledgebook/internal/web"
)

// items is a list that is sent whole.
type items[T any] struct {
	Items []T `json:"items"`
}

// CitedClaim is a claim with where it stands.
type CitedClaim struct {
	pledgebook.Claim
	Citation pledgebook.Citation `json:"citation"`
}

type claimsInput struct {
	Paging
	Parties
	Kind   []string `query:"kind,explode" maxItems:"10" enum:"military,humanitarian,financial,development,unspecified" doc:"May be repeated."`
	Stage  []string `query:"stage,explode" maxItems:"10" enum:"need,pledge,commitment,allocation,disbursement,delivery,unclear" doc:"May be repeated."`
	Report string   `query:"report" maxLength:"100" doc:"The report they were read from."`
	Newest bool     `query:"newest" doc:"The last filed come first."`
}

func addClaims(api huma.API) {
	huma.Register(api, list("entries", "listClaims", "/claims", "What single reports say, claim by claim"), listClaims)
	huma.Register(api, get("entries", "getClaim", "/claims/{id}", "One claim"), getClaim)
	huma.Register(api, get("entries", "getClaimAnnotations", "/claims/{id}/annotations", "The evidence of a claim as W3C Web Annotations"), getClaimAnnotations)
}

func listClaims(ctx context.Context, in *claimsInput) (*body[List[CitedClaim]], error) {
	q, err := in.Parties.query()
	q.Kinds, q.Stages, q.Report, q.Newest = words[pledgebook.AidKind](in.Kind), words[pledgebook.Stage](in.Stage), in.Report, in.Newest
	return listed(ctx, in.Paging.query(q), in.Limit, err, (*web.View).ClaimsIn, citedClaim)
}

func citedClaim(h pledgebook.Held[pledgebook.Claim]) CitedClaim {
	return CitedClaim{h.Thing, h.Citation}
}

func getClaim(ctx context.Context, in *one) (*body[CitedClaim], error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	c, ok := v.Claim(in.ID)
	if !ok {
		return nil, fault(ctx, notFound("claim", in.ID))
	}
	return &body[CitedClaim]{citedClaim(c)}, nil
}

func getClaimAnnotations(ctx context.Context, in *one) (*annotations, error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	c, ok := v.Claim(in.ID)
	if !ok {
		return nil, fault(ctx, notFound("claim", in.ID))
	}
	r, err := v.Reading(ctx, c.Citation.Report)
	if err != nil {
		return nil, fault(ctx, err)
	}
	e, _ := v.Entry(in.ID)
	return annotated(ctx, "/claims/"+in.ID+"/annotations", annotating.Claim(c.Thing, r.Report, places(ctx, e.ID))), nil
}

// ListedReport is a report without its text.
type ListedReport struct {
	ID        string              `json:"id"`
	Input     string              `json:"input,omitempty" doc:"what the user named; readers see the last part of a path alone"`
	URL       string              `json:"url,omitempty"`
	Outlet    string              `json:"outlet,omitempty" doc:"who published it"`
	Place     string              `json:"place,omitempty" doc:"of the dateline"`
	Credit    string              `json:"credit,omitempty" doc:"whom the report names as its source"`
	Author    string              `json:"author,omitempty"`
	Headline  string              `json:"headline,omitempty"`
	Language  string              `json:"language,omitempty" doc:"a BCP 47 tag"`
	Published pledgebook.Stamp    `json:"published,omitempty"`
	Modified  pledgebook.Stamp    `json:"modified,omitempty"`
	SHA256    string              `json:"text_sha256" doc:"of the text kept"`
	Engine    string              `json:"engine" doc:"the version of the reading"`
	Teasers   []pledgebook.Teaser `json:"teasers,omitempty" doc:"links to other stories"`
}

type reportsInput struct {
	Paging
	Between
	Newest bool `query:"newest" doc:"The last filed come first."`
}

func addReports(api huma.API) {
	huma.Register(api, list("reports", "listReports", "/reports", "What was read, without the texts"), listReports)
	huma.Register(api, get("reports", "getReport", "/reports/{id}", "A report's reading: its text and everything found in it"), getReport)
	huma.Register(api, get("reports", "getReportAnnotations", "/reports/{id}/annotations", "Everything found in a report as W3C Web Annotations"), getReportAnnotations)
}

func listReports(ctx context.Context, in *reportsInput) (*body[List[ListedReport]], error) {
	q, err := in.Between.query()
	q.Newest = in.Newest
	return listed(ctx, in.Paging.query(q), in.Limit, err, (*web.View).ReportsIn, reportOf)
}

func reportOf(h pledgebook.Held[pledgebook.Report]) ListedReport {
	r := h.Thing
	return ListedReport{r.ID, r.Input, r.URL, r.Outlet, r.Place, r.Credit, r.Author, r.Headline, r.Language, r.Published, r.Modified, r.TextSHA256, h.Citation.Engine, r.Teasers}
}

func getReport(ctx context.Context, in *one) (*body[pledgebook.Reading], error) {
	r, err := reading(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &body[pledgebook.Reading]{r}, nil
}

func reading(ctx context.Context, id string) (pledgebook.Reading, error) {
	v, err := viewOf(ctx)
	if err != nil {
		return pledgebook.Reading{}, err
	}
	r, err := v.Reading(ctx, id)
	return r, fault(ctx, err)
}

func getReportAnnotations(ctx context.Context, in *one) (*annotations, error) {
	r, err := reading(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	var all []annotating.Annotation
	for _, c := range r.Claims {
		e, _ := v.Entry(c.ID)
		all = append(all, annotating.Claim(c, r.Report, places(ctx, e.ID))...)
	}
	for _, q := range r.Quotes {
		all = append(all, annotating.Quote(q, r.Report, places(ctx, "")))
	}
	return annotated(ctx, "/reports/"+in.ID+"/annotations", all), nil
}
