package period

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// relative reads what "last", "this" and "next" begin: "last week", "the past
// 20 years", "next October", "this fiscal year", "the week after next".
func (c *cursor) relative(i int) (reading, bool) {
	s := c.sense(i)
	shift, j, strict := int(s.shift), i+1, s.class&trailing != 0
	if next := c.sense(j); next.class&relative != 0 && next.class&ordinal == 0 && s.shift == 0 { // "this past", "this coming"
		if shift = int(next.shift); shift != 0 {
			strict = true
		}
		j++
	}
	j = c.skip(c.skip(j, filler), calendar)
	if c.working(j) {
		j++
	}
	r := reading{start: i, ref: true, rule: "relative"}
	if c.has(i, narrative) && s.shift == 0 && c.inside(j) && c.doc.Says(j, cue.Period) {
		return c.toldStretch(r, j+1)
	}
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

// working reports "working" before a week: it has no weekend.
func (c *cursor) working(i int) bool {
	return c.inside(i) && c.doc.Says(i, cue.Working) && c.has(i+1, weekWord) && c.sense(i+1).unit == Week
}

// relativeUnit makes the calendar unit before, at or after the publication day.
// "The past year" is the twelve months up to it.
func (c *cursor) relativeUnit(r reading, j, shift int, strict bool) reading {
	u := c.sense(j).unit
	if c.working(j - 1) {
		u = workweek
	}
	r.end, r.unit = j+1, u
	if c.sense(j).count > 1 {
		return c.relativeLength(r, lengthOf(int(c.sense(j).count), u), j+1, shift)
	}
	spanned := shift != 0 && c.has(r.start-1, article) && c.has(r.start-2, over|within) // "over the next year"
	if strict && shift < 0 && u >= Week && u != Quarter || spanned {
		return c.relativeLength(r, lengthOf(1, u), j+1, shift)
	}
	if u == Year && c.has(j-1, narrative) && c.told.Start.Known() {
		r.iv, r.ref, r.rule = Around(c.told.Start, Year, shift), false, "told-year"
		return r
	}
	if told, ok := c.besideDay(r, u, shift); ok {
		return told
	}
	r.iv = Around(c.published, u, shift)
	if u == Week || u == workweek {
		return c.weekThenDay(r)
	}
	return r
}

// besideDay reads "the following month", "the same day" of the day or month just told;
// one of an earlier sentence is only followed.
func (c *cursor) besideDay(r reading, u Unit, shift int) (reading, bool) {
	if !c.has(r.start, narrative) || !c.at.Start.Known() || u > Month || u < Day || u < Month && c.at.Granularity != pledgebook.ByDay {
		return r, false
	}
	if c.atIn != c.sentence.First && shift <= 0 {
		return r, false
	}
	r.iv, r.ref, r.rule = Around(c.at.Start, u, shift), false, "told-day"
	return r, true
}

// toldStretch reads "the latest period", "the same period last year", "the
// corresponding period a year earlier": the part of a year just told, or that of the
// year before.
func (c *cursor) toldStretch(r reading, j int) (reading, bool) {
	if !c.lastPart.Start.Known() {
		return r, false
	}
	r.end, r.iv, r.rule = j, c.lastPart, "told-stretch"
	k := c.skip(c.skip(j, of|in), article)
	if c.has(k, relative) && c.has(k+1, yearWord) && c.sense(k).shift < 0 {
		r.end = k + 2
		r.iv.Start, r.iv.End = r.iv.Start.AddMonths(-12), r.iv.End.AddMonths(-12)
		return r, true
	}
	if b := c.yearBefore(r); b.end > r.end {
		b.rule = r.rule
		return b, true
	}
	return r, true
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

// looseRules name what tells no day, before, at and after publication.
var looseRules = [...]string{"past-ref", "present-ref", "future-ref"}

// deictic reads "today", "yesterday", "now".
func (c *cursor) deictic(i int) (reading, bool) {
	r := reading{start: i, end: i + 1, ref: true, rule: "deictic"}
	if c.has(i, now) {
		r.rule, r.role = looseRules[c.sense(i).shift+1], RoleLoose
		if r.rule != "present-ref" {
			return r, true
		}
	}
	if c.published.Known() {
		r.iv = oneDay(c.published + pledgebook.Day(c.sense(i).shift))
	}
	return r, true
}
