package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file tells the times of a sentence that are said of something else than
// its figure: an aim, a disaster, a meeting, another act.

// ofAnother reports a time that the sentence tells of something else than the figure.
func (s *scene) ofAnother(v *sentence, d *draft, m *period.Mention) bool {
	if s.ofHappening(v, d, m) || s.inName(m) || s.asNoun(m) || s.ofMost(v, d, m) || s.ofAim(v, d, m) || s.tooLate(d, m) {
		return true
	}
	if m.First < d.figure.First {
		return s.ofEarlierVerb(v, d, m) || s.beforeNextVerb(v, d, m)
	}
	if s.is(m.First-1, cue.Into) || s.is(m.First-2, cue.Into) {
		return true // "a partnership that will last into the next decade"
	}
	return s.ofLevel(d, m) || s.inRelative(v, d, m) || s.behindNextVerb(v, d, m) || s.opensNext(v, d, m)
}

// ofLevel reports the time of a level that the sum is compared to: "more than in
// 2022", "an increase from 2022", "from the levels of 2022".
func (s *scene) ofLevel(d *draft, m *period.Mention) bool {
	for k := m.First - 1; k >= max(d.figure.End, m.First-4); k-- {
		if s.is(k, cue.Than) || s.is(k, cue.From) && (s.changes(&s.sentences[d.sentence], k-1) && !s.atBudget(&s.sentences[d.sentence], m) || s.says(k+1, cue.Level) || s.says(k+2, cue.Level)) {
			return true
		}
	}
	return false
}

// ofEarlierVerb reports "raised its budget in 2024 and pledged 3 million": the time
// stands behind another verb, and a comma or "and" opens the figure's.
func (s *scene) ofEarlierVerb(v *sentence, d *draft, m *period.Mention) bool {
	if d.verb == nil || d.position != object || m.End > d.verb.First || s.role(d.verb.First-1)&stage.And == 0 {
		return false
	}
	for i := range v.verbs {
		if q := &v.verbs[i]; q != d.verb && q.End <= m.First && q.First >= d.clause.First && q.Form != stage.Attributive {
			return true
		}
	}
	return false
}

// beforeNextVerb reports "opened an office in 2022 and is to give 3 million": behind
// the time "and" opens another predicate, which is the figure's.
func (s *scene) beforeNextVerb(v *sentence, d *draft, m *period.Mention) bool {
	const verbal = stage.Be | stage.Have | stage.Will | stage.WouldWord | stage.Modal
	next := m.End + 1
	return m.First > v.First+2 && m.Role == period.Plain && s.is(m.End, cue.And) && next < d.figure.First &&
		s.role(next)&verbal != 0 && !s.is(m.First-2, cue.And)
}

// isChange reports the noun of a change: "increase", "rise", "cut".
func (s *scene) isChange(k int) bool { return s.says(k, cue.Trend) }

// inRelative reports "to the Fund, which was founded in 2022": a relative clause
// that is not the figure's own.
func (s *scene) inRelative(v *sentence, d *draft, m *period.Mention) bool {
	for k := d.figure.End + 2; k < m.First; k++ {
		if s.role(k)&stage.Relative == 0 || s.char(k-1) != ',' && !s.tellsOther(k) {
			continue
		}
		for i := range v.verbs {
			if p := &v.verbs[i]; p.First > k && p.End <= m.First {
				return s.verbScore(&draft{verb: p}) < 1
			}
		}
		return true
	}
	return false
}

// tellsOther reports "whose", or "that" before what happened ("floods that hit"): the
// clause is about something else, comma or not.
func (s *scene) tellsOther(k int) bool {
	return s.role(k)&stage.Determiner != 0 && !s.is(k, cue.That|cue.Which) || s.happens(k+1, k+2)
}

// behindNextVerb reports a time behind another verb than the figure's: "gave 3 million
// and hosted the meeting in 2022", "as it promised last year", "bringing the total
// since 2022 to".
func (s *scene) behindNextVerb(v *sentence, d *draft, m *period.Mention) bool {
	for k := d.figure.End; k < m.First; k++ {
		switch {
		case s.is(k, cue.As) && s.someVerbIn(v, k+1, min(k+4, m.First)):
			return true
		case s.role(k)&stage.And != 0 && s.newVerb(k+1):
			return true
		}
	}
	for i := range v.verbs {
		if p := &v.verbs[i]; p != d.verb && p.Class == stage.Bring && p.First >= d.figure.End && p.End <= m.First {
			return true
		}
	}
	return false
}

// someVerbIn reports a verb of the lexicon that begins in [from, to).
func (s *scene) someVerbIn(v *sentence, from, to int) bool {
	for i := range v.verbs {
		if p := &v.verbs[i]; p.First >= from && p.First < to && p.Form != stage.Attributive {
			return true
		}
	}
	return false
}

