package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"pledgebook"
)

// This file tells lines of a list or a table that nothing marks as such.

// sumFirst reports a text that begins with a sign or a code of money and a figure:
// "US$70", "EUR 20", "€5", "US $210".
func sumFirst(t string) bool {
	digit := strings.IndexAny(t, "0123456789")
	if digit <= 0 || digit > 6 {
		return false
	}
	for _, r := range t[:digit] {
		if !unicode.IsUpper(r) && !unicode.Is(unicode.Sc, r) && r != ' ' {
			return false
		}
	}
	return true
}

// unmarkedItem takes the lines of a list without bullets: each begins with a figure
// or a sum, the first of them stands behind a line that ends in a colon.
func (s *sorter) unmarkedItem(i int) bool {
	t := s.text(i)
	if len(t) > maxFurniture || strings.Contains(t, "\n") || !s.body && s.report.Headline == "" {
		return false
	}
	labelled := labelFirst(t)
	if !sumFirst(t) && (t[0] < '0' || t[0] > '9') && !labelled {
		return false
	}
	n := len(s.report.Parts)
	if n == 0 {
		return false
	}
	last := s.report.Parts[n-1]
	before := strings.TrimRight(last.Span.In(s.report.Text), "*_ ")
	return strings.HasSuffix(before, ":") || last.Kind == pledgebook.PartListItem && s.unmarked == n-1 && (labelled || !strings.HasSuffix(before, "."))
}

// labelFirst reports a name with a sum right behind it: "Bhutan: A $5 million loan",
// "Mali, 20 million euros for schools".
func labelFirst(t string) bool {
	end := strings.IndexAny(t, ":,.;")
	if end < 2 || end > maxSumLabel || t[end] == '.' || t[end] == ';' || !unicode.IsUpper(rune(t[0])) {
		return false
	}
	rest := strings.TrimLeft(t[end+1:], " ")
	for _, article := range []string{"A ", "An "} {
		rest = strings.TrimPrefix(rest, article)
	}
	return rest != "" && (sumFirst(rest) || rest[0] >= '0' && rest[0] <= '9')
}

// maxSumLabel is how long a name before a sum may be, in bytes.
const maxSumLabel = 40

// isRow reports a short line of words with a figure at its end.
func isRow(t string) bool {
	if len(t) == 0 || len(t) > maxRow || strings.Contains(t, "\n") || ends(t) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(t)
	digit := strings.IndexAny(t, "0123456789")
	return unicode.IsLetter(r) && digit > 0 && len(t)-digit <= 30
}
