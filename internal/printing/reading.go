package printing

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"pledgebook"
	"pledgebook/internal/citing"
	"pledgebook/internal/wording"
)

// Reading writes what was read out of one report: the claims as a table with
// their sentences, then the other things it tells of.
func Reading(s *Screen, r pledgebook.Reading) {
	heading(s, r.Report)
	if silent(r) {
		s.Printf("\nNothing about aid was read from this report.\n")
		return
	}
	claims(s, r)
	quotes(s, r)
	meetings(s, r.Meetings)
	mechanisms(s, r.Mechanisms)
	positions(s, r.Positions)
	needs(s, r.Needs)
	teasers(s, r.Report.Teasers)
}

func silent(r pledgebook.Reading) bool {
	return len(r.Claims)+len(r.Quotes)+len(r.Meetings)+len(r.Mechanisms)+len(r.Positions)+len(r.Needs) == 0
}

func heading(s *Screen, r pledgebook.Report) {
	if r.Headline != "" {
		for _, line := range strings.Split(s.wrap(citing.OneLine(r.Headline), s.Width), "\n") {
			s.Printf("%s\n", s.Strong(line))
		}
	}
	about := []string{r.Outlet, r.Place, stamp(r.Published)}
	if r.Credit != "" {
		about = append(about, "with reference to "+r.Credit)
	}
	about = append(about, r.Input)
	s.Paragraph(0, citing.OneLine(join(about, " · ")))
}

func stamp(t pledgebook.Stamp) string { return wording.Date(t.Day()) }

// join puts the words that are not empty together.
func join(words []string, sep string) string {
	var kept []string
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, sep)
}

func claims(s *Screen, r pledgebook.Reading) {
	if len(r.Claims) == 0 {
		s.Printf("\nNo claim about aid was read from this report.\n")
		return
	}
	s.Title("%s", count(len(r.Claims), "claim"))
	number := map[string]int{}
	for i, c := range r.Claims {
		number[c.ID] = i + 1
	}
	t := Table{Spaced: true, Columns: []Column{{Title: "#", Right: true}, {Title: "amount", Most: 34, Least: 16}, {Title: "stage"}, {Title: "who → whom", Most: 40, Least: 16},
		{Title: "kind"}, {Title: "period"}, {Title: "deadline"}}}
	for i, c := range r.Claims {
		notes := []string{sentenceOf(s, r.Report, c.Evidence), s.Faint(join([]string{claimNote(c, number), pageOf(r.Report, c.Evidence)}, " · "))}
		for _, doubt := range c.Suspect {
			notes = append(notes, s.Strong("doubtful: "+doubt.Reason))
		}
		t.Row([]string{strconv.Itoa(i + 1), wording.ClaimAmount(c), wording.Stage(c.Stage, c.Polarity), wording.Flow(c.Providers, c.Receivers, c.Channels),
			wording.Words(wording.Said(c.Kind)), wording.Period(c.Period), wording.Date(c.Deadline)}, notes...)
	}
	t.Print(s)
}

func count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}

// claimNote is the line below a claim's sentence: what the table has no column for.
func claimNote(c pledgebook.Claim, number map[string]int) string {
	var notes []string
	if c.ReportedVerb != "" {
		notes = append(notes, fmt.Sprintf("said as “%s”", citing.OneLine(c.ReportedVerb)))
	}
	if c.Revision != "" && c.Revision != pledgebook.New {
		notes = append(notes, wording.Words(c.Revision))
	}
	if c.Extent == pledgebook.TotalExtent {
		notes = append(notes, "a total")
	}
	notes = append(notes, wording.Words(wording.Said(c.Modality)))
	if c.Date.Known() {
		notes = append(notes, "on "+wording.Date(c.Date))
	}
	if c.Speaker != nil {
		notes = append(notes, citing.OneLine(wording.Speaker(*c.Speaker)))
	}
	if c.Credit != "" {
		notes = append(notes, "cites "+citing.OneLine(c.Credit))
	}
	if n := number[c.PartOf]; n > 0 {
		notes = append(notes, fmt.Sprintf("part of %d", n))
	}
	for _, id := range c.FulfilledBy {
		if n := number[id]; n > 0 {
			notes = append(notes, fmt.Sprintf("%d counts towards it", n))
		}
	}
	return join(notes, " · ")
}

// pageOf says on which page of the document the figure stands, if it has pages.
func pageOf(r pledgebook.Report, evidence []pledgebook.Evidence) string {
	e, ok := citing.Figure(evidence)
	if n := citing.Page(r, e.Span); ok && n > 0 {
		return fmt.Sprintf("page %d", n)
	}
	return ""
}

