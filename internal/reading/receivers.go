package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// setReceivers fills receivers and channels: a list's label, the subject of
// "receive" or of "request", an indirect object, and the phrases with "to",
// "for", "in" and "through" around the figure.
func (s *scene) setReceivers(d *draft) {
	if m := s.label(d); m != nil && (s.listsReceivers(d) || s.borrowerLabel(d, m)) {
		s.addReceivers(d, []named{{m.Actor(), m.Range, "label"}}, pledgebook.Stated)
		return
	} else if m != nil && d.labelBehind > 0 {
		s.receiveByLabel(d, named{m.Actor(), m.Range, "label"})
	}
	if len(d.claim.Receivers) == 0 {
		s.prepositional(d)
	}
	if d.claim.Modality == pledgebook.DebtRelief && d.noun != nil && len(d.claim.Receivers) == 0 {
		if m := s.owner(&s.sentences[d.sentence], d.noun); m != nil {
			s.addReceivers(d, []named{{m.Actor(), m.Range, "debtor"}}, pledgebook.Stated)
		}
	}
	if len(d.claim.Receivers) > 0 && d.verb != nil && d.verb.Class == stage.Receive && d.position == object && !d.verb.Passive {
		s.bodyReceiving(d)
	}
	if len(d.claim.Receivers) == 0 && d.verb != nil {
		s.receiversOfVerb(d)
	}
	if len(d.claim.Receivers) == 0 && d.act != nil && d.act.Class == stage.Need {
		s.receiversOfNeed(d)
	}
	if len(d.claim.Receivers) == 0 {
		s.helpedSubject(d)
	}
	if len(d.claim.Receivers) == 0 {
		s.aidForState(d)
	}
	if len(d.claim.Receivers) == 0 {
		s.countriesAgain(d)
	}
	if len(d.claim.Receivers) == 0 {
		s.thanker(d)
		s.ownerHelped(d)
	}
	if len(d.claim.Receivers) == 0 {
		s.beneficiaries(d)
	}
}

// receiversOfVerb are the subject of "receive" and "ask" and the indirect object of
// "give".
func (s *scene) receiversOfVerb(d *draft) {
	switch d.verb.Class {
	case stage.Receive, stage.Lack, stage.Ask:
		if d.verb.Passive || d.verb.Form == stage.Participle {
			s.addReceivers(d, s.askedBy(d), pledgebook.Stated)
		}
		if !s.ownBudget(d) && (d.position == object || d.verb.Class == stage.Receive) {
			s.receivingSubject(d, "receives")
		}
	case stage.Give, stage.Promise, stage.Deliver, stage.Disburse, stage.Allocate:
		s.addReceivers(d, s.indirectObject(d), pledgebook.Stated)
		if s.givenTo(d) {
			s.receivingSubject(d, "given-to")
		}
	}
}

// givenTo reports "Zambia was granted 5 million": the verb is passive and has the sum as
// its object, so who is its subject gets it.
func (s *scene) givenTo(d *draft) bool {
	if !d.verb.Passive || d.position != object || d.verb.Form == stage.Participle {
		return false
	}
	for k := d.verb.End; k < d.figure.First; k++ {
		if s.role(k)&(stage.Determiner|stage.Adjective) == 0 {
			return false
		}
	}
	return true
}

// receiversOfNeed are whose need it is, else the state that the sentence begins with.
func (s *scene) receiversOfNeed(d *draft) {
	if m := s.owner(&s.sentences[d.sentence], d.act); m != nil {
		s.addReceivers(d, []named{{m.Actor(), m.Range, "owner"}}, pledgebook.Stated)
		return
	}
	s.addReceivers(d, s.opensSentence(d), pledgebook.Stated)
}

// receiveByLabel makes a label behind "through" the channel, one behind "to" or
// "for" the receiver.
func (s *scene) receiveByLabel(d *draft, n named) {
	if s.is(d.labelBehind, cue.Through) {
		s.addChannel(d, n)
		return
	}
	s.receiveOrChannel(d, n)
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

// askedBy returns who stands behind the "by" of a loan "sought by Manila".
func (s *scene) askedBy(d *draft) []named {
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; s.is(d.verb.End, cue.By) && m.First > d.verb.End && m.First-d.verb.End <= 3 && m.Actor().IsState() {
			return []named{{m.Actor(), m.Range, "asked-by"}}
		}
	}
	return nil
}

