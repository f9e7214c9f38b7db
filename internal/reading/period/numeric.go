package period

import (
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/text"
)

// numericDate reads dates written in digits: 2024-05-31, 2024/05/31, 20240531,
// 17.10.2024, 10/17/2024, 10/17, 2015/3, 11/2016.
func (c *cursor) numericDate(i int) (reading, bool) {
	if strings.IndexByte(c.doc.Of(i), '.') > 0 {
		return c.dottedDate(i)
	}
	n, digits := c.digits(i)
	switch {
	case digits == 8:
		return written(i+1, n/10000, n/100%100, n%100)
	case digits == 4 && n >= 1000 && n < 2200:
		return c.yearFirst(i, n)
	case digits == 1 || digits == 2:
		return c.twoNumbers(i, n)
	}
	return reading{}, false
}

// written makes the reading of a full date; it fails where no such day exists.
func written(end, year, month, day int) (reading, bool) {
	r := reading{end: end, firstMonth: month, months: 1, day: day, unit: Day, rule: "numeric-date"}
	if year < 1000 || year > 2199 || month < 1 || month > 12 || day < 1 || !r.exists(year) {
		return r, false
	}
	return r.fix(year), true
}

// yearFirst reads what begins with a year: 2024-05-31, 2019-aug-1, 2015/3.
func (c *cursor) yearFirst(i, year int) (reading, bool) {
	if !c.dash(i+1) && !c.char(i+1, '/') {
		return reading{}, false
	}
	m, digits := c.digits(i + 2)
	if c.has(i+2, month) && c.glued(i+2) {
		m, digits = int(c.sense(i+2).month), 2
	}
	if digits == 0 || digits > 2 || m < 1 || m > 12 || c.char(i-1, '/') && c.glued(i) {
		return reading{}, false
	}
	if c.doc.Tokens[i+1].Char == c.doc.Tokens[min(i+3, len(c.doc.Tokens)-1)].Char && c.glued(i+2) && c.glued(i+3) {
		if d, digits := c.digits(i + 4); digits == 1 || digits == 2 {
			return written(i+5, year, m, d)
		}
	}
	// "2010-12" is two years or more, "2024-05" cannot be
	if digits == 2 && m > year%100 || c.has(i+2, month) || c.has(i+3, counted|month|unit) {
		return reading{}, false
	}
	return reading{end: i + 3, iv: MonthOf(year, m), rule: "numeric-month"}, true
}

// twoNumbers reads 10/17/2024, 17-10-2024, 11/2016 and, where something else
// says it is a date, 10/17.
func (c *cursor) twoNumbers(i, a int) (reading, bool) {
	sep := i + 1
	if !c.char(sep, '/') && !c.dash(sep) {
		return reading{}, false
	}
	b, digits := c.digits(i + 2)
	if digits == 4 && a >= 1 && a <= 12 && b >= 1000 && b < 2200 && !c.countAfter(i+2) {
		return reading{end: i + 3, iv: MonthOf(b, a), rule: "numeric-month"}, true
	}
	if digits == 0 || digits > 2 || !c.glued(sep) || !c.glued(i+2) {
		return reading{}, false
	}
	mo, d := c.monthOfPair(i, a, b)
	if mo == 0 {
		return reading{}, false
	}
	if c.doc.Tokens[sep].Char == c.charAt(i+3) && c.glued(i+3) {
		if y, digits := c.digits(i + 4); (digits == 4 || digits == 2) && c.glued(i+4) {
			return written(i+5, c.fullYear(y, digits), mo, d)
		}
	}
	if !c.char(sep, '/') || !c.datelike(i) {
		return reading{}, false
	}
	r := reading{end: i + 3, form: openYear, firstMonth: mo, months: 1, day: d, unit: Day, rule: "numeric-date"}
	if y, end, ok := c.yearAfter(r.end, false); ok {
		r.end = end
		return r.fix(y), true
	}
	return r, true
}

func (c *cursor) charAt(i int) rune {
	if !c.inside(i) {
		return 0
	}
	return c.doc.Tokens[i].Char
}

