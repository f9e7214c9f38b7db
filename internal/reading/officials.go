package reading

import (
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file reads who signs where those who do it are officials of many words: "Finance
// Minister Jon Berg and the country director of the bank".

// officialsSigning returns who gives and who receives among all that stand in the subject of
// a verb of signing, or behind its "by": those of one donor sign with a borrower, or with
// officials at home whose state the words do not tell.
func (s *scene) officialsSigning(v *sentence, p *stage.Predicate) (givers, takers []named) {
	if !s.signs(p) && !s.is(p.End, cue.On) {
		return nil, nil // nor "agreed on a loan"
	}
	at := s.signersAt(v, p)
	if !s.joinsSigners(at) {
		return nil, nil
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		id := m.Actor()
		if !at.Contains(m.Range) || !s.signsHere(m, at.First) || isAmong(givers, id) || isAmong(takers, id) {
			continue
		}
		switch {
		case s.donor(id):
			givers = append(givers, named{id, m.Range, "lender"})
		case id.IsState():
			takers = append(takers, named{id, m.Range, "borrower"})
		case m.Rule != bodyByShape && s.passesOn(id):
			return nil, nil // an agency signs too: see signingAgency
		}
	}
	if len(givers) == 0 && len(takers) == 2 {
		givers, takers = s.partSigners(takers)
	}
	if len(givers) != 1 || len(takers) > 1 {
		return nil, nil
	}
	return givers, takers
}

// signersAt returns the words that name who signs.
func (s *scene) signersAt(v *sentence, p *stage.Predicate) text.Range {
	if p.Passive || p.Form == stage.Participle {
		if at := s.signersBehind(v, p); p.Passive || at.Len() > 0 {
			return at
		}
	}
	at := text.Range{First: v.First, End: p.First}
	for i := range v.verbs {
		if q := &v.verbs[i]; q.End <= p.First && q.Form == stage.Finite {
			at.First = q.End
		}
	}
	return at
}

// signersBehind returns the words behind the "by" or "between" of a verb of signing, up to
// the next verb; none where it has neither.
func (s *scene) signersBehind(v *sentence, p *stage.Predicate) text.Range {
	at := text.Range{First: p.End, End: v.End}
	for at.First < v.End && !s.is(at.First, cue.By|cue.Between) {
		at.First++
	}
	for i := range v.verbs {
		if q := &v.verbs[i]; q.First > at.First {
			at.End = min(at.End, q.First)
		}
	}
	return at
}

// joinsSigners reports a stretch with an "and".
func (s *scene) joinsSigners(at text.Range) bool {
	for k := at.First; k < at.End; k++ {
		if s.role(k)&stage.And != 0 {
			return true
		}
	}
	return false
}

// signsHere reports a party that signs or for which an official signs: no place, and behind
// no preposition but the "of" of an office and the "to" of an embassy.
func (s *scene) signsHere(m *party.Mention, from int) bool {
	if m.Actor() == "" || m.Location || m.Form == party.Pronoun || s.namesPerson(m.Actor()) {
		return false
	}
	prep := s.preposition(m.First, from)
	return prep < 0 || prep < from || s.is(prep, cue.Of|cue.By|cue.Between) || s.is(prep, cue.To) && m.Form == party.Name
}
