package webapi

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"pledgebook"
	"pledgebook/internal/pipeline"
	"pledgebook/internal/reporting"
	"pledgebook/internal/tracking"
)

// Board is what a coordinating desk works from. Needs are not added up: one
// appeal may hold another.
type Board struct {
	States    map[reporting.NeedState]int `json:"states" doc:"how many needs are unanswered, partly met, offered, met, answered twice"`
	Receivers []BoardReceiver             `json:"receivers" doc:"those with the most open needs first"`
	Training  []string                    `json:"training" doc:"the entries that offer or ask for training, the latest told first"`
}

// BoardReceiver is one receiver's needs.
type BoardReceiver struct {
	Receivers []pledgebook.PartyID        `json:"receivers" doc:"who asks"`
	States    map[reporting.NeedState]int `json:"states" doc:"how many of its needs stand how"`
	Needs     []BoardNeed                 `json:"needs" doc:"the most open first"`
	Due       []BoardDue                  `json:"due" doc:"what was promised to it in answer and is still to come, by deadline"`
}

// BoardNeed is a need beside what answers it, and how it stands.
type BoardNeed struct {
	tracking.Coverage
	State reporting.NeedState `json:"state" enum:"unanswered,partly,offered,met,twice" doc:"how far it is met"`
}

// BoardDue is an answer still to come.
type BoardDue struct {
	Entry string         `json:"entry" doc:"the entry that promises it"`
	By    pledgebook.Day `json:"by" doc:"its deadline"`
	Late  bool           `json:"late,omitempty" doc:"true where that day is past"`
	Needs []string       `json:"needs" doc:"the needs that it answers or may answer"`
}

type boardInput struct {
	Receiver []string `query:"receiver,explode" maxItems:"50" doc:"Who asks. May be repeated."`
	Between
	Kind     []string `query:"kind,explode" maxItems:"10" enum:"military,humanitarian,financial,development,unspecified" doc:"May be repeated."`
	Reviewed bool     `query:"reviewed" doc:"Only needs that a reviewer has accepted."`
	Tracker  string   `query:"tracker" maxLength:"100" doc:"Only what a tracker is about."`
	Waiting
}

func addBoard(api huma.API) {
	huma.Register(api, slow("getBoard", "/board", "The coordination board: needs beside offers, receiver by receiver, and what is due"), getBoard)
}

func getBoard(ctx context.Context, in *boardInput) (*body[Board], error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	f, err := Filters{Parties: Parties{Receiver: in.Receiver, Between: in.Between}, Kind: in.Kind, Reviewed: in.Reviewed, Tracker: in.Tracker}.filter(ctx)
	if err != nil {
		return nil, fault(ctx, err)
	}
	needs := f
	needs.Providers = nil // whoever gives may answer a need
	w := in.begin(v)
	b := soon(ctx, w, "board", needs, func() reporting.Board { return v.Board(v.Totals().Coverage(needs, pipeline.Offers{})) })
	if w.missing {
		return answered(w, Board{})
	}
	out := Board{States: b.States, Receivers: []BoardReceiver{}, Training: idsOf(v.Training(f.Holds))}
	for _, r := range b.Receivers {
		out.Receivers = append(out.Receivers, boardReceiver(r))
	}
	return answered(w, out)
}

func boardReceiver(r reporting.BoardReceiver) BoardReceiver {
	out := BoardReceiver{Receivers: r.Receivers, States: r.States, Needs: []BoardNeed{}, Due: []BoardDue{}}
	for _, n := range r.Needs {
		n.Answers = orEmpty(n.Answers)
		out.Needs = append(out.Needs, BoardNeed{n.Coverage, n.State})
	}
	for _, d := range r.Due {
		out.Due = append(out.Due, BoardDue{d.Entry, d.By, d.Late, orEmpty(d.Needs)})
	}
	return out
}
