package pipeline

import (
	"context"
	"iter"
	"slices"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/rates"
	"pledgebook/internal/reporting"
	"pledgebook/internal/reviewing"
	"pledgebook/internal/tracking"
)

// BringTogether derives everything that pages show from the book: claims
// matched to entries, decisions applied, promises followed up to the given day.
// Rates tell whether sums in two currencies can be one; nil for none.
func BringTogether(ctx context.Context, book pledgebook.Book, table *rates.Table, now pledgebook.Day) (*reporting.Ledger, error) {
	l, err := derive(ctx, book, table, now)
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
func derive(ctx context.Context, book pledgebook.Book, table *rates.Table, now pledgebook.Day) (*reporting.Ledger, error) {
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
			claims = append(claims, matching.ReportedClaim{Claim: held.Thing, Report: sourceOf(held.Citation, actors(held.Thing)...)})
		}
	}
	l.Matched = matching.Match(latestRows(claims), l.Decisions, matchingRates(table))
	review(l, table)
	return l, nil
}

// review fills in what decisions make of the matched entries.
func review(l *reporting.Ledger, table *rates.Table) {
	reviewed := reviewing.Apply(l.Matched.Entries, l.Decisions, matching.EntryID)
	l.Proposals, l.Basis, l.Rejected = l.Matched.Proposals, l.Matched.Basis, reviewed.Rejected
	l.Worth = worthBy(table, l.Claims)
	l.Entries = tracking.FollowAll(reviewed.Entries, l.Today, l.Worth)
}

// Redecide is [BringTogether] for a book in which, since the earlier ledger,
// nothing was read and nothing redacted: the claims stay matched as they were.
// It reports false where a decision bears on what belongs together, so that
// everything has to be derived.
func Redecide(ctx context.Context, book pledgebook.Book, before *reporting.Ledger, table *rates.Table, now pledgebook.Day) (*reporting.Ledger, bool, error) {
	decisions, err := all(book.Decisions(ctx))
	if err != nil || !slices.Equal(bearing(before, decisions), bearing(before, before.Decisions)) {
		return nil, false, err
	}
	l := &reporting.Ledger{Today: now, Decisions: decisions, Claims: before.Claims, Reports: before.Reports, Matched: before.Matched}
	review(l, table)
	l.Index()
	return l, true, nil
}

// bearing are the ids of the standing decisions that bear on matching: all but
// those that only say something about an entry as a whole.
func bearing(l *reporting.Ledger, decisions []pledgebook.Decision) (ids []string) {
	for _, d := range pledgebook.Standing(decisions) {
		switch d.Verb {
		case pledgebook.Accept, pledgebook.Edit, pledgebook.ConfirmStage, pledgebook.SetAccess:
			continue
		case pledgebook.Reject:
			if !slices.ContainsFunc(d.On, func(id string) bool { return l.Claims[id].Thing.ID != "" || l.Holds(id) }) {
				continue
			}
		}
		ids = append(ids, d.ID)
	}
	return ids
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
