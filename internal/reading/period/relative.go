package period

import (
	"pledgebook"
	"pledgebook/internal/reading/text"
)

// relative reads what "last", "this" and "next" begin: "last week", "the past
// 20 years", "next October", "this fiscal year", "the week after next".
func (c *cursor) relative(i int) (reading, bool) {
	s := c.sense(i)
	shift, j, strict := int(s.shift), i+1, s.class&trailing != 0
	if next := c.sense(j); next.class&relative != 0 && next.class&ordinal == 0 { // "this past", "this coming"
		if shift = int(next.shift); shift != 0 {
			strict = true
		}
		j++
	}
	j = c.skip(c.skip(j, filler), calendar)
	r := reading{start: i, ref: true, rule: "relative"}
	next := c.sense(j)
	switch {
	case next.class&fiscal != 0 && c.has(j+1, yearWord):
		return c.relativeFiscal(r, j+2, shift), true
	case next.class&weekday != 0 && (next.class&careful == 0 || c.upper(j)):
		r.end = j + 1
		r.iv, r.rule = c.relativeWeekday(int(next.weekday), shift, strict), "relative-weekday"
		return c.datedWeekday(r, j), true
	case next.class&month != 0 && (next.class&careful == 0 || c.upper(j)):
		r.end, r.firstMonth, r.months, r.unit, r.rule = j+1, int(next.month), 1, Month, "relative-month"
		if d, ok := c.monthFirst(j); ok && d.day > 0 && d.form == openYear { // "last Oct. 23"
			d.rule = r.rule
			return d.settle(c.published, [...]Tense{Begun, NoTense, Future}[shift+1]), true
		}
		return c.relativeMonths(r, shift), true
	case next.class&season != 0:
		r.end, r.firstMonth, r.months, r.unit, r.season, r.rule = j+1, int(next.season), 3, Quarter, true, "relative-season"
		return c.relativeMonths(r, shift), true
	}
	if p, end, ok := c.phraseAt(j); ok && p.kind == phraseHoliday && shift != 0 {
		return p.holiday(i, end).settle(c.published, [...]Tense{Begun, NoTense, Future}[shift+1]), true
	}
	if d, end, ok := c.length(j, true); ok && !(next.class&one != 0) && shift != 0 {
		return c.relativeLength(r, d, end, shift), true
	}
	if next.many && next.unit >= Day && shift != 0 && next.class&ordinal == 0 { // "the coming months"
		return c.relativeLength(r, Duration{Unit: next.unit}, j+1, shift), true
	}
	if next.class&unit == 0 || next.class&ordinal != 0 || next.many || next.unit < Day {
		return r, false
	}
	return c.relativeUnit(r, j, shift, strict), true
}

// relativeUnit makes the calendar unit before, at or after the publication day.
// "The past year" is the twelve months up to it.
func (c *cursor) relativeUnit(r reading, j, shift int, strict bool) reading {
	u := c.sense(j).unit
	r.end, r.unit = j+1, u
	if c.sense(j).count > 1 {
		return c.relativeLength(r, lengthOf(int(c.sense(j).count), u), j+1, shift)
	}
	if strict && shift < 0 && u >= Week && u != Quarter || u >= Decade && shift != 0 && c.has(r.start-1, article) && c.has(r.start-2, over) {
		return c.relativeLength(r, lengthOf(1, u), j+1, shift)
	}
	if u == Year && c.has(j-1, narrative) && c.told.Start.Known() {
		r.iv, r.ref, r.rule = Around(c.told.Start, Year, shift), false, "told-year"
		return r
	}
	r.iv = Around(c.published, u, shift)
	if u == Week || u == workweek {
		return c.weekThenDay(r)
	}
	return r
}

// weekThenDay reads the weekday behind a week: "next week on Tuesday", "this
// week Monday".
func (c *cursor) weekThenDay(r reading) reading {
	j := c.skip(c.skip(r.end, on), from)
	if !c.has(j, weekday) || c.has(j, careful) && !c.doc.Tokens[j].Is(text.Capital) {
		return r
	}
	d := int(c.sense(j).weekday)
	r.end, r.unit, r.rule = j+1, Day, "weekday-of-week"
	if r.iv.Start.Known() {
		r.iv = oneDay(r.iv.Start + pledgebook.Day(d-1))
	}
	return r
}

