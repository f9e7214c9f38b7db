package pipeline

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/comparing"
	"pledgebook/internal/matching"
)

// What reviewers decided rests on claims. Where a claim's report has a later
// version of its page, or a newer engine read the report, the claim that tells
// the same now takes its place: decisions on the old one are about the new one.
// A decision that finds nobody to be about is named as orphaned.

// latestStates leaves out the claims of states of a page that a later one
// replaced, and returns which report replaced which.
func latestStates(claims []matching.ReportedClaim, ties []pledgebook.Tie, gone map[string]bool) ([]matching.ReportedClaim, map[string]string) {
	replaced := map[string]string{}
	for _, t := range ties {
		if t.Kind == pledgebook.TieVersion && !gone[t.Later] {
			replaced[t.Earlier] = max(replaced[t.Earlier], t.Later)
		}
	}
	if len(replaced) == 0 {
		return claims, nil
	}
	return slices.DeleteFunc(claims, func(c matching.ReportedClaim) bool { return replaced[c.Report.ID] != "" }), replaced
}

// goneReports are the reports that were taken back or taken down.
func goneReports(decisions []pledgebook.Decision) map[string]bool {
	gone := map[string]bool{}
	for _, d := range pledgebook.Standing(decisions) {
		if d.Verb == pledgebook.Retract || d.Verb == pledgebook.Redact {
			for _, id := range d.On {
				gone[id] = true
			}
		}
	}
	return gone
}

// succession says which claim took which one's place.
type succession struct {
	book pledgebook.Book
	// next leads from a claim to the one that tells the same flow now, heirs only
	// to one that tells the same sum of it.
	next, heirs map[string]string
	again       map[string]bool      // reports of which decisions name claims of earlier readings
	known       func(id string) bool // claims that count, and the ids of entries they found
}

// named are claims with the ids of entries that they found.
type named map[string]bool

func (n named) add(claim string) { n[claim], n[matching.EntryID(claim)] = true, true }

func (n named) has(id string) bool { return n[id] }

// versions lets the claims of later states of pages take the place of those they
// replaced.
func (s *succession) versions(held claimsIn, replaced map[string]string) {
	for earlier, later := range replaced {
		s.pair(readingOf(held, earlier), readingOf(held, later))
	}
}

// claimsIn are claims by report.
type claimsIn interface {
	In(report string) []string
	Of(claim string) *pledgebook.Claim
}

// readingOf is what a report says as far as two states of a page are held against
// each other.
func readingOf(held claimsIn, report string) pledgebook.Reading {
	r := pledgebook.Reading{Report: pledgebook.Report{TextSHA256: report}} // no two states have one text
	for _, id := range held.In(report) {
		r.Claims = append(r.Claims, *held.Of(id))
	}
	return r
}

func (s *succession) pair(before, after pledgebook.Reading) {
	for _, p := range comparing.Claims(before, after) {
		if p.Before == nil || p.After == nil || p.Before.ID == p.After.ID {
			continue
		}
		s.next[p.Before.ID] = p.After.ID
		if p.Heir() {
			s.heirs[p.Before.ID] = p.After.ID
		}
	}
}

// rereadings lets the claims of newer readings take the place of those that
// decisions still name, also decisions that were taken back: an entry shows its
// whole history.
func (s *succession) rereadings(ctx context.Context, decisions []pledgebook.Decision) error {
	heirs := s.settled(s.next)
	missing := map[string]bool{}
	for _, d := range decisions {
		for _, id := range namedBy(d) {
			if !s.known(id) && heirs[id] == "" {
				missing[id] = true
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	type place struct{ report, engine string }
	wanted := map[place]bool{}
	for c, err := range s.book.Claims(ctx, pledgebook.Query{Superseded: true}) {
		if err != nil {
			return err
		}
		if !c.Citation.Current && (missing[c.Thing.ID] || missing[matching.EntryID(c.Thing.ID)]) {
			wanted[place{c.Citation.Report, c.Citation.Engine}] = true
		}
	}
	s.again = map[string]bool{}
	for p := range wanted {
		s.again[p.report] = true
		before, err := s.book.Reading(ctx, p.report, p.engine)
		if err != nil {
			return err
		}
		after, err := s.book.Reading(ctx, p.report, "")
		if err != nil {
			return err
		}
		s.pair(before, after)
	}
	return nil
}

// settled follows each claim to the last one that counts, and does the same for
// the ids of the entries that they found.
func (s *succession) settled(next map[string]string) map[string]string { return settled(next, s.known) }

func settled(next map[string]string, known func(claim string) bool) map[string]string {
	ids := make(map[string]string, 2*len(next))
	for claim := range next {
		last := claim
		for steps := 0; next[last] != "" && steps <= len(next); steps++ {
			last = next[last]
		}
		if known(last) && last != claim {
			ids[claim], ids[matching.EntryID(claim)] = last, matching.EntryID(last)
		}
	}
	return ids
}

// namedBy are the ids of entries and claims that a decision names; those that
// say who may see something name reports and trackers as well.
func namedBy(d pledgebook.Decision) []string {
	switch d.Verb {
	case pledgebook.Accept, pledgebook.Reject, pledgebook.Edit, pledgebook.Merge, pledgebook.Split, pledgebook.ConfirmStage, pledgebook.SetAccess:
		return d.On
	}
	return nil
}

// orphans are the standing decisions of which nothing that they name is left.
func (s *succession) orphans(carried []pledgebook.Decision) (out []pledgebook.Decision) {
	for _, d := range pledgebook.Standing(carried) {
		if orphaned(d, s.known) {
			out = append(out, d)
		}
	}
	return out
}

func orphaned(d pledgebook.Decision, known func(id string) bool) bool {
	ids := namedBy(d)
	return len(ids) > 0 && d.Verb != pledgebook.SetAccess && !slices.ContainsFunc(ids, known)
}

// carry returns decisions as they bear on the claims that count: about the heirs
// of what they name. What is kept from sight stays so whatever its sum is now.
func carry(decisions []pledgebook.Decision, heirs, next map[string]string) []pledgebook.Decision {
	if len(next) == 0 {
		return decisions
	}
	out := slices.Clone(decisions)
	for i, d := range out {
		to := heirs
		if d.Verb == pledgebook.SetAccess {
			to = next
		}
		if len(namedBy(d)) > 0 {
			out[i] = about(d, to)
		}
	}
	return out
}

func about(d pledgebook.Decision, heirs map[string]string) pledgebook.Decision {
	heir := func(ids []string) []string {
		out := slices.Clone(ids)
		for i, id := range out {
			out[i] = cmp.Or(heirs[id], id)
		}
		return out
	}
	d.On = heir(d.On)
	for _, field := range []string{"part_of", "fulfilled_by"} {
		if v := d.Set[field]; v != "" {
			d.Set = maps.Clone(d.Set)
			d.Set[field] = strings.Join(heir(strings.Fields(v)), " ")
		}
	}
	return d
}
