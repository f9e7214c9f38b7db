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
)

// Seen is the ledger as a viewer may see it at a time: what is hidden from them
// is in none of its lists, sums, bounds and counts, and an entry that some
// hidden report tells as well is what the others make of it. Readers get the
// entries that a reviewer accepted and the reports behind those, and no
// reviewers' proposals or rejections. The ledger holds until the moment given,
// at which an embargo ends; for good where that is zero.
//
// What the viewer sees as everybody does, nearly all of it, is the whole ledger's
// own: entries are made anew where hidden claims bear on them, or decisions or other
// entries that the viewer does not see.
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
	// lost are the entries of the whole that have hidden claims, by id, with what is
	// left of them.
	lost map[string][]remnant
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

// decisions are those that the viewer may know of, none of them naming what is
// hidden. Readers learn nothing of who may see what. Changed are the ids that those
// name which the viewer does not see, or sees otherwise.
func (s *sight) decisions() (out []pledgebook.Decision, changed []string) {
	gone := map[string]bool{}
	out = make([]pledgebook.Decision, 0, len(s.whole.Decisions))
	for _, made := range s.whole.Decisions {
		d := s.scrub(made)
		hidden := s.reader && d.Verb == pledgebook.SetAccess || gone[d.Undoes] || len(made.On) > 0 && len(d.On) == 0
		if hidden || !slices.Equal(d.On, made.On) || !maps.Equal(d.Set, made.Set) {
			changed = append(changed, made.On...)
		}
		if hidden {
			gone[d.ID] = true
			continue
		}
		out = append(out, d)
	}
	return out, changed
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
		} else if s.conceals(id) {
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

// conceals reports whether an id is of what is hidden.
func (s *sight) conceals(id string) bool {
	if s.hidden[id] {
		return true
	}
	p := s.whole.PlacedAs(id)
	return p != nil && !p.Rejected && s.sealed[p.Entry.ID]
}

// SeesAll reports whether nothing at all is hidden from a viewer.
func SeesAll(policy access.Policy, v pledgebook.Viewer, now time.Time) bool {
	hidden, _ := policy.Hidden(v, now)
	return len(hidden) == 0 && access.SeesUnreviewed(v)
}
