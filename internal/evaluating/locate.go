package evaluating

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"pledgebook"
)

// locator finds a person's evidence in the text a report kept. Cleaning may
// have changed white space and markup, so that where the exact words are not
// found, their letters and digits alone are looked for.
type locator struct {
	text     string
	skeleton string
	at       []int // byte of text where each byte of skeleton stands
}

func newLocator(text string) *locator { return &locator{text: text} }

// find returns every place of the evidence; none where the text lost it.
func (l *locator) find(evidence string) []pledgebook.Span {
	if spans := occurrences(l.text, evidence); len(spans) > 0 {
		return spans
	}
	if l.at == nil {
		l.skeleton, l.at = skeleton(l.text)
	}
	bones, _ := skeleton(evidence)
	spans := occurrences(l.skeleton, bones)
	for i, s := range spans {
		last := l.at[s.End-1]
		_, size := utf8.DecodeRuneInString(l.text[last:])
		spans[i] = pledgebook.Span{Start: l.at[s.Start], End: last + size}
	}
	return spans
}

func occurrences(text, what string) []pledgebook.Span {
	if what == "" {
		return nil
	}
	var spans []pledgebook.Span
	for from := 0; ; {
		i := strings.Index(text[from:], what)
		if i < 0 {
			return spans
		}
		from += i + len(what)
		spans = append(spans, pledgebook.Span{Start: from - len(what), End: from})
	}
}

// skeleton keeps letters, digits and currency signs, and the byte each one
// starts at in s.
func skeleton(s string) (string, []int) {
	var b strings.Builder
	at := make([]int, 0, len(s))
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Sc, r) {
			continue
		}
		n, _ := b.WriteRune(r)
		for range n {
			at = append(at, i)
		}
	}
	return b.String(), at
}
