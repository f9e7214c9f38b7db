package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/stage"
)

// setTimes gives the figure the periods, deadlines and dates of its own
// stretch; a date before the verb of announcing is the day of the act.
func (s *scene) setTimes(d *draft) {
	defer s.tellTotalAnew(d)
	defer s.setExtentByPeriod(d)
	v := &s.sentences[d.sentence]
	from, to := s.stretchStart(v, d), s.stretchEnd(v, d)
	s.setOwnDay(v, d)
	for _, behind := range []bool{true, false} { // what stands behind the figure is nearer to it
		for i := v.periods.First; i < v.periods.End; i++ {
			m := &s.periods[i]
			if (m.First >= d.figure.First) == behind && !m.Interval.IsZero() && !s.ofAnother(v, d, m) {
				s.setTimeOf(v, d, m, inside(m.Range, from, to) || s.opensWith(v, m, d))
			}
		}
	}
	s.setSinceThen(v, d)
	s.setSamePeriod(v, d)
	s.startsWithAct(v, d, from, to)
}

// setOwnDay takes the day that stands right behind the figure: "$200 million on 14
// August and $250 million on 29 August".
func (s *scene) setOwnDay(v *sentence, d *draft) {
	for i := v.periods.First; i < v.periods.End; i++ {
		m := &s.periods[i]
		if m.Role == period.Plain && m.Interval.Granularity == pledgebook.ByDay && m.First == d.figure.End+1 && s.is(d.figure.End, cue.On) {
			s.setDate(d, m)
			return
		}
	}
}

// setTimeOf gives the figure a time of its stretch, or the day of its act.
func (s *scene) setTimeOf(v *sentence, d *draft, m *period.Mention, near bool) {
	switch {
	case m.Role == period.RoleSince && m.Interval.Granularity == pledgebook.ByDay && s.char(m.End) == ',' && s.is(m.End+1, cue.When):
		s.setDate(d, m) // "since 5 May, when … gave": the day of the giving
	case near || s.frames(v, m, d):
		s.setTime(d, m)
	case m.Interval.Granularity == pledgebook.ByDay && m.Role == period.Plain:
		s.setDate(d, m)
	}
}

// frames reports a year or its part that opens the sentence and so holds for
// all its figures: "In 2022, Australia provided … and China provided …".
func (s *scene) frames(v *sentence, m *period.Mention, d *draft) bool {
	return m.First <= v.First+2 && m.End <= d.figure.First && m.Interval.Granularity != pledgebook.ByDay && m.Interval.Granularity != pledgebook.ByMonth
}

// setExtentByPeriod makes what was given over a stated past stretch of time a
// running total, unless it is a package.
func (s *scene) setExtentByPeriod(d *draft) {
	published := s.published
	if s.soFar(d) {
		d.claim.Extent = pledgebook.TotalExtent
	}
	if d.noun != nil && d.noun.Whole && d.claim.Period.End.Known() && !s.byAmount(d) {
		d.claim.Extent = pledgebook.TotalExtent // aid of a year as a whole
	}
	if rule := s.wholeByVerb(d); rule != "" && d.claim.Extent != pledgebook.TotalExtent {
		d.claim.Extent = pledgebook.TotalExtent
		d.note(s, "extent", d.verb.Range, rule, d.basis(d.verb.Range))
	}
	if d.claim.Period.IsZero() || !d.claim.Period.End.Known() || !published.Known() || d.claim.Period.Last() > published || d.verb == nil || toCome(d.verb) || oneMonth(d.claim.Period) {
		return
	}
	if s.sumsUpSeveral(d) {
		d.claim.Extent = pledgebook.TotalExtent
		d.note(s, "extent", d.verb.Range, "sum-of-year", d.basis(d.verb.Range))
		return
	}
	if d.noun != nil && d.noun.Class == stage.Sum || d.act != nil || d.sum == nil && !d.verb.Perfect {
		return
	}
	switch d.verb.Class {
	case stage.Give, stage.Disburse, stage.Deliver, stage.Invest, stage.Commit, stage.Contain, stage.Support, stage.Receive, stage.Promise, stage.Allocate:
		d.claim.Extent = pledgebook.TotalExtent
	}
}

