package web

import (
	"context"
	"fmt"
)

// Say writes a text of the screen. Every text that pages show passes here, so
// that a table of another language has one place to stand; until there is one,
// the text is its English. Arguments are put in as in [fmt.Sprintf]; a text
// never comes from outside.
func Say(_ context.Context, english string, args ...any) string {
	if len(args) == 0 {
		return english
	}
	return fmt.Sprintf(english, args...)
}

// Number writes a count with its thing: "1 report", "12 entries".
func Number(_ context.Context, n int, thing string) string { return Several(n, thing) }

// Term writes a word of the field, or a text that a table names.
func Term(_ context.Context, word string) string { return word }
