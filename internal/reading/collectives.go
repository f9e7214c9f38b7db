package reading

import (
	"slices"

	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file keeps the givers that a report leaves unnamed ("donors pledged",
// "pledges from 45 countries") from being taken for somebody it names.

// unnamedGivers reports that those who give go by no name: context must not fill
// the field.
func (s *scene) unnamedGivers(d *draft) bool {
	v := &s.sentences[d.sentence]
	if p := d.verb; p != nil && !p.Passive && p.Form != stage.Attributive && (d.position == object || p.Form == stage.Gerund) && s.collectiveSubject(v, p) >= 0 {
		return true
	}
	if s.raisedAtMeeting(v, d) {
		return true
	}
	if _, joint := s.doc.Tagged(d.figure.First-1, s.engine.everywhere); joint || s.takesPledges(d) {
		return true // "the global 100 billion"
	}
	for k, end := d.figure.End, s.stretchEnd(v, d); k < end; k++ {
		if s.is(k, cue.From|cue.By) && s.collectiveAfter(v, k+1) {
			return true
		}
	}
	return false
}

// raisedAtMeeting reports "The summit raised more than 3 billion": those who came gave it.
func (s *scene) raisedAtMeeting(v *sentence, d *draft) bool {
	p := d.verb
	if p == nil || p.Class != stage.Raise || p.Form != stage.Finite || p.Passive || d.position != object || toCome(p) {
		return false
	}
	for k := p.First - 1; k >= max(v.First, p.First-collectiveReach); k-- {
		if s.isMeeting(k) {
			return true
		}
		if s.role(k)&(stage.That|stage.While|stage.To|stage.And) != 0 || s.insideVerb(v, k) {
			return false
		}
	}
	return false
}

// takesPledges reports "has received aid pledges of", "pledges for Chad reached": several
// gave, and nobody says who.
func (s *scene) takesPledges(d *draft) bool {
	if d.verb == nil || d.position != object {
		return false
	}
	if receives(d.verb) {
		return d.act != nil && s.says(d.act.End-1, cue.Pledges)
	}
	if !s.measures(d.verb) || !s.manyGivers() {
		return false
	}
	v := &s.sentences[d.sentence]
	for i := range v.nouns {
		if n := &v.nouns[i]; n.End <= d.verb.First && n.First >= d.clause.First && s.says(n.End-1, cue.Pledges) {
			return s.owner(v, n) == nil && s.givenFrom(v, n) < 0 && s.doneBy(v, n) < 0
		}
	}
	return false
}

// ofUnnamed reports a part of a sum that nobody is told to give.
func (s *scene) ofUnnamed(d *draft) bool {
	return d.parent >= 0 && len(s.drafts[d.parent].claim.Providers) == 0
}

// Bounds of the words between a collective and what it belongs to, in tokens.
const (
	collectiveReach = 8
	collectiveAhead = 4
)

// collectiveSubject returns the token of the collective that is the subject of a
// verb, or -1. A party in the same noun phrase ("G7 countries") names it.
func (s *scene) collectiveSubject(v *sentence, p *stage.Predicate) int {
	for k := p.First - 1; k >= max(v.First, p.First-collectiveReach); k-- {
		if c := s.char(k); c == ',' || c == ';' || c == ':' || s.role(k)&(stage.That|stage.Relative|stage.While|stage.To) != 0 || s.insideVerb(v, k) {
			return -1
		}
		if t, ok := s.doc.Tagged(k, s.engine.collectives); ok && t.End <= p.First && !s.insideParty(v, k) {
			if s.preposition(k, v.First) >= 0 || s.namedWithin(v, k) || s.besideNamed(k) || s.pointsBack(k) {
				return -1
			}
			return k
		}
	}
	return -1
}

// insideVerb reports a token of a verb group: what stands before it is the subject
// or object of that verb.
func (s *scene) insideVerb(v *sentence, k int) bool {
	for i := range v.verbs {
		if p := &v.verbs[i]; p.First <= k && k < p.End && p.Form != stage.Attributive {
			return true
		}
	}
	return false
}

// besideNamed reports "and other donors", "and international donors": who is named
// before them gives too; so does the body of "the EU and its member states".
func (s *scene) besideNamed(k int) bool {
	if s.is(k-2, cue.Its) && s.role(k-3)&stage.And != 0 || s.is(k-1, cue.Its) && s.role(k-2)&stage.And != 0 {
		return true
	}
	return s.role(k-1)&stage.And != 0 || s.role(k-2)&stage.And != 0 && s.doc.Tokens[k-1].Kind == text.Word
}

// pointsBack reports "the five governments": some that the report has named.
func (s *scene) pointsBack(k int) bool {
	if s.says(k, cue.Worldwide) {
		return false
	}
	for i := k - 1; i >= max(0, k-3); i-- {
		if s.role(i)&stage.Determiner != 0 {
			return s.is(i, cue.The|cue.These|cue.Those|cue.Both) && !(s.says(k, cue.DonorMeeting) && s.is(k-1, cue.The) && !s.givenByNamed(k))
		}
		if s.role(i)&(stage.And|stage.Preposition|stage.That) != 0 || s.doc.Tokens[i].Kind == text.Punct {
			return false
		}
	}
	return false
}

// givenByNamed reports that the words of some sum before a token name who gives it.
func (s *scene) givenByNamed(before int) bool {
	return slices.ContainsFunc(s.drafts, func(d draft) bool { return d.figure.First < before && s.stated(&d, "providers") })
}

// namedWithin reports a party in the noun phrase that ends in the collective at
// k: "European Union countries", "the Nordic states".
func (s *scene) namedWithin(v *sentence, k int) bool {
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.End > k || k-m.End > 2 || m.Form == party.Pronoun || s.donorWord(k) && s.getsAid(m.ID) {
			continue // "Malawi's donors" are named by nobody
		}
		if s.plainBetween(m.End, k) {
			return true
		}
	}
	return false
}

// plainBetween reports nothing but words of the same noun phrase.
func (s *scene) plainBetween(from, to int) bool {
	for k := from; k < to; k++ {
		if s.doc.Tokens[k].Kind != text.Word && (s.char(k) != '-' || s.doc.Tokens[k].Is(text.SpaceBefore)) || s.role(k)&(stage.And|stage.Or|stage.That|stage.Preposition|stage.To|stage.Be|stage.Have|stage.Will) != 0 {
			return false
		}
	}
	return true
}

// collectiveAfter reports a collective in the noun phrase that begins at k: "from
// 45 countries".
func (s *scene) collectiveAfter(v *sentence, k int) bool {
	for i := k; i < min(k+collectiveAhead, v.End); i++ {
		if _, ok := s.doc.Tagged(i, s.engine.collectives); ok && !s.insideParty(v, i) {
			return !s.namedWithin(v, i)
		}
		if s.doc.Tokens[i].Kind == text.Punct || s.role(i)&(stage.Preposition|stage.To|stage.That) != 0 {
			return false
		}
	}
	return false
}
