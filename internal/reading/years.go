package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/stage"
)

// This file gives sums the year that their own words leave to the words around: that
// of the last sum of a list, that of the budget the report is about.

// timesFromAround gives sums the time that the words around them tell.
func (s *scene) timesFromAround() {
	s.yearOfLists()
	s.yearOfBudgets()
	s.yearOfStatistics()
	s.yearOfRequests()
	s.yearOfFirst()
	s.timesOfLike()
	s.timesOfIncluded()
	s.yearOfPackage()
	s.yearsOfChanges()
}

// startsWithAct lets "over the next five years" begin on the day of the act; when it ends is
// not stated to the day.
func (s *scene) startsWithAct(v *sentence, d *draft, from, to int) {
	if s.timed(d) {
		return
	}
	for i := v.periods.First; i < v.periods.End; i++ {
		m := &s.periods[i]
		if m.Role != period.RoleDuration || !m.Ahead || m.Length.Unit < period.Year || !s.doc.Ends(m.End-1, cue.S) || !inside(m.Range, from, to) && m.First > v.First+1 {
			continue
		}
		day := d.claim.Date
		if !day.Known() {
			day = s.dayOfNews()
		}
		d.claim.Period = pledgebook.Interval{Start: day, Granularity: pledgebook.ByDay}
		d.note(s, "period", m.Range, "starts-with-act", d.basis(m.Range))
		return
	}
}

// sharesTime reports a part that is of the time its total is for: "of it", a line of the list, of
// a budget or of what was given over a time. What has been paid out of a promise was not paid over
// all its time, and what a later sentence tells beside it may have a time of its own.
func (s *scene) sharesTime(d, p *draft) bool {
	if !p.claim.Period.Start.Known() || isPaid(d) && !isPaid(p) {
		return false
	}
	ofIt := p.sentence == d.sentence && p.figure.First > d.figure.First // "3 of the 9 million"
	return ofIt || d.partly || d.list || p.claim.Extent == pledgebook.TotalExtent || p.noun != nil && p.noun.Class == stage.Budget
}

// isPaid reports what is told as paid or handed over.
func isPaid(d *draft) bool {
	return d.claim.Stage == pledgebook.StageDisbursement || d.claim.Stage == pledgebook.StageDelivery
}

// yearOfLists lets a year behind the last of several sums of one verb hold for all of
// them: "allocates 25 million to schools and 6 million to farms in 2025".
func (s *scene) yearOfLists() {
	for i := len(s.drafts) - 1; i > 0; i-- {
		last, d := &s.drafts[i], &s.drafts[i-1]
		if last.sentence != d.sentence || d.verb == nil || last.verb != d.verb || d.dropped != "" || last.dropped != "" || s.timed(d) || !wholeYears(last.claim.Period) && !sinceOnly(last.claim.Period) || last.backward || !s.listedWith(d, last) || s.secondLevel(&s.sentences[last.sentence], last) {
			continue
		}
		for _, e := range last.claim.Evidence {
			if e.Field == "period" && e.Span.Start >= s.doc.Span(last.figure).End {
				d.claim.Period = last.claim.Period
				if sinceOnly(d.claim.Period) {
					d.claim.Extent = last.claim.Extent
				}
				e.Basis, e.Rule = pledgebook.Context, "year-of-list"
				d.claim.Evidence = append(d.claim.Evidence, e)
				break
			}
		}
	}
}

// yearOfFirst lets the year behind the first of several sums of one statistic hold for those
// behind it: "spent 3 million in Chad in 2022 and 2 million in Mali".
func (s *scene) yearOfFirst() {
	for i := 1; i < len(s.drafts); i++ {
		first, d := &s.drafts[i-1], &s.drafts[i]
		if first.sentence != d.sentence || d.verb == nil || first.verb != d.verb || d.dropped != "" || first.dropped != "" || s.timed(d) || !s.isStatistic(first) || !s.listedWith(first, d) {
			continue
		}
		d.claim.Period, d.claim.Extent, d.claim.Stage = first.claim.Period, first.claim.Extent, first.claim.Stage
		s.copyAs(d, first, "period", "year-of-first")
	}
}

