package feed

import (
	"bytes"
	"strings"
)

// plain reports whether text is a list of links: nothing but links, one a line,
// and lines that begin with #.
func plain(text []byte) bool {
	found := false
	for line := range bytes.Lines(text) {
		switch line := strings.TrimSpace(string(line)); {
		case line == "" || line[0] == '#':
		case isLink(line):
			found = true
		default:
			return false
		}
	}
	return found
}

func isLink(s string) bool {
	return (strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")) && !strings.ContainsAny(s, " \t")
}

// plain reads a list with one link a line.
func (c *collector) plain(raw []byte) error {
	for line := range bytes.Lines(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))) {
		text := strings.TrimSpace(string(line))
		if !isLink(text) {
			continue
		}
		if err := c.add(Link{URL: text}, false); err != nil {
			return err
		}
	}
	return nil
}
