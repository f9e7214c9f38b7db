package period

import (
	"pledgebook"
)

// form says which fields of a reading are still open.
type form uint8

const (
	fixed      form = iota // the interval is known
	openYear               // month and day, month, quarter, half or season: the year is not said
	openWeek               // a weekday
	openMonth              // a day of the month
	openDecade             // "the seventies"
)

// reading is what an expression says before tense and publication day have
// filled in what it leaves open.
type reading struct {
	start, end int // its tokens
	form       form
	iv         pledgebook.Interval
	at, from   pledgebook.Day // the very day a length away from another
	// of form openYear: the stretch of months, and the day in it or 0.
	firstMonth, months, day, lastDay int
	weekday                          int // of form openWeek, and with a day of openMonth
	part                             part
	unit                             Unit
	ref                              bool // reckoned from the publication day
	season, later                    bool
	fiscal                           int // number of a fiscal year
	length                           Duration
	role                             Role
	ahead                            bool // begins when it is said
	number                           int  // of a week; of form openDecade, the decade of the last century
	feast                            feast
	rule                             string
}

func (r reading) in(year int) pledgebook.Interval {
	if r.feast != (feast{}) {
		return r.feast.in(year)
	}
	if r.day == 0 {
		iv := months(year, r.firstMonth, r.months, r.unit.granularity())
		return r.part.of(iv)
	}
	first := MonthOf(year, r.firstMonth).Start
	iv := oneDay(first + pledgebook.Day(r.day-1))
	if r.lastDay > 0 {
		iv.End = first + pledgebook.Day(r.lastDay)
		if r.lastDay < r.day { // over the end of the month
			iv.End = MonthOf(year, r.firstMonth+1).Start + pledgebook.Day(r.lastDay)
		}
	}
	return iv
}

// exists reports whether the year has the day: 29 February.
func (r reading) exists(year int) bool {
	m := MonthOf(year, r.firstMonth)
	return r.day <= int(m.End-m.Start)
}

// fix gives an open reading its year.
func (r reading) fix(year int) reading {
	if !r.exists(year) {
		r.iv = pledgebook.Interval{Granularity: pledgebook.ByDay}
	} else {
		r.iv = r.in(year)
	}
	r.form = fixed
	return r
}

// Settle fills in what a reading leaves open: the last such time up to the
// publication day where the sentence looks back, the next where it looks ahead,
// the nearer where nothing tells.
func (r reading) settle(published pledgebook.Day, t Tense) reading {
	if r.form == fixed || !published.Known() {
		return r
	}
	r.ref = true
	past, future := r.candidates(published)
	back, ahead := published-past.Start, future.Start-published
	r.iv = future
	switch {
	case !future.Start.Known():
		r.iv = past
	case t == Future:
	case t == Intended:
		if ahead > farAhead && back < ahead {
			r.iv = past
		}
	case t == Begun:
		r.iv = past
	case t == Due && r.form == openWeek:
	case t == Past && (r.day == 0 || back < farBack || ahead > nearAhead), t != Past && back <= ahead:
		r.iv = past
	}
	r.form = fixed
	return r
}

// A plan is seldom told more than farAhead days before without the year, nor a
// day of a month more than farBack days after; such a day soon to come is meant.
const (
	farAhead  = 200
	farBack   = 270
	nearAhead = 95
)

// candidates returns the last such time that began by the day, and the first
// that has not ended before it.
func (r reading) candidates(on pledgebook.Day) (past, future pledgebook.Interval) {
	switch r.form {
	case openWeek:
		return r.weekdays(on)
	case openMonth:
		return r.monthDays(on)
	case openDecade:
		past = months(r.number, 1, 120, pledgebook.ByDecade)
		return past, months(r.number+100, 1, 120, pledgebook.ByDecade)
	}
	y := on.Year()
	for n := y + 1; n > y-9; n-- {
		if iv := r.in(n); r.exists(n) && iv.Start <= on {
			past = iv
			break
		}
	}
	for n := y - 1; n < y+9; n++ {
		if iv := r.in(n); r.exists(n) && iv.End > on {
			return past, iv
		}
	}
	return past, future
}

func (r reading) weekdays(on pledgebook.Day) (past, future pledgebook.Interval) {
	back := pledgebook.Day((int(on.Weekday())+6)%7+1-r.weekday+7) % 7
	past = oneDay(on - back)
	future = past
	if back > 0 {
		future = oneDay(on - back + 7)
	}
	return past, future
}

// monthDays finds a day of the month, of a weekday where one is said ("Tuesday
// the 13th").
func (r reading) monthDays(on pledgebook.Day) (past, future pledgebook.Interval) {
	y, m, _ := on.Date()
	fits := func(shift int) (pledgebook.Interval, bool) {
		month := MonthOf(y, int(m)+shift)
		d := month.Start + pledgebook.Day(r.day-1)
		ok := d < month.End && (r.weekday == 0 || (int(d.Weekday())+6)%7+1 == r.weekday)
		return oneDay(d), ok
	}
	for shift := 0; shift > -60; shift-- {
		if iv, ok := fits(shift); ok && iv.Start <= on {
			past = iv
			break
		}
	}
	for shift := range 60 {
		if iv, ok := fits(shift); ok && iv.Start >= on {
			return past, iv
		}
	}
	return past, future
}
