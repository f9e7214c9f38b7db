// Package printing writes readings, the book and scores for people: aligned to
// the width of a terminal, coloured where it shows colours, and plain where the
// output goes into a file or another program.
package printing

import (
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// Screen is where people read. The zero width means that the output is no
// terminal: sentences are not wrapped, and tables are as wide as they need.
type Screen struct {
	io.Writer
	Width  int
	Colour bool
}

// Printf writes one formatted piece.
func (s *Screen) Printf(format string, args ...any) { fmt.Fprintf(s, format, args...) }

// Title writes the title of a section, after an empty line.
func (s *Screen) Title(format string, args ...any) {
	s.Printf("\n%s\n", s.paint(text.Colors{text.Bold}, fmt.Sprintf(format, args...)))
}

// Paragraph writes words wrapped to the screen, every line indented; nothing
// where there are none.
func (s *Screen) Paragraph(indent int, words string) {
	if words == "" {
		return
	}
	pad := strings.Repeat(" ", indent)
	for _, line := range strings.Split(s.wrap(words, s.Width-indent), "\n") {
		s.Printf("%s%s\n", pad, strings.TrimRight(line, " "))
	}
}

// wrap breaks words into lines of the width; a screen without width breaks none.
func (s *Screen) wrap(words string, width int) string {
	if s.Width == 0 {
		return words
	}
	return text.WrapSoft(words, max(width, 20))
}

// Mark makes the part of a sentence between start and end stand out: by colour
// where there is one, else by angle quotes.
func (s *Screen) Mark(sentence string, start, end int) string {
	part := sentence[start:end]
	if s.Colour {
		part = text.Colors{text.Bold, text.FgYellow}.Sprint(part)
	} else {
		part = "»" + part + "«"
	}
	return sentence[:start] + part + sentence[end:]
}

// Faint writes what matters less.
func (s *Screen) Faint(words string) string { return s.paint(text.Colors{text.Faint}, words) }

// Strong writes what matters most.
func (s *Screen) Strong(words string) string { return s.paint(text.Colors{text.Bold}, words) }

func (s *Screen) paint(c text.Colors, words string) string {
	if !s.Colour || words == "" {
		return words
	}
	return c.Sprint(words)
}

// Rule is a line across the screen.
func (s *Screen) Rule() string {
	width := s.Width
	if width == 0 {
		width = 80
	}
	return s.Faint(strings.Repeat("─", min(width, 100)))
}
