package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/text"
)

// This file tells of every field what else the sentence would have offered, and
// why the rules preferred what they took: the trace that a reader can check.

// maxLost bounds how many other readings of one field are told.
const maxLost = 4

// tellLosses adds the other readings to the evidence of a kept draft.
func (s *scene) tellLosses(d *draft) {
	s.loseVerbs(d)
	s.loseGivers(d)
	s.loseReceivers(d)
	s.loseKinds(d)
	s.losePeriods(d)
}

// evidence returns the first evidence of a field, or nil.
func (d *draft) evidence(field string) *pledgebook.Evidence {
	for i := range d.claim.Evidence {
		if d.claim.Evidence[i].Field == field {
			return &d.claim.Evidence[i]
		}
	}
	return nil
}

// lose adds one reading that lost.
func (s *scene) lose(e *pledgebook.Evidence, what string, r text.Range, why string) {
	if len(e.Lost) < maxLost {
		e.Lost = append(e.Lost, what+` "`+s.doc.Slice(r)+`": `+why)
	}
}

// loseVerbs tells which verbs of the sentence would have told another stage.
func (s *scene) loseVerbs(d *draft) {
	e := d.evidence("stage")
	if e == nil {
		return
	}
	v := &s.sentences[d.sentence]
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.Stage == "" || p == d.verb || p.Stage == d.claim.Stage {
			continue
		}
		switch {
		case p.First >= d.figure.End:
			s.lose(e, "verb", p.Range, "stands behind the figure")
		case s.sumBetween(v, p.End, d.figure.First):
			s.lose(e, "verb", p.Range, "governs another sum")
		case d.verb != nil && p.End <= d.verb.First:
			s.lose(e, "verb", p.Range, "another verb stands nearer to the figure")
		default:
			s.lose(e, "verb", p.Range, "the noun says more")
		}
	}
	if d.verb != nil && d.verb.Stage != "" && d.verb.Stage != d.claim.Stage && (e.Rule == "act-noun" || e.Rule == "need-noun") {
		s.lose(e, "verb", d.verb.Range, "only tells of the act that the noun names")
	}
}

// loseGivers tells which other parties of the sentence do not give.
func (s *scene) loseGivers(d *draft) {
	e := d.evidence("providers")
	if e == nil {
		return
	}
	s.eachOther(d, d.claim.Providers, func(m *party.Mention) {
		switch prep := s.preposition(m.First, s.sentences[d.sentence].First); {
		case m.Location:
			s.lose(e, "party", m.Range, "only a place")
		case slices.Contains(d.claim.Receivers, m.Actor()) || slices.Contains(d.claim.Channels, m.ID):
			s.lose(e, "party", m.Range, "receives")
		case prep >= 0:
			s.lose(e, "party", m.Range, "stands behind the preposition "+s.doc.Of(prep))
		case m.First >= d.figure.End:
			s.lose(e, "party", m.Range, "stands behind the figure")
		default:
			s.lose(e, "party", m.Range, "is not the subject of the verb")
		}
	})
}

// loseReceivers tells which other parties of the sentence do not receive.
func (s *scene) loseReceivers(d *draft) {
	e := d.evidence("receivers")
	if e == nil {
		return
	}
	s.eachOther(d, d.claim.Receivers, func(m *party.Mention) {
		switch prep := s.preposition(m.First, s.sentences[d.sentence].First); {
		case m.Location:
			s.lose(e, "party", m.Range, "only a place")
		case s.provides(d, m.Actor()):
			s.lose(e, "party", m.Range, "gives")
		case slices.Contains(d.claim.Channels, m.ID):
			s.lose(e, "party", m.Range, "passes the aid on")
		case s.harms(m):
			s.lose(e, "party", m.Range, "named for what it does or suffers")
		case prep >= 0:
			s.lose(e, "party", m.Range, "stands behind the preposition "+s.doc.Of(prep))
		default:
			s.lose(e, "party", m.Range, "nothing ties it to the sum")
		}
	})
}

// eachOther visits the parties of the draft's sentence that a field did not take.
func (s *scene) eachOther(d *draft, taken []pledgebook.PartyID, tell func(*party.Mention)) {
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.Actor() != "" && m.Person == nil && m.Form != party.Pronoun && !slices.Contains(taken, m.Actor()) && !slices.Contains(taken, m.ID) {
			tell(m)
		}
	}
}

// loseKinds tells which words of the sentence speak of another kind of aid.
func (s *scene) loseKinds(d *draft) {
	e := d.evidence("kind")
	if e == nil {
		return
	}
	v := &s.sentences[d.sentence]
	from, to := s.stretchStart(v, d), s.stretchEnd(v, d)
	for _, k := range v.kindWords {
		switch {
		case k.Kind == "" || k.Kind == d.claim.Kind:
		case !inside(k.Range, from, to):
			s.lose(e, string(k.Kind), k.Range, "belongs to another sum")
		case !s.countsAsKind(v, k):
			s.lose(e, string(k.Kind), k.Range, "part of a longer name, or denied")
		default:
			s.lose(e, string(k.Kind), k.Range, "outweighed, or only describes the word before")
		}
	}
}

// losePeriods tells which other times of the sentence are not the flow's.
func (s *scene) losePeriods(d *draft) {
	e := d.evidence("period")
	if e == nil {
		return
	}
	v := &s.sentences[d.sentence]
	from, to := s.stretchStart(v, d), s.stretchEnd(v, d)
	for i := v.periods.First; i < v.periods.End; i++ {
		m := &s.periods[i]
		switch {
		case m.Interval.IsZero() || m.Interval == d.claim.Period || m.Interval.Last() == d.claim.Deadline || m.Interval.Start == d.claim.Date:
		case !inside(m.Range, from, to):
			s.lose(e, "time", m.Range, "stands with another sum")
		default:
			s.lose(e, "time", m.Range, "another time stands nearer")
		}
	}
}
