package period

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// year reads a calendar year that stands by itself, and what may follow it:
// "2024", "2016 June", "2016 H2", "1986/87".
func (c *cursor) year(i int) (reading, bool) {
	y, ok := c.year4(i)
	if !ok {
		return reading{}, false
	}
	if r, ok := c.afterYear(i+1, y); ok {
		return r, true
	}
	if r, ok := c.slashYear(i, y); ok {
		return r, true
	}
	if c.has(i-1, article) && c.inside(i+1) && c.doc.Says(i+1, cue.Period) && c.lastPart.Granularity == pledgebook.ByQuarter { // "the 1988 period", of quarters
		iv := QuarterOf(y, (int(monthOf(c.lastPart.Start))+2)/3)
		return reading{end: i + 2, iv: iv, rule: "told-stretch"}, true
	}
	if c.glued(i+1) && (c.has(i+1, pluralEnding)) && y%10 == 0 && !c.char(i+1, '.') {
		if c.doc.Of(i + 1)[0] == 's' || c.has(i-1, article) {
			return c.decade(i+2, y), true
		}
	}
	if !c.isYear(i, y) {
		return reading{}, false
	}
	return reading{end: i + 1, iv: YearOf(y), rule: "year"}, true
}

// isYear tells a year from a count: no money sign or scale beside it, no
// counted noun behind it unless a preposition of time stands before.
func (c *cursor) isYear(i, y int) bool {
	if i > c.sentence.First && c.doc.Tokens[i-1].Kind == text.Symbol && c.glued(i) && !c.char(i-1, '=') && !c.char(i-1, '~') {
		return false
	}
	if c.has(i-1, numbered) {
		return false
	}
	if c.glued(i) && (c.char(i-1, '/') || c.inside(i-1) && c.doc.Tokens[i-1].Kind == text.Word) || c.countAfter(i) || c.glued(i+1) && c.doc.Tokens[i+1].Kind != text.Punct && !c.has(i+1, pluralEnding) && !c.char(i+1, '~') {
		return false
	}
	if c.dash(i-1) && c.glued(i) && c.glued(i-1) && !c.has(i-2, partWord|after|before|quarterLetter|halfLetter) && i-2 >= c.sentence.First {
		if _, ok := c.year4(i - 2); !ok {
			return false // a model number: "S-2024"
		}
	}
	if c.has(i-1, of) && c.has(i-2, partWord) {
		return true // "the end of 2023 totals"
	}
	if c.has(i-1, in|since|until|by|from|between|partWord|yearWord|fiscal|calendar|to|before|after|month|season|over) {
		return !c.plural(i+1) || c.has(i-1, in|since|until|by|yearWord|over)
	}
	return y >= 1900 && y < 2100 && !c.plural(i+1) && !c.has(i+1, unit)
}

// afterYear reads a month, quarter or half behind a year: "2016 June",
// "2019-H2", "2024 fiscal year".
func (c *cursor) afterYear(i, y int) (reading, bool) {
	j := i
	if c.dash(j) || c.char(j, ',') {
		j++
	}
	if c.has(j, quarterLetter|halfLetter) {
		if r, ok := c.letterQuarter(j); ok {
			return r.fix(y), true
		}
	}
	if c.has(j, fiscal) && c.has(j+1, yearWord) && j == i {
		return c.fiscalYear(j+2, y, 0), true
	}
	if c.has(j, ordinal) && j == i { // "the 2023 second quarter"
		if r, ok := c.ordinalUnit(j); ok && r.form == openYear && r.months < 12 {
			r.rule = "ordinal-unit"
			return r.fix(y), true
		}
	}
	if !c.has(j, month) || c.dash(i) || c.has(j, careful) && !c.doc.Tokens[j].Is(text.Capital) {
		return reading{}, false
	}
	if _, digits := c.digits(j + 1); digits > 0 {
		return reading{}, false
	}
	return reading{end: j + 1, iv: MonthOf(y, int(c.sense(j).month)), rule: "month-year"}, true
}

