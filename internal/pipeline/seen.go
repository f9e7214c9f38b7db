package pipeline

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
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
// at which an embargo ends; for good where that is zero. Entries on which nothing
// hidden bears are shared with the whole.
func Seen(whole *reporting.Ledger, policy access.Policy, v pledgebook.Viewer, now time.Time) (*reporting.Ledger, time.Time) {
	hidden, until := policy.Hidden(v, now)
	reader := !access.SeesUnreviewed(v)
	if len(hidden) == 0 && !reader {
		return whole, until
	}
	s := sight{whole: whole, reader: reader, hidden: hidden, sealed: map[string]bool{}, touched: map[string]bool{}, moved: map[string][]string{}}
	s.seal()
	return s.ledger(), until
}

// SeesAll reports whether nothing at all is hidden from a viewer.
func SeesAll(policy access.Policy, v pledgebook.Viewer, now time.Time) bool {
	hidden, _ := policy.Hidden(v, now)
	return len(hidden) == 0 && access.SeesUnreviewed(v)
}

// sight is what one viewer may see of a whole ledger.
type sight struct {
	whole  *reporting.Ledger
	reader bool            // sees reviewed entries alone
	hidden map[string]bool // ids of claims, entries and reports
	sealed map[string]bool // ids of entries that are hidden by any of their names
	// touched are the ids of entries of which something is hidden, or that say
	// something of such.
	touched map[string]bool
	// moved leads from the ids of claims that an entry lost to what is left of it.
	moved map[string][]string
	// scrubbed are decisions as the viewer may know of them; nil for those that
	// they may not.
	scrubbed map[string]*pledgebook.Decision
}

// seal finds the entries that are hidden, as a whole or in part.
func (s *sight) seal() {
	s.spread()
	for id := range maps.Clone(s.hidden) {
		if p := s.whole.PlacedAs(id); p != nil {
			s.touched[p.Entry.ID] = true
			if p.Rejected {
				s.bury(p.Entry)
			} else {
				s.sealed[p.Entry.ID] = true
			}
		}
		for _, claim := range s.whole.Claims.In(id) {
			if p := s.whole.PlacedAs(claim); p != nil {
				s.touched[p.Entry.ID] = true
			}
		}
	}
}

// spread hides every state of a page that is hidden in one of them.
func (s *sight) spread() {
	for changed := len(s.hidden) > 0; changed; {
		changed = false
		for _, t := range s.whole.Ties {
			if t.Kind == pledgebook.TieVersion && s.hidden[t.Earlier] != s.hidden[t.Later] {
				s.hidden[t.Earlier], s.hidden[t.Later], changed = true, true, true
			}
		}
	}
}

// bury hides an entry with all its names.
func (s *sight) bury(e *pledgebook.Entry) {
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
	if len(s.sealed) == 0 {
		return false
	}
	for _, id := range []string{claim, s.whole.Heirs[claim], s.whole.Next[claim]} {
		if p := s.whole.PlacedAs(id); id != "" && p != nil && !p.Rejected && s.sealed[p.Entry.ID] {
			return true
		}
	}
	return false
}

func (s *sight) ledger() *reporting.Ledger {
	l := &reporting.Ledger{Cut: true, Today: s.whole.Today, Worth: s.whole.Worth, Rates: s.whole.Rates}
	l.Claims = s.whole.Claims // as long as entries are put together
	left := s.rest()
	s.scrub()
	cut := reporting.Cut{Instead: s.instead(l, left), Shows: s.shows}
	changed := map[string]bool{}
	for id, placed := range cut.Instead {
		changed[id] = true
		for _, p := range placed {
			changed[p.Entry.ID] = true
		}
	}
	cut.Mend = func(p *reporting.Placed) *reporting.Placed { return s.mend(l, p, changed) }
	l.CutFrom(s.whole, cut)
	s.restrict(l)
	return l
}

