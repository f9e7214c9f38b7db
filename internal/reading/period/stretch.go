package period

import (
	"pledgebook"
	"pledgebook/internal/reading/text"
)

// span reads a moment, and where another follows it, the stretch between.
func (c *cursor) span(i int) (reading, bool) {
	if c.has(c.skipBack(i-1, article), from|between) {
		if r, ok := c.daySpan(i); ok {
			return r, true
		}
	}
	if _, ok := c.year4(i); ok {
		if r, ok := c.yearSpan(i); ok {
			return r, true
		}
		if r, ok := c.yearList(i); ok {
			return r, true
		}
	}
	a, ok := c.moment(i)
	if !ok {
		return a, false
	}
	a.start = i
	return c.stretch(a), true
}

// stretch joins a moment to the one that "to", a dash, or "and" after
// "between" ties to it.
func (c *cursor) stretch(a reading) reading {
	if a.role != Plain && a.rule != "present-ref" {
		return a
	}
	j := a.end
	if c.char(j, ',') && c.has(a.start-1, from) && a.form == fixed {
		j++ // "from July 1, 2024, to June 30, 2027"
	}
	ranged := c.has(j, to|until) || c.joins(j)
	if c.has(j, and) {
		ranged = c.has(c.skipBack(a.start-1, article), between)
	}
	if !ranged {
		return a
	}
	b, ok := c.moment(c.skip(c.skip(j+1, article), until|article))
	if !ok || b.role != Plain && b.role != RoleLoose || c.has(a.end, pluralEnding) || c.has(b.end, pluralEnding) || !sameKind(a, b) {
		return a
	}
	b.start = j + 1
	return c.between(a, b)
}

// sameKind reports that two moments can bound one stretch: a weekday only goes
// with another.
func sameKind(a, b reading) bool {
	if a.form == openWeek && b.form == openYear {
		return b.day > 0
	}
	return b.form != openWeek || a.form == openWeek || a.rule == "weekday-of-week"
}

// skipBack moves back past token i where it is of a class.
func (c *cursor) skipBack(i int, k class) int {
	if c.has(i, k) {
		return i - 1
	}
	return i
}

// between makes the stretch from one moment to another. The one without a year
// takes it from the other.
func (c *cursor) between(a, b reading) reading {
	tense := NoTense
	if a.form != fixed && b.form != fixed {
		tense = c.tense(a.start)
		if x := a.settle(c.published, Past); tense == Future && x.iv.Start.Known() && b.settle(x.iv.Start, Future).iv.End > c.published {
			a = x // it has begun, and goes on
		}
	}
	if a.form != fixed && b.form == fixed && b.iv.Start.Known() {
		a = a.settle(b.iv.Start, Begun)
		if a.ref = b.ref; b.iv.Start-a.iv.Start > 366 { // 29 February, of a year without it
			a.iv = pledgebook.Interval{}
		}
	} else {
		a = a.settle(c.published, tense)
	}
	if b.form != fixed && a.iv.Start.Known() {
		b = b.settle(a.iv.Start, Future)
		b.ref = a.ref
	} else {
		b = b.settle(c.published, tense)
	}
	out := a
	out.end, out.rule, out.role, out.part, out.fiscal, out.ref = b.end, "stretch", Plain, whole, 0, a.ref || b.ref
	out.iv = pledgebook.Interval{Start: a.part.starts(a.iv), End: b.part.ends(b.iv), Granularity: b.iv.Granularity}
	if !a.iv.Start.Known() || !b.iv.End.Known() {
		out.iv = pledgebook.Interval{}
	}
	if out.iv.End <= out.iv.Start && out.iv.Start.Known() {
		return a
	}
	return out
}

// yearSpan reads "2026-2030", "2023–25", "2014 to 2018", "1988/92".
func (c *cursor) yearSpan(i int) (reading, bool) {
	a, ok := c.year4(i)
	if !ok || !c.joins(i+1) && !c.slashed(i) && !c.has(i+1, to|until) && !(c.has(i+1, and) && c.has(i-1, between)) {
		return reading{}, false
	}
	b, digits := c.digits(i + 2)
	if digits == 2 && c.glued(i+1) && c.glued(i+2) {
		b += a / 100 * 100
	} else if digits != 4 {
		return reading{}, false
	}
	if cal := c.fiscal[c.countryAt(i)]; digits == 2 && b == a+1 && cal.month > 1 && c.dash(i+1) {
		return c.fiscalYear(i+3, a, 1), true // "2023-24" where fiscal years straddle
	}
	if b <= a || b >= 2200 || c.countAfter(i+2) || c.dash(i+3) && c.glued(i+3) && c.glued(i+4) {
		return reading{}, false
	}
	if c.has(i+3, pluralEnding) && c.glued(i+3) {
		return reading{}, false
	}
	iv := pledgebook.Interval{Start: YearOf(a).Start, End: YearOf(b).End, Granularity: pledgebook.ByYear}
	return reading{start: i, end: i + 3, iv: iv, rule: "years"}, true
}

// slashed reports "1988/92": two digits behind a slash, of no next year and no model.
func (c *cursor) slashed(i int) bool {
	n, digits := c.digits(i + 2)
	y, _ := c.digits(i)
	return c.char(i+1, '/') && digits == 2 && n > (y+1)%100 && !c.has(i-1, numbered) && !c.doc.Tokens[max(i-1, 0)].Is(text.Capital)
}

// yearList reads years that follow one another, "in 2025, 2026 and 2027", as the
// stretch they make.
func (c *cursor) yearList(i int) (reading, bool) {
	first, ok := c.year4(i)
	if !ok || !c.has(i-1, in|over|forLength|unit|of) {
		return reading{}, false
	}
	last, end := first, i+1
	for {
		y, ok := c.year4(end + 1)
		if !ok || y != last+1 || !c.has(end, and) && !c.char(end, ',') || c.countAfter(end+1) {
			break
		}
		last, end = y, end+2
		if c.has(end-2, and) {
			iv := pledgebook.Interval{Start: YearOf(first).Start, End: YearOf(last).End, Granularity: pledgebook.ByYear}
			return reading{start: i, end: end, iv: iv, rule: "years"}, true
		}
	}
	return reading{}, false
}

// daySpan reads, behind "from" or "between", a stretch whose first day borrows
// its month: "from 02 to April 07", "from the 27th to the 3rd of April".
func (c *cursor) daySpan(i int) (reading, bool) {
	day, end, ok := c.dayNumber(i, false)
	if !ok || !c.has(end, to|until) && !c.dash(end) || !c.has(end+1, month) {
		return reading{}, false
	}
	b, ok := c.monthFirst(end + 1)
	if !ok || b.day == 0 {
		return reading{}, false
	}
	a := b
	a.start, a.day, a.lastDay = i, day, b.day
	if b.form == fixed {
		a.iv = oneDay(b.iv.Start - pledgebook.Day(b.day-day))
		a.iv.End = b.iv.End
	}
	return a, true
}
