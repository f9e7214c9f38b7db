package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
)

// stageOfVerb takes the stage of the governing verb; an act still to come is a
// pledge.
func (s *scene) stageOfVerb(d *draft) {
	p := d.verb
	if p.Form == stage.Infinitive && s.partOfNeed(d, p) {
		return
	}
	s.reportVerb(d, p.Range, "verb-"+string(p.Class))
	switch p.Class {
	case stage.Announce, stage.Promise, stage.Raise:
		s.stageOfAnnouncing(d, p)
	case stage.Commit, stage.Relieve:
		s.stageOfCommitting(d, p)
	case stage.Allocate, stage.Cut:
		s.stageOfAllocating(d, p)
	case stage.Withdraw:
		s.stageOfWithdrawing(d)
	case stage.Make:
		s.stageOfMaking(d, p)
	case stage.Arrive:
		if d.sum != nil && len(d.claim.Items) == 0 && d.position == object {
			d.claim.Stage = pledgebook.StageUnclear // "a team has arrived to discuss a loan of 3 million"
			return
		}
		s.stageOfGiving(d, p)
	case stage.Give, stage.Disburse, stage.Deliver, stage.Invest:
		s.stageOfGiving(d, p)
	case stage.Receive, stage.Ask, stage.Lack:
		s.stageOfReceiver(d, p)
	case stage.Propose, stage.Plan:
		s.stageOfProposing(d)
	case stage.Refuse:
		d.claim.Stage, d.claim.Polarity = pledgebook.StagePledge, pledgebook.Denied
		if d.act != nil && d.act.Class == stage.Need {
			d.claim.Stage = pledgebook.StageNeed // "a request for 3 million was rejected"
		}
	case stage.AddTo:
		d.claim.Stage = pledgebook.StageUnclear
	case stage.Bring:
		d.claim.Stage, d.inherits = pledgebook.StageUnclear, !s.bringsTotal(d)
	case stage.Increase:
		s.stageOfIncrease(d, p)
	default:
		s.stageOfSupport(d, p)
	}
	s.budgetLine(d)
}

// addedTo gives "Spain promised 5 million, and Norway added 3 million" the stage of the sum
// that is added to.
func (s *scene) addedTo(d *draft) {
	if d.claim.Stage != pledgebook.StageUnclear || d.verb == nil || d.verb.Class != stage.Give || !s.says(d.verb.Head, cue.Add) || len(s.drafts) == 0 {
		return
	}
	if o := &s.drafts[len(s.drafts)-1]; o.sentence == d.sentence && o.dropped == "" && o.claim.Polarity == pledgebook.Asserted && promised(o) {
		d.claim.Stage = o.claim.Stage
	}
}

// stageOfMaking reads "made 3 million available" as setting it aside, and "made new pledges:
// Norway 3 million" as the act that is made.
func (s *scene) stageOfMaking(d *draft, p *stage.Predicate) {
	if s.makesGrant(d, p) {
		s.stageOfGiving(d, p)
		return
	}
	d.claim.Stage, d.inherits = pledgebook.StageAllocation, !s.says(d.figure.End, cue.Available)
	if !d.inherits && toCome(p) && p.Form == stage.Finite && !p.Passive {
		d.claim.Stage = pledgebook.StagePledge // "will make 3 million available"
		return
	}
	for i := range s.sentences[d.sentence].nouns {
		n := &s.sentences[d.sentence].nouns[i]
		if n.First >= p.End && n.First-p.End <= makingReach && n.End <= d.figure.First && n.Class == stage.Act && n.Stage != "" {
			d.claim.Stage, d.inherits = n.Stage, false
			s.reportVerb(d, n.Range, "act-made")
			return
		}
	}
}

// makesGrant reports "will make a grant of 3 million", "made a donation of": as giving it.
func (s *scene) makesGrant(d *draft, p *stage.Predicate) bool {
	if p.Passive || d.position != object || s.says(d.figure.End, cue.Available) {
		return false
	}
	for _, n := range []*stage.Noun{d.noun, d.act} {
		if n != nil && n.First >= p.End && n.First-p.End <= makingReach && (n.Modality == pledgebook.Grant || n.Class == stage.Act && n.Stage == pledgebook.StageUnclear) {
			return true
		}
	}
	return false
}

// makingReach bounds the words between "made" and the act that is made, in tokens.
const makingReach = 3

