package reading

import (
	"slices"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
)

// aidThreshold is the score from which a figure counts as aid. A noun that says
// aid by itself, or a giving verb with a giver and a receiver, reaches it.
const aidThreshold = 3

// dropNonAid drops what the words themselves make no aid: trade, prices, sums
// of companies, investments.
func (s *scene) dropNonAid(d *draft) {
	if d.noun != nil && d.noun.Strength < -1 && d.claim.Modality != pledgebook.DebtRelief && s.attachedNoun(d) && !s.dealsWithAgency(d) {
		d.drop(noAidNoun)
	}
	if s.measuresBusiness(d) || s.isBusiness(d) || s.madeOfNoAid(d) {
		d.drop(noAidNoun)
	}
	if d.verb != nil && d.verb.Class == stage.Trade {
		d.drop(tradeVerb)
	}
	d.stranger = s.strangerGives(d)
	if s.privateSubject(d) || d.stranger && s.invests(d) || s.privateMoney(d) {
		d.drop(givenByCompanies)
	}
	if d.verb != nil && d.verb.Class == stage.Invest && !s.stated(d, "providers") && s.topic.aid == 0 && !s.speaksOfAbroad() {
		d.drop(noGiverOfAid)
	}
	if s.purchase(d) {
		d.drop("a purchase")
	}
	if s.earlierLevel(d) && !s.hasOwnYear(d) {
		d.drop("the level before a change")
	}
	if s.difference(d) || s.byHowMuch(d) {
		d.drop("a difference of two sums")
	}
	if s.byTheYear(d) {
		d.drop("the same sum by the year")
	}
	if s.heldAgainst(d) {
		d.drop("named only to compare")
	}
	if s.forEach(d) || tooSmall(d.claim.Money) || s.is(d.figure.End, cue.For) && s.is(d.figure.End+1, cue.Every) || s.is(d.figure.First-1, cue.Every) {
		d.drop("a price or a ratio")
	}
	if d.sum != nil && (d.sum.UnitPrice || d.sum.Open && !d.fraction()) {
		d.drop("a price of one thing, or no figure")
	}
}

// weighAid scores, once a draft has what its total and the report lend it, how
// surely its figure is aid, and drops what stays below the threshold.
func (s *scene) weighAid(i int) {
	d := &s.drafts[i]
	s.hostsAtHome(d)
	if s.stated(d, "receivers") && s.withinRich(d) && !s.hosted(d) {
		d.drop("stays among the rich")
	}
	if len(d.claim.Providers) == 1 && outsiders(d.claim.Providers[0]) && !s.stated(d, "providers") {
		d.drop(givenByCompanies)
	}
	if len(d.claim.Providers) == 1 && d.claim.Providers[0] == "commercial-banks" && (d.claim.Modality != pledgebook.DebtRelief || d.claim.Stage != pledgebook.StageNeed) {
		d.drop(givenByCompanies)
	}
	if s.owedToBanks(d) {
		d.drop(givenByCompanies)
	}
	if s.bystander(d) {
		d.drop("a bystander's money")
	}
	if s.localShare(d) {
		d.drop("a share of those at the place")
	}
	if s.wholeBudget(d) {
		d.drop("a budget as a whole")
	}
	if s.spendsOnItself(d) {
		d.drop("spent on itself")
	}
	if slices.Contains(d.claim.Receivers, "commercial-banks") || slices.Contains(d.claim.Channels, "commercial-banks") {
		d.drop(givenByCompanies) // "will pay foreign banks 3 million"
	}
	if s.repaysLender(d) {
		d.drop("paid back to who lends")
	}
	if s.receiversOwn(d) && !s.getsWhatItSigns(d) || s.hasItself(d) || s.ownCurrency(d) || s.inReceiversMoney(d) {
		d.drop("the receiver's own money")
	}
	if s.staysAtHome(d) {
		d.drop(spentAtHome)
	}
	// What is added here, promisesSum must foresee.
	d.score = s.nounScore(d) + s.verbScore(d) + s.partyScore(i) + s.topic.aid + s.speaksAround(d) + s.tradeWords(d) + s.charterScore(d) + s.conferenceScore(d) + s.borderScore(d)
	d.score += s.pactScore(d) + s.goodsScore(d)
	if d.whole {
		d.score += 4
	} else if d.parent >= 0 || d.meetsNeed && s.drafts[i-1].dropped == "" || s.grownFrom(i) != nil {
		d.score += 3
	} else if d.targetOf {
		d.score += beforeTarget
	} else if i > 0 && s.listedAsAid(&s.drafts[i-1], d) {
		d.score += 3
	}
	switch {
	case d.sum == nil:
		s.weighGivers(d)
	case d.score < aidThreshold:
		d.drop(noWordOfAid)
	}
}