// receivingSubject makes the verb's subject the receiver, or the channel where
// it is a body that passes aid on.
func (s *scene) receivingSubject(d *draft, rule string) {
	var receive []named
	for _, n := range s.subjectOf(&s.sentences[d.sentence], d.verb, rule) {
		if s.passesOn(n.id) {
			s.addChannel(d, n)
			continue
		}
		receive = append(receive, n)
	}
	s.addReceivers(d, receive, pledgebook.Stated)
}

// bodyReceiving makes a body that receives for somebody else the channel: "the bank
// will receive 40 million to support Kenyan farmers".
func (s *scene) bodyReceiving(d *draft) {
	for _, n := range s.subjectOf(&s.sentences[d.sentence], d.verb, "receives") {
		if s.passesOn(n.id) && !slices.Contains(d.claim.Receivers, n.id) {
			s.addChannel(d, n)
		}
	}
}

func (s *scene) receiveOrChannel(d *draft, n named) {
	if s.passesOn(n.id) {
		s.addChannel(d, n)
		return
	}
	s.addReceivers(d, []named{n}, pledgebook.Stated)
}

func (s *scene) addChannel(d *draft, n named) {
	if n.id == "" || s.provides(d, n.id) {
		return
	}
	for _, c := range d.claim.Channels {
		if c == n.id {
			return
		}
	}
	d.claim.Channels = append(d.claim.Channels, n.id)
	d.note(s, "channels", n.at, n.rule, d.basis(n.at))
}

// passesOn reports a body that receives aid to pass it on: neither a state nor
// a region.
func (s *scene) passesOn(id pledgebook.PartyID) bool {
	if id.IsState() {
		return false
	}
	for i := range s.parties {
		if s.parties[i].ID == id {
			return s.parties[i].Type == pledgebook.Organisation || s.parties[i].Type == pledgebook.Group
		}
	}
	return false
}

// prepositional reads the parties that a preposition ties to the figure.
func (s *scene) prepositional(d *draft) {
	v := &s.sentences[d.sentence]
	from, to := s.stretchStart(v, d), s.stretchEnd(v, d)
	best := 0
	var found []named
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.First < from || m.First >= to || m.Type == pledgebook.Person {
			continue
		}
		prep := s.preposition(m.First, v.First)
		weight := s.tieWeight(v, d, m, prep)
		switch {
		case weight > 0 && m.First >= d.figure.End && s.sumAt(v, m.End): // "to Chad 2 million, to Mali 3 million"
		case outsiders(m.ID): // "in private sector finance"
		case weight == viaChannel && m.Form == party.Demonym, weight > 0 && (s.harms(m) || prep > 0 && s.harmfulTie(prep)):
		case weight == viaChannel:
			s.addChannel(d, named{m.ID, m.Range, "through"})
		case weight > 0 && m.For != "" && !s.provides(d, m.For):
			s.addChannel(d, named{m.ID, m.Range, "to-body"})
			if best < weight {
				best, found = weight, []named{{m.For, m.Range, "fund-for"}}
			}
		case weight > 0 && s.passesOn(m.ID) && (m.State == "" || !m.State.IsState()):
			s.addChannel(d, named{m.ID, m.Range, "to-body"})
		case s.fled(m) && (len(s.topic.receivers) > 0 || receives(d.verb)):
		case weight > best && !s.provides(d, m.Actor()):
			best, found = weight, s.receiversFrom(v, d, i)
			if weight == supportedWeight {
				retold(found, "supported")
			}
		}
	}
	s.addReceivers(d, found, pledgebook.Stated)
}

// tieWeight says how firmly a party is tied to a figure: by its preposition, or as the
// object of a verb of helping.
func (s *scene) tieWeight(v *sentence, d *draft, m *party.Mention, prep int) int {
	weight := s.receiverWeight(d, m, prep)
	if weight > 1 && m.Form == party.Demonym {
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
	_, ok := s.doc.Tagged(m.End, s.engine.fled)
	return ok && m.Form == party.Demonym
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
			return true
		}
	}
	return s.role(prep)&stage.To != 0 && s.isHarm(prep+1) && s.char(prep+2) != '-'
}