// monthOfPair tells month and day apart: whichever exceeds 12 is the day; else
// the month is first, as in American English, unless the country is another.
func (c *cursor) monthOfPair(i, a, b int) (month, day int) {
	switch {
	case a < 1 || b < 1 || a > 31 || b > 31 || a > 12 && b > 12:
		return 0, 0
	case a > 12:
		return b, a
	case b > 12:
		return a, b
	}
	if p := c.countryAt(i); p != "" && p != "USA" {
		return b, a
	}
	return a, b
}

func (c *cursor) countryAt(i int) pledgebook.PartyID {
	if c.country == nil {
		return ""
	}
	return c.country(i)
}

// datelike reports that "10/17" stands where a date would.
func (c *cursor) datelike(i int) bool {
	if c.has(i-1, on|from|between|weekday|until|since|by|relative) || i == c.sentence.First || c.dash(i-1) && c.char(i-3, '/') {
		return !c.has(i+3, counted) && !c.plural(i+3)
	}
	if c.dash(i+3) && c.char(i+5, '/') {
		return true
	}
	return c.has(i-1, to|and) && c.char(i-3, '/')
}

// dottedDate reads 17.10.2024, 17.10.24, and 17.10 after "on" or a weekday. The
// day is first unless it cannot be, or no year follows and the month can.
func (c *cursor) dottedDate(i int) (reading, bool) {
	a, rest, _ := strings.Cut(c.doc.Of(i), ".")
	b, year, full := strings.Cut(rest, ".")
	n, digits := digitsOf(a)
	m, more := digitsOf(b)
	if digits == 0 || digits > 2 || more == 0 || more > 2 || strings.Contains(year, ".") {
		return reading{}, false
	}
	if !full {
		if !c.has(i-1, on|weekday) || c.countAfter(i) || c.doc.Tokens[i-1].Is(text.LineBefore) {
			return reading{}, false
		}
		mo, d := c.monthOfPair(i, n, m)
		r := reading{end: i + 1, form: openYear, firstMonth: mo, months: 1, day: d, unit: Day, rule: "numeric-date"}
		return r, mo > 0
	}
	y, digits := digitsOf(year)
	if digits != 2 && digits != 4 {
		return reading{}, false
	}
	if m > 12 {
		n, m = m, n
	}
	return written(i+1, c.fullYear(y, digits), m, n)
}

// wordYear reads "nineteen ninety-six", "two thousand and eighteen",
// "nineteen hundred".
func (c *cursor) wordYear(i int) (year, end int, ok bool) {
	s := c.sense(i)
	if s.class&cardinal == 0 || s.class&one != 0 {
		return 0, i, false
	}
	j := i + 1
	switch next := c.sense(j); {
	case next.class&scale != 0 && next.number == 1000 && s.number <= 2:
		year, j = int(s.number)*1000, j+1
		if h := c.sense(j); h.class&cardinal != 0 && h.number < 10 && c.sense(j+1).number == 100 && c.has(j+1, scale) {
			year, j = year+100*int(h.number), j+2
		}
	case next.class&scale != 0 && next.number == 100 && s.number >= 10 && s.number <= 20:
		year, j = int(s.number)*100, j+1
	case s.number >= 10 && s.number <= 20:
		n, end, ok := c.twoDigitWords(c.hyphen(j))
		return int(s.number)*100 + n, end, ok && n >= 10
	default:
		return 0, i, false
	}
	k := c.skip(j, and)
	if n, end, ok := c.twoDigitWords(k); ok {
		return year + n, end, true
	}
	return year, j, year >= 1000
}

// twoDigitWords reads a number word below a hundred.
func (c *cursor) twoDigitWords(i int) (n, end int, ok bool) {
	s := c.sense(i)
	if s.class&cardinal == 0 || s.class&one != 0 {
		return 0, i, false
	}
	n, end = int(s.number), i+1
	if n >= 20 && n%10 == 0 {
		if u := c.sense(c.hyphen(end)); u.class&cardinal != 0 && u.number < 10 {
			return n + int(u.number), c.hyphen(end) + 1, true
		}
	}
	return n, end, n < 100
}
