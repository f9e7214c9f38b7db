package pipeline

import (
	"context"

	"pledgebook"
	"pledgebook/internal/citing"
)

// Backed is one claim behind an entry, with the sentence it was read from.
type Backed struct {
	Claim    pledgebook.Claim
	Sentence string
	// Figure is where the claim's figure stands in the sentence.
	Figure   pledgebook.Span
	Citation pledgebook.Citation
	// Report is the report with its text.
	Report pledgebook.Report
}

// Backing fetches the claims behind an entry, in its order.
func Backing(ctx context.Context, book pledgebook.Book, e pledgebook.Entry) ([]Backed, error) {
	all, err := BackingEach(ctx, book, []*pledgebook.Entry{&e})
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// BackingEach is [Backing] of several entries, in one question to the book.
func BackingEach(ctx context.Context, book pledgebook.Book, entries []*pledgebook.Entry) ([][]Backed, error) {
	var claims []string
	for _, e := range entries {
		claims = append(claims, e.Claims...)
	}
	found, err := Sources(ctx, book, claims)
	if err != nil {
		return nil, err
	}
	all := make([][]Backed, len(entries))
	for i, e := range entries {
		if all[i], err = backedBy(e, found); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func backedBy(e *pledgebook.Entry, found map[string]pledgebook.Sourced[pledgebook.Claim]) ([]Backed, error) {
	all := make([]Backed, 0, len(e.Claims))
	for _, id := range e.Claims {
		s, ok := found[id]
		if !ok {
			return all, pledgebook.Errorf(pledgebook.NotFound, "no claim %.40q in the book", id)
		}
		b := Backed{Claim: s.Thing, Citation: s.Citation, Report: s.Report}
		b.cite(s.Report)
		all = append(all, b)
	}
	return all, nil
}

// Sources are claims as the book has them, needs without a figure among them,
// each with its report. Those that the book does not have are left out.
func Sources(ctx context.Context, book pledgebook.Book, ids []string) (map[string]pledgebook.Sourced[pledgebook.Claim], error) {
	claims, err := book.SourcedClaims(ctx, ids...)
	if err != nil {
		return nil, err
	}
	found := make(map[string]pledgebook.Sourced[pledgebook.Claim], len(ids))
	for _, c := range claims {
		found[c.Thing.ID] = c
	}
	var rest []string
	for _, id := range ids {
		if _, ok := found[id]; !ok {
			rest = append(rest, id)
		}
	}
	if len(rest) == 0 {
		return found, nil
	}
	needs, err := book.SourcedNeeds(ctx, rest...)
	for _, n := range needs {
		found[n.Thing.ID] = pledgebook.Sourced[pledgebook.Claim]{Held: asClaim(n.Held), Report: n.Report}
	}
	return found, err
}

func (b *Backed) cite(r pledgebook.Report) {
	e, ok := citing.Figure(b.Claim.Evidence)
	if ok && e.Span.End <= len(r.Text) {
		b.Sentence, b.Figure = citing.Sentence(r, e.Span)
	}
}
