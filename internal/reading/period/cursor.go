package period

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// cursor is one sentence being read. Its methods look at tokens of the sentence
// only; a place outside it has no sense and no character.
type cursor struct {
	*words
	doc       *text.Document
	sentence  text.Range
	published pledgebook.Day
	country   func(token int) pledgebook.PartyID
	// stated is the fiscal calendar the report spells out ("July-June").
	stated *fiscalCalendar
	// quarter is the last one named in the report.
	quarter pledgebook.Interval
	// lastPart is the last part of a year named in the report, which "the same period
	// last year" takes up; none behind a length of months without dates.
	lastPart pledgebook.Interval
	// told is the last year named in the sentence: "a year later" counts from it.
	told pledgebook.Interval
	// yearTold is that of the sentences shortly before.
	yearTold pledgebook.Interval
	toldIn   int
	// at is the last day or month named in the sentence or shortly before, atIn where
	// its sentence begins: "the following month" counts from it.
	at    pledgebook.Interval
	atIn  int
	depth int // of moments inside moments
	// about is the events the report stands near, once it was surveyed.
	about    eventSet
	surveyed bool
}

var noSense sense

func (c *cursor) inside(i int) bool { return i >= c.sentence.First && i < c.sentence.End }

func (c *cursor) sense(i int) *sense {
	if !c.inside(i) {
		return &noSense
	}
	if id := int(c.doc.Tokens[i].Word); id < len(c.senses) {
		return &c.senses[id]
	}
	return &noSense
}

func (c *cursor) has(i int, k class) bool { return c.sense(i).class&k != 0 }

// skip moves past token i where it is of a class.
func (c *cursor) skip(i int, k class) int {
	if c.has(i, k) {
		return i + 1
	}
	return i
}

func (c *cursor) char(i int, r rune) bool {
	return c.inside(i) && c.doc.Tokens[i].Char == r
}

func (c *cursor) dash(i int) bool {
	return c.char(i, '-') || c.char(i, '–') || c.char(i, '—') || c.char(i, '‑') || c.char(i, '~')
}

// joins reports a dash that can tie two times: "2021 – 2024", but not the
// spaced long dash of speech.
func (c *cursor) joins(i int) bool {
	return c.dash(i) && !(c.char(i, '—') && !c.glued(i) && !c.glued(i+1))
}

// glued reports whether token i follows the one before without a space.
func (c *cursor) glued(i int) bool {
	return c.inside(i) && !c.doc.Tokens[i].Is(text.SpaceBefore)
}

// hyphen moves past a hyphen glued to the word before it.
func (c *cursor) hyphen(i int) int {
	if c.dash(i) && c.glued(i) {
		return i + 1
	}
	return i
}

// digits returns the value of a token of up to eight plain digits, and how many.
func (c *cursor) digits(i int) (value, count int) {
	if !c.inside(i) || c.doc.Tokens[i].Kind != text.Number {
		return 0, 0
	}
	s := c.doc.Of(i)
	if len(s) > 8 {
		return 0, 0
	}
	return digitsOf(s)
}

func digitsOf(s string) (value, count int) {
	for _, b := range []byte(s) {
		if b < '0' || b > '9' {
			return 0, 0
		}
		value = value*10 + int(b-'0')
	}
	return value, len(s)
}

// phraseAt returns the time phrase that begins at a token and where it ends.
func (c *cursor) phraseAt(i int) (phrase, int, bool) {
	if !c.has(i, opens) {
		return phrase{}, i, false
	}
	tag, ok := c.doc.Tagged(i, c.category)
	if !ok || tag.End > c.sentence.End {
		return phrase{}, i, false
	}
	return c.phrases[tag.Ref], tag.End, true
}

// plain reports a word that has no part in a time.
func (c *cursor) plain(i int) bool {
	return c.inside(i) && c.doc.Tokens[i].Kind == text.Word && c.sense(i).class == 0 && !c.doc.Says(i, cue.Working|cue.Period)
}

// plural reports a lower-case word in -s, "2024 soldiers", that makes a number
// before it a count.
func (c *cursor) plural(i int) bool {
	if !c.inside(i) || c.doc.Tokens[i].Kind != text.Word || c.doc.Tokens[i].Is(text.Capital) || c.sense(i).class != 0 {
		return false
	}
	return len(c.doc.Of(i)) > 3 && c.doc.Ends(i, cue.Plural) && !c.onlyVerb(i)
}

// onlyVerb reports a form of a verb that is no noun of aid or goods as well: "The budget for
// 2025 contains".
func (c *cursor) onlyVerb(i int) bool {
	t, ok := c.doc.Tagged(i, c.words.verb)
	if !ok || c.doc.Has(i, c.words.noun) {
		return false
	}
	return t.Len() > 1 || !c.doc.Has(i, c.words.goods)
}

// upper reports a capital that is not the sentence's first.
func (c *cursor) upper(i int) bool {
	return i > c.sentence.First && c.doc.Tokens[i].Is(text.Capital) && !c.doc.Tokens[i].Is(text.AllCaps)
}
