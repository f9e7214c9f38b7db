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
	l, err := derive(ctx, book, now)
	if err != nil {
		return nil, err
	}
	if l.Reports, err = all(book.Reports(ctx, pledgebook.Query{})); err != nil {
		return nil, err
	}
	l.Index()
	return l, nil
}

// derive makes the ledger without its reports and its index. Claims of a
// report that was taken back stay in sight and found no entry.
func derive(ctx context.Context, book pledgebook.Book, now pledgebook.Day) (*reporting.Ledger, error) {
	l := &reporting.Ledger{Today: now, Claims: map[string]pledgebook.Held[pledgebook.Claim]{}}
	var err error
	if l.Decisions, err = all(book.Decisions(ctx)); err != nil {
		return nil, err
	}
	retracted := takenBack(l.Decisions)
	var claims []matching.ReportedClaim
	for held, err := range book.Claims(ctx, pledgebook.Query{}) {
		if err != nil {
			return nil, err
		}
		if l.Claims[held.Thing.ID] = held; !retracted[held.Citation.Report] {
			claims = append(claims, matching.ReportedClaim{Claim: held.Thing, Report: sourceOf(held.Citation)})
		}
	}
	matched := matching.Match(latestRows(claims), l.Decisions, nil)
	reviewed := reviewing.Apply(matched.Entries, l.Decisions, matching.EntryID)
	l.Proposals, l.Basis, l.Rejected = matched.Proposals, matched.Basis, reviewed.Rejected
	l.Entries = tracking.FollowAll(reviewed.Entries, now)
	return l, nil
}

// takenBack are the reports that their publishers took back.
func takenBack(decisions []pledgebook.Decision) map[string]bool {
	reports := map[string]bool{}
	for _, d := range pledgebook.Standing(decisions) {
		if d.Verb == pledgebook.Retract {
			for _, id := range d.On {
				reports[id] = true
			}
		}
	}
	return reports
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
