package pipeline

import (
	"cmp"
	"maps"
	"slices"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting"
	"pledgebook/internal/reviewing"
	"pledgebook/internal/tracking"
)

// cutting makes what one viewer sees of a ledger: entries that they see as
// everybody does are the whole ledger's, the others are made anew.
type cutting struct {
	*sight
	apart   map[*reporting.Placed]bool // entries of the whole that are not seen, or otherwise
	own     map[string]*own            // what stands in their stead, by id
	byClaim map[string]*own
	coded   map[string][]string // claims coded by hand, by the page that their rows cite
}

// own is an entry that the viewer sees otherwise than others do.
type own struct {
	raw      *pledgebook.Entry
	basis    matching.Basis
	entry    pledgebook.Entry // after review
	rejected bool
}

// remnant is an entry that is left of one of which some claims are hidden.
type remnant struct {
	entry pledgebook.Entry
	basis matching.Basis
}

// ledger is what the viewer sees.
func (s *sight) ledger() *reporting.Ledger {
	s.loseClaims()
	c := &cutting{sight: s, apart: map[*reporting.Placed]bool{}, own: map[string]*own{}, byClaim: map[string]*own{}}
	decisions, changed := s.decisions()
	c.review(c.relinked(), decisions, changed)
	c.follow()
	l := &reporting.Ledger{Cut: true, Today: s.whole.Today, Worth: s.whole.Worth, Rates: s.whole.Rates, Reports: s.whole.Reports, Claims: c.claims()}
	if !s.reader {
		l.Reports, l.Proposals, l.Decisions = s.reports(), c.proposals(), decisions
	}
	made, gone := c.placed(l)
	l.Follow(s.whole, made, gone)
	if s.reader {
		all := l
		l = &reporting.Ledger{Cut: true, Today: all.Today, Worth: all.Worth, Rates: all.Rates}
		l.OnlyReviewed(all)
	}
	s.kin(l)
	return l
}

// loseClaims finds the entries that have hidden claims, and what is left of them. One
// of which nothing is left is hidden.
func (s *sight) loseClaims() {
	s.lost, s.moved = map[string][]remnant{}, map[string][]string{}
	remains := matching.RemainsAfter(s.whole.Decisions, s.whole.Rates)
	for _, p := range s.touched() {
		var known []matching.ReportedClaim
		var hidden, ids []string
		for _, id := range p.Raw.Claims {
			if s.hides(id) {
				hidden = append(hidden, id)
				continue
			}
			c, _ := s.whole.Claims.Get(id)
			known = append(known, matching.ReportedClaim{Claim: c.Thing, Report: sourceOf(c.Citation, s.whole.Origins.Of(c.Citation.Report), actors(c.Thing)...)})
		}
		switch {
		case len(hidden) == 0:
			continue
		case len(known) == 0:
			s.lost[p.Raw.ID] = nil
			s.bury(*p.Raw)
			continue
		}
		left, bases := remains.Of(known)
		for i, e := range left {
			s.lost[p.Raw.ID] = append(s.lost[p.Raw.ID], remnant{e, bases[i]})
			ids = append(ids, e.ID)
		}
		for _, id := range hidden {
			s.moved[id], s.moved[matching.EntryID(id)] = ids, ids
		}
	}
}

// touched are the entries, rejected ones too, that may have hidden claims, in an
// order of their own.
func (s *sight) touched() []*reporting.Placed {
	found := map[*reporting.Placed]bool{}
	for id := range s.concealed() {
		if p := s.whole.PlacedAs(id); p != nil {
			found[p] = true
		}
	}
	return slices.SortedFunc(maps.Keys(found), byID)
}

func byID(a, b *reporting.Placed) int { return cmp.Compare(a.Entry.ID, b.Entry.ID) }

// concealed are ids among which are all hidden claims: those that are hidden, those of
// hidden reports and entries, and those in whose place others are told.
func (s *sight) concealed() map[string]bool {
	ids := maps.Clone(s.hidden)
	for id := range s.hidden {
		for _, c := range s.whole.Claims.In(id) {
			ids[c] = true
		}
	}
	for id := range s.sealed {
		for _, c := range s.whole.PlacedAs(id).Entry.Claims {
			ids[c] = true
		}
	}
	for _, later := range []map[string]string{s.whole.Heirs, s.whole.Next} {
		for id := range later {
			if len(s.hidden) > 0 {
				ids[id] = true
			}
		}
	}
	return ids
}