// listedAsAid reports the next sum of a list that one verb tells: "appropriates 3 million for
// Chad and 5 million for needs elsewhere".
func (s *scene) listedAsAid(before, d *draft) bool {
	return before.dropped == "" && before.sum != nil && d.sum != nil && before.sentence == d.sentence && before.verb != nil && before.verb == d.verb && d.position == object && s.is(before.figure.End, cue.For) && s.is(d.figure.End, cue.For) && s.listedWith(before, d)
}

// Reasons that rest on what the report as a whole tells. [Engine.Promising] looks
// past them.
const (
	noGiverOfAid   = "an investment by no giver of aid"
	nobodyGives    = "nobody who gives and receives"
	noVerbOfGiving = "no verb of giving"
)

const (
	givenByCompanies = "given by companies or banks"
	tradeVerb        = "trade, cost or return"
	noWordOfAid      = "no word of aid near it"
	noAidNoun        = "a sum of what is no aid"
)

func (d *draft) drop(why string) {
	if d.dropped == "" {
		d.dropped = why
	}
}

// measuresBusiness reports "trade reached 79 billion": what the verb measures is no aid.
func (s *scene) measuresBusiness(d *draft) bool {
	if d.verb == nil || d.noun != nil || d.act != nil || d.position != object || !s.measures(d.verb) {
		return false
	}
	for i := range s.sentences[d.sentence].nouns {
		n := &s.sentences[d.sentence].nouns[i]
		if n.First >= d.clause.First && n.End <= d.verb.First && n.Class != stage.Act {
			return n.Strength < -1
		}
	}
	return false
}

// isBusiness reports "The recovery costs set by the UN were 14.8 billion": what the sum
// is said to be is no aid.
func (s *scene) isBusiness(d *draft) bool {
	be := d.figure.First - 1
	if be <= d.clause.First || s.role(be)&stage.Be == 0 {
		return false
	}
	for i := range s.sentences[d.sentence].nouns {
		if n := &s.sentences[d.sentence].nouns[i]; n.First >= d.clause.First && n.End <= be {
			return n.Strength < -1
		}
	}
	return false
}

// attachedNoun reports that the noun stands in the figure's own phrase.
func (s *scene) attachedNoun(d *draft) bool {
	if d.verb != nil && d.position == object && d.noun.End <= d.verb.First && s.givesObject(d.verb) {
		return false // "pays wages after the EU sends 25 million"
	}
	dist, ok := s.nounDistance(&s.sentences[d.sentence], d.noun, d.figure)
	return ok && dist <= 4
}

// investsForOthers reports "announced 68 million in new investments" of a state that gives
// by habit: what it invests so is no business.
func (s *scene) investsForOthers(d *draft) bool {
	if !s.says(d.noun.First, cue.Investment) || d.verb == nil || d.position != object || len(d.claim.Providers) != 1 || !s.donor(d.claim.Providers[0]) {
		return false
	}
	return d.verb.Class == stage.Announce || d.verb.Class == stage.Promise
}

