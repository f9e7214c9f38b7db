package pipeline

import (
	"context"
	"iter"

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
	l := &reporting.Ledger{Today: now, Rates: matchingRates(table)}
	p := Pipeline{Book: book}
	if err := p.PlaceWaiting(ctx); err != nil {
		return nil, err
	}
	var err error
	if l.Decisions, err = all(book.Decisions(ctx)); err != nil {
		return nil, err
	}
	if l.Ties, err = all(book.Ties(ctx)); err != nil {
		return nil, err
	}
	kin := newFamilies(l.Ties)
	if err := told(ctx, book, l, kin); err != nil {
		return nil, err
	}
	l.Origins = reporting.SharedOf(kin.origins())
	claims, err := heard(ctx, book, l)
	if err != nil {
		return nil, err
	}
	review(l, matching.Match(claims, l.Decisions, l.Rates), table)
	return l, nil
}

// told fills in the reports and the claims. Claims of a report that was taken back
// stay in sight and found no entry.
func told(ctx context.Context, book pledgebook.Book, l *reporting.Ledger, kin *families) error {
	var reports []reporting.Relative
	for held, err := range book.Reports(ctx, pledgebook.Query{}) {
		if err != nil {
			return err
		}
		reports = append(reports, reporting.RelativeOf(held.Thing))
	}
	l.Reports = l.Reports.With(reports...)
	lean, claims := leaner{}, l.Claims.Edit()
	for held, err := range book.Claims(ctx, pledgebook.Query{}) {
		if err != nil {
			return err
		}
		lean.put(claims, held)
		kin.addPage(held.Citation)
	}
	for held, err := range book.Needs(ctx, pledgebook.Query{}) {
		if err != nil {
			return err
		}
		if held.Thing.Claim == "" {
			c := asClaim(held)
			lean.put(claims, c)
			kin.addPage(c.Citation)
		}
	}
	l.Claims = claims.Done()
	return nil
}

// heard are the claims that count: of the latest states of pages and rows, and
// of reports that nobody took back. The ledger's decisions come to be about
// those.
func heard(ctx context.Context, book pledgebook.Book, l *reporting.Ledger) ([]matching.ReportedClaim, error) {
	retracted := takenBack(l.Decisions)
	var claims []matching.ReportedClaim
	for _, held := range l.Claims.All() {
		if !retracted[held.Citation.Report] {
			claims = append(claims, matching.ReportedClaim{Claim: held.Thing, Report: sourceOf(held.Citation, l.Origins.Of(held.Citation.Report), actors(held.Thing)...)})
		}
	}
	claims, replaced := latestStates(latestRows(claims), l.Ties, goneReports(l.Decisions))
	known := named{}
	for _, c := range claims {
		known.add(c.Claim.ID)
	}
	s := &succession{book: book, next: map[string]string{}, heirs: map[string]string{}, known: known.has}
	s.versions(l.Claims, replaced)
	if err := s.rereadings(ctx, l.Decisions); err != nil {
		return nil, err
	}
	l.Heirs, l.Next = s.settled(s.heirs), s.settled(s.next)
	for report := range retracted {
		for _, id := range l.Claims.In(report) {
			known.add(id) // taken back, not lost
		}
	}
	l.Decisions = carry(l.Decisions, l.Heirs, l.Next)
	l.Orphans = s.orphans(l.Decisions)
	return claims, nil
}

// review fills in what decisions make of the matched entries.
func review(l *reporting.Ledger, matched matching.Result, table *rates.Table) {
	reviewed := reviewing.Apply(matched.Entries, l.Decisions, matching.EntryID)
	l.Proposals = matched.Proposals
	l.Worth = worthBy(table, func() reporting.Claims { return l.Claims })
	l.Fill(matched, tracking.FollowAll(reviewed.Entries, l.Today, l.Worth), reviewed.Rejected)
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