// stageOfAnnouncing makes what is announced, promised or raised a pledge, announced
// cuts an allocation, and what is still to be raised a need.
func (s *scene) stageOfAnnouncing(d *draft, p *stage.Predicate) {
	switch {
	case d.act != nil && d.act.Class == stage.Act && d.act.Stage == "":
		d.claim.Stage = pledgebook.StageAllocation // announced cuts
	case p.Class == stage.Raise && p.Mood == stage.Fact && s.partOfAsked(d):
		d.claim.Stage = pledgebook.StageUnclear // "of the 60 million required, 12 million has been raised"
	case p.Class == stage.Raise && p.Mood == stage.Fact && d.act != nil && d.act.Stage == pledgebook.StageCommitment && d.act.First >= d.figure.End:
		d.claim.Stage = pledgebook.StageCommitment // "raised 3 billion in new commitments"
	case s.hopedFor(d, p):
		d.claim.Stage = pledgebook.StageNeed // "a summit to raise 3 billion"
	case p.Class == stage.Raise && (s.bringsTotal(d) || !toCome(p) && s.raisesOwn(d, p)):
		d.claim.Stage = pledgebook.StageUnclear // "raised its grants to 759 million"
	case p.Form == stage.Infinitive && s.raisesOwn(d, p):
		s.stageOfGovernor(d, p) // "proposes to raise its grants to 759 million"
	default:
		d.claim.Stage = pledgebook.StagePledge
	}
}

// stageOfAllocating makes what is set aside or cut an allocation, and a pledge where
// that is still to come.
func (s *scene) stageOfAllocating(d *draft, p *stage.Predicate) {
	d.claim.Stage = pledgebook.StageAllocation
	if s.decided(d, p) && s.lends(d) {
		d.claim.Stage = pledgebook.StageCommitment // "agreed to make a loan available"
	}
	d.inherits = p.Class == stage.Allocate && p.Mood == stage.Future && !s.decided(d, p)
	if s.plansToAllocate(d, p) {
		d.inherits, d.claim.Polarity = false, pledgebook.Planned
		d.note(s, "polarity", p.Range, "plans-to-allocate", d.basis(p.Range))
		return
	}
	if s.toAllocate(d, p) {
		d.claim.Stage = pledgebook.StagePledge
		d.forget("stage")
		s.reportVerb(d, p.Range, "to-allocate")
	}
	if p.Class == stage.Allocate && (s.underFuture(d, p) || s.promised(d, p)) {
		d.claim.Stage = pledgebook.StagePledge
	}
	if g := s.verbBefore(&s.sentences[d.sentence], p); p.Class == stage.Cut && p.Form == stage.Gerund && g != nil && g.End == p.First && (g.Class == stage.Propose || g.Class == stage.Plan) {
		d.claim.Polarity = pledgebook.Planned // "proposes cutting"
	}
}

// stageOfProposing makes what is proposed or planned a pledge, and an allocation where the
// sum is set aside or cut: "proposed an allocation of", "floated a cut of" (SCHEMA ruling 3).
func (s *scene) stageOfProposing(d *draft) {
	d.claim.Stage, d.claim.Polarity = pledgebook.StagePledge, pledgebook.Planned
	if d.position != object || d.act == nil || d.act.Class != stage.Act || d.act.Stage != "" && d.act.Stage != pledgebook.StageAllocation || d.act.Strength < 1 && d.act.Stage != "" {
		return
	}
	d.claim.Stage = pledgebook.StageAllocation
	d.forget("stage")
	s.reportVerb(d, d.act.Range, "act-proposed")
}

// toAllocate reports "announced that it will allocate": what somebody says he is still to
// set aside.
func (s *scene) toAllocate(d *draft, p *stage.Predicate) bool {
	if p.Class != stage.Allocate || p.Passive || p.Form != stage.Finite || d.position != object {
		return false
	}
	for _, r := range s.sentences[d.sentence].revisers {
		if r.Revision == pledgebook.Repeat && d.clause.Contains(r.Range) {
			return false // "will allocate 3 million in previously announced funding": its place is what is new
		}
	}
	if g := s.verbBefore(&s.sentences[d.sentence], p); p.Mood == stage.Would && g != nil && g.Past && s.role(g.End)&stage.That != 0 {
		return g.Class == stage.Announce || g.Class == stage.Promise || g.Class == stage.Say // "announced that it would allocate"
	}
	return p.Mood == stage.Future
}