// timesOfLike lets what a statistic tells with the same verb right behind it be of its time:
// "Chad received 3 million between 2015 and 2020. Mali received 2 million".
func (s *scene) timesOfLike() {
	last := -1
	for i := range s.drafts {
		d := &s.drafts[i]
		if d.dropped != "" {
			continue
		}
		if last >= 0 && s.likeStatistic(&s.drafts[last], d) {
			d.claim.Period, d.claim.Extent = s.drafts[last].claim.Period, pledgebook.TotalExtent
			s.copyAs(d, &s.drafts[last], "period", "time-of-like")
		}
		last = i
	}
}

// timesOfIncluded gives the parts of a sum that "including" lists its time, and what makes it a
// total: "gave 9 million in 2020, including 3 million for farms and 2 million for schools".
func (s *scene) timesOfIncluded() {
	for i := range s.drafts {
		d := &s.drafts[i]
		if d.dropped != "" || s.timed(d) {
			continue
		}
		p := s.includedIn(i)
		if p == nil || !p.claim.Period.Start.Known() || isPaid(d) && !isPaid(p) {
			continue
		}
		d.claim.Period = p.claim.Period
		s.copyAs(d, p, "period", "time-of-whole")
		if p.verb != nil && plainPast(p.verb) {
			d.claim.Extent = p.claim.Extent
		}
	}
}

// includedReach bounds the words between "including" and the parts that it lists.
const includedReach = 80

// includedIn returns the larger sum of its sentence that "including" makes a draft a part of, no
// verb between the word and it; or nil.
func (s *scene) includedIn(i int) *draft {
	d := &s.drafts[i]
	v := s.words(d.sentence)
	for k := d.figure.First - 1; k >= max(v.First, d.figure.First-includedReach); k-- {
		if !s.is(k, cue.Including) {
			continue
		}
		if s.finiteIn(v, k, d.figure.First) {
			return nil
		}
		for n := i - 1; n >= 0 && s.drafts[n].sentence == d.sentence; n-- {
			if p := &s.drafts[n]; p.figure.End <= k {
				if p.dropped == "" && s.larger(p, d) {
					return p
				}
				return nil
			}
		}
		return nil
	}
	return nil
}

// finiteIn reports a finite verb that begins in [from, to).
func (s *scene) finiteIn(v *sentence, from, to int) bool {
	for i := range v.verbs {
		if p := &v.verbs[i]; p.First >= from && p.First < to && p.Form == stage.Finite {
			return true
		}
	}
	return false
}

// likeStatistic reports two sums of the past that verbs of one sort tell right behind each other,
// the first of whole years that are over, the second with no time of its own.
func (s *scene) likeStatistic(p, d *draft) bool {
	if d.sentence-p.sentence > 1 || s.timed(d) || d.claim.Date.Known() || d.list || d.act != nil || d.verb == nil || p.verb == nil || d.verb.Class != p.verb.Class || d.verb == p.verb || s.singular(d.noun) {
		return false
	}
	if p.claim.Extent != pledgebook.TotalExtent || !wholeYears(p.claim.Period) || p.claim.Period.Last() >= s.published || d.claim.Revision == pledgebook.TopUp {
		return false
	}
	v := &s.sentences[d.sentence]
	return plainPast(p.verb) && (plainPast(d.verb) && v.periods.Len() == 0 || d.sentence == p.sentence && (plainPast(d.verb) || d.verb.Form == stage.Gerund) && !s.periodIn(v, d.clause.First, d.clause.End))
}

// plainPast reports "gave", "received": told as a fact of the past.
func plainPast(p *stage.Predicate) bool {
	return p.Past && !p.Perfect && p.Form == stage.Finite && p.Mood == stage.Fact
}

// periodIn reports a time that stands between two places of a sentence.
func (s *scene) periodIn(v *sentence, from, to int) bool {
	for i := v.periods.First; i < v.periods.End; i++ {
		if m := &s.periods[i]; m.First >= from && m.End <= to {
			return true
		}
	}
	return false
}

