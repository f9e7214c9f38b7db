package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/stage"
)

// This file gives the sums of a budget the year of the budget that a report is about.

// yearOfBudgets gives the sums of a budget, and what is set aside in it or cut, the year that
// headline or first sentence tell of it: "Dutch cabinet presents 2025 development budget".
func (s *scene) yearOfBudgets() {
	var m *period.Mention
	for i := range s.drafts {
		d := &s.drafts[i]
		if d.dropped != "" || s.timed(d) || !s.sumOfBudget(d) && !s.setAsideThere(d) {
			continue
		}
		if m == nil {
			if m = s.onlyYear(s.atBudget); m == nil {
				return
			}
		}
		d.claim.Period = m.Interval
		d.note(s, "period", m.Range, "year-of-budget", pledgebook.Context)
	}
}

// sumOfBudget reports "a development budget of 3 million" that is set aside or planned.
func (s *scene) sumOfBudget(d *draft) bool {
	return d.noun != nil && d.noun.Class == stage.Budget && (d.claim.Stage == pledgebook.StageAllocation || d.claim.Polarity == pledgebook.Planned) && s.attachedNoun(d)
}

// setAsideThere reports what the state that a report is about sets aside, or cuts, with no time
// or day of its own: not what had been set aside before.
func (s *scene) setAsideThere(d *draft) bool {
	if d.claim.Stage != pledgebook.StageAllocation && (d.claim.Polarity != pledgebook.Planned || d.claim.Stage == pledgebook.StageNeed) || d.claim.Revision == pledgebook.Repeat || d.claim.Date.Known() || d.verb != nil && d.verb.Perfect {
		return false
	}
	if len(s.topic.providers) > 0 && !slices.Contains(d.claim.Providers, s.topic.providers[0].id) {
		return false
	}
	v := &s.sentences[d.sentence]
	for i := v.periods.First; i < v.periods.End; i++ {
		m := &s.periods[i]
		if d.clause.Contains(m.Range) && (m.Role == period.RoleDuration || m.Role == period.Plain && wholeYears(m.Interval) && !s.atBudget(v, m)) {
			return false
		}
	}
	return true
}

// budgetNameReach bounds the words between a year and the budget that it names: "the 2025
// revised state budget".
const budgetNameReach = 3

// atBudget reports a year shortly before a noun for a budget, or behind it and "for".
func (s *scene) atBudget(v *sentence, m *period.Mention) bool {
	if s.atNoun(v, m, stage.Budget) {
		return true
	}
	for i := range v.nouns {
		n := &v.nouns[i]
		if n.Class != stage.Budget {
			continue
		}
		if n.First > m.End && n.First-m.End <= budgetNameReach && s.plainBetween(m.End, n.First) {
			return true
		}
		if n.End < m.First && m.First-n.End <= budgetNameReach+1 && s.is(n.End, cue.For) && !s.joinsBetween(n.End, m.First) && !s.someVerbIn(v, n.End, m.First) {
			return true // "the budget for fiscal year 2025"
		}
	}
	return false
}