func (s *scene) receiversFrom(v *sentence, d *draft, i int) []named {
	if m := &s.parties[i]; s.countryOfRegion(m) {
		if at := s.stateBefore(d, m); at.id != "" {
			return []named{at}
		}
	}
	var kept []named
	for _, n := range s.withNeighbours(v, i, "preposition") {
		if !s.provides(d, n.id) && !s.passesOn(n.id) {
			kept = append(kept, n)
		}
	}
	return kept
}

// provides reports a party that gives in this claim, or, where the claim names
// no giver, in the report.
func (s *scene) provides(d *draft, id pledgebook.PartyID) bool {
	if len(d.claim.Providers) == 0 {
		return isAmong(s.topic.providers, id)
	}
	return slices.Contains(d.claim.Providers, id)
}

// retold names the rule that found parties.
func retold(found []named, rule string) {
	for i := range found {
		found[i].rule = rule
	}
}

// Weights of what ties a receiver to a sum.
const (
	viaChannel      = -1
	supportedWeight = 9
)

// supported reports "to support the Pacific Islands": the object of a verb of
// helping behind the figure.
func (s *scene) supported(v *sentence, d *draft, m *party.Mention) bool {
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.Class != stage.Support || p.First < d.figure.End || p.Passive || p.Form != stage.Infinitive && p.Form != stage.Gerund {
			continue
		}
		if !m.Possessive && m.Form == party.Name && (m.First == p.End || m.First == p.End+1 && s.role(p.End)&stage.Determiner != 0) {
			return true
		}
	}
	return false
}

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
	if prep < 0 || s.leadsOthers(m) || m.Form == party.House || s.says(prep-1, cue.According) || s.ownsOthers(m) {
		return 0
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
	case s.is(prep, cue.With) && s.agreed(d, prep):
		return 3 + behind
	case s.is(prep, cue.Of):
		if s.benefits(prep-1) && !s.acts(d, m) {
			return 3 + behind
		}
		return 0
	case s.is(prep, cue.In|cue.Across|cue.Into):
		if m.Location || s.venue(prep) {
			return 0
		}
		return 3 + behind/2
	case s.is(prep, cue.Including|cue.On):
		return 1
	}
	return 0
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

// stretchStart returns where the words about this figure begin: at the clause's
// start, or behind the previous sum, whose own words end at the comma or "and"
// that opens this figure's phrase.
func (s *scene) stretchStart(v *sentence, d *draft) int {
	start := d.clause.First
	if d.own.First > start {
		return d.own.First
	}
	for k := v.sums.First; k < v.sums.End; k++ {
		if m := s.sums[k]; m.End <= d.figure.First && m.End > start {
			start = m.End
		}
	}
	if start == d.clause.First {
		return start
	}
	if s.secondLevel(v, d) {
		return d.figure.First
	}
	for k := d.figure.First - 1; k >= start; k-- {
		if c := s.char(k); c == ',' || c == ';' || s.role(k)&(stage.And|stage.But|stage.While) != 0 && s.role(k)&stage.Preposition == 0 {
			return k + 1
		}
	}
	return start
}

// secondLevel reports the second figure of "from 56 billion in 2023 to 53 billion
// in 2026": the words between belong to the first.
func (s *scene) secondLevel(v *sentence, d *draft) bool {
	if !s.is(d.figure.First-1, cue.To) {
		return false
	}
	for k := v.sums.End - 1; k >= v.sums.First; k-- {
		if m := &s.sums[k]; m.End <= d.figure.First {
			return s.is(m.First-1, cue.From)
		}
	}
	return false
}

// indirectObject reads "provided Côte d'Ivoire with a loan of", "gave Ukraine
// €20 million": a party right behind the verb.
func (s *scene) indirectObject(d *draft) []named {
	if d.position != object {
		return nil
	}
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.First < d.verb.End || m.First > d.verb.End+1 || m.End > d.figure.First && !d.relative || m.Possessive || m.Form == party.Demonym {
			continue
		}
		return s.withNeighbours(v, i, "indirect-object")
	}
	return nil
}

// inside reports whether range r stands in the tokens [from, to).
func inside(r text.Range, from, to int) bool { return r.First >= from && r.End <= to }
