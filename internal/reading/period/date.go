package period

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// fullYear makes a year of two digits one of four: the one nearest to the
// publication day that lies at most twenty years ahead of it.
func (c *cursor) fullYear(n, digits int) int {
	if digits != 2 {
		return n
	}
	now := 2030
	if c.published.Known() {
		now = c.published.Year()
	}
	if 2000+n <= now+20 {
		return 2000 + n
	}
	return 1900 + n
}

// year4 reads a year of four digits.
func (c *cursor) year4(i int) (int, bool) {
	n, digits := c.digits(i)
	return n, digits == 4 && n >= 1000 && n < 2200
}

// yearAfter reads the year behind a day or month: "2024", ", 2024", "of 2024",
// "-2024", "'24", "nineteen ninety-six". Two digits count only where short is.
func (c *cursor) yearAfter(i int, short bool) (year, end int, ok bool) {
	j := i
	switch {
	case c.char(i, ',') || c.has(i, of|in):
		j = i + 1
		if c.has(j, article) {
			j++
		}
		j = c.skip(j, yearWord)
	case c.dash(i) || c.char(i, '/'):
		j = i + 1
	}
	if y, ok := c.year4(j); ok && !c.countAfter(j) {
		return y, j + 1, true
	}
	if n, digits := c.digits(j); digits == 2 && (short || c.has(i, of) && n > 31) {
		return c.fullYear(n, 2), j + 1, true
	}
	if c.char(j, '\'') || c.char(j, '’') || c.char(j, '‘') {
		if n, digits := c.digits(j + 1); digits == 2 && c.glued(j+1) {
			return c.fullYear(n, 2), j + 2, true
		}
	}
	return c.wordYear(j)
}

// countAfter reports that the number at i is a count, by what follows it.
func (c *cursor) countAfter(i int) bool {
	return c.has(i+1, counted) || c.char(i+1, '%')
}

// dayNumber reads a day of the month: "31", "31st", "thirty-first"; "fifteen"
// only where cardinals may be days.
func (c *cursor) dayNumber(i int, words bool) (day, end int, ok bool) {
	if n, digits := c.digits(i); digits == 1 || digits == 2 {
		end = i + 1
		if c.has(end, ordinalEnding) && c.glued(end) {
			end++
		}
		return n, end, n >= 1 && n <= 31
	}
	s := c.sense(i)
	switch {
	case s.class&ordinal != 0:
		return int(s.number), i + 1, s.number <= 31
	case s.class&cardinal == 0:
		return 0, i, false
	case s.number == 20 || s.number == 30:
		next := c.sense(c.hyphen(i + 1))
		if next.number < 10 && (next.class&ordinal != 0 || words && next.class&cardinal != 0) {
			n := int(s.number + next.number)
			return n, c.hyphen(i+1) + 1, n <= 31
		}
	}
	return int(s.number), i + 1, words && s.number >= 1 && s.number <= 31
}

// date reads a written date with a month's name, or a numeric one, at i.
func (c *cursor) date(i int) (reading, bool) {
	switch {
	case c.has(i, month):
		return c.monthFirst(i)
	case c.has(i, weekday):
		return c.weekdayFirst(i)
	}
	if c.inside(i) && c.doc.Tokens[i].Kind == text.Number {
		if r, ok := c.numericDate(i); ok {
			return r, true
		}
	}
	return c.dayFirst(i)
}

// monthFirst reads "May 31, 2024", "May 2024", "Sept. 30", "November 19-20".
func (c *cursor) monthFirst(i int) (reading, bool) {
	r := reading{end: i + 1, form: openYear, firstMonth: int(c.sense(i).month), months: 1, unit: Month, rule: "month"}
	j := i + 1
	if c.char(j, '.') && c.glued(j) {
		j++
	}
	if y, end, ok := c.yearAfter(j, false); ok {
		if day, dayEnd, ok := c.dayNumber(end+1, false); ok && c.dash(end) && c.glued(end) { // September-2020-23
			r.day, r.unit, r.rule, r.end = day, Day, "month-day", dayEnd
			return r.fix(y), true
		}
		r.end, r.rule = end, "month-year"
		return r.fix(y), true
	}
	k := j
	if c.char(k, '/') || c.char(k, ',') || c.dash(k) && c.glued(k) {
		k++
	}
	k = c.skip(k, article)
	day, end, ok := c.dayNumber(k, false)
	switch {
	case ok && !c.has(end, counted|unit) && !(c.char(k-1, ',') && !c.has(end-1, ordinalEnding)):
		r.day, r.unit, r.rule, r.end = day, Day, "month-day", end
		c.moreDays(&r, false)
		return c.thenYear(r), true
	case !ok && c.inside(k) && c.doc.Tokens[k].Kind == text.Number && k == j:
		if n, digits := c.digits(k); digits == 2 && n > 31 && !c.countAfter(k) {
			r.end, r.rule = k+1, "month-year"
			return r.fix(c.fullYear(n, 2)), true
		}
	}
	if c.has(i, careful) && !c.monthly(i) || c.doc.Tokens[i].Is(text.AllCaps) && r.end == i+1 && len(c.doc.Of(i)) < 5 {
		return r, false // "may", or the acronym "DEC"
	}
	return c.thenYear(r), true
}

