package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Where credits stand, in bytes.
const (
	maxCredit    = 120      // the longest credit
	creditSample = 16 << 10 // how far into the text a report names its source
)

// credit finds whom the report names as its source, and the outlet that says
// so, in the paragraphs: the first of each. Where no words do, the agency of the
// dateline is the source of another outlet's report.
func (s *sorter) credit() {
	s.creditInText()
	if s.report.Credit == "" && s.agency != s.report.Outlet {
		s.report.Credit = s.agency
	}
}

func (s *sorter) creditInText() {
	for _, p := range s.report.Parts {
		if p.Span.Start > creditSample {
			return
		}
		if !p.Kind.GivesClaims() {
			continue
		}
		t := strings.ReplaceAll(p.Span.In(s.report.Text), "\n", " ")
		credit := s.words.credited(t)
		if credit == "" {
			continue
		}
		if s.report.Outlet == "" {
			s.report.Outlet = s.words.outlet(t)
		}
		if s.report.Credit == "" {
			s.report.Credit = credit
		}
		if s.report.Outlet != "" {
			return
		}
	}
}

// outlet returns the name before a phrase such as "reports with reference to".
func (w *words) outlet(t string) string {
	for _, p := range w.outlets {
		if at := strings.Index(t, p.phrase); at > 1 && t[at-1] == ' ' {
			return nameBefore(t[max(0, at-maxCredit) : at-1])
		}
	}
	return ""
}

// nameBefore returns the run of capitalised words that t ends in.
func nameBefore(t string) string {
	start := len(t)
	for start > 0 {
		end := strings.LastIndexByte(t[:start], ' ')
		r, _ := utf8.DecodeRuneInString(t[end+1:])
		if !unicode.IsUpper(r) || strings.ContainsAny(t[end+1:start], ",.;:") && start != len(t) {
			break
		}
		start = max(end, 0)
		if end < 0 {
			break
		}
	}
	return strings.TrimSpace(t[start:])
}

// credited returns the object of the first credit phrase that has a fit one.
func (w *words) credited(t string) string {
	best, credit := len(t), ""
	for _, p := range w.credits {
		if at, object := w.object(t, p); object != "" && at < best {
			best, credit = at, object
		}
	}
	return credit
}

func (w *words) object(t string, p creditPhrase) (at int, object string) {
	for from := 0; ; from = at + len(p.phrase) {
		i := strings.Index(t[from:], p.phrase)
		if i < 0 {
			return 0, ""
		}
		at = from + i
		after := t[at+len(p.phrase):]
		if !strings.HasPrefix(after, " ") || at > 0 && isLetterBefore(t[:at]) {
			continue
		}
		if object := clause(after[1:]); object != "" && w.fits(object, p.needs) {
			return at, object
		}
	}
}

func isLetterBefore(t string) bool {
	r, _ := utf8.DecodeLastRuneInString(t)
	return unicode.IsLetter(r)
}

// fits reports that a credit has what its phrase needs.
func (w *words) fits(object, needs string) bool {
	if needs == "" {
		return true
	}
	lower := strings.ToLower(object)
	for _, word := range w.sources {
		if strings.Contains(lower, word) {
			return true
		}
	}
	if needs != "name" {
		return false
	}
	for word := range strings.FieldsSeq(object) {
		if r, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(r) {
			return true
		}
	}
	return false
}

// clause returns t up to the end of its clause, or "" where none is near.
func clause(t string) string {
	head := clip(t, maxCredit)
	for i, r := range head {
		switch r {
		case ',', ';', '\n', '—', '–', ')', '”', '"', ':', '!', '?':
			return strings.TrimSpace(head[:i])
		case '.':
			next := strings.TrimLeft(head[i+1:], "\"”’)*")
			initial := i >= 2 && head[i-2] == ' ' || i >= 2 && head[i-2] == '.'
			if !initial && (next == "" || next[0] == ' ' || next[0] == '\n') {
				return strings.TrimSpace(head[:i])
			}
		}
	}
	if len(head) == len(t) {
		return strings.TrimSpace(head)
	}
	return ""
}
