package inbox

import (
	"strings"

	"pledgebook"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
	"pledgebook/internal/wording"
)

var acted = map[pledgebook.DecisionVerb]string{
	pledgebook.Accept: "accepted", pledgebook.Reject: "rejected", pledgebook.Edit: "changed", pledgebook.Merge: "merged", pledgebook.Split: "split",
	pledgebook.ConfirmStage: "confirmed the stage of", pledgebook.Undo: "took a decision back", pledgebook.Retract: "noted as taken back by its publisher",
	pledgebook.Redact: "took down", pledgebook.SetAccess: "said who may see",
	pledgebook.Consult: "asked a second reviewer about",
}

// actWord says what was done, with what an edit set.
func actWord(d pledgebook.Decision) string {
	words := acted[d.Verb]
	if c := web.Changes(d); c != "" {
		words += " (" + c + ")"
	}
	return words
}

func fieldList(fields []string) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = web.Field(f)
	}
	return strings.Join(names, ", ")
}

// tellingWords names a telling in a line: "Harbour News, 4 Mar 2024: pledged EUR 40 million".
func tellingWords(t reporting.Telling) string {
	return web.Join(", ", web.Source(t.Citation), wording.Date(t.Citation.Published.Day())) + ": " +
		web.Title(pledgebook.Entry{Money: t.Claim.Money, Items: t.Claim.Items, Stage: t.Claim.Stage, Polarity: t.Claim.Polarity, Providers: t.Claim.Providers, Receivers: t.Claim.Receivers})
}
