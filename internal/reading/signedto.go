package reading

import (
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
)

// This file reads what an agreement is signed to do: "signed a loan agreement with Kenya to
// provide 5 million".

// signedUnder looks from "under which the agency will provide" and "signed a loan
// agreement with Kenya to provide", "providing", "that provides" to the verb of signing before
// it, where the giving verb has no subject but those who signed.
func (s *scene) signedUnder(v *sentence, p *stage.Predicate) *stage.Predicate {
	if p.Passive && p.Form != stage.Participle {
		return s.signedBy(v, p)
	}
	if p.Class != stage.Give && p.Class != stage.Support && !(p.Class == stage.Relieve && p.Form == stage.Gerund) || p.Passive {
		return p
	}
	if g := s.finiteBefore(v, p); g != nil && s.saysOfDeal(g, p) && s.signs(g) && g.Past {
		return g
	}
	for i := range v.verbs {
		g := &v.verbs[i]
		if g.End > p.First || !s.signs(g) || !s.whichBetween(g.End, p.First) {
			continue
		}
		if by := s.subjectOf(v, p, "borrower"); len(by) > 0 && by[0].at.First < g.First {
			return g
		}
	}
	return p
}

// saysOfDeal reports "signed an agreement to provide", "providing", "which provides": the
// second verb tells what the agreement of the first does.
func (s *scene) saysOfDeal(g, p *stage.Predicate) bool {
	switch p.Form {
	case stage.Infinitive:
		return true
	case stage.Gerund:
		return s.role(p.First-1)&stage.And == 0 && s.dealBetween(g.End, p.First)
	}
	return !p.Past && !toCome(p) && s.role(p.First-1)&(stage.Relative|stage.That) != 0 && s.dealBetween(g.End, p.First)
}

// dealBetween reports a word for an agreement in a stretch.
func (s *scene) dealBetween(from, to int) bool {
	for k := from; k < to; k++ {
		if s.says(k, cue.Deal) {
			return true
		}
	}
	return false
}

// signedBy looks from "by which 3 million will be put into the bank" to the verb of signing
// before it; that verb itself where none is.
func (s *scene) signedBy(v *sentence, p *stage.Predicate) *stage.Predicate {
	for i := range v.verbs {
		if g := &v.verbs[i]; g.End <= p.First && s.signs(g) && s.whichBetween(g.End, p.First) {
			return g
		}
	}
	return p
}

// signedToGive parts those of "JICA signed an agreement with Kenya to provide": the donor
// that signs, and whom it signs with.
func (s *scene) signedToGive(v *sentence, p *stage.Predicate) (givers, takers []named) {
	givers, takers = s.givesOrTakes(s.signatories(v, p))
	if takers = append(takers, s.countersigning(v, p)...); len(takers) == 0 {
		return nil, nil
	}
	return givers, takers
}

// countersigning returns the state that a donor signs with: "signed a grant agreement with the
// government of Zambia".
func (s *scene) countersigning(v *sentence, p *stage.Predicate) []named {
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.First < p.End || !m.Actor().IsState() || s.donor(m.Actor()) {
			continue
		}
		prep := s.preposition(m.First, p.End)
		if s.governmentOf(prep) {
			prep = s.preposition(prep-1, p.End)
		}
		if s.is(prep, cue.With) {
			return []named{{m.Actor(), m.Range, "borrower"}}
		}
	}
	return nil
}

// finiteBefore returns the last finite verb before another, or nil.
func (s *scene) finiteBefore(v *sentence, p *stage.Predicate) *stage.Predicate {
	for i := len(v.verbs) - 1; i >= 0; i-- {
		if g := &v.verbs[i]; g.End <= p.First && g.Form == stage.Finite {
			return g
		}
	}
	return nil
}

// whichBetween reports "under which", "by which" in a stretch.
func (s *scene) whichBetween(from, to int) bool {
	for k := from + 1; k < to; k++ {
		if s.is(k, cue.Which) && s.role(k-1)&stage.Preposition != 0 {
			return true
		}
	}
	return false
}
