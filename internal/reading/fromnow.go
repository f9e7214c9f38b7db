package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/period"
)

// setFromNow reads "over the next three years" behind a figure whose stretch ends at to, or at
// the head of its sentence: what is told so begins on the day of the act, or where none is told
// on that of the report. Its end stays open, for nobody says on which day it is (ruling 12 of
// the gold claims). Months ahead only say how soon.
func (s *scene) setFromNow(v *sentence, d *draft, to int) {
	if !d.claim.Period.IsZero() || !s.published.Known() {
		return
	}
	for i := v.periods.First; i < v.periods.End; i++ {
		m := &s.periods[i]
		if !yearsAhead(m) || !inside(m.Range, d.figure.End, to) && m.First > v.First+1 || s.ofAnother(v, d, m) {
			continue
		}
		from := s.published
		if d.claim.Date.Known() && d.claim.Date < from {
			from = d.claim.Date
		}
		d.claim.Period = pledgebook.Interval{Start: from, Granularity: pledgebook.ByDay}
		d.note(s, "period", m.Range, "from-now", pledgebook.Stated)
		return
	}
}

// yearsAhead reports "the next three years", "the coming decade".
func yearsAhead(m *period.Mention) bool {
	return m.Ahead && m.Role == period.RoleDuration && m.Rule != "within" && m.Length.Unit >= period.Year
}
