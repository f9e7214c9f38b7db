package period

import (
	"pledgebook"
	"pledgebook/internal/reading/text"
)

// maxDay is the last day a mention may reach: the end of the year 9999.
var maxDay = pledgebook.DateOf(9999, 12, 31)

// mention reads the expression that begins at token i, with the words before it
// that bind it.
func (c *cursor) mention(i, floor int) (Mention, bool) {
	if p, end, ok := c.phraseAt(i); ok {
		if m, ok := c.phraseMention(p, i, end); ok {
			return m, true
		}
	}
	if c.has(i, since) {
		if m, ok := c.sinceEvent(i); ok {
			return m, true
		}
	}
	if c.has(i, each|often) {
		if m, ok := c.recurring(i); ok {
			return m, true
		}
	}
	r, ok := c.span(i)
	if !ok {
		return Mention{}, false
	}
	return c.finish(r, floor), true
}

// recurring reads "every year", "each month", "per year", "annually".
func (c *cursor) recurring(i int) (Mention, bool) {
	m := Mention{Range: text.Range{First: i, End: i + 1}, Role: RoleRecurring, Rule: "recurring"}
	if s := c.sense(i); s.class&often != 0 {
		m.Length = lengthOf(1, s.often)
		return m, true
	}
	if s := c.sense(i + 1); s.class&unit != 0 && s.class&ordinal == 0 {
		m.Length, m.End = lengthOf(max(int(s.count), 1), s.unit), i+2
		return m, true
	}
	if d, end, ok := c.length(i+1, false); ok && !c.has(i+1, one) {
		m.Length, m.End = d, end
		return m, true
	}
	if c.has(i+1, weekday) {
		m.Length, m.End = lengthOf(1, Week), i+2
		return m, true
	}
	return m, false
}

// moment reads the time that begins at token i: of the readings that fit, the
// longest.
func (c *cursor) moment(i int) (reading, bool) {
	if !c.inside(i) || c.depth == maxDepth {
		return reading{}, false
	}
	c.depth++
	r, ok := c.longest(i)
	c.depth--
	return r, ok
}

// maxDepth bounds how far one time may be told by another: "the end of the
// first week of the month before".
const maxDepth = 4

func (c *cursor) longest(i int) (best reading, found bool) {
	forms := c.wordForms
	k := c.sense(i).class
	if c.doc.Tokens[i].Kind == text.Number {
		forms, k = c.numberForms, ^class(0)
	}
	for _, f := range forms {
		if k&f.begins == 0 {
			continue
		}
		if r, ok := f.read(c, i); ok && (!found || r.end > best.end) {
			best, found = r, true
			best.start = i
		}
	}
	return best, found
}

// timeForm is one way to write a time, and the words it may begin with.
type timeForm struct {
	begins class
	read   func(*cursor, int) (reading, bool)
}

// wordForms lists the forms that begin with a word, numberForms those that
// begin with a number; of two readings of one length the first counts.
func wordForms() []timeForm {
	const number = cardinal | ordinal | vague | one | scale | half
	return []timeForm{
		{month | weekday, (*cursor).date},
		{number, (*cursor).dayFirst},
		{number, (*cursor).lengthMoment},
		{number | relative, (*cursor).ordinalUnit},
		{number, (*cursor).spelledYear},
		{number | decadeWord, (*cursor).decadeWords},
		{relative, (*cursor).relative},
		{relative, (*cursor).yearsQuarter},
		{deictic | now, (*cursor).deictic},
		{partWord, (*cursor).part},
		{rest | earlier | later, (*cursor).restOf},
		{quarterLetter | halfLetter, (*cursor).letterMoment},
		{fiscalLetters | calendarLetters | fiscal, (*cursor).fiscalPhrase},
		{unit, (*cursor).yearAgo},
		{unit, (*cursor).unitMoment},
		{season, (*cursor).seasonMoment},
		{opens, (*cursor).phraseMoment},
	}
}

func numberForms() []timeForm {
	const any = ^class(0)
	return []timeForm{
		{any, (*cursor).date},
		{any, (*cursor).year},
		{any, (*cursor).lengthMoment},
		{any, (*cursor).ordinalUnit},
		{any, (*cursor).decadeWords},
		{any, (*cursor).dayAlone},
	}
}

// dayAlone reads "the 18th" after "on" or "of".
func (c *cursor) dayAlone(i int) (reading, bool) {
	day, end, ok := c.dayNumber(i, false)
	if !ok || end == i+1 || !c.has(i-1, on) && !(c.has(i-1, article) && c.has(i-2, on|of|by|until|since|before)) {
		return reading{}, false
	}
	if c.inside(end) && c.doc.Tokens[end].Kind == text.Word && !c.has(end, to|until|and) {
		return reading{}, false
	}
	return reading{end: end, form: openMonth, day: day, unit: Day, rule: "day-of-month"}, true
}

// spelledYear reads a year in words where a preposition says it is one.
func (c *cursor) spelledYear(i int) (reading, bool) {
	y, end, ok := c.wordYear(i)
	if !c.has(i-1, in|until|since|by|from|to|and|of|yearWord) && !(ok && c.sense(i).number == 19 && !c.has(i+1, scale)) {
		return reading{}, false
	}
	if !ok || y < 1000 || y > 2199 || c.has(end, counted|unit|scale) || c.plural(end) {
		return reading{}, false
	}
	if c.has(i-1, and|of|to) && c.has(end-1, scale) {
		return reading{}, false
	}
	if s := c.sense(end - 1); s.class&decadeWord != 0 {
		return reading{}, false
	}
	return reading{end: end, iv: YearOf(y), rule: "year-in-words"}, true
}

// seasonMoment reads "summer 2024", "the winter of 2022/23", "the summer".
func (c *cursor) seasonMoment(i int) (reading, bool) {
	r := reading{end: i + 1, form: openYear, firstMonth: int(c.sense(i).season), months: 3, unit: Quarter, season: true, rule: "season"}
	j := c.skip(r.end, of)
	if y, ok := c.year4(j); ok {
		r.end = j + 1
		if c.char(j+1, '/') || c.dash(j+1) && c.glued(j+1) {
			if _, digits := c.digits(j + 2); digits == 2 || digits == 4 {
				r.end = j + 3
			}
		}
		return r.fix(y), true
	}
	r = c.thenYear(r)
	ok := r.form == fixed || (!c.has(i, careful) || c.has(i-1, article) && c.has(i-2, in|by|since|until|before|after)) && c.has(i-1, in|article|of|by|until|since|before|after|over|partWord|filler)
	return r, ok
}

// yearsQuarter reads "this year's third quarter", "next year's first half".
func (c *cursor) yearsQuarter(i int) (reading, bool) {
	y, ok := c.relative(i)
	if !ok || y.unit != Year || !c.has(y.end, pluralEnding) || !y.iv.Start.Known() {
		return y, false
	}
	if s := c.sense(y.end + 1); s.unit == Quarter && !s.many && c.lastPart.Granularity == pledgebook.ByQuarter { // "last year's quarter"
		y.end, y.rule = y.end+2, "told-stretch"
		y.iv = QuarterOf(y.iv.Start.Year(), (int(monthOf(c.lastPart.Start))+2)/3)
		return y, true
	}
	q, ok := c.ordinalUnit(y.end + 1)
	if !ok {
		q, ok = c.letterQuarter(y.end + 1)
	}
	if !ok || q.form != openYear {
		return y, false
	}
	q = q.fix(y.iv.Start.Year())
	q.ref = true
	return q, true
}