// newVerb reports a verb with an object of its own behind "and": "and hosting the
// meeting", "and deferred its payments". "and delivered it" still speaks of the sum.
func (s *scene) newVerb(k int) bool {
	if s.role(k)&stage.Adverb != 0 {
		k++
	}
	if s.role(k)&stage.Adjective != 0 || !s.doc.Ends(k, cue.RegularPast) && !s.doc.Ends(k, cue.Gerund) {
		return false
	}
	if _, ok := s.doc.Tagged(k+2, s.engine.fundWords); ok {
		return false
	}
	return s.is(k+1, cue.The|cue.A|cue.Its|cue.Their|cue.Another) || s.doc.Ends(k, cue.RegularPast) && s.role(k+1)&stage.Adjective != 0
}

// opensNext reports the time that opens the clause of the next sum: "grows to 3
// million in 2024 and in 2025, to 4 million".
func (s *scene) opensNext(v *sentence, d *draft, m *period.Mention) bool {
	return s.sumOpenedBy(v, m) >= d.figure.End
}

// opensWith reports that a time opens the clause of the figure behind another sum's.
func (s *scene) opensWith(v *sentence, m *period.Mention, d *draft) bool {
	k := s.sumOpenedBy(v, m)
	return k >= d.figure.First && k < d.figure.End
}

// sumOpenedBy returns the first token of the sum whose clause a time behind "and in"
// opens, before a comma; -1 for another time.
func (s *scene) sumOpenedBy(v *sentence, m *period.Mention) int {
	if s.char(m.End) != ',' || !s.is(m.First-1, cue.In) || !s.is(m.First-2, cue.And) && s.char(m.First-2) != ';' {
		return -1
	}
	for k := v.sums.First; k < v.sums.End; k++ {
		if n := &s.sums[k]; n.First > m.End {
			return n.First
		}
	}
	return -1
}

// happeningReach bounds the words between what happened and its time.
const happeningReach = 10

// ofHappening reports the time of what happened to people: "the earthquake that
// struck on 25 April", "floods earlier this year", "the 2021 conflict". No figure
// and no verb of giving stands between.
func (s *scene) ofHappening(v *sentence, d *draft, m *period.Mention) bool {
	if m.Role != period.Plain || d.figure.Contains(m.Range) {
		return false
	}
	if s.happens(m.End, m.End+1) {
		return true
	}
	day, relative := m.Interval.Granularity == pledgebook.ByDay, false
	for k := m.First - 1; k >= max(v.First, m.First-happeningReach); k-- {
		if s.char(k) == ',' || s.char(k) == ';' || d.verb != nil && k < d.verb.End && k >= d.verb.First || d.figure.First <= k && k < d.figure.End {
			return false
		}
		if s.happens(k, m.First) && (relative || day || k >= m.First-2) {
			return true
		}
		relative = relative || s.role(k)&(stage.Relative|stage.That) != 0
	}
	return false
}

// happens reports a word of what happens to people at token k, ending by end.
func (s *scene) happens(k, end int) bool {
	if k >= len(s.doc.Tokens) {
		return false
	}
	t, ok := s.doc.Tagged(k, s.engine.happenings)
	return ok && t.End <= end
}

// inName reports a year that only names a meeting, and a century that only
// describes: "the 2024 Annual Meetings", "a 21st-century partnership".
func (s *scene) inName(m *period.Mention) bool {
	if m.Interval.Start.Known() && m.Interval.End-m.Interval.Start > maxFlow {
		return true
	}
	if m.Role != period.Plain || m.Interval.Granularity != pledgebook.ByYear {
		return false
	}
	for k := m.End; k < min(m.End+titleReach, len(s.doc.Tokens)) && s.doc.Tokens[k].Kind == text.Word && s.role(k)&(stage.Preposition|stage.Determiner|stage.And) == 0; k++ {
		if s.isMeeting(k) {
			return true
		}
	}
	return false
}

// maxFlow is the longest that one flow of aid lasts, in days.
const maxFlow = 50 * 366

// asNoun reports a year that is what a verb is said of: "2018 could be worse",
// "making 2022 the hardest year".
func (s *scene) asNoun(m *period.Mention) bool {
	if m.Role != period.Plain || m.Rule != "year" || m.Len() != 1 || s.role(m.First-1)&stage.Preposition != 0 || s.char(m.First-1) != 0 {
		return false
	}
	const verbal = stage.Be | stage.Have | stage.Will | stage.WouldWord | stage.Modal
	return s.role(m.End)&verbal != 0 || s.doc.Ends(m.First-1, cue.Gerund) && s.is(m.End, cue.The|cue.A)
}

