package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
)

// This file ties parts to their totals: the lines of a list to the sentence
// that leads into it, "the package includes" to the package; and lets them
// inherit what they do not say.

// inherit finds each part's total, in reading order, and fills what is open.
func (s *scene) inherit() {
	for i := range s.drafts {
		s.fill(i)
	}
	s.allAtHome()
	s.weighClaims()
	s.totalsOfList()
	s.topUpParts()
	s.giveFromFunds()
	s.sumUpReceivers()
	s.mixTotals()
	s.timesFromAround()
}

// fill takes what a draft does not say from its total and from the report. A
// total may stand right behind its part: "6 million of the 50 million".
func (s *scene) fill(i int) {
	d := &s.drafts[i]
	if d.dropped != "" || d.filled {
		return
	}
	d.filled = true
	if d.parent = s.findParent(i); d.parent > i {
		s.fill(d.parent)
		if s.drafts[d.parent].dropped != "" {
			d.parent = -1
		}
	}
	if d.parent >= 0 && d.fraction() && s.ofCosts(d) {
		d.drop(noAidNoun)
	}
	if i > 0 && s.secondLevel(&s.sentences[d.sentence], d) {
		if first := &s.drafts[i-1]; first.sentence == d.sentence && first.dropped == noAidNoun {
			d.drop(noAidNoun) // "costs rose from 349 to 411 billion"
		}
		s.fillFromLevel(d, &s.drafts[i-1])
	}
	if i > 0 {
		s.fillFromBeside(d, &s.drafts[i-1])
	}
	s.fillFromBehind(i)
	s.fillFromLaterYear(i)
	s.shareOfStatistic(i)
	s.fillFromAdded(i)
	s.paidOut(i)
	s.fillWhole(i)
	s.fillFromParent(d)
	s.fillTarget(i)
	s.underPact(d)
	s.goesOnBefore(d)
	s.fillFromTopic(d)
	s.notToItself(d)
	s.partSides(d)
	s.signsForLoan(d)
	s.agencySigned(d)
	s.afterSigning(d)
	s.handedOver(d)
	s.goesToBody(d)
	s.weighAid(i)
}

// fillFromLevel gives the second of two levels of one flow the receivers and the
// kind that the first one's words tell: "aid to Africa fell from 5 to 4 million".
func (s *scene) fillFromLevel(d, first *draft) {
	if first.sentence != d.sentence {
		return
	}
	if len(d.claim.Receivers) == 0 {
		d.claim.Receivers = append(d.claim.Receivers, first.claim.Receivers...)
		s.copyEvidence(d, first, "receivers")
	}
	if d.claim.Extent == pledgebook.TotalExtent && first.claim.Extent == pledgebook.PartExtent {
		first.claim.Extent = pledgebook.TotalExtent // both are levels of one flow
	}
	if e := first.evidence("stage"); d.claim.Stage == pledgebook.StageUnclear && d.inherits && e != nil && e.Rule == "act-noun" {
		d.claim.Stage, d.inherits = first.claim.Stage, false // "Its pledge rose from 5 to 9 million"
		s.copyEvidence(d, first, "stage")
	}
	d.mixed = d.mixed || first.mixed
	if d.claim.Kind == pledgebook.KindUnspecified && !d.mixed {
		d.claim.Kind = first.claim.Kind
		s.copyEvidence(d, first, "kind")
	}
}

// mixTotals takes the kind from totals whose parts are of several kinds, where
// their own words do not say one; and from the parts that had it from there.
func (s *scene) mixTotals() {
	for i := range s.drafts {
		if d := &s.drafts[i]; d.dropped == "" && d.parent >= 0 && s.stated(d, "kind") {
			s.drafts[d.parent].partKinds.add(d.claim.Kind, 1, d.figure)
		}
	}
	for i := range s.drafts {
		d := &s.drafts[i]
		if d.partKinds.several() && !s.stated(d, "kind") {
			d.forgetKind()
		}
	}
	for i := range s.drafts {
		if d := &s.drafts[i]; d.parent >= 0 && d.kindFromTotal && s.drafts[d.parent].claim.Kind == pledgebook.KindUnspecified {
			d.forgetKind()
		}
	}
}

