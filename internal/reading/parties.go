package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file decides who gives, who receives and through whom, for one figure.

// named is a party found for a field, and the rule that found it.
type named struct {
	id   pledgebook.PartyID
	at   text.Range
	rule string
}

// setProviders fills the draft's providers: by a list's label, "from" and "by",
// who signs with whom, the figure's own adjective, the verb's subject, a relative
// clause behind; else by context.
func (s *scene) setProviders(d *draft) {
	if d.claim.Stage == pledgebook.StageNeed {
		s.addProviders(d, s.asked(d), pledgebook.Stated)
		return
	}
	if d.verb != nil && d.verb.Passive {
		s.cutShort(d, s.subjectOf(&s.sentences[d.sentence], d.verb, "subject"))
	}
	for _, find := range []func(*draft) []named{s.gappedGiver, s.fromBefore, s.labelProvider, s.signingProvider, s.backer, s.sourceProvider, s.agentProvider, s.thankedProvider, s.nounProvider, s.shareOwner, s.creditorsClub, s.subjectProvider, s.relativeProvider, s.opensAsGiver, s.rankedGiver, s.carrierOwner} {
		found := s.notTheHelped(s.drawing(d, find(d)))
		if s.cutShort(d, found) {
			break
		}
		if found = s.ratherByMoney(d, found); len(found) > 0 {
			s.addProviders(d, s.payers(s.withoutHands(d, found)), pledgebook.Stated)
			s.addAgencies(d, found)
			switch found[0].rule {
			case "backs":
				s.addHands(d)
			case "draws-on":
				s.addChannel(d, s.sourceProvider(d)[0])
			}
			return
		}
	}
	if found := s.budgetOwner(d); len(found) > 0 {
		s.addProviders(d, found, pledgebook.Stated)
		return
	}
	if d.claim.Polarity == pledgebook.Planned && s.ownBudget(d) {
		s.addProviders(d, s.houseOf(d), pledgebook.Stated)
	}
	if len(d.claim.Providers) == 0 {
		s.addProviders(d, s.leadingGiver(d), pledgebook.Context)
	}
	if len(d.claim.Providers) == 0 {
		s.addProviders(d, s.giverByMoney(d), pledgebook.Context)
	}
	if len(d.claim.Providers) == 0 {
		s.addProviders(d, s.onlyHere(d), pledgebook.Context)
	}
}

// houseOf returns the state whose parliament or ministry the sentence names.
func (s *scene) houseOf(d *draft) []named {
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.Form == party.House && m.ID != "" {
			return []named{{m.Actor(), m.Range, "own-parliament"}}
		}
	}
	return nil
}

func (s *scene) addProviders(d *draft, found []named, basis pledgebook.Basis) {
	for _, n := range s.respective(d, found) {
		n = s.countryGiving(s.organOfState(s.governmentPaying(d, n)))
		if n.id == "" || slices.Contains(d.claim.Providers, n.id) || s.namesPerson(n.id) {
			continue
		}
		fund := n
		if owner := s.engine.fundsOf[n.id]; owner != "" {
			n.id = owner // the body gives, out of its fund
		}
		d.claim.Providers = append(d.claim.Providers, n.id)
		if fund.id != n.id {
			s.addChannel(d, named{fund.id, fund.at, "fund-of-giver"})
		}
		if basis == pledgebook.Stated && !d.clause.Contains(n.at) {
			d.note(s, "providers", n.at, n.rule, pledgebook.Context)
		} else {
			d.note(s, "providers", n.at, n.rule, basis)
		}
	}
}

// organOfState reads "the Joint Committee", which no table knows, as the state whose aid the
// report is about: its committees and commissions decide in its name.
func (s *scene) organOfState(n named) named {
	t := s.topic.providers
	if len(t) != 1 || !t[0].id.IsState() || !s.donor(t[0].id) || n.id.IsState() || n.at.Len() < 2 || s.says(n.at.First, cue.Worldwide) {
		return n
	}
	if _, ok := s.doc.Tagged(n.at.End-1, s.engine.organs); !ok {
		return n
	}
	for i := range s.parties {
		if m := &s.parties[i]; m.ID == n.id && m.Rule == bodyByShape {
			n.id, n.rule = t[0].id, "organ-of-state"
			break
		}
	}
	return n
}