// givesObject reports an active verb whose object is what is given.
func (s *scene) givesObject(p *stage.Predicate) bool {
	switch p.Class {
	case stage.Give, stage.Disburse, stage.Allocate, stage.Promise, stage.Deliver, stage.Commit:
		return !p.Passive && p.Form == stage.Finite
	}
	return false
}

func (s *scene) nounScore(d *draft) int {
	score := 0
	if d.claim.Modality == pledgebook.DebtRelief {
		return 4 // the debt is the aid
	}
	if d.noun != nil && !s.investsForOthers(d) {
		score += 2 * d.noun.Strength
	}
	if d.act != nil {
		score += d.act.Strength
	}
	if (d.noun == nil || d.noun.Strength < 2 && d.noun.Strength >= 0) && s.agencyBudget(d) {
		score += agencyWeight
	}
	return score
}

func (s *scene) verbScore(d *draft) int {
	if d.verb == nil {
		return 0
	}
	if d.claim.Modality == pledgebook.DebtRelief {
		return 2
	}
	switch d.verb.Class {
	case stage.Promise, stage.Give, stage.Allocate, stage.Deliver, stage.Announce, stage.Relieve:
		return 2
	case stage.Commit, stage.Disburse, stage.Ask, stage.Lack, stage.Go, stage.Contain, stage.Support, stage.Bring, stage.Raise:
		return 1
	case stage.Receive:
		return boolInt(s.stated(d, "providers") && s.stated(d, "receivers") || d.claim.Stage == pledgebook.StageNeed)
	case stage.Invest:
		return 2 * boolInt(s.investsAbroad(d))
	case stage.Trade, stage.Estimate:
		return -4
	}
	return 0
}

// partyScore counts who gives and who receives: a stated foreign receiver says
// much, none at all speaks for money spent at home.
func (s *scene) partyScore(i int) int {
	d := &s.drafts[i]
	c := &d.claim
	score := 0
	many := d.meetsNeed || s.unnamedGivers(d)
	if s.stated(d, "providers") || many {
		score++
	}
	switch {
	case len(c.Receivers)+len(c.Channels) == 0:
		if c.Stage != pledgebook.StageNeed && (d.noun == nil || !d.noun.Abroad) && d.parent < 0 && !s.speaksOfAbroad() && !s.manyGivers() && !s.partsAbroad(i) && !s.leavesHome(d) {
			score -= 3
			if s.givesByCharter(c) {
				score += 4 // its money goes to others, whoever they are
			} else if len(c.Providers) > 0 && !s.nearAbroad(d) {
				score -= 5 // a state helps its own industry or money market
				if s.abroadWords == 0 {
					score -= 4 // and nothing in the report leaves the country
				}
			}
		}
	case s.stated(d, "receivers") || s.stated(d, "channels"):
		score += 2
	default:
		score++
	}
	if len(c.Providers) == 1 && len(c.Receivers) == 1 && c.Providers[0] == c.Receivers[0] && !s.hosted(d) {
		return score - 4
	}
	if (len(c.Providers) == 0 || s.guessed(d)) && !many && c.Stage != pledgebook.StageNeed && d.act == nil && (d.noun == nil || d.noun.Strength < 2) && !s.toCharter(d) && !s.givenToNeedy(d) {
		score -= 2 // nobody gives, and no word says aid
	}
	if s.stated(d, "providers") && len(c.Receivers) > 0 && !conflictFree(c) {
		score += 2 // a flow from one country to another
	}
	return score
}

// conferenceScore counts for promises where three or more are told to give, and no
// word is of business.
func (s *scene) conferenceScore(d *draft) int {
	if d.verb == nil || d.verb.Class != stage.Promise && d.verb.Class != stage.Commit || !s.stated(d, "providers") || s.businessWords > 0 || !s.manyGivers() {
		return 0
	}
	return 2
}

