package web

import (
	"strings"
	"testing"
)

func TestSumsBreakOnlyBeforeACurrency(t *testing.T) {
	for words, want := range map[string]string{
		"USD 1.7 billion":                           "USD~1.7~billion",
		"more than USD 1.7 billion":                 "more~than USD~1.7~billion",
		"EUR 3 million = USD 3 million":             "EUR~3~million~= USD~3~million",
		"about EUR 3 to 4 million a year":           "about EUR~3~to~4~million~a~year",
		"nearly JPY 13.9 trillion = about USD 9 bn": "nearly JPY~13.9~trillion~= about USD~9~bn",
		"12 000": "12~000",
	} {
		if got := strings.ReplaceAll(unbroken(t.Context(), words), noBreak, "~"); got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}