// slashYear reads the years of two calendar years: "1986/87", "2023/2024",
// with the months they run over where the report says them: "(July-June)".
func (c *cursor) slashYear(i, y int) (reading, bool) {
	if !c.char(i+1, '/') || !c.glued(i+1) || !c.glued(i+2) {
		return reading{}, false
	}
	n, digits := c.digits(i + 2)
	if digits != 2 && digits != 4 || n%100 != (y+1)%100 {
		return reading{}, false
	}
	r := c.fiscalYear(i+3, y, 1)
	if c.has(i-1, otherYear) || c.has(i-1, yearWord) && c.has(i-2, otherYear) {
		r.iv = pledgebook.Interval{} // a school year is not the state's
		return c.moreYears(r, y, 1), true
	}
	if c.char(r.end, '(') && c.has(r.end+1, month) && c.dash(r.end+2) && c.has(r.end+3, month) && c.char(r.end+4, ')') {
		c.stated = &fiscalCalendar{month: int(c.sense(r.end + 1).month)}
		r.iv, r.end = c.stated.year(y), r.end+5
	}
	if c.has(r.end, fiscal) && c.has(r.end+1, yearWord) {
		r.end += 2
	}
	return c.moreYears(r, y, 1), true
}

// moreYears reads on behind a fiscal year: "FY2021 and FY2022", "2016/17, 2017/18 and
// 2018/19" are one stretch.
func (c *cursor) moreYears(r reading, y, slashed int) reading {
	for end := r.end; ; {
		j, last := end, false
		if c.char(j, ',') {
			j++
		}
		if c.has(j, and) {
			j, last = j+1, true
		}
		if c.has(j, fiscalLetters) {
			j++
		}
		n, digits := c.digits(j)
		if y++; j == end || digits != 4 || n != y || c.countAfter(j) {
			return r
		}
		if end = j + 1; slashed == 1 {
			if m, more := c.digits(j + 2); !c.char(j+1, '/') || more != 2 && more != 4 || m%100 != (n+1)%100 {
				return r
			}
			end = j + 3
		}
		if last {
			to := c.fiscalYear(end, n, slashed)
			r.end, r.iv.End, r.fiscal, r.rule = end, to.iv.End, 0, "fiscal-years"
			if !r.iv.Start.Known() || !r.iv.End.Known() {
				r.iv = pledgebook.Interval{Granularity: pledgebook.ByFiscal}
			}
			return r
		}
	}
}

// fiscalYear makes the fiscal year that a number names; slashed is 1 where two
// numbers do, of which y is the first. Whose year it is decides the interval,
// which stays unknown where that is not known.
func (c *cursor) fiscalYear(end, y, slashed int) reading {
	r := reading{end: end, fiscal: y, rule: "fiscal-year", iv: pledgebook.Interval{Granularity: pledgebook.ByFiscal}}
	cal, ok := c.words.fiscal[c.countryAt(end-1)]
	if slashed == 1 {
		cal.namedByEnd = false
		if c.stated != nil {
			cal, ok = *c.stated, true
		}
	}
	if ok {
		r.iv = cal.year(y)
	}
	return r
}

// fiscalPhrase reads "FY2023", "FY 2023/24", "fiscal 2024", "fiscal year 2024",
// "the financial year 2023/24", "this fiscal year".
func (c *cursor) fiscalPhrase(i int) (reading, bool) {
	j := i + 1
	if c.has(i, fiscal) {
		if c.sense(j).unit == Year {
			j++
		}
		if c.has(i+1, yearWord) && c.char(j, '(') && c.has(j+1, fiscalLetters) {
			j += 3
		}
	}
	j = c.hyphen(c.skip(j, of))
	if c.char(j, '\'') || c.char(j, '’') {
		j++
	}
	y, digits := c.digits(j)
	switch {
	case digits == 4 && y >= 1900 && y < 2200 && !c.countAfter(j):
	case digits == 2 && c.has(i, fiscalLetters|calendarLetters):
		y = c.fullYear(y, 2)
	default:
		return reading{}, false
	}
	if c.has(i, calendarLetters) {
		return reading{end: j + 1, iv: YearOf(y), rule: "calendar-year"}, true
	}
	if r, ok := c.slashYear(j, y); ok {
		return r, true
	}
	return c.fiscalYears(j, y), true
}

