package reporting

import (
	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/tracking"
)

// Bar is the picture of a promise: how much of it was delivered for certain,
// how much reports tell, and how much time had passed. Every length is a
// percentage of the whole width, as a decimal with two places.
type Bar struct {
	// Promised is the length of the sum promised: less than 100 where more was
	// reported than promised.
	Promised decimal.Decimal
	// Certain, Reported and Most are the lengths delivered for certain, of the
	// progress that reports state, and of all that reports add up to.
	Certain, Reported, Most decimal.Decimal
	// Elapsed is where the day of the reported progress lies in the promise's
	// time, on the length of the sum promised; HasElapsed is false where nobody
	// can tell.
	Elapsed    decimal.Decimal
	HasElapsed bool
}

var hundred = decimal.MustNew(100, 0)

// BarOf draws a promise with a sum; nil for anything else.
func BarOf(e pledgebook.Entry) *Bar {
	f := e.Fulfilment
	if f == nil || f.Of == nil || f.Of.Lo.Sign() <= 0 {
		return nil
	}
	reported, certain, most := decimal.Zero, decimal.Zero, decimal.Zero
	if f.Reported != nil {
		reported = f.Reported.Money.Lo
	}
	if f.Least != nil {
		certain = f.Least.Lo
	}
	if f.MostReported != nil {
		most = f.MostReported.Hi
	}
	whole := f.Of.Lo.Max(reported).Max(certain).Max(most)
	b := &Bar{Promised: percent(f.Of.Lo, whole), Reported: percent(reported, whole), Certain: percent(certain, whole), Most: percent(most, whole)}
	if f.Elapsed.Known {
		if at, err := b.Promised.Mul(f.Elapsed.Decimal); err == nil {
			b.Elapsed, b.HasElapsed = at.Round(2), true
		}
	}
	return b
}

// percent is part of whole, in percent, never beyond the whole.
func percent(part, whole decimal.Decimal) decimal.Decimal {
	if whole.Sign() <= 0 || part.Sign() <= 0 {
		return decimal.Zero
	}
	q, err := part.Quo(whole)
	if err != nil {
		return decimal.Zero
	}
	p, err := q.Mul(hundred)
	if err != nil {
		return decimal.Zero
	}
	return p.Round(2).Min(hundred)
}

// Calendar is the line of a promise's time: from its start, or its first
// telling, to its deadline or today, whichever is later.
type Calendar struct {
	Start, End pledgebook.Day
	Marks      []DayMark
}

// DayMark is a day on a calendar, at a percentage of its length.
type DayMark struct {
	Day  pledgebook.Day
	At   decimal.Decimal
	Kind MarkKind
	// Told is how many reports came out that day, where Kind is Told.
	Told int
}

// MarkKind is what a day on a calendar is.
type MarkKind string

// The kinds of days.
const (
	Told          MarkKind = "told"
	FirstDeadline MarkKind = "first-deadline"
	Deadline      MarkKind = "deadline"
	Today         MarkKind = "today"
)

// Calendar draws the time of an entry with a deadline; nil for any other.
func (l *Ledger) Calendar(e pledgebook.Entry) *Calendar {
	if !e.Deadline.Known() {
		return nil
	}
	told := map[pledgebook.Day]int{}
	first := e.Deadline
	for _, id := range e.Claims {
		if d := l.Claims.Told(id).Published.Day(); d.Known() {
			told[d]++
			first = min(first, d)
		}
	}
	if e.Period.Start.Known() {
		first = min(first, e.Period.Start)
	}
	c := &Calendar{Start: first, End: max(e.Deadline, l.Today)}
	if c.End <= c.Start {
		return nil
	}
	for _, d := range sortedKeys(told) {
		c.mark(d, Told, told[d])
	}
	if e.FirstDeadline.Known() && e.FirstDeadline != e.Deadline {
		c.mark(e.FirstDeadline, FirstDeadline, 0)
	}
	c.mark(e.Deadline, Deadline, 0)
	if l.Today.Known() {
		c.mark(l.Today, Today, 0)
	}
	return c
}

func (c *Calendar) mark(d pledgebook.Day, kind MarkKind, told int) {
	if d < c.Start || d > c.End {
		return
	}
	at := percent(decimal.MustNew(int64(d-c.Start), 0), decimal.MustNew(int64(c.End-c.Start), 0))
	c.Marks = append(c.Marks, DayMark{Day: d, At: at, Kind: kind, Told: told})
}

// NeedBar draws how far a need for a sum is met, on the length of the sum
// asked: what arrived for certain, and all that may answer it. Nil where no
// sum is asked.
func NeedBar(c tracking.Coverage) *Bar {
	if c.Asked == nil || c.Least == nil || c.Most == nil || c.Asked.Lo.Sign() <= 0 {
		return nil
	}
	return &Bar{Promised: hundred, Certain: percent(c.Least.Lo, c.Asked.Lo), Most: percent(c.Most.Hi, c.Asked.Lo)}
}
