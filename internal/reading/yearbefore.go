package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/period"
)

// This file keeps the level that a sum is held against where a year of its own is told of
// it: "2 billion in 2023, down from 3 billion in 2022" tells the aid of two years.

// earlierLevel reports a sum that is only told as the level before a change.
func (s *scene) earlierLevel(d *draft) bool { return s.risenFrom(d) || s.levelBefore(d) }

// hasOwnYear reports a whole year right behind a figure, or behind the verb that tells what
// became of it: "in 2022", "pledged for 2022".
func (s *scene) hasOwnYear(d *draft) bool {
	v := &s.sentences[d.sentence]
	for i := v.periods.First; i < v.periods.End; i++ {
		m := &s.periods[i]
		if m.Role != period.Plain || !wholeYears(m.Interval) || m.First < d.figure.End || m.First-d.figure.End > ownYearReach || !s.is(m.First-1, cue.In|cue.For|cue.Of) {
			continue
		}
		if d.claim.Period.IsZero() {
			d.claim.Period = m.Interval
			d.note(s, "period", m.Range, m.Rule, pledgebook.Stated)
		}
		return d.claim.Period == m.Interval
	}
	return false
}

// ownYearReach bounds the words between a level and its year.
const ownYearReach = 4

// fillFromLaterYear gives the level of a year before what the level told in front of it
// says: who gave, to whom, of what kind. It is no act of this report.
func (s *scene) fillFromLaterYear(i int) {
	if i == 0 {
		return
	}
	d, later := &s.drafts[i], &s.drafts[i-1]
	if later.dropped != "" || later.sentence != d.sentence || later.claim.Period == d.claim.Period || !s.earlierLevel(d) {
		return
	}
	d.parent = -1
	s.partiesFromParent(d, later)
	d.claim.Channels = append(d.claim.Channels[:0], later.claim.Channels...)
	s.kindFromParent(d, later)
	if d.verb == nil || d.verb.First < d.figure.End {
		d.claim.Stage, d.inherits = later.claim.Stage, false
		d.forget("stage")
		s.copyEvidence(d, later, "stage")
	}
	d.claim.Polarity = pledgebook.Asserted
	d.claim.Extent, d.claim.Revision = later.claim.Extent, pledgebook.Repeat
	if d.claim.Stage == pledgebook.StageDisbursement || d.claim.Stage == pledgebook.StageUnclear {
		d.claim.Revision = pledgebook.New // a statistic
	}
}