// sumsUpSeveral reports "approved two loans totalling 3 million": what was done over a year is
// added up, and the year tells how long and not when.
func (s *scene) sumsUpSeveral(d *draft) bool {
	if d.verb == nil || !d.verb.Past || !s.says(d.figure.First-1, cue.Total) {
		return false
	}
	for k := d.figure.First - 2; k >= d.verb.End; k-- {
		if s.doc.Ends(k, cue.S) && s.role(k) == 0 {
			return true
		}
	}
	return false
}

// thisYearSoFar reports "has allocated 3 million this year", told within that year.
func (s *scene) thisYearSoFar(d *draft) bool {
	p := d.claim.Period
	if d.verb == nil || !d.verb.Perfect || toCome(d.verb) || d.position != object || d.relative || d.act != nil || p.Granularity != pledgebook.ByYear && p.Granularity != pledgebook.ByFiscal || !p.Start.Known() || !p.End.Known() || p.End-p.Start > 366 || p.Start > s.published || p.Last() < s.published {
		return false
	}
	switch d.verb.Class {
	case stage.Give, stage.Disburse, stage.Deliver, stage.Allocate:
		return true
	}
	return false
}

// oneMonth reports a single month: what was paid in it may be one payment.
func oneMonth(p pledgebook.Interval) bool {
	return p.Granularity == pledgebook.ByMonth && p.Start.Known() && p.End-p.Start <= 31
}

// tellTotalAnew takes back the repeat that a verb group told of a running
// total: what has been given up to a day is no act told before.
func (s *scene) tellTotalAnew(d *draft) {
	if d.claim.Extent != pledgebook.TotalExtent || d.claim.Revision != pledgebook.Repeat || d.evidence("revision") == nil || s.addedUpSoFar(d) {
		return
	}
	d.claim.Revision = pledgebook.New
	d.forget("revision")
}

// addedUpSoFar reports "so far", "to date": the words that make a sum a running total tell
// that its pieces were told before.
func (s *scene) addedUpSoFar(d *draft) bool {
	extent := d.evidence("extent")
	if extent == nil || extent.Rule != "reviser" {
		return false
	}
	for _, r := range s.sentences[d.sentence].revisers {
		if r.Revision == pledgebook.Repeat && r.Extent == pledgebook.TotalExtent && s.doc.Span(r.Range) == extent.Span {
			return true
		}
	}
	return false
}

// soFar reports a rounded sum that "has been given", "more than 5 billion":
// all of it up to now, and no package with a size of its own.
func (s *scene) soFar(d *draft) bool {
	if d.verb == nil || !d.verb.Perfect || d.verb.Mood != stage.Fact || d.act != nil || d.position != object || d.claim.Money == nil || d.claim.Revision == pledgebook.TopUp {
		return false
	}
	switch d.claim.Money.Qualifier {
	case pledgebook.MoreThan, pledgebook.AtLeast, pledgebook.Nearly:
	default:
		return false
	}
	switch d.verb.Class {
	case stage.Give, stage.Invest, stage.Deliver, stage.Disburse:
		return true
	}
	return false
}

func (s *scene) setTime(d *draft, m *period.Mention) {
	if s.bound(d, m) || s.setUpTo(d, m) {
		return
	}
	switch m.Role {
	case period.RoleDeadline:
		if s.reachedBy(d, m) {
			s.setPeriod(d, m)
			d.claim.Period.Start, d.claim.Extent = 0, pledgebook.TotalExtent
			return
		}
		if s.levelBy(d, m) {
			return
		}
		if d.claim.Deadline == 0 {
			d.claim.Deadline = m.Interval.Last()
			d.note(s, "deadline", m.Range, m.Rule, pledgebook.Stated)
		}
	case period.RoleAsOf:
		if m.Interval.End.Known() && m.Interval.Last() < s.published {
			s.setPeriod(d, m)
		}
	case period.RoleSince:
		s.setPeriod(d, m)
		if s.cumulative(d) {
			d.claim.Extent = pledgebook.TotalExtent
		}
	case period.Plain:
		if m.Rule == "stretch" {
			s.setPeriod(d, m)
			return
		}
		switch m.Interval.Granularity {
		case pledgebook.ByDay, pledgebook.ByWeek:
			s.setDate(d, m)
			s.longAgo(d, m)
		case pledgebook.ByMonth:
			s.longAgo(d, m)
			if !oneMonth(m.Interval) {
				s.setPeriod(d, m)
			}
		default:
			s.setPeriod(d, m)
		}
	}
}

