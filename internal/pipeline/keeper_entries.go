package pipeline

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting"
	"pledgebook/internal/reviewing"
	"pledgebook/internal/tracking"
)

// seat is an entry on its way into the ledger.
type seat struct {
	raw, entry *pledgebook.Entry
	rejected   bool
}

// lay makes the ledger of a step: entries that the matching made anew, and those
// that decisions are about, are reviewed, and promises that they bear on followed.
func (k *Keeper) lay(s *step, l *reporting.Ledger) {
	l.Claims, l.Origins = k.claims.Done(), k.kin.origins.Done()
	l.Worth = worthBy(k.table, func() reporting.Claims { return l.Claims })
	touched := k.touched(s)
	seats := make(map[string]*seat, len(touched))
	for id := range touched {
		seats[id] = k.review(k.run.Entry(id))
	}
	k.pull(s, seats)
	made := make([]*reporting.Placed, 0, len(seats))
	for id, at := range seats {
		e := k.followUp(at, seats, l)
		made = append(made, l.Placed(e, at.raw, k.run.BasisOf(id), at.rejected))
	}
	l.Proposals = proposed(l.Proposals, s.change.dropped, s.change.proposed)
	if s.begin {
		l.Place(made)
	} else {
		gone := make([]string, 0, len(s.change.gone))
		for id := range s.change.gone {
			gone = append(gone, id)
		}
		l.Follow(k.ledger, made, gone)
	}
	l.Orphans = k.orphans(s, l)
	k.ledger = l
}

// touched are the entries that a step bears on itself.
func (k *Keeper) touched(s *step) map[string]bool {
	ids := map[string]bool{}
	for id := range s.change.made {
		ids[id] = true
	}
	if k.ledger == nil {
		return ids
	}
	for _, id := range s.ids {
		if e := k.run.EntryOf(id); e != "" {
			ids[e] = true
			continue
		}
		if p := k.ledger.PlacedAs(id); p != nil {
			for _, c := range p.Entry.Claims {
				if e := k.run.EntryOf(c); e != "" && (c == id || matching.EntryID(c) == id) {
					ids[e] = true
				}
			}
		}
	}
	return ids
}

// review applies the decisions about an entry to it.
func (k *Keeper) review(raw *pledgebook.Entry) *seat {
	decisions := k.decided.concerning(raw)
	if len(decisions) == 0 {
		return &seat{raw: raw, entry: raw}
	}
	r := reviewing.Apply([]pledgebook.Entry{*raw}, decisions, matching.EntryID)
	if len(r.Rejected) > 0 {
		return &seat{raw, &r.Rejected[0], true}
	}
	return &seat{raw, &r.Entries[0], false}
}

// pull adds the promises that what is gone or changed counts towards, and notes
// what counts towards the promises there are now.
func (k *Keeper) pull(s *step, seats map[string]*seat) {
	changed := make([]string, 0, len(seats)+len(s.change.gone))
	for id := range seats {
		changed = append(changed, id)
	}
	for id := range s.change.gone {
		changed = append(changed, id)
	}
	for _, id := range changed {
		if k.ledger != nil {
			if p := k.ledger.PlacedAs(id); p != nil && p.Entry.ID == id {
				for _, by := range p.Entry.FulfilledBy {
					k.towards[by] = slices.DeleteFunc(k.towards[by], func(promise string) bool { return promise == id })
				}
			}
		}
		if at := seats[id]; at != nil {
			for _, by := range at.entry.FulfilledBy {
				k.towards[by] = append(k.towards[by], id)
			}
		}
	}
	for _, id := range changed {
		for _, promise := range k.towards[id] {
			if seats[promise] == nil {
				p := k.ledger.PlacedAs(promise)
				seats[promise] = &seat{p.Raw, p.Entry, p.Rejected}
			}
		}
	}
}

// followUp says how much of a promise has come true.
func (k *Keeper) followUp(at *seat, seats map[string]*seat, l *reporting.Ledger) *pledgebook.Entry {
	if at.rejected {
		return at.entry
	}
	find := func(id string) (pledgebook.Entry, bool) {
		if other := seats[id]; other != nil {
			return *other.entry, !other.rejected
		}
		if k.ledger != nil && k.run.Entry(id) != nil {
			if p := k.ledger.PlacedAs(id); p != nil && p.Entry.ID == id {
				return *p.Entry, !p.Rejected
			}
		}
		return pledgebook.Entry{}, false
	}
	e := tracking.FollowAmong(*at.entry, find, l.Today, l.Worth)
	if e.Fulfilment == nil {
		return at.entry
	}
	return &e
}

// proposed are sorted proposals without some and with others.
func proposed(all, dropped, more []matching.Proposal) []matching.Proposal {
	if len(dropped) == 0 && len(more) == 0 {
		return all
	}
	count := map[matching.Proposal]int{}
	for _, p := range more {
		count[p]++
	}
	for _, p := range dropped {
		count[p]--
	}
	var out []matching.Proposal
	for _, p := range all {
		if count[p] < 0 {
			count[p]++
		} else {
			out = append(out, p)
		}
	}
	var come []matching.Proposal
	for p, n := range count {
		for ; n > 0; n-- {
			come = append(come, p)
		}
	}
	if len(come) > 0 {
		out = append(out, come...)
		matching.SortProposals(out)
	}
	return out
}

// turnTo follows all promises up to another day.
func (k *Keeper) turnTo(today pledgebook.Day) {
	l := reporting.After(k.ledger)
	l.Today = today
	l.Worth = worthBy(k.table, func() reporting.Claims { return l.Claims })
	all := k.ledger.AllPlaced()
	made := make([]*reporting.Placed, len(all))
	for i, p := range all {
		e := k.followUp(&seat{p.Raw, p.Entry, p.Rejected}, nil, l)
		made[i] = l.Placed(e, p.Raw, p.Basis, p.Rejected)
	}
	l.Place(made)
	k.ledger = l
}
