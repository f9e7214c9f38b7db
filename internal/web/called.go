package web

import (
	"context"
	"iter"
	"slices"
	"strings"
	"sync"

	"pledgebook"
	"pledgebook/internal/naming"
)

// calls is the key, in a request's context, of the view in which reports name the
// parties that no table has.
type calls struct{}

// calling is a context in which parties that no table has go by the names that the
// reports in sight give them.
func (d *Desk) calling(ctx context.Context) context.Context {
	view := func() *View {
		v, err := d.View(ctx)
		if err != nil {
			return nil
		}
		return v
	}
	ctx = context.WithValue(ctx, calls{}, view)
	return Speaking(ctx, In(ctx))
}

// callsParties is how the language of a request names parties that no table has; nil
// outside of requests.
func callsParties(ctx context.Context) func(pledgebook.PartyID) string {
	view, ok := ctx.Value(calls{}).(func() *View)
	if !ok {
		return nil
	}
	return func(id pledgebook.PartyID) string {
		if v := view(); v != nil {
			return v.Called(id)
		}
		return naming.Unspelled(id)
	}
}

// calledSo is a party that no table has, by the name that reports in sight give it.
func calledSo(ctx context.Context, name string) (pledgebook.PartyID, bool) {
	id := naming.Spelled(name)
	return id, !naming.Known(id) && inSight(ctx, id) && strings.EqualFold(Party(ctx, id), name)
}

// inSight reports whether an entry that whoever asks may see names a party.
func inSight(ctx context.Context, id pledgebook.PartyID) bool {
	view, ok := ctx.Value(calls{}).(func() *View)
	if !ok {
		return false
	}
	if v := view(); v != nil {
		for range v.naming(id) {
			return true
		}
	}
	return false
}

// Called is the name of a party: that of the tables, else the one that the first
// report in sight gives it, else its id as a name.
func (v *View) Called(id pledgebook.PartyID) string {
	if naming.Known(id) {
		return naming.Party(id)
	}
	name, _ := v.names.LoadOrStore(id, sync.OnceValue(func() string { return v.reported(id) }))
	return name.(func() string)() //nolint:forcetypeassert // nothing else is kept there
}

// reported looks for the name of a party in the claims of the entries that name it.
func (v *View) reported(id pledgebook.PartyID) string {
	for e := range v.naming(id) {
		for _, claim := range e.Claims {
			c := v.Claims.Of(claim)
			if c == nil {
				continue
			}
			if words := naming.Reported(id, slices.Values(c.Evidence)); words != "" {
				return words
			}
		}
	}
	return naming.Unspelled(id)
}

// naming yields the entries that name a party, in whatever role.
func (v *View) naming(id pledgebook.PartyID) iter.Seq[*pledgebook.Entry] {
	return func(yield func(*pledgebook.Entry) bool) {
		gives, _ := v.EntriesNaming([]pledgebook.PartyID{id}, nil, "", false)
		gets, _ := v.EntriesNaming(nil, []pledgebook.PartyID{id}, "", false)
		for _, some := range []iter.Seq[*pledgebook.Entry]{gives, gets, slices.Values(v.throughs()[id])} {
			for e := range some {
				if !yield(e) {
					return
				}
			}
		}
	}
}

// passedOn are the entries whose aid goes through each party that no table has.
func (v *View) passedOn() map[pledgebook.PartyID][]*pledgebook.Entry {
	all := map[pledgebook.PartyID][]*pledgebook.Entry{}
	for _, list := range [][]*pledgebook.Entry{v.Entries, v.Rejected} {
		for _, e := range list {
			for _, id := range e.Channels {
				if !naming.Known(id) {
					all[id] = append(all[id], e)
				}
			}
		}
	}
	return all
}
