package web

import (
	"context"

	"pledgebook/internal/reporting"
	"pledgebook/internal/tracking"
)

const (
	// mostNeeds is how many needs of a receiver an overview shows, mostAnswers
	// how many answers are named.
	mostNeeds   = 5
	mostAnswers = 12
)

// needStates are the states of needs as people say them.
var needStates = map[reporting.NeedState]Text{
	reporting.Unanswered: "unanswered", reporting.PartlyMet: "partly met", reporting.Offered: "offered, not all arrived",
	reporting.Met: "met", reporting.TwiceMet: "answered twice",
}

// needWords says how far a need is met.
func needWords(ctx context.Context, n reporting.BoardNeed) string {
	return Join("; ", Say(ctx, "met at least %s, at most %s", sumOf(ctx, n.Least, false), sumOf(ctx, n.Most, true)), openWords(ctx, n), twiceWords(ctx, n))
}

func openWords(ctx context.Context, n reporting.BoardNeed) string {
	if n.Open == nil || n.Open.Lo.Sign() <= 0 {
		return ""
	}
	return Say(ctx, "no offer for at least %s", sumOf(ctx, n.Open, false))
}

func twiceWords(ctx context.Context, n reporting.BoardNeed) string {
	switch {
	case n.Twice:
		return Say(ctx, "offers that answer it go beyond what is asked")
	case n.PerhapsTwice:
		return Say(ctx, "all that may answer it goes beyond what is asked")
	}
	return ""
}

// itemWords says how far one thing needed is met.
// itemsTold are the things asked for of which there is more to say than the name and
// the state of the need do.
func itemsTold(n reporting.BoardNeed) (told []tracking.ItemCoverage) {
	for _, it := range n.Items {
		if it.Asked != "" || it.Arrived != none || it.Offered != none {
			told = append(told, it)
		}
	}
	return told
}

// none is how much arrived or is offered of what nobody gives.
const none = "0"

func itemWords(ctx context.Context, it tracking.ItemCoverage) string {
	if it.Asked == "" {
		return Say(ctx, "%s: %s arrived, %s offered", it.What, it.Arrived, it.Offered)
	}
	words := Say(ctx, "%s: %s needed, %s arrived, %s offered", it.What, it.Asked, it.Arrived, it.Offered)
	if it.Twice {
		words += " · " + Say(ctx, "answered twice")
	}
	return words
}

func answersWords(ctx context.Context, n reporting.BoardNeed) string {
	sure, maybe := len(n.Sure), len(n.Maybe)
	switch {
	case sure == 0:
		return Say(ctx, "%d may answer it", maybe)
	case maybe == 0:
		return Say(ctx, "%d answer it", sure)
	}
	return Say(ctx, "%d answer it, %d more may", sure, maybe)
}
