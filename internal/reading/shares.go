package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/stage"
)

// This file reads what the sentences behind the statistic of a donor's year tell of it:
// "Its aid totaled 2 billion in 2023. Chad was the largest recipient, receiving 90 million."

// statisticReach bounds the sentences behind a statistic that go on about its year.
const statisticReach = 3

// shareOfStatistic ties a sum that a verb in the past tells without a time of its own to
// the statistic of a year told before it.
func (s *scene) shareOfStatistic(i int) {
	d := &s.drafts[i]
	if s.timed(d) || d.list || d.claim.Polarity != pledgebook.Asserted || d.claim.Revision != pledgebook.New || !s.sharedOut(d) {
		return
	}
	for k := i - 1; k >= 0 && d.sentence-s.drafts[k].sentence <= statisticReach; k-- {
		p := &s.drafts[k]
		if p.dropped != "" || s.ofOtherYears(p) {
			continue
		}
		if s.isStatistic(p) && s.larger(p, d) && !conflict(d.claim.Providers, p.claim.Providers) {
			d.parent, d.inherits = k, true
			d.forget("stage")
		}
		return
	}
}

// ofOtherYears reports the level of the year before, told only beside a statistic, and the
// parts told of it.
func (s *scene) ofOtherYears(p *draft) bool { return p.parent >= 0 || s.earlierLevel(p) }

// sharedOut reports "received 3 million", "3 million went to Chad": a verb of the past that
// tells where money came to.
func (s *scene) sharedOut(d *draft) bool {
	p := d.verb
	if p == nil || toCome(p) || p.Negated || p.Perfect || d.claim.Date.Known() || !p.Past && p.Form != stage.Gerund {
		return false
	}
	switch p.Class {
	case stage.Receive, stage.Go, stage.Disburse, stage.Contain, stage.Support:
		return true
	}
	return false
}

// isStatistic reports the aid of a completed year.
func (s *scene) isStatistic(d *draft) bool {
	return d.claim.Stage == pledgebook.StageDisbursement && d.claim.Extent == pledgebook.TotalExtent && wholeYears(d.claim.Period) && d.claim.Period.Last() < s.published
}
