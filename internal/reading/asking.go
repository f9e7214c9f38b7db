package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
)

// This file finds who is to have a sum that is needed or asked for.

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