// bodyByShape is the rule of the recogniser that reads a body no table names.
const bodyByShape = "body-by-shape"

// governmentPaying reads "the government will add 12 million shillings" as the state whose
// money that is: the one at home, not the donor named last.
func (s *scene) governmentPaying(d *draft, n named) named {
	if d.claim.Money == nil || n.at.Len() < 2 || !s.is(n.at.First, cue.The) || !s.says(n.at.End-1, cue.Governing) {
		return n
	}
	if at := s.engine.issuers[d.claim.Money.Currency]; at != "" && s.getsAid(at) {
		n.id = at
	}
	return n
}

// namesPerson reports the name of a person whose state the report does not
// tell: people speak for givers, and give nothing themselves.
func (s *scene) namesPerson(id pledgebook.PartyID) bool {
	if id == "" || id.IsState() {
		return false
	}
	if s.people == nil {
		s.people = map[pledgebook.PartyID]bool{}
		for i := range s.parties {
			if m := &s.parties[i]; m.Person != nil && m.State == "" {
				s.people[m.ID] = true
			}
		}
	}
	return s.people[id]
}

func (s *scene) addReceivers(d *draft, found []named, basis pledgebook.Basis) {
	for _, n := range s.respective(d, s.topic.expand(found)) {
		n = s.stateOfRegion(d, s.countryHelped(d, n))
		if n.id == "" || slices.Contains(d.claim.Receivers, n.id) || s.namesPerson(n.id) {
			continue
		}
		d.claim.Receivers = append(d.claim.Receivers, n.id)
		d.note(s, "receivers", n.at, n.rule, basis)
	}
}

// isObject reports a party right behind a verb: "provided Jordan with".
func (s *scene) isObject(v *sentence, m *party.Mention) bool {
	for i := range v.verbs {
		if p := &v.verbs[i]; !p.Passive && p.Class != stage.Say && (p.End == m.First || p.End == m.First-1 && s.role(p.End)&stage.Determiner != 0) {
			return true
		}
	}
	return false
}

// listedObject reports a party that is the object of a verb, alone or in a list:
// "granting Jordan and Egypt loans".
func (s *scene) listedObject(v *sentence, i int) bool {
	for i > v.parties.First && s.joined(s.parties[i-1].End, s.parties[i].First) {
		i--
	}
	return s.isObject(v, &s.parties[i])
}

// partyEndingAt returns the party mention that ends at token end.
func (s *scene) partyEndingAt(v *sentence, end int) *party.Mention {
	for i := v.parties.First; i < v.parties.End; i++ {
		if s.parties[i].End == end {
			return &s.parties[i]
		}
	}
	return nil
}

// listsReceivers reports a sentence whose labels are receivers: "The top
// recipients were Afghanistan ($…)".
func (s *scene) listsReceivers(d *draft) bool {
	v := &s.sentences[d.sentence]
	for k := v.First; k < d.figure.First; k++ {
		if s.says(k, cue.Beneficiary) {
			return true
		}
	}
	return d.verb != nil && (d.verb.Class == stage.Receive || s.hasSumGiven(v, d.verb))
}

// hasSumGiven reports "will be allocated 12 million": a passive verb of giving with a sum
// right behind it. Its subject gets the sum, and so do those listed behind it.
func (s *scene) hasSumGiven(v *sentence, p *stage.Predicate) bool {
	switch p.Class {
	case stage.Give, stage.Promise, stage.Disburse, stage.Allocate:
	default:
		return false
	}
	if !p.Passive || p.Form == stage.Participle {
		return false
	}
	k := p.End
	for k < v.End && s.role(k)&(stage.Determiner|stage.Adjective) != 0 {
		k++
	}
	return s.sumAt(v, k)
}

