package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file weighs how firmly the words around a party tie it to a sum as who receives it.

// Weights of what ties a receiver to a sum.
const (
	viaChannel      = -1
	supportedWeight = 9
)

// supported reports "to support the Pacific Islands": the object of a verb of
// helping behind the figure, or a body before it: "supports the agency with 5 million".
func (s *scene) supported(v *sentence, d *draft, m *party.Mention) bool {
	if s.setsUp(d, m) {
		return true
	}
	for i := range v.verbs {
		p := &v.verbs[i]
		before := p == d.verb && s.passesOn(m.ID) && s.is(s.preposition(d.figure.First, p.End), cue.With)
		if p.Class != stage.Support || p.Passive || !before && (p.First < d.figure.End || p.Form != stage.Infinitive && p.Form != stage.Gerund) {
			continue
		}
		if !m.Possessive && m.Form == party.Name && (m.First == p.End || m.First == p.End+1 && s.role(p.End)&stage.Determiner != 0) {
			return true
		}
	}
	return false
}

// setsUp reports a fund as the object of the infinitive right behind the figure: "15 million
// to help establish the Loss and Damage Fund".
func (s *scene) setsUp(d *draft, m *party.Mention) bool {
	if s.role(d.figure.End)&stage.To == 0 || m.First <= d.figure.End || m.First-d.figure.End > setUpReach || m.Possessive || !s.isFund(m.ID) || !s.passesOn(m.ID) {
		return false
	}
	return s.plainBetween(d.figure.End+1, m.First) && s.preposition(m.First, d.figure.End+1) < 0
}

// setUpReach bounds the words of an infinitive between a sum and the fund it is for, in tokens.
const setUpReach = 6

// ownsOthers reports "its neighbour": who is spoken of is another than the owner.
func (s *scene) ownsOthers(m *party.Mention) bool {
	if m.Form != party.Pronoun || !m.Possessive {
		return false
	}
	for k := m.End; k < min(m.End+3, len(s.doc.Tokens)); k++ {
		if _, ok := s.doc.Tagged(k, s.engine.counterparts); ok {
			return true
		}
	}
	return false
}

// receiverWeight says how firmly a preposition makes a party the receiver.
func (s *scene) receiverWeight(d *draft, m *party.Mention, prep int) int {
	if s.reached(d, m) {
		return 5
	}
	if prep < 0 || s.leadsOthers(m) || m.Form == party.House || s.placedIn(m) || s.says(prep-1, cue.According) || s.ownsOthers(m) {
		return 0
	}
	if s.says(prep-1, cue.Especially) {
		return 1 // "to the islands, especially to Tonga"
	}
	behind := 0
	if prep >= d.figure.End {
		behind = 4
	}
	switch {
	case s.is(prep, cue.Through):
		return viaChannel
	case s.is(prep, cue.To) && (s.journey(prep) || s.envoyTo(d, prep)):
		return 0
	case s.is(prep, cue.To|cue.For|cue.Toward):
		return 10 + behind
	case s.is(prep, cue.With) && (s.agreed(d, prep) || s.signsWith(d, m, prep)):
		return 3 + behind
	case s.is(prep, cue.Of):
		if (s.benefits(prep-1) || s.isHarm(prep-1) && s.sufferedBy(prep-1)) && !s.acts(d, m) {
			return 3 + behind
		}
		return boolInt(behind > 0 && s.liesIn(d, m, prep))
	case s.is(prep, cue.In|cue.Across|cue.Into):
		if m.Location && !s.landsIn(d, m) || s.venue(prep) {
			return 0
		}
		return 3 + behind/2
	case s.is(prep, cue.At):
		if m.Location && s.landsIn(d, m) {
			return 3
		}
	case s.is(prep, cue.Under) && m.For.IsState():
		return 3 + behind // "under the Ukraine Facility"
	case s.is(prep, cue.From) && s.engine.items.Trained(&s.doc, prep-1):
		return 3 + behind // "trained 200 nurses from Angola"
	case s.is(prep, cue.Including|cue.On):
		return 1
	}
	return 0
}

// liesIn reports "at the hospitals of Chad": what the sum is for is that of a state that gets aid
// by habit, and of nobody who acts.
func (s *scene) liesIn(d *draft, m *party.Mention, of int) bool {
	return m.Form == party.Name && s.getsAid(m.ID) && s.doc.Tokens[of-1].Kind == text.Word && !s.doc.Tokens[of-1].Is(text.Capital) &&
		!s.governmentOf(of) && !s.isHarm(of-1) && s.preposition(of-1, d.figure.End) >= 0 && !s.acts(d, m)
}

