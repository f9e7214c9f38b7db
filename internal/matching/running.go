package matching

import (
	"cmp"
	"maps"
	"slices"

	"pledgebook"
)

// Running is the result of matching kept up to date: claims come and go, and
// only the entries near them are made anew. What it holds after any number of
// steps is what [Match] makes of the same claims and decisions. It is not safe
// for use by several goroutines at once.
type Running struct {
	x        *Index
	rates    Rates
	claim    func(id string) ReportedClaim
	verdicts verdicts
	naming   map[string][]int    // id of a claim or an entry → the acts that name it
	founder  map[string]string   // id of an entry that an act names → the claim that founds it
	told     map[string][]string // report → its claims
	spokenOf map[string][]string // claim → the claims that say something of it
	entryOf  map[string]string   // claim → entry
	entries  map[string]*pledgebook.Entry
	basis    map[string]Basis
	wholes   map[string]string // entry → what it is a part of, circles and all
	proposed map[string][]Proposal
}

// Change is what a step made of the entries.
type Change struct {
	// Made are the entries that are new or changed, sorted by first telling. They
	// must not be changed.
	Made []*pledgebook.Entry
	// Gone are the ids of entries that are no more.
	Gone []string
	// Dropped are the proposals of entries that were made anew, Proposed those that
	// stand in their place.
	Dropped, Proposed []Proposal
}

// NewRunning makes one without claims. It keeps no claims but what they are
// compared by: claim gives each of them again, by its id, as long as it counts.
func NewRunning(decisions []pledgebook.Decision, rates Rates, claim func(id string) ReportedClaim) *Running {
	r := &Running{x: NewIndex(rates), rates: rates, claim: claim, founder: map[string]string{}, told: map[string][]string{}, spokenOf: map[string][]string{},
		entryOf: map[string]string{}, entries: map[string]*pledgebook.Entry{}, basis: map[string]Basis{}, wholes: map[string]string{}, proposed: map[string][]Proposal{}}
	r.hear(decisions)
	return r
}

// hear notes the decisions that bear on matching.
func (r *Running) hear(decisions []pledgebook.Decision) {
	r.verdicts, r.naming = standing(decisions), map[string][]int{}
	for i, d := range r.verdicts.acts {
		for _, id := range d.On {
			r.naming[id] = append(r.naming[id], i)
		}
	}
}

// Len is the number of claims that count.
func (r *Running) Len() int { return r.x.Len() }

// Has reports whether a claim counts.
func (r *Running) Has(id string) bool {
	_, ok := r.x.byID[id]
	return ok
}

// EntryOf is the id of the entry that a claim stands in, "" for none.
func (r *Running) EntryOf(claim string) string { return r.entryOf[claim] }

// Add takes claims in; one that it has already is left alone, and so is one that
// a decision rules out.
func (r *Running) Add(ids ...string) Change {
	var fresh []int32
	for _, id := range ids {
		c := r.claim(id)
		if r.Has(id) || r.verdicts.unheard[id] || r.verdicts.unheard[c.Report.ID] {
			continue
		}
		r.told[c.Report.ID] = append(r.told[c.Report.ID], id)
		for _, of := range spokenOf(c.Claim) {
			r.spokenOf[of] = append(r.spokenOf[of], id)
		}
		if len(r.naming) > 0 {
			if founded := EntryID(id); r.naming[founded] != nil {
				r.founder[founded] = id
			}
		}
		fresh = append(fresh, r.x.insert(c))
	}
	return r.remake(fresh, nil)
}

// left is a claim that counted until now.
type left struct{ claim, report string }

// Remove takes claims out.
func (r *Running) Remove(ids ...string) Change {
	var touched []int32
	var gone []left
	for _, id := range ids {
		if !r.Has(id) {
			continue
		}
		c := r.claim(id)
		gone = append(gone, left{id, c.Report.ID})
		touched = append(touched, r.x.byID[id])
		touched = append(touched, r.beside(id)...)
		r.x.claims[r.x.byID[id]].gone = true
		delete(r.x.byID, id)
		drop(r.told, c.Report.ID, id)
		for _, of := range spokenOf(c.Claim) {
			drop(r.spokenOf, of, id)
		}
	}
	return r.remake(touched, gone)
}

