package period

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// finish settles a reading by the sentence's tense, and takes in the words
// before it that say how it binds.
func (c *cursor) finish(r reading, floor int) Mention {
	m := c.settled(r)
	c.bindBefore(&m)
	m.First = max(m.First, floor)
	return m.bounded()
}

// settled makes the mention of a reading by itself.
func (c *cursor) settled(r reading) Mention {
	if r.form != fixed {
		r = r.settle(c.published, c.tense(r.start))
	}
	return Mention{
		Range: text.Range{First: r.start, End: r.end}, Interval: r.iv, At: r.at, from: r.from, Role: r.role, Rule: r.rule,
		part: r.part, Length: r.length, Ref: r.ref, Ahead: r.ahead, Fiscal: r.fiscal, Season: r.season, Later: r.later,
	}
}

// bounded drops an interval that leaves the years of four digits.
func (m Mention) bounded() Mention {
	if m.Interval.Start > maxDay || m.Interval.End > maxDay+1 || m.Interval.Start < 0 || m.Interval.End < 0 {
		m.Interval = pledgebook.Interval{}
	}
	return m
}

// bindBefore looks at the words before a time: by, since, until, within.
func (c *cursor) bindBefore(m *Mention) {
	j := c.skipBack(c.skipBack(m.First-1, owner), article)
	if c.has(j, vague) { // "some", "many"
		j--
	}
	s := c.sense(j)
	if j < m.First-1 && (m.named() || c.has(j, to)) || c.has(m.End, pluralEnding) {
		s = &noSense // "after the 1990 election", "through the week", "before Friday's vote"
	}
	switch {
	case m.Role == Plain && c.sinceEventOn(m.First) >= 0:
		m.bindSince()
		m.First, m.At = c.sinceEventOn(m.First), 0
		return
	case m.Role == RoleDuration:
		c.bindLength(m, j)
		return
	case m.Role == RoleLoose:
		m.Interval = pledgebook.Interval{}
		return
	case s.class&(by|before) != 0:
		m.bindDeadline(s.class&before != 0)
	case s.class&until != 0, s.class&within != 0 && (m.Rule == "this-unit" || m.Rule == "relative"):
		m.bindDeadline(false)
	case s.class&since != 0:
		m.bindSince()
	case s.class&after != 0 && !c.dash(j+1):
		if m.part != begin {
			m.Interval.Start = m.Interval.End
		}
		m.Role, m.Interval.End = RoleSince, 0
	case s.class&from != 0 && c.has(c.skip(m.End, on), onward):
		m.End = c.skip(m.End, on) + 1
		m.bindSince()
	case (s.class&starting != 0 || c.has(j, on|in) && c.has(j-1, starting)) && m.Rule != "stretch":
		if c.has(j, on|in) {
			j--
		}
		m.bindSince()
	default:
		c.bindThan(m, j)
		return
	}
	m.First, m.At = j, 0
}

// sinceReach bounds the words between "since" and the day of what happened.
const sinceReach = 8

// sinceEventOn returns the "since" of "since the attack on 7 October", where the
// day that begins at i is the event's; -1 where there is none.
func (c *cursor) sinceEventOn(i int) int {
	at := c.skipBack(i-1, article)
	if !c.has(at, on|of|in) || !c.inside(i) || !c.has(i, month) && c.doc.Tokens[i].Kind != text.Number {
		return -1
	}
	for k := at - 1; k >= at-sinceReach && c.inside(k); k-- {
		t := &c.doc.Tokens[k]
		switch {
		case c.has(k, since) && k < at-1:
			return k
		case c.has(k, since|by|until|before|from), t.Kind != text.Word && t.Char != '-', c.sense(k).tense != noVerb:
			return -1
		}
	}
	return -1
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
		m.Interval = pledgebook.Interval{Start: min(m.At, m.from), End: max(m.At, m.from), Granularity: pledgebook.ByDay}
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
		return m.part == whole
	}
	return false
}

// bindDeadline makes the time a last day; "before" leaves its own days out.
func (m *Mention) bindDeadline(before bool) {
	m.Role = RoleDeadline
	if before && m.part != endPart {
		m.Interval.End = m.Interval.Start
	} else {
		m.Interval.End = m.part.ends(m.Interval)
	}
	m.Interval.Start = 0
}

// bindSince makes the time a start only.
func (m *Mention) bindSince() {
	m.Role = RoleSince
	m.Interval.Start, m.Interval.End = m.part.starts(m.Interval), 0
}

// bindLength reads the words before a length: "within a year" begins now, "in
// two weeks" is a moment where the sentence looks ahead, "a year" behind a sum
// recurs.
func (c *cursor) bindLength(m *Mention, j int) {
	switch {
	case c.has(j, within):
		m.First, m.Rule = j, "within"
		if c.has(m.End, of|from|after) {
			return // "within a week of the attack"
		}
		if end := m.Length.From(c.published, 1); end.Known() && !m.Ahead {
			m.Interval = pledgebook.Interval{Start: c.published, End: end, Granularity: m.Length.Unit.granularity()}
			m.Ref, m.Ahead = true, true
		} else if m.Ahead && m.Interval.Start.Known() {
			m.Interval.Start = c.published
			m.Interval.End = m.Length.From(c.published, 1)
		}
	case c.has(j, over|forLength):
		m.First = j
	case c.has(j, in) && m.Rule == "length" && !m.Ahead && m.Length.Unit >= Day && c.comesIn(m, j):
		if c.has(m.End+1, timeNoun) {
			m.End += 2
		}
		r := c.away(reading{length: m.Length}, m.End, c.published, 1, "in-length")
		m.First, m.Interval, m.At, m.Role, m.Rule, m.Ref = j, r.iv, r.at, Plain, r.rule, true
	case m.Rule == "length" && c.has(m.First, one) && c.perSum(m.First):
		m.Role, m.Rule = RoleRecurring, "per-unit"
	}
}

// comesIn reports that "in two weeks" tells when: the sentence looks ahead, and
// nothing before it is the first or the most of its kind in that long.
func (c *cursor) comesIn(m *Mention, j int) bool {
	if c.has(m.End, pluralEnding) && c.has(m.End+1, timeNoun) {
		return true
	}
	if t := c.tense(m.First); t != Future && !(t == Intended && c.clauseEnds(m.End)) || c.dash(m.End-2) {
		return false
	}
	for k := j - 1; k >= j-8 && c.inside(k); k-- {
		if c.has(k, ordinal) || c.doc.Ends(k, cue.Superlative) {
			return false
		}
	}
	return true
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
