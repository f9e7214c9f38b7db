package webapi

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"pledgebook"
	"pledgebook/internal/locating"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

// Located is a party in a role, with where it lies.
type Located struct {
	ID        pledgebook.PartyID `json:"id"`
	Name      string             `json:"name"`
	Entries   int                `json:"entries" doc:"that name it in this role"`
	Open      int                `json:"open" doc:"of its promises, those neither kept nor taken back"`
	Overdue   int                `json:"overdue" doc:"of its promises, those past their deadline"`
	Latest    pledgebook.Day     `json:"latest,omitzero" doc:"the last day on which a report told one of them"`
	Latitude  *float64           `json:"latitude,omitempty" minimum:"-90" maximum:"90" doc:"of its middle, to the nearest degree, north positive; absent for one that has no place"`
	Longitude *float64           `json:"longitude,omitempty" minimum:"-180" maximum:"180" doc:"of its middle, to the nearest degree, east positive"`
}

type mapInput struct {
	Offset
	Role string `query:"role" enum:"provider,receiver" default:"receiver" doc:"Whom the map shows."`
}

func addMap(api huma.API) {
	huma.Register(api, list("book", "getMap", "/map", "Who gives, or gets, with where they lie and how their promises stand"), getMap)
}

func getMap(ctx context.Context, in *mapInput) (*body[Part[Located]], error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	role := reporting.Receiver
	if in.Role == "provider" {
		role = reporting.Donor
	}
	return &body[Part[Located]]{as(part(v.Counted(role), in.Offset), func(c reporting.PartyCount) Located { return located(ctx, c) })}, nil
}

func located(ctx context.Context, c reporting.PartyCount) Located {
	l := Located{ID: c.Party, Name: web.Party(ctx, c.Party), Entries: c.Entries, Open: c.Open, Overdue: c.Overdue, Latest: c.Latest}
	if p, ok := locating.Of(c.Party); ok {
		l.Latitude, l.Longitude = &p.Latitude, &p.Longitude
	}
	return l
}