// sourceProvider reads "from Germany", "by the World Bank" behind the figure.
func (s *scene) sourceProvider(d *draft) []named {
	v := &s.sentences[d.sentence]
	end := s.stretchEnd(v, d)
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.First < d.figure.End || m.First >= end || m.Location && !s.fromCapital(d, m) || m.Actor() == "" || s.harms(m) || s.ownsFund(i) || s.itsFund(i) {
			continue
		}
		if s.verbBetween(v, d, m.First) || s.purposeOpens(d.figure.End, m.First) {
			return nil
		}
		prep := s.preposition(m.First, d.figure.End)
		if s.governmentOf(prep) {
			prep = s.preposition(prep-1, d.figure.End) // "by the leaders of the Alliance"
		}
		switch {
		case s.is(prep, cue.By) && s.handles(prep-1):
			s.addChannel(d, named{m.ID, m.Range, "through"})
			return nil
		case s.is(prep, cue.By) && (asks(d.verb) || s.estimates(prep-1) || s.actsOtherwise(prep-1)): // "a loan sought by Manila"
		case s.is(prep, cue.By) && s.says(prep-1, cue.Owe): // "a debt of 3 million owed by Malawi"
			return nil
		case s.nextInList(prep), s.fledFrom(prep), s.rangesFrom(v, i, prep): // "followed by Norway with 3 million", "refugees from Chad"
		case s.requestedBy(v, prep): // "a request from Chad"
		case s.is(prep, cue.By) && s.hosts(prep-1): // "at a conference hosted by Japan"
			return nil
		case s.is(prep, cue.Under) && (s.charter(m.ID) || m.Form == party.Agency && m.State == "eu"), s.is(prep, cue.Of) && s.donor(m.Actor()) && s.underProgramme(v, d.figure.End, prep): // "a grant under the Green Climate Fund"
			return s.withNeighbours(v, i, "source")
		case s.is(prep, cue.With) && prep == d.figure.End && d.noun != nil && lentOrGiven(d.noun) && !s.getsAid(m.Actor()) && (m.Actor().IsState() || s.charter(m.Actor())) && !s.lendsAs(d, m): // "a loan of 3 million with China"
			return []named{{m.Actor(), m.Range, "lender"}}
		case s.is(prep, cue.From), s.is(prep, cue.By) && (d.verb == nil || d.verb.Passive || d.verb.Form == stage.Participle || d.act != nil):
			return s.withNeighbours(v, i, "source")
		}
	}
	return nil
}

// rangesFrom reports "projects from Senegal to Ecuador": both get aid by habit.
func (s *scene) rangesFrom(v *sentence, i, from int) bool {
	m := &s.parties[i]
	return s.is(from, cue.From) && s.is(m.End, cue.To) && i+1 < v.parties.End && s.parties[i+1].First == m.End+1 && s.getsAid(m.Actor()) && s.getsAid(s.parties[i+1].Actor())
}

// fledFrom reports "refugees" or "people" before "from": where they come from.
func (s *scene) fledFrom(from int) bool {
	_, fled := s.doc.Tagged(from-1, s.engine.fled)
	return s.is(from, cue.From) && (fled || s.engine.items.Trained(&s.doc, from-1) || s.says(from-1, cue.People|cue.Beneficiary))
}

// hosts reports "hosted" before "by": who has others give.
func (s *scene) hosts(k int) bool { return s.says(k, cue.Host) }

// ownsFund reports the owner of the fund that is named right behind it: "its Emergency
// Fund".
func (s *scene) ownsFund(i int) bool {
	if i+1 >= len(s.parties) || !s.parties[i].Possessive {
		return false
	}
	m, fund := &s.parties[i], &s.parties[i+1]
	return fund.First-m.End <= 1 && (fund.State == "" || fund.State == m.ID) && s.charter(fund.ID)
}

// lendsAs reports another that gives as the subject: "Norway signed a grant of 3 million with
// UNICEF".
func (s *scene) lendsAs(d *draft, m *party.Mention) bool {
	by := s.subjectProvider(d)
	return len(by) > 0 && !s.getsAid(by[0].id) && by[0].id != m.Actor()
}

// fromCapital reports "3 million from Wellington": a sum comes from a government, not a place.
func (s *scene) fromCapital(d *draft, m *party.Mention) bool {
	return m.Form == party.Capital && m.First == d.figure.End+1 && s.is(d.figure.End, cue.From)
}