// listedWith reports that an "and" and no verb stands between two figures.
func (s *scene) listedWith(a, b *draft) bool {
	for _, p := range s.words(a.sentence).verbs {
		if p.First >= a.figure.End && p.End <= b.figure.First {
			return false
		}
	}
	for k := a.figure.End; k < b.figure.First; k++ {
		if s.role(k)&stage.And != 0 {
			return true
		}
	}
	return false
}

// timed reports a claim that has a time already.
func (s *scene) timed(d *draft) bool { return !d.claim.Period.IsZero() || d.claim.Deadline.Known() }

// sinceOnly reports a time that has only a start.
func sinceOnly(p pledgebook.Interval) bool { return p.Start.Known() && !p.End.Known() }

func wholeYears(p pledgebook.Interval) bool {
	return p.Start.Known() && p.End.Known() && (p.Granularity == pledgebook.ByYear || p.Granularity == pledgebook.ByFiscal)
}

// yearOfStatistics gives what a state has spent, and what somebody had of it, the year of the
// statistics that the report is about: "releases 2022 aid statistics", "its ODA in 2022 came to".
func (s *scene) yearOfStatistics() {
	for i := range s.drafts {
		d := &s.drafts[i]
		if d.dropped != "" || s.timed(d) || !s.counted(d) {
			continue
		}
		m := s.onlyYear(s.atStatistics)
		if m == nil {
			m, _ = s.topicYear()
		}
		if m != nil && m.Interval.Last() < s.published {
			d.claim.Period, d.claim.Extent = m.Interval, pledgebook.TotalExtent
			d.note(s, "period", m.Range, "year-of-statistics", pledgebook.Context)
		}
	}
}

// counted reports what was spent, or what somebody had of it, with no day or time of its own.
func (s *scene) counted(d *draft) bool {
	if d.verb == nil || !d.verb.Past || d.verb.Mood != stage.Fact || d.claim.Date.Known() {
		return false
	}
	switch d.verb.Class {
	case stage.Disburse:
		return true
	case stage.Receive, stage.Go, stage.Contain:
		v := &s.sentences[d.sentence]
		return d.verb.Form == stage.Finite && !d.verb.Perfect && v.periods.Len() == 0 && (isPaid(d) || d.claim.Stage == pledgebook.StageUnclear)
	}
	return false
}

// yearOfRequests gives the sum of an appeal or a request the year that headline or
// first sentence tell of it: "UN launches 2025 appeal".
func (s *scene) yearOfRequests() {
	for i := range s.drafts {
		d := &s.drafts[i]
		if d.dropped != "" || s.timed(d) || d.act == nil || d.act.Class != stage.Need || d.act.First > d.figure.End && d.act.End+1 < d.figure.First {
			continue
		}
		if m := s.onlyYear(s.atRequest); m != nil {
			d.claim.Period = m.Interval
			d.note(s, "period", m.Range, "year-of-request", pledgebook.Context)
		}
	}
}

// yearOfPackage gives the first sum of a report, and its parts, the year of the package that
// headline and first sentence name: "the first support package for Malawi in 2023".
func (s *scene) yearOfPackage() {
	first := 0
	for first < len(s.drafts) && s.drafts[first].dropped != "" {
		first++
	}
	if first == len(s.drafts) || s.timed(&s.drafts[first]) || !s.inOpening(s.drafts[first].sentence) {
		return
	}
	m := s.onlyYear(s.atPackage)
	if m == nil {
		return
	}
	for i := first; i < len(s.drafts); i++ {
		if d := &s.drafts[i]; i == first || d.dropped == "" && d.parent == first && !s.timed(d) && !isPaid(d) {
			d.claim.Period = m.Interval
			d.note(s, "period", m.Range, "year-of-package", pledgebook.Context)
		}
	}
}

// inOpening reports a sentence of headline or the first two behind it.
func (s *scene) inOpening(sentence int) bool {
	for i := range s.opening(2) {
		if i == sentence {
			return true
		}
	}
	return false
}

