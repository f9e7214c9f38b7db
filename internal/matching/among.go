package matching

import (
	"slices"

	"pledgebook"
)

// Among is the result as it is to somebody who knows of the given claims alone:
// entries without any of them are gone, an entry that loses some is matched and
// assembled anew from the rest, and what entries say of one another rests on
// these claims only. moved leads from the ids of claims that an entry lost, and
// from the ids they found, to the ids of what is left of it.
func (r Result) Among(claims []ReportedClaim, decisions []pledgebook.Decision) (out Result, moved map[string][]string) {
	f := rest{known: make(map[string]*ReportedClaim, len(claims)), rates: r.rates, verdicts: standing(decisions)}
	for i := range claims {
		f.known[claims[i].Claim.ID] = &claims[i]
	}
	moved = map[string][]string{}
	out.Entries = make([]pledgebook.Entry, 0, len(r.Entries))
	out.Basis = make(map[string]Basis, len(r.Entries))
	entryOf := make(map[string]string, len(claims))
	for _, whole := range r.Entries {
		left := f.of(whole)
		var ids []string
		for _, e := range left {
			ids = append(ids, e.ID)
			for _, c := range e.Claims {
				entryOf[c] = e.ID
			}
			out.Basis[e.ID] = basisOf(e, f.known)
		}
		for _, c := range whole.Claims {
			if f.known[c] == nil && len(ids) > 0 {
				moved[c], moved[EntryID(c)] = ids, ids
			}
		}
		out.Entries = append(out.Entries, left...)
	}
	for _, p := range r.Proposals {
		if f.known[p.Claims[0]] != nil && f.known[p.Claims[1]] != nil {
			p.Entries = [2]string{entryOf[p.Claims[0]], entryOf[p.Claims[1]]}
			out.Proposals = append(out.Proposals, p)
		}
	}
	slices.SortStableFunc(out.Entries, func(a, b pledgebook.Entry) int {
		return byFirstTelling(*f.known[a.Claims[0]], *f.known[b.Claims[0]])
	})
	link(out.Entries, claims)
	return out, moved
}

// rest makes of entries what is left of them among the known claims.
type rest struct {
	known    map[string]*ReportedClaim
	rates    Rates
	verdicts verdicts
}

// of is what is left of an entry: itself, or the entries that its known claims
// come to; none where none is known. What they say of others is left out.
func (f rest) of(e pledgebook.Entry) (out []pledgebook.Entry) {
	var told []ReportedClaim
	for _, c := range e.Claims {
		if f.known[c] != nil {
			told = append(told, *f.known[c])
		}
	}
	switch len(told) {
	case 0:
		return nil
	case len(e.Claims):
		e.PartOf, e.FulfilledBy = "", nil // said again by link
		return []pledgebook.Entry{e}
	}
	x := NewIndex(f.rates)
	x.Add(told...)
	for _, g := range f.verdicts.regroup(x.Groups()) {
		out = append(out, g.entry(func(id string) ReportedClaim { return *f.known[id] }))
	}
	return out
}
