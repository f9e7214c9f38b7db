package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// topic is what the report as a whole is about: whom its headline and first
// sentences make giver and receiver, of what kind of aid, and how firmly.
type topic struct {
	providers, receivers []named
	kind                 pledgebook.AidKind
	kindAt               text.Range
	aid                  int // 0: no word of aid; 3: aid is the headline
}

// readTopic reads the headline and, where that leaves something open, the first
// sentences of the body.
func (s *scene) readTopic() topic {
	var t topic
	body := 0
	for i := range s.sentences {
		if !s.sentences[i].kind.GivesClaims() {
			continue
		}
		headline := s.sentences[i].kind == pledgebook.PartHeadline
		if !headline {
			if body++; body > 2 {
				break
			}
		}
		s.addTopic(&t, i, headline)
	}
	return t
}

func (s *scene) addTopic(t *topic, i int, headline bool) {
	v := s.words(i)
	for _, n := range v.nouns {
		if n.Strength > 0 && t.aid < 2+boolInt(headline) {
			t.aid = max(t.aid, n.Strength+boolInt(headline))
		}
	}
	if len(t.providers) == 0 {
		t.providers = s.topicProviders(v)
	}
	if len(t.receivers) == 0 {
		t.receivers = s.topicReceivers(v, t.providers, headline)
	}
	if t.kind == "" {
		var tally kindTally
		for _, k := range v.kindWords {
			tally.add(k.Kind, k.Weight, k.Range)
		}
		t.kind, t.kindAt, _ = tally.winner()
	}
}

// topicProviders returns the subject of the sentence's first verb of giving.
func (s *scene) topicProviders(v *sentence) []named {
	for i := range v.verbs {
		p := &v.verbs[i]
		switch p.Class {
		case stage.Announce, stage.Promise, stage.Commit, stage.Allocate, stage.Disburse, stage.Deliver, stage.Give, stage.Increase, stage.Cut, stage.Support, stage.Propose, stage.Plan:
		default:
			continue
		}
		if p.Passive || p.Form == stage.Participle || p.Form == stage.Attributive {
			continue
		}
		if found := s.subjectOf(v, p, "topic"); len(found) > 0 {
			return slices.DeleteFunc(found, func(n named) bool { return n.id == "" })
		}
	}
	return nil
}

// topicReceivers returns whom a headline or first sentence makes receiver: the
// parties that "to" or "for" ties to it, and in a headline also those it is "in".
func (s *scene) topicReceivers(v *sentence, providers []named, headline bool) []named {
	for _, w := range []string{"to", "for", "towards", "in"} {
		if w == "in" && !headline {
			break
		}
		for i := v.parties.First; i < v.parties.End; i++ {
			m := &s.parties[i]
			if m.ID == "" || s.passesOn(m.ID) || m.Type == pledgebook.Person || m.Location || isAmong(providers, m.Actor()) {
				continue
			}
			if prep := s.preposition(m.First, v.First); prep >= 0 && s.is(prep, w) {
				return s.receivingNeighbours(v, i, providers)
			}
		}
	}
	return nil
}

func (s *scene) receivingNeighbours(v *sentence, i int, providers []named) []named {
	var kept []named
	for _, n := range s.withNeighbours(v, i, "topic") {
		if !isAmong(providers, n.id) && !s.passesOn(n.id) {
			kept = append(kept, n)
		}
	}
	return kept
}

func isAmong(list []named, id pledgebook.PartyID) bool {
	for _, n := range list {
		if n.id == id {
			return true
		}
	}
	return false
}
