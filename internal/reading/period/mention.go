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
	return c.finish(r, floor)
}

// span reads a moment, and where another follows it, the stretch between.
func (c *cursor) span(i int) (reading, bool) {
	if r, ok := c.yearSpan(i); ok {
		return r, true
	}
	if r, ok := c.daySpan(i); ok {
		return r, true
	}
	if r, ok := c.yearList(i); ok {
		return r, true
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
	ranged := c.has(j, to|until) || c.dash(j)
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
		a = a.settle(b.iv.Start, Past)
		a.ref = b.ref
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
	out.iv = pledgebook.Interval{Start: a.iv.Start, End: b.iv.End, Granularity: b.iv.Granularity}
	if a.part == endPart {
		out.iv.Start = a.iv.End
	}
	if b.part == begin {
		out.iv.End = b.iv.Start
	}
	if !a.iv.Start.Known() || !b.iv.End.Known() {
		out.iv = pledgebook.Interval{}
	}
	if out.iv.End <= out.iv.Start && out.iv.Start.Known() {
		return a
	}
	return out
}

// yearSpan reads "2026-2030", "2023–25", "2014 to 2018".
func (c *cursor) yearSpan(i int) (reading, bool) {
	a, ok := c.year4(i)
	if !ok || !c.dash(i+1) && !c.has(i+1, to|until) && !(c.has(i+1, and) && c.has(i-1, between)) {
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

// daySpan reads a stretch whose first day borrows its month: "from 02 to April
// 07", "from the 27th to the 3rd of April".
func (c *cursor) daySpan(i int) (reading, bool) {
	day, end, ok := c.dayNumber(i, false)
	if !ok || !c.has(end, to|until) && !c.dash(end) || !c.has(c.skipBack(i-1, article), from|between) {
		return reading{}, false
	}
	b, ok := c.monthFirst(end + 1)
	if !c.has(end+1, month) || !ok || b.day == 0 {
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

// finish settles a reading by the sentence's tense, and takes in the words
// before it that say how it binds.
func (c *cursor) finish(r reading, floor int) (Mention, bool) {
	if r.form != fixed {
		r = r.settle(c.published, c.tense(r.start))
	}
	m := Mention{
		Range: text.Range{First: r.start, End: r.end}, Interval: r.iv, At: r.at, from: r.from, Role: r.role, Rule: r.rule,
		atEnd: r.part == endPart, cut: r.part != whole, Length: r.length, Ref: r.ref, Ahead: r.ahead, Fiscal: r.fiscal, Season: r.season,
	}
	c.bindBefore(&m)
	if m.Interval.Start > maxDay || m.Interval.End > maxDay+1 || m.Interval.Start < 0 || m.Interval.End < 0 {
		m.Interval = pledgebook.Interval{}
	}
	m.First = max(m.First, floor)
	return m, true
}

// bindBefore looks at the words before a time: by, since, until, within.
func (c *cursor) bindBefore(m *Mention) {
	j := c.skipBack(c.skipBack(m.First-1, owner), article)
	if c.has(j, vague) { // "some", "many"
		j--
	}
	s := c.sense(j)
	if j < m.First-1 && m.named() || c.has(m.End, pluralEnding) {
		s = &noSense // "after the 1990 election", "before Friday's vote"
	}
	switch {
	case m.Role == RoleDuration:
		c.bindLength(m, j)
		return
	case m.Role == RoleLoose:
		m.Interval = pledgebook.Interval{}
		return
	case s.class&(by|before) != 0:
		m.bindDeadline(s.class&before != 0)
	case s.class&until != 0 && !c.has(j, to):
		m.bindDeadline(false)
	case s.class&since != 0:
		m.Role, m.Interval.End = RoleSince, 0
	case s.class&after != 0 && !c.dash(j+1):
		m.Role, m.Interval.Start, m.Interval.End = RoleSince, m.Interval.End, 0
	case (s.class&starting != 0 || c.has(j, on) && c.has(j-1, starting)) && m.Rule != "stretch":
		if c.has(j, on) {
			j--
		}
		m.Role, m.Interval.End = RoleSince, 0
	default:
		c.bindThan(m, j)
		return
	}
	m.First, m.At = j, 0
}

// bindThan reads "more than two weeks before today", "less than 3 days after
// tomorrow": a bound instead of a day.
func (c *cursor) bindThan(m *Mention, j int) {
	if m.Rule != "length-from" || !m.At.Known() || !c.has(j, than) || !c.has(j-1, less|filler) {
		return
	}
	forward := m.from.Known() && m.from < m.At
	switch {
	case c.has(j-1, less):
		m.Interval = pledgebook.Interval{Start: min(m.At, m.from+1), End: max(m.At, m.from), Granularity: pledgebook.ByDay}
	case forward:
		m.Role, m.Interval = RoleSince, pledgebook.Interval{Start: m.At, Granularity: pledgebook.ByDay}
	default:
		m.Role, m.Interval = RoleDeadline, pledgebook.Interval{End: m.At, Granularity: pledgebook.ByDay}
	}
	m.First, m.At = j-1, 0
}

// named reports a time that with an article before it only names something
// else: "by the 23 February agreement".
func (m *Mention) named() bool {
	switch m.Rule {
	case "year", "month", "month-year", "month-day", "day-month", "weekday":
		return !m.atEnd && !m.cut
	}
	return false
}

// bindDeadline makes the time a last day; "before" leaves its own days out.
func (m *Mention) bindDeadline(before bool) {
	m.Role = RoleDeadline
	if before && !m.atEnd {
		m.Interval.End = m.Interval.Start
	}
	m.Interval.Start = 0
}

// bindLength reads the words before a length: "within a year" begins now, "in
// two weeks" is a moment where the sentence looks ahead, "a year" behind a sum
// recurs.
func (c *cursor) bindLength(m *Mention, j int) {
	switch {
	case c.has(j, within):
		m.First, m.Rule = j, "within"
		if end := m.Length.From(c.published, 1); end.Known() && !m.Ahead {
			m.Interval = pledgebook.Interval{Start: c.published, End: end, Granularity: m.Length.Unit.granularity()}
			m.Ref, m.Ahead = true, true
		} else if m.Ahead && m.Interval.Start.Known() {
			m.Interval.Start = c.published
			m.Interval.End = m.Length.From(c.published, 1)
		}
	case c.has(j, over|forLength):
		m.First = j
	case c.has(j, in) && m.Rule == "length" && (c.tense(m.First) == Future || c.has(m.End, pluralEnding) && c.has(m.End+1, timeNoun)):
		if c.has(m.End+1, timeNoun) {
			m.End += 2
		}
		r := c.away(reading{length: m.Length}, m.End, c.published, 1, "in-length")
		m.First, m.Interval, m.At, m.Role, m.Rule, m.Ref = j, r.iv, r.at, Plain, r.rule, true
	case m.Rule == "length" && c.has(m.First, one) && c.perSum(m.First):
		m.Role, m.Rule = RoleRecurring, "per-unit"
	}
}

// perSum reports that "a year" follows a sum or its currency: "€40 billion a
// year", "2 million tonnes a month".
func (c *cursor) perSum(i int) bool {
	for k := i - 1; k >= i-4 && c.inside(k); k-- {
		if c.doc.Tokens[k].Kind == text.Number {
			return true
		}
		if c.has(k, in|over|forLength|within|and|by|after|to|from) || c.doc.Tokens[k].Kind == text.Punct {
			return false
		}
	}
	return false
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
	var best reading
	found := false
	try := func(r reading, ok bool) {
		if ok && (!found || r.end > best.end) {
			best, found = r, true
			best.start = i
		}
	}
	if !c.inside(i) {
		return best, false
	}
	k := c.sense(i).class
	if c.doc.Tokens[i].Kind == text.Number {
		try(c.date(i))
		try(c.year(i))
		try(c.lengthMoment(i))
		try(c.ordinalUnit(i))
		try(c.decadeWords(i))
		if !found {
			try(c.dayAlone(i))
		}
		return best, found
	}
	if k&(month|weekday) != 0 {
		try(c.date(i))
	}
	if k&(cardinal|ordinal|vague|one|scale|half) != 0 {
		try(c.dayFirst(i))
		try(c.lengthMoment(i))
		try(c.ordinalUnit(i))
		try(c.decadeWords(i))
		try(c.spelledYear(i))
	}
	if k&decadeWord != 0 || c.char(i, '\'') || c.char(i, '’') || c.char(i, '‘') {
		try(c.decadeWords(i))
	}
	if k&relative != 0 {
		try(c.relative(i))
		try(c.ordinalUnit(i))
		try(c.yearsQuarter(i))
	}
	if k&(deictic|now) != 0 {
		try(c.deictic(i))
	}
	if k&partWord != 0 {
		try(c.part(i))
	}
	if k&(rest|earlier|later) != 0 {
		try(c.restOf(i))
	}
	if k&(quarterLetter|halfLetter) != 0 {
		if r, ok := c.letterQuarter(i); ok {
			try(c.thenYear(r), true)
		}
	}
	if k&(fiscalLetters|calendarLetters|fiscal) != 0 {
		try(c.fiscalPhrase(i))
	}
	if k&unit != 0 {
		try(c.yearAgo(i))
		try(c.unitMoment(i))
	}
	if k&season != 0 {
		try(c.seasonMoment(i))
	}
	if p, end, ok := c.phraseAt(i); ok && (!found || p.kind == phraseHoliday) {
		try(c.phraseMoment(p, i, end))
	}
	return best, found
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
	if !c.has(i-1, in|until|since|by|from|to|and|of|yearWord) {
		return reading{}, false
	}
	y, end, ok := c.wordYear(i)
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