// left is what is left of an entry of the whole: itself, where none of its claims is
// hidden.
func (s *sight) left(p *reporting.Placed) []remnant {
	if left, ok := s.lost[p.Raw.ID]; ok {
		return left
	}
	return []remnant{{*p.Raw, p.Basis}}
}

// review applies the decisions that the viewer knows of to entries made anew, and to
// those about which others were made.
func (c *cutting) review(raws []*own, decisions []pledgebook.Decision, changed []string) {
	for _, id := range changed {
		if p := c.whole.PlacedAs(id); p != nil && !c.apart[p] {
			c.apart[p] = true
			raws = append(raws, &own{raw: p.Raw, basis: p.Basis})
		}
	}
	entries, at := make([]pledgebook.Entry, len(raws)), make(map[string]*own, len(raws))
	for i, o := range raws {
		entries[i], at[o.raw.ID] = *o.raw, o
	}
	r := reviewing.Apply(entries, concerning(decisions, entries), matching.EntryID)
	for _, e := range r.Entries {
		if e.Reviewed || !c.reader {
			c.keep(at[e.ID], e, false)
		}
	}
	if !c.reader {
		for _, e := range r.Rejected {
			c.keep(at[e.ID], e, true)
		}
	}
}

func (c *cutting) keep(o *own, e pledgebook.Entry, rejected bool) {
	o.entry, o.rejected = e, rejected
	c.own[e.ID] = o
	for _, id := range e.Claims {
		c.byClaim[id] = o
	}
}

// concerning are the decisions about some entries, with what took them back.
func concerning(decisions []pledgebook.Decision, entries []pledgebook.Entry) (out []pledgebook.Decision) {
	names := make(map[string]bool, 3*len(entries))
	for _, e := range entries {
		names[e.ID] = true
		for _, c := range e.Claims {
			names[c], names[matching.EntryID(c)] = true, true
		}
	}
	taken, undos := map[string]bool{}, map[string][]string{}
	var take func(id string)
	take = func(id string) {
		if !taken[id] {
			taken[id] = true
			for _, undo := range undos[id] {
				take(undo)
			}
		}
	}
	for _, d := range decisions {
		if d.Verb == pledgebook.Undo {
			undos[d.Undoes] = append(undos[d.Undoes], d.ID)
		}
	}
	for _, d := range decisions {
		if slices.ContainsFunc(d.On, func(id string) bool { return names[id] }) {
			take(d.ID)
		}
	}
	for _, d := range decisions {
		if taken[d.ID] {
			out = append(out, d)
		}
	}
	return out
}

// shares reports whether the viewer sees an entry as everybody does.
func (c *cutting) shares(p *reporting.Placed) bool {
	return p != nil && !c.apart[p] && !p.Rejected && (p.Entry.Reviewed || !c.reader)
}

// find is an entry that counts for the viewer, by its id.
func (c *cutting) find(id string) (pledgebook.Entry, bool) {
	if o := c.own[id]; o != nil {
		return o.entry, !o.rejected
	}
	if p := c.whole.PlacedAs(id); c.shares(p) && p.Entry.ID == id {
		return *p.Entry, true
	}
	return pledgebook.Entry{}, false
}

func (c *cutting) lacks(id string) bool {
	if o := c.own[id]; o != nil {
		return o.rejected
	}
	p := c.whole.PlacedAs(id)
	return !c.shares(p) || p.Entry.ID != id
}

// lacksClaim reports whether a claim stands in no entry that counts for the viewer.
func (c *cutting) lacksClaim(id string) bool {
	if o := c.byClaim[id]; o != nil {
		return o.rejected
	}
	p := c.whole.PlacedAs(id)
	return !c.shares(p) || !slices.Contains(p.Entry.Claims, id)
}

// follow makes the entries anew that say something of others that the viewer does
// not see, or sees otherwise, and follows the promises among all that are made anew.
func (c *cutting) follow() {
	var naming []*reporting.Placed
	for p := range c.whole.Everything() {
		if e := p.Entry; (e.PartOf != "" || e.Fraction != nil || len(e.FulfilledBy) > 0) && c.shares(p) {
			naming = append(naming, p)
		}
	}
	for changed := true; changed; {
		changed = false
		for _, p := range naming {
			if c.shares(p) && c.differs(p.Entry) {
				c.apart[p], changed = true, true
				c.keep(&own{raw: p.Raw, basis: p.Basis}, *p.Entry, false)
			}
		}
	}
	for _, o := range c.own {
		if !o.rejected {
			c.trim(&o.entry)
		}
	}
	followed := map[*own]pledgebook.Entry{}
	for _, o := range c.own {
		if !o.rejected {
			followed[o] = tracking.FollowAmong(o.entry, c.find, c.whole.Today, c.whole.Worth)
		}
	}
	for o, e := range followed {
		o.entry = e
	}
}

