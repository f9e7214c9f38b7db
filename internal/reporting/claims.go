package reporting

import (
	"iter"
	"slices"

	"pledgebook"
)

// Claims are the current claims of a ledger, by id and by report. They are shared
// by ledgers and changed by copying, like [Shared].
type Claims struct {
	byID Shared[toldClaim]
	// in are the ids of the claims of each report, in order of their ids.
	in   Shared[[]string]
	sees func(id string) bool // nil for all
	seen func() int
}

// Only are the claims that some test lets through; seen counts them.
func (c Claims) Only(sees func(id string) bool, seen func() int) Claims {
	c.sees, c.seen = sees, seen
	return c
}

func (c Claims) find(id string) (toldClaim, bool) {
	t, ok := c.byID.Get(id)
	if !ok || c.sees != nil && !c.sees(id) {
		return toldClaim{}, false
	}
	return t, true
}

// toldClaim is a claim with the report it was read from, which its other claims
// share.
type toldClaim struct {
	claim *pledgebook.Claim
	cited *pledgebook.Citation
}

// Get returns a claim by its id.
func (c Claims) Get(id string) (pledgebook.Held[pledgebook.Claim], bool) {
	t, ok := c.find(id)
	if !ok {
		return pledgebook.Held[pledgebook.Claim]{}, false
	}
	return pledgebook.Held[pledgebook.Claim]{Thing: *t.claim, Citation: *t.cited}, true
}

// Has reports whether there is a claim.
func (c Claims) Has(id string) bool {
	_, ok := c.find(id)
	return ok
}

var untold pledgebook.Citation

// Told is where a claim was told, not to be changed; empty for none.
func (c Claims) Told(id string) *pledgebook.Citation {
	if t, ok := c.find(id); ok {
		return t.cited
	}
	return &untold
}

// Of is a claim as it was told, not to be changed; nil for none.
func (c Claims) Of(id string) *pledgebook.Claim {
	t, _ := c.find(id)
	return t.claim
}

// In are the ids of the claims of a report, not to be changed.
func (c Claims) In(report string) []string {
	all := c.in.Of(report)
	if c.sees == nil {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(id string) bool { return !c.sees(id) })
}

// Reports yields the reports that have claims, with the claims' ids.
func (c Claims) Reports() iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		for report := range c.in.All() {
			if in := c.In(report); len(in) > 0 && !yield(report, in) {
				return
			}
		}
	}
}

// Len is the number of claims.
func (c Claims) Len() int {
	if c.sees != nil {
		return c.seen()
	}
	return c.byID.Len()
}

// IDs yields the ids of all claims, in no order.
func (c Claims) IDs() iter.Seq[string] {
	return func(yield func(string) bool) {
		for id := range c.byID.All() {
			if (c.sees == nil || c.sees(id)) && !yield(id) {
				return
			}
		}
	}
}

// All yields all claims, in no order.
func (c Claims) All() iter.Seq2[string, pledgebook.Held[pledgebook.Claim]] {
	return func(yield func(string, pledgebook.Held[pledgebook.Claim]) bool) {
		for id, t := range c.byID.All() {
			if (c.sees == nil || c.sees(id)) && !yield(id, pledgebook.Held[pledgebook.Claim]{Thing: *t.claim, Citation: *t.cited}) {
				return
			}
		}
	}
}

// Naming yields the claims that name others, not to be changed, in no order.
func (c Claims) Naming() iter.Seq[*pledgebook.Claim] {
	return func(yield func(*pledgebook.Claim) bool) {
		for id, t := range c.byID.All() {
			names := t.claim.PartOf != "" || t.claim.Fraction != nil || len(t.claim.FulfilledBy) > 0
			if names && (c.sees == nil || c.sees(id)) && !yield(t.claim) {
				return
			}
		}
	}
}

// Edit begins a changed copy of all claims, also of those that a test does not let
// through.
func (c Claims) Edit() *EditedClaims { return &EditedClaims{c.byID.Edit(), c.in.Edit()} }

// EditedClaims is a copy of [Claims] while it is being changed.
type EditedClaims struct {
	byID *Edited[toldClaim]
	in   *Edited[[]string]
}

// Put takes a claim in. The claim and its citation must not be changed any more.
func (e *EditedClaims) Put(c *pledgebook.Claim, cited *pledgebook.Citation) {
	e.Drop(c.ID)
	e.byID.Set(c.ID, toldClaim{c, cited})
	list, _ := e.in.Get(cited.Report)
	at, _ := slices.BinarySearch(list, c.ID)
	e.in.Set(cited.Report, slices.Insert(slices.Clone(list), at, c.ID))
}

// Drop takes a claim out.
func (e *EditedClaims) Drop(id string) {
	t, ok := e.byID.Get(id)
	if !ok {
		return
	}
	e.byID.Delete(id)
	list, _ := e.in.Get(t.cited.Report)
	if rest := slices.DeleteFunc(slices.Clone(list), func(other string) bool { return other == id }); len(rest) > 0 {
		e.in.Set(t.cited.Report, rest)
	} else {
		e.in.Delete(t.cited.Report)
	}
}

// Of is a claim as it is told now; nil for none.
func (e *EditedClaims) Of(id string) *pledgebook.Claim {
	t, _ := e.byID.Get(id)
	return t.claim
}

// Told is where a claim is told now; nil for none.
func (e *EditedClaims) Told(id string) *pledgebook.Citation {
	t, _ := e.byID.Get(id)
	return t.cited
}

// In are the ids of the claims of a report now.
func (e *EditedClaims) In(report string) []string {
	list, _ := e.in.Get(report)
	return list
}

// Done is the changed copy. The editing must not go on.
func (e *EditedClaims) Done() Claims { return Claims{byID: e.byID.Done(), in: e.in.Done()} }

// ClaimsOf are some claims.
func ClaimsOf(held iter.Seq[pledgebook.Held[pledgebook.Claim]]) Claims {
	e := Claims{}.Edit()
	for h := range held {
		e.Put(&h.Thing, &h.Citation)
	}
	return e.Done()
}
