package webapi

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"pledgebook"
	"pledgebook/internal/reporting"
)

// Waits is an entry that waits for a reviewer.
type Waits struct {
	Standing
	Seen     string               `json:"seen" doc:"the last decision on it, empty for none; send it along with yours"`
	Question *pledgebook.Decision `json:"question,omitempty" doc:"what one reviewer asks another about it"`
	Alike    []string             `json:"alike" doc:"entries that may be the same"`
	Plain    bool                 `json:"plain" doc:"true where nothing speaks against accepting it with others at once"`
	Overdue  bool                 `json:"overdue,omitempty" doc:"its deadline is past"`
	Soon     bool                 `json:"soon,omitempty" doc:"its deadline is within sixty days"`
}

// Inbox is a part of what waits for review.
type Inbox struct {
	Items    []Waits `json:"items" doc:"the most valuable first"`
	Next     int     `json:"next,omitempty" doc:"after of the following part; absent on the last"`
	All      int     `json:"all" doc:"how many wait"`
	Reviewed int     `json:"reviewed" doc:"how many entries were accepted"`
	Rejected int     `json:"rejected" doc:"how many were rejected"`
}

// Alike is two entries that may be one.
type Alike struct {
	Entries [2]string `json:"entries" doc:"the two; merge them, or leave them be"`
	Claims  [2]string `json:"claims" doc:"the two that look alike, one of each"`
	Why     string    `json:"why" doc:"what agrees"`
	Seen    string    `json:"seen" doc:"the last decision on the first, empty for none; send it along with yours"`
}

func addInbox(api huma.API) {
	huma.Register(api, reviewers("getInbox", "/inbox", "What waits for a reviewer, the most valuable first"), getInbox)
	huma.Register(api, reviewers("listAlike", "/alike", "Entries that may be one and wait for a reviewer to say so"), listAlike)
}

// reviewers describes an operation for those who may review.
func reviewers(id, path, summary string) huma.Operation {
	op := list("review", id, path, summary)
	op.Errors = append([]int{403}, op.Errors...)
	op.Description = "For those who may decide; 403 for readers."
	return op
}

func closedToReaders(ctx context.Context) error {
	if deskOf(ctx).Reviews(ctx) {
		return nil
	}
	return huma.NewError(403, "What waits for review is shown to reviewers alone.")
}

func getInbox(ctx context.Context, in *Offset) (*body[Inbox], error) {
	if err := closedToReaders(ctx); err != nil {
		return nil, err
	}
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	found := v.InboxFrom(in.After, in.Limit)
	out := Inbox{Items: []Waits{}, All: found.Waiting, Reviewed: found.Done, Rejected: found.RejectedDone}
	for _, c := range found.Cases {
		out.Items = append(out.Items, Waits{Standing{c.Entry, c.Latest, orEmpty(c.Differ)}, c.Seen, c.Question, idsOf(c.Alike), c.Plain, c.Overdue, c.Soon})
	}
	if to := in.After + len(out.Items); to < out.All {
		out.Next = to
	}
	return &body[Inbox]{out}, nil
}

func listAlike(ctx context.Context, in *Offset) (*body[Part[Alike]], error) {
	if err := closedToReaders(ctx); err != nil {
		return nil, err
	}
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	pairs, all := v.Pairs(in.After + in.Limit)
	out := as(part(pairs, *in), func(p reporting.Pair) Alike {
		return Alike{[2]string{p.One.Entry.ID, p.Other.Entry.ID}, p.Claims, p.Why, p.Seen}
	})
	if out.All = all; in.After+len(out.Items) < all {
		out.Next = in.After + len(out.Items)
	}
	return &body[Part[Alike]]{out}, nil
}
