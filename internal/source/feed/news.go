package feed

import (
	"bytes"
	"time"

	"github.com/mmcdole/gofeed"

	"pledgebook"
)

// feed reads RSS, Atom and JSON feeds.
func (c *collector) feed(raw []byte) (err error) {
	if len(raw) > mostFeedBytes {
		return pledgebook.Errorf(pledgebook.TooLarge, "it is a feed of more than %d MB", mostFeedBytes>>20)
	}
	if nested(raw) > mostDepth {
		return errTooDeep
	}
	defer func() {
		if r := recover(); r != nil {
			err = pledgebook.Errorf(pledgebook.Invalid, "it broke the feed reader (%v); please report it", r)
		}
	}()
	f, err := gofeed.NewParser().Parse(bytes.NewReader(raw))
	if err != nil {
		return damaged(err)
	}
	for _, item := range f.Items {
		if err := c.add(Link{URL: target(item), Title: item.Title, Language: f.Language,
			Changed: latest(timeOf(item.PublishedParsed), timeOf(item.UpdatedParsed))}, false); err != nil {
			return err
		}
	}
	return nil
}

// target is where an item leads: its link, else an id that is one.
func target(item *gofeed.Item) string {
	if item.Link != "" {
		return item.Link
	}
	for _, l := range item.Links {
		if l != "" {
			return l
		}
	}
	if bytes.HasPrefix([]byte(item.GUID), []byte("http")) {
		return item.GUID
	}
	return ""
}

func timeOf(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

// nested returns how deep elements lie in each other at most, counting too deep
// rather than not deep enough: the feed reader calls itself for each level.
func nested(raw []byte) int {
	depth, deepest := 0, 0
	for {
		at := bytes.IndexByte(raw, '<')
		if at < 0 || at+1 >= len(raw) {
			return deepest
		}
		raw = raw[at+1:]
		switch {
		case bytes.HasPrefix(raw, []byte("![CDATA[")):
			raw = behind(raw, "]]>")
			continue
		case bytes.HasPrefix(raw, []byte("!--")):
			raw = behind(raw, "-->")
			continue
		case raw[0] == '!' || raw[0] == '?':
			continue
		case raw[0] == '/':
			depth = max(depth-1, 0)
			continue
		}
		end := bytes.IndexByte(raw, '>')
		if end < 0 || end == 0 || raw[end-1] != '/' {
			depth++
			deepest = max(deepest, depth)
		}
	}
}

// behind returns what follows mark, nothing where it is missing.
func behind(raw []byte, mark string) []byte {
	_, rest, _ := bytes.Cut(raw, []byte(mark))
	return rest
}
