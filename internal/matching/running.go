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
	verdicts verdicts
	naming   map[string][]int          // id of a claim or an entry → the acts that name it
	founder  map[string]string         // id of an entry that an act names → the claim that founds it
	claims   map[string]*ReportedClaim // that count
	told     map[string][]string       // report → its claims
	spokenOf map[string][]string       // claim → the claims that say something of it
	entryOf  map[string]string         // claim → entry
	entries  map[string]pledgebook.Entry
	basis    map[string]Basis
	wholes   map[string]string // entry → what it is a part of, circles and all
	proposed map[string][]Proposal
}

// Change is what a step made of the entries.
type Change struct {
	// Made are the entries that are new or changed, sorted by first telling.
	Made []pledgebook.Entry
	// Gone are the ids of entries that are no more.
	Gone []string
}

// NewRunning makes one without claims. Other decisions need another one.
func NewRunning(decisions []pledgebook.Decision, rates Rates) *Running {
	r := &Running{x: NewIndex(rates), rates: rates, verdicts: standing(decisions), naming: map[string][]int{}, founder: map[string]string{},
		claims: map[string]*ReportedClaim{}, told: map[string][]string{}, spokenOf: map[string][]string{}, entryOf: map[string]string{},
		entries: map[string]pledgebook.Entry{}, basis: map[string]Basis{}, wholes: map[string]string{}, proposed: map[string][]Proposal{}}
	for i, d := range r.verdicts.acts {
		for _, id := range d.On {
			r.naming[id] = append(r.naming[id], i)
		}
	}
	return r
}

// Len is the number of claims that count.
func (r *Running) Len() int { return len(r.claims) }

// Add takes claims in; one that it has already is left alone.
func (r *Running) Add(claims ...ReportedClaim) Change {
	var fresh []int32
	batch := r.verdicts.heard(sorted(claims))
	for i := range batch {
		c := &batch[i]
		id := c.Claim.ID
		if _, known := r.claims[id]; known {
			continue
		}
		r.claims[id] = c
		r.told[c.Report.ID] = append(r.told[c.Report.ID], id)
		for _, of := range spokenOf(c.Claim) {
			r.spokenOf[of] = append(r.spokenOf[of], id)
		}
		if len(r.naming) > 0 {
			if founded := EntryID(id); r.naming[founded] != nil {
				r.founder[founded] = id
			}
		}
		fresh = append(fresh, r.x.insert(*c))
	}
	return r.remake(fresh, nil)
}

// Remove takes claims out.
func (r *Running) Remove(ids ...string) Change {
	var touched []int32
	var left []*ReportedClaim
	for _, id := range ids {
		c, ok := r.claims[id]
		if !ok {
			continue
		}
		left = append(left, c)
		touched = append(touched, r.x.byID[id])
		for _, other := range r.entries[r.entryOf[id]].Claims {
			if at, ok := r.x.byID[other]; ok {
				touched = append(touched, at)
			}
		}
		touched = append(touched, r.namedWith(id)...)
		r.x.claims[r.x.byID[id]].gone = true
		delete(r.x.byID, id)
		delete(r.claims, id)
		r.told[c.Report.ID] = slices.DeleteFunc(r.told[c.Report.ID], func(t string) bool { return t == id })
		for _, of := range spokenOf(c.Claim) {
			r.spokenOf[of] = slices.DeleteFunc(r.spokenOf[of], func(t string) bool { return t == id })
		}
	}
	return r.remake(touched, left)
}

// spokenOf are the claims that a claim says something of.
func spokenOf(c pledgebook.Claim) []string {
	if c.PartOf == "" {
		return c.FulfilledBy
	}
	return append([]string{c.PartOf}, c.FulfilledBy...)
}

// remake groups anew what is near the touched claims; left are claims that
// counted until now.
func (r *Running) remake(touched []int32, left []*ReportedClaim) Change {
	near := map[string]bool{} // claims whose entries are made anew
	made := map[string]bool{} // their entries now
	gone := map[string]bool{}
	for _, c := range left {
		near[c.Claim.ID] = true
		gone[r.entryOf[c.Claim.ID]] = true
		delete(r.entryOf, c.Claim.ID)
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
	r.assemble(all, gone, made)
	relinked := r.relink(near, left, made)
	c := Change{}
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
func (r *Running) assemble(groups []Group, gone, made map[string]bool) {
	for id := range gone {
		r.forget(id)
	}
	for _, g := range groups {
		e := g.entry(func(id string) ReportedClaim { return *r.claims[id] })
		r.entries[e.ID] = e
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
			r.proposed[holder] = append(r.proposed[holder], Proposal{
				Entries: [2]string{r.entryOf[m.With], holder}, Claims: [2]string{m.With, m.Claim}, Why: m.Why})
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
		at[id] = r.claims[id]
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
func (r *Running) relink(near map[string]bool, left []*ReportedClaim, made map[string]bool) map[string]bool {
	again := maps.Clone(made)
	hold := func(claim string) {
		if id := r.entryOf[claim]; id != "" {
			again[id] = true
		}
	}
	for id := range near {
		if c, ok := r.claims[id]; ok {
			for _, beside := range r.told[c.Report.ID] {
				hold(beside)
			}
		}
		for _, by := range r.spokenOf[id] {
			hold(by)
		}
	}
	for _, c := range left {
		for _, beside := range r.told[c.Report.ID] {
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
		r.entries[e.ID] = e
	}
	r.cut(before, changed)
	return changed
}

// around are the entries given and all that a report tells beside them or that
// they speak of, unlinked, with all their claims in order of telling.
func (r *Running) around(again map[string]bool) (entries []pledgebook.Entry, claims []ReportedClaim) {
	taken := map[string]bool{}
	take := func(id string) {
		if id == "" || taken[id] {
			return
		}
		taken[id] = true
		e := r.entries[id]
		e.PartOf, e.FulfilledBy = "", nil
		entries = append(entries, e)
		for _, c := range e.Claims {
			claims = append(claims, *r.claims[c])
		}
	}
	for id := range again {
		take(id)
		for _, c := range r.entries[id].Claims {
			for _, beside := range r.told[r.claims[c].Report.ID] {
				take(r.entryOf[beside])
			}
			for _, of := range spokenOf(r.claims[c].Claim) {
				take(r.entryOf[of])
			}
		}
	}
	r.inOrder(entries)
	slices.SortFunc(claims, byFirstTelling)
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
		e, ok := r.entries[id]
		if !ok {
			continue
		}
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
		e.PartOf = whole
		r.entries[id] = e
	}
}

func (r *Running) inOrder(entries []pledgebook.Entry) {
	slices.SortFunc(entries, func(a, b pledgebook.Entry) int {
		return byFirstTelling(*r.claims[a.Claims[0]], *r.claims[b.Claims[0]])
	})
}

// Result is all that the claims come to.
func (r *Running) Result() Result {
	out := Result{Basis: maps.Clone(r.basis), rates: r.rates, Entries: slices.Collect(maps.Values(r.entries))}
	r.inOrder(out.Entries)
	for _, ps := range r.proposed {
		out.Proposals = append(out.Proposals, ps...)
	}
	sortProposals(out.Proposals)
	return out
}