// landsIn reports the city that goods are handed over or arrive in: its state gets them.
func (s *scene) landsIn(d *draft, m *party.Mention) bool {
	return d.sum == nil && d.verb != nil && (d.verb.Class == stage.Arrive || d.verb.Class == stage.Deliver || d.verb.Class == stage.Receive) && s.getsAid(m.ID)
}

// reached reports the place right behind a verb of arriving: "have reached Turkey", "crossed
// northern Syria".
func (s *scene) reached(d *draft, m *party.Mention) bool {
	if d.sum != nil || m.First < d.figure.End || m.Possessive || !m.ID.IsState() || s.rich(m.ID) {
		return false
	}
	v := &s.sentences[d.sentence]
	for i := range v.verbs {
		if p := &v.verbs[i]; p.Class == stage.Arrive && (p.End == m.First || p.End == m.First-1 && s.inCompass(p.End)) {
			return true
		}
	}
	return false
}

// placedIn reports "developing countries" before "of the Pacific": where they lie says it
// better.
func (s *scene) placedIn(m *party.Mention) bool {
	if m.Type != pledgebook.Region || !s.is(m.End, cue.Of|cue.In) || !s.says(m.End-1, cue.Countries) {
		return false
	}
	v := &s.sentences[s.doc.SentenceAt(m.First)]
	for i := v.parties.First; i < v.parties.End; i++ {
		if o := &s.parties[i]; o.First > m.End && o.First <= m.End+2 {
			return o.Type == pledgebook.Region || o.ID.IsState()
		}
	}
	return false
}

// acts reports "the government of Norway" right before a finite verb: it does what the
// verb tells.
func (s *scene) acts(d *draft, m *party.Mention) bool {
	p := s.verbFrom(&s.sentences[d.sentence], m.End)
	return p != nil && p.Form == stage.Finite
}

// leadsOthers reports "a Kenya-led mission": whom it is for is another.
func (s *scene) leadsOthers(m *party.Mention) bool {
	if s.char(m.End) != '-' {
		return false
	}
	_, ok := s.doc.Tagged(m.End+1, s.engine.leadWords)
	return ok
}

// benefits reports a noun for those who benefit: "the people" before "of Pakistan".
func (s *scene) benefits(k int) bool {
	_, ok := s.doc.Tagged(k, s.engine.beneficiaries)
	return ok
}

// envoyTo reports "Ambassador" before "to": where somebody is sent.
func (s *scene) envoyTo(d *draft, to int) bool {
	m := s.partyEndingAt(&s.sentences[d.sentence], to)
	return m != nil && m.Person != nil
}

// journey reports "her trip to": where somebody went.
func (s *scene) journey(to int) bool {
	_, ok := s.doc.Tagged(to-1, s.engine.journeys)
	return ok
}

// agreed reports "a grant agreement with", "a loan with": who gives the sum has
// signed with who gets it.
func (s *scene) agreed(d *draft, with int) bool {
	with = s.beforeBracket(with)
	for _, n := range s.sentences[d.sentence].nouns {
		if n.End == with && n.First >= d.clause.First {
			return n.Stage == pledgebook.StageCommitment || n.Modality == pledgebook.Loan || n.Modality == pledgebook.Grant
		}
	}
	return false
}

// signsWith reports "signed two agreements worth 5 million with Benin", "and another with Mali":
// who gets aid is whom a giver signs the agreement of the figure with.
func (s *scene) signsWith(d *draft, m *party.Mention, with int) bool {
	if d.verb == nil || with < d.verb.End || !s.signs(d.verb) || !s.getsAid(m.Actor()) {
		return false
	}
	return s.lendsOrAgrees(&s.sentences[d.sentence])
}

// beforeBracket returns where the bracket that ends at a token opens: "a loan ($9
// million) with".
func (s *scene) beforeBracket(end int) int {
	if s.char(end-1) != ')' {
		return end
	}
	for k := end - 2; k > max(0, end-bracketReach); k-- {
		if s.char(k) == '(' {
			return k
		}
	}
	return end
}

// bracketReach bounds a bracket's words, in tokens.
const bracketReach = 12

