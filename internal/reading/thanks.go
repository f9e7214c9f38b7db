package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
)

// This file reads givers and receivers of aid that a noun or a word of thanks ties to
// each other: "Rwanda's support from the World Bank", "Malawi thanked Norway for".

// givenFrom returns the index of the party behind a noun and "from", or -1: "Rwanda's
// support from the World Bank rose to", "a loan from Japan, worth".
func (s *scene) givenFrom(v *sentence, n *stage.Noun) int {
	if !s.is(n.End, cue.From) || n.Class == stage.Act && n.Strength < 1 {
		return -1
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.First <= n.End || m.First-n.End > 2 {
			continue
		}
		if m.Actor() == "" || m.Location || m.Type == pledgebook.Region || m.Possessive {
			return -1
		}
		return i
	}
	return -1
}

// agentProvider reads "the second grant, offered by Spain through a bank, with a total of":
// the doer of a passive verb of giving, before the figure.
func (s *scene) agentProvider(d *draft) []named {
	p := d.verb
	if p == nil || !p.Passive && p.Form != stage.Participle || !s.is(p.End, cue.By) {
		return nil
	}
	switch p.Class {
	case stage.Give, stage.Promise, stage.Disburse, stage.Support, stage.Allocate, stage.Commit:
	default:
		return nil
	}
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.First > p.End && m.First-p.End <= 3 && m.End <= d.figure.First && m.Actor() != "" && !m.Location {
			return s.withNeighbours(v, i, "agent")
		}
	}
	return nil
}

// thankedProvider reads "thanked Norway for 3 million dollars", "grateful to Japan for a
// grant of": who is thanked for a sum gave it.
func (s *scene) thankedProvider(d *draft) []named {
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.End >= d.figure.First || !s.is(m.End, cue.For) || m.Actor() == "" || m.Location || s.sumBetween(v, m.End, d.figure.First) {
			continue
		}
		for k := m.First - 1; k >= max(v.First, m.First-thankReach); k-- {
			if s.says(k, cue.Thank) {
				return s.withNeighbours(v, i, "thanked")
			}
		}
	}
	return nil
}

// thanker makes a state that thanks for a sum its receiver: "Malawi thanked Norway for"; a body
// passes it on.
func (s *scene) thanker(d *draft) {
	e := d.evidence("providers")
	if e == nil || e.Rule != "thanked" {
		return
	}
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End && s.parties[i].End <= d.figure.First; i++ {
		m := &s.parties[i]
		if (s.getsAid(m.Actor()) || s.passesOn(m.ID)) && s.thanks(v, m) {
			s.receiveOrChannel(d, named{m.Actor(), m.Range, "thanks"})
			return
		}
	}
}

// thanks reports who thanks: "Malawi thanked", "UNICEF is grateful", "the head of the agency
// thanked".
func (s *scene) thanks(v *sentence, m *party.Mention) bool {
	k := m.End
	for k < m.End+2 && s.role(k)&stage.Be != 0 {
		k++
	}
	return s.says(k, cue.Thank) && (s.actsItself(v, m) || s.is(s.preposition(m.First, v.First), cue.Of))
}

// ownerHelped makes the owner of an aid noun its receiver where another gives: "Rwanda's
// budget support from the World Bank".
func (s *scene) ownerHelped(d *draft) {
	v := &s.sentences[d.sentence]
	if d.noun == nil || d.noun.End > d.figure.First || s.givenFrom(v, d.noun) < 0 {
		return
	}
	if m := s.owner(v, d.noun); m != nil && s.getsAid(m.Actor()) {
		s.addReceivers(d, []named{{m.Actor(), m.Range, "owner-helped"}}, pledgebook.Stated)
	}
}

// thankReach bounds the words between a word of thanks and who is thanked, in tokens.
const thankReach = 4
