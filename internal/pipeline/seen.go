package pipeline

import (
	"maps"
	"slices"
	"strings"
	"time"

	"pledgebook"
	"pledgebook/internal/access"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting"
	"pledgebook/internal/reviewing"
	"pledgebook/internal/tracking"
)

// Seen is the ledger as a viewer may see it at a time: what is hidden from them
// is in none of its lists, sums, bounds and counts, and an entry that some
// hidden report tells as well is what the others make of it. Readers get the
// entries that a reviewer accepted and the reports behind those, and no
// reviewers' proposals or rejections. The ledger holds until the moment given,
// at which an embargo ends; for good where that is zero.
func Seen(whole *reporting.Ledger, policy access.Policy, v pledgebook.Viewer, now time.Time) (*reporting.Ledger, time.Time) {
	s := sight{whole: whole, reader: !access.SeesUnreviewed(v)}
	var until time.Time
	s.hidden, until = policy.Hidden(v, now)
	if len(s.hidden) == 0 && !s.reader {
		return whole, until
	}
	s.seal()
	return s.ledger(), until
}

// sight is what one viewer may see of a whole ledger.
type sight struct {
	whole  *reporting.Ledger
	reader bool            // sees reviewed entries alone
	hidden map[string]bool // ids of claims, entries and reports
	sealed map[string]bool // ids of entries that are hidden by any of their names
	// moved leads from the ids of claims that an entry lost to what is left of it.
	moved map[string][]string
}

// seal finds the entries that are hidden as a whole.
func (s *sight) seal() {
	s.sealed = map[string]bool{}
	s.spread()
	for id := range s.hidden {
		if e, ok := s.whole.Entry(id); ok {
			s.sealed[e.ID] = true
		}
	}
	for _, e := range s.whole.Rejected {
		if slices.ContainsFunc(e.Claims, func(c string) bool { return s.hidden[c] || s.hidden[matching.EntryID(c)] }) {
			s.bury(*e)
		}
	}
}

// bury hides an entry with all its names.
func (s *sight) bury(e pledgebook.Entry) {
	s.sealed[e.ID] = true
	for _, c := range e.Claims {
		s.hidden[c], s.hidden[matching.EntryID(c)] = true, true
	}
}

// hides reports whether a claim is kept from the viewer: also one in whose place
// a newer reading, or a later state of its page, has put one that is.
func (s *sight) hides(claim string) bool {
	if s.hidden[claim] || s.hidden[s.whole.Claims.Told(claim).Report] {
		return true
	}
	for _, id := range []string{claim, s.whole.Heirs[claim], s.whole.Next[claim]} {
		if e, ok := s.whole.Entry(id); ok && s.sealed[e.ID] {
			return true
		}
	}
	return false
}

// spread hides every state of a page that is hidden in one of them.
func (s *sight) spread() {
	for changed := true; changed; {
		changed = false
		for _, t := range s.whole.Ties {
			if t.Kind == pledgebook.TieVersion && s.hidden[t.Earlier] != s.hidden[t.Later] {
				s.hidden[t.Earlier], s.hidden[t.Later], changed = true, true, true
			}
		}
	}
}

func (s *sight) ledger() *reporting.Ledger {
	l := &reporting.Ledger{Cut: true, Today: s.whole.Today, Worth: s.whole.Worth, Rates: s.whole.Rates}
	matched := matchedIn(s.whole)
	if len(s.hidden) > 0 {
		matched, s.moved = matched.Among(s.known(matched.Entries), s.whole.Decisions)
	}
	decisions := s.decisions()
	reviewed := reviewing.Apply(matched.Entries, decisions, matching.EntryID)
	if s.reader {
		reviewed.Entries = slices.DeleteFunc(reviewed.Entries, func(e pledgebook.Entry) bool { return !e.Reviewed })
		reviewed.Rejected = nil
	} else {
		l.Proposals, l.Decisions = matched.Proposals, decisions
	}
	s.fill(l, reviewed.Entries)
	l.Fill(matched, tracking.FollowAll(among(reviewed.Entries), l.Today, l.Worth), reviewed.Rejected)
	return l
}

// known are the claims that the viewer may know of. An entry without any is
// hidden.
func (s *sight) known(entries []pledgebook.Entry) []matching.ReportedClaim {
	claims := make([]matching.ReportedClaim, 0, s.whole.Claims.Len())
	for _, e := range entries {
		before := len(claims)
		for _, id := range e.Claims {
			if !s.hides(id) {
				c, _ := s.whole.Claims.Get(id)
				claims = append(claims, matching.ReportedClaim{Claim: c.Thing, Report: sourceOf(c.Citation, s.whole.Origins.Of(c.Citation.Report), actors(c.Thing)...)})
			}
		}
		if len(claims) == before {
			s.bury(e)
		}
	}
	return claims
}

