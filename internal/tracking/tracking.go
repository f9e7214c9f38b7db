// Package tracking follows promises up: how much of each has come true, and
// where it stands against its deadline. It is a pure function of the entries
// and the day it is asked about.
package tracking

import (
	"pledgebook"
)

// FollowAll follows every promise among the entries, by the entries that count
// towards it, and returns the entries in the same order. An entry that is no
// promise comes back unchanged.
func FollowAll(entries []pledgebook.Entry, now pledgebook.Day) []pledgebook.Entry {
	byID := make(map[string]pledgebook.Entry, len(entries))
	for _, e := range entries {
		byID[e.ID] = e
	}
	out := make([]pledgebook.Entry, len(entries))
	for i, e := range entries {
		var towards []pledgebook.Entry
		for _, id := range e.FulfilledBy {
			if t, ok := byID[id]; ok && id != e.ID {
				towards = append(towards, t)
			}
		}
		out[i] = Follow(e, towards, now)
	}
	return out
}

// Follow says how much of a promise has come true by the entries that count
// towards it, and how it stands on the day now.
func Follow(e pledgebook.Entry, towards []pledgebook.Entry, now pledgebook.Day) pledgebook.Entry {
	if !promise(e) {
		return e
	}
	f := &pledgebook.Fulfilment{Of: e.Money}
	w := windowOf(e)
	f.Basis = w.basis
	for _, t := range towards {
		f.By = append(f.By, t.ID)
	}
	if e.Money != nil {
		f.Reported = reported(*e.Money, towards)
		f.Least, f.MostReported = certain(*e.Money, towards), most(*e.Money, towards)
	}
	if f.Reported != nil {
		f.Elapsed = w.elapsed(f.Reported.AsOf)
	}
	f.Status = status(e, f, towards, now)
	e.Fulfilment, e.Status = f, f.Status
	return e
}

// promise reports whether the entry is something to be followed up: a stage
// that looks ahead.
func promise(e pledgebook.Entry) bool {
	switch e.Stage {
	case pledgebook.StagePledge, pledgebook.StageCommitment, pledgebook.StageAllocation:
		return e.Polarity != pledgebook.Denied
	}
	return false
}

// reached reports whether an entry says for certain that aid arrived.
func reached(e pledgebook.Entry) bool {
	return (e.Stage == pledgebook.StageDelivery || e.Stage == pledgebook.StageDisbursement) && binds(e)
}

// binds reports whether an entry states a fact: what is planned, conditional
// or denied counts towards nothing.
func binds(e pledgebook.Entry) bool {
	return (e.Polarity == pledgebook.Asserted || e.Polarity == "") && e.Revision != pledgebook.Withdrawal
}

// counts reports whether an entry can count towards a sum promised in a
// currency: currencies are never added without a dated rate.
func counts(e pledgebook.Entry, currency string) bool {
	return e.Money != nil && e.Money.Currency == currency && binds(e)
}
