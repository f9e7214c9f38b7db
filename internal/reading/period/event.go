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
		if c.hyphen(end) > end {
			return m, false // "so far-fetched"
		}
		m.Role, m.Rule, m.Ref = RoleAsOf, "to-date", true
		m.Interval = c.upTo(c.published)
		return m, true
	case phraseYearToDate:
		m.Rule, m.Ref, m.Interval = "year-to-date", true, Around(c.published, Year, 0)
		if c.published.Known() {
			m.Interval.End = c.published
		}
		return m, true
	case phraseLoose:
		if c.has(end, unit|cardinal|vague|filler) || c.inside(end) && c.doc.Tokens[end].Kind == text.Number {
			return m, false // "in the past two years"
		}
		m.Role, m.Rule, m.Ref = RoleLoose, looseRules[p.shift+1], true
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
	from := c.skip(c.skip(end, article), owner)
	r, ok := c.span(from)
	if !ok || r.role == RoleDuration || c.dash(i-1) && c.glued(i) {
		return Mention{}, false
	}
	m := c.settled(r)
	if from > end && m.named() {
		return m, false // "up to the 2023 meeting"
	}
	switch kind {
	case phraseAsOf:
		m.Role = RoleAsOf
		if c.published.Known() && m.Interval.Start > c.published { // "as of 1 January 2026"
			m.Role = RoleSince
		}
		m.Interval = m.bind(m.Interval)
	case phraseAfter:
		m.Role, m.Interval.Start, m.Interval.End = RoleSince, m.Interval.End, 0
	case phraseSince:
		m.bindSince()
	default:
		m.bindDeadline(kind == phraseBefore)
	}
	m.First = i
	return m.bounded(), true
}

// phraseMoment reads the phrases that are a time of their own.
func (c *cursor) phraseMoment(i int) (reading, bool) {
	p, end, ok := c.phraseAt(i)
	if !ok {
		return reading{}, false
	}
	r := reading{start: i, end: end, ref: true}
	switch p.kind {
	case phraseDeictic:
		r.rule = "deictic"
		if c.published.Known() {
			r.iv = oneDay(c.published + pledgebook.Day(p.shift))
		}
		return r, true
	case phraseWeekOf:
		return c.weekOf(r)
	case phraseHoliday:
		h := c.feastAt(p, i, end)
		return h, h.form == fixed || c.feastDay(i, h.end)
	case phraseYearEnd:
		r.rule, r.unit = "year-end", Year
		if y, ok := c.year4(end); ok {
			r.end, r.ref, r.iv = end+1, false, YearOf(y)
		} else {
			shift := 0
			if c.has(i-1, since|from) {
				shift = -1
			}
			r.iv = Around(c.published, Year, shift)
		}
		return r.cut(i, endPart), true
	}
	return r, false
}

// weekOf reads "w/c 4 February": the week that holds the day.
func (c *cursor) weekOf(r reading) (reading, bool) {
	d, ok := c.date(r.end)
	if !ok || d.day == 0 {
		return r, false
	}
	d = d.settle(c.published, c.tense(r.start))
	r.end, r.ref, r.rule = d.end, d.ref, "unit-of-day"
	if d.iv.Start.Known() {
		r.iv = WeekOf(d.iv.Start)
	}
	return r, true
}

// eventReach is how many words may stand between "since" and the event:
// "since Russia launched its full-scale invasion".
const eventReach = 8

// sinceEvent reads "since the invasion", "since the start of the war in
// February 2022": the day of the event, not of the month beside it.
func (c *cursor) sinceEvent(i int) (Mention, bool) {
	for j := i + 1; j <= i+eventReach && c.inside(j); j++ {
		if c.doc.Tokens[j].Kind == text.Number && !c.has(j, opens) || c.has(j, month) && c.upper(j) || c.char(j, ',') || c.char(j, ';') {
			break
		}
		day, end, ok := c.event(j)
		if !ok {
			continue
		}
		m := Mention{Range: text.Range{First: i, End: c.eventDate(end)}, Role: RoleSince, Rule: "event", Event: true}
		m.Interval = pledgebook.Interval{Start: day, Granularity: pledgebook.ByDay}
		return m, true
	}
	return Mention{}, false
}

// event returns the day of the event named at a token; of the events that
// general words can mean, the one that the sentence, else the report, is about.
func (c *cursor) event(j int) (day pledgebook.Day, end int, ok bool) {
	if !c.has(j, opens) {
		return 0, j, false
	}
	var general eventSet
	for _, tag := range c.doc.TagsAt(j) {
		p := &c.phrases[0]
		if tag.Category == c.category && tag.End <= c.sentence.End {
			p = &c.phrases[tag.Ref]
		}
		if p.kind != phraseEvent || c.published.Known() && c.published < p.day {
			continue
		}
		if p.near == 0 {
			return p.day, tag.End, true
		}
		general, end = general|p.near, tag.End
	}
	if general == 0 || !c.meant(j, end) {
		return 0, j, false
	}
	about := c.near(c.sentence) & general
	if !single(about) {
		about = c.near(text.Range{End: len(c.doc.Tokens)}) & general
	}
	for k := range c.phrases {
		if p := &c.phrases[k]; p.kind == phraseEvent && p.near == about && single(about) {
			return p.day, end, true
		}
	}
	return 0, j, false
}

func single(s eventSet) bool { return s != 0 && s&(s-1) == 0 }

// near returns the events that some word of a range stands near.
func (c *cursor) near(r text.Range) (s eventSet) {
	if whole := r.End == len(c.doc.Tokens) && r.First == 0; whole {
		if !c.surveyed {
			c.surveyed, c.about = true, c.nearIn(r)
		}
		return c.about
	}
	return c.nearIn(r)
}

func (c *cursor) nearIn(r text.Range) (s eventSet) {
	for i := r.First; i < r.End; i++ {
		if id := int(c.doc.Tokens[i].Word); id < len(c.senses) {
			s |= c.senses[id].near
		}
	}
	return s
}

// meant reports that an event named in general words, behind "the", is not
// another one: "the war in Sudan" names its place.
func (c *cursor) meant(start, end int) bool {
	other := c.has(end, in|on|of) && c.inside(end+1) && c.doc.Tokens[end+1].Is(text.Capital) && !c.has(end+1, month)
	return c.has(start-1, article) && !c.doc.Tokens[start].Is(text.Capital) && !other
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
