package period

import (
	"time"

	"pledgebook"
)

// Unit is a unit of time, as reports count it.
type Unit uint8

// The units of time, shortest first; a weekend is its two days.
const (
	Second Unit = iota + 1
	Minute
	Hour
	Day
	Weekend
	workweek
	Week
	Month
	Quarter
	Half
	Year
	Decade
	Century
)

// String names the unit as the lexicon does.
func (u Unit) String() string {
	for name, v := range unitNames {
		if v == u {
			return name
		}
	}
	return ""
}

// days and months a unit is long; one of the two is 0.
func (u Unit) length() (months, days int) {
	switch u {
	case Day:
		return 0, 1
	case Weekend, Week, workweek:
		return 0, 7
	case Month:
		return 1, 0
	case Quarter:
		return 3, 0
	case Half:
		return 6, 0
	case Year:
		return 12, 0
	case Decade:
		return 120, 0
	case Century:
		return 1200, 0
	}
	return 0, 0
}

func (u Unit) granularity() pledgebook.Granularity {
	switch u {
	case Week, workweek:
		return pledgebook.ByWeek
	case Month:
		return pledgebook.ByMonth
	case Quarter:
		return pledgebook.ByQuarter
	case Half:
		return pledgebook.ByHalf
	case Year:
		return pledgebook.ByYear
	case Decade, Century:
		return pledgebook.ByDecade
	}
	return pledgebook.ByDay
}

// months returns the stretch of n whole months that begins with a month.
func months(year, first, n int, g pledgebook.Granularity) pledgebook.Interval {
	return pledgebook.Interval{
		Start: pledgebook.DateOf(year, time.Month(first), 1), End: pledgebook.DateOf(year, time.Month(first+n), 1), Granularity: g,
	}
}

func monthOf(d pledgebook.Day) time.Month { _, m, _ := d.Date(); return m }

func oneDay(d pledgebook.Day) pledgebook.Interval {
	if !d.Known() {
		return pledgebook.Interval{Granularity: pledgebook.ByDay}
	}
	return pledgebook.Interval{Start: d, End: d + 1, Granularity: pledgebook.ByDay}
}

// YearOf returns a calendar year.
func YearOf(year int) pledgebook.Interval { return months(year, 1, 12, pledgebook.ByYear) }

// MonthOf returns a month of a year.
func MonthOf(year, month int) pledgebook.Interval { return months(year, month, 1, pledgebook.ByMonth) }

// QuarterOf returns the first to fourth quarter of a calendar year.
func QuarterOf(year, n int) pledgebook.Interval {
	return months(year, 3*n-2, 3, pledgebook.ByQuarter)
}

// HalfOf returns the first or second half of a calendar year.
func HalfOf(year, n int) pledgebook.Interval { return months(year, 6*n-5, 6, pledgebook.ByHalf) }

// WeekOf returns the week, Monday to Sunday, that holds a day.
func WeekOf(d pledgebook.Day) pledgebook.Interval {
	monday := d - pledgebook.Day((int(d.Weekday())+6)%7)
	return pledgebook.Interval{Start: monday, End: monday + 7, Granularity: pledgebook.ByWeek}
}

// ISOWeek returns week n of a year as ISO 8601 counts it: week 1 holds the
// year's first Thursday.
func ISOWeek(year, n int) pledgebook.Interval {
	w := WeekOf(pledgebook.DateOf(year, 1, 4))
	return pledgebook.Interval{Start: w.Start + pledgebook.Day(7*(n-1)), End: w.End + pledgebook.Day(7*(n-1)), Granularity: pledgebook.ByWeek}
}

