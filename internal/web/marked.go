package web

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"

	"pledgebook/internal/reporting"
)

// Sentence writes a sentence with every field read from it marked.
func Sentence(ctx context.Context, pieces []reporting.Piece) templ.Component {
	var b strings.Builder
	for _, p := range pieces {
		WriteMarked(ctx, &b, p)
	}
	return HTML(b.String())
}

// WriteMarked writes a piece of a report's text, escaped. Templates put white
// space between their parts, and a report's text must stand as it was: so this
// is written by hand.
func WriteMarked(ctx context.Context, b *strings.Builder, p reporting.Piece) {
	if !p.Marked() {
		b.WriteString(templ.EscapeString(p.Text))
		return
	}
	b.WriteString(`<mark class="` + markClass(p) + `" title="` + templ.EscapeString(about(ctx, p)) + `">`)
	b.WriteString(templ.EscapeString(p.Text))
	b.WriteString("</mark>")
}

// HTML is a component of text that is escaped already.
func HTML(escaped string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, escaped)
		return err
	})
}
