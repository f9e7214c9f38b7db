package main

import (
	"pledgebook"
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
	ids, err := pipeline.Parties("--"+flag, words)
	if err != nil {
		return nil, useError{err}
	}
	return ids, nil
}

// period is the time between the two days, both included.
func (f partyFilters) period() (pledgebook.Interval, error) {
	if f.From.Known() && f.To.Known() && f.To < f.From {
		return pledgebook.Interval{}, usef("--from %s is after --to %s", f.From, f.To)
	}
	return pipeline.Between(f.From, f.To)
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
	if _, err := f.query(); err != nil { // names the flag that is wrong
		return pipeline.Filter{}, err
	}
	asked := pipeline.Asked{Provider: f.Provider, Receiver: f.Receiver, From: f.From, To: f.To, Kind: f.Kind, Stage: f.Stage, Status: f.Status, Reviewed: f.Reviewed}
	if f.Tracker != "" {
		t, err := set.Tracker(f.Tracker)
		if err != nil {
			return pipeline.Filter{}, useError{err}
		}
		asked.Tracker = &t
	}
	return asked.Filter()
}
