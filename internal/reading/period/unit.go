package period

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// unitMoment reads what a unit begins: "week 31", "the week of 10 April", "year
// 2008", "the year", "the week after next".
func (c *cursor) unitMoment(i int) (reading, bool) {
	s := c.sense(i)
	r := reading{start: i, end: i + 1, unit: s.unit, rule: "this-unit", ref: true}
	if s.many && s.class&ordinal == 0 {
		return c.manyUnits(r)
	}
	if s.many || s.class&ordinal != 0 || s.unit < Day {
		return r, false
	}
	if r, ok := c.namedUnit(r); ok {
		return r, true
	}
	if k := c.skip(i+2, article); c.has(i+1, after) && c.sense(k).shift == 1 && c.has(k, relative) {
		r.end, r.iv, r.rule = k+1, Around(c.published, s.unit, 2), "unit-after-next"
		return r, true
	}
	if s.unit == Year && c.has(i-1, otherYear) {
		r.rule = "other-year"
		return r, true
	}
	if c.inside(i-1) && c.doc.Is(i-1, cue.That) {
		return c.thatUnit(r)
	}
	if c.has(i-1, article) && c.has(i+1, before|after) {
		if c.clauseEnds(i + 2) {
			return c.besideTold(r)
		}
		if d, ok := c.besideNamed(r); ok {
			return d, true
		}
	}
	return c.thisUnit(r, s)
}

// manyUnits reads "for weeks", "in years", "over the years", "months ago": a length
// of which only the unit is said.
func (c *cursor) manyUnits(r reading) (reading, bool) {
	r.length, r.rule, r.ref = Duration{Unit: r.unit}, "length", false
	j := r.start - 1
	switch {
	case r.unit < Hour:
		return r, false
	case c.has(r.end, ago):
		return c.away(r, r.end+1, 0, -1, "ago"), true
	case c.has(j, article) && c.inside(r.end) && c.doc.Says(r.end, cue.Ahead): // "in the weeks ahead"
		r.end, r.role, r.ahead = r.end+1, RoleDuration, true
		return r, true
	case c.has(j, article) && c.has(j-1, over), c.has(j, forLength|within|in):
		r.role = RoleDuration
		return r, true
	}
	return r, false
}

// thatUnit reads "that year", "that month" of the time told shortly before; without
// one, "that" only opens a clause.
func (c *cursor) thatUnit(r reading) (reading, bool) {
	from, rule := c.at, "told-day"
	switch {
	case r.unit == Year:
		if from, rule = c.told, "told-year"; !from.Start.Known() {
			from = c.yearTold
		}
	case r.unit == Quarter:
		from, rule = c.quarter, "told-stretch"
	case r.unit > Month || r.unit == Day || r.unit < Month && from.Granularity != pledgebook.ByDay:
		return r, false // "later that day" is taken up where meetings are read
	}
	if !from.Start.Known() {
		return r, false
	}
	r.iv, r.ref, r.rule = Around(from.Start, r.unit, 0), false, rule
	return r, true
}

// clauseEnds reports the end of a sentence or clause at a token.
func (c *cursor) clauseEnds(i int) bool {
	return !c.inside(i) || c.doc.Tokens[i].Kind == text.Punct || c.has(i, and)
}

// besideNamed reads "the day before Tuesday's hearing", "the day after 5 May".
func (c *cursor) besideNamed(r reading) (reading, bool) {
	d, ok := c.moment(c.skip(r.start+2, article))
	if !ok || d.role != Plain || r.unit != Day {
		return r, false
	}
	d = d.settle(c.published, c.tense(r.start))
	if d.iv.Granularity != pledgebook.ByDay || d.iv.End-d.iv.Start != 1 {
		return r, false
	}
	shift := pledgebook.Day(1)
	if c.has(r.start+1, before) {
		shift = -1
	}
	r.end, r.iv, r.ref, r.rule = d.end, oneDay(d.iv.Start+shift), d.ref, "day-beside"
	return r, true
}

// besideTold reads "the year before" of the year that the sentence tells of; other
// units are of a day that is not told.
func (c *cursor) besideTold(r reading) (reading, bool) {
	if r.unit != Year || !c.told.Start.Known() {
		return r, false
	}
	shift := 1
	if c.has(r.end, before) {
		shift = -1
	}
	r.end, r.iv, r.ref, r.rule = r.end+1, Around(c.told.Start, Year, shift), false, "told-year"
	return r, true
}

