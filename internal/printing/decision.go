package printing

import (
	"maps"
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/citing"
	"pledgebook/internal/wording"
)

// decided are the verbs of decisions as done.
var decided = map[pledgebook.DecisionVerb]string{
	pledgebook.Accept: "accepted", pledgebook.Reject: "rejected", pledgebook.Edit: "edited", pledgebook.Merge: "merged",
	pledgebook.Split: "split", pledgebook.ConfirmStage: "confirmed the stage of", pledgebook.Undo: "took back",
	pledgebook.Retract: "noted as taken back by its publisher", pledgebook.Redact: "took down",
	pledgebook.Consult: "asked a second reviewer about", pledgebook.SetAccess: "said who may see",
}

// Decision writes one decision with its reason: who did what to what, and when.
func Decision(s *Screen, d pledgebook.Decision, stands bool) {
	on := make([]string, len(d.On))
	for i, id := range d.On {
		on[i] = short(id)
	}
	if d.Undoes != "" {
		on = []string{"decision " + short(d.Undoes)}
	}
	what := strings.Join(append([]string{decided[d.Verb]}, on...), " ")
	var set []string
	for _, field := range slices.Sorted(maps.Keys(d.Set)) {
		set = append(set, field+" = "+citing.OneLine(d.Set[field]))
	}
	if len(set) > 0 {
		what += " (" + strings.Join(set, "; ") + ")"
	}
	back := ""
	if !stands {
		back = " [taken back]"
	}
	y, m, day := d.At.Date()
	s.Paragraph(0, short(d.ID)+"  "+wording.Date(pledgebook.DateOf(y, m, day))+"  "+citing.OneLine(d.Who)+" "+what+": "+citing.OneLine(d.Why)+back)
}

// History writes the decisions about an entry, in order.
func History(s *Screen, history []pledgebook.Decision) {
	if len(history) == 0 {
		return
	}
	s.Title("decisions")
	stands := map[string]bool{}
	for _, d := range pledgebook.Standing(history) {
		stands[d.ID] = true
	}
	for _, d := range history {
		Decision(s, d, stands[d.ID] || d.Verb == pledgebook.Undo)
	}
}