// monthly reports that a word such as "may" or "march" is the month: by its
// capital inside a sentence, or the word before it.
func (c *cursor) monthly(i int) bool {
	if c.dash(i+1) && c.has(i+2, month) || c.has(i+1, to|until) && c.has(i+2, month) {
		return true
	}
	if c.has(i-1, in|since|until|by|of|relative|partWord|from|between|before|after) {
		return c.doc.Tokens[i].Is(text.Capital) || c.has(i-1, in) || c.has(i-1, article)
	}
	if c.has(i-1, article) && c.has(i-2, in) {
		return true
	}
	named := c.has(i+1, forLength) && c.upper(i+2) // "the annual March for Peace"
	return c.upper(i) && !named && !c.has(i-1, article) && (!c.has(i, name) || c.char(i+1, '.'))
}

// moreDays reads the further days of "April 18 and 19", "19-20", "9th through 17th".
func (c *cursor) moreDays(r *reading, dayFirst bool) {
	j := r.end
	if !c.dash(j) && !c.has(j, to|and|until) && !c.char(j, ',') {
		return
	}
	k := c.skip(j+1, article)
	day, end, ok := c.dayNumber(k, dayFirst)
	named := c.has(end, month) || c.has(end, of) && c.has(end+1, month)
	if !ok || named && !dayFirst || c.has(end, counted|unit) || c.char(end, '/') || c.char(end, ':') {
		return
	}
	if (c.has(j, and) || c.char(j, ',')) && (c.plural(end) || day <= max(r.day, r.lastDay)) {
		return
	}
	if c.char(j, ',') && !(c.has(end, and) || c.char(end, ',')) {
		return
	}
	if r.lastDay, r.end = day, end; c.has(end, and) || c.char(end, ',') {
		c.moreDays(r, dayFirst)
	}
}

// thenYear gives an open reading the year that follows it, if any: "2024",
// "of last year", "this year".
func (c *cursor) thenYear(r reading) reading {
	if r.form != openYear {
		return r
	}
	if y, end, ok := c.yearAfter(r.end, false); ok {
		r.end = end
		return r.fix(y)
	}
	j := r.end
	if c.char(j, ',') {
		j++
	}
	j = c.skip(c.skip(c.skip(j, of|in), article), owner)
	k := c.skip(j, filler)
	if s := c.sense(k); s.class&relative != 0 && c.has(c.skip(k+1, calendar), yearWord) {
		r.end, r.ref = c.skip(k+1, calendar)+1, true
		return c.inRelativeYear(r, int(s.shift))
	}
	if j > r.end+1 && c.has(r.end, of) && c.has(j, yearWord) && !c.dash(j+1) && c.sense(j).unit == Year {
		r.end, r.ref = j+1, true
		return c.inRelativeYear(r, 0)
	}
	return c.yearOfNext(r)
}

// yearOfNext gives a time the year of the one listed behind it: "in November and
// December 2023".
func (c *cursor) yearOfNext(r reading) reading {
	if !c.has(r.end, and) && !c.char(r.end, ',') || c.depth >= maxDepth {
		return r
	}
	c.depth += 2
	next, ok := c.date(c.skip(c.skip(r.end+1, on|in), article))
	c.depth -= 2
	if !ok || next.form != fixed || next.ref || next.firstMonth == 0 || !next.iv.Start.Known() {
		return r
	}
	year := next.iv.Start.Year()
	if next.firstMonth < r.firstMonth {
		year--
	}
	return r.fix(year)
}

func (c *cursor) inRelativeYear(r reading, shift int) reading {
	if !c.published.Known() {
		r.form, r.iv = fixed, pledgebook.Interval{}
		return r
	}
	return r.fix(c.published.Year() + shift)
}

