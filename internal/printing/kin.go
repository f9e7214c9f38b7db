package printing

import (
	"strings"

	"pledgebook"
	"pledgebook/internal/citing"
	"pledgebook/internal/comparing"
	"pledgebook/internal/reporting"
	"pledgebook/internal/wording"
)

// Kin writes which reports carry the same text as one, and how its page changed.
func Kin(s *Screen, of reporting.Relative, k reporting.Kin) {
	s.Printf("%s\n", s.Strong(publication(of)))
	if k.None() {
		s.Paragraph(2, "No copy of it is in the book, and no other state of its page.")
	}
	if len(k.Copies) > 0 {
		s.Title("the same text, one origin: %s more", count(len(k.Copies), "report"))
		for _, r := range k.Copies {
			s.Paragraph(2, publication(r))
		}
	}
	if len(k.States) > 0 {
		s.Title("states of its page: %d, the last is the current telling", len(k.States))
		for i, state := range k.States {
			s.Paragraph(2, publication(state.Relative))
			if i > 0 && state.Difference != nil {
				differences(s, state)
			}
		}
	}
}

// publication names a report: who published it when, under which headline, and its id.
func publication(r reporting.Relative) string {
	at := r.Published
	if r.Modified > at {
		at = r.Modified
	}
	_, clock, _ := strings.Cut(string(at), "T")
	return citing.OneLine(join([]string{r.Outlet, strings.TrimSpace(wording.Date(at.Day()) + " " + clock[:min(5, len(clock))]), r.Headline, r.ID[:min(10, len(r.ID))], r.URL}, " · "))
}

// wordsAround is how many words are shown on either side of a change.
const wordsAround = 6

// differences writes what a state changed: words gone in brackets with a minus,
// new ones with a plus, and what became of the claims.
func differences(s *Screen, state reporting.State) {
	if !comparing.Differ(state.Difference) {
		s.Paragraph(4, s.Faint("the same words"))
	}
	var b strings.Builder
	for _, p := range comparing.Shorten(state.Difference, wordsAround) {
		switch text := citing.OneLine(strings.TrimSpace(p.Text)); {
		case text == "":
		case p.Kind == comparing.Gone:
			b.WriteString("[-" + text + "-] ")
		case p.Kind == comparing.Came:
			b.WriteString("{+" + text + "+} ")
		default:
			b.WriteString(text + " ")
		}
	}
	if comparing.Differ(state.Difference) {
		s.Paragraph(4, strings.TrimSpace(b.String()))
	}
	Changes(s, 4, state.Changes)
}

// Changes writes what became of the claims of a report, one line each.
func Changes(s *Screen, indent int, changes []comparing.Change) {
	for _, c := range changes {
		s.Paragraph(indent, string(c.Kind)+": "+citing.OneLine(summary(*c.Claim)))
		for _, f := range c.Fields {
			s.Paragraph(indent+2, strings.ReplaceAll(f.Field, "_", " ")+": "+orNothing(f.Before)+" → "+orNothing(f.After))
		}
	}
}

func orNothing(v string) string {
	if v == "" {
		return "–"
	}
	return v
}

// summary tells a claim in a few words.
func summary(c pledgebook.Claim) string {
	return join([]string{wording.ClaimAmount(c), wording.Flow(c.Providers, c.Receivers, c.Channels), wording.Stage(c.Stage, c.Polarity)}, " · ")
}

// Tie says in one line how a report just read belongs to others in the book.
func Tie(s *Screen, report string, ties []pledgebook.Tie) {
	for _, t := range ties {
		other, what := t.Earlier, "A copy of report "
		switch {
		case t.Kind == pledgebook.TieVersion && t.Earlier == report:
			other, what = t.Later, "An earlier state of the page of report "
		case t.Kind == pledgebook.TieVersion:
			what = "A newer state of the page of report "
		case t.Earlier == report:
			other = t.Later
		}
		s.Printf("%s\n", s.Faint(what+other[:min(10, len(other))]+"."))
	}
}
