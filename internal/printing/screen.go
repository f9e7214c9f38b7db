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

// Styles are kept as runes for private use inside the words while these are
// wrapped and aligned, and become the terminal's codes when they are written.
const (
	strong rune = '\uE000' + iota
	marked
	faint
	plain // ends a style
)

var codes = map[rune]string{strong: "\x1b[1m", marked: "\x1b[1;33m", faint: "\x1b[2m", plain: "\x1b[0m"}

// Printf writes one formatted piece.
func (s *Screen) Printf(format string, args ...any) {
	fmt.Fprint(s.Writer, s.coded(fmt.Sprintf(format, args...)))
}

// coded turns styles into codes. A style ends at the end of each line and
// begins anew on the next, so that pagers show it right.
func (s *Screen) coded(words string) string {
	if !s.Colour {
		return words
	}
	var b strings.Builder
	style := plain
	for _, r := range words {
		switch {
		case codes[r] != "":
			style = r
			b.WriteString(codes[r])
		case r == '\n' && style != plain:
			b.WriteString(codes[plain] + "\n" + codes[style])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Title writes the title of a section, after an empty line.
func (s *Screen) Title(format string, args ...any) {
	s.Printf("\n%s\n", s.Strong(fmt.Sprintf(format, args...)))
}

// Paragraph writes words wrapped to the screen, every line indented; nothing
// where there are none.
func (s *Screen) Paragraph(indent int, words string) {
	if words == "" {
		return
	}
	pad := strings.Repeat(" ", indent)
	var lines strings.Builder
	for _, line := range strings.Split(s.wrap(words, s.Width-indent), "\n") {
		lines.WriteString(pad + strings.TrimRight(line, " ") + "\n")
	}
	s.Printf("%s", lines.String())
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
	part := "»" + sentence[start:end] + "«"
	if s.Colour {
		part = s.styled(marked, sentence[start:end])
	}
	return sentence[:start] + part + sentence[end:]
}

// Faint writes what matters less.
func (s *Screen) Faint(words string) string { return s.styled(faint, words) }

// Strong writes what matters most.
func (s *Screen) Strong(words string) string { return s.styled(strong, words) }

func (s *Screen) styled(style rune, words string) string {
	if !s.Colour || words == "" {
		return words
	}
	return string(style) + words + string(plain)
}

// Rule is a line across the screen.
func (s *Screen) Rule() string {
	width := s.Width
	if width == 0 {
		width = 80
	}
	return s.Faint(strings.Repeat("─", min(width, 100)))
}
