package pipeline

import (
	"context"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting"
)

// Sayings brings together the quotes that a query chooses: what one person
// said, in the wordings of all reports, held word by word against the primary one.
func Sayings(ctx context.Context, book pledgebook.Book, q pledgebook.Query) ([]reporting.Saying, error) {
	quotes, err := all(book.Quotes(ctx, q))
	if err != nil {
		return nil, err
	}
	said, err := SaidAfter(ctx, book, nil, quotes, nil)
	if err != nil {
		return nil, err
	}
	return said.All, nil
}

// SaidAfter brings quotes together that are at hand. Where some were before, nil for
// none, what nothing bears on that came since is taken over; anew reports whether a
// report was read since, or taken down.
func SaidAfter(ctx context.Context, book pledgebook.Book, before *reporting.Said, quotes []pledgebook.Held[pledgebook.Quote], anew func(report string) bool) (*reporting.Said, error) {
	ties, err := all(book.Ties(ctx))
	if err != nil {
		return nil, err
	}
	kin := newFamilies(ties)
	for _, q := range quotes {
		kin.addPage(q.Citation)
	}
	origins := kin.origins()
	var published pledgebook.PartyID // who publishes the report of the quote before
	var report string
	said := reporting.SaidOf(reporting.SayingsAfter(before, quotes, func(c pledgebook.Citation, speaker pledgebook.PartyID) matching.Source {
		s := sourceOf(c, origins[c.Report])
		if report != c.Report {
			report, published = c.Report, publisher(c)
		}
		s.Primary = !s.Row && published != "" && published == speaker
		return s
	}, func(report string) bool { return anew(report) || before.Texts[report] != origins[report] }))
	said.Texts = origins
	return said, nil
}
