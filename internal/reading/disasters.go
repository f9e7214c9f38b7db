package reading

import (
	"slices"

	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// This file finds whom relief is for where a report only says what has happened, and
// where: "aid after the Malawi floods", "a quake that struck Nepal".

// disasterWords are the categories of the words for disasters, for what they do to a
// place, and for places that were hit.
type disasterWords struct{ event, strikes, stricken text.Category }

func newDisasterWords(v *text.Vocabulary, t *lexicon.Table) disasterWords {
	w := disasterWords{v.Category("disaster"), v.Category("disaster-strikes"), v.Category("disaster-stricken")}
	of := map[string]text.Category{"event": w.event, "strikes": w.strikes, "stricken": w.stricken}
	for _, row := range t.Rows {
		v.Add(of[row.Get("sort")], row.Phrase(), 0)
	}
	return w
}

// stricken returns the states that a sentence makes the place of a disaster.
func (s *scene) stricken(v *sentence, providers []named) []named {
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if !m.ID.IsState() || m.Person != nil || m.Form != party.Name && m.Form != party.Demonym || isAmong(providers, m.ID) || s.rich(m.ID) {
			continue
		}
		if s.disasterIn(v, m) || s.struck(v, m) || s.hitBy(v, m) || s.hitPlace(m) {
			found := s.receivingNeighbours(v, i, providers)
			retold(found, "stricken")
			return found
		}
	}
	return s.namedWithDisaster(v, providers)
}

// namedWithDisaster returns the one state in need of a sentence that speaks of a
// disaster: "the government in Vanuatu is overwhelmed by Cyclone Lia".
func (s *scene) namedWithDisaster(v *sentence, providers []named) []named {
	var only *party.Mention
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if !s.getsAid(m.ID) || m.Location || m.Form != party.Name || isAmong(providers, m.ID) {
			continue
		}
		if prep := s.preposition(m.First, v.First); only != nil && only.ID != m.ID || s.harms(m) || prep > 0 && s.isHarm(prep-1) {
			return nil // two are named, or "the war in Chad"
		}
		only = m
	}
	if only == nil || slices.ContainsFunc(v.verbs, func(p stage.Predicate) bool { return p.Class == stage.Ask || p.Class == stage.Lack || receives(&p) }) {
		return nil // who asks or receives is told so
	}
	for k := v.First; k < v.End; k++ {
		if s.isDisaster(k) {
			return []named{{only.ID, only.Range, "stricken"}}
		}
	}
	return nil
}

// disasterIn reports "the Malawi floods", "Nepal's earthquake", "floods in Chad".
func (s *scene) disasterIn(v *sentence, m *party.Mention) bool {
	for k := m.End; k < min(m.End+3, v.End); k++ {
		if s.isDisaster(k) {
			return s.plainBetween(m.End+boolInt(m.Possessive), k)
		}
	}
	if prep := s.preposition(m.First, v.First); s.is(prep, cue.In|cue.Across) {
		return s.isDisaster(prep - 1)
	}
	return false
}

// disasterReach bounds the words between a disaster and where it struck, in tokens.
const disasterReach = 8

// struck reports "the quake that struck Nepal", "the storm which hit northern Haiti".
func (s *scene) struck(v *sentence, m *party.Mention) bool {
	for k := m.First - 1; k >= max(v.First, m.First-4); k-- {
		t, ok := s.doc.Tagged(k, s.engine.disasters.strikes)
		if !ok || t.End > m.First || !s.plainBetween(t.End, m.First) {
			continue
		}
		for i := k - 1; i >= max(v.First, k-disasterReach); i-- {
			if s.isDisaster(i) {
				return true
			}
		}
	}
	return false
}

// hitBy reports "Vanuatu was hit by a cyclone", "Chad, ravaged by floods".
func (s *scene) hitBy(v *sentence, m *party.Mention) bool {
	for k := m.End; k < min(m.End+4, v.End); k++ {
		_, strikes := s.doc.Tagged(k, s.engine.disasters.strikes)
		_, stricken := s.doc.Tagged(k, s.engine.disasters.stricken)
		if !strikes && !stricken || !s.is(k+1, cue.By) {
			continue
		}
		for i := k + 2; i < min(k+2+disasterReach, v.End); i++ {
			if s.isDisaster(i) {
				return true
			}
		}
	}
	return false
}

// hitPlace reports "quake-hit Nepal", "flood-ravaged Chad".
func (s *scene) hitPlace(m *party.Mention) bool {
	k := m.First - 1
	_, ok := s.doc.Tagged(k, s.engine.disasters.stricken)
	return ok && s.char(k-1) == '-' && s.doc.Tokens[max(0, k-2)].Kind == text.Word && s.role(k-2)&stage.Preposition == 0
}

// isDisaster reports a noun for a disaster at a token, or one that ends there.
func (s *scene) isDisaster(k int) bool {
	if _, ok := s.doc.Tagged(k, s.engine.disasters.event); ok {
		return true
	}
	t, ok := s.doc.Tagged(k-1, s.engine.disasters.event)
	return ok && t.End == k+1
}