// reach is how many sentences on a package can still be spoken of as "the
// package" or by its parts alone.
const reach = 4

// farReach is the same where the words name the total.
const farReach = 12

// findParent returns the nearest earlier draft that this one is a part of: one
// that is larger, and open for parts; a plan only where nothing firmer is told.
func (s *scene) findParent(i int) int {
	d := &s.drafts[i]
	if d.fraction() {
		return s.wholeOf(i)
	}
	if k := s.referredTotal(i); k >= 0 {
		return k
	}
	if k := s.otherPart(i); k >= 0 {
		return k
	}
	if !d.inherits && !d.list && !d.partly && !s.paidOfIt(i) || estimated(d) {
		return -1
	}
	planned := -1
	for k := i - 1; k >= max(0, i-lookBack); k-- {
		p := &s.drafts[k]
		if p.dropped != "" && s.retells(p) && s.holds(p, d) {
			return p.refersTo
		}
		if p.dropped != "" || !s.holds(p, d) {
			continue
		}
		if p.claim.Polarity != pledgebook.Planned || d.claim.Polarity == pledgebook.Planned || d.partly || d.sentence == p.sentence {
			return k
		}
		if planned < 0 {
			planned = k
		}
	}
	return planned
}

// otherPart returns the total of "30 million of it will be loans and 10 million will be
// grants": the second sum is a part of what the first is a part of.
func (s *scene) otherPart(i int) int {
	if i == 0 || s.drafts[i].list {
		return -1
	}
	d, first := &s.drafts[i], &s.drafts[i-1]
	if first.sentence != d.sentence || !s.is(first.figure.End, cue.Of) || first.parent < 0 || first.parent >= i || s.role(d.figure.First-1)&stage.And == 0 || !s.larger(&s.drafts[first.parent], d) {
		return -1
	}
	return first.parent
}

// estimated reports "the plan estimates that 3 million is needed": no part of what was
// given.
func estimated(d *draft) bool {
	return d.verb != nil && d.verb.Class == stage.Estimate && d.verb.Form == stage.Finite && !d.partly
}

// retells reports a sum told again that its sentence is about: what follows are
// parts of it, wherever it was told first. "30 of the 180 million" is about 30.
func (s *scene) retells(d *draft) bool {
	return d.refersTo >= 0 && s.drafts[d.refersTo].dropped == "" && !s.divided(&s.sentences[d.sentence], d)
}

// referredTotal returns the total that the sentence names again: "Of the 180
// million, 140 million will …", "earmarked 30 million of the 180 million package".
func (s *scene) referredTotal(i int) int {
	d := &s.drafts[i]
	for k := max(0, i-lookBack); k < i; k++ {
		if p := &s.drafts[k]; p.refersTo >= 0 && p.sentence == d.sentence && s.is(s.doc.Sentences[d.sentence].First, cue.Of) {
			return p.refersTo
		}
	}
	if i+1 < len(s.drafts) {
		if p := &s.drafts[i+1]; p.sentence == d.sentence && s.is(d.figure.End, cue.Of) && p.figure.First-d.figure.End <= 3 {
			if p.refersTo < 0 && s.larger(p, d) {
				return i + 1
			}
			return p.refersTo
		}
	}
	return -1
}

// holds reports that p can be the total that d is a part of.
func (s *scene) holds(p, d *draft) bool {
	sibling := p.sentence == d.sentence && (p.inherits && d.inherits || p.partly && d.partly)
	if sibling || p.target || s.hosted(p) && !d.partly || p.list && d.list || p.claim.Stage == pledgebook.StageNeed || p.claim.Polarity == pledgebook.Denied || !s.larger(p, d) {
		return false
	}
	if s.listsBudget(d) && (p.noun == nil || p.noun.Class != stage.Budget) {
		return false // "The budget also includes": a part of the budget, not of its last line
	}
	if s.runningTotal(p) && d.sentence != p.sentence && !d.partly && !s.namesTotal(d) {
		return false
	}
	near := d.sentence-p.sentence <= reach
	part := p.partly || p.parent >= 0 || p.inherits && s.sentences[p.sentence].kind != pledgebook.PartHeadline
	if s.ofWhole(d) {
		return p.parent < 0 && !p.partly && d.sentence-p.sentence <= farReach
	}
	if s.namesTotal(d) || d.partly && s.opensAsPart(&s.sentences[d.sentence], d) {
		return !part && d.sentence-p.sentence <= farReach
	}
	return d.partly && near || !p.partly && (near || d.list || s.sentences[p.sentence].kind == pledgebook.PartHeadline)
}

