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
	// Report is the report with its text; empty where it was redacted.
	Report pledgebook.Report
}

// Backing fetches the claims behind an entry, in its order. Where a report was
// redacted its sentence is empty.
func Backing(ctx context.Context, book pledgebook.Book, e pledgebook.Entry) ([]Backed, error) {
	all := make([]Backed, 0, len(e.Claims))
	for _, id := range e.Claims {
		held, err := book.Claim(ctx, id)
		if pledgebook.KindOf(err) == pledgebook.NotFound {
			if need, none := needClaim(ctx, book, id); none == nil {
				held, err = need, nil
			}
		}
		if err != nil {
			return all, err
		}
		b := Backed{Claim: held.Thing, Citation: held.Citation}
		r, err := book.Reading(ctx, held.Citation.Report, held.Citation.Engine)
		switch {
		case err == nil:
			b.Report = r.Report
			b.cite(r.Report)
		case pledgebook.KindOf(err) != pledgebook.NotFound:
			return all, err
		}
		all = append(all, b)
	}
	return all, nil
}

func (b *Backed) cite(r pledgebook.Report) {
	e, ok := citing.Figure(b.Claim.Evidence)
	if ok && e.Span.End <= len(r.Text) {
		b.Sentence, b.Figure = citing.Sentence(r, e.Span)
	}
}
