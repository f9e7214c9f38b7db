package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file finds who pays for what another hands out: an agency of the United Nations or a
// charity that distributes goods "with funding from Denmark" is the channel, and Denmark gives.

// backer returns who stands behind what a body hands out: "With support from Denmark, the
// Refugee Council distributed", "35 fridges, funded by Japan,", "thanks to the American people".
func (s *scene) backer(d *draft) []named {
	if d.verb == nil || !s.handsOn(d.verb) {
		return nil
	}
	by := s.handsOut(d)
	if d.sum != nil && (len(by) == 0 || slices.ContainsFunc(by, func(n named) bool { return !s.spendsGifts(n.id) })) {
		return nil
	}
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if !s.mayBack(v, m) || isAmong(by, m.Actor()) || !s.backs(v, m) || m.First > d.figure.End && s.sumBetween(v, d.figure.End, m.First) {
			continue
		}
		if slices.ContainsFunc(by, func(n named) bool { return n.id.IsState() && (m.Actor().IsState() || !s.getsAid(n.id)) }) {
			return nil // two states, or a donor with its partner
		}
		return s.withNeighbours(v, i, "backs")
	}
	return nil
}

// bodyActing makes the agency or charity that does something with a gift the channel: "UNICEF
// welcomed 4 million from Japan", "4 million from Japan will allow UNICEF to". Who only says it
// is none.
func (s *scene) bodyActing(d *draft) {
	if d.sum == nil || len(d.claim.Channels) > 0 || len(d.claim.Receivers) == 0 || !s.stated(d, "providers") || d.claim.Stage == pledgebook.StageNeed {
		return
	}
	v := &s.sentences[d.sentence]
	if v.sums.Len() != 1 {
		return
	}
	opens := true
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if i+1 < v.parties.End && s.parties[i+1].First == m.End && s.passesOn(s.parties[i+1].ID) {
			continue // "the United Nations World Food Programme"
		}
		if m.First < d.figure.First && !opens {
			continue
		}
		opens = opens && (m.Location || s.provides(d, m.Actor()) || s.preposition(m.First, v.First) >= 0)
		if m.Person == nil && !m.Location && s.spendsGifts(m.ID) && m.State == "" && s.helpsWith(v, d, m) && !s.namesMeeting(m) {
			s.addChannel(d, named{m.ID, m.Range, "acts"})
			return
		}
	}
}

// helpsWith reports a body that opens the sentence and does not only speak in it, or that a verb
// behind the figure has do something.
func (s *scene) helpsWith(v *sentence, d *draft, m *party.Mention) bool {
	if slices.ContainsFunc(v.verbs, func(p stage.Predicate) bool {
		return p.Class == stage.Say && (p.First == m.End || p.End == m.First)
	}) {
		return false
	}
	if m.First < d.figure.First {
		k := m.First - 1
		if s.role(k)&stage.Determiner != 0 {
			k--
		}
		return s.actsItself(v, m) && !m.Possessive && s.role(k)&stage.And == 0
	}
	before := s.role(m.First - 1)
	return s.role(m.End)&stage.To != 0 && before&(stage.Preposition|stage.To|stage.And) == 0 && s.char(m.First-1) == 0
}

// addHands makes the body that hands out what another pays for the channel.
func (s *scene) addHands(d *draft) {
	for _, n := range s.handsOut(d) {
		if s.passesOn(n.id) {
			s.addChannel(d, named{n.id, n.at, "hands-on"})
		}
	}
}

// pastPayment looks past a participle that only tells who paid for goods: "handed over 35
// fridges funded by Japan", "35 fridges, funded by Japan, were handed over".
func (s *scene) pastPayment(v *sentence, d *draft) {
	if left := s.leftVerb(v, d.figure); left != nil && tellsOfGoods(left) {
		d.verb, d.position = left, object
		return
	}
	for i := range v.verbs {
		if p := &v.verbs[i]; p.First >= d.verb.End && tellsOfGoods(p) && !s.interrupted(v, d.verb.End, p.First) {
			d.verb, d.position = p, subject
			return
		}
	}
}

