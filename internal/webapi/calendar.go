package webapi

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"pledgebook"
	"pledgebook/internal/reporting"
)

// Date is one day of the calendar.
type Date struct {
	Day      pledgebook.Day `json:"day"`
	Meetings []Gathering    `json:"meetings" doc:"the meetings on it, each in the words of all reports"`
	Due      []Standing     `json:"due" doc:"the promises that fall due on it"`
	More     int            `json:"more" doc:"how many promises are left out; /api/entries has them"`
}

type calendarInput struct {
	Filters
	Most int `query:"most" minimum:"1" maximum:"500" default:"50" doc:"The most promises of one day."`
}

// longestCalendar is the most days of one answer.
const longestCalendar = 5 * 366

func addCalendar(api huma.API) {
	op := list("totals", "getCalendar", "/calendar", "Meetings, and the days by which aid was promised")
	op.Description = "From `from` (today if not given) to `to` (half a year later), both included; at most five years. Filters other than these two leave promises alone, because a meeting belongs to no giver, receiver, kind or status."
	huma.Register(api, op, getCalendar)
}

func getCalendar(ctx context.Context, in *calendarInput) (*body[items[Date]], error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	from, until := v.Today, day(in.To)+1
	if in.From != "" {
		from = day(in.From)
	}
	if in.To == "" {
		until = from.AddMonths(6) + 1
	}
	if until <= from || until-from > longestCalendar {
		return nil, fault(ctx, invalid("to: the calendar goes from %s to a day after it, at most five years later", from))
	}
	asked := in.Filters
	asked.From, asked.To = "", "" // a deadline lies between them, whatever time the aid is about
	f, err := asked.filter(ctx)
	if err != nil {
		return nil, fault(ctx, err)
	}
	var meetings []reporting.Gathering
	if asked.empty() {
		if meetings, err = v.Gatherings(ctx); err != nil {
			return nil, fault(ctx, err)
		}
	}
	out := items[Date]{Items: []Date{}}
	for _, d := range v.Filtered("api "+asked.key(), f).Agenda(meetings, from, until, in.Most).Days {
		date := Date{Day: d.Day, Meetings: []Gathering{}, Due: standings(d.Deadlines), More: d.More}
		for _, g := range d.Meetings {
			date.Meetings = append(date.Meetings, gathering(v, g))
		}
		out.Items = append(out.Items, date)
	}
	return &body[items[Date]]{out}, nil
}
