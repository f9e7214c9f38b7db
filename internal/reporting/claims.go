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
	in Shared[[]string]
}

// toldClaim is a claim with the report it was read from, which its other claims
// share.
type toldClaim struct {
	claim *pledgebook.Claim
	cited *pledgebook.Citation
}

// Get returns a claim by its id.
func (c Claims) Get(id string) (pledgebook.Held[pledgebook.Claim], bool) {
	t, ok := c.byID.Get(id)
	if !ok {
		return pledgebook.Held[pledgebook.Claim]{}, false
	}
	return pledgebook.Held[pledgebook.Claim]{Thing: *t.claim, Citation: *t.cited}, true
}

// Has reports whether there is a claim.
func (c Claims) Has(id string) bool { return c.byID.Has(id) }

var untold pledgebook.Citation

// Told is where a claim was told, not to be changed; empty for none.
func (c Claims) Told(id string) *pledgebook.Citation {
	if t, ok := c.byID.Get(id); ok {
		return t.cited
	}
	return &untold
}

// Of is a claim as it was told, not to be changed; nil for none.
func (c Claims) Of(id string) *pledgebook.Claim { return c.byID.Of(id).claim }

// In are the ids of the claims of a report, not to be changed.
func (c Claims) In(report string) []string { return c.in.Of(report) }

// Reports yields the reports that have claims, with the claims' ids.
func (c Claims) Reports() iter.Seq2[string, []string] { return c.in.All() }

// Len is the number of claims.
func (c Claims) Len() int { return c.byID.Len() }

// IDs yields the ids of all claims, in no order.
func (c Claims) IDs() iter.Seq[string] {
	return func(yield func(string) bool) {
		for id := range c.byID.All() {
			if !yield(id) {
				return
			}
		}
	}
}

// All yields all claims, in no order.
func (c Claims) All() iter.Seq2[string, pledgebook.Held[pledgebook.Claim]] {
	return func(yield func(string, pledgebook.Held[pledgebook.Claim]) bool) {
		for id, t := range c.byID.All() {
			if !yield(id, pledgebook.Held[pledgebook.Claim]{Thing: *t.claim, Citation: *t.cited}) {
				return
			}
		}
	}
}

// Edit begins a changed copy.
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
