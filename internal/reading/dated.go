package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file tells an act that the report only looks back at by its date: "the package
// approved on 1 February", in a report about what was done on 9 February.

// datedBefore returns the time of an act that was done before what the report tells.
func (s *scene) datedBefore(d *draft) text.Range {
	if d.verb == nil {
		return text.Range{}
	}
	v := &s.sentences[d.sentence]
	if d.verb.Form == stage.Infinitive && d.position == object {
		return s.datedToDo(v, d.verb)
	}
	if !s.isAct(d.verb) || toCome(d.verb) || !s.looksBack(d) {
		return text.Range{}
	}
	for i := v.periods.First; i < v.periods.End; i++ {
		m := &s.periods[i]
		if s.datesAct(v, d, m) && m.Interval.Last() < s.dayOfNews() {
			return m.Range
		}
	}
	return text.Range{}
}

// datedToDo returns the day between an act and what it is to do: "the decision in December
// to set aside", "the package, approved on 1 February, to provide". Of a finite verb, "agreed
// on 5 March to give", it is the news.
func (s *scene) datedToDo(v *sentence, p *stage.Predicate) text.Range {
	end := p.First
	if s.char(end-1) == ',' {
		end--
	}
	for i := v.periods.First; i < v.periods.End; i++ {
		m := &s.periods[i]
		if m.End != end || m.Role != period.Plain || !m.Interval.Start.Known() || !m.Interval.End.Known() || m.Interval.Last() >= s.dayOfNews() {
			continue
		}
		if g := s.verbBefore(v, p); g != nil && g.End >= m.First-1 && g.Form != stage.Participle {
			return text.Range{}
		}
		return m.Range
	}
	return text.Range{}
}

// isAct reports a verb of promising, agreeing or setting aside: what such an act names
// can be told again.
func (s *scene) isAct(p *stage.Predicate) bool {
	switch p.Class {
	case stage.Promise, stage.Announce, stage.Commit, stage.Allocate:
		return true
	}
	return false
}

// looksBack reports an act that a participle or a relative clause only mentions; what a
// main clause tells of a day weeks ago, longAgo takes for known.
func (s *scene) looksBack(d *draft) bool {
	return d.verb.Form == stage.Participle || d.relative || d.verb.Passive && s.role(d.verb.First-1)&stage.Relative != 0
}

// datesAct reports a day, month or year right behind the verb or behind its doer:
// "approved by the board in March".
func (s *scene) datesAct(v *sentence, d *draft, m *period.Mention) bool {
	if m.Role != period.Plain || !m.Interval.End.Known() || !m.Interval.Start.Known() || m.First < d.verb.End {
		return false
	}
	return m.First == d.verb.End || m.First-d.verb.End <= dateReach && !s.sumBetween(v, d.verb.End, m.First) && s.role(m.First-1)&stage.Preposition != 0
}

// dateReach bounds the doer between an act and its day, in tokens.
const dateReach = 6

// dayOfNews returns the day that the report tells of: the first day told before or with its first
// sum, else that of its publication.
func (s *scene) dayOfNews() pledgebook.Day {
	for i := range s.sentences[:min(topicReach, len(s.sentences))] {
		v := &s.sentences[i]
		if !v.kind.GivesClaims() || v.kind == pledgebook.PartHeadline {
			continue
		}
		for k := v.periods.First; k < v.periods.End; k++ {
			if m := &s.periods[k]; m.Role == period.Plain && m.Interval.Granularity == pledgebook.ByDay && m.Interval.Start <= s.published {
				return m.Interval.Start
			}
		}
		if v.sums.Len() > 0 {
			break
		}
	}
	return s.published
}