// relativeLength makes the stretch of n units before or after the publication
// day: whole decades and quarters, else exactly that long.
func (c *cursor) relativeLength(r reading, d Duration, end, shift int) reading {
	r.end, r.length, r.role, r.rule, r.ref, r.ahead = end, d, RoleDuration, "relative-length", true, shift > 0
	if !c.published.Known() || d.N == 0 || d.months == 0 && d.days == 0 {
		return r
	}
	from := c.published
	if shift > 0 {
		from++
	}
	switch {
	case d.Unit == Quarter || d.Unit == Decade && d.N > 1:
		here := Around(c.published, d.Unit, 0)
		from = here.Start
		if shift > 0 {
			from = here.End
		}
	}
	r.iv = pledgebook.Interval{Start: from, End: d.From(from, 1), Granularity: d.Unit.granularity()}
	if shift < 0 {
		r.iv.Start, r.iv.End = d.From(from, -1), from
	}
	return r
}

// relativeWeekday finds "last Friday" (of the week before), "this Friday" (of
// this week), "next Friday"; "this past" and "the coming" are the nearest.
func (c *cursor) relativeWeekday(day, shift int, strict bool) pledgebook.Interval {
	if !c.published.Known() {
		return pledgebook.Interval{}
	}
	iv := oneDay(WeekOf(c.published).Start + pledgebook.Day(day-1))
	switch {
	case shift < 0 && (iv.Start >= c.published || !strict):
		iv = oneDay(iv.Start - 7)
	case shift > 0 && (iv.Start <= c.published || !strict):
		iv = oneDay(iv.Start + 7)
	}
	return iv
}

// datedWeekday lets a date behind "this Friday" decide: "this Friday 7/6".
func (c *cursor) datedWeekday(r reading, j int) reading {
	if d, ok := c.weekdayFirst(j); ok && d.day > 0 && d.form != openMonth {
		d.start = r.start
		if d.form == openYear && c.published.Known() {
			d = d.fix(c.published.Year())
			d.ref = true
		}
		return d
	}
	return r
}

// relativeMonths finds "last October" (the last that is over or was before this
// month), "next June", "this September" (of this year).
func (c *cursor) relativeMonths(r reading, shift int) reading {
	if !c.published.Known() {
		return r
	}
	y, m, _ := c.published.Date()
	switch {
	case shift < 0 && r.firstMonth >= int(m):
		y--
	case shift > 0 && r.firstMonth <= int(m):
		y++
	}
	return r.fix(y)
}

func (c *cursor) relativeFiscal(r reading, end, shift int) reading {
	r.end, r.rule, r.iv = end, "relative-fiscal-year", pledgebook.Interval{Granularity: pledgebook.ByFiscal}
	cal, ok := c.words.fiscal[c.countryAt(end-1)]
	if c.stated != nil {
		cal, ok = *c.stated, true
	}
	if ok && c.published.Known() {
		r.fiscal = cal.around(c.published) + shift
		r.iv = cal.year(r.fiscal)
	}
	return r
}

// unitMoment reads what a unit begins: "week 31", "the week of 10 April", "year
// 2008", "the year", "the week after next".
func (c *cursor) unitMoment(i int) (reading, bool) {
	s := c.sense(i)
	r := reading{start: i, end: i + 1, unit: s.unit, rule: "this-unit", ref: true}
	if s.many || s.class&ordinal != 0 || s.unit < Day {
		return r, false
	}
	j := c.skip(i+1, of)
	if s.unit == Year {
		y, end := 0, j+1
		y, ok := c.year4(j)
		if !ok {
			y, end, ok = c.wordYear(j)
		}
		if ok && c.has(i-1, otherYear) {
			r.end, r.rule, r.ref = end, "other-year", false
			return r, true
		}
		if ok {
			r.end, r.iv, r.rule, r.ref = end, YearOf(y), "named-year", false
			return r, true
		}
	}
	if s.unit == Month && c.has(j, month) && c.has(i+1, of) {
		if m, ok := c.monthFirst(j); ok && m.day == 0 { // "the month of August"
			return m, true
		}
	}
	r.length = lengthOf(1, s.unit)
	if r, ok := c.upToDate(r, i+1); ok {
		return r, true
	}
	r.length = Duration{}
	if n, digits := c.digits(i + 1); s.unit == Week && digits > 0 && digits < 3 && n >= 1 && n <= 53 && !c.glued(i+1) {
		r.end, r.rule, r.week = i+2, "week-number", n
		return c.weekOfYear(r), true
	}
	if k := c.skip(i+2, article); c.has(i+1, after) && c.sense(k).shift == 1 && c.has(k, relative) {
		r.end, r.iv, r.rule = k+1, Around(c.published, s.unit, 2), "unit-after-next"
		return r, true
	}
	if c.has(j, before|after) && c.has(c.skip(j+1, article), relative) {
		return r, false
	}
	if r, ok := c.unitOfDay(r, j); ok {
		return r, true
	}
	if c.has(i-1, otherYear) && s.unit == Year {
		r.rule = "other-year"
		return r, true
	}
	if !c.has(i-1, article|owner) && !(s.unit == Weekend && c.has(i-1, on)) && !(c.has(i-1, of) && c.has(i-2, partWord|rest)) && !c.has(i-1, rest) {
		return r, false
	}
	if c.dash(i+1) && c.glued(i+1) || c.has(i+1, ago|earlier|later) {
		return r, false
	}
	if s.unit == Day && !c.has(i-2, forLength|in) && !c.has(i-1, rest) && !(c.has(i-2, of) && c.has(c.skipBack(i-4, article), by|before)) {
		return r, false // "the day" is seldom this one
	}
	r.iv = Around(c.published, s.unit, 0)
	if s.unit == Quarter && c.quarter.Start.Known() {
		return c.sameQuarter(r, 0), true
	}
	if s.unit == Weekend && r.iv.Start > c.published && c.tense(i) == Past {
		r.iv = Around(c.published, s.unit, -1)
	}
	if s.count > 1 {
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
		r.iv = ISOWeek(y, r.week)
	}
	return r
}

