package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
)

// This file finds who receives in a line of a statistic or a budget, where no verb of giving
// tells it: by its rank, or by its share.

// rankedReceiver reads "Moldova came in third with 840 million", "Brazil's third place, at 2
// million": who opens the sentence and gets aid by habit, where the sum stands behind "with"
// or "at".
func (s *scene) rankedReceiver(d *draft) []named {
	v := &s.sentences[d.sentence]
	if v.parties.Len() == 0 || d.verb != nil && s.givesObject(d.verb) || len(s.topic.providers)+len(d.claim.Providers) == 0 {
		return nil
	}
	m := &s.parties[v.parties.First]
	k := d.figure.First - 1
	for k > m.End && s.role(k)&(stage.Determiner|stage.Adjective) != 0 {
		k--
	}
	if m.First > v.First+1 || m.End > k || !s.is(k, cue.With|cue.At) || !s.mayReceive(d, m) || s.sumBetween(v, v.First, d.figure.First) {
		return nil
	}
	return []named{{m.Actor(), m.Range, "ranked-receiver"}}
}

// shareReceiver reads "Ukraine's share, 14 million,", "with Gavi's part put at 300 million": whose
// the part of a donor's aid is.
func (s *scene) shareReceiver(d *draft) []named {
	m := s.shareHolder(d)
	if m == nil || !s.mayReceive(d, m) && !s.sharesOut(m) {
		return nil
	}
	return []named{{m.Actor(), m.Range, "share-receiver"}}
}

// shareHolder returns the party right before "share" or "part", before the figure.
func (s *scene) shareHolder(d *draft) *party.Mention {
	v := &s.sentences[d.sentence]
	for i := v.parties.End - 1; i >= v.parties.First; i-- {
		m := &s.parties[i]
		if m.End >= d.figure.First {
			continue
		}
		if m.End < d.clause.First && d.figure.First-m.End > shareReach {
			return nil
		}
		if !m.Possessive || m.Person != nil || !s.doc.Has(m.End, s.engine.shares) && !s.doc.Has(m.End+1, s.engine.shares) || s.sumBetween(v, m.End, d.figure.First) {
			return nil
		}
		return m
	}
	return nil
}

// shareReach bounds the words from "share" to a sum beside it, in tokens.
const shareReach = 4

// sharesOut reports a body that gets its share of what a state gives.
func (s *scene) sharesOut(m *party.Mention) bool {
	return s.charter(m.ID) && len(s.topic.providers) > 0 && s.topic.providers[0].id.IsState() && !isAmong(s.topic.providers, m.ID)
}

// mayReceive reports a state that gets aid by habit, or a region, that gives nothing here.
func (s *scene) mayReceive(d *draft, m *party.Mention) bool {
	return !m.Location && m.Person == nil && m.Form != party.Pronoun && (s.getsAid(m.Actor()) || m.Type == pledgebook.Region) && !s.provides(d, m.Actor())
}
