package inbox

import (
	"strings"

	"pledgebook"
	"pledgebook/internal/web"
)

var acted = map[pledgebook.DecisionVerb]string{
	pledgebook.Accept: "accepted", pledgebook.Reject: "rejected", pledgebook.Edit: "changed", pledgebook.Merge: "merged", pledgebook.Split: "split",
	pledgebook.ConfirmStage: "confirmed the stage of", pledgebook.Undo: "took a decision back", pledgebook.Retract: "noted as taken back by its publisher",
	pledgebook.Redact: "took down", pledgebook.SetAccess: "said who may see",
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