// sentenceOf shows the sentence a claim was read from with its figure marked.
func sentenceOf(s *Screen, r pledgebook.Report, evidence []pledgebook.Evidence) string {
	e, ok := citing.Figure(evidence)
	if !ok || e.Span.End > len(r.Text) {
		return ""
	}
	words, at := citing.Sentence(r, e.Span)
	return s.Mark(words, at.Start, at.End)
}

func quotes(s *Screen, r pledgebook.Reading) {
	if len(r.Quotes) == 0 {
		return
	}
	s.Title("%s", count(len(r.Quotes), "quote"))
	text := map[string]string{}
	for _, q := range r.Quotes {
		text[q.ID] = q.Text
	}
	for _, q := range r.Quotes {
		Quote(s, q, text[q.DiffersFrom])
	}
}

// Quote writes one quote with its speaker; other is the wording it departs
// from, or "".
func Quote(s *Screen, q pledgebook.Quote, other string) {
	s.Paragraph(2, quoted(q))
	by := "speaker not named"
	if q.Speaker != (pledgebook.Speaker{}) {
		by = citing.OneLine(wording.Speaker(q.Speaker))
	}
	s.Paragraph(4, s.Faint(join([]string{"— " + by, wording.Words(q.Form), asked(q), cue(q)}, " · ")))
	if other != "" {
		s.Paragraph(4, s.Faint("differs from: "+citing.OneLine(other)))
	}
}

// asked says of a turn in a transcript that it is a question.
func asked(q pledgebook.Quote) string {
	if q.Turn == pledgebook.QuestionTurn {
		return "asked"
	}
	return ""
}

// cue is the word that attributes a quote, "" where a mark does.
func cue(q pledgebook.Quote) string {
	if strings.ContainsFunc(q.Cue, unicode.IsLetter) {
		return citing.OneLine(q.Cue)
	}
	return ""
}

func meetings(s *Screen, all []pledgebook.Meeting) {
	if len(all) == 0 {
		return
	}
	s.Title("%s", count(len(all), "meeting"))
	for _, m := range all {
		Meeting(s, m)
	}
}

// Meeting writes one meeting: name, date and place, who takes part, about what.
func Meeting(s *Screen, m pledgebook.Meeting) {
	s.Paragraph(2, citing.OneLine(join([]string{m.Name, wording.Date(m.Date), m.Place}, " · ")))
	if len(m.Participants) > 0 {
		s.Paragraph(4, s.Faint("with "+citing.OneLine(strings.Join(m.Participants, ", "))))
	}
	if len(m.Subjects) > 0 {
		s.Paragraph(4, s.Faint("about "+citing.OneLine(strings.Join(m.Subjects, "; "))))
	}
}

func mechanisms(s *Screen, all []pledgebook.Mechanism) {
	if len(all) == 0 {
		return
	}
	s.Title("%s", count(len(all), "mechanism"))
	for _, m := range all {
		Mechanism(s, m)
	}
}

// Mechanism writes one mechanism: name, place, how far it is, what for.
func Mechanism(s *Screen, m pledgebook.Mechanism) {
	s.Paragraph(2, citing.OneLine(join([]string{m.Name, m.Place, wording.Words(m.Status)}, " · ")))
	if m.Purpose != "" {
		s.Paragraph(4, s.Faint("to "+strings.TrimPrefix(citing.OneLine(m.Purpose), "to ")))
	}
}

func positions(s *Screen, all []pledgebook.Position) {
	if len(all) == 0 {
		return
	}
	s.Title("%s", count(len(all), "position"))
	for _, p := range all {
		Position(s, p)
	}
}

// Position writes who stands how on what.
func Position(s *Screen, p pledgebook.Position) {
	s.Paragraph(2, citing.OneLine(join([]string{p.Holder, wording.Words(p.Stance), p.Subject}, " · ")))
}

func needs(s *Screen, all []pledgebook.Need) {
	if len(all) == 0 {
		return
	}
	s.Title("%s", count(len(all), "need"))
	for _, n := range all {
		Need(s, n)
	}
}

// Need writes who needs what.
func Need(s *Screen, n pledgebook.Need) {
	s.Paragraph(2, citing.OneLine(wording.Parties(n.Receivers)+" · "+n.What))
}

func teasers(s *Screen, all []pledgebook.Teaser) {
	if len(all) == 0 {
		return
	}
	s.Title("%s to other stories, left out of the reading", count(len(all), "link"))
	for _, t := range all {
		views := ""
		if t.Views > 0 {
			views = wording.Count(t.Views) + " views"
		}
		s.Paragraph(2, s.Faint(citing.OneLine(join([]string{t.Title, strings.Replace(string(t.Published), "T", " ", 1), views}, " · "))))
	}
}