// mostReach bounds the words between "first" and "since".
const mostReach = 8

// ofMost reports "the largest call since 2010": the time bounds what the thing is the
// first or the most of.
func (s *scene) ofMost(v *sentence, d *draft, m *period.Mention) bool {
	if m.Role != period.RoleSince {
		return false
	}
	for k := m.First - 1; k >= max(v.First, m.First-mostReach) && s.char(k) != ',' && !d.figure.Contains(text.Range{First: k, End: k + 1}); k-- {
		if s.says(k, cue.Most) {
			return true
		}
	}
	return false
}

// ofAim reports the day by which something is to be reached that the aid is only
// meant to help, "to end hunger by 2030", or until which something is put off.
func (s *scene) ofAim(v *sentence, d *draft, m *period.Mention) bool {
	if m.Role != period.RoleDeadline {
		return false
	}
	if m.Season && s.is(m.First, cue.Through) || s.says(m.First-1, cue.Off) {
		return true // "get through winter", "put off until March"
	}
	from := v.First
	if m.First >= d.figure.End {
		from = d.figure.End
	}
	for k := m.First - 1; k >= from && s.char(k) != ';'; k-- {
		if d.verb != nil && k >= d.verb.First && k < d.verb.End {
			return false
		}
		if s.says(k, cue.Aim|cue.PutOff) {
			return true
		}
	}
	return false
}

// tooLate reports a time to come beside what is told as given; "for 2027" may still be
// the flow's.
func (s *scene) tooLate(d *draft, m *period.Mention) bool {
	if d.verb == nil || !d.verb.Perfect || d.verb.Mood != stage.Fact || m.Role != period.Plain || !s.published.Known() || m.Interval.Start <= s.published || s.is(m.First-1, cue.For) {
		return false
	}
	switch d.verb.Class {
	case stage.Give, stage.Disburse, stage.Deliver, stage.Receive:
		return true
	}
	return false
}

// setSinceThen gives a running total the start that "since then" takes up from the
// words before: "joined in 1993. Since then it has received".
func (s *scene) setSinceThen(v *sentence, d *draft) {
	if s.timed(d) {
		return
	}
	at, ok := s.sinceThen(v, d)
	if !ok {
		return
	}
	if m := s.lastTime(v, at, 1); m != nil {
		d.claim.Period = pledgebook.Interval{Start: m.Interval.Start, Granularity: m.Interval.Granularity}
		d.claim.Extent = pledgebook.TotalExtent
		d.note(s, "period", m.Range, "since-then", pledgebook.Context)
	}
}

// sinceThen returns the place of "since then" in the figure's sentence, or of the
// "since" of "has since given".
func (s *scene) sinceThen(v *sentence, d *draft) (at int, ok bool) {
	if s.is(v.First, cue.Since) && s.is(v.First+1, cue.Then) {
		return v.First, true
	}
	if d.verb == nil {
		return 0, false
	}
	for k := d.clause.First; k < d.clause.End; k++ {
		if s.is(k, cue.Since) && (s.is(k+1, cue.Then) || k == d.verb.First-1 && s.role(k-1)&stage.Have != 0 || k >= d.verb.First && k < d.verb.End) {
			return k, true
		}
	}
	return 0, false
}

// setSamePeriod gives a figure the stretch that "during this period" takes up.
func (s *scene) setSamePeriod(v *sentence, d *draft) {
	if s.timed(d) {
		return
	}
	for k := d.clause.First; k < d.clause.End; k++ {
		if s.is(k, cue.This|cue.That) && s.says(k+1, cue.Period) {
			if m := s.lastTime(v, k, shortestPeriod); m != nil {
				d.claim.Period = m.Interval
				d.note(s, "period", m.Range, "same-period", pledgebook.Context)
			}
			return
		}
	}
}

// shortestPeriod is the least that a report calls a period, in days.
const shortestPeriod = 28

// lastTime returns the last plain time before a token, in its sentence or one shortly
// before it, that has begun and lasts at least so many days.
func (s *scene) lastTime(v *sentence, at int, days pledgebook.Day) *period.Mention {
	for i := v.periods.End - 1; i >= max(0, v.periods.First-sinceThenReach); i-- {
		m := &s.periods[i]
		if m.End > at {
			continue
		}
		if at-m.First > sinceThenWords {
			return nil
		}
		if m.Role == period.Plain && m.Interval.Start.Known() && m.Interval.End-m.Interval.Start >= days && m.Interval.Start < s.published {
			return m
		}
	}
	return nil
}

// sinceThen looks back over so many times and words.
const sinceThenReach, sinceThenWords = 3, 40
