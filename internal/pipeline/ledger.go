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
	for held, err := range book.Reports(ctx, pledgebook.Query{}) {
		if err != nil {
			return err
		}
		l.Reports = append(l.Reports, reporting.RelativeOf(held.Thing))
	}
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
	s := newSuccession(book, claims)
	s.versions(l.Claims, replaced)
	if err := s.rereadings(ctx, l.Decisions); err != nil {
		return nil, err
	}
	l.Heirs, l.Next = s.settled(s.heirs), s.settled(s.next)
	for report := range retracted {
		for _, id := range l.Claims.In(report) {
			s.knows(id) // taken back, not lost
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

// Redecide is [BringTogether] for a book in which, since the earlier ledger,
// nothing was read and nothing redacted: the claims stay matched as they were.
// It reports false where a decision bears on what belongs together, so that
// everything has to be derived.
func Redecide(ctx context.Context, book pledgebook.Book, before *reporting.Ledger, table *rates.Table, now pledgebook.Day) (*reporting.Ledger, bool, error) {
	decisions, err := all(book.Decisions(ctx))
	decisions = carry(decisions, before.Heirs, before.Next)
	if err != nil || !slices.Equal(bearing(before, decisions), bearing(before, before.Decisions)) {
		return nil, false, err
	}
	l := &reporting.Ledger{Today: now, Decisions: decisions, Claims: before.Claims, Reports: before.Reports, Rates: before.Rates,
		Ties: before.Ties, Origins: before.Origins, Heirs: before.Heirs, Next: before.Next, Orphans: standingOf(before.Orphans, decisions)}
	review(l, matchedIn(before), table)
	return l, true, nil
}

// matchedIn is what the claims of a ledger come to before review.
func matchedIn(l *reporting.Ledger) matching.Result {
	all := l.AllPlaced()
	r := matching.Result{Proposals: l.Proposals, Basis: make(map[string]matching.Basis, len(all))}
	for _, p := range all {
		r.Entries = append(r.Entries, *p.Raw)
		r.Basis[p.Raw.ID] = p.Basis
	}
	return r.At(l.Rates)
}

// standingOf are the decisions that still stand among all.
func standingOf(some, all []pledgebook.Decision) []pledgebook.Decision {
	stands := map[string]bool{}
	for _, d := range pledgebook.Standing(all) {
		stands[d.ID] = true
	}
	return slices.DeleteFunc(slices.Clone(some), func(d pledgebook.Decision) bool { return !stands[d.ID] })
}

// bearing are the ids of the standing decisions that bear on matching: all but
// those that only say something about an entry as a whole.
func bearing(l *reporting.Ledger, decisions []pledgebook.Decision) (ids []string) {
	for _, d := range pledgebook.Standing(decisions) {
		switch d.Verb {
		case pledgebook.Accept, pledgebook.Edit, pledgebook.Consult, pledgebook.ConfirmStage, pledgebook.SetAccess:
			continue
		case pledgebook.Reject:
			if !slices.ContainsFunc(d.On, func(id string) bool { return l.Claims.Has(id) || l.Holds(id) }) {
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