// shows lets through what a viewer may see as it is.
func (s *sight) shows(p *reporting.Placed) bool {
	return !s.reader || p.Entry.Reviewed && !p.Rejected
}

// rest is what is left, before review, of the entries of which something is
// hidden, and of those that say something of such, by the ids of what they are
// now; nil for nothing. It learns where hidden names lead.
func (s *sight) rest() (left map[string][]leftOver) {
	if len(s.touched) == 0 {
		return nil
	}
	linked := s.linked()
	near := s.near(linked)
	r := matching.Result{Basis: map[string]matching.Basis{}}
	var known []matching.ReportedClaim
	for id := range near {
		p := s.whole.PlacedAs(id)
		r.Entries, r.Basis[p.Raw.ID] = append(r.Entries, *p.Raw), p.Basis
		before := len(known)
		for _, c := range p.Raw.Claims {
			if !s.hides(c) {
				held, _ := s.whole.Claims.Get(c)
				known = append(known, matching.ReportedClaim{Claim: held.Thing, Report: sourceOf(held.Citation, s.whole.Origins.Of(held.Citation.Report), actors(held.Thing)...)})
			}
		}
		if len(known) == before {
			s.bury(p.Raw)
		}
	}
	slices.SortFunc(known, func(a, b matching.ReportedClaim) int {
		return cmp.Or(cmp.Compare(a.Report.Published, b.Report.Published), cmp.Compare(a.Claim.ID, b.Claim.ID))
	})
	out, moved := r.At(s.whole.Rates).Among(known, s.whole.Decisions)
	s.moved = moved
	left = map[string][]leftOver{}
	for id := range linked {
		left[id] = nil
	}
	for i := range out.Entries {
		e := &out.Entries[i]
		if of := s.whole.PlacedAs(e.Claims[0]).Entry.ID; linked[of] {
			left[of] = append(left[of], leftOver{e, out.Basis[e.ID]})
		}
	}
	return left
}

// leftOver is what is left of an entry, before review.
type leftOver struct {
	raw   *pledgebook.Entry
	basis matching.Basis
}

// linked are the touched entries and those that may say something else of others
// now: told beside them, saying something of them, or wholes of which they are
// parts.
func (s *sight) linked() map[string]bool {
	ids := maps.Clone(s.touched)
	for id := range s.touched {
		for beside := range s.beside(id) {
			ids[beside] = true
		}
	}
	for _, p := range s.whole.AllPlaced() {
		if s.touched[p.Raw.PartOf] || slices.ContainsFunc(p.Raw.FulfilledBy, func(by string) bool { return s.touched[by] }) {
			ids[p.Entry.ID] = true
		}
	}
	open := slices.Collect(maps.Keys(ids))
	for len(open) > 0 {
		id := open[len(open)-1]
		open = open[:len(open)-1]
		for _, c := range s.whole.PlacedAs(id).Raw.Claims {
			if p := s.whole.PlacedAs(s.whole.Claims.Of(c).PartOf); p != nil && !ids[p.Entry.ID] {
				ids[p.Entry.ID] = true
				open = append(open, p.Entry.ID)
			}
		}
	}
	return ids
}

// near are entries, with all that reports tell beside them and that their claims
// say something of.
func (s *sight) near(ids map[string]bool) map[string]bool {
	near := maps.Clone(ids)
	for id := range ids {
		for beside := range s.beside(id) {
			near[beside] = true
		}
		for _, c := range s.whole.PlacedAs(id).Raw.Claims {
			claim := s.whole.Claims.Of(c)
			for _, of := range append(slices.Clone(claim.FulfilledBy), claim.PartOf) {
				if p := s.whole.PlacedAs(of); p != nil {
					near[p.Entry.ID] = true
				}
			}
		}
	}
	return near
}

