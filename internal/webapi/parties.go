package webapi

import (
	"cmp"
	"context"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"pledgebook"
	"pledgebook/internal/naming"
	"pledgebook/internal/web"
)

// Party is somebody who gives, gets, or passes on.
type Party struct {
	ID       pledgebook.PartyID `json:"id" doc:"ISO 3166-1 alpha-3 for states, else an acronym or a name in kebab case"`
	Name     string             `json:"name"`
	Gives    int                `json:"gives" doc:"entries in which it gives"`
	Receives int                `json:"receives" doc:"entries in which it gets"`
	Passes   int                `json:"passes" doc:"entries that go through it"`
}

type partiesInput struct {
	Offset
	Role string `query:"role" enum:"provider,receiver,channel" doc:"Only who gives, gets or passes on."`
}

func addParties(api huma.API) {
	huma.Register(api, list("book", "listParties", "/parties", "Who gives, gets and passes on"), listParties)
	huma.Register(api, get("book", "getParty", "/parties/{id}", "One party, by code, acronym or name"), getParty)
}

func listParties(ctx context.Context, in *partiesInput) (*body[Part[Party]], error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	all := []Party{}
	for _, p := range known(v) {
		if in.Role == "" || in.Role == "provider" && p.Gives > 0 || in.Role == "receiver" && p.Receives > 0 || in.Role == "channel" && p.Passes > 0 {
			all = append(all, p)
		}
	}
	return &body[Part[Party]]{part(all, in.Offset)}, nil
}

// known are the parties with their roles, those of the most entries first.
func known(v *web.View) []Party {
	return web.Kept(v, "api parties", func() []Party { return counted(v) })
}

// counted counts the roles of every party.
func counted(v *web.View) []Party {
	at := map[pledgebook.PartyID]*Party{}
	add := func(ids []pledgebook.PartyID, role func(*Party) *int) {
		for _, id := range ids {
			if at[id] == nil {
				at[id] = &Party{ID: id, Name: v.Called(id)}
			}
			*role(at[id])++
		}
	}
	for _, e := range v.Entries {
		add(e.Providers, func(p *Party) *int { return &p.Gives })
		add(e.Receivers, func(p *Party) *int { return &p.Receives })
		add(e.Channels, func(p *Party) *int { return &p.Passes })
	}
	all := []Party{}
	for _, p := range at {
		all = append(all, *p)
	}
	slices.SortFunc(all, func(a, b Party) int {
		return cmp.Or(cmp.Compare(b.Gives+b.Receives+b.Passes, a.Gives+a.Receives+a.Passes), cmp.Compare(a.ID, b.ID))
	})
	return all
}

func getParty(ctx context.Context, in *one) (*body[Party], error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	id, ok := naming.Lookup(in.ID)
	if !ok {
		id = pledgebook.PartyID(in.ID)
	}
	all := known(v)
	i := slices.IndexFunc(all, func(p Party) bool { return p.ID == id })
	if i < 0 {
		return nil, fault(ctx, notFound("party", in.ID))
	}
	return &body[Party]{all[i]}, nil
}