// dayFirst reads "31 May 2024", "second of August", "26-FEB-1987", "4 to 22
// January" and "4 to 22 this month".
func (c *cursor) dayFirst(i int) (reading, bool) {
	day, end, ok := c.dayNumber(i, true)
	if !ok || c.glued(i) && i > c.sentence.First && c.doc.Tokens[i-1].Kind == text.Symbol {
		return reading{}, false
	}
	r := reading{end: end, form: openYear, months: 1, day: day, unit: Day, rule: "day-month"}
	c.moreDays(&r, true)
	j := r.end
	short := false
	switch {
	case c.char(j, '/') || c.dash(j) && c.glued(j):
		j, short = j+1, true
	default:
		j = c.skip(j, of)
	}
	if !c.has(j, month) {
		return c.dayOfRelativeMonth(r)
	}
	r.firstMonth, r.end = int(c.sense(j).month), j+1
	if c.char(r.end, '.') && c.glued(r.end) && !c.sentenceStop(r.end) {
		r.end++
	}
	if y, end, ok := c.yearAfter(r.end, short); ok {
		r.end = end
		return r.fix(y), true
	}
	return c.thenYear(r), true
}

func (c *cursor) sentenceStop(i int) bool { return i+1 >= c.sentence.End }

// dayOfRelativeMonth reads "4 to 22 this month", "the 18th of last month".
func (c *cursor) dayOfRelativeMonth(r reading) (reading, bool) {
	j := c.skip(c.skip(c.skip(r.end, of), in), article)
	s := c.sense(j)
	next := c.sense(j + 1)
	if s.class&relative == 0 || next.class&unit == 0 || next.unit != Month || next.many {
		return r, false
	}
	if r.lastDay == 0 && !c.has(r.end-1, ordinal|ordinalEnding) {
		return r, false
	}
	r.end, r.ref, r.form, r.rule = j+2, true, fixed, "day-of-month"
	if m := Around(c.published, Month, int(s.shift)); m.Start.Known() {
		y, mo, _ := m.Start.Date()
		r.firstMonth = int(mo)
		r = r.fix(y)
	}
	return r, true
}

// weekdayFirst reads "Friday", "Friday, Oct. 23", "Tuesday 13th", "Monday of
// next week".
func (c *cursor) weekdayFirst(i int) (reading, bool) {
	r := reading{end: i + 1, form: openWeek, weekday: int(c.sense(i).weekday), unit: Day, rule: "weekday"}
	j := i + 1
	if c.char(j, '.') && c.glued(j) && !c.sentenceStop(j) {
		j++
	}
	k := j
	if c.char(j, ',') || c.dash(j) {
		k = j + 1
	}
	k = c.skip(k, article)
	if !c.has(k, weekday) {
		if d, ok := c.date(k); ok && (d.unit == Day) && d.day > 0 && (d.form == openYear || d.form == fixed) {
			return d, true
		}
	}
	if day, end, ok := c.dayNumber(k, false); ok && k == j && !c.has(end, month|counted|unit) && !c.char(end, ':') && !c.has(end, pluralEnding) && !c.clock(end) && (c.has(end-1, ordinal|ordinalEnding) || !c.word(end)) {
		r.form, r.day, r.end, r.rule = openMonth, day, end, "weekday-day"
		return r, true
	}
	if c.has(i, careful) && !(c.doc.Tokens[i].Is(text.Capital) && c.char(i+1, ',') && !c.has(i+2, article|one)) && !(c.doc.Tokens[i].Is(text.Capital) && c.has(i-1, weekday|and|from|to)) && !c.has(i-1, on|relative) {
		return r, false
	}
	if m, ok := c.reckonedDay(r); ok {
		return m, true
	}
	return c.weekdayOfWeek(r), true
}

// reckonedDay reads "Saturday, three days from now": one day, told twice.
func (c *cursor) reckonedDay(r reading) (reading, bool) {
	j := r.end
	if c.char(j, ',') {
		j++
	}
	if !c.inside(j) || c.doc.Tokens[j].Kind != text.Number && !c.has(j, cardinal|one) {
		return r, false
	}
	m, ok := c.lengthMoment(j)
	if !ok || !m.at.Known() || (int(m.at.Weekday())+6)%7+1 != r.weekday {
		return r, false
	}
	r.end, r.form, r.ref, r.iv = m.end, fixed, true, oneDay(m.at)
	return r, true
}

// word reports a word at a token.
func (c *cursor) word(i int) bool { return c.inside(i) && c.doc.Tokens[i].Kind == text.Word }

// clock reports a.m. or p.m. at a token.
func (c *cursor) clock(i int) bool {
	return c.inside(i) && c.doc.Says(i, cue.HalfOfDay)
}

// weekdayOfWeek reads "Tuesday of next week", "Friday last week".
func (c *cursor) weekdayOfWeek(r reading) reading {
	j := c.skip(c.skip(r.end, of), article)
	s, next := c.sense(j), c.sense(j+1)
	if s.class&relative == 0 || next.class&weekWord == 0 || next.many {
		return r
	}
	r.end, r.form, r.ref, r.rule = j+2, fixed, true, "weekday-of-week"
	if w := Around(c.published, Week, int(s.shift)); w.Start.Known() {
		r.iv = oneDay(w.Start + pledgebook.Day(r.weekday-1))
	}
	return r
}