// beside are the entries that the reports of an entry tell.
func (s *sight) beside(id string) map[string]bool {
	ids := map[string]bool{}
	for _, c := range s.whole.PlacedAs(id).Raw.Claims {
		for _, report := range s.sameReport(s.whole.Claims.Told(c)) {
			for _, other := range s.whole.Claims.In(report) {
				if p := s.whole.PlacedAs(other); p != nil {
					ids[p.Entry.ID] = true
				}
			}
		}
	}
	return ids
}

// sameReport are the reports that matching takes for one: the rows in which
// somebody coded the claims of one page.
func (s *sight) sameReport(cited *pledgebook.Citation) []string {
	said := reportSaid(cited)
	if said == cited.Report {
		return []string{cited.Report}
	}
	var rows []string
	for r := range s.whole.Reports.All() {
		if r.URL == said {
			rows = append(rows, r.ID)
		}
	}
	return rows
}

// scrub finds the decisions that name something hidden, or of which readers learn
// nothing: who may see what.
func (s *sight) scrub() {
	s.scrubbed = map[string]*pledgebook.Decision{}
	names := maps.Clone(s.hidden)
	for id := range s.touched {
		for _, c := range s.whole.PlacedAs(id).Raw.Claims {
			names[c], names[matching.EntryID(c)] = true, true
		}
	}
	hidden := func(id string) bool { return names[id] }
	gone := func(id string) bool { d, ok := s.scrubbed[id]; return ok && d == nil }
	for _, d := range s.whole.Decisions {
		unseen := s.reader && d.Verb == pledgebook.SetAccess || gone(d.Undoes)
		named := len(names) > 0 && (slices.ContainsFunc(d.On, hidden) || slices.ContainsFunc(strings.Fields(d.Set["part_of"]+" "+d.Set["fulfilled_by"]), hidden))
		switch {
		case unseen:
			s.scrubbed[d.ID] = nil
		case named:
			left := s.cleaned(d)
			s.scrubbed[d.ID] = &left
			if len(left.On) == 0 && len(d.On) > 0 {
				s.scrubbed[d.ID] = nil
			}
		}
	}
}

