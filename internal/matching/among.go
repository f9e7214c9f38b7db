package matching

import (
	"pledgebook"
)

// Remains tells what is left of entries where some of their claims are not known. An
// entry's claims are grouped among themselves: what was apart with all claims known
// stays apart.
type Remains struct {
	rates    Rates
	verdicts verdicts
}

// RemainsAfter makes one for what reviewers decided.
func RemainsAfter(decisions []pledgebook.Decision, rates Rates) *Remains {
	return &Remains{rates, standing(decisions)}
}

// Of are the entries that the known claims of an entry come to, and what the sum of
// each rests on. What they say of others is left out.
func (r *Remains) Of(known []ReportedClaim) (left []pledgebook.Entry, bases []Basis) {
	at := make(map[string]*ReportedClaim, len(known))
	for i := range known {
		at[known[i].Claim.ID] = &known[i]
	}
	x := NewIndex(r.rates)
	x.Add(known...)
	for _, g := range r.verdicts.regroup(x.Groups()) {
		e := g.entry(func(id string) ReportedClaim { return *at[id] })
		left, bases = append(left, e), append(bases, basisOf(e, at))
	}
	return left, bases
}

// Link says in entries what they say of one another by the words of claims; circles
// of parts are left in.
func Link(entries []pledgebook.Entry, claims []ReportedClaim) {
	linkWords(entries, sayingsOf(sorted(claims)))
}

// CircleEnds reports whether an entry comes to be a part of itself, and is the one of
// its circle that stands free.
func CircleEnds(id string, whole func(id string) string) bool { return closesCircle(id, whole) }