// atPackage reports the year of a package: "the 2023 support package", "a package for Malawi in
// 2023".
func (s *scene) atPackage(v *sentence, m *period.Mention) bool {
	s.words(s.doc.SentenceAt(v.First))
	for i := range v.nouns {
		if n := &v.nouns[i]; n.Class == stage.Sum && n.First >= m.End && n.First-m.End <= 1 && s.role(m.First-1)&stage.Preposition == 0 && s.singular(n) {
			return true
		}
	}
	return s.ofPackage(v, m)
}

// packageReach bounds the words from a package to its year: "package for Malawi in 2023".
const packageReach = 5

// ofPackage reports "in" or "for" before a year, and shortly before it a package with no
// verb or further phrase of time between.
func (s *scene) ofPackage(v *sentence, m *period.Mention) bool {
	if !s.is(m.First-1, cue.In|cue.For) {
		return false
	}
	for i := range v.nouns {
		n := &v.nouns[i]
		if n.Class == stage.Sum && n.End < m.First && m.First-n.End <= packageReach && !s.someVerbIn(v, n.End, m.First) && !s.joinsBetween(n.End, m.First) {
			return true
		}
	}
	return false
}

// joinsBetween reports an "and" or a comma between two places.
func (s *scene) joinsBetween(from, to int) bool {
	for k := from; k < to; k++ {
		if s.role(k)&stage.And != 0 || s.char(k) == ',' {
			return true
		}
	}
	return false
}

// onlyYear returns the only year in the report's first sentences that stands where a
// rule asks for it, or nil.
func (s *scene) onlyYear(at func(*sentence, *period.Mention) bool) (only *period.Mention) {
	for i := range s.sentences[:min(topicReach, len(s.sentences))] {
		v := &s.sentences[i]
		if !v.kind.GivesClaims() {
			continue
		}
		for k := v.periods.First; k < v.periods.End; k++ {
			m := &s.periods[k]
			if m.Role != period.Plain || !wholeYears(m.Interval) || !at(v, m) {
				continue
			}
			switch {
			case only == nil || only.Interval == m.Interval || namesFiscal(only, m):
				only = m
			case !namesFiscal(m, only):
				return nil
			}
		}
		if v.kind != pledgebook.PartHeadline && s.char(v.End-1) != ':' { // "Dear Madam Speaker:"
			return only
		}
	}
	return only
}

// namesFiscal reports that the second of two years is the fiscal year of the first's number:
// "2024 budget" of a headline, "the budget for FY2024" below.
func namesFiscal(a, b *period.Mention) bool {
	return a.Fiscal == 0 && b.Fiscal != 0 && a.Interval.Start.Known() && a.Interval.Start.Year() == b.Fiscal && a.Interval.End-a.Interval.Start <= 366
}

// atStatistics reports a year shortly before a word for statistics, or behind one and
// "for" or "in".
func (s *scene) atStatistics(v *sentence, m *period.Mention) bool {
	for k := m.End; k < min(m.End+3, v.End); k++ {
		if s.says(k, cue.Statistics) {
			return true
		}
	}
	if !s.is(m.First-1, cue.For|cue.In|cue.Of) {
		return false
	}
	for k := m.First - 2; k >= max(v.First, m.First-7) && s.char(k) != ','; k-- {
		if s.says(k, cue.Statistics) {
			return true
		}
	}
	return false
}

// atRequest reports a year right before a noun for what is asked for, or behind it and
// "for".
func (s *scene) atRequest(v *sentence, m *period.Mention) bool { return s.atNoun(v, m, stage.Need) }

func (s *scene) atNoun(v *sentence, m *period.Mention, class stage.NounClass) bool {
	s.words(s.doc.SentenceAt(v.First))
	for i := range v.nouns {
		n := &v.nouns[i]
		if n.Class == class && (n.First >= m.End && n.First-m.End <= 1 || m.First-n.End == 1 && s.role(n.End)&stage.Preposition != 0) {
			return true
		}
	}
	return false
}