// cleaned takes what is hidden out of a decision, and names an entry that lost
// claims by the id it bears now.
func (s *sight) cleaned(d pledgebook.Decision) pledgebook.Decision {
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
		} else if p := s.whole.PlacedAs(id); s.hidden[id] || p != nil && s.sealed[p.Entry.ID] {
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

// known are decisions as the viewer may know of them.
func (s *sight) known(decisions []pledgebook.Decision) []pledgebook.Decision {
	if len(s.scrubbed) == 0 {
		return decisions
	}
	out := make([]pledgebook.Decision, 0, len(decisions))
	for _, d := range decisions {
		if left, ok := s.scrubbed[d.ID]; !ok {
			out = append(out, d)
		} else if left != nil {
			out = append(out, *left)
		}
	}
	return out
}

// instead are the entries that are another thing to the viewer: what is left of
// them, or their history as the viewer may know it.
func (s *sight) instead(l *reporting.Ledger, left map[string][]leftOver) map[string][]*reporting.Placed {
	out := map[string][]*reporting.Placed{}
	for of, some := range left {
		out[of] = nil
		history := s.known(s.whole.PlacedAs(of).Entry.History)
		for _, e := range some {
			out[of] = s.reviewed(l, out[of], e, history)
		}
	}
	for _, d := range s.whole.Decisions {
		if _, ok := s.scrubbed[d.ID]; !ok {
			continue
		}
		for _, id := range d.On {
			p := s.whole.PlacedAs(id)
			if p == nil {
				continue
			}
			if _, done := out[p.Entry.ID]; !done {
				out[p.Entry.ID] = s.reviewed(l, nil, leftOver{p.Raw, p.Basis}, s.known(p.Entry.History))
			}
		}
	}
	return out
}

// reviewed adds an entry with the decisions about it, if the viewer sees it.
func (s *sight) reviewed(l *reporting.Ledger, to []*reporting.Placed, of leftOver, history []pledgebook.Decision) []*reporting.Placed {
	r := reviewing.Apply([]pledgebook.Entry{*of.raw}, history, matching.EntryID)
	for i := range r.Entries {
		if e := &r.Entries[i]; !s.reader || e.Reviewed {
			to = append(to, l.Placed(e, of.raw, of.basis, false))
		}
	}
	for i := range r.Rejected {
		if !s.reader {
			to = append(to, l.Placed(&r.Rejected[i], of.raw, of.basis, true))
		}
	}
	return to
}

// mend leaves out of an entry what it says of others that are not to be seen, and
// follows it up anew where what counts towards it is another thing now.
func (s *sight) mend(l *reporting.Ledger, p *reporting.Placed, changed map[string]bool) *reporting.Placed {
	e := p.Entry
	unseen := func(id string) bool { return l.Shown(id) == nil }
	whole, share := e.PartOf != "" && unseen(e.PartOf), e.Fraction != nil && !s.inSight(l, e.Fraction.Of)
	lost := slices.ContainsFunc(e.FulfilledBy, unseen)
	if !whole && !share && !lost && !changed[e.ID] && !slices.ContainsFunc(e.FulfilledBy, func(id string) bool { return changed[id] }) {
		return p
	}
	out := *e
	if whole {
		out.PartOf = ""
	}
	if share {
		out.Fraction = nil
	}
	out.FulfilledBy = slices.DeleteFunc(slices.Clone(out.FulfilledBy), unseen)
	out = tracking.FollowAmong(out, func(id string) (pledgebook.Entry, bool) {
		if other := l.Shown(id); other != nil {
			return *other, true
		}
		return pledgebook.Entry{}, false
	}, l.Today, l.Worth)
	return l.Placed(&out, p.Raw, p.Basis, false)
}

// inSight reports whether an entry that is shown holds a claim.
func (s *sight) inSight(l *reporting.Ledger, claim string) bool {
	p := l.PlacedAs(claim)
	return p != nil && !p.Rejected && slices.Contains(p.Entry.Claims, claim)
}

// restrict leaves of the other fields what the viewer may see.
func (s *sight) restrict(l *reporting.Ledger) {
	sees := func(id string) bool { return s.whole.Claims.Has(id) && !s.hides(id) }
	told := func(report string) bool { return !s.hidden[report] }
	if s.reader {
		sees = func(id string) bool { return s.inSight(l, id) }
		told = func(report string) bool { return slices.ContainsFunc(s.whole.Claims.In(report), sees) }
	}
	l.Claims = s.whole.Claims.Only(sees, sync.OnceValue(func() (n int) {
		for range l.Claims.All() {
			n++
		}
		return n
	}))
	l.Reports = s.whole.Reports.Only(told, sync.OnceValue(func() (n int) {
		for range l.Reports.All() {
			n++
		}
		return n
	}))
	if !s.reader {
		l.Decisions = s.known(s.whole.Decisions)
		l.Proposals = s.proposals(l)
	}
	origins := l.Origins.Edit()
	for _, t := range s.whole.Ties {
		if l.Reports.Has(t.Earlier) && l.Reports.Has(t.Later) {
			l.Ties = append(l.Ties, t)
			origins.Set(t.Earlier, s.whole.Origins.Of(t.Earlier))
			origins.Set(t.Later, s.whole.Origins.Of(t.Later))
		}
	}
	l.Origins = origins.Done()
}

// proposals are those between claims in sight, of the entries that hold them now.
func (s *sight) proposals(l *reporting.Ledger) []matching.Proposal {
	if len(s.touched) == 0 {
		return s.whole.Proposals
	}
	var out []matching.Proposal
	for _, p := range s.whole.Proposals {
		one, other := l.PlacedAs(p.Claims[0]), l.PlacedAs(p.Claims[1])
		if one == nil || other == nil || s.hides(p.Claims[0]) || s.hides(p.Claims[1]) {
			continue
		}
		p.Entries = [2]string{one.Raw.ID, other.Raw.ID}
		out = append(out, p)
	}
	return out
}
