package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"pledgebook"
)

// layout is how a text is laid out in lines.
type layout struct {
	// wrapped: a paragraph runs over several lines.
	wrapped bool
}

// Widths of lines, in bytes. Wires wrap at 60 to 80 columns, mail at 72,
// markdown at 72 to 100; a line over maxWrapped holds a whole paragraph.
const (
	maxWrapped = 120
	wrapSlack  = 15
)

// layoutOf tells a hard-wrapped text from one with a paragraph a line: in the
// former most lines end where the next line's first word no longer fitted.
func layoutOf(s string) layout {
	width, lines, long := 0, 0, 0
	for line := range strings.SplitSeq(s, "\n") {
		t := strings.TrimSpace(line)
		if t == "" {
			continue
		}
		lines++
		switch n := utf8.RuneCountInString(clip(t, 4*maxWrapped)); {
		case n <= maxWrapped:
			width = max(width, n)
		case !strings.Contains(t[:maxWrapped], "]("):
			long++
		}
	}
	if long*5 > lines {
		return layout{}
	}
	pairs, runsOn, prev, margin := 0, 0, "", 0
	for line := range strings.SplitSeq(s, "\n") {
		t, lead := trim(line)
		// An indented line begins a paragraph either way, except under a list item.
		if t != "" && prev != "" && (lead <= margin || bullet(prev) > 0 && bullet(t) == 0) {
			pairs++
			if runsOver(prev, t, width) {
				runsOn++
			}
		}
		prev, margin = t, lead
	}
	return layout{wrapped: pairs > 0 && runsOn*2 >= pairs}
}

// runsOver reports whether a line seems to run on into the next: it ends no
// sentence, and the next begins with a small letter or with a word that would
// not have fitted, give or take some letters.
func runsOver(line, next string, width int) bool {
	if r, _ := utf8.DecodeRuneInString(next); unicode.IsLower(r) {
		return !ends(line)
	}
	word, _, _ := strings.Cut(clip(next, maxWrapped), " ")
	return !ends(line) && utf8.RuneCountInString(clip(line, 4*maxWrapped))+1+utf8.RuneCountInString(word)+wrapSlack > width
}

// ends reports a line that ends as a sentence or a title does.
func ends(line string) bool {
	line = strings.TrimRight(line, "\"”’»*_)]\\ ")
	if line == "" {
		return true
	}
	switch line[len(line)-1] {
	case '.', '!', '?', ':', ';':
		return true
	}
	return strings.HasSuffix(line, "…")
}

// cut makes blocks of the text from base on: one for each paragraph, list item,
// heading or row.
func (b *Builder) cut(base int) {
	s := string(b.text[base:])
	c := cutter{b: b, layout: layoutOf(s)}
	for at := 0; at < len(s); {
		end := strings.IndexByte(s[at:], '\n')
		if end < 0 {
			end = len(s) - at
		}
		c.line(s[at:at+end], base+at)
		if len(b.blocks) > maxParts {
			return // Report refuses it
		}
		at += end + 1
	}
}

// cutter cuts lines into blocks; its fields tell of the block begun last.
type cutter struct {
	b *Builder
	layout
	open   bool // may go on in the next line
	item   bool // is a list item
	hard   bool // its last line ended in a hard break
	ended  bool // its last line ended as a sentence does
	indent int  // of its last line
	margin int  // indent of its first line
}

func (c *cutter) line(line string, base int) {
	t, lead := trim(line)
	if t == "" {
		c.open = false
		return
	}
	span := pledgebook.Span{Start: base + lead, End: base + lead + len(t)}
	mark, kind := marker(t)
	if kind == pledgebook.PartListItem && c.wrapped && c.open && !c.ended && !(c.item && t[0] != '(' && !unicode.IsDigit(rune(t[0]))) {
		mark, kind = 0, "" // a dash or "1." that the wrapping brought to the line's head
	}
	runsOn := c.wrapped && (c.item || lead <= c.indent) || c.item && lead > c.margin
	if !c.open || c.hard || kind != "" || !runsOn {
		span.Start += mark
		c.b.blocks = append(c.b.blocks, block{kind: kind, span: span})
		c.item, c.margin = kind == pledgebook.PartListItem, lead
	} else {
		c.b.blocks[len(c.b.blocks)-1].span.End = span.End
	}
	c.open = kind != pledgebook.PartSubhead
	c.hard = strings.HasSuffix(line, "\\") || strings.HasSuffix(line, "  ") && ends(t)
	c.indent, c.ended = lead, ends(t)
}

// trim returns a line without the white space around it and the hard break at
// its end, and how many bytes stood before it.
func trim(line string) (t string, lead int) {
	t = strings.TrimRightFunc(line, func(r rune) bool { return unicode.IsSpace(r) || r == '\\' })
	n := len(t)
	t = strings.TrimLeftFunc(t, unicode.IsSpace)
	return t, n - len(t)
}

// marker returns the length of what marks a line as list item, heading or table
// row, and the kind; "" for a line without a mark.
func marker(t string) (int, pledgebook.PartKind) {
	if n := bullet(t); n > 0 {
		return n, pledgebook.PartListItem
	}
	switch {
	case strings.HasPrefix(t, "#"):
		n := len(t) - len(strings.TrimLeft(t, "#"))
		if n <= 6 && strings.HasPrefix(t[n:], " ") {
			return n + 1, pledgebook.PartSubhead
		}
	case strings.HasPrefix(t, "|"), strings.Count(clip(t, maxWrapped), "\t") > 0:
		return 0, pledgebook.PartTableRow
	}
	return 0, ""
}

// bullet measures the mark of a list item with the blanks behind it: "- ",
// "• ", "* ", "1. ", "(a) ".
func bullet(t string) int {
	r, n := utf8.DecodeRuneInString(t)
	switch r {
	case '-', '*', '+', '–', '—':
		return spaced(t, n)
	case '•', '·', '‣', '▪', '◦', '●', '■', '►', '✔', '✅':
		if len(t) > n {
			return n + len(t[n:]) - len(strings.TrimLeftFunc(t[n:], unicode.IsSpace))
		}
		return 0
	case '(':
		if i := strings.IndexByte(clip(t, 6), ')'); i > 1 && numbering(t[1:i]) {
			return spaced(t, i+1)
		}
		return 0
	}
	i := strings.IndexAny(clip(t, 5), ".)")
	if i > 0 && numbering(t[:i]) && (t[i] == ')' || t[0] <= '9') {
		return spaced(t, i+1)
	}
	return 0
}

// spaced returns the place behind the white space at n, or 0 where there is
// none or nothing follows.
func spaced(t string, n int) int {
	rest := strings.TrimLeftFunc(t[n:], unicode.IsSpace)
	if rest == "" || len(rest) == len(t[n:]) {
		return 0
	}
	return len(t) - len(rest)
}

// numbering reports up to three digits, or one letter or small roman numeral.
func numbering(s string) bool {
	if strings.Trim(s, "0123456789") == "" {
		return len(s) <= 3
	}
	return len(s) == 1 && unicode.IsLetter(rune(s[0])) || strings.Trim(s, "ivx") == ""
}

// clip returns at most n bytes of s, cut between characters.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