// dealsWithAgency reports a "deal" that is signed with a body that helps by
// charter: "signed a 60 million dollar deal with the World Food Programme".
func (s *scene) dealsWithAgency(d *draft) bool {
	if !s.says(d.noun.First, cue.Deal) {
		return false
	}
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if _, ok := s.engine.mandates[m.ID]; ok && !m.ID.IsState() && s.is(s.preposition(m.First, v.First), cue.With) {
			return true
		}
	}
	return false
}

// partsAbroad reports a sum of which the report goes on to tell what parts go
// abroad: "Of this, 3 million is for Chad".
func (s *scene) partsAbroad(total int) bool {
	p := &s.drafts[total]
	for k := total + 1; k < min(total+lookBack, len(s.drafts)); k++ {
		d := &s.drafts[k]
		if d.sentence-p.sentence > farReach {
			return false
		}
		if d.dropped == "" && (d.partly || d.list || d.inherits) && s.stated(d, "receivers") && !s.withinRich(d) && s.larger(p, d) && conflict(p.claim.Providers, d.claim.Receivers) {
			return true
		}
	}
	return false
}

// speaksOfAbroad reports a text that says often enough, for its length, that
// money leaves the country: once in every forty sentences.
func (s *scene) speaksOfAbroad() bool { return s.abroadWords > len(s.sentences)/40 }

// manyGivers reports a report in which three parties or more are told to give:
// a conference, not a treasury. It is counted once for all drafts.
func (s *scene) manyGivers() bool {
	if s.givers < 0 {
		s.givers = s.countGivers()
	}
	return s.givers >= 3
}

func (s *scene) countGivers() int {
	seen := map[pledgebook.PartyID]bool{}
	for i := range s.drafts {
		if d := &s.drafts[i]; d.verb != nil && s.stated(d, "providers") {
			for _, p := range d.claim.Providers {
				if _, mandated := s.engine.mandates[p]; mandated || p.IsState() {
					seen[p] = true
				}
			}
		}
	}
	return len(seen)
}

// receiversOwn reports money that who the report makes the receiver spends, and
// gives to nobody else.
func (s *scene) receiversOwn(d *draft) bool {
	if len(d.claim.Providers) == 0 || s.stated(d, "receivers") || d.claim.Stage == pledgebook.StageNeed || d.agreed && !conflictFree(&d.claim) {
		return false
	}
	for _, p := range d.claim.Providers {
		if !isAmong(s.topic.receivers, p) && !s.receivedBefore(d, p) {
			return false
		}
	}
	return true
}

// ownCurrency reports a state that gets aid and sets aside money of its own for nobody
// abroad: "Uganda announced a fund of Shs2 billion".
func (s *scene) ownCurrency(d *draft) bool {
	c := &d.claim
	if c.Money == nil || len(c.Providers) != 1 || len(c.Channels) > 0 || conflict(c.Providers, c.Receivers) {
		return false
	}
	return s.getsAid(c.Providers[0]) && s.issues(c.Providers[0], c.Money)
}

// receivedBefore reports a party that a sum shortly before goes to, by its own words,
// where this one goes to nobody.
func (s *scene) receivedBefore(d *draft, p pledgebook.PartyID) bool {
	if len(d.claim.Receivers)+len(d.claim.Channels) > 0 {
		return false
	}
	end := s.firstDraftOf(d.sentence)
	for i := max(0, end-lookBack); i < len(s.drafts) && s.drafts[i].sentence <= d.sentence; i++ {
		o := &s.drafts[i]
		if o.dropped == "" && o.figure.End <= d.figure.First && d.sentence-o.sentence <= reach && slices.Contains(o.claim.Receivers, p) && s.stated(o, "receivers") && !s.hosted(o) {
			return true
		}
	}
	return false
}

