package webapi

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/reporting"
)

// Decided is a decision on an entry.
type Decided struct {
	pledgebook.Decision
	Standing bool `json:"standing" doc:"false for what was taken back, and for the taking back"`
}

// Disputed is a field that reports tell differently.
type Disputed struct {
	Field    string               `json:"field" doc:"which"`
	Earnest  bool                 `json:"earnest" doc:"true where reports disagree; false for likely slips and things left unsaid"`
	Variants []pledgebook.Variant `json:"variants" doc:"the values told, with who tells them"`
}

func addHistory(api huma.API) {
	huma.Register(api, get("entries", "getEntryHistory", "/entries/{id}/history", "What reviewers decided on an entry, in order"), getEntryHistory)
	huma.Register(api, get("entries", "getEntryVariants", "/entries/{id}/variants", "Where the reports of an entry differ, those in earnest first"), getEntryVariants)
	huma.Register(api, get("reports", "getReportCopies", "/reports/{id}/copies", "Which reports carry the text of one, and how its page was changed"), getReportCopies)
}

func getEntryHistory(ctx context.Context, in *one) (*body[items[Decided]], error) {
	_, e, err := entry(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	stands := map[string]bool{}
	for _, d := range pledgebook.Standing(e.History) {
		stands[d.ID] = true
	}
	out := items[Decided]{Items: []Decided{}}
	for _, d := range e.History {
		out.Items = append(out.Items, Decided{d, stands[d.ID]})
	}
	return &body[items[Decided]]{out}, nil
}

func getEntryVariants(ctx context.Context, in *one) (*body[items[Disputed]], error) {
	_, e, err := entry(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := items[Disputed]{Items: []Disputed{}}
	for _, d := range reporting.Disputes(e) {
		out.Items = append(out.Items, Disputed(d))
	}
	return &body[items[Disputed]]{out}, nil
}

func getReportCopies(ctx context.Context, in *one) (*body[reporting.Kin], error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := v.Reading(ctx, in.ID); err != nil {
		return nil, fault(ctx, err)
	}
	k, err := pipeline.Kin(ctx, v.Reading, v.Ledger, in.ID)
	if err != nil {
		return nil, fault(ctx, err)
	}
	return &body[reporting.Kin]{k}, nil
}
