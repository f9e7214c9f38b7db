package pipeline

import (
	"context"
	"iter"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting"
	"pledgebook/internal/reviewing"
	"pledgebook/internal/tracking"
)

// BringTogether derives everything that pages show from the book: claims
// matched to entries, decisions applied, promises followed up to the given day.
func BringTogether(ctx context.Context, book pledgebook.Book, now pledgebook.Day) (*reporting.Ledger, error) {
	l := &reporting.Ledger{Today: now, Claims: map[string]pledgebook.Held[pledgebook.Claim]{}}
	var claims []matching.ReportedClaim
	for held, err := range book.Claims(ctx, pledgebook.Query{}) {
		if err != nil {
			return nil, err
		}
		l.Claims[held.Thing.ID] = held
		claims = append(claims, matching.ReportedClaim{Claim: held.Thing, Report: sourceOf(held.Citation)})
	}
	var err error
	if l.Reports, err = all(book.Reports(ctx, pledgebook.Query{})); err != nil {
		return nil, err
	}
	if l.Decisions, err = all(book.Decisions(ctx)); err != nil {
		return nil, err
	}
	matched := matching.Match(claims, l.Decisions, nil)
	reviewed := reviewing.Apply(matched.Entries, l.Decisions, matching.EntryID)
	l.Proposals, l.Rejected = matched.Proposals, reviewed.Rejected
	l.Entries = tracking.FollowAll(reviewed.Entries, now)
	l.Index()
	return l, nil
}

func all[T any](things iter.Seq2[T, error]) (out []T, err error) {
	for thing, err := range things {
		if err != nil {
			return nil, err
		}
		out = append(out, thing)
	}
	return out, nil
}
