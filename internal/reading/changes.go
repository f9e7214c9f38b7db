package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/stage"
)

// This file gives changes of aid, and the levels they lead to, the years that the
// sentence beside them tells.

// yearsOfChanges looks for the years that a sentence with "this" ties to the sum before.
func (s *scene) yearsOfChanges() {
	for i := range s.drafts {
		if d := &s.drafts[i]; d.dropped == "" && !s.timed(d) {
			s.yearOfDifference(i)
			s.yearOfChange(d)
		}
	}
}

// yearOfDifference reads "This represents a cut of 3 million": for the years of the
// level told right before.
func (s *scene) yearOfDifference(i int) {
	d := &s.drafts[i]
	level := s.levelAbove(i)
	if level == nil || !s.tellsDifference(d) || !wholeYears(level.claim.Period) {
		return
	}
	d.claim.Period = level.claim.Period
	for _, e := range level.claim.Evidence {
		if e.Field == "period" {
			e.Basis, e.Rule = pledgebook.Context, "year-of-difference"
			d.claim.Evidence = append(d.claim.Evidence, e)
		}
	}
	s.yearBefore(i, level)
}

// levelAbove returns the last sum of the sentence before a draft's, or nil.
func (s *scene) levelAbove(i int) *draft {
	for k := i - 1; k >= 0 && s.drafts[k].sentence >= s.drafts[i].sentence-1; k-- {
		if o := &s.drafts[k]; o.dropped == "" && o.sentence < s.drafts[i].sentence {
			return o
		}
	}
	return nil
}

// tellsDifference reports a sentence that opens with "this is" or "this represents" and
// a change, of which the figure is the size.
func (s *scene) tellsDifference(d *draft) bool {
	v := s.words(d.sentence)
	if !s.is(v.First, cue.This|cue.That|cue.It) {
		return false
	}
	from := v.First + 1
	if s.role(from)&stage.Be == 0 && !s.doc.Ends(from, cue.ThirdPerson) {
		return false
	}
	for k := from + 1; k < d.figure.First; k++ {
		if s.changes(v, k) {
			return d.figure.First-k <= 2
		}
	}
	return false
}

// changes reports the noun of a change at a token: "increase", "cut".
func (s *scene) changes(v *sentence, k int) bool {
	for i := range v.nouns {
		if n := &v.nouns[i]; n.First == k && n.Class == stage.Act && n.Stage == "" {
			return true
		}
	}
	return s.isChange(k)
}

// yearBefore gives the first of two levels, "from 9 to 8 million", the years that the
// difference is "compared to".
func (s *scene) yearBefore(i int, level *draft) {
	first := s.firstLevel(level)
	if first == nil || s.timed(first) {
		return
	}
	v := &s.sentences[s.drafts[i].sentence]
	for k := v.periods.First; k < v.periods.End; k++ {
		if m := &s.periods[k]; m.Role == period.Plain && wholeYears(m.Interval) && s.comparedTo(m) {
			first.claim.Period = m.Interval
			first.note(s, "period", m.Range, "year-of-difference", pledgebook.Context)
			return
		}
	}
}

// firstLevel returns the draft of the level that one changed from, or nil.
func (s *scene) firstLevel(level *draft) *draft {
	if !s.secondLevel(&s.sentences[level.sentence], level) {
		return nil
	}
	for k := range s.drafts {
		if &s.drafts[k] == level && k > 0 && s.drafts[k-1].sentence == level.sentence && s.drafts[k-1].dropped == "" {
			return &s.drafts[k-1]
		}
	}
	return nil
}

// comparedTo reports "compared to the" or "than in" right before a time.
func (s *scene) comparedTo(m *period.Mention) bool {
	for k := m.First - 1; k >= m.First-3 && k >= 0; k-- {
		if s.is(k, cue.Than) {
			return true
		}
	}
	return false
}

// yearOfChange gives an increase or a cut the only year that the next sentence tells of
// "this increase", a year that has not passed.
func (s *scene) yearOfChange(d *draft) {
	if !s.isSizeOfChange(d) || d.sentence+1 >= len(s.sentences) {
		return
	}
	next := &s.sentences[d.sentence+1]
	if !next.kind.GivesClaims() || next.sums.First < next.sums.End || !s.is(next.First, cue.This) || !s.changes(s.words(d.sentence+1), next.First+1) {
		return
	}
	if m := s.soleYear(next); m != nil && m.Interval.End > s.published && s.is(m.First-1, cue.In|cue.For) {
		d.claim.Period = m.Interval
		d.note(s, "period", m.Range, "year-of-change", pledgebook.Context)
	}
}

// isSizeOfChange reports "an increase of 3 million", "a 3 million cut".
func (s *scene) isSizeOfChange(d *draft) bool {
	v := s.words(d.sentence)
	return s.changes(v, d.figure.First-2) || s.changes(v, d.figure.End) || s.changes(v, d.figure.End+1)
}

// soleYear returns the only time of a sentence where it is a year or several, or nil.
func (s *scene) soleYear(v *sentence) *period.Mention {
	if v.periods.End-v.periods.First != 1 {
		return nil
	}
	if m := &s.periods[v.periods.First]; m.Role == period.Plain && wholeYears(m.Interval) {
		return m
	}
	return nil
}
