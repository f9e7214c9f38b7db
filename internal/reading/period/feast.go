package period

import (
	"pledgebook"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// feast is a day that comes every year: a day of a month, a weekday of a month,
// or days from Easter. The zero value is none.
type feast struct {
	month, day   int8 // day: of the month, or the days from Easter
	weekday, nth int8 // "the fourth Thursday": nth from 1, -1 for the last
	easter       bool // reckoned from Easter
	weekend      bool // the weekend beside the day is meant
}

// newFeast reads one row of the table holidays.
func (w *words) newFeast(row lexicon.Row) feast {
	f := feast{month: int8(w.number(row, "month")), day: int8(w.number(row, "day"))}
	f.weekday, f.nth = int8(w.number(row, "weekday")), int8(w.number(row, "nth"))
	if row.Get("easter") != "" {
		f.easter, f.day = true, int8(w.number(row, "easter"))
	}
	return f
}

// in returns the feast of a year, or the weekend beside it.
func (f feast) in(year int) pledgebook.Interval {
	d := f.on(year)
	if !f.weekend {
		return oneDay(d)
	}
	iv := Around(d, Weekend, 0)
	switch d - WeekOf(d).Start + 1 {
	case 1: // a long weekend: Saturday to the Monday
		iv = pledgebook.Interval{Start: d - 2, End: d + 1, Granularity: pledgebook.ByDay}
	case 2:
		iv = Around(d, Weekend, -1)
	case 4, 5:
		iv.Start = d
	}
	return iv
}

// on returns the very day of the feast.
func (f feast) on(year int) pledgebook.Day {
	switch {
	case f.easter:
		return easter(year) + pledgebook.Day(f.day)
	case f.nth == 0:
		return MonthOf(year, int(f.month)).Start + pledgebook.Day(f.day-1)
	}
	m := MonthOf(year, int(f.month))
	if f.nth < 0 {
		last := m.End - 1
		return last - (last-WeekOf(last).Start-pledgebook.Day(f.weekday)+8)%7
	}
	return m.Start + (WeekOf(m.Start).Start+pledgebook.Day(f.weekday)-1-m.Start+7)%7 + pledgebook.Day(7*(f.nth-1))
}

// feastAt reads the feast that a phrase names, of a year still open: "Christmas
// 2024", "Easter weekend", "the Labor Day 2021 weekend".
func (c *cursor) feastAt(p phrase, start, end int) reading {
	r := c.thenYear(p.holiday(start, end))
	if c.sense(r.end).unit != Weekend || c.sense(r.end).many {
		return r
	}
	weekend := p.holiday(start, end)
	weekend.feast.weekend = true
	weekend.end = r.end + 1
	if r.form == fixed && r.iv.Start.Known() {
		return weekend.fix(r.iv.Start.Year())
	}
	return c.thenYear(weekend)
}

// holiday is the feast of a year still open.
func (p phrase) holiday(start, end int) reading {
	return reading{start: start, end: end, form: openYear, firstMonth: int(p.feast.month), months: 1, day: 1, feast: p.feast, unit: Day, rule: "holiday"}
}

// feastDay tells the day from what is named after it: "the Good Friday
// Agreement", "an Easter recess".
func (c *cursor) feastDay(i, end int) bool {
	if c.inside(end) && c.sense(end).unit != Weekend && c.doc.Tokens[end].Kind == text.Word && c.doc.Tokens[end].Is(text.Capital) {
		return false
	}
	if c.sense(end-1).unit == Day && end-1 > i && !c.has(i-1, article) {
		return true // "was found Thanksgiving Day"
	}
	return i == c.sentence.First || c.has(i-1, article|on|by|before|after|until|since|in|of|from|to|between|over|forLength|and) && (!c.has(i-1, article) || c.sense(end-1).unit == Weekend)
}
