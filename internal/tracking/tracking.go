// Package tracking follows promises up: how much of each has come true, and
// where it stands against its deadline. It is a pure function of the entries
// and the day it is asked about.
package tracking

import (
	"pledgebook"
)

// Worth gives an entry's sum in another currency, and the conversion in words;
// not ok where no rate is known.
type Worth func(e pledgebook.Entry, currency string) (m pledgebook.Money, how string, ok bool)

// FollowAll follows every promise among the entries, by the entries that count
// towards it, and returns the entries in the same order. An entry that is no
// promise comes back unchanged. Sums in another currency count for what they
// were worth; without worth, or a rate, they do not count.
func FollowAll(entries []pledgebook.Entry, now pledgebook.Day, worth Worth) []pledgebook.Entry {
	byID := make(map[string]pledgebook.Entry, len(entries))
	for _, e := range entries {
		byID[e.ID] = e
	}
	find := func(id string) (pledgebook.Entry, bool) { e, ok := byID[id]; return e, ok }
	out := make([]pledgebook.Entry, len(entries))
	for i, e := range entries {
		out[i] = FollowAmong(e, find, now, worth)
	}
	return out
}

// FollowAmong is [FollowAll] for one entry; find finds the others by their ids.
func FollowAmong(e pledgebook.Entry, find func(id string) (pledgebook.Entry, bool), now pledgebook.Day, worth Worth) pledgebook.Entry {
	var towards []pledgebook.Entry
	for _, id := range e.FulfilledBy {
		if t, ok := find(id); ok && id != e.ID {
			towards = append(towards, workedOut(t))
		}
	}
	converted, how := inCurrencyOf(e, towards, worth)
	if e = Follow(e, converted, now); e.Fulfilment != nil {
		e.Fulfilment.Conversions = how
	}
	return e
}

// workedOut lets a share of a promise ("half of this amount has been paid") count for
// the sum that it comes to.
func workedOut(e pledgebook.Entry) pledgebook.Entry {
	if e.Money == nil && e.Fraction != nil {
		e.Money = e.Fraction.Derived
	}
	return e
}

// inCurrencyOf puts the sums of what counts towards a promise into its currency.
func inCurrencyOf(promise pledgebook.Entry, towards []pledgebook.Entry, worth Worth) (out []pledgebook.Entry, how []string) {
	if promise.Money == nil || worth == nil {
		return towards, nil
	}
	to := promise.Money.Currency
	for _, t := range towards {
		if t.Money != nil && to != "" && t.Money.Currency != "" && t.Money.Currency != to {
			m, words, ok := worth(t, to)
			if ok {
				t.Money = &m
			}
			if words != "" {
				how = append(how, words)
			}
		}
		out = append(out, t)
	}
	return out, how
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
