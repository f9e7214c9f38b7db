package quote

import (
	"context"

	"pledgebook"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

// relations say how a wording stands to the primary one.
var relations = map[matching.Relation]web.Text{
	matching.PrimaryWording: "the wording that the others are held against", matching.Verbatim: "word for word", matching.Excerpt: "a piece of it, word for word",
	matching.Edited: "in quotation marks, in other words", matching.Reworded: "in the reporter’s words", matching.Translation: "a translation",
}

// primaryWord says why the primary wording is the one.
func primaryWord(ctx context.Context, s reporting.Saying) string {
	if s.Primary.Quote.Turn == pledgebook.StatementTurn {
		return web.Say(ctx, "the transcript")
	}
	if s.Transcript {
		return web.Say(ctx, "the speaker’s own side")
	}
	return web.Say(ctx, "the longest direct quote")
}

// countWords says in how many wordings it is told, and how many were changed.
func countWords(ctx context.Context, s reporting.Saying) string {
	words := web.Number(ctx, s.Outlets, "outlet")
	if s.Changed > 0 {
		words += ", " + web.Say(ctx, "%d in other words within quotation marks", s.Changed)
	}
	return words
}
