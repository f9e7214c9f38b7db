package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/stage"
)

// setTimes gives the figure the periods, deadlines and dates of its own
// stretch; a date before the verb of announcing is the day of the act.
func (s *scene) setTimes(d *draft) {
	v := &s.sentences[d.sentence]
	from, to := s.stretchStart(v, d), s.stretchEnd(v, d)
	for i := v.periods.First; i < v.periods.End; i++ {
		m := &s.periods[i]
		if m.Interval.IsZero() {
			continue
		}
		if inside(m.Range, from, to) {
			s.setTime(d, m)
		} else if m.Interval.Granularity == pledgebook.ByDay && m.Role == period.Plain {
			s.setDate(d, m)
		}
	}
}

func (s *scene) setTime(d *draft, m *period.Mention) {
	switch m.Role {
	case period.RoleDeadline:
		if d.claim.Deadline == 0 {
			d.claim.Deadline = m.Interval.Last()
			d.note(s, "deadline", m.Range, m.Rule, pledgebook.Stated)
		}
	case period.RoleSince:
		s.setPeriod(d, m)
		if s.cumulative(d) {
			d.claim.Extent = pledgebook.TotalExtent
		}
	case period.Plain:
		switch m.Interval.Granularity {
		case pledgebook.ByDay, pledgebook.ByWeek:
			s.setDate(d, m)
		case pledgebook.ByMonth:
		default:
			s.setPeriod(d, m)
		}
	}
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
	d.claim.Period = m.Interval
	d.note(s, "period", m.Range, m.Rule, pledgebook.Stated)
}

func (s *scene) setDate(d *draft, m *period.Mention) {
	if d.claim.Date != 0 {
		return
	}
	d.claim.Date = m.Interval.Start
	d.note(s, "date", m.Range, m.Rule, d.basis(m.Range))
}