// runningTotal reports a sum of all that has been given so far: what is told behind it
// belongs to the package that the report is about.
func (s *scene) runningTotal(d *draft) bool {
	return d.claim.Extent == pledgebook.TotalExtent && d.claim.Stage != pledgebook.StageDisbursement
}

// listsBudget reports "The budget includes" right before a figure.
func (s *scene) listsBudget(d *draft) bool {
	if d.verb == nil || d.verb.Class != stage.Contain || d.verb.Form != stage.Finite {
		return false
	}
	for _, n := range s.sentences[d.sentence].nouns {
		if n.End == d.verb.First && n.Class == stage.Budget {
			return true
		}
	}
	return false
}

// ofWhole reports "Of the total amount": the figure is a part of the whole, not
// of one of its parts.
func (s *scene) ofWhole(d *draft) bool {
	first := s.sentences[d.sentence].First
	return d.partly && s.is(first, cue.Of) && s.is(first+1, cue.The) && s.says(first+2, cue.Total)
}

// namesTotal reports a figure that "The package includes" introduces: the
// package is the total, and no part of it.
func (s *scene) namesTotal(d *draft) bool {
	if d.verb == nil || d.verb.Class != stage.Contain || d.verb.Form == stage.Gerund {
		return false
	}
	for k := d.verb.First - 1; k >= max(d.clause.First, d.verb.First-4); k-- {
		if _, ok := s.doc.Tagged(k, s.engine.fundWords); ok {
			return true
		}
	}
	return false
}

// larger reports that p's sum could hold d's: same currency and at least as
// large, or another currency.
func (s *scene) larger(p, d *draft) bool {
	if p.claim.Money == nil || d.claim.Money == nil {
		return p.claim.Money != nil
	}
	if p.claim.Money.Currency != d.claim.Money.Currency {
		return true
	}
	return p.claim.Money.Hi.Cmp(d.claim.Money.Lo) > -boolInt(d.partly)
}

// fillFromParent gives a part of a sum what the sum it belongs to says.
func (s *scene) fillFromParent(d *draft) {
	if d.parent < 0 {
		if d.claim.Stage == "" {
			d.claim.Stage = pledgebook.StageUnclear
		}
		if d.claim.Stage == pledgebook.StageUnclear && d.inherits && s.toBeHad(d) {
			d.claim.Stage = pledgebook.StagePledge
		}
		return
	}
	p := &s.drafts[d.parent]
	if s.onlyGiverGoesOn(d, p) {
		s.partiesFromParent(d, p) // the giver goes on, not what was done
		return
	}
	s.stageFromParent(d, p)
	s.partiesFromParent(d, p)
	s.kindFromParent(d, p)
	s.revisionFromParent(d, p)
	s.timesFromParent(d, p)
}

// toBeHad reports "will go to", "will support", "will receive": what somebody is still to
// have.
func (s *scene) toBeHad(d *draft) bool {
	if d.verb == nil || d.verb.Mood != stage.Future && d.verb.Mood != stage.Would || d.verb.Form != stage.Finite {
		return false
	}
	return d.verb.Class == stage.Go || d.verb.Class == stage.Support || d.verb.Class == stage.Receive
}

