package period

import (
	"strings"

	"pledgebook/internal/reading/text"
)

// Tense is whether the words around a time look back or ahead.
type Tense uint8

// The tenses; NoTense where nothing tells.
const (
	NoTense Tense = iota
	Past
	Future
)

// verbTense is what one word says of the tense.
type verbTense uint8

const (
	noVerb     verbTense = iota
	verbPast             // was, said
	verbFuture           // will, plans
	verbToward           // "to", "expected": ahead where a verb follows
)

// tenseReach bounds how far from a time its verb is looked for, in words.
const tenseReach = 30

// tense looks for the verb nearest before the time, then after it.
func (c *cursor) tense(i int) Tense {
	for j := i - 1; j >= max(c.sentence.First, i-tenseReach); j-- {
		if t := c.verb(j); t != NoTense {
			return t
		}
	}
	for j := i + 1; j < min(c.sentence.End, i+tenseReach); j++ {
		if t := c.verb(j); t != NoTense {
			return t
		}
	}
	return NoTense
}

// verb tells the tense of one verb: a participle takes that of "will be" or "to
// be" before it.
func (c *cursor) verb(j int) Tense {
	switch c.sense(j).tense {
	case verbPast:
		if c.ahead(j) {
			return Future
		}
		return Past
	case verbFuture:
		if c.has(j, month) && c.doc.Tokens[j].Is(text.Capital) {
			return NoTense
		}
		return Future
	}
	if c.regularPast(j) {
		if c.ahead(j) {
			return Future
		}
		return Past
	}
	return NoTense
}

// ahead reports "will", "would" or "to" in the three words before a participle.
func (c *cursor) ahead(j int) bool {
	for k := j - 1; k >= j-3; k-- {
		t := c.sense(k).tense
		if t == verbFuture || t == verbToward {
			return true
		}
		if t == verbPast && !strings.EqualFold(c.doc.Of(k), "been") {
			return false
		}
	}
	return false
}

// regularPast reports a lower-case word in -ed.
func (c *cursor) regularPast(j int) bool {
	if !c.inside(j) || c.doc.Tokens[j].Kind != text.Word || c.doc.Tokens[j].Is(text.Capital) {
		return false
	}
	s := c.doc.Of(j)
	return len(s) > 4 && s[len(s)-2:] == "ed" && s[len(s)-3] != 'e'
}
