package reading

import (
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
)

// This file finds sums that are told only beside another: the level before a change, a
// difference, what something is compared to.

// risenFrom reports "an increase from 3 million", "up from its previous 3 million": the
// level that a change began at, told only to compare.
func (s *scene) risenFrom(d *draft) bool {
	from := s.preposition(d.figure.First, d.clause.First)
	if !s.is(from, cue.From) || !s.isChange(from-1) {
		return false
	}
	for i := range s.sentences[d.sentence].verbs {
		if p := &s.sentences[d.sentence].verbs[i]; p.First < from && from-p.End <= 0 {
			return false // "rose from 3 to 4 million": see secondLevel
		}
	}
	return true
}

// levelBefore reports the second sum of "increased its aid to 4 million from 3 million".
func (s *scene) levelBefore(d *draft) bool {
	from := s.preposition(d.figure.First, d.clause.First)
	if s.hadBeen(d) {
		return true
	}
	if !s.is(from, cue.From) || d.verb == nil || d.verb.Class != stage.Increase && d.verb.Class != stage.Cut || d.verb.End > d.figure.First {
		return false
	}
	v := &s.sentences[d.sentence]
	for k := v.sums.End - 1; k >= v.sums.First; k-- {
		if m := &s.sums[k]; m.End <= d.figure.First {
			return m.First >= d.verb.End && s.is(s.preposition(m.First, d.verb.End), cue.To)
		}
	}
	return false
}

// difference reports "an increase in current prices of 1 billion" in the
// statistics of a year: no flow of its own.
func (s *scene) difference(d *draft) bool {
	if s.byAmount(d) && d.verb.Past && s.wholeAidDoes(d) {
		_, passed := s.statisticYear(d)
		return passed // "ODA fell by 3 million in 2022"
	}
	told := d.verb == nil || d.verb.Class == stage.Say
	if e := d.evidence("stage"); !told && (e == nil || e.Rule != "statistic-of-year") || !s.is(d.figure.First-1, cue.Of) {
		return false
	}
	for k := d.figure.First - 2; k >= max(d.clause.First, d.figure.First-6); k-- {
		if s.isChange(k) {
			return true
		}
	}
	return false
}

// byHowMuch reports "is 4 million more than the year before": by how much two sums differ
// is no flow of its own.
func (s *scene) byHowMuch(d *draft) bool {
	k := d.figure.End
	if d.sum == nil || !s.is(k+1, cue.Than) {
		return false
	}
	if s.char(d.figure.First-1) == ',' {
		v := &s.sentences[d.sentence]
		return s.sums[v.sums.First].First < d.figure.First // "granted 140 million, 20 million less than"
	}
	return s.role(k)&stage.Adjective != 0 && (d.verb == nil || s.role(d.figure.First-1)&stage.Be != 0)
}

// heldAgainst reports "much more than the 4 million told in May": a sum that another, told
// before it, is held against.
func (s *scene) heldAgainst(d *draft) bool {
	if d.relative && s.stated(d, "providers") {
		return false // "more than the 3 million that Sweden gave"
	}
	k := d.figure.First - 1
	for k > d.clause.First && s.role(k)&(stage.Determiner|stage.Adjective|stage.Possessive) != 0 {
		k--
	}
	if k == d.figure.First-1 || !s.is(k, cue.Than) {
		return false
	}
	v := &s.sentences[d.sentence]
	if s.role(v.First+1)&stage.Be != 0 && s.is(v.First, cue.This|cue.That|cue.It) {
		return true // "That is less than the 4 million told in May"
	}
	return v.sums.First < len(s.sums) && s.sums[v.sums.First].First < k
}

// hadBeen reports "It had been 3 million the year before": the level that another has
// taken the place of.
func (s *scene) hadBeen(d *draft) bool {
	been := d.figure.First - 1
	return s.role(been)&stage.Be != 0 && s.role(been-1)&stage.Have != 0 && s.is(been-2, cue.It|cue.This|cue.That)
}

// madeOfNoAid reports "a package of 4 billion in tax cuts": what the sum consists of, right
// behind it, is no aid, whatever its package is called.
func (s *scene) madeOfNoAid(d *draft) bool {
	of := d.figure.End
	if s.says(of, cue.Worth) {
		of++
	}
	if !s.is(of, cue.In|cue.Of) {
		return false
	}
	for i := range s.sentences[d.sentence].nouns {
		if n := &s.sentences[d.sentence].nouns[i]; n.First == of+1 {
			return n.Strength < -2
		}
	}
	return false
}

// byTheYear reports "60 million for 2025-2027, or 20 million a year": the sum before it, told
// by the year.
func (s *scene) byTheYear(d *draft) bool {
	if d.claim.Per == "" || len(s.drafts) == 0 || s.role(d.figure.First-1)&stage.Or == 0 || s.char(d.figure.First-2) != ',' {
		return false
	}
	before := &s.drafts[len(s.drafts)-1]
	return before.sentence == d.sentence && before.sum != nil && before.claim.Per == "" && s.larger(before, d)
}
