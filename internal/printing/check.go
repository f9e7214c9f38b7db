package printing

import (
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/citing"
	"pledgebook/internal/tracking"
	"pledgebook/internal/wording"
)

// findings are what each kind of finding is called.
var findings = map[tracking.FindingKind]string{
	tracking.Contradicts: "cannot all be true", tracking.Overdue: "overdue", tracking.Suspect: "figures that may be wrong",
	tracking.Disagreement: "reports disagree", tracking.Moved: "deadlines moved", tracking.Orphaned: "decisions that lost their claims", tracking.Proposed: "may be one entry",
	tracking.Stageless: "stage unclear, but the book supports one", tracking.SingleSource: "one source alone",
}

// toDo is how a reviewer settles each kind of finding, where it is not plain.
var toDo = map[tracking.FindingKind]string{
	tracking.Suspect:      "pledgebook edit ID --set FIELD=VALUE --why …, or accept it as it is",
	tracking.Disagreement: "pledgebook edit ID --set FIELD=VALUE --why …",
	tracking.Orphaned:     "decide again on what is told now, then pledgebook undo DECISION --why …",
	tracking.Proposed:     "pledgebook merge ID ID --why …, or pledgebook split ID ID --why … where they are not one",
	tracking.Stageless:    "pledgebook confirm-stage ID --stage STAGE --why …",
	tracking.SingleSource: "pledgebook accept ID --why …",
}

// fewFindings is how many findings of a kind are shown unless all are asked for.
const fewFindings = 10

// Check writes what needs a person, by kind. entry finds an entry by its id or
// by a claim.
func Check(s *Screen, all []tracking.Finding, entry func(id string) (pledgebook.Entry, bool), whole bool) {
	if len(all) == 0 {
		s.Printf("Nothing needs a person.\n")
		return
	}
	s.Printf("%s\n", s.Strong(count(len(all), "thing")+" to look at"))
	for _, kind := range tracking.Urgency {
		var of []tracking.Finding
		for _, f := range all {
			if f.Kind == kind {
				of = append(of, f)
			}
		}
		if len(of) > 0 {
			s.Title("%s: %d", findings[kind], len(of))
			kindOf(s, of, entry, whole)
			s.Paragraph(2, s.Faint(toDo[kind]))
		}
	}
}

func kindOf(s *Screen, of []tracking.Finding, entry func(string) (pledgebook.Entry, bool), whole bool) {
	shown := of
	if !whole {
		shown = of[:min(len(of), fewFindings)]
	}
	t := Table{Columns: []Column{{Title: "entry"}, {Title: "amount", Most: 32, Least: 16}, {Title: "stage"}, {Title: "who → whom", Most: 40, Least: 16}}}
	for _, f := range shown {
		note := citing.OneLine(join([]string{f.Field, inWords(f.What)}, ": "))
		if f.Kind == tracking.SingleSource { // the title says it
			note = ""
		}
		ids := []string{f.Entry, f.With}
		if f.Kind == tracking.Contradicts {
			ids = f.Claims
			note = withEntries(note, ids, entry)
		}
		if f.Kind == tracking.Orphaned && f.Entry == "" {
			s.Paragraph(2, note)
		}
		t.entries(ids, entry, note)
	}
	t.Print(s)
	if len(shown) < len(of) {
		s.Printf("… and %d more; --all shows them\n", len(of)-len(shown))
	}
}

// entries adds a row for each entry; the last one bears the note.
func (t *Table) entries(ids []string, entry func(string) (pledgebook.Entry, bool), note string) {
	var found []pledgebook.Entry
	for _, id := range ids {
		if e, ok := entry(id); ok && id != "" {
			found = append(found, e)
		}
	}
	for i, e := range found {
		cells := []string{short(e.ID), wording.EntryAmount(e), wording.Stage(e.Stage, e.Polarity), wording.Flow(e.Providers, e.Receivers, e.Channels)}
		if i < len(found)-1 || note == "" {
			t.Row(cells)
		} else {
			t.Row(cells, note)
		}
	}
}

// withEntries names entries in place of the claims in the words of a
// correction, and leaves out the constraints' own figures, which are in the proof.
func withEntries(words string, claims []string, entry func(string) (pledgebook.Entry, bool)) string {
	for _, id := range claims {
		if e, ok := entry(id); ok {
			words = strings.ReplaceAll(words, id, "entry "+short(e.ID))
		}
	}
	for _, end := range []string{" at most ", " at least "} {
		for {
			before, after, ok := strings.Cut(words, end)
			_, rest, closed := strings.Cut(after, "”")
			if !ok || !closed {
				break
			}
			words = before + "”" + rest
		}
	}
	return strings.TrimSuffix(strings.TrimSpace(words), ";")
}

// inWords writes the large figures among words as people say them.
func inWords(s string) string {
	words := strings.Split(s, " ")
	for i, w := range words {
		if d, err := decimal.Parse(w); err == nil && len(w) > 4 {
			words[i] = wording.Figure(d)
		}
	}
	return strings.Join(words, " ")
}
