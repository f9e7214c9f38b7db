package printing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/tracking"
	"pledgebook/internal/wording"
)

// Covered is how far one need is met, with the sentence that tells of it and how
// the sums of other currencies were converted.
type Covered struct {
	tracking.Coverage
	Behind      Behind
	Conversions []string
}

// Coverage writes needs against offers, receiver by receiver. Needs are not
// added up: one appeal may hold another.
func Coverage(s *Screen, needs []Covered, entry func(id string) (pledgebook.Entry, bool)) {
	if len(needs) == 0 {
		s.Printf("No such need is in the book.\n")
		return
	}
	by := map[string][]Covered{}
	var receivers []string
	for _, n := range needs {
		name := wording.Parties(n.Receivers)
		if by[name] == nil {
			receivers = append(receivers, name)
		}
		by[name] = append(by[name], n)
	}
	slices.Sort(receivers)
	for i, name := range receivers {
		if i > 0 {
			s.Printf("\n")
		}
		s.Printf("%s\n", s.Strong(name))
		t := Table{Spaced: true, Columns: []Column{{Title: "need"}, {Title: "asked", Most: 32, Least: 16}, {Title: "kind"}, {Title: "met at least", Right: true},
			{Title: "met at most", Right: true}, {Title: "open at least", Right: true}}}
		for _, n := range by[name] {
			t.Row([]string{short(n.Need), wording.EntryAmount(n.Behind.Entry), wording.Words(wording.Said(n.Kind)), sumIfAny(n.Least), sumIfAny(n.Most), sumIfAny(n.Open)}, n.notes(s, entry)...)
		}
		t.Print(s)
	}
	s.Printf("\n")
	s.Paragraph(0, s.Faint("Met at least: what has arrived for it by the reports' own words. Met at most: if every offer that may answer it does. Needs are not added up: one appeal may hold another."))
}

func sumIfAny(m *pledgebook.Money) string {
	if m == nil {
		return ""
	}
	return sumOf(m)
}

// notes are the lines below a need: its sentence, goods, answers, what falls due.
func (n Covered) notes(s *Screen, entry func(id string) (pledgebook.Entry, bool)) (lines []string) {
	if b := n.Behind; b.Sentence != "" {
		lines = append(lines, s.Mark(b.Sentence, b.Figure.Start, b.Figure.End), s.Faint(Citation(b.Citation)))
	}
	for _, it := range n.Items {
		asked := ""
		if it.Asked != "" {
			asked = " of " + wording.Items([]pledgebook.Item{{Count: it.Asked}})
		}
		lines = append(lines, fmt.Sprintf("%s: %s arrived, %s offered%s", it.What, it.Arrived, it.Offered, asked))
	}
	answers := join([]string{someOf(n.Answers, "answered by", entry), someOf(n.Perhaps, "perhaps by", entry)}, "; ")
	lines = append(lines, cmp.Or(answers, "nothing in the book answers it"))
	switch {
	case n.Twice:
		lines = append(lines, s.Strong("answered twice: the offers go beyond what was asked"))
	case n.PerhapsTwice:
		lines = append(lines, "perhaps answered twice: all that may answer it goes beyond what was asked")
	}
	for _, d := range n.Due {
		late := ""
		if d.Late {
			late = ", and is late"
		}
		e, _ := entry(d.Entry)
		lines = append(lines, "due by "+wording.Date(d.By)+late+": "+offer(e))
	}
	lines = append(lines, n.Conversions[:min(mostAnswers, len(n.Conversions))]...)
	if more := len(n.Conversions) - mostAnswers; more > 0 {
		lines = append(lines, fmt.Sprintf("%s more; --json lists them", count(more, "conversion")))
	}
	return lines
}

// mostAnswers is how many answers of a need are named.
const mostAnswers = 5

func someOf(ids []string, how string, entry func(id string) (pledgebook.Entry, bool)) string {
	if len(ids) == 0 {
		return ""
	}
	var all []string
	for i, id := range ids {
		if i == mostAnswers {
			all = append(all, fmt.Sprintf("%d more", len(ids)-i))
			break
		}
		if e, ok := entry(id); ok {
			all = append(all, offer(e))
		}
	}
	return how + " " + strings.Join(all, ", ")
}

func offer(e pledgebook.Entry) string {
	return fmt.Sprintf("%s from %s (%s, entry %s)", wording.EntryAmount(e), wording.Parties(e.Providers), wording.Stage(e.Stage, e.Polarity), short(e.ID))
}