// bound makes "will be paid later this year" a last day: somewhere before it, not all that time.
func (s *scene) bound(d *draft, m *period.Mention) bool {
	if !m.Later || m.Role != period.Plain || !m.Interval.End.Known() || d.verb == nil || !toCome(d.verb) && d.verb.Form != stage.Infinitive || d.claim.Deadline.Known() {
		return false
	}
	d.claim.Deadline = m.Interval.Last()
	d.note(s, "deadline", m.Range, "later-in", pledgebook.Stated)
	return true
}

// setUpTo reads "at the end of 2023" of what has come together by then as an end only; of what
// was done once, it tells when, as "late 2023" does, and no time that the aid covers.
func (s *scene) setUpTo(d *draft, m *period.Mention) bool {
	if !m.Cut() || m.Role != period.Plain || m.Interval.Granularity != pledgebook.ByYear || !m.Interval.End.Known() || m.Interval.Last() >= s.published || d.verb == nil || toCome(d.verb) || !d.verb.Past || !d.claim.Period.IsZero() {
		return false
	}
	if !m.AtEnd() || d.claim.Extent != pledgebook.TotalExtent && !(d.partly && d.verb.Perfect) {
		return true
	}
	d.claim.Period, d.claim.Extent = m.Interval, pledgebook.TotalExtent
	d.claim.Period.Start = 0
	d.note(s, "period", m.Range, "up-to", pledgebook.Stated)
	return true
}

// levelBy reads "is expected to double to 2 billion by 2027": the level of that year,
// forecast and promised by nobody.
func (s *scene) levelBy(d *draft, m *period.Mention) bool {
	if m.Rule != "year" && m.Rule != "fiscal-year" || !s.is(m.First, cue.By) || !d.claim.Period.IsZero() || !s.is(d.figure.First-1, cue.To) || !s.forecastChange(d) {
		return false
	}
	d.claim.Period, d.claim.Extent = m.Interval, pledgebook.TotalExtent
	d.claim.Period.Start = m.Interval.End.AddMonths(-12)
	d.note(s, "period", m.Range, "level-by", pledgebook.Stated)
	return true
}

// forecastChange reports "is expected to double to", "is expected to almost double to"
// before the figure.
func (s *scene) forecastChange(d *draft) bool {
	switch {
	case d.verb == nil:
		return false
	case d.verb.Class == stage.Increase || d.verb.Class == stage.Cut:
		return d.verb.Mood == stage.Expected
	case d.verb.Class != stage.Propose || d.verb.Stage != "":
		return false
	}
	last := d.figure.First - 2
	v := s.words(d.sentence)
	for i := range v.verbs {
		if p := &v.verbs[i]; p.Head == last && (p.Class == stage.Increase || p.Class == stage.Cut) {
			return true
		}
	}
	return false
}

// reachedBy reports "had been disbursed by the end of June": what is told as
// done by a past day is a running total, and the day no deadline.
func (s *scene) reachedBy(d *draft, m *period.Mention) bool {
	published := s.published
	return d.verb != nil && (d.verb.Perfect || d.verb.Past && d.partly) && !toCome(d.verb) && published.Known() && m.Interval.End.Known() && m.Interval.Last() < published && d.claim.Period.IsZero()
}

// oldNews is how many days before the news an act must lie for its telling to be a repeat.
const oldNews = 21

// longAgo makes the telling of an act of weeks before the report's news a repeat.
func (s *scene) longAgo(d *draft, m *period.Mention) {
	if d.claim.Revision != pledgebook.New && (d.claim.Revision != pledgebook.TopUp || m.Interval.Granularity != pledgebook.ByYear) || (d.verb == nil || !d.verb.Past) && !s.datedByAct(d, m) && !s.pastActTo(d) {
		return
	}
	if s.is(m.First-2, cue.As|cue.Than) {
		return // "three times as much as in 2019"
	}
	if news := s.dayOfNews(); news.Known() && m.Interval.End.Known() && (news-m.Interval.Last() > oldNews || m.Rule == "rest-of" && news-m.Interval.Start > 2*oldNews) {
		d.forget("revision")
		d.claim.Revision = pledgebook.Repeat
		d.note(s, "revision", m.Range, "told-before", pledgebook.Stated)
	}
}

// pastActTo reports "committed to issue 3 million": the past act that an infinitive belongs to.
func (s *scene) pastActTo(d *draft) bool {
	if d.verb == nil || d.verb.Form != stage.Infinitive || d.position != object {
		return false
	}
	g := s.verbBefore(&s.sentences[d.sentence], d.verb)
	return g != nil && s.isAct(g) && g.Past && d.verb.First-g.End <= 1
}

