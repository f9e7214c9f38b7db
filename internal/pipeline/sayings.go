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
	return SayingsOf(ctx, book, quotes)
}

// SayingsOf is [Sayings] of quotes already at hand.
func SayingsOf(ctx context.Context, book pledgebook.Book, quotes []pledgebook.Held[pledgebook.Quote]) ([]reporting.Saying, error) {
	ties, err := all(book.Ties(ctx))
	if err != nil {
		return nil, err
	}
	kin := newFamilies(ties)
	for _, q := range quotes {
		kin.addPage(q.Citation)
	}
	origins := kin.origins()
	return reporting.Sayings(quotes, func(c pledgebook.Citation, speaker pledgebook.PartyID) matching.Source {
		return sourceOf(c, origins[c.Report], speaker)
	}), nil
}
