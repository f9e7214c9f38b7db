package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
)

// This file finds who is to have a sum that is needed or asked for, and whom it is asked of.

// receiversOfNeed are whose need it is, else the state that the sentence begins with.
func (s *scene) receiversOfNeed(d *draft) {
	if m := s.owner(&s.sentences[d.sentence], d.act); m != nil {
		s.receiveOrChannel(d, named{m.Actor(), m.Range, "owner"}) // "the UN's appeal" is for others
		return
	}
	if from := s.requesters(d); len(from) > 0 {
		s.addReceivers(d, from, pledgebook.Stated)
		return
	}
	s.addReceivers(d, s.opensSentence(d), pledgebook.Stated)
}

// opensSentence returns the state that a sentence about a need begins with:
// "Chad faces a funding gap of".
func (s *scene) opensSentence(d *draft) []named {
	v := &s.sentences[d.sentence]
	if v.parties.Len() == 0 {
		return nil
	}
	m := &s.parties[v.parties.First]
	if m.ID.IsState() && m.First == v.First && m.End <= d.act.First && !m.Possessive && m.Form == party.Name && s.char(m.End) == 0 {
		return []named{{m.ID, m.Range, "receives"}}
	}
	return nil
}

// byReach bounds the words between "by" and the state it names: "by the coast guard of Ghana".
const byReach = 5

// askedBy returns who stands behind the "by" of a loan "sought by Manila".
func (s *scene) askedBy(d *draft) []named {
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; s.is(d.verb.End, cue.By) && m.First > d.verb.End && m.First-d.verb.End <= byReach && m.Actor().IsState() {
			return []named{{m.Actor(), m.Range, "asked-by"}}
		}
	}
	return nil
}

// asked returns whom a need is put to: "asked Norway for 30 million", "a loan
// from the World Bank". Who launches an appeal gives nothing.
func (s *scene) asked(d *draft) []named {
	if found := s.refuser(d); len(found) > 0 {
		return found
	}
	if found := s.askedToAct(d); len(found) > 0 {
		return found
	}
	if found := s.sourceProvider(d); len(found) > 0 || d.verb == nil || d.verb.Class != stage.Ask {
		return append(found, s.creditorsClub(d)...)
	}
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; (m.First == d.verb.End || m.First == d.verb.End+1 && s.role(d.verb.End)&stage.Determiner != 0) && m.End < d.figure.First && s.is(m.End, cue.For) {
			return s.withNeighbours(v, i, "asked")
		}
	}
	return nil
}

// askedToAct returns who is asked to do what the figure is of: "urged the Fund to release 30
// million", "called on Norway to provide".
func (s *scene) askedToAct(d *draft) []named {
	v := &s.sentences[d.sentence]
	g := s.asking(d)
	if g == nil {
		return nil
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.First >= g.End && m.End <= d.verb.First && m.Actor() != "" && !m.Possessive {
			return s.withNeighbours(v, i, "asked-to")
		}
	}
	return nil
}

// asker is the state that asks another to act, where the text names nobody for whom.
func (s *scene) asker(d *draft) []named {
	g := s.asking(d)
	if g == nil {
		return nil
	}
	found := s.subjectOf(&s.sentences[d.sentence], g, "asks")
	return slices.DeleteFunc(found, func(n named) bool { return !n.id.IsState() || slices.Contains(d.claim.Providers, n.id) })
}

// asking is the verb of asking that governs the act of a need, nil where there is none.
func (s *scene) asking(d *draft) *stage.Predicate {
	if d.verb == nil || d.verb.Form != stage.Infinitive || d.claim.Stage != pledgebook.StageNeed {
		return nil
	}
	if g := s.governorOf(&s.sentences[d.sentence], d.verb); g != nil && g.Class == stage.Ask {
		return g
	}
	return nil
}

// refuser returns who turns down what is asked: "Norway has refused a request from Chad for 30
// million", "Chad's request was turned down" has none.
func (s *scene) refuser(d *draft) []named {
	v := &s.sentences[d.sentence]
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.Class != stage.Refuse || p.Passive || p.Negated || p.Form == stage.Attributive || p.End > d.figure.First || d.figure.First-p.End > refusedReach {
			continue
		}
		for j := range v.nouns {
			if n := &v.nouns[j]; n.Class == stage.Need && n.First >= p.End && n.End <= d.figure.First {
				return s.subjectOf(v, p, "refuses")
			}
		}
	}
	return nil
}

// refusedReach bounds the words between a refusal and the sum that was asked for, in tokens.
const refusedReach = 12
