package inbox

import (
	"context"
	"strings"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
)

var acted = map[pledgebook.DecisionVerb]web.Text{
	pledgebook.Accept: "accepted@somebody", pledgebook.Reject: "rejected@somebody", pledgebook.Edit: "changed@somebody", pledgebook.Merge: "merged@somebody", pledgebook.Split: "split@somebody",
	pledgebook.ConfirmStage: "confirmed the stage of@somebody", pledgebook.Undo: "took a decision back@somebody", pledgebook.Retract: "noted as taken back by its publisher@somebody",
	pledgebook.Redact: "took down@somebody", pledgebook.SetAccess: "said who may see@somebody",
	pledgebook.Consult: "asked a second reviewer about@somebody",
}

// actWord says what was done, with what an edit set.
func actWord(ctx context.Context, d pledgebook.Decision) string {
	words := web.Say(ctx, acted[d.Verb])
	if c := web.Changes(ctx, d); c != "" {
		words += " (" + c + ")"
	}
	return words
}

func fieldList(ctx context.Context, fields []string) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = web.Field(ctx, f)
	}
	return strings.Join(names, ", ")
}

// tellingWords names a telling in a line: "Harbour News, 4 Mar 2024: pledged EUR 40 million".
func tellingWords(ctx context.Context, t reporting.Telling) string {
	return web.Join(", ", web.Source(ctx, t.Citation), web.In(ctx).Date(t.Citation.Published.Day())) + ": " +
		web.Title(ctx, pledgebook.Entry{Money: t.Claim.Money, Items: t.Claim.Items, Fraction: t.Claim.Fraction, Stage: t.Claim.Stage, Polarity: t.Claim.Polarity, Providers: t.Claim.Providers, Receivers: t.Claim.Receivers})
}