// drop takes an id out of a list.
func drop(lists map[string][]string, of, id string) {
	if rest := slices.DeleteFunc(lists[of], func(t string) bool { return t == id }); len(rest) > 0 {
		lists[of] = rest
	} else {
		delete(lists, of)
	}
}

// Refresh makes the entries of claims anew of whose reports something else is
// known than before; a claim that is now compared by something else, such as the
// text its report is a copy of, is compared anew.
func (r *Running) Refresh(ids ...string) Change {
	var touched []int32
	for _, id := range ids {
		at, ok := r.x.byID[id]
		if !ok {
			continue
		}
		touched = append(touched, at)
		c := r.claim(id)
		if i := &r.x.claims[at]; r.x.in.features(c) == i.features && r.x.in.text(c) == i.text {
			continue
		}
		touched = append(touched, r.beside(id)...)
		r.x.claims[at].gone = true
		touched = append(touched, r.x.insert(c))
	}
	return r.remake(touched, nil)
}

// beside are the claims whose entries are made anew where a claim moves: those
// of its entry, and those that a decision names with it.
func (r *Running) beside(id string) (touched []int32) {
	for _, other := range r.entries[r.entryOf[id]].Claims {
		if at, ok := r.x.byID[other]; ok {
			touched = append(touched, at)
		}
	}
	return append(touched, r.namedWith(id)...)
}

// Decide puts other decisions in the place of those until now. Claims that they
// rule out are still to be removed, and those that they no longer do, to be
// added. founder finds the claim that founds an entry's id.
func (r *Running) Decide(decisions []pledgebook.Decision, founder func(entry string) (string, bool)) Change {
	before := r.verdicts.acts
	r.hear(decisions)
	var touched []int32
	for _, d := range differing(before, r.verdicts.acts) {
		for _, id := range d.On {
			if claim, ok := founder(id); ok {
				r.founder[id] = claim
			}
			if at, ok := r.x.byID[cmp.Or(r.founder[id], id)]; ok {
				touched = append(touched, at)
			}
		}
	}
	return r.remake(touched, nil)
}

// differing are the acts that stand in one list and not, or otherwise, in the other.
func differing(a, b []pledgebook.Decision) (out []pledgebook.Decision) {
	at := make(map[string]pledgebook.Decision, len(a))
	for _, d := range a {
		at[d.ID] = d
	}
	for _, d := range b {
		was, ok := at[d.ID]
		if delete(at, d.ID); !ok {
			out = append(out, d)
		} else if !slices.Equal(was.On, d.On) {
			out = append(out, was, d)
		}
	}
	for _, d := range at {
		out = append(out, d)
	}
	return out
}

// spokenOf are the claims that a claim says something of.
func spokenOf(c pledgebook.Claim) []string {
	if c.PartOf == "" {
		return c.FulfilledBy
	}
	return append([]string{c.PartOf}, c.FulfilledBy...)
}

// remake groups anew what is near the touched claims; out are claims that counted
// until now.
func (r *Running) remake(touched []int32, out []left) Change {
	near := map[string]bool{} // claims whose entries are made anew
	made := map[string]bool{} // their entries now
	gone := map[string]bool{}
	for _, c := range out {
		near[c.claim] = true
		gone[r.entryOf[c.claim]] = true
		delete(r.entryOf, c.claim)
	}
	var all []Group
	for _, tied := range r.tied(touched) {
		var groups []Group
		for _, root := range tied.roots {
			groups = append(groups, r.x.component(root)...)
		}
		all = append(all, verdicts{acts: tied.acts}.regroup(groups)...)
	}
	for _, g := range all {
		for _, id := range g.Claims {
			near[id] = true
			if was := r.entryOf[id]; was != "" {
				gone[was] = true
			}
		}
	}
	c := Change{}
	r.assemble(all, gone, made, &c)
	relinked := r.relink(near, out, made)
	for id := range gone {
		c.Gone = append(c.Gone, id)
	}
	slices.Sort(c.Gone)
	for id := range relinked {
		c.Made = append(c.Made, r.entries[id])
	}
	r.inOrder(c.Made)
	return c
}

