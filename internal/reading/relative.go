package reading

import (
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file finds who gave a sum that another clause tells of, in a relative clause
// behind it.

// relativeProvider reads "the grant Japan offered", "which Norway promised": a party
// right before a verb of giving that has no object of its own, behind a figure whose
// own clause tells of no giver.
func (s *scene) relativeProvider(d *draft) []named {
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.First < d.figure.End || m.First-d.figure.End > relativeReach || m.Location || m.Actor() == "" {
			continue
		}
		if s.preposition(m.First, d.figure.End) >= 0 || s.clauseBetween(d.figure.End, m.First) || s.sumBetween(v, d.figure.End, m.First) {
			continue
		}
		if p := s.verbFrom(v, m.End); p != nil && s.givesAlone(v, p) {
			return s.withNeighbours(v, i, "relative")
		}
	}
	return nil
}

// relativeReach bounds the words between a figure and who gave it, in tokens.
const relativeReach = 8

// verbFrom returns the predicate that begins at a token, or nil.
func (s *scene) verbFrom(v *sentence, k int) *stage.Predicate {
	for i := range v.verbs {
		if v.verbs[i].First == k {
			return &v.verbs[i]
		}
	}
	return nil
}

// givesAlone reports a verb of giving, with its subject before it, that has no object
// behind it.
func (s *scene) givesAlone(v *sentence, p *stage.Predicate) bool {
	switch p.Class {
	case stage.Announce, stage.Promise, stage.Commit, stage.Allocate, stage.Disburse, stage.Deliver, stage.Give:
		return (p.Form == stage.Finite || p.Form == stage.Participle) && !p.Passive && !s.figureFollows(v, p)
	}
	return false
}

// relativeVerb returns the verb of a clause that has the figure as its object:
// "the $1 billion that the US has provided", "the 8 billion Canada has given".
func (s *scene) relativeVerb(v *sentence, figure text.Range) *stage.Predicate {
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.First < figure.End || m.Location {
			continue
		}
		if s.sumBetween(v, figure.End, m.First) || s.opensBracket(figure.End, m.First) || s.joinsMore(figure.End, m.First) || s.isTold(figure.End, m.First) {
			return nil
		}
		for k := range v.verbs {
			p := &v.verbs[k]
			if p.First < m.End || p.First > m.End+1 || p.Passive || p.Form != stage.Finite && !s.endsRelative(p, figure) || !s.transitive(p) {
				continue
			}
			at := m.First
			if s.joinsTwo(v, i, figure) {
				at = s.parties[i-1].First
			}
			if s.figureFollows(v, p) || s.role(at-1)&(stage.Preposition|stage.And) != 0 || s.preposition(at, figure.End) >= 0 || s.clauseBetween(figure.End, at) || s.toldBetween(v, figure.End, at) {
				return nil
			}
			if s.spendsForGiver(m, p) {
				return nil
			}
			return s.unlessHoped(p)
		}
	}
	return nil
}

// spendsForGiver reports a body that spends, or is to spend, what a sum's own verb says another
// gives: "pledged 3 million that the bank will spend on boilers".
func (s *scene) spendsForGiver(m *party.Mention, p *stage.Predicate) bool {
	_, spends := s.doc.Tagged(p.Head, s.engine.spending)
	return spends && s.charter(m.Actor())
}

// isTold reports "was" in a stretch that no relative pronoun opens: "3 million was backed by
// Norway on top of what it gave" tells of the sum itself.
func (s *scene) isTold(from, to int) bool {
	for k := from; k < to && s.role(k)&(stage.That|stage.Relative) == 0; k++ {
		if s.role(k)&stage.Be != 0 {
			return true
		}
	}
	return false
}

// unlessHoped leaves out "the 3 million that the agency had expected": what is hoped for
// does not tell what becomes of it.
func (s *scene) unlessHoped(p *stage.Predicate) *stage.Predicate {
	if p.Class == stage.Propose && p.Stage == "" {
		return nil
	}
	return p
}

// joinsTwo reports the second of two that are the subject of a relative clause: "the 4 million
// that Norway and Spain pledged".
func (s *scene) joinsTwo(v *sentence, i int, figure text.Range) bool {
	m := &s.parties[i]
	at := m.First - 1
	if s.role(at)&stage.Determiner != 0 {
		at--
	}
	return i > v.parties.First && s.role(at)&stage.And != 0 && s.parties[i-1].End == at && s.parties[i-1].First > figure.End && s.role(s.parties[i-1].First-1)&(stage.Preposition|stage.And) == 0
}

// joinsMore reports "and" or "but" right behind a figure: what follows is told of another.
func (s *scene) joinsMore(from, to int) bool {
	return from < to && s.role(from)&(stage.And|stage.But) != 0
}

// endsRelative reports "3 million that Norway asked for", "which Norway promised in May":
// nothing but a time stands behind the verb, which looks like a participle there.
func (s *scene) endsRelative(p *stage.Predicate, figure text.Range) bool {
	return p.Form == stage.Participle && s.role(figure.End)&(stage.That|stage.Relative) != 0 && (p.End >= len(s.doc.Tokens) || s.doc.Tokens[p.End].Kind != text.Word || s.role(p.End)&(stage.Have|stage.Be|stage.Will) != 0 || s.is(p.End, cue.In|cue.On) && s.timeOver(p.End+1, p.End+4)) && !s.owes(p)
}

// toldBetween reports "and said", "and is" in a stretch: what follows is told anew.
func (s *scene) toldBetween(v *sentence, from, to int) bool {
	for k := from; k+1 < to; k++ {
		if s.role(k)&stage.And != 0 && s.role(k+1)&stage.Be != 0 {
			return true // "and is the largest donor to"
		}
	}
	for i := range v.verbs {
		if p := &v.verbs[i]; p.First >= from && p.End <= to && (p.Form == stage.Finite || p.Class == stage.Say) && s.role(p.First-1)&stage.And != 0 {
			return true
		}
	}
	return false
}

// valued reports the participle of "assistance valued at": it says how large the
// noun before it is.
func (s *scene) valued(p *stage.Predicate) bool {
	return p.Class == stage.Estimate && (p.Form == stage.Participle || p.Form == stage.Finite && (!p.Passive || s.role(p.First-1)&stage.Relative != 0)) && s.says(p.Head, cue.Valued)
}

// giftBehindCost looks through what a gift cost to the verb of giving: "handed over 39 pumps,
// costing 14 million", "the relief sent since May has cost 45 million".
func (s *scene) giftBehindCost(v *sentence, p *stage.Predicate, figure text.Range) *stage.Predicate {
	if _, cost := s.doc.Tagged(p.Head, s.engine.costs); !cost || p.Class != stage.Trade || p.Passive || s.is(figure.End-1, cue.Each) {
		return p
	}
	aside := p.Form == stage.Gerund || s.role(p.First-1)&stage.Relative != 0
	for i := len(v.verbs) - 1; i >= 0; i-- {
		q := &v.verbs[i]
		if q.End > p.First || q.Class != stage.Give && q.Class != stage.Deliver {
			continue
		}
		if aside && q.Form == stage.Finite || !aside && q.Form == stage.Participle && s.headsSubjectOf(v, q) {
			return q
		}
	}
	return p
}

// headsSubjectOf reports that no finite verb stands before a participle: "The relief sent by
// Spain has".
func (s *scene) headsSubjectOf(v *sentence, q *stage.Predicate) bool {
	for i := range v.verbs {
		if p := &v.verbs[i]; p.First < q.First && p.Form == stage.Finite && p.Class != stage.Say {
			return false
		}
	}
	return true
}