// itsFund reports the fund of "from its Solidarity Fund", where no table says whose it is:
// who gives from it is told elsewhere.
func (s *scene) itsFund(i int) bool {
	m := &s.parties[i]
	return m.Rule == bodyByShape && m.State == "" && s.is(m.First-1, cue.Its|cue.Their)
}

// estimates reports "estimated" before "by": who says how large a sum is gives none.
func (s *scene) estimates(k int) bool {
	v := &s.sentences[s.doc.SentenceAt(k)]
	return slices.ContainsFunc(v.verbs, func(p stage.Predicate) bool { return p.End == k+1 && p.Class == stage.Estimate })
}

// actsOtherwise reports "accepted" before "by": a participle that is no verb of aid.
func (s *scene) actsOtherwise(k int) bool {
	v := &s.sentences[s.doc.SentenceAt(k)]
	return s.doc.Tokens[k].Kind == text.Word && s.doc.Ends(k, cue.Past) && !slices.ContainsFunc(v.verbs, func(p stage.Predicate) bool { return p.First <= k && k < p.End })
}

// charter reports a body that gives by its charter.
func (s *scene) charter(id pledgebook.PartyID) bool {
	_, ok := s.engine.mandates[id]
	return ok && !id.IsState()
}

// nextInList reports "followed by": who stands behind it has a sum of its own.
func (s *scene) nextInList(by int) bool {
	return s.is(by, cue.By) && s.says(by-1, cue.Followed)
}

// handles reports "managed" before "by": who carries out what another gives.
func (s *scene) handles(k int) bool {
	return s.says(k, cue.Manage) || s.is(k, cue.Out) && s.says(k-1, cue.Carry)
}

// verbBetween reports a verb of its own between the figure and a party, or ", which": what
// follows it is said of something else.
func (s *scene) verbBetween(v *sentence, d *draft, to int) bool {
	for k := d.figure.End; k < to; k++ {
		if s.role(k)&stage.Relative != 0 && (s.char(k-1) == ',' || s.is(k-1, cue.Of) && s.char(k-2) == ',') {
			return true
		}
	}
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.First >= d.figure.End && p.End <= to && (d.verb == nil || p.Head != d.verb.Head) && p.Form != stage.Participle && !(p.Class == stage.Make && p.Passive) && !s.givenFigure(d, p) && !s.goesOnAbout(d, p) {
			return true
		}
	}
	return false
}

// givenFigure reports "had been allocated" right behind a figure: who stands behind it gives
// that figure.
func (s *scene) givenFigure(d *draft, p *stage.Predicate) bool {
	return p.Passive && p.Form == stage.Finite && handsOut(p) && s.attached(d.figure.End, p.First)
}

// asks reports a verb that makes its doer the one who is to receive.
func asks(p *stage.Predicate) bool {
	return p != nil && (p.Class == stage.Ask || p.Class == stage.Lack || p.Class == stage.Receive)
}

// purposeOpens reports "to carry", "to transport": a purpose that opens between
// the figure and a party. What comes "from" somewhere in it is no money.
func (s *scene) purposeOpens(from, to int) bool {
	for k := from; k+1 < to; k++ {
		next := s.doc.Tokens[k+1]
		if s.role(k)&stage.To != 0 && next.Kind == text.Word && !next.Is(text.Capital) && s.role(k+1) == 0 && !s.doc.Ends(k+1, cue.S) {
			return true
		}
	}
	return false
}

// subjectProvider reads the subject of the governing verb, where that verb
// makes its subject a giver.
func (s *scene) subjectProvider(d *draft) []named {
	p := d.verb
	if p == nil {
		return nil
	}
	switch p.Class {
	case stage.Announce, stage.Promise, stage.Commit, stage.Allocate, stage.Disburse, stage.Deliver, stage.Give, stage.Support,
		stage.Cut, stage.Withdraw, stage.Increase, stage.Refuse, stage.Relieve, stage.Plan, stage.Propose, stage.Fulfil, stage.Make, stage.Invest:
	case stage.Ask:
		if !s.ownBudget(d) {
			return nil
		}
	case stage.Raise:
		if !s.mobilises(d) && !s.raisesOwn(d, p) {
			return nil
		}
	case stage.Go:
		if !s.says(p.Head, cue.Manage) {
			return nil // "has channelled 3 million"; what "goes" is the sum
		}
	default:
		return nil
	}
	if p.Passive || p.Form == stage.Attributive || d.position == subject && p.Form != stage.Gerund || p.Class == stage.Withdraw && s.drawsOn(d) {
		return nil
	}
	return s.subjectOf(&s.sentences[d.sentence], p, "subject")
}