// assemble makes the entries of groups in place of those that were.
func (r *Running) assemble(groups []Group, gone, made map[string]bool, c *Change) {
	for id := range gone {
		c.Dropped = append(c.Dropped, r.proposed[id]...)
		r.forget(id)
	}
	for _, g := range groups {
		e := g.entry(r.claim)
		r.entries[e.ID] = &e
		r.basis[e.ID] = r.basisOf(e)
		made[e.ID] = true
		delete(gone, e.ID)
		for _, c := range e.Claims {
			r.entryOf[c] = e.ID
		}
	}
	for _, g := range groups {
		for _, m := range g.Maybe {
			holder := r.entryOf[m.Claim]
			p := Proposal{Entries: [2]string{r.entryOf[m.With], holder}, Claims: [2]string{m.With, m.Claim}, Why: m.Why}
			r.proposed[holder], c.Proposed = append(r.proposed[holder], p), append(c.Proposed, p)
		}
	}
}

func (r *Running) forget(entry string) {
	delete(r.entries, entry)
	delete(r.basis, entry)
	delete(r.proposed, entry)
	delete(r.wholes, entry)
}

func (r *Running) basisOf(e pledgebook.Entry) Basis {
	at := make(map[string]*ReportedClaim, len(e.Claims))
	for _, id := range e.Claims {
		c := r.claim(id)
		at[id] = &c
	}
	return basisOf(e, at)
}

// tiedComponents are components that acts of reviewers tie, with those acts.
type tiedComponents struct {
	roots []int32
	acts  []pledgebook.Decision
}

// tied finds the components of claims, each with all that reviewers' acts tie to
// it.
func (r *Running) tied(touched []int32) (out []tiedComponents) {
	seen := map[int32]bool{}
	for _, i := range touched {
		root := r.x.find(i)
		if seen[root] {
			continue
		}
		seen[root] = true
		t := tiedComponents{roots: []int32{root}}
		acts := map[int]bool{}
		for k := 0; k < len(t.roots) && len(r.naming) > 0; k++ {
			for _, id := range r.x.members(t.roots[k]) {
				for _, act := range append(slices.Clone(r.naming[id]), r.naming[EntryID(id)]...) {
					acts[act] = true
				}
				for _, other := range r.namedWith(id) {
					if at := r.x.find(other); !seen[at] {
						seen[at] = true
						t.roots = append(t.roots, at)
					}
				}
			}
		}
		for _, act := range slices.Sorted(maps.Keys(acts)) {
			t.acts = append(t.acts, r.verdicts.acts[act])
		}
		out = append(out, t)
	}
	return out
}

// namedWith are the claims that reviewers' acts name together with a claim.
func (r *Running) namedWith(id string) (out []int32) {
	if len(r.naming) == 0 {
		return nil
	}
	for _, act := range append(slices.Clone(r.naming[id]), r.naming[EntryID(id)]...) {
		for _, other := range r.verdicts.acts[act].On {
			if at, ok := r.x.byID[cmp.Or(r.founder[other], other)]; ok {
				out = append(out, at)
			}
		}
	}
	return out
}

