package main

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/naming"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/settings"
)

// partyFilters choose by who is involved.
type partyFilters struct {
	Provider []string       `help:"Who gives: a code (NOR), an acronym (nato) or a name (Norway). May be repeated." placeholder:"PARTY"`
	Receiver []string       `help:"Who gets." placeholder:"PARTY"`
	From     pledgebook.Day `help:"Leave out what ended before this day." placeholder:"DATE"`
	To       pledgebook.Day `help:"Leave out what began after this day." placeholder:"DATE"`
}

// filters choose entries.
type filters struct {
	partyFilters
	Kind     []pledgebook.AidKind `help:"${enum}." enum:"military,humanitarian,financial,development,unspecified" placeholder:"KIND"`
	Stage    []pledgebook.Stage   `help:"${enum}." enum:"need,pledge,commitment,allocation,disbursement,delivery,unclear" placeholder:"STAGE"`
	Status   []pledgebook.Status  `help:"${enum}." enum:"open,on-track,partly-fulfilled,fulfilled,overdue,withdrawn,unverifiable" placeholder:"STATUS"`
	Reviewed bool                 `help:"Only what a reviewer has accepted."`
	Tracker  string               `help:"Only what a tracker in config.toml is about." placeholder:"ID"`
}

// parties turns what the user calls parties into ids.
func parties(flag string, words []string) ([]pledgebook.PartyID, error) {
	var ids []pledgebook.PartyID
	for _, w := range words {
		id, ok := naming.Lookup(w)
		if !ok {
			return nil, usef("--%s: no party is called %q; use a code (NOR), an acronym (nato) or a name (Norway)", flag, w)
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// period is the time between the two days, both included.
func (f partyFilters) period() (pledgebook.Interval, error) {
	iv := pledgebook.Interval{Start: f.From}
	if f.To.Known() {
		iv.End = f.To + 1
	}
	if f.From.Known() && f.To.Known() && f.To < f.From {
		return iv, usef("--from %s is after --to %s", f.From, f.To)
	}
	return iv, nil
}

// query is the filter as the book understands it.
func (f partyFilters) query() (q pledgebook.Query, err error) {
	if q.Providers, err = parties("provider", f.Provider); err != nil {
		return q, err
	}
	if q.Receivers, err = parties("receiver", f.Receiver); err != nil {
		return q, err
	}
	q.Period, err = f.period()
	return q, err
}

// filter is the filter on entries.
func (f filters) filter(set settings.Settings) (pipeline.Filter, error) {
	q, err := f.query()
	if err != nil {
		return pipeline.Filter{}, err
	}
	all := pipeline.Filter{Providers: q.Providers, Receivers: q.Receivers, Period: q.Period,
		Kinds: f.Kind, Stages: f.Stage, Statuses: f.Status, Reviewed: f.Reviewed}
	if f.Tracker == "" {
		return all, nil
	}
	t, err := set.Tracker(f.Tracker)
	if err != nil {
		return all, useError{err}
	}
	return narrowed(all, t), nil
}

// narrowed fills what the user left open from a tracker.
func narrowed(f pipeline.Filter, t pledgebook.Tracker) pipeline.Filter {
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
