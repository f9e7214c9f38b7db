package tracking

import (
	"time"

	"github.com/govalues/decimal"

	"pledgebook"
)

// window is the time a promise runs, half-open.
type window struct {
	start, end pledgebook.Day
	basis      string // how the start was found, where the promise does not state it
}

// windowOf is the stated period, or the time up to the deadline. A promise with
// a deadline and no stated start runs, by context, from 1 January of the
// deadline's year.
func windowOf(e pledgebook.Entry) window {
	w := window{start: e.Period.Start, end: e.Period.End}
	if e.Deadline.Known() {
		w.end = e.Deadline + 1
	}
	if w.start.Known() || !w.end.Known() {
		return w
	}
	w.start = pledgebook.DateOf((w.end - 1).Year(), time.January, 1)
	w.basis = "context: no start is stated, so the promise runs from 1 January of its deadline's year"
	return w
}

// elapsed is the share of the window that had passed at the end of the day.
// Where all three dates are month ends time is counted in months, so that half
// a year is half; else in days.
func (w window) elapsed(day pledgebook.Day) pledgebook.Share {
	if !w.start.Known() || !w.end.Known() || !day.Known() || w.end <= w.start {
		return pledgebook.Share{}
	}
	now := min(max(day+1, w.start), w.end)
	if firstOfMonth(w.start) && firstOfMonth(now) && firstOfMonth(w.end) {
		return shareOf(months(w.start, now), months(w.start, w.end))
	}
	return shareOf(decimal.MustNew(int64(now-w.start), 0), decimal.MustNew(int64(w.end-w.start), 0))
}

func firstOfMonth(d pledgebook.Day) bool {
	_, _, day := d.Date()
	return day == 1
}

func months(from, to pledgebook.Day) decimal.Decimal {
	y1, m1, _ := from.Date()
	y2, m2, _ := to.Date()
	return decimal.MustNew(int64((y2-y1)*12+int(m2-m1)), 0)
}