func (s *scene) stageFromParent(d, p *draft) {
	if !d.inherits && d.claim.Stage != "" && !s.givenAsAgreed(d, p) {
		return
	}
	if d.verb != nil && d.verb.Class == stage.Allocate && d.verb.Form == stage.Finite && d.verb.End-d.verb.Head == 1 && p.claim.Stage == pledgebook.StageCommitment {
		return // of what was agreed, a part "will be allocated"
	}
	if s.toBeHad(d) && (p.claim.Stage == pledgebook.StageDisbursement || p.claim.Stage == pledgebook.StageDelivery) {
		d.claim.Stage = pledgebook.StagePledge // of what was paid out, a part "will go to"
		return
	}
	if p.claim.Stage == pledgebook.StageNeed && s.inHand(d) {
		d.claim.Stage = pledgebook.StageUnclear
		return
	}
	d.claim.Stage = p.claim.Stage
	if d.claim.Polarity == pledgebook.Asserted {
		d.claim.Polarity = p.claim.Polarity
	}
	s.copyEvidence(d, p, "stage")
}

// givenAsAgreed reports "Of this, 3 million will be provided as loans" of a sum that is agreed
// or set aside: how a part is to be given makes it no mere promise.
func (s *scene) givenAsAgreed(d, p *draft) bool {
	if d.claim.Stage != pledgebook.StagePledge || p.claim.Stage != pledgebook.StageCommitment && p.claim.Stage != pledgebook.StageAllocation {
		return false
	}
	return d.verb != nil && d.verb.Passive && d.verb.Mood == stage.Future && (d.verb.Class == stage.Give || d.verb.Class == stage.Deliver || d.verb.Class == stage.Disburse)
}

func (s *scene) partiesFromParent(d, p *draft) {
	if len(d.claim.Providers) == 0 && !d.stranger && !d.nameless {
		d.claim.Providers = append(d.claim.Providers, p.claim.Providers...)
		s.copyEvidence(d, p, "providers")
	}
	if len(d.claim.Receivers) == 0 && !s.bodyInRegions(d, p) && !s.hosted(p) {
		d.claim.Receivers = append(d.claim.Receivers, p.claim.Receivers...)
		s.copyEvidence(d, p, "receivers")
	}
}

func (s *scene) kindFromParent(d, p *draft) {
	if e := d.evidence("kind"); e != nil && e.Rule == "kind-around" && s.stated(p, "kind") {
		d.forgetKind() // what the total's own words say holds before the rest of a sentence
	}
	if d.claim.Kind == pledgebook.KindUnspecified && p.claim.Kind != pledgebook.KindUnspecified && (!d.mixed || s.stated(p, "kind")) {
		d.claim.Kind, d.kindFromTotal = p.claim.Kind, true
		s.copyEvidence(d, p, "kind")
	}
}

func (s *scene) revisionFromParent(d, p *draft) {
	if d.claim.Revision == pledgebook.TopUp && d.inherits {
		d.claim.Revision = pledgebook.New // "and an additional 5 million" adds to the list, not to aid of before
		d.forget("revision")
	}
	if p.claim.Revision == pledgebook.Repeat && !d.partly && !d.list && p.sentence != d.sentence && (d.verb == nil || d.verb.Class != stage.Contain) {
		return // what a later sentence tells beside it may be new; "It includes" goes on
	}
	if d.claim.Revision == pledgebook.New && p.claim.Revision != pledgebook.Restatement && !(d.fraction() && d.claim.Extent == pledgebook.TotalExtent) {
		d.claim.Revision = p.claim.Revision
		s.copyEvidence(d, p, "revision")
	}
}

func (s *scene) timesFromParent(d, p *draft) {
	if d.claim.Period.IsZero() && d.claim.Deadline == 0 && s.sharesTime(d, p) {
		d.claim.Period = p.claim.Period
		s.copyAs(d, p, "period", "shares-time")
	}
	if !d.claim.Period.Start.Known() && d.claim.Period.End.Known() && d.claim.Period.End == p.claim.Period.End {
		d.claim.Period = p.claim.Period // "by June", of the total of the first half
		s.copyEvidence(d, p, "period")
	}
	if d.inherits && p.claim.Extent == pledgebook.TotalExtent && (p.claim.Stage == pledgebook.StageDisbursement || d.partly && d.verb != nil && d.verb.Past) {
		d.claim.Extent = pledgebook.TotalExtent // the parts of a year's aid are of that year
		s.copyEvidence(d, p, "extent")
	}
	if d.list && d.claim.Date == 0 {
		d.claim.Date = p.claim.Date
		s.copyEvidence(d, p, "date")
	}
}