// relink says anew what entries say of one another: those made anew, those that
// reports tell beside them, and those whose claims speak of theirs. It returns
// the entries that are made or changed.
func (r *Running) relink(near map[string]bool, out []left, made map[string]bool) map[string]bool {
	again := maps.Clone(made)
	hold := func(claim string) {
		if id := r.entryOf[claim]; id != "" {
			again[id] = true
		}
	}
	for id := range near {
		if r.Has(id) {
			for _, beside := range r.told[r.claim(id).Report.ID] {
				hold(beside)
			}
		}
		for _, by := range r.spokenOf[id] {
			hold(by)
		}
	}
	for _, c := range out {
		for _, beside := range r.told[c.report] {
			hold(beside)
		}
	}
	changed := maps.Clone(made)
	if len(again) == 0 {
		return changed
	}
	entries, claims := r.around(again)
	linkWords(entries, claims)
	before := map[string]string{} // what they were a part of
	for _, e := range entries {
		if !again[e.ID] {
			continue
		}
		was := r.entries[e.ID]
		before[e.ID] = was.PartOf
		if !slices.Equal(was.FulfilledBy, e.FulfilledBy) {
			changed[e.ID] = true
		}
		if e.PartOf == "" {
			delete(r.wholes, e.ID)
		} else {
			r.wholes[e.ID] = e.PartOf
		}
		r.entries[e.ID] = &e
	}
	r.cut(before, changed)
	return changed
}

// around are the entries given and all that a report tells beside them or that
// they speak of, unlinked, with all their claims in order of telling.
func (r *Running) around(again map[string]bool) (entries []pledgebook.Entry, claims []saying) {
	taken := map[string]bool{}
	take := func(id string) {
		if id == "" || taken[id] {
			return
		}
		taken[id] = true
		e := *r.entries[id]
		e.PartOf, e.FulfilledBy = "", nil
		entries = append(entries, e)
		for _, c := range e.Claims {
			claims = append(claims, sayingOf(r.claim(c)))
		}
	}
	for id := range again {
		take(id)
		for _, c := range r.entries[id].Claims {
			told := r.claim(c)
			for _, beside := range r.told[told.Report.ID] {
				take(r.entryOf[beside])
			}
			for _, of := range spokenOf(told.Claim) {
				take(r.entryOf[of])
			}
		}
	}
	slices.SortFunc(claims, bySaying)
	return entries, claims
}

// cut drops the parts-of that lead back to their own entry, of the entries linked
// anew and of all they lead to, and notes which are a part of something else than
// before.
func (r *Running) cut(before map[string]string, changed map[string]bool) {
	lead := map[string]bool{}
	for id := range before {
		lead[id] = true
		for at, steps := r.wholes[id], 0; at != "" && !lead[at] && steps < len(r.wholes); at, steps = r.wholes[at], steps+1 {
			lead[at] = true
		}
	}
	for id := range lead {
		held, ok := r.entries[id]
		if !ok {
			continue
		}
		e := *held
		whole := r.wholes[id]
		if whole != "" && closesCircle(id, func(of string) string { return r.wholes[of] }) {
			whole = ""
		}
		was, linked := before[id]
		if !linked {
			was = e.PartOf
		}
		if was != whole {
			changed[id] = true
		}
		if e.PartOf != whole {
			e.PartOf = whole
			r.entries[id] = &e
		}
	}
}

func (r *Running) inOrder(entries []*pledgebook.Entry) {
	told := make(map[string]pledgebook.Stamp, len(entries))
	for _, e := range entries {
		told[e.ID] = r.claim(e.Claims[0]).Report.Published
	}
	slices.SortFunc(entries, func(a, b *pledgebook.Entry) int {
		return cmp.Or(cmp.Compare(told[a.ID], told[b.ID]), cmp.Compare(a.Claims[0], b.Claims[0]))
	})
}

// Entry is an entry by its id, not to be changed; nil for none.
func (r *Running) Entry(id string) *pledgebook.Entry { return r.entries[id] }

// BasisOf is what the sum of an entry rests on.
func (r *Running) BasisOf(entry string) Basis { return r.basis[entry] }

// Result is all that the claims come to.
func (r *Running) Result() Result {
	out := Result{Basis: maps.Clone(r.basis), rates: r.rates}
	all := slices.Collect(maps.Values(r.entries))
	r.inOrder(all)
	for _, e := range all {
		out.Entries = append(out.Entries, *e)
	}
	for _, ps := range r.proposed {
		out.Proposals = append(out.Proposals, ps...)
	}
	SortProposals(out.Proposals)
	return out
}