// tieWeight says how firmly a party is tied to a figure: by its preposition, or as the
// object of a verb of helping.
func (s *scene) tieWeight(v *sentence, d *draft, m *party.Mention, prep int) int {
	weight := s.receiverWeight(d, m, prep)
	if weight > 1 && (m.Form == party.Demonym || s.fled(m)) {
		if prep == d.figure.End && !s.fled(m) {
			return weight + 1 // "3 million to the Chadian coffers, out of sales to Mali"
		}
		return s.adjectiveWeight(m, weight)
	}
	if weight == 0 && s.supported(v, d, m) {
		return supportedWeight
	}
	return weight
}

// adjectiveWeight weakens what an adjective says of who receives: in "a Czech scheme to
// send shells to Niger" a name says it better; and refugees are helped where they are.
func (s *scene) adjectiveWeight(m *party.Mention, weight int) int {
	if s.fled(m) {
		return 1
	}
	return max(weight-3, 1)
}

// fled reports "Sudanese refugees": people who are not in their country.
func (s *scene) fled(m *party.Mention) bool {
	k := m.End
	if s.role(k)&stage.And != 0 && s.role(k+1)&(stage.Adjective|stage.Determiner) != 0 {
		k += 2 // "Syrian and other refugees"
	}
	_, ok := s.doc.Tagged(k, s.engine.fled)
	return ok && (m.Form == party.Demonym || m.Form == party.Name) || s.peopleAbroad(m)
}

// peopleAbroad reports "Syrians" before "in Lebanon": people are helped where they are.
func (s *scene) peopleAbroad(m *party.Mention) bool {
	if m.Form != party.Demonym || !s.is(m.End, cue.In) || !s.doc.Ends(m.End-1, cue.S) {
		return false
	}
	v := &s.sentences[s.doc.SentenceAt(m.First)]
	for i := v.parties.First; i < v.parties.End; i++ {
		if o := &s.parties[i]; o.First > m.End && o.First <= m.End+2 {
			return s.getsAid(o.ID) && o.ID != m.Actor()
		}
	}
	return false
}

// receives reports a verb whose subject receives.
func receives(p *stage.Predicate) bool { return p != nil && p.Class == stage.Receive && !p.Passive }

// isHarm reports "the war" before "in Ukraine", "the invasion" before "of".
func (s *scene) isHarm(k int) bool {
	_, ok := s.doc.Tagged(k, s.engine.harms)
	return ok
}

// harmfulTie reports "the war in", "illegally transferred to", "to combat": who stands
// behind gets nothing.
func (s *scene) harmfulTie(prep int) bool {
	for k := prep - 1; k >= max(0, prep-2); k-- {
		if t, ok := s.doc.Tagged(k, s.engine.harms); ok && t.End == prep {
			return !s.sufferedBy(k)
		}
	}
	return s.role(prep)&stage.To != 0 && s.isHarm(prep+1) && s.char(prep+2) != '-'
}

// sufferedBy reports "people hit by" or "victims of" before a harm: who suffers it is helped.
func (s *scene) sufferedBy(harm int) bool {
	k := harm - 1
	for k > 0 && s.role(k)&(stage.Determiner|stage.Adjective) != 0 && s.role(k)&stage.Preposition == 0 {
		k--
	}
	k = s.beforeDoer(k)
	if s.is(k, cue.By) {
		w := text.Range{First: k - 1, End: k}
		return s.says(k-2, cue.People) && (s.taggedIn(w, s.engine.disasters.stricken) || s.taggedIn(w, s.engine.disasters.strikes))
	}
	return s.is(k, cue.Of) && s.says(k-1, cue.People)
}

// doerReach bounds the words of who does harm and its adjective, in tokens.
const doerReach = 5

// beforeDoer returns the "by" of "by Russia's unprovoked" before a harm, or the token itself where
// no possessive stands between.
func (s *scene) beforeDoer(k int) int {
	for b, owned := k, false; b > max(0, k-doerReach); b-- {
		owned = owned || s.is(b, cue.Possessive)
		if s.is(b, cue.By) && owned {
			return b
		}
	}
	return k
}

// opensInfinitive reports the "to" of "is to give Moldova": it ties nobody.
func (s *scene) opensInfinitive(v *sentence, to int) bool {
	return to >= 0 && slices.ContainsFunc(v.verbs, func(p stage.Predicate) bool { return p.First <= to && to < p.Head })
}