// fiscalYears reads on behind the number of a fiscal year: "2023-24" is one year
// by both its numbers, "2024 and 2025" and "2024 to 2026" are several.
func (c *cursor) fiscalYears(j, y int) reading {
	n, digits := c.digits(j + 2)
	if digits == 2 {
		n += y / 100 * 100
	}
	first := c.fiscalYear(j+1, y, 0)
	switch {
	case digits != 2 && digits != 4 || n <= y || n > y+20:
	case c.dash(j+1) && c.glued(j+1) && n == y+1:
		return c.fiscalYear(j+3, y, 1)
	case c.joins(j + 1), digits == 4 && c.has(j+1, to|until|and):
		last := c.fiscalYear(j+3, n, 0)
		first.end, first.iv.End, first.fiscal = last.end, last.iv.End, 0
		return first
	}
	return c.moreYears(first, y, 0)
}

// letterMoment reads "Q3" and "H1" with the year that follows.
func (c *cursor) letterMoment(i int) (reading, bool) {
	r, ok := c.letterQuarter(i)
	if !ok {
		return r, false
	}
	return c.thenYear(r), true
}

// letterQuarter reads "Q3" and "H1", without the year.
func (c *cursor) letterQuarter(i int) (reading, bool) {
	n, digits := c.digits(i + 1)
	if digits != 1 || !c.doc.Tokens[i].Is(text.Capital) && len(c.doc.Of(i)) > 1 || !c.glued(i+1) {
		return reading{}, false
	}
	if c.glued(i+2) && c.doc.Tokens[i+2].Kind == text.Word {
		return reading{}, false // "H1N1"
	}
	r := reading{end: i + 2, form: openYear}
	switch {
	case c.has(i, quarterLetter) && n >= 1 && n <= 4:
		return r.quarter(n), true
	case c.has(i, halfLetter) && n >= 1 && n <= 2:
		return r.half(n), true
	}
	return r, false
}

func (r reading) quarter(n int) reading {
	r.form, r.firstMonth, r.months, r.unit, r.rule = openYear, 3*n-2, 3, Quarter, "quarter"
	return r
}

func (r reading) half(n int) reading {
	r.form, r.firstMonth, r.months, r.unit, r.rule = openYear, 6*n-5, 6, Half, "half-year"
	return r
}

func (c *cursor) decade(end, y int) reading {
	return reading{end: end, iv: months(y, 1, 120, pledgebook.ByDecade), rule: "decade"}
}

// decadeWords reads "the seventies", "the '70s", "the 90s", "the nineteen
// seventies".
func (c *cursor) decadeWords(i int) (reading, bool) {
	if s := c.sense(i); s.class&decadeWord != 0 {
		if s.number >= 2000 {
			return c.decade(i+1, int(s.number)), true
		}
		return c.openDecade(i+1, int(s.number)), true
	}
	if c.twoThousands(i) {
		return c.decade(i+2, 2000), true
	}
	if s, next := c.sense(i), c.sense(i+1); s.class&cardinal != 0 && s.number >= 10 && next.class&decadeWord != 0 {
		return c.decade(i+2, int(s.number)*100+int(next.number)), true
	}
	j := i
	if c.char(j, '\'') || c.char(j, '’') || c.char(j, '‘') {
		j++
	}
	n, digits := c.digits(j)
	if digits != 2 || n%10 != 0 || !c.has(j+1, pluralEnding) {
		return reading{}, false
	}
	if j == i && !c.has(i-1, article|in|partWord) && !c.dash(i-1) && !c.char(i-1, '\'') && !c.char(i-1, '’') && !c.char(i-1, '‘') {
		return reading{}, false
	}
	return c.openDecade(j+2, n), true
}

// twoThousands reports "the two thousands" that are no number of things.
func (c *cursor) twoThousands(i int) bool {
	return c.has(i, cardinal) && c.sense(i).number == 2 && c.doc.Says(i+1, cue.Thousands) && c.has(i-1, article) && !c.has(i+2, of)
}

// openDecade is a decade without its century: the last one that has begun.
func (c *cursor) openDecade(end, n int) reading {
	r := reading{end: end, form: openDecade, rule: "decade"}
	r.number = 1900 + n
	if c.published.Known() && c.published.Year() >= 2000+n {
		r.number = 2000 + n
	}
	return r
}
