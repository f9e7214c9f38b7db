package wording

import (
	"time"

	"pledgebook"
)

// Period writes an interval with its last day: a whole year as the year, a
// month by its name, an open end by its one date.
func (l *Language) Period(iv pledgebook.Interval) string {
	switch {
	case iv.IsZero():
		return ""
	case !iv.End.Known():
		return l.Say("since %s", l.Date(iv.Start))
	case !iv.Start.Known():
		return l.Say("until %s", l.Date(iv.Last()))
	case iv.Last() == iv.Start:
		return l.Date(iv.Start)
	}
	y, m, d := iv.Start.Date()
	if d == 1 && iv.End == pledgebook.DateOf(y+1, m, 1) && m == 1 {
		return l.Say("%s@year", iv.Start.Time().Format("2006"))
	}
	if d == 1 && iv.End == pledgebook.DateOf(y, m+1, 1) {
		return l.month(iv.Start)
	}
	if _, _, after := iv.End.Date(); d == 1 && after == 1 {
		return l.months(iv)
	}
	return l.Say("%s to %s@time", l.Date(iv.Start), l.Date(iv.Last()))
}

// month writes a day's month: "Jan 2024".
func (l *Language) month(d pledgebook.Day) string {
	t := d.Time()
	return l.Say(Text(t.Format("Jan")+" %s"), t.Format("2006"))
}

// months writes an interval of whole months: "Jan to Jun 2024".
func (l *Language) months(iv pledgebook.Interval) string {
	from := l.month(iv.Start)
	if iv.Start.Year() == iv.Last().Year() {
		from = l.Say(Text(iv.Start.Time().Format("Jan")))
	}
	return l.Say("%s to %s@months", from, l.month(iv.Last()))
}

// Date writes a day: "31 Dec 2024", nothing for an unknown one.
func (l *Language) Date(d pledgebook.Day) string {
	if !d.Known() {
		return ""
	}
	return l.day(d.Time())
}

func (l *Language) day(t time.Time) string {
	if l.texts == nil {
		return t.Format("2 Jan 2006")
	}
	return l.Say(Text("%s "+t.Format("Jan")+" %s"), t.Format("2"), t.Format("2006"))
}

// Moment writes a time to the minute, in UTC.
func (l *Language) Moment(t time.Time) string {
	t = t.UTC()
	return l.Say("%s, %s UTC", l.day(t), t.Format("15:04"))
}
