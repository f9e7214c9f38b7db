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

// calls is the key, in a request's context, of what reports call parties that no
// table has.
type calls struct{}

// calling is a context in which parties that no table has go by the names that the
// reports in sight give them.
func (d *Desk) calling(ctx context.Context) context.Context {
	called := func(id pledgebook.PartyID) string {
		v, err := d.View(ctx)
		if err != nil {
			return string(id)
		}
		return v.Called(id)
	}
	ctx = context.WithValue(ctx, calls{}, called)
	return Speaking(ctx, In(ctx))
}

// calledSo is a party that no table has, by the name that reports in sight give it.
func calledSo(ctx context.Context, name string) (pledgebook.PartyID, bool) {
	id := naming.Spelled(name)
	shown := In(ctx).Party(id)
	return id, shown != string(id) && strings.EqualFold(shown, name)
}

// Called is the name of a party: that of the tables, else the one that the first
// report in sight gives it. A party that nothing in sight names goes by its id.
func (v *View) Called(id pledgebook.PartyID) string {
	if naming.Known(id) {
		return naming.Party(id)
	}
	name, _ := v.names.LoadOrStore(id, sync.OnceValue(func() string { return v.reported(id) }))
	return name.(func() string)() //nolint:forcetypeassert // nothing else is kept there
}

// reported looks for the name of a party in the claims of the entries that name it.
func (v *View) reported(id pledgebook.PartyID) string {
	named := false
	for e := range v.naming(id) {
		named = true
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
	if !named {
		return string(id)
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