// mobilises reports "the EU has mobilised": who gives by habit makes money of its own
// available, where no word says from whom it comes.
func (s *scene) mobilises(d *draft) bool {
	if !s.says(d.verb.Head, cue.Mobilise) {
		return false
	}
	by := s.subjectOf(&s.sentences[d.sentence], d.verb, "subject")
	return len(by) > 0 && !slices.ContainsFunc(by, func(n named) bool { return !s.donor(n.id) })
}

// donor reports who gives aid by habit: a member of the Development Assistance
// Committee, or a body with a mandate to give.
func (s *scene) donor(id pledgebook.PartyID) bool {
	_, mandated := s.engine.mandates[id]
	return mandated || id == "eu" || s.engine.members.IsMember("dac", id, s.published)
}

// ownBudget reports that what is asked for is asked of the asker's own
// parliament, or by a body that gives: a parliament's house or a budget is
// named, or the asker is who the report makes the giver.
func (s *scene) ownBudget(d *draft) bool {
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.Form == party.House {
			return true
		}
	}
	for i := range v.nouns {
		if v.nouns[i].Class == stage.Budget {
			return true
		}
	}
	if d.verb == nil || d.verb.Class != stage.Ask {
		return false
	}
	if s.lawmakersAt(d.verb.End) {
		return true // "asked parliament for 3 million"
	}
	for _, n := range s.subjectOf(v, d.verb, "asks") {
		if n.id == "eu" || s.rich(n.id) || n.id.IsState() && !s.getsAid(n.id) && slices.ContainsFunc(s.topic.providers, func(t named) bool { return t.id == n.id && t.rule != "topic-first" }) {
			return true
		}
	}
	return false
}

// endsItem reports "a clinic in Guinea for 7 million, a school in Niger for 2 million": a
// price in all but name, behind what it is for. What follows belongs to the next one.
func (s *scene) endsItem(v *sentence, d *draft) bool {
	if d.sum == nil || !s.is(d.figure.First-1, cue.For) || s.char(d.figure.End) != ',' && s.role(d.figure.End)&stage.And == 0 {
		return false
	}
	for k := v.sums.First; k < v.sums.End; k++ {
		if m := &s.sums[k]; m.First != d.figure.First && s.is(m.First-1, cue.For) {
			return true
		}
	}
	return false
}

// stretchEnd returns where the words about this figure end: at the next sum or
// the clause's end, or with the figure where it ends an item of a list.
func (s *scene) stretchEnd(v *sentence, d *draft) int {
	if s.endsItem(v, d) {
		return d.figure.End
	}
	end := d.clause.End
	if d.own.Len() > 0 {
		end = min(end, d.own.End)
	}
	run := d.figure.End
	for k := v.sums.First; k < v.sums.End; k++ {
		m := &s.sums[k]
		if m.First < d.figure.End || m.First >= end {
			continue
		}
		if s.joined(run, m.First) && s.saysRespectively(v) {
			run = m.End
			continue
		}
		end = s.nextPlace(v, d, m.First)
	}
	return end
}

// nextPlace returns where the words on the next sum begin: with the place of "and in Mali with 3
// million", else with the sum.
func (s *scene) nextPlace(v *sentence, d *draft, sum int) int {
	m := s.partyEndingAt(v, sum-1)
	if m == nil || !s.is(sum-1, cue.With) {
		return sum
	}
	if prep := s.preposition(m.First, d.figure.End); prep > d.figure.End && s.role(prep-1)&stage.And != 0 {
		return prep
	}
	return sum
}
