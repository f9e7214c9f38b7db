package printing

import (
	"strings"

	"pledgebook"
	"pledgebook/internal/citing"
	"pledgebook/internal/matching"
	"pledgebook/internal/reporting"
	"pledgebook/internal/wording"
)

// Sayings writes what people said in all wordings that reports give it.
func Sayings(s *Screen, all []reporting.Saying) {
	for i, saying := range all {
		if i > 0 {
			s.Printf("\n")
		}
		by := "speaker not named"
		if saying.Speaker != (pledgebook.Speaker{}) {
			by = citing.OneLine(wording.Speaker(saying.Speaker))
		}
		s.Printf("%s\n", s.Strong(by))
		s.Paragraph(2, quoted(saying.Primary.Quote))
		s.Paragraph(4, s.Faint(join([]string{primaryNote(saying), Citation(saying.Primary.Citation)}, " · ")))
		for _, o := range saying.Others {
			s.Paragraph(2, wordingOf(s, o))
			s.Paragraph(4, s.Faint(join([]string{relationWords[o.Relation], Citation(o.Citation)}, " · ")))
		}
	}
}

func quoted(q pledgebook.Quote) string {
	words := citing.OneLine(q.Text)
	if q.Form == pledgebook.Direct {
		words = "“" + strings.Trim(words, "\"“”„«» ") + "”"
	}
	return words
}

func primaryNote(s reporting.Saying) string {
	switch {
	case s.Primary.Quote.Turn == pledgebook.StatementTurn:
		return "the primary wording, from the transcript"
	case s.Transcript:
		return "the primary wording, from the speaker's own side"
	case len(s.Others) > 0:
		return "the longest wording; no transcript is in the book"
	}
	return ""
}

var relationWords = map[matching.Relation]string{
	matching.Verbatim: "word for word", matching.Excerpt: "a piece, word for word", matching.Edited: "edited",
	matching.Reworded: "in the reporter's words", matching.Translation: "a translation",
}

// wordingOf shows a wording by its differences: [was → now], [+ put in],
// [- left out], and … for what stands before and after a piece.
func wordingOf(s *Screen, o reporting.SaidIn) string {
	if len(o.Edits) == 0 {
		return quoted(o.Quote)
	}
	parts := make([]string, 0, len(o.Edits))
	for i, e := range o.Edits {
		outside := e.Now == "" && (i == 0 || i == len(o.Edits)-1)
		was, now := citing.OneLine(e.Was), citing.OneLine(e.Now)
		switch {
		case e.Kept():
			parts = append(parts, now)
		case outside:
			parts = append(parts, "…")
		case e.Now == "":
			parts = append(parts, s.Strong("[- "+was+"]"))
		case e.Was == "":
			parts = append(parts, s.Strong("[+ "+now+"]"))
		default:
			parts = append(parts, s.Strong("["+was+" → "+now+"]"))
		}
	}
	return strings.Join(parts, " ")
}
