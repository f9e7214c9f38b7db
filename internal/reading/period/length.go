package period

import (
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// Duration is a length of time: N units, or an unsaid number of them where N is
// 0 ("several years"). A compound length ("5 years 1 month") is counted in its
// smallest unit that is a whole number of months or days.
type Duration struct {
	N    int
	Unit Unit
	// whole length in months and days, from which days are reckoned
	months, days int
}

// IsZero reports whether no length was said.
func (d Duration) IsZero() bool { return d.Unit == 0 }

// From returns the day that lies the length after a day, or before it where
// sign is -1; unknown where the length is not known in days.
func (d Duration) From(day pledgebook.Day, sign int) pledgebook.Day {
	if !day.Known() || d.months == 0 && d.days == 0 {
		return 0
	}
	return day.AddMonths(sign*d.months) + pledgebook.Day(sign*d.days)
}

func lengthOf(n int, u Unit) Duration {
	months, days := u.length()
	return Duration{N: n, Unit: u, months: n * months, days: n * days}
}

// maxCount bounds the number of units: more is no length a report states.
const maxCount = 9999

// length reads "four years", "10-year", "a decade", "two and a half years",
// "half a year", "several weeks", "5 years 1 month 12 days".
// Where apart is true, a length that goes with "ago" is one of its own.
func (c *cursor) length(i int, apart bool) (Duration, int, bool) {
	d, end, ok := c.oneLength(i)
	if !ok {
		return d, i, false
	}
	if c.doc.Is(end, cue.Or) && c.inside(end+1) && c.doc.Is(end+1, cue.So) { // "two years or so"
		return d, end + 2, true
	}
	for d.N > 0 {
		k := c.skip(end, and)
		if apart && k > end && c.lengthAgo(k) {
			break
		}
		more, next, ok := c.oneLength(k)
		if !ok || more.N == 0 || more.Unit >= d.Unit {
			break
		}
		end = next
		d.months, d.days, d.N, d.Unit = d.months+more.months, d.days+more.days, more.N, more.Unit
		if d.days == 0 {
			d.N = d.months
		}
	}
	return d, end, true
}

// lengthAgo reports a length that goes with "ago": not part of the one before.
func (c *cursor) lengthAgo(i int) bool {
	_, end, ok := c.length(i, false)
	return ok && c.has(end, ago)
}

func (c *cursor) oneLength(i int) (Duration, int, bool) {
	if c.has(i, half|one) {
		if d, end, ok := c.fraction(i); ok {
			return d, end, true
		}
	}
	n, halves, j, ok := c.amount(i)
	if !ok {
		return Duration{}, i, false
	}
	k := c.hyphen(j)
	if s := c.sense(k); k > j && s.unit == Quarter && s.many {
		return Duration{}, i, false // a fraction
	}
	if c.has(k, filler|relative) && c.has(k+1, unit) && k == j {
		k++
	}
	s := c.sense(k)
	if s.unit == Quarter && c.has(i, one) && c.has(k+1, of) {
		return Duration{}, i, false // "a quarter of the market"
	}
	if s.class&unit == 0 || s.class&ordinal != 0 && (k == j || s.number > 0 && !s.many && n != 1 && k == j) {
		return Duration{}, i, false
	}
	if halves || c.has(k+1, and) && c.has(k+2, one) && c.has(k+3, half) {
		if !halves {
			k += 3
		}
		return c.halves(2*n+1, s.unit), k + 1, true
	}
	if n != 1 && !s.many && k == j && !halves && !c.longs(k) || n > maxCount {
		return Duration{}, i, false
	}
	return lengthOf(n*max(int(s.count), 1), s.unit), k + 1, true
}

// fraction reads "half a year", "a half-century", "a quarter century", "a quarter of a
// century".
func (c *cursor) fraction(i int) (Duration, int, bool) {
	if c.has(i, half) && c.has(i+1, one) && c.has(i+2, unit) {
		return c.halves(1, c.sense(i+2).unit), i + 3, true
	}
	j := c.skip(i, one)
	if k := c.hyphen(j + 1); c.has(j, half) && (j > i || k > j+1) && c.has(k, unit) && !c.sense(k).many && !c.has(k, ordinal) {
		return c.halves(1, c.sense(k).unit), k + 1, true
	}
	if j == i || c.sense(j).unit != Quarter {
		return Duration{}, i, false
	}
	k := c.hyphen(j + 1)
	if c.has(k, of) && c.has(k+1, one) {
		k += 2
	}
	return lengthOf(25, Year), k + 1, c.sense(k).unit == Century && !c.sense(k).many
}

// longs reports a unit that stands before what lasts so long: "a five year plan".
func (c *cursor) longs(k int) bool {
	t := k + 1
	return c.sense(k).unit >= Hour && c.sense(k).class&(ordinal|month) == 0 && c.word(t) && !c.doc.Tokens[t].Is(text.Capital) && c.sense(t).class == 0 && (c.sense(t).tense == noVerb || c.sense(t).tense == verbIntent)
}

// halves makes a length of n half units, in a smaller unit.
func (c *cursor) halves(n int, u Unit) Duration {
	months, days := u.length()
	if months > 0 && months*n%2 == 0 {
		d := lengthOf(months*n/2, Month)
		if d.N%12 == 0 {
			d.N, d.Unit = d.N/12, Year
		}
		return d
	}
	if days > 0 {
		return lengthOf(days*n/2, Day)
	}
	switch u {
	case Hour:
		return Duration{N: 30 * n, Unit: Minute}
	case Minute:
		return Duration{N: 30 * n, Unit: Second}
	}
	return Duration{N: n / 2, Unit: u}
}

// amount reads how many units: "4", "four", "twenty-five", "a", "a few",
// "several", "2.5", "two and a half", "1,000". Zero is an unsaid number.
func (c *cursor) amount(i int) (n int, halves bool, end int, ok bool) {
	if !c.inside(i) {
		return 0, false, i, false
	}
	if c.doc.Tokens[i].Kind == text.Number {
		s := c.doc.Of(i)
		if whole, found := strings.CutSuffix(s, ".5"); found {
			s, halves = whole, true
		}
		n, digits := thousands(s)
		if v, d := c.digits(i + 1); d == 1 && v == 1 && c.char(i+2, '/') && c.glued(i+2) {
			if v, d := c.digits(i + 3); d == 1 && v == 2 { // "2 1/2 years"
				return n, true, i + 4, digits > 0
			}
		}
		ok = digits > 0 && n <= maxCount && (i == c.sentence.First || c.doc.Tokens[i-1].Kind != text.Symbol || !c.glued(i))
		return n, halves, i + 1, ok && (n > 0 || halves)
	}
	s := c.sense(i)
	switch {
	case s.class&vague != 0:
		return 0, false, i + 1, true
	case s.class&one != 0:
		if v := c.sense(i + 1); v.class&vague != 0 {
			return 0, false, i + 2, true
		}
		if v := c.sense(i + 1); v.class&(cardinal|scale) != 0 && v.class&unit == 0 { // a couple of, a dozen, a hundred
			return int(v.number), false, c.skip(i+2, of), true
		}
		return 1, false, c.skip(i+1, filler), true
	case s.class&cardinal == 0:
		return 0, false, i, false
	}
	n, end, ok = c.twoDigitWords(i)
	if c.has(end, scale) {
		n, end = n*int(c.sense(end).number), end+1
	}
	if c.has(end, and) && c.has(end+1, half|one) {
		k := c.skip(end+1, one)
		if c.has(k, half) {
			return n, true, k + 1, ok
		}
	}
	return n, false, c.skip(end, of), ok
}

// thousands reads a number of up to four digits, with or without its comma.
func thousands(s string) (n, digits int) {
	if len(s) == 5 && s[1] == ',' {
		n, digits = digitsOf(s[2:])
		return 1000*int(s[0]-'0') + n, digits
	}
	if len(s) > 4 {
		return 0, 0
	}
	return digitsOf(s)
}

// lengthMoment reads a length and what binds it: "two years ago", "3 days after
// tomorrow", "a week starting Monday", or the bare length.
func (c *cursor) lengthMoment(i int) (reading, bool) {
	d, end, ok := c.length(i, false)
	if !ok {
		return reading{}, false
	}
	r := reading{start: i, end: end, length: d, rule: "length"}
	if c.has(c.hyphen(end), aged) {
		return r, false
	}
	if e, ok := c.upToDate(r, end); ok {
		return e, true
	}
	if c.someDay(i, end) {
		return reading{start: i, end: end, ref: true, role: RoleLoose, rule: looseRules[2]}, true
	}
	end = c.hyphen(end)
	if k := c.pastOrComing(i, end); k > 0 {
		return c.relativeLength(r, d, end, int(c.sense(k).shift)), true
	}
	if d.Unit < Day {
		r.role = RoleDuration
		return r, true
	}
	switch {
	case c.has(end, ago):
		return c.away(r, end+1, c.published, -1, "ago"), true
	case c.has(end, earlier):
		return c.awayFromTold(r, end+1, -1, "earlier"), true
	case c.has(end, later):
		return c.awayFromTold(r, end+1, 1, "later"), true
	case c.has(end, before|after|from|starting) || c.char(end, ',') && c.has(end+1, from):
		return c.fromDay(r), true
	}
	r.role = RoleDuration
	return r, true
}

// someDay reads "will one day be": no day is stated.
func (c *cursor) someDay(i, end int) bool {
	if end != i+2 || c.sense(i).class&cardinal == 0 || c.sense(i).number != 1 || c.sense(i+1).unit != Day {
		return false
	}
	before, behind := c.sense(i-1).tense, c.sense(end).tense
	return before == verbFuture || before == verbModal || before == verbIntent || behind == verbFuture
}

// yearAgo reads "year-ago" and "year-earlier", said of a figure compared.
func (c *cursor) yearAgo(i int) (reading, bool) {
	s := c.sense(i)
	j := c.hyphen(i + 1)
	if j == i+1 || s.many || s.unit < Day || !c.has(j, ago|earlier) {
		return reading{}, false
	}
	r := reading{start: i, length: lengthOf(1, s.unit)}
	if s.unit == Year {
		if q, ok := c.yearAgoStretch(r, j+1); ok {
			return q, true
		}
	}
	return c.away(r, j+1, c.published, -1, "ago"), true
}

// yearAgoStretch reads what "year-ago" names: "the year-ago third quarter", "the
// year-earlier nine months".
func (c *cursor) yearAgoStretch(r reading, j int) (reading, bool) {
	if q, ok := c.ordinalUnit(j); ok && q.form == openYear {
		q.start = r.start
		return c.shifted(q), true
	}
	if d, end, ok := c.length(j, false); ok {
		r.end, r.length, r.role, r.rule = end, d, RoleDuration, "length"
		return r, true
	}
	return r, false
}

// yearBefore reads on behind a stretch of a year not named: "the quarter a year ago",
// "the third quarter a year earlier".
func (c *cursor) yearBefore(r reading) reading {
	j := r.end
	if !c.has(j, one) || !c.has(j+1, yearWord) || c.sense(j+1).many || !c.has(j+2, ago|earlier) {
		return r
	}
	r.end = j + 3
	return c.shifted(r)
}

// shifted moves a stretch back by a year from where it is, or was last.
func (c *cursor) shifted(r reading) reading {
	r = r.settle(c.published, Past)
	r.form, r.ref, r.rule = fixed, true, "same-quarter"
	if r.iv.Start.Known() {
		r.iv.Start, r.iv.End = r.iv.Start.AddMonths(-12), r.iv.End.AddMonths(-12)
	}
	return r
}

// upToDate reads "the year ended 31 March 2024", "twelve months to June 2023":
// the length that ends with a date.
func (c *cursor) upToDate(r reading, j int) (reading, bool) {
	if !c.has(j, ending) && !(c.has(j, to) && c.has(r.start-1, article)) {
		return r, false
	}
	k := c.skip(c.skip(j+1, on|in), article)
	d, ok := c.date(k)
	if !ok && c.has(j, to) {
		d, ok = c.year(k) // "the three years to 2027"
	}
	if !ok || d.form == openWeek || d.lastDay > 0 {
		return r, false
	}
	d = d.settle(c.published, Past)
	r.end, r.ref, r.rule, r.role = d.end, d.ref, "length-to-date", Plain
	if d.iv.End.Known() {
		r.iv = pledgebook.Interval{Start: r.length.From(d.iv.End, -1), End: d.iv.End, Granularity: r.length.Unit.granularity()}
	}
	return r, true
}

// pastOrComing finds the relative word inside "5 past years", "the 3 next weeks".
func (c *cursor) pastOrComing(i, end int) int {
	if end-2 > i && c.has(end-2, relative) && c.sense(end-2).shift != 0 {
		return end - 2
	}
	return 0
}

// awayFromTold reckons "a year earlier" and "two years later" from the year the
// sentence tells of. Without one, "earlier" counts from the publication day,
// and "later" does where the sentence looks ahead.
func (c *cursor) awayFromTold(r reading, end, sign int, rule string) reading {
	if c.told.Start.Known() && r.length.Unit >= Year && r.length.months > 0 {
		start := c.told.Start.AddMonths(sign * r.length.months)
		r.end, r.rule, r.iv = end, rule, Around(start, Year, 0)
		return r
	}
	from := c.published
	if sign > 0 && c.tense(r.start) != Future {
		from = 0
	}
	return c.away(r, end, from, sign, rule)
}

// away makes the moment a length away from a day: the calendar unit it falls
// in, with the very day beside it.
func (c *cursor) away(r reading, end int, from pledgebook.Day, sign int, rule string) reading {
	r.end, r.rule, r.ref = end, rule, true
	if rule != "later" && r.length == lengthOf(1, Year) && from == c.published && c.lastPart.Granularity == pledgebook.ByQuarter && c.quarter.Start.Known() {
		return c.sameQuarter(r, -12)
	}
	day := r.length.From(from, sign)
	if !day.Known() {
		return r
	}
	r.iv = Around(day, max(r.length.Unit, Day), 0)
	if r.length.Unit == Weekend {
		r.iv = WeekOf(day)
	}
	r.at, r.from = day, from
	if sign > 0 && c.has(end, on) && c.has(end+1, weekday) { // "two months from today on Tuesday"
		ahead := (int(c.sense(end+1).weekday) + 6 - (int(day.Weekday())+6)%7) % 7
		r.at, r.end, r.iv = 0, end+2, oneDay(day+pledgebook.Day(ahead))
	}
	return r
}

// sameQuarter makes "a year earlier" the quarter that the last one named is
// compared with.
func (c *cursor) sameQuarter(r reading, months int) reading {
	r.rule = "same-quarter"
	r.iv = pledgebook.Interval{Start: c.quarter.Start.AddMonths(months), End: c.quarter.End.AddMonths(months), Granularity: pledgebook.ByQuarter}
	return r
}

// fromDay reads "16 days from 1 May", "two weeks before Friday", "a week
// starting tomorrow", "four years from July 2024"; without a day or month behind it the
// length stands alone.
func (c *cursor) fromDay(r reading) reading {
	j := r.end
	word := c.skip(j, filler)
	if c.char(j, ',') {
		word = j + 1
	}
	k := c.skip(word+1, from|on|article)
	d, ok := c.moment(k)
	if !ok || d.role == RoleDuration {
		r.role = RoleDuration
		return r
	}
	d = d.settle(c.published, c.tense(j))
	byMonth := c.has(word, from|starting) && d.iv.Granularity == pledgebook.ByMonth && r.length.Unit >= Month
	if d.iv.Granularity != pledgebook.ByDay && !c.has(word, before|after) && !byMonth {
		r.role = RoleDuration
		return r
	}
	if byMonth || c.has(word, starting) || c.char(j, ',') || c.has(r.start-1, forLength|within) {
		r.end, r.rule, r.ref = d.end, "length-from", d.ref
		r.iv = pledgebook.Interval{Start: d.iv.Start, End: r.length.From(d.iv.Start, 1), Granularity: pledgebook.ByDay}
		if byMonth {
			r.iv.Granularity = r.length.Unit.granularity()
		}
		return r
	}
	sign := 1
	if c.has(word, before) {
		sign = -1
	}
	return c.away(r, d.end, d.iv.Start, sign, "length-from")
}