// plansToAllocate reports "plans to allocate", "proposes to set aside": an allocation that
// only stands in a plan.
func (s *scene) plansToAllocate(d *draft, p *stage.Predicate) bool {
	if p.Class != stage.Allocate || p.Passive || d.position != object {
		return false
	}
	if p.Form == stage.Finite {
		return p.Mood == stage.Intended || p.Mood == stage.PlannedMood
	}
	g := s.verbBefore(&s.sentences[d.sentence], p)
	return p.Form == stage.Infinitive && g != nil && g.End == p.First && (g.Class == stage.Propose || g.Class == stage.Plan)
}

// promised reports "promised to devote": what is governed by a promise is one.
func (s *scene) promised(d *draft, p *stage.Predicate) bool {
	if p.Form != stage.Infinitive || p.Passive {
		return false
	}
	g := s.verbBefore(&s.sentences[d.sentence], p)
	return g != nil && g.Class == stage.Promise && g.End == p.First
}

// decided reports "agreed to allocate": the sum is set aside by what governs the verb.
func (s *scene) decided(d *draft, p *stage.Predicate) bool {
	if p.Form != stage.Infinitive || p.Passive {
		return false
	}
	g := s.verbBefore(&s.sentences[d.sentence], p)
	return g != nil && g.Class == stage.Commit && g.End == p.First && !toCome(g)
}

// stageOfWithdrawing tells who takes money out from who takes a promise back, and
// both from debts that are let go.
func (s *scene) stageOfWithdrawing(d *draft) {
	switch {
	case s.drawsOn(d):
		d.claim.Stage, d.inherits = pledgebook.StageUnclear, true
	case s.relievesDebt(d):
		d.claim.Stage, d.claim.Revision = pledgebook.StageCommitment, pledgebook.New
	case d.act != nil && d.act.Stage == pledgebook.StageDisbursement:
		d.claim.Stage, d.claim.Polarity = pledgebook.StageDisbursement, pledgebook.Denied // "suspended the payment of 3 million"
	default:
		d.claim.Stage = pledgebook.StageAllocation
	}
}

// stageOfReceiver reads verbs whose subject is to have the aid: it receives, asks
// for or lacks the sum.
func (s *scene) stageOfReceiver(d *draft, p *stage.Predicate) {
	switch {
	case p.Class == stage.Receive && p.Form == stage.Infinitive && s.governorOf(&s.sentences[d.sentence], p) != nil:
		s.stageOfGovernor(d, p) // "expects to receive", "entered into an agreement to receive"
	case p.Class == stage.Receive && toCome(p) && s.outOfBudget(d):
		d.claim.Stage = pledgebook.StageAllocation
	case p.Class == stage.Receive && toCome(p):
		d.claim.Stage, d.inherits = pledgebook.StagePledge, true
	case p.Class == stage.Receive:
		s.received(d, p)
	case p.Class == stage.Ask && s.ownBudget(d):
		d.claim.Stage, d.claim.Polarity = pledgebook.StagePledge, pledgebook.Planned
	default:
		d.claim.Stage = pledgebook.StageNeed
	}
}

// fundBefore reports "The loan" right before a verb: money told of before.
func (s *scene) fundBefore(d *draft, p *stage.Predicate) bool {
	if !s.is(p.First-2, cue.The|cue.This) {
		return false
	}
	_, ok := s.doc.Tagged(p.First-1, s.engine.fundWords)
	return ok && d.position == object
}

// stageOfSupport reads verbs that leave the stage open, unless the act is to come.
func (s *scene) stageOfSupport(d *draft, p *stage.Predicate) {
	d.claim.Stage, d.inherits = pledgebook.StageUnclear, true
	switch {
	case toCome(p) && p.Class == stage.Support && (p.Passive || s.is(s.preposition(d.figure.First, p.End), cue.With) || s.withNoun(d)):
		d.claim.Stage = pledgebook.StagePledge // "will be supported by 5 million", "will support Chad with"
	case p.Class == stage.Support && d.position == subject && !p.Passive:
		d.claim.Stage = pledgebook.StageUnclear // "A 5 million loan will finance roads": what the loan does
	case p.Class == stage.Support && p.Stage != "" && toCome(p):
		d.claim.Stage, d.inherits = pledgebook.StagePledge, s.fundBefore(d, p) // "will fund a school for 3 million"; "The loan will fund" goes on
	case p.Stage != "":
		d.claim.Stage, d.inherits = p.Stage, false
	}
}
