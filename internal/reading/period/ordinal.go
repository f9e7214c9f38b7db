package period

import "pledgebook"

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
	if r = c.thenYear(r); r.form == openYear {
		r = c.yearBefore(r)
	}
	return r, true
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
			span := (iv.End.Year()-y)*12 + int(monthOf(iv.End)-m)
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
