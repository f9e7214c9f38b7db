package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
)

// This file tells who, by what is known of states, gets aid rather than gives it, and
// reads the state that stands before an aid noun as the one the aid is for.

// givingGroups are the groups whose members give aid by habit or to their region.
var givingGroups = []pledgebook.PartyID{"dac", "eu", "gcc", "g20"}

// getsAid reports a state that belongs to no group of givers: beside aid it gets it.
func (s *scene) getsAid(id pledgebook.PartyID) bool {
	return id.IsState() && !s.engine.givers.Has(id, s.published)
}

// modifierReach bounds the words between a state and the aid noun it modifies, in tokens.
const modifierReach = 3

// aidFor returns the state right before an aid noun that the aid is for: "new Sudan aid
// package", "Haiti quake relief". A possessive owns its aid, an adjective gives it or
// gets it.
func (s *scene) aidFor(v *sentence, n *stage.Noun) *party.Mention {
	if n.Strength < 1 || n.Class != stage.Aid && n.Class != stage.Sum {
		return nil
	}
	if s.isMeeting(n.End) || s.donorMeeting(n.First) {
		return nil // "the Syria aid conference"
	}
	for i := v.parties.End - 1; i >= v.parties.First; i-- {
		m := &s.parties[i]
		if m.End > n.First {
			continue
		}
		if n.First-m.End > modifierReach || !s.plainBetween(m.End, n.First) {
			return nil
		}
		if m.Form == party.Name && !m.Possessive && !m.Location && m.Person == nil && s.getsAid(m.ID) && !s.verbWithin(v, m.End, n.First) {
			return m
		}
		return nil
	}
	return nil
}

// verbWithin reports a verb in a stretch of tokens.
func (s *scene) verbWithin(v *sentence, from, to int) bool {
	for i := range v.verbs {
		if p := &v.verbs[i]; p.First >= from && p.First < to {
			return true
		}
	}
	return false
}

// topicAidFor returns whom the aid of a headline or first sentence is for.
func (s *scene) topicAidFor(v *sentence, providers []named) []named {
	for i := range v.nouns {
		if m := s.aidFor(v, &v.nouns[i]); m != nil && !isAmong(providers, m.ID) {
			return []named{{m.ID, m.Range, "aid-for"}}
		}
	}
	return nil
}

// aidForState makes the state before the figure's own noun the receiver.
func (s *scene) aidForState(d *draft) {
	if d.noun == nil {
		return
	}
	if m := s.aidFor(&s.sentences[d.sentence], d.noun); m != nil && !s.provides(d, m.ID) {
		s.addReceivers(d, []named{{m.ID, m.Range, "aid-for"}}, pledgebook.Stated)
	}
}
