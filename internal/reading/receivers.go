package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// lesserReceivers are the ways to find receivers where nothing beside the verb names them.
var lesserReceivers = [...]func(*scene, *draft){
	(*scene).helpedSubject, (*scene).aidForState, (*scene).countriesAgain, (*scene).thankerOrOwner, (*scene).beneficiaries,
}

func (s *scene) thankerOrOwner(d *draft) {
	s.thanker(d)
	s.ownerHelped(d)
}

// setReceivers fills receivers and channels: a list's label, the subject of
// "receive" or of "request", an indirect object, and the phrases with "to",
// "for", "in" and "through" around the figure.
func (s *scene) setReceivers(d *draft) {
	if m := s.label(d); m != nil && (s.listsReceivers(d) || s.borrowerLabel(d, m) || s.objectGapped(d, m)) {
		s.receiveOrChannel(d, named{m.Actor(), m.Range, "label"})
		return
	} else if m != nil && s.bodyLabel(d, m) {
		s.addChannel(d, named{m.Actor(), m.Range, "label"})
	} else if m != nil && d.labelBehind > 0 {
		s.receiveByLabel(d, named{m.Actor(), m.Range, "label"})
	}
	if len(d.claim.Receivers) == 0 && receives(d.verb) && d.position == object {
		s.countryReceiving(d)
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
	} else if d.verb != nil && d.verb.Class == stage.Give {
		s.bodyGiven(d)
	}
	if len(d.claim.Receivers) == 0 && d.act != nil && d.act.Class == stage.Need {
		s.receiversOfNeed(d)
	}
	if len(d.claim.Receivers) == 0 {
		s.addReceivers(d, s.asker(d), pledgebook.Stated)
	}
	s.receiversElsewhere(d)
	if len(d.claim.Receivers) == 0 {
		s.donorOf(d)
		s.debtorNamed(d)
	}
}