// namedUnit reads a unit that is named behind it: "the year 2008", "the month of
// August", "week 31", "the year ended 31 March", "the week of 10 April".
func (c *cursor) namedUnit(r reading) (reading, bool) {
	j := c.skip(r.end, of)
	switch {
	case r.unit == Year:
		if named, ok := c.namedYear(r, j); ok {
			return named, true
		}
	case r.unit == Month && j > r.end && c.has(j, month):
		if m, ok := c.monthFirst(j); ok && m.day == 0 {
			return m, true
		}
	case r.unit == Week:
		if n, digits := c.digits(r.end); digits > 0 && digits < 3 && n >= 1 && n <= 53 && !c.glued(r.end) {
			r.end, r.rule, r.number = r.end+1, "week-number", n
			return c.weekOfYear(r), true
		}
	}
	whole := r
	whole.length = lengthOf(1, r.unit)
	if ended, ok := c.upToDate(whole, r.end); ok {
		return ended, true
	}
	return c.unitOfDay(r, j)
}

func (c *cursor) namedYear(r reading, j int) (reading, bool) {
	y, ok := c.year4(j)
	end := j + 1
	if !ok {
		y, end, ok = c.wordYear(j)
	}
	r.end, r.ref, r.rule = end, false, "named-year"
	if c.has(r.start-1, otherYear) {
		r.rule = "other-year"
		return r, ok
	}
	r.iv = YearOf(y)
	return r, ok
}

// thisUnit reads "the year", "my week": the present one. "The day" is seldom
// this one, and "over the weekend" it paid on the last.
func (c *cursor) thisUnit(r reading, s *sense) (reading, bool) {
	i := r.start
	if s.unit == Year && c.has(i-1, filler) && c.has(i-2, article) && c.has(i-3, forLength|over|in) {
		r.iv = Around(c.published, Year, 0) // "for the full year"
		return r, true
	}
	meant := c.has(i-1, article|owner|rest) || c.has(i-1, of) && c.has(i-2, partWord|rest) || s.unit == Weekend && c.has(i-1, on)
	if s.unit == Day {
		meant = meant && (c.has(i-2, forLength|in) || c.has(i-1, rest) || c.has(i-2, of) && c.has(c.skipBack(i-4, article), by|before))
	}
	if !meant || c.hyphen(i+1) > i+1 || c.has(i+1, ago|earlier|later) || c.has(i-1, owner) && c.has(i+1, in|on) { // "his year in office"
		return r, false
	}
	r.iv = Around(c.published, s.unit, 0)
	switch {
	case s.unit == Quarter && c.quarter.Start.Known():
		return c.yearBefore(c.sameQuarter(r, 0)), true
	case s.unit == Weekend && r.iv.Start > c.published && c.tense(i) == Past:
		r.iv = Around(c.published, s.unit, -1)
	case s.count > 1:
		r.iv.End = lengthOf(int(s.count), s.unit).From(r.iv.Start, 1)
	}
	return r, true
}

// unitOfDay reads "week of April 10", "the week starting on 4 February".
func (c *cursor) unitOfDay(r reading, j int) (reading, bool) {
	if !c.has(j-1, of) && !c.has(j, starting) {
		return r, false
	}
	k := c.skip(c.skip(c.skip(j, starting), on), article)
	d, ok := c.date(k)
	if !ok && r.unit == Week {
		d, ok = c.dayAlone(k)
	}
	if p, end, feast := c.phraseAt(k); !ok && feast && p.kind == phraseHoliday {
		d, ok = c.thenYear(p.holiday(k, end)), true
	}
	if !ok || d.day == 0 || d.form == openWeek {
		return r, false
	}
	d = d.settle(c.published, c.tense(r.start))
	r.end, r.ref, r.rule = d.end, d.ref, "unit-of-day"
	switch {
	case !d.iv.Start.Known():
	case r.unit > Month && c.has(j, starting):
		r.iv = pledgebook.Interval{Start: d.iv.Start, End: lengthOf(1, r.unit).From(d.iv.Start, 1), Granularity: r.unit.granularity()}
	default:
		r.iv = Around(d.iv.Start, r.unit, 0)
	}
	return r, true
}

// weekOfYear gives "week 31" its year: the one that follows, else this one.
func (c *cursor) weekOfYear(r reading) reading {
	y := c.published.Year()
	if n, end, ok := c.yearAfter(r.end, false); ok {
		y, r.end, r.ref = n, end, false
	} else if j := c.skip(r.end, of|in); c.has(j, relative) && c.has(j+1, yearWord) {
		y, r.end = y+int(c.sense(j).shift), j+2
	}
	if c.published.Known() || !r.ref {
		r.iv = ISOWeek(y, r.number)
	}
	return r
}
