package web

import (
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

// mark stands in a text where a part of the page will; no text holds it.
const mark = "\x00"

// Woven writes a text of the screen with parts of a page in it ("See %s or %s."),
// in the order in which the reader's language has them.
func Woven(english Text, parts ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		marks := make([]any, len(parts))
		for i := range parts {
			marks[i] = mark + strconv.Itoa(i) + mark
		}
		for i, piece := range strings.Split(Say(ctx, english, marks...), mark) {
			if i%2 == 0 {
				if _, err := io.WriteString(w, templ.EscapeString(piece)); err != nil {
					return err
				}
				continue
			}
			n, err := strconv.Atoi(piece)
			if err != nil {
				return err
			}
			if err := parts[n].Render(ctx, w); err != nil {
				return err
			}
		}
		return nil
	})
}

// Code is a word of a program in a text.
func Code(words string) templ.Component {
	return HTML("<code>" + templ.EscapeString(words) + "</code>")
}

// Plain is words that are put into a text as they are.
func Plain(words string) templ.Component { return HTML(templ.EscapeString(words)) }

// Link is a link in a text.
func Link(address, words string) templ.Component {
	return HTML(`<a href="` + templ.EscapeString(string(templ.URL(address))) + `">` + templ.EscapeString(words) + "</a>")
}