// deictic reads "today", "yesterday", "now".
func (c *cursor) deictic(i int) (reading, bool) {
	r := reading{start: i, end: i + 1, ref: true, rule: "deictic"}
	if c.has(i, now) {
		r.rule, r.role = [...]string{"past-ref", "present-ref"}[c.sense(i).shift+1], RoleLoose
		if r.rule != "present-ref" {
			return r, true
		}
	}
	if c.published.Known() {
		r.iv = oneDay(c.published + pledgebook.Day(c.sense(i).shift))
	}
	return r, true
}

// part reads "early 2025", "mid-November", "the end of next week", "late last
// year", "the rest of the year".
func (c *cursor) part(i int) (reading, bool) {
	p := c.sense(i).part
	j := c.hyphen(i + 1)
	direct := j > i+1 || p == early || p == late || p == mid
	if c.has(j, of) || direct && c.has(j, in) {
		j, direct = j+1, true
	}
	if !direct && !c.has(j, relative|yearWord) && !(p == endPart) {
		return reading{}, false
	}
	k := c.skip(c.skip(j, article), owner)
	inner, ok := c.moment(k)
	if !ok || inner.role != Plain || inner.part != whole || inner.iv.Granularity == pledgebook.ByDay || inner.form == openWeek {
		return reading{}, false
	}
	if p == endPart && !direct && inner.rule == "year" && !c.has(i-1, by|before|until|on|article) {
		return reading{}, false
	}
	return inner.cut(i, p), true
}

// cut takes a part of a reading.
func (r reading) cut(start int, p part) reading {
	r.start, r.part = start, p
	if r.form == fixed {
		r.iv = p.of(r.iv)
	}
	return r
}

// restOf reads "the rest of the week", "earlier this year", "later in the month".
func (c *cursor) restOf(i int) (reading, bool) {
	j := c.skip(c.skip(c.skip(c.skip(i+1, of), in), article), owner)
	inner, ok := c.moment(j)
	if !ok || inner.form != fixed || !inner.ref || inner.unit < Day {
		return reading{}, false
	}
	inner.start, inner.rule = i, "rest-of"
	if inner.iv.Start > c.published || inner.iv.End <= c.published {
		return inner, inner.iv.Start.Known() || !c.published.Known()
	}
	if c.has(i, earlier) {
		inner.iv.End = max(c.published, inner.iv.Start+1)
	} else {
		if inner.unit == Day {
			return inner, true
		}
		if c.has(i, later) {
			inner.iv.Start = late.of(inner.iv).Start
		} else {
			inner.iv.Start = c.published
		}
		inner.iv.Start = max(c.published, inner.iv.Start)
	}
	return inner, true
}

// ordinalUnit reads "the third quarter of 2024", "the first six months of the
// year", "the second week of May", "the last decade of the century".
func (c *cursor) ordinalUnit(i int) (reading, bool) {
	s := c.sense(i)
	n, j := 0, i+1
	isLast := s.class&relative != 0 && s.shift < 0
	if v, next, ok := c.dayNumber(i, false); ok && c.has(next-1, ordinal|ordinalEnding) {
		n, j = v, next
	} else if !isLast {
		return reading{}, false
	}
	j = c.hyphen(j)
	if c.has(j, fiscal) && c.has(j+1, unit|half) {
		j++
	}
	count := 1
	if v, digits := c.digits(j); digits > 0 && v < 100 {
		count, j = v, j+1
	} else if w := c.sense(j); w.class&cardinal != 0 && w.class&one == 0 {
		count, j = int(w.number), j+1
	}
	u := c.sense(j).unit
	if c.has(j, half) {
		u = Half
	} else if !c.has(j, unit) || u < Day || c.has(j, ordinal) {
		return reading{}, false
	}
	r := reading{start: i, end: j + 1, rule: "ordinal-unit"}
	if u == Century && !isLast {
		r.iv = months(100*(n-1), 1, 1200, pledgebook.ByDecade)
		return r, n > 0 && n < 22
	}
	return c.within(r, n, count, u, isLast)
}

