package printing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/citing"
	"pledgebook/internal/wording"
)

// Explain writes the same reading field by field: for each claim the words
// every field was read from, where they stand, and the rule that read them.
func Explain(s *Screen, r pledgebook.Reading) {
	heading(s, r.Report)
	parts(s, r.Report)
	for i, c := range r.Claims {
		s.Title("claim %d: %s, %s, %s", i+1, wording.ClaimAmount(c), wording.Stage(c.Stage, c.Polarity), wording.Flow(c.Providers, c.Receivers, c.Channels))
		if words := sentenceOf(s, r.Report, c.Evidence); words != "" {
			s.Paragraph(indent, words)
		}
		evidence(s, c.Evidence)
		for _, doubt := range c.Suspect {
			s.Paragraph(indent, s.Strong("doubtful: "+doubt.Reason))
		}
	}
	if len(r.Claims) == 0 {
		s.Printf("\nNo claim about aid was read from this report.\n")
	}
	passedOver(s, r)
	explainQuotes(s, r.Quotes)
	for _, m := range r.Meetings {
		s.Title("meeting: %s", citing.OneLine(m.Name))
		evidence(s, m.Evidence)
	}
	for _, m := range r.Mechanisms {
		s.Title("mechanism: %s", citing.OneLine(m.Name))
		evidence(s, m.Evidence)
	}
	explainRest(s, r)
}

// passedOver lists the figures that made no claim, each with the reason.
func passedOver(s *Screen, r pledgebook.Reading) {
	if len(r.PassedOver) == 0 {
		return
	}
	s.Title("figures that made no claim")
	t := Table{Columns: []Column{{Title: "bytes", Right: true}, {Title: "figure", Most: 60}, {Title: "why"}}}
	for _, p := range r.PassedOver {
		t.Row([]string{place(p.Span), citing.OneLine(p.Span.In(r.Report.Text)), p.Why})
	}
	t.Print(s)
}

func parts(s *Screen, r pledgebook.Report) {
	s.Title("parts of the text")
	t := Table{Columns: []Column{{Title: "bytes", Right: true}, {Title: "part"}, {Title: "begins", Most: 90}}}
	for _, p := range r.Parts {
		words := citing.OneLine(p.Span.In(r.Text))
		if runes := []rune(words); len(runes) > 60 {
			words = string(runes[:60]) + " …"
		}
		t.Row([]string{place(p.Span), wording.Words(p.Kind), words})
	}
	t.Print(s)
}

func place(s pledgebook.Span) string { return fmt.Sprintf("%d–%d", s.Start, s.End) }

func evidence(s *Screen, all []pledgebook.Evidence) {
	t := Table{Columns: []Column{{Title: "field"}, {Title: "words", Most: 60}, {Title: "bytes", Right: true}, {Title: "basis"}, {Title: "rule"}}}
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b pledgebook.Evidence) int { return cmp.Compare(a.Field, b.Field) })
	for _, e := range sorted {
		var notes []string
		if len(e.Lost) > 0 {
			notes = append(notes, s.Faint("preferred to: "+citing.OneLine(strings.Join(e.Lost, "; "))))
		}
		t.Row([]string{e.Field, citing.OneLine(e.Text), place(e.Span), string(e.Basis), e.Rule}, notes...)
	}
	t.Print(s)
}

func explainQuotes(s *Screen, all []pledgebook.Quote) {
	if len(all) == 0 {
		return
	}
	s.Title("quotes")
	t := Table{Columns: []Column{{Title: "bytes", Right: true}, {Title: "form"}, {Title: "speaker", Most: 30}, {Title: "named as", Most: 24}, {Title: "cue"}, {Title: "words", Most: 70}}}
	for _, q := range all {
		t.Row([]string{place(q.Span), wording.Words(q.Form), citing.OneLine(wording.Speaker(q.Speaker)), citing.OneLine(q.Source), citing.OneLine(q.Cue), citing.OneLine(q.Text)})
	}
	t.Print(s)
}

func explainRest(s *Screen, r pledgebook.Reading) {
	if len(r.Positions)+len(r.Needs) == 0 {
		return
	}
	s.Title("positions and needs")
	t := Table{Columns: []Column{{Title: "bytes", Right: true}, {Title: "what", Most: 80}, {Title: "rule"}}}
	for _, p := range r.Positions {
		t.Row([]string{place(p.Span), citing.OneLine(join([]string{p.Holder, p.Stance, p.Subject}, " · ")), p.Rule})
	}
	for _, n := range r.Needs {
		t.Row([]string{place(n.Span), citing.OneLine(wording.Parties(n.Receivers) + " · " + n.What), n.Rule})
	}
	t.Print(s)
}