// fill puts in the claims and reports that the viewer may see. Of a claim,
// what it says of others is left out where they are not among them; a claim that
// says nothing of such is the whole ledger's own.
func (s *sight) fill(l *reporting.Ledger, entries []pledgebook.Entry) {
	kept, told := make(map[string]bool, s.whole.Claims.Len()), map[string]bool{}
	keep := func(id string) { kept[id], told[s.whole.Claims.Told(id).Report] = true, true }
	claims := l.Claims.Edit()
	if s.reader {
		for _, e := range entries {
			for _, id := range e.Claims {
				keep(id)
			}
		}
	} else {
		claims = s.whole.Claims.Edit() // which few are taken out of
		for id := range s.whole.Claims.IDs() {
			if s.hides(id) {
				claims.Drop(id)
			} else {
				keep(id)
			}
		}
	}
	for id := range kept {
		whole := s.whole.Claims.Of(id)
		if c := unnamed(whole, kept); s.reader || c != whole {
			claims.Put(c, s.whole.Claims.Told(id))
		}
	}
	l.Claims = claims.Done()
	known, origins := map[string]bool{}, l.Origins.Edit()
	var reports []reporting.Relative
	for r := range s.whole.Reports.All() {
		if told[r.ID] || !s.reader && !s.hidden[r.ID] {
			reports = append(reports, r)
			known[r.ID] = true
			if family, ok := s.whole.Origins.Get(r.ID); ok {
				origins.Set(r.ID, family)
			}
		}
	}
	l.Reports, l.Origins = l.Reports.With(reports...), origins.Done()
	for _, t := range s.whole.Ties {
		if known[t.Earlier] && known[t.Later] {
			l.Ties = append(l.Ties, t)
		}
	}
}

// unnamed is a claim that names no claim but those of a set.
func unnamed(c *pledgebook.Claim, known map[string]bool) *pledgebook.Claim {
	unknown := func(id string) bool { return !known[id] }
	whole, share, by := c.PartOf != "" && unknown(c.PartOf), c.Fraction != nil && unknown(c.Fraction.Of), slices.ContainsFunc(c.FulfilledBy, unknown)
	if !whole && !share && !by {
		return c
	}
	out := *c
	if whole {
		out.PartOf = ""
	}
	if share {
		out.Fraction = nil // what it comes to would tell the figure that is hidden
	}
	out.FulfilledBy = slices.DeleteFunc(slices.Clone(out.FulfilledBy), unknown)
	return &out
}

// among leaves out of entries what they say of others that are not among them.
func among(entries []pledgebook.Entry) []pledgebook.Entry {
	ids, claims := make(map[string]bool, len(entries)), map[string]bool{}
	for _, e := range entries {
		ids[e.ID] = true
		for _, id := range e.Claims {
			claims[id] = true
		}
	}
	for i := range entries {
		e := &entries[i]
		if !ids[e.PartOf] {
			e.PartOf = ""
		}
		if e.Fraction != nil && !claims[e.Fraction.Of] {
			e.Fraction = nil
		}
		e.FulfilledBy = slices.DeleteFunc(slices.Clone(e.FulfilledBy), func(id string) bool { return !ids[id] })
	}
	return entries
}

// decisions are those that the viewer may know of, none of them naming what is
// hidden. Readers learn nothing of who may see what.
func (s *sight) decisions() (out []pledgebook.Decision) {
	gone := map[string]bool{}
	for _, d := range s.whole.Decisions {
		named := len(d.On)
		d = s.scrub(d)
		if s.reader && d.Verb == pledgebook.SetAccess || gone[d.Undoes] || named > 0 && len(d.On) == 0 {
			gone[d.ID] = true
			continue
		}
		out = append(out, d)
	}
	return out
}

// scrub takes what is hidden out of a decision, and names an entry that lost
// claims by the id it bears now.
func (s *sight) scrub(d pledgebook.Decision) pledgebook.Decision {
	if len(s.hidden) == 0 {
		return d
	}
	d.On = s.seen(d.On)
	for _, field := range []string{"part_of", "fulfilled_by"} {
		if v, ok := d.Set[field]; ok {
			d.Set = maps.Clone(d.Set)
			d.Set[field] = strings.Join(s.seen(strings.Fields(v)), " ")
		}
	}
	return d
}

func (s *sight) seen(ids []string) (out []string) {
	for _, id := range ids {
		left := []string{id}
		if to, ok := s.moved[id]; ok {
			left = to
		} else if e, ok := s.whole.Entry(id); s.hidden[id] || ok && s.sealed[e.ID] {
			continue
		}
		for _, id := range left {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
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

// SeesAll reports whether nothing at all is hidden from a viewer.
func SeesAll(policy access.Policy, v pledgebook.Viewer, now time.Time) bool {
	hidden, _ := policy.Hidden(v, now)
	return len(hidden) == 0 && access.SeesUnreviewed(v)
}
