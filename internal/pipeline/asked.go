package pipeline

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/naming"
)

// Asked is a filter as people write it, at the command line and in addresses:
// parties by code, acronym or name, days inclusive.
type Asked struct {
	Provider, Receiver []string
	From, To           pledgebook.Day
	Kind               []pledgebook.AidKind
	Stage              []pledgebook.Stage
	Status             []pledgebook.Status
	Reviewed           bool
	// Tracker fills what is left open; nil for none.
	Tracker *pledgebook.Tracker
}

// Filter is what was asked for. [pledgebook.Invalid]: a party that nobody is
// called, or a time that ends before it begins.
func (a Asked) Filter() (Filter, error) {
	f := Filter{Kinds: a.Kind, Stages: a.Stage, Statuses: a.Status, Reviewed: a.Reviewed}
	var err error
	if f.Providers, err = Parties("provider", a.Provider); err != nil {
		return f, err
	}
	if f.Receivers, err = Parties("receiver", a.Receiver); err != nil {
		return f, err
	}
	if f.Period, err = Between(a.From, a.To); err != nil {
		return f, err
	}
	if a.Tracker != nil {
		f = f.Narrowed(*a.Tracker)
	}
	return f, nil
}

// Parties turns what the user calls parties into ids; name is that of the
// filter, for the error. [pledgebook.Invalid]: nobody is called so.
func Parties(name string, words []string) ([]pledgebook.PartyID, error) {
	var ids []pledgebook.PartyID
	for _, w := range words {
		id, ok := naming.Lookup(w)
		if !ok {
			return nil, pledgebook.Errorf(pledgebook.Invalid, "%s: no party is called %.60q; use a code (NOR), an acronym (nato) or a name (Norway)", name, w)
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// Between is the time between two days, both included; an unknown day leaves
// that end open. [pledgebook.Invalid]: the first is after the last.
func Between(from, to pledgebook.Day) (pledgebook.Interval, error) {
	iv := pledgebook.Interval{Start: from}
	if to.Known() {
		iv.End = to + 1
	}
	if from.Known() && to.Known() && to < from {
		return iv, pledgebook.Errorf(pledgebook.Invalid, "from %s is after to %s", from, to)
	}
	return iv, nil
}

// Narrowed is the filter with what it leaves open filled from a tracker.
func (f Filter) Narrowed(t pledgebook.Tracker) Filter {
	or := func(a, b []pledgebook.PartyID) []pledgebook.PartyID {
		if len(a) > 0 {
			return a
		}
		return slices.Clone(b)
	}
	f.Providers, f.Receivers = or(f.Providers, t.Providers), or(f.Receivers, t.Receivers)
	if len(f.Kinds) == 0 {
		f.Kinds = t.Kinds
	}
	if f.Period.IsZero() {
		f.Period.Start = t.From
		if t.To.Known() {
			f.Period.End = t.To + 1
		}
	}
	return f
}