// differs reports whether what an entry says of others is otherwise for the viewer.
func (c *cutting) differs(e *pledgebook.Entry) bool {
	return e.PartOf != "" && c.lacks(e.PartOf) || e.Fraction != nil && c.lacksClaim(e.Fraction.Of) ||
		slices.ContainsFunc(e.FulfilledBy, func(id string) bool { return c.own[id] != nil || c.lacks(id) })
}

// trim leaves out of an entry what it says of others that the viewer does not see.
func (c *cutting) trim(e *pledgebook.Entry) {
	if c.lacks(e.PartOf) {
		e.PartOf = ""
	}
	if e.Fraction != nil && c.lacksClaim(e.Fraction.Of) {
		e.Fraction = nil
	}
	e.FulfilledBy = slices.DeleteFunc(slices.Clone(e.FulfilledBy), c.lacks)
}

// claims are those that the viewer may see; a reader's come to those of their entries
// later. Of a claim, what it says of others is left out where they are not among them.
func (c *cutting) claims() reporting.Claims {
	edit, unknown := c.whole.Claims.Edit(), c.lacksClaim
	if !c.reader {
		dropped := map[string]bool{}
		for id := range c.concealed() {
			if c.whole.Claims.Has(id) && c.hides(id) {
				dropped[id] = true
				edit.Drop(id)
			}
		}
		unknown = func(id string) bool { return dropped[id] || !c.whole.Claims.Has(id) }
	}
	for claim := range c.whole.Claims.Naming() {
		if unknown(claim.ID) {
			continue
		}
		if known := unnamed(claim, unknown); known != claim {
			edit.Put(known, c.whole.Claims.Told(claim.ID))
		}
	}
	return edit.Done()
}

// unnamed is a claim that names no claim that is unknown.
func unnamed(c *pledgebook.Claim, unknown func(id string) bool) *pledgebook.Claim {
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

// reports are those that are not hidden.
func (s *sight) reports() reporting.Reports {
	n := s.whole.Reports.Len()
	for id := range s.hidden {
		if s.hidden[id] && s.whole.Reports.Has(id) {
			n--
		}
	}
	return s.whole.Reports.Only(func(id string) bool { return !s.hidden[id] }, func() int { return n })
}

// kin puts in what ties the reports that are seen.
func (s *sight) kin(l *reporting.Ledger) {
	origins := s.whole.Origins.Edit()
	for id := range s.whole.Origins.All() {
		if !l.Holds(id) {
			origins.Delete(id)
		}
	}
	l.Origins = origins.Done()
	for _, t := range s.whole.Ties {
		if l.Holds(t.Earlier) && l.Holds(t.Later) {
			l.Ties = append(l.Ties, t)
		}
	}
}

// proposals are those whose claims the viewer both knows of.
func (c *cutting) proposals() []matching.Proposal {
	if len(c.lost) == 0 {
		return c.whole.Proposals
	}
	entryOf := map[string]string{}
	for _, left := range c.lost {
		for _, r := range left {
			for _, id := range r.entry.Claims {
				entryOf[id] = r.entry.ID
			}
		}
	}
	var out []matching.Proposal
	for _, p := range c.whole.Proposals {
		hidden := false
		for i, id := range p.Claims {
			if _, lost := c.lost[p.Entries[i]]; lost {
				hidden = hidden || entryOf[id] == ""
				p.Entries[i] = entryOf[id]
			}
		}
		if !hidden {
			out = append(out, p)
		}
	}
	return out
}

// placed are the entries made anew, and the ids of those in whose stead they stand.
func (c *cutting) placed(l *reporting.Ledger) (made []*reporting.Placed, gone []string) {
	for p := range c.apart {
		gone = append(gone, p.Entry.ID)
	}
	for _, o := range c.own {
		made = append(made, l.Placed(&o.entry, o.raw, o.basis, o.rejected))
	}
	return made, gone
}