// copyEvidence takes over the evidence of a field from the total, as context.
func (s *scene) copyEvidence(d, p *draft, field string) {
	for _, e := range p.claim.Evidence {
		if e.Field == field {
			e.Basis, e.Rule = pledgebook.Context, "from-total"
			d.claim.Evidence = append(d.claim.Evidence, e)
		}
	}
}

// fillFromTopic takes giver, receiver and kind from what the report is about.
func (s *scene) fillFromTopic(d *draft) {
	s.giverFromTopic(d)
	s.receiverFromTopic(d)
	s.receiverFromScene(d)
	if len(d.claim.Receivers) == 0 && len(d.claim.Channels) > 0 && (d.parent < 0 || s.isFund(d.claim.Channels[0]) || s.receivesItself(d) || s.bodyInRegions(d, &s.drafts[d.parent])) {
		s.receiveThroughBody(d)
	}
	s.kindOfBody(d, "channels", d.claim.Channels)
	s.kindOfBody(d, "receivers", d.claim.Receivers)
	s.kindOfBudget(d)
	s.kindOfTheme(d)
	s.kindOfBody(d, "providers", d.claim.Providers)
}

// receivesItself reports a body that the figure's verb makes receive: "the agency will receive 3
// million" is told of the agency, and of nobody that the total may be for.
func (s *scene) receivesItself(d *draft) bool {
	e := d.evidence("channels")
	return receives(d.verb) && e != nil && e.Rule == "receives"
}

// topicFor returns whom the report's aid is for, as far as that reaches: what the
// headline says holds for all of it, what only the first sentences say for what
// stands near them.
func (s *scene) topicFor(d *draft) []named {
	if len(s.topic.receivers) == 0 {
		return nil
	}
	first := s.topic.receivers[0]
	i := s.doc.SentenceAt(first.at.First)
	if i < 0 || first.rule == "replenished" || s.sentences[i].kind == pledgebook.PartHeadline || d.sentence-i <= farReach {
		return s.topic.receivers
	}
	return nil
}

// notReceiving leaves out who receives in this claim: context makes nobody give to
// himself.
func (s *scene) notReceiving(d *draft, found []named) (left []named) {
	for _, n := range found {
		if !slices.Contains(d.claim.Receivers, n.id) && !slices.Contains(d.claim.Channels, n.id) {
			left = append(left, n)
		}
	}
	return left
}

// notToItself takes back a giver that context gave, where it turns out to receive.
func (s *scene) notToItself(d *draft) {
	if len(d.claim.Providers) == 1 && slices.Contains(d.claim.Receivers, d.claim.Providers[0]) && !s.stated(d, "providers") {
		d.claim.Providers = nil
		d.forget("providers")
	}
}

// promised reports what a replenishment takes in: pledges and commitments.
func promised(d *draft) bool {
	return d.claim.Stage == pledgebook.StagePledge || d.claim.Stage == pledgebook.StageCommitment
}

// givesElsewhere reports a party that the report makes a giver of some other sum.
func (s *scene) givesElsewhere(id pledgebook.PartyID) bool {
	for i := range s.drafts[:min(len(s.drafts), lookBack)] {
		if d := &s.drafts[i]; slices.Contains(d.claim.Providers, id) && s.stated(d, "providers") {
			return true
		}
	}
	return false
}

// givenAway reports a verb of giving with a giver of its own, where the report
// is not about a donor's aid as a whole.
func (s *scene) givenAway(d *draft) bool {
	if d.verb == nil || !s.stated(d, "providers") || speaksOfAidTotals(&s.sentences[d.sentence]) || len(s.topic.receivers) > 0 {
		return false
	}
	switch d.verb.Class {
	case stage.Give, stage.Promise, stage.Deliver, stage.Commit, stage.Disburse, stage.Relieve:
		return true
	case stage.Support:
		return d.claim.Stage == pledgebook.StagePledge
	}
	return false
}
