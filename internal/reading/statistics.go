package reading

import (
	"iter"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/stage"
)

// This file reads the statistics of a completed year: what somebody's aid came to, as it is
// counted.

// stageOfStatistic reads the aid of a completed year ("ODA rose to", "spent on
// ODA", "the aid included") as disbursed, in all.
func (s *scene) stageOfStatistic(d *draft) bool {
	share := s.shareOfYear(d)
	if d.verb != nil && !share {
		switch d.verb.Class {
		case stage.Contain, stage.Increase, stage.Cut, stage.Disburse:
		case stage.Go, stage.Say, stage.Allocate:
			if !s.tellsStatistic(d) {
				return false
			}
		default:
			return false
		}
		if d.verb.Class == stage.Cut && !d.verb.Past || toCome(d.verb) || s.byAmount(d) {
			return false
		}
	}
	year, ok := s.statisticYear(d)
	if !ok || !share && !speaksOfAidTotals(&s.sentences[d.sentence]) && !s.fundingOfYear(d, year) {
		return false
	}
	d.claim.Stage, d.claim.Extent, d.claim.Revision = pledgebook.StageDisbursement, pledgebook.TotalExtent, pledgebook.New
	if d.claim.Period.IsZero() {
		s.setPeriod(d, year)
	}
	at := d.figure
	if d.verb != nil {
		at = d.verb.Range
	}
	s.reportVerb(d, at, "statistic-of-year")
	return true
}

// tellsStatistic reports verbs that tell statistics only in some ways: "aid came to 3
// million", "figures show that aid was 3 million in 2022", "devoted 3 million to ODA in 2022".
func (s *scene) tellsStatistic(d *draft) bool {
	if d.position != object || !d.verb.Past && d.verb.Class != stage.Say || d.verb.Perfect || d.act != nil {
		return false
	}
	switch d.verb.Class {
	case stage.Go:
		return s.is(d.figure.First-1, cue.To) && d.verb.End == d.figure.First-1
	case stage.Allocate:
		return d.noun != nil && d.noun.Whole && d.noun.First >= d.figure.End && s.hasOwnYear(d)
	}
	return s.hasOwnYear(d) && d.claim.Period.Last() < s.published
}

// shareOfYear reports "Africa received 1 billion in 2022" in a report on the aid statistics of
// a year: what somebody had of it is told as they count it.
func (s *scene) shareOfYear(d *draft) bool {
	if d.verb == nil || d.verb.Class != stage.Receive || d.verb.Form != stage.Finite || !d.verb.Past || toCome(d.verb) || d.position != object {
		return false
	}
	if _, ok := s.topicYear(); !ok {
		return false
	}
	v := &s.sentences[d.sentence]
	for i := v.periods.First; i < v.periods.End; i++ {
		if s.completedYear(&s.periods[i]) {
			return true
		}
	}
	return false
}

// fundingOfYear reports "US funding for UNAIDS stood at 50 million in 2023", "The Dutch
// contribution was 60 million in 2023": what somebody gave in a completed year, as it is counted.
func (s *scene) fundingOfYear(d *draft, year *period.Mention) bool {
	v := &s.sentences[d.sentence]
	if year.First < v.First || year.End > v.End {
		return false
	}
	told := d.figure.First
	if d.verb != nil {
		if told = d.verb.First; d.verb.Class != stage.Contain || !d.verb.Past || d.verb.Form != stage.Finite || d.position != object {
			return false
		}
	} else if told--; !s.is(told, cue.Was) {
		return false
	}
	for i := range v.nouns {
		n := &v.nouns[i]
		if n.First < d.clause.First || n.End > told || n.Class != stage.Aid && (n.Class != stage.Act || n.Stage != pledgebook.StageUnclear) {
			continue
		}
		return n.Strength > 0 && !s.someVerbIn(v, n.End, told)
	}
	return false
}

// statisticYear returns the completed year that the figure's sentence speaks of: not that of a
// level before the change, "down from 3 million in 2022".
func (s *scene) statisticYear(d *draft) (*period.Mention, bool) {
	v := &s.sentences[d.sentence]
	for i := v.periods.First; i < v.periods.End; i++ {
		if m := &s.periods[i]; s.completedYear(m) && !s.ofEarlierSum(v, d, m) {
			return m, true
		}
	}
	return s.topicYear()
}

// ofEarlierSum reports the year right behind a sum that "from" makes the level before: it is
// that level's.
func (s *scene) ofEarlierSum(v *sentence, d *draft, m *period.Mention) bool {
	for k := v.sums.First; k < v.sums.End; k++ {
		if o := &s.sums[k]; o.First >= d.figure.End && o.End < m.First {
			return m.First-o.End <= ownYearReach && s.is(o.First-1, cue.From)
		}
	}
	return false
}

// topicReach bounds how many sentences headline and lead can take.
const topicReach = 20

// opening yields the headline and the first sentences of the body, so many of them, with
// their places.
func (s *scene) opening(most int) iter.Seq2[int, *sentence] {
	return func(yield func(int, *sentence) bool) {
		body := 0
		for i := range s.sentences[:min(topicReach, len(s.sentences))] {
			v := &s.sentences[i]
			if !v.kind.GivesClaims() {
				continue
			}
			if v.kind != pledgebook.PartHeadline {
				body++
			}
			if body > most || !yield(i, v) {
				return
			}
		}
	}
}

// topicYear returns the completed year whose aid the headline or the first
// sentence reports on: "2022 ODA statistics".
func (s *scene) topicYear() (*period.Mention, bool) {
	for _, v := range s.opening(1) {
		if !speaksOfAidTotals(v) {
			continue
		}
		for k := v.periods.First; k < v.periods.End; k++ {
			if m := &s.periods[k]; s.completedYear(m) {
				return m, true
			}
		}
	}
	return nil, false
}

func (s *scene) completedYear(m *period.Mention) bool {
	g := m.Interval.Granularity
	return m.Role == period.Plain && (g == pledgebook.ByYear || g == pledgebook.ByFiscal) && m.Interval.End.Known() && m.Interval.Last() < s.published
}

// speaksOfAidTotals reports a noun for a donor's aid as a whole.
func speaksOfAidTotals(v *sentence) bool {
	for _, n := range v.nouns {
		if n.Whole {
			return true
		}
	}
	return false
}
