package text

import "strings"

// maxMarkup bounds how far a piece of markup may reach: a longer one is text.
const maxMarkup = 300

// opensMarkup has the bytes that markup may begin with.
var opensMarkup = [256]bool{'*': true, '\\': true, ':': true, '[': true, ']': true, '<': true, '&': true}

// markup returns the length of the markup at i that carries no words of its
// own, or 0, and whether it turns emphasis on or off. It knows what press pages
// and their markdown copies hold: **…**, :abbr[…]{…}, [text](link), tags,
// character escapes and hard line breaks.
func markup(s string, i int) (n int, toggles bool) {
	switch s[i] {
	case '*':
		if strings.HasPrefix(s[i:], "**") {
			return 2, true
		}
		return 1, false
	case '\\':
		return 1, false
	case ':':
		return directive(s[i:]), false
	case '[':
		if strings.Contains(clip(s[i:]), "](") {
			return 1, false
		}
	case ']':
		return closing(s, i), false
	case '<':
		return tag(s[i:]), false
	case '&':
		if strings.HasPrefix(s[i:], "&nbsp;") {
			return len("&nbsp;"), false
		}
	}
	return 0, false
}

func clip(s string) string {
	if len(s) > maxMarkup {
		return s[:maxMarkup]
	}
	return s
}

// directive measures ":abbr[" with any lower- or upper-case name.
func directive(s string) int {
	n := 1
	for n < len(s) && n < 20 && classes[s[n]&0x7f] == letter && s[n] < 0x80 {
		n++
	}
	if n > 1 && n < len(s) && s[n] == '[' {
		return n + 1
	}
	return 0
}

// closing measures "]" with the link or attributes behind it. A bracket that no
// markup opened stays punctuation.
func closing(s string, i int) int {
	rest := clip(s[i+1:])
	if len(rest) > 0 && (rest[0] == '(' || rest[0] == '{') {
		shut := byte(')')
		if rest[0] == '{' {
			shut = '}'
		}
		if end := strings.IndexByte(rest, shut); end > 0 && !strings.ContainsAny(rest[:end], " \n") || end > 0 && rest[0] == '{' {
			return end + 2
		}
	}
	open := strings.LastIndexByte(s[max(0, i-maxMarkup):i], '[')
	if open < 0 {
		return 0
	}
	open += max(0, i-maxMarkup)
	name := open
	for name > 0 && classes[s[name-1]&0x7f] == letter {
		name--
	}
	if name > 0 && name < open && s[name-1] == ':' {
		return 1
	}
	return 0
}

// tag measures an HTML tag with a lower-case name; "<BA>" is a ticker, not a tag.
func tag(s string) int {
	if len(s) < 3 {
		return 0
	}
	c := s[1]
	if c == '/' {
		c = s[2]
	}
	if c < 'a' || c > 'z' {
		return 0
	}
	if end := strings.IndexByte(clip(s), '>'); end > 0 && !strings.ContainsRune(s[1:end], '<') {
		return end + 1
	}
	return 0
}
