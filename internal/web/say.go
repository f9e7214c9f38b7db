package web

import (
	"context"
	"fmt"
	"strings"

	"pledgebook/internal/wording"
)

type languageKey struct{}

// Say writes a text of the screen in the reader's language. Texts are looked up
// by their English: languages/*.tsv holds a table for each other language, and
// a test fails where one lacks a text. Arguments are put in as in
// [fmt.Sprintf]; a text never comes from outside.
func Say(ctx context.Context, english string, args ...any) string {
	text := english
	if t, ok := ctx.Value(languageKey{}).(*tongue); ok {
		text = t.text(english)
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// Number writes a count with its thing, in the form that the number asks for:
// "1 report", "12 entries".
func Number(ctx context.Context, n int, thing string) string {
	if t, ok := ctx.Value(languageKey{}).(*tongue); ok {
		return wording.Count(n) + noBreak + t.plural(n, thing)
	}
	return Several(n, thing)
}

// tongue is one language of the screen.
type tongue struct {
	tag   string
	texts map[string]string
}

func (t *tongue) text(english string) string {
	if s := t.texts[english]; s != "" {
		return s
	}
	return english
}

// plural picks the form of a thing for a number: a table writes the forms for
// 1, for 2 to 4, and for more, parted by bars, as Slavic languages have them.
func (t *tongue) plural(n int, thing string) string {
	forms := strings.Split(t.text(thing), "|")
	last, lastTwo := n%10, n%100
	form := 2
	switch {
	case last == 1 && lastTwo != 11:
		form = 0
	case last >= 2 && last <= 4 && (lastTwo < 12 || lastTwo > 14):
		form = 1
	}
	return forms[min(form, len(forms)-1)]
}