// yearOfAct reports the past year or season in which a sum was promised, agreed or set aside:
// "approved a loan of 3 million in 2019", "the 3 million agreed last spring". It tells when, and
// not what time the money is for. A season tells that of whatever was done in it.
func (s *scene) yearOfAct(d *draft, m *period.Mention) bool {
	if m.Role != period.Plain || !m.Interval.End.Known() || m.Interval.Last() >= s.published || wholeYears(m.Interval) && s.sumsUpSeveral(d) {
		return false
	}
	if m.Rule == "rest-of" && s.actAfter(d, m) {
		return true // "was allocated earlier this year"
	}
	if d.verb != nil && toCome(d.verb) {
		return false
	}
	if s.datedByAct(d, m) {
		return true
	}
	if d.verb == nil || !d.verb.Past || m.Interval.Granularity != pledgebook.ByYear && !m.Season || !s.onlyDates(m) || s.statisticOver(d, m.Interval) {
		return false
	}
	return s.isAct(d.verb) || m.Season
}

// actAfter reports "earlier this year, Norway committed to giving 3 million": the figure's verb, or
// the one that governs it behind the time, is an act of the past.
func (s *scene) actAfter(d *draft, m *period.Mention) bool {
	if d.verb == nil || s.isAct(d.verb) && d.verb.Past {
		return d.verb != nil
	}
	g := s.verbBefore(&s.sentences[d.sentence], d.verb)
	return g != nil && g.First >= m.End && s.isAct(g) && g.Past && g.Form == stage.Finite && d.verb.Form != stage.Finite
}

// onlyDates reports "in 2022", "last spring", "in the autumn": words that can tell when; "for
// 2022" and "over the year" tell for how long.
func (s *scene) onlyDates(m *period.Mention) bool {
	k := m.First - 1
	if s.role(k)&stage.Determiner != 0 {
		k--
	}
	return s.is(k, cue.In) || s.role(k)&stage.Preposition == 0
}

// datedByAct reports a time behind a verb of promising or agreeing that follows the figure:
// "a loan of 3 million, approved in 2010", "The 3 million loan was signed in 2016"; or between
// its noun and it: "the programme agreed in 2017, which is worth 3 million". Of several ("Grants
// of 3 million were signed in 2020") the year is their own.
func (s *scene) datedByAct(d *draft, m *period.Mention) bool {
	v := s.words(d.sentence)
	for i := len(v.verbs) - 1; i >= 0; i-- {
		p := &v.verbs[i]
		if p.End > m.First {
			continue
		}
		if p.First < d.figure.End {
			return p.Form == stage.Participle && s.isAct(p) && m.First-p.End <= 1 && d.noun != nil && d.noun.Class == stage.Sum && d.noun.End == p.First
		}
		if m.First-p.End > dateReach || !s.isAct(p) && p.Class != stage.Make || toCome(p) || s.sumBetween(v, p.End, m.First) {
			return false
		}
		return p.Form == stage.Participle || p.Past && (p != d.verb || d.relative || s.singular(d.noun))
	}
	return false
}

// singular reports one loan, one package.
func (s *scene) singular(n *stage.Noun) bool {
	return n != nil && n.Class == stage.Sum && !s.doc.Ends(n.End-1, cue.S)
}

// cumulative reports an act that is told as done, so that "since" makes it a
// running total.
func (s *scene) cumulative(d *draft) bool {
	return d.verb == nil || d.verb.Perfect || d.verb.Past || d.verb.Class == stage.Contain || d.verb.Class == stage.Bring
}

func (s *scene) setPeriod(d *draft, m *period.Mention) {
	if !d.claim.Period.IsZero() {
		return
	}
	if s.yearOfAct(d, m) {
		s.longAgo(d, m)
		return
	}
	d.claim.Period = m.Interval
	d.note(s, "period", m.Range, m.Rule, pledgebook.Stated)
}

func (s *scene) setDate(d *draft, m *period.Mention) {
	day := m.Interval.Granularity == pledgebook.ByDay
	if d.claim.Date != 0 && !(day && d.weekOnly) {
		return
	}
	if d.weekOnly { // "Two weeks ago, on 6 January"
		d.forget("date")
	}
	d.claim.Date, d.weekOnly = m.Interval.Start, !day
	d.note(s, "date", m.Range, m.Rule, d.basis(m.Range))
}
