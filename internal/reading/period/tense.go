package period

import (
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// Tense is whether the words around a time look back or ahead.
type Tense uint8

// The tenses; NoTense where nothing tells.
const (
	NoTense  Tense = iota
	Past           // was, said
	Future         // will
	Intended       // would, may, plans, expects: ahead, unless that is far off
	Due            // by, until: the nearer, a weekday ahead
	Begun          // since, after: never ahead
)

// verbTense is what one word says of the tense.
type verbTense uint8

const (
	noVerb     verbTense = iota
	verbPast             // was, said
	verbFuture           // will
	verbIntent           // would, plans, scheduled
	verbToward           // "to": ahead behind a form of "be"
	verbBe               // is, are
	verbModal            // could: ahead for the participle behind it
	verbHave             // has: past where a participle follows
	verbAim              // set, decision: ahead for the "to" behind it
)

// tenseReach bounds how far from a time its verb is looked for, in words.
const tenseReach = 30

// tense looks for the verb nearest before the time, then after it. A deadline
// looks ahead, and "Wednesday's ruling" back.
func (c *cursor) tense(i int) Tense {
	j := c.skipBack(i-1, article)
	switch {
	case c.has(j, until|by) && !(j < i-1 && c.has(i, weekday) && c.word(i+1) && c.sense(i+1).class == 0): // not "by the Tuesday deadline"
		switch t := c.nearestVerb(i); {
		case t == Future:
			return Future
		case t == Past && c.had(i):
			return Past // "had paid by Wednesday"
		}
		return Due
	case c.has(j, since) || c.has(c.skipBack(c.skipBack(j, of), partWord), since):
		return Begun
	case c.sinceEventOn(i) >= 0:
		return Begun
	case c.has(i, weekday) && c.has(i+1, pluralEnding) && !c.has(j, before):
		return Past
	}
	t := c.nearestVerb(i)
	if t == Past && c.has(j, after) {
		return Begun
	}
	return t
}

// hadReach bounds the words between "had" and the time by which it was so.
const hadReach = 12

// had reports the past of "have" shortly before or right behind a time.
func (c *cursor) had(i int) bool {
	for k := max(c.sentence.First, i-hadReach); k < min(c.sentence.End, i+5); k++ {
		if c.doc.Is(k, cue.Had) {
			return true
		}
	}
	return false
}

func (c *cursor) nearestVerb(i int) Tense {
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

// verb tells the tense of one word: a participle takes that of "will be" or "is
// to be" before it.
func (c *cursor) verb(j int) Tense {
	if c.has(j, month) && c.doc.Tokens[j].Is(text.Capital) {
		return NoTense // May
	}
	switch t := c.sense(j).tense; t {
	case verbFuture:
		return Future
	case verbIntent:
		return Intended
	case verbToward:
		if t := c.sense(j - 1).tense; t == verbBe || t == verbAim {
			return Intended
		}
	case verbHave:
		for k := j + 1; k <= j+3; k++ {
			if c.sense(k).tense == verbPast || c.regularPast(k) {
				return Past
			}
		}
	default:
		if t == verbPast || c.regularPast(j) {
			if c.sense(j-1).tense == verbBe {
				return NoTense // "is heard" looks neither way
			}
			return c.pastOrAhead(j)
		}
	}
	return NoTense
}

// pastOrAhead gives a past form the tense of "will", "would" or "to" in the
// three words before it.
func (c *cursor) pastOrAhead(j int) Tense {
	for k := j - 1; k >= j-3; k-- {
		if c.has(k, month) && c.doc.Tokens[k].Is(text.Capital) {
			continue // May
		}
		switch c.sense(k).tense {
		case verbFuture:
			return Future
		case verbToward:
			if k == j-1 || c.doc.Is(k+1, cue.Be) || c.sense(k+1).tense == verbHave {
				return Intended
			}
		case verbIntent, verbModal:
			return Intended
		case verbPast:
			return Past
		}
	}
	return Past
}

// regularPast reports a lower-case word in -ed that is no adjective.
func (c *cursor) regularPast(j int) bool {
	if !c.inside(j) || c.doc.Tokens[j].Kind != text.Word || c.doc.Tokens[j].Is(text.Capital) || c.has(j-1, article) {
		return false // "the promised visit"
	}
	return len(c.doc.Of(j)) > 4 && c.doc.Ends(j, cue.RegularPast)
}