// receiversElsewhere are those of a figure beside which nothing names any: what its
// report tells of, who is named behind a place, and who got what is ranked or shared.
func (s *scene) receiversElsewhere(d *draft) {
	for _, find := range lesserReceivers {
		if len(d.claim.Receivers) == 0 {
			find(s, d)
		}
	}
	if len(d.claim.Receivers)+len(d.claim.Channels) == 0 {
		s.addReceivers(d, s.placedBehind(d), pledgebook.Stated)
	}
	if len(d.claim.Receivers)+len(d.claim.Channels) == 0 {
		for _, n := range append(s.rankedReceiver(d), s.shareReceiver(d)...) {
			s.receiveOrChannel(d, n)
		}
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
		if len(d.claim.Receivers) == 0 && (d.verb.Class != stage.Ask || !s.ownBudget(d)) && (d.position == object || d.verb.Class == stage.Receive) {
			s.receivingSubject(d, "receives")
		}
	case stage.Give, stage.Promise, stage.Deliver, stage.Disburse, stage.Allocate:
		for _, n := range s.indirectObject(d) {
			s.receiveOrChannel(d, n)
		}
		if s.givenTo(d) {
			s.receivingSubject(d, "given-to")
		}
	case stage.Support:
		if d.verb.Passive && d.verb.Form == stage.Finite && d.position == object && s.is(s.preposition(d.figure.First, d.verb.End), cue.With) {
			s.receivingSubject(d, "supported")
			return
		}
		if s.is(d.figure.First-1, cue.With) && !d.verb.Passive && d.verb.Form != stage.Participle {
			for _, n := range s.indirectObject(d) {
				s.receiveOrChannel(d, n)
			}
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
		if s.role(k)&(stage.Determiner|stage.Adjective) == 0 && !s.says(k, cue.Total) && !s.is(k, cue.Of) {
			return false
		}
	}
	return true
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

// receivingSubject makes the verb's subject the receiver, or the channel where
// it is a body that passes aid on.
func (s *scene) receivingSubject(d *draft, rule string) {
	var receive []named
	for _, n := range s.subjectOf(&s.sentences[d.sentence], d.verb, rule) {
		if d.verb.Class == stage.Receive && n.id.IsState() && s.donor(n.id) && isAmong(s.topic.providers, n.id) {
			continue // "Norway has drawn 3 million of its reserve"
		}
		if own := s.ownAgency(d, n); own.id != "" {
			s.addChannel(d, own)
			continue
		}
		if s.passesOn(n.id) {
			s.addChannel(d, n)
			if fund := s.madeFor(n); fund.id != "" {
				receive = append(receive, fund)
			}
			continue
		}
		receive = append(receive, n)
	}
	s.addReceivers(d, receive, pledgebook.Stated)
}

// countryReceiving makes a state or region that receives the receiver, whatever a phrase
// behind says of where the money goes: "Asia received 9 million, most of it for Nepal".
func (s *scene) countryReceiving(d *draft) {
	var receive []named
	for _, n := range s.subjectOf(&s.sentences[d.sentence], d.verb, "receives") {
		if s.passesOn(n.id) || s.provides(d, n.id) {
			return
		}
		receive = append(receive, n)
	}
	s.addReceivers(d, receive, pledgebook.Stated)
}

// ownAgency returns an agency that acts for the state that gives, under its own name: it
// receives only to pass on.
func (s *scene) ownAgency(d *draft, n named) named {
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.Range == n.at && m.Form == party.Agency && m.ID != n.id && s.provides(d, n.id) {
			return named{m.ID, n.at, n.rule}
		}
	}
	return named{}
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

// bodyGiven makes the body of "gave UNICEF 5 million for children in Chad" the channel.
func (s *scene) bodyGiven(d *draft) {
	for _, n := range s.indirectObject(d) {
		if s.passesOn(n.id) {
			s.addChannel(d, named{n.id, n.at, "to-body"})
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

// addBodies makes a party a channel, and with it the bodies that a list joins to it:
// "through UNICEF, the WFP and the Red Cross".
func (s *scene) addBodies(v *sentence, d *draft, i int, rule string) {
	s.addChannel(d, named{s.parties[i].ID, s.parties[i].Range, rule})
	for _, n := range s.withNeighbours(v, i, rule) {
		if n.at.First > s.parties[i].First && s.passesOn(n.id) {
			if rule == "to-body" {
				n.rule = besideBody
			}
			s.addChannel(d, n)
		}
	}
}

// besideBody is the rule of a body that a list joins to one that receives.
const besideBody = "beside-body"

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
		if m.First < from || m.First >= to || m.Type == pledgebook.Person || m.First >= d.figure.End && s.toldBetween(v, d.figure.End, m.First) {
			continue
		}
		prep := s.preposition(m.First, v.First)
		if s.opensInfinitive(v, prep) {
			prep = -1
		}
		weight := s.tieWeight(v, d, m, prep)
		switch {
		case weight > 0 && m.First >= d.figure.End && s.sumAt(v, m.End): // "to Chad 2 million, to Mali 3 million"
		case weight > 0 && s.hostsRefugees(d, m, prep):
			best, found = supportedWeight+weight, []named{{m.Actor(), m.Range, homeRule}}
		case s.isNotGivenTo(d, i, prep, weight):
		case weight == viaChannel:
			s.addBodies(v, d, i, "through")
		case weight > 0 && m.Local && m.For == "": // "for the Lira Medical Centre"
		case weight > 0 && m.For != "" && !s.provides(d, m.For):
			if !m.Local {
				s.addChannel(d, named{m.ID, m.Range, "to-body"})
			}
			if best < weight {
				best, found = weight, []named{{m.For, m.Range, "fund-for"}}
			}
		case weight > 0 && s.passesOn(m.ID) && (m.State == "" || !m.State.IsState()):
			s.addBodies(v, d, i, "to-body")
		case s.isOrigin(d, m):
		case weight > best && m.Actor() != "" && !s.provides(d, m.Actor()):
			best, found = weight, s.receiversFrom(v, d, i)
		case weight > best && s.isCountryAgain(m.Range) && len(d.claim.Providers) > 0:
			if at := s.countryBesideGiver(d, named{m.Actor(), m.Range, "preposition"}); !s.provides(d, at.id) {
				best, found = weight, []named{at}
			}
		}
	}
	if best == supportedWeight {
		retold(found, "supported")
	}
	s.addReceivers(d, s.alsoWhere(v, d, found), pledgebook.Stated)
}

// isNotGivenTo reports a party beside a figure that gets nothing of it: "in private sector
// finance", who gives himself ("the EU's 3 million, and its own help for refugees in
// Norway"), and who does harm.
func (s *scene) isNotGivenTo(d *draft, i, prep, weight int) bool {
	m := &s.parties[i]
	if outsiders(m.ID) || weight == viaChannel && m.Form == party.Demonym {
		return true
	}
	if s.is(prep, cue.In) && s.passesOn(m.ID) && s.aidOf(&s.sentences[d.sentence], m) {
		return true // "3 million in IDA credits"
	}
	return weight > 0 && (s.givesHere(d, m) || s.ownsFund(i) || s.harms(m) || prep > 0 && s.harmfulTie(prep) || s.boughtThere(&s.sentences[d.sentence], prep))
}

// aidOf reports a body right before a noun of aid: the aid is out of its means.
func (s *scene) aidOf(v *sentence, m *party.Mention) bool {
	return slices.ContainsFunc(v.nouns, func(n stage.Noun) bool { return n.First == m.End && n.Strength > 0 })
}

// boughtThere reports "tents to be bought in Brazil": where things are bought nothing is given.
func (s *scene) boughtThere(v *sentence, prep int) bool {
	if !s.is(prep, cue.In|cue.From) {
		return false
	}
	for i := range v.verbs {
		if p := &v.verbs[i]; p.End == prep && p.Class == stage.Trade {
			return true
		}
	}
	return false
}

// isOrigin reports where those come from whom the figure is for, in a report that says who
// receives: "refugees from Sudan", "Sudanese families".
func (s *scene) isOrigin(d *draft, m *party.Mention) bool {
	if m.Form == party.Demonym && len(s.topic.receivers) > 0 && !isAmong(s.topic.receivers, m.Actor()) {
		return true
	}
	return s.fled(m) && (len(s.topic.receivers) > 0 || receives(d.verb))
}

// alsoReach bounds the words between "and" and the "in" of what else a sum is for.
const alsoReach = 5

// alsoWhere adds those of "to Kenya and camps in Chad": a second thing that the sum is for,
// and where it is.
func (s *scene) alsoWhere(v *sentence, d *draft, found []named) []named {
	if len(found) != 1 || s.role(found[0].at.End)&stage.And == 0 || found[0].at.First < d.figure.End {
		return found
	}
	and := found[0].at.End
	if s.is(and+1, cue.For|cue.To) {
		and++ // "for Kenya and for the refugees in Chad"
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		prep := s.preposition(m.First, and+1)
		if m.First <= and || prep < and+2 || prep > and+alsoReach || !s.is(prep, cue.In) || !s.plainBetween(and+1, prep) || s.verbWithin(v, and, prep) || s.provides(d, m.Actor()) || s.passesOn(m.ID) || m.Location {
			continue
		}
		return append(found, s.receiversFrom(v, d, i)...)
	}
	return found
}

// hostsRefugees reports "refugees" before "in" and the state that gives: what it spends on
// them at home it receives itself.
func (s *scene) hostsRefugees(d *draft, m *party.Mention, prep int) bool {
	_, fled := s.doc.Tagged(prep-1, s.engine.fled)
	return fled && s.is(prep, cue.In) && m.Actor().IsState() && slices.Contains(d.claim.Providers, m.Actor())
}

// givesHere reports the donor that the report is about, where another gives this sum: it is
// no receiver, as far as the report says who is.
func (s *scene) givesHere(d *draft, m *party.Mention) bool {
	return len(d.claim.Providers) > 0 && len(s.topic.receivers) > 0 && s.donor(m.Actor()) && m.Actor().IsState() && isAmong(s.topic.providers, m.Actor()) && !s.provides(d, m.Actor())
}

func (s *scene) receiversFrom(v *sentence, d *draft, i int) []named {
	var kept []named
	for _, n := range s.beforeGivers(v, s.withNeighbours(v, i, "preposition")) {
		if !s.provides(d, n.id) && !s.passesOn(n.id) {
			kept = append(kept, n)
		}
	}
	return kept
}

// beforeGivers leaves out, of "After 3 million for Kenya, Norway and Spain pledged", those who do
// what the verb behind them tells.
func (s *scene) beforeGivers(v *sentence, found []named) []named {
	if len(found) < 3 || s.char(found[0].at.End) != ',' {
		return found
	}
	p := s.verbFrom(v, found[len(found)-1].at.End)
	if p != nil && !p.Passive && p.Form == stage.Finite && handsOut(p) {
		return found[:1]
	}
	return found
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

// stretchStart returns where the words about this figure begin: at the clause's
// start, or behind the previous sum, whose own words end at the comma or "and"
// that opens this figure's phrase.
func (s *scene) stretchStart(v *sentence, d *draft) int {
	start := d.clause.First
	if d.own.First > start {
		return d.own.First
	}
	run := s.runStart(v, d)
	for k := v.sums.First; k < v.sums.End; k++ {
		if m := s.sums[k]; m.End <= run && m.End > start {
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
		if s.is(m.End, cue.With) && m.End+1 == d.figure.First && s.gappedObject(v, d, m) {
			return []named{{m.Actor(), m.Range, "indirect-object"}}
		}
		if m.First < d.verb.End || m.First > d.verb.End+1 || m.First > d.verb.End && s.is(d.verb.End, cue.For|cue.By) || m.End > d.figure.First && !d.relative || m.Possessive || m.Form == party.Demonym || s.laterWith(v, d, m) {
			continue
		}
		return s.withNeighbours(v, i, "indirect-object")
	}
	return nil
}

// laterWith reports the object of "support Chad with 2 million" where the figure is another,
// which "and Kenya with" goes on to.
func (s *scene) laterWith(v *sentence, d *draft, m *party.Mention) bool {
	return s.is(m.End, cue.With) && s.sumAt(v, m.End+1) && m.End+1 != d.figure.First && s.is(d.figure.First-1, cue.With)
}

// inside reports whether range r stands in the tokens [from, to).
func inside(r text.Range, from, to int) bool { return r.First >= from && r.End <= to }