// handsOn reports a verb of bringing or giving.
func (s *scene) handsOn(p *stage.Predicate) bool {
	switch p.Class {
	case stage.Deliver, stage.Give, stage.Support, stage.Promise, stage.Arrive:
		return !p.Negated
	}
	return false
}

// mayBack reports a party that can pay for what others hand out: no state that the report
// makes the receiver, or that the sentence names again as the place.
func (s *scene) mayBack(v *sentence, m *party.Mention) bool {
	if m.Actor() == "" || m.Location || m.Person != nil || m.Form == party.Pronoun || !m.Actor().IsState() && !s.passesOn(m.Actor()) {
		return false
	}
	if !s.getsAid(m.Actor()) {
		return true
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		if o := &s.parties[i]; o.First != m.First && o.Actor() == m.Actor() {
			return false
		}
	}
	return !isAmong(s.topic.receivers, m.Actor())
}

// spendsGifts reports a body that hands out what others give it: no bank or union, which gives
// of its own.
func (s *scene) spendsGifts(id pledgebook.PartyID) bool {
	kind, mandated := s.engine.mandates[id]
	return s.passesOn(id) && id != "eu" && (!mandated || kind == pledgebook.Humanitarian)
}

// handsOut returns who does what the verb tells: its subject, or who stands behind its "by".
func (s *scene) handsOut(d *draft) []named {
	v := &s.sentences[d.sentence]
	if !d.verb.Passive {
		return s.subjectProvider(d)
	}
	for i := v.parties.First; i < v.parties.End && s.is(d.verb.End, cue.By); i++ {
		if m := &s.parties[i]; m.First > d.verb.End && m.First-d.verb.End <= 3 && m.Actor() != "" && !m.Location {
			return s.withNeighbours(v, i, "agent")
		}
	}
	return nil
}

// backs reports that the words around a party make it one who pays: "support from", "the
// generosity of the people of", "with Danish help", "funded by the government of".
func (s *scene) backs(v *sentence, m *party.Mention) bool {
	at := s.preposition(m.First, v.First)
	if s.governmentOf(at) || s.is(at, cue.Of) && s.says(at-1, cue.People) {
		at = s.preposition(at-1, v.First)
	}
	if s.is(at, cue.By) && s.paidFor(v, at) {
		return true
	}
	for i := range v.nouns {
		n := &v.nouns[i]
		if n.Class == stage.Need || n.Class == stage.NotAid {
			continue
		}
		if n.End == at && s.is(at, cue.Of|cue.From|cue.By) || n.First >= m.End && n.First-m.End <= 2 && s.plainBetween(m.End, n.First) && (m.Possessive || m.Form == party.Demonym || n.First == m.End) {
			return s.backedWith(v, min(n.First, m.First))
		}
	}
	return false
}

// paidFor reports a participle of paying or giving before its "by", which tells of goods: "funded".
func (s *scene) paidFor(v *sentence, by int) bool {
	return slices.ContainsFunc(v.verbs, func(p stage.Predicate) bool {
		return p.End == by && (p.Form == stage.Participle || p.Passive) && (p.Class == stage.Support || p.Class == stage.Disburse || p.Class == stage.Give)
	})
}

// backedWith reports "with" or "thanks to" before a noun of support, with nothing but what
// describes the noun between.
func (s *scene) backedWith(v *sentence, noun int) bool {
	for k := noun - 1; k >= max(v.First, noun-backReach); k-- {
		switch {
		case s.is(k, cue.With), s.is(k, cue.To) && s.says(k-1, cue.Thank):
			return true
		case s.char(k) != 0 || s.role(k)&(stage.Preposition|stage.To|stage.Be|stage.Have|stage.Relative) != 0 && s.role(k)&stage.Adjective == 0:
			return false
		}
	}
	return false
}

// backReach bounds the words from "with" to the noun of support: "with the generous
// financial support".
const backReach = 5

// paidByWith reports "A school, paid for by Norway with 3 million,": the participle tells who
// pays the sum, whatever is told of the school.
func (s *scene) paidByWith(p *stage.Predicate, figure text.Range) bool {
	return p.Class == stage.Support && p.Form == stage.Participle && s.is(p.End, cue.By) && s.is(figure.First-1, cue.With)
}
