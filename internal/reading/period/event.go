package period

import (
	"pledgebook"
	"pledgebook/internal/reading/text"
)

// phraseMention reads the phrases that stand for a time or bind the one behind
// them: "to date", "as of 30 June", "no later than Friday".
func (c *cursor) phraseMention(p phrase, i, end int) (Mention, bool) {
	m := Mention{Range: text.Range{First: i, End: end}}
	switch p.kind {
	case phraseToDate:
		m.Role, m.Rule, m.Ref = RoleAsOf, "to-date", true
		m.Interval = c.upTo(c.published)
		return m, true
	case phraseYearToDate:
		m.Rule, m.Ref, m.Interval = "year-to-date", true, Around(c.published, Year, 0)
		if c.published.Known() {
			m.Interval.End = c.published
		}
		return m, true
	case phraseAsOf, phraseBy, phraseUntil, phraseBefore, phraseSince, phraseAfter:
		return c.boundMoment(p.kind, i, end)
	}
	return m, false
}

func (c *cursor) upTo(d pledgebook.Day) pledgebook.Interval {
	iv := oneDay(d)
	iv.Start = 0
	return iv
}

func (c *cursor) boundMoment(kind phraseKind, i, end int) (Mention, bool) {
	if kind == phraseSince {
		if m, ok := c.sinceEvent(end - 1); ok {
			m.First = i
			return m, true
		}
	}
	r, ok := c.span(c.skip(c.skip(end, article), owner))
	if !ok || r.role == RoleDuration {
		return Mention{}, false
	}
	m, ok := c.finish(r, i)
	switch kind {
	case phraseAsOf:
		m.Role, m.Interval.Start = RoleAsOf, 0
	case phraseAfter:
		m.Role, m.Interval.Start, m.Interval.End = RoleSince, m.Interval.End, 0
	case phraseSince:
		m.Role, m.Interval.End = RoleSince, 0
	default:
		m.bindDeadline(kind == phraseBefore)
	}
	m.First = i
	return m, ok
}

// phraseMoment reads the phrases that are a time of their own.
func (c *cursor) phraseMoment(p phrase, i, end int) (reading, bool) {
	r := reading{start: i, end: end, ref: true}
	switch p.kind {
	case phraseDeictic:
		r.rule = "deictic"
		if c.published.Known() {
			r.iv = oneDay(c.published + pledgebook.Day(p.shift))
		}
		return r, true
	case phraseYearEnd:
		r.rule, r.unit = "year-end", Year
		if y, ok := c.year4(end); ok {
			r.end, r.ref, r.iv = end+1, false, YearOf(y)
		} else {
			r.iv = Around(c.published, Year, 0)
		}
		return r.cut(i, endPart), true
	}
	return r, false
}

// eventReach is how many words may stand between "since" and the event:
// "since Russia launched its full-scale invasion".
const eventReach = 8

// sinceEvent reads "since the invasion", "since the start of the war in
// February 2022": the day of the event, not of the month beside it.
func (c *cursor) sinceEvent(i int) (Mention, bool) {
	for j := i + 1; j <= i+eventReach && c.inside(j); j++ {
		if c.doc.Tokens[j].Kind == text.Number || c.has(j, month) && c.upper(j) || c.char(j, ',') || c.char(j, ';') {
			break
		}
		p, end, ok := c.phraseAt(j)
		if !ok || p.kind != phraseEvent || p.general && !c.meant(j, end) || c.published.Known() && c.published < p.day {
			continue
		}
		m := Mention{Range: text.Range{First: i, End: c.eventDate(end)}, Role: RoleSince, Rule: "event", Event: true}
		m.Interval = pledgebook.Interval{Start: p.day, Granularity: pledgebook.ByDay}
		return m, true
	}
	return Mention{}, false
}

// meant reports that an event named in general words is not another one: "the
// war in Sudan" names its place.
func (c *cursor) meant(start, end int) bool {
	return c.has(start-1, article) && !c.doc.Tokens[start].Is(text.Capital) && !(c.has(end, in|on|of) && c.inside(end+1) && c.doc.Tokens[end+1].Is(text.Capital) && !c.has(end+1, month))
}

// eventDate moves past the month and year said beside an event.
func (c *cursor) eventDate(end int) int {
	j := end
	for j < end+4 && c.inside(j) && c.doc.Tokens[j].Kind == text.Word && !c.has(j, in|on) {
		j++
	}
	if c.has(j, in|on) {
		if r, ok := c.moment(j + 1); ok && r.form == fixed && !r.ref {
			return r.end
		}
	}
	return end
}
