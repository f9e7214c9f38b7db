// Package citing shows a claim the way a reader checks it: the sentence it was
// read from, with the place of its figure.
package citing

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"pledgebook"
)

// longest is the most bytes shown on either side of a figure.
const longest = 240

// Sentence returns the stretch of the report that reads as the sentence around
// a span, and where the span lies in it. For showing, not for reading: after an
// abbreviation it may show a sentence too many, never too few words.
func Sentence(r pledgebook.Report, s pledgebook.Span) (string, pledgebook.Span) {
	around := Around(r, s)
	from, to := around.Start, around.End
	head, tail := clipLeft(r.Text[from:s.Start]), clipRight(r.Text[s.End:to])
	head = strings.TrimLeftFunc(OneLine(head), unicode.IsSpace)
	figure := OneLine(s.In(r.Text))
	tail = strings.TrimRightFunc(OneLine(tail), unicode.IsSpace)
	return head + figure + tail, pledgebook.Span{Start: len(head), End: len(head) + len(figure)}
}

// Around returns the stretch of the report's text that reads as the sentence
// around a span: at most two clippings' length on either side, and inside one part.
func Around(r pledgebook.Report, s pledgebook.Span) pledgebook.Span {
	from, to := partOf(r, s)
	from, to = runeAt(r.Text, max(from, s.Start-2*longest)), runeAt(r.Text, min(to, s.End+2*longest))
	return pledgebook.Span{Start: sentenceStart(r.Text, from, s.Start), End: sentenceEnd(r.Text, s.End, to)}
}

// Page returns the page of the document on which the part that holds a span
// begins; 0 where the document has none.
func Page(r pledgebook.Report, s pledgebook.Span) int {
	for _, p := range r.Parts {
		if p.Span.Contains(s) {
			return p.Place.Page
		}
	}
	return 0
}

// runeAt moves on to where a rune begins.
func runeAt(text string, i int) int {
	for i < len(text) && !utf8.RuneStart(text[i]) {
		i++
	}
	return i
}

// partOf returns the ends of the part that holds the span.
func partOf(r pledgebook.Report, s pledgebook.Span) (from, to int) {
	for _, p := range r.Parts {
		if p.Span.Contains(s) {
			return p.Span.Start, p.Span.End
		}
	}
	return 0, len(r.Text)
}

func sentenceStart(text string, from, at int) int {
	for i := at - 1; i > from; i-- {
		if stopsAt(text, i-1) && begins(text[i:]) {
			return i
		}
	}
	return from
}

func sentenceEnd(text string, at, to int) int {
	for i := at; i < to; i++ {
		if i > at && stopsAt(text, i-1) && begins(text[i:]) {
			return i
		}
	}
	return to
}

// stopsAt reports whether the byte at i may end a sentence: a stop behind a
// word that is no short capitalised one ("Gen.", "U.S."), or a quotation mark
// that closes behind a stop.
func stopsAt(text string, i int) bool {
	for i > 0 && (text[i] == '"' || text[i] == '\'' || text[i] == ')') {
		i--
	}
	if i > 2 && strings.HasPrefix(text[i-2:], "”") {
		i -= 3
	}
	if i < 1 || !strings.ContainsRune(".!?", rune(text[i])) {
		return false
	}
	const short = 3 // the longest abbreviation looked for, in bytes
	word := text[max(0, i-short-1):i]
	sp := strings.LastIndexAny(word, " \n")
	first, _ := utf8.DecodeRuneInString(word[sp+1:])
	long := sp < 0 && i > short
	return text[i] != '.' || long || !unicode.IsUpper(first)
}

// begins reports whether a sentence can begin with s, which starts with the
// white space before it.
func begins(s string) bool {
	trimmed := strings.TrimLeft(s, " \n")
	r, _ := utf8.DecodeRuneInString(trimmed)
	return len(trimmed) < len(s) && (unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune("\"“‘«", r))
}

func clipLeft(s string) string {
	if len(s) <= longest {
		return s
	}
	s = s[len(s)-longest:]
	if sp := strings.IndexByte(s, ' '); sp >= 0 {
		s = s[sp+1:]
	}
	return "… " + s
}

func clipRight(s string) string {
	if len(s) <= longest {
		return s
	}
	s = s[:longest]
	if sp := strings.LastIndexByte(s, ' '); sp >= 0 {
		s = s[:sp]
	}
	return s + " …"
}

// Figure picks, of a claim's evidence, the piece that shows its figure: the
// sum's, else the share's of another sum, else the goods', else the first.
func Figure(evidence []pledgebook.Evidence) (pledgebook.Evidence, bool) {
	for _, field := range []string{"money", "fraction", "items"} {
		for _, e := range evidence {
			if e.Field == field {
				return e, true
			}
		}
	}
	if len(evidence) == 0 {
		return pledgebook.Evidence{}, false
	}
	return evidence[0], true
}

// OneLine makes every run of white space one space, and drops what a terminal
// would obey instead of show, and runes for private use.
func OneLine(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			if !space {
				b.WriteByte(' ')
			}
			space = true
		case unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.Co), r == utf8.RuneError:
		default:
			b.WriteRune(r)
			space = false
		}
	}
	return b.String()
}