// tradeWords counts against a figure the words of business in its clause: a
// sale, the money market, loans with commercial banks.
func (s *scene) tradeWords(d *draft) int {
	v := &s.sentences[d.sentence]
	worst := 0
	for i := range v.nouns {
		if n := &v.nouns[i]; n.Strength < -1 && d.claim.Modality != pledgebook.DebtRelief && d.clause.Contains(n.Range) && !(s.onlyPurpose(n, d.figure.End) && s.givesOpenly(d)) && !s.givenFor(d, n) {
			worst = min(worst, n.Strength)
		}
	}
	for k := d.figure.End; k < d.clause.End; k++ {
		if _, ok := s.doc.Tagged(k, s.engine.outsiders); ok && s.tiedOutsider(d, k) {
			worst = min(worst, -3)
		}
	}
	return worst
}

// tiedOutsider reports a preposition that ties companies or banks to a sum. What a part of
// aid is for may be companies too: "Of this, 3 million is for start-ups".
func (s *scene) tiedOutsider(d *draft, k int) bool {
	prep := s.preposition(k, d.figure.End)
	return prep >= 0 && !(d.parent >= 0 && s.is(prep, cue.For|cue.To))
}

// conflictFree reports that giver and receiver may be one: some party is both.
func conflictFree(c *pledgebook.Claim) bool { return !conflict(c.Providers, c.Receivers) }

// speaksOfAid scores the report as a whole by how often it uses words that say
// aid by themselves, and words that speak against it. One that uses neither may
// well tell of help: "handed over 20 buses to Kandy's schools".
func (s *scene) speaksOfAid() int {
	switch {
	case s.businessWords > 2*s.aidWords+2:
		return -3
	case s.aidWords == 0 && s.businessWords > 0:
		return -2 + boolInt(s.topic.aid > 0)
	case s.aidWords < 3: // the short report of an analyst
		return boolInt(s.aidWords > 0 && s.aidWords+s.abroadWords > 2 && s.businessWords == 0)
	}
	return 1
}

// stated reports a field that the figure's own clause says.
func (s *scene) stated(d *draft, field string) bool {
	for i := range d.claim.Evidence {
		if e := &d.claim.Evidence[i]; e.Basis == pledgebook.Stated && e.Field == field {
			return true
		}
	}
	return false
}

// complete reports a claim that says more than a bare figure.
func complete(c *pledgebook.Claim) bool { return len(c.Providers)+len(c.Receivers)+len(c.Channels) > 0 }

// repaysLender reports "paid 3 million to the IMF": a state that is no donor by habit owes it.
func (s *scene) repaysLender(d *draft) bool {
	return d.verb != nil && d.verb.Class == stage.Disburse && len(d.claim.Receivers) == 1 && d.claim.Receivers[0] == "imf" &&
		len(d.claim.Providers) == 1 && !s.donor(d.claim.Providers[0])
}

// purchase reports what is paid for goods: "paid 3.4 trillion won for 180 tanks".
func (s *scene) purchase(d *draft) bool {
	if d.verb == nil || d.verb.Class != stage.Disburse || !s.is(d.figure.End, cue.For) {
		return false
	}
	for _, g := range s.goodsIn(&s.sentences[d.sentence]) {
		if g.First > d.figure.End && g.First-d.figure.End <= 3 {
			return true
		}
	}
	return false
}

// forEach reports a sum of which everybody gets one: "promised every family a
// grant of".
func (s *scene) forEach(d *draft) bool {
	if d.verb == nil || d.position != object {
		return false
	}
	return s.is(d.verb.End, cue.Every|cue.Each)
}

// smallest is the sum under which a figure is a price, a ratio or a share, not
// a flow of aid.
var smallest = decimal.MustNew(1000, 0)

func tooSmall(m *pledgebook.Money) bool { return m != nil && m.Hi.Cmp(smallest) < 0 }

// withinRich reports receivers that give aid and get none: the members of the
// G7 on the day of publication.
func (s *scene) withinRich(d *draft) bool {
	if len(d.claim.Receivers) == 0 {
		return false
	}
	for _, r := range d.claim.Receivers {
		if !s.rich(r) {
			return false
		}
	}
	return true
}
