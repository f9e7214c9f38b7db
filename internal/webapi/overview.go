package webapi

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"pledgebook"
	"pledgebook/internal/reporting"
)

// Overview is what the pages of the book, a tracker or a party say first.
type Overview struct {
	Entries   int                `json:"entries" doc:"how many there are"`
	Reports   int                `json:"reports" doc:"how many tell of them"`
	Reviewed  int                `json:"reviewed" doc:"entries that a reviewer has accepted"`
	Told      []pledgebook.Stage `json:"stages_told" doc:"the stages that entries with a sum tell, the one told most first"`
	New       Front              `json:"new" doc:"entries told last, the latest first"`
	Overdue   Front              `json:"overdue" doc:"promises past their deadline, those that fell due last first"`
	Due       Front              `json:"due" doc:"promises whose deadline is still to come, the nearest first"`
	Disagreed Front              `json:"disagreements" doc:"entries on which reports disagree, most told first"`
}

// Front is the beginning of a list of entries.
type Front struct {
	Items []Standing `json:"items" doc:"the first of them"`
	More  int        `json:"more" doc:"how many are left out"`
}

// Standing is an entry with what a line about it says.
type Standing struct {
	Entry  pledgebook.Entry `json:"entry"`
	Latest pledgebook.Day   `json:"latest,omitzero" doc:"the last day on which a report told it"`
	Differ []string         `json:"differ" doc:"the fields on which its reports disagree in earnest"`
}

// Happening is a piece of news.
type Happening struct {
	ID    string             `json:"id" doc:"it stays the same for ever, so that nobody is told twice"`
	Kind  reporting.NewsKind `json:"kind" enum:"new,disagreement,overdue" doc:"what happened"`
	At    time.Time          `json:"at" doc:"when it happened, or when a reviewer let it be seen, whichever is later"`
	What  string             `json:"what,omitempty" doc:"what the entry itself does not show"`
	Entry pledgebook.Entry   `json:"entry"`
}

type overviewInput struct {
	Filters
	Most int `query:"most" minimum:"0" maximum:"100" default:"8" doc:"The most entries of each list."`
}

type newsInput struct {
	Filters
	Offset
	About []string `query:"about,explode" maxItems:"3" enum:"new,disagreement,overdue" doc:"What happened; may be repeated, all if not given."`
}

func addOverview(api huma.API) {
	huma.Register(api, list("entries", "getOverview", "/overview", "What is new, overdue, due next and disputed, in the book or in a part of it"), getOverview)
	huma.Register(api, list("entries", "listNews", "/news", "What happened to entries, the latest first"), listNews)
}

func getOverview(ctx context.Context, in *overviewInput) (*body[Overview], error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	f, err := in.filter(ctx)
	if err != nil {
		return nil, fault(ctx, err)
	}
	l := v.Filtered("api "+in.key(), f)
	h := l.Home(in.Most)
	return &body[Overview]{Overview{Entries: h.Entries, Reports: h.Reports, Reviewed: h.Reviewed, Told: orEmpty(l.StagesTold()),
		New: front(h.New, h.MoreNew), Overdue: front(h.Overdue, h.MoreOverdue), Due: front(h.Due, h.MoreDue), Disagreed: front(h.Disagreements, h.MoreDisagreements)}}, nil
}

func front(lines []reporting.Line, more int) Front { return Front{standings(lines), more} }

func standings(lines []reporting.Line) []Standing {
	out := make([]Standing, len(lines))
	for i, l := range lines {
		out[i] = Standing{l.Entry, l.Latest, orEmpty(l.Differ)}
	}
	return out
}

func listNews(ctx context.Context, in *newsInput) (*body[Part[Happening]], error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	f, err := in.filter(ctx)
	if err != nil {
		return nil, fault(ctx, err)
	}
	found := reporting.NewsAmong(v.News(), f.Lets, words[reporting.NewsKind](in.About))
	return &body[Part[Happening]]{as(part(found, in.Offset), func(n reporting.News) Happening {
		return Happening{ID: n.ID, Kind: n.Kind, At: n.At, What: n.What, Entry: n.Entry}
	})}, nil
}
