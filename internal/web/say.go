package web

import (
	"context"

	"pledgebook/internal/wording"
)

// Text is a text of the screen, as [wording.Text] has it: only what stands in
// the program can be one, so that nothing from outside is looked up.
type Text = wording.Text

// Say writes a text of the screen in the reader's language. Arguments are put in
// as in [wording.Language.Say].
func Say(ctx context.Context, english Text, args ...any) string { return In(ctx).Say(english, args...) }

// Number writes a count with its thing: "1 report", "12 entries".
func Number(ctx context.Context, n int, thing wording.Thing) string { return In(ctx).Number(n, thing) }

// Term writes a term of the data: a stage, a kind, a status.
func Term[T ~string](ctx context.Context, term T) string { return wording.Word(In(ctx), term) }

// Told writes words that the program said when it read, matched or refused, in
// the reader's language as far as a table has them.
func Told(ctx context.Context, english string) string { return In(ctx).Told(english) }