// within finds the n-th unit, or the last, of the stretch named behind it; a
// quarter, half or some months without one are of a year still open.
func (c *cursor) within(r reading, n, count int, u Unit, isLast bool) (reading, bool) {
	j := c.skip(r.end, of|in)
	k := c.skip(c.skip(j, article), owner)
	inner, ok := c.moment(k)
	if !ok || inner.role != Plain || inner.part != whole || inner.iv.Granularity == pledgebook.ByDay || inner.form == openWeek {
		return c.openUnit(r, n, count, u, isLast)
	}
	if inner.form == openYear {
		inner = inner.settle(c.published, c.tense(r.start))
	}
	r.end, r.ref, r.fiscal = inner.end, inner.ref, inner.fiscal
	if !inner.iv.Start.Known() {
		r.iv.Granularity = u.granularity()
		return r, true
	}
	if isLast {
		n = 0
	}
	iv, ok := nth(inner.iv, n, count, u)
	r.iv = iv
	return r, ok
}

func (c *cursor) openUnit(r reading, n, count int, u Unit, isLast bool) (reading, bool) {
	size, _ := u.length()
	if u != Quarter && (c.has(r.end, of) || !c.has(c.skipBack(r.start-1, article), in|over|of|forLength|by|since|until|from|before|after)) {
		return reading{}, false // "his first six months in office"
	}
	if isLast || n < 1 || size == 0 || u > Half || n*size*count > 12 || u == Month && (count == 1 || n != 1) {
		return reading{}, false
	}
	r.form, r.firstMonth, r.months, r.unit, r.rule = openYear, (n-1)*size+1, count*size, u, "open-unit"
	switch r.months {
	case 3:
		r.unit = Quarter
	case 6:
		r.unit = Half
	}
	return c.thenYear(r), true
}

// nth cuts count units, from the n-th on, out of a stretch; n = 0 counts from
// its end. Weeks belong to the stretch that holds their Thursday.
func nth(iv pledgebook.Interval, n, count int, u Unit) (pledgebook.Interval, bool) {
	out := pledgebook.Interval{Granularity: u.granularity()}
	size, days := u.length()
	switch {
	case u == Half:
		middle := iv.Start + (iv.End-iv.Start+1)/2
		if y, m, d := iv.Start.Date(); d == 1 && iv.Granularity != pledgebook.ByMonth {
			span := int(iv.End.Year()-y)*12 + int(monthOf(iv.End)-m)
			middle = pledgebook.DateOf(y, m, 1).AddMonths(span / 2)
		}
		out.Start, out.End = iv.Start, middle
		if n != 1 {
			out.Start, out.End = middle, iv.End
		}
		return out, n <= 2
	case u == Week:
		return weeksOf(iv, n, count)
	case n == 0 && size > 0:
		out.Start, out.End = iv.End.AddMonths(-size*count), iv.End
	case n == 0:
		out.Start, out.End = iv.End-pledgebook.Day(days*count), iv.End
	case size > 0:
		out.Start = iv.Start.AddMonths(size * (n - 1))
		out.End = out.Start.AddMonths(size * count)
	default:
		out.Start = iv.Start + pledgebook.Day(days*(n-1))
		out.End = out.Start + pledgebook.Day(days*count)
	}
	switch {
	case count > 1 && out.End-out.Start > 178 && out.End-out.Start < 185:
		out.Granularity = pledgebook.ByHalf
	case count == 3 && u == Month:
		out.Granularity = pledgebook.ByQuarter
	}
	return out, out.Start >= iv.Start && out.End <= iv.End
}

func weeksOf(iv pledgebook.Interval, n, count int) (pledgebook.Interval, bool) {
	first := WeekOf(iv.Start)
	if first.Start+3 < iv.Start {
		first = WeekOf(iv.Start + 7)
	}
	at := first.Start + pledgebook.Day(7*(n-1))
	if n == 0 {
		last := WeekOf(iv.End - 1)
		if last.Start+3 >= iv.End {
			last = WeekOf(iv.End - 8)
		}
		at = last.Start - pledgebook.Day(7*(count-1))
	}
	return pledgebook.Interval{Start: at, End: at + pledgebook.Day(7*count), Granularity: pledgebook.ByWeek}, at+3 < iv.End
}
