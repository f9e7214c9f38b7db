package period

import "pledgebook"

// part reads "early 2025", "mid-November", "the end of next week", "late last
// year", "the rest of the year".
func (c *cursor) part(i int) (reading, bool) {
	p := c.sense(i).part
	j := c.hyphen(i + 1)
	direct := j > i+1 || p == early || p == late || p == mid
	if c.has(j, of) || direct && c.has(j, in) {
		j, direct = j+1, true
	}
	if !direct && !c.has(j, relative|yearWord) && !(p == endPart) {
		return reading{}, false
	}
	k := c.skip(c.skip(j, article), owner)
	inner, ok := c.moment(k)
	if !ok || inner.role != Plain || inner.part != whole || inner.iv.Granularity == pledgebook.ByDay || inner.form == openWeek {
		return reading{}, false
	}
	if p == endPart && !direct && inner.rule == "year" && !c.has(i-1, by|before|until|on|article) {
		return reading{}, false
	}
	return inner.cut(i, p), true
}

// cut takes a part of a reading.
func (r reading) cut(start int, p part) reading {
	r.start, r.part = start, p
	if r.form == fixed {
		r.iv = p.of(r.iv)
	}
	return r
}

// restOf reads "the rest of the week", "earlier this year", "later in the month", "later in 2024".
func (c *cursor) restOf(i int) (reading, bool) {
	j := c.skip(c.skip(c.skip(c.skip(i+1, of), in), article), owner)
	inner, ok := c.moment(j)
	laterIn := c.has(i, later) && inner.rule == "year" && c.has(i+1, in)
	if !ok || inner.form != fixed || !laterIn && (!inner.ref || inner.unit < Day) {
		return reading{}, false
	}
	inner.start, inner.rule, inner.later = i, "rest-of", c.has(i, later)
	if inner.iv.Start > c.published || inner.iv.End <= c.published {
		return inner, inner.iv.Start.Known() || !c.published.Known()
	}
	if c.has(i, earlier) {
		inner.iv.End = max(c.published, inner.iv.Start+1)
	} else {
		if inner.unit == Day {
			return inner, true
		}
		if c.has(i, later) {
			inner.iv.Start = late.of(inner.iv).Start
		} else {
			inner.iv.Start = c.published
		}
		inner.iv.Start = max(c.published, inner.iv.Start)
	}
	return inner, true
}
