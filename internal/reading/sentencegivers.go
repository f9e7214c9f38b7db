package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file finds the giver in the figure's sentence where no word ties him to it.

// onlyHere returns the one giver by habit that the figure's clause names, or else its sentence:
// "Washington has in mind something like 40 million". Where nobody has a name, nobody is taken.
func (s *scene) onlyHere(d *draft) []named {
	if d.sum == nil || d.list || d.verb != nil && d.verb.Class == stage.Raise || s.unnamedGivers(d) {
		return nil
	}
	if found := s.onlyIn(d, d.clause); len(found) > 0 {
		return found
	}
	return s.onlyIn(d, s.sentences[d.sentence].Range)
}

// onlyIn returns the one giver by habit that a stretch around the figure names.
func (s *scene) onlyIn(d *draft, r text.Range) (only []named) {
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		id := m.Actor()
		if !r.Contains(m.Range) || !s.givesOwn(id) || m.Form == party.Pronoun || len(only) > 0 && only[0].id == id || slices.Contains(d.claim.Receivers, id) || slices.Contains(d.claim.Channels, id) {
			continue
		}
		if len(only) > 0 || !s.mayGive(v, d, m) {
			return nil
		}
		only = []named{{id, m.Range, "only-here"}}
	}
	return only
}

// mayGive reports a party that nothing in the sentence makes a place, a receiver, a harm or the
// giver of the next sum.
func (s *scene) mayGive(v *sentence, d *draft, m *party.Mention) bool {
	id := m.Actor()
	if m.Location || m.Person != nil && d.verb == nil || s.harms(m) {
		return false
	}
	prep := s.preposition(m.First, v.First)
	if s.is(prep, cue.By) && s.hosts(prep-1) {
		return false // "a meeting of donors chaired by the Bank"
	}
	if s.is(prep, cue.Between|cue.To|cue.For|cue.In|cue.Into|cue.With|cue.At|cue.Toward|cue.Through) {
		return false
	}
	return !s.sumBetween(v, d.figure.End, m.First) && !(len(s.topic.providers) > 1 && isAmong(s.topic.providers, id))
}

// notTheHelped leaves out the state in need that the report's aid is for, where only a word like "it"
// or "the ministry" seems to make it the giver, in a sentence that names it besides: "The ministry
// promised 9 million dollars to Ukraine".
func (s *scene) notTheHelped(found []named) []named {
	if len(found) != 1 || !s.getsAid(found[0].id) || !isAmong(s.topic.receivers, found[0].id) && s.topic.scene.id != found[0].id {
		return found
	}
	v := &s.sentences[s.doc.SentenceAt(found[0].at.First)]
	bare, again := false, false
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		standsFor := m.Form == party.Definite || m.Form == party.Pronoun
		bare = bare || standsFor && m.Range == found[0].at
		again = again || !standsFor && m.Actor() == found[0].id
	}
	if bare && again {
		return nil
	}
	return found
}

// givesOwn reports a state that gives by habit, or a body that lends means of its own.
func (s *scene) givesOwn(id pledgebook.PartyID) bool {
	if id.IsState() {
		return !s.getsAid(id)
	}
	return id == "eu" || s.engine.ownMeans[id]
}

// guessed reports a giver whom only his standing in the sentence makes one: that a
// sum is aid he does not tell.
func (s *scene) guessed(d *draft) bool {
	e := d.evidence("providers")
	return e != nil && e.Rule == "only-here"
}