// Around returns the calendar unit that holds a day, moved on by n units: the
// month of 17 October moved by -1 is September.
func Around(d pledgebook.Day, u Unit, n int) pledgebook.Interval {
	if !d.Known() {
		return pledgebook.Interval{Granularity: u.granularity()}
	}
	y, m, _ := d.Date()
	switch u {
	case Day:
		return oneDay(d + pledgebook.Day(n))
	case Week:
		return WeekOf(d + pledgebook.Day(7*n))
	case workweek:
		w := WeekOf(d + pledgebook.Day(7*n))
		w.End -= 2
		return w
	case Weekend:
		w := WeekOf(d + pledgebook.Day(7*n))
		return pledgebook.Interval{Start: w.End - 2, End: w.End, Granularity: pledgebook.ByDay}
	case Month:
		return MonthOf(y, int(m)+n)
	case Quarter:
		return QuarterOf(y, (int(m)+2)/3+n)
	case Half:
		return HalfOf(y, (int(m)+5)/6+n)
	case Year:
		return YearOf(y + n)
	case Decade:
		return months(10*(y/10+n), 1, 120, pledgebook.ByDecade)
	case Century:
		return months(100*(y/100+n), 1, 1200, pledgebook.ByDecade)
	}
	return pledgebook.Interval{}
}

// part is a part of a stretch of time, as "early" or "the end of" name it.
type part uint8

const (
	whole part = iota
	begin
	early
	mid
	late
	endPart
)

// of cuts the part out of a stretch. "Early" and "late" are its halves; the
// beginning, middle and end of a year its thirds, of a month the first half,
// the 10th to 20th and the second half, of a week the first and last days.
func (p part) of(iv pledgebook.Interval) pledgebook.Interval {
	if p == whole || !iv.Start.Known() || !iv.End.Known() {
		return iv
	}
	y, m, _ := iv.Start.Date()
	at := func(months, days int) pledgebook.Day { return pledgebook.DateOf(y, m+time.Month(months), 1+days) }
	var a, b pledgebook.Day // where the middle begins and ends
	switch iv.Granularity {
	case pledgebook.ByYear, pledgebook.ByFiscal:
		a, b = at(4, 0), at(8, 0)
		if p == early || p == late {
			a, b = at(6, 0), at(6, 0)
		}
	case pledgebook.ByMonth:
		a, b = at(0, 9), at(0, 20)
		if p != mid {
			a, b = at(0, 15), at(0, 15)
		}
	case pledgebook.ByWeek:
		a, b = iv.Start+3, iv.Start+3
	default:
		third := (iv.End - iv.Start) / 3
		a, b = iv.Start+third, iv.End-third
	}
	switch p {
	case begin, early:
		iv.End = a
	case mid:
		iv.Start, iv.End = a, max(b, a+1)
	default:
		iv.Start = b
	}
	return iv
}

// fiscalCalendar is how a party counts its fiscal years.
type fiscalCalendar struct {
	month      int  // the first month
	namedByEnd bool // by the calendar year it ends in
}

func (f fiscalCalendar) year(n int) pledgebook.Interval {
	if f.namedByEnd && f.month > 1 {
		n--
	}
	return months(n, f.month, 12, pledgebook.ByFiscal)
}

// around returns the number of the fiscal year that holds a day.
func (f fiscalCalendar) around(d pledgebook.Day) int {
	y := d.Year()
	for _, n := range [...]int{y - 1, y, y + 1} {
		if iv := f.year(n); iv.Start <= d && d < iv.End {
			return n
		}
	}
	return y
}

// easter returns Easter Sunday of the western churches (the Gregorian computus
// in the form of Butcher, 1876).
func easter(year int) pledgebook.Day {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return pledgebook.DateOf(year, time.Month(n/31), n%31+1)
}

// middle returns the day halfway through a stretch, the first of a month where
// the stretch is of whole months.
func middle(iv pledgebook.Interval) pledgebook.Day {
	if !iv.Start.Known() || !iv.End.Known() {
		return 0
	}
	if y, m, d := iv.Start.Date(); d == 1 && iv.Granularity == pledgebook.ByYear {
		return pledgebook.DateOf(y, m+(monthOf(iv.End)-m+12)%12/2, 1)
	}
	return iv.Start + (iv.End-iv.Start+1)/2
}

// starts returns the day on which what begins with a part of a stretch begins:
// halfway for its middle, behind it for its end.
func (p part) starts(cut pledgebook.Interval) pledgebook.Day {
	switch p {
	case mid:
		return middle(cut)
	case endPart:
		return cut.End
	}
	return cut.Start
}

// ends returns the end of what ends with a part of a stretch: halfway for its
// middle, before it for its start.
func (p part) ends(cut pledgebook.Interval) pledgebook.Day {
	switch p {
	case mid:
		return middle(cut)
	case begin:
		return cut.Start
	}
	return cut.End
}
