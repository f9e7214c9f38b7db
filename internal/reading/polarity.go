package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file tells done from promised, planned, conditional and refused: what the
// verb group, the verb that governs it and the clause say of an act.

// toCome reports an act that has not happened yet.
func toCome(p *stage.Predicate) bool { return p.Mood != stage.Fact }

// stageOfGiving tells done from promised for verbs of giving: "has provided" is
// done, "will provide", "is providing" and a headline's "provides" are not. An
// infinitive takes the stage of what governs it: "agreed to provide".
func (s *scene) stageOfGiving(d *draft, p *stage.Predicate) {
	d.claim.Stage = p.Stage
	switch {
	case p.Form == stage.Infinitive:
		s.stageOfGovernor(d, p)
	case p.Form == stage.Gerund && (s.actOfGiving(d, p) || s.governedGerund(d, p)), s.receivedAsGiven(d, p), s.arrivedAsGiven(d, p), s.underWay(d, p):
	case p.Form == stage.Gerund && s.besideGiver(d, p):
	case p.Class == stage.Deliver && s.is(p.End, cue.Into|cue.Between):
		d.inherits = true
		d.forget("stage")
		s.reportVerb(d, p.Range, "shared-out") // "is distributed into 20 for schools and 10 for roads": how it is shared out
	case s.lawGives(&s.sentences[d.sentence], p):
		d.claim.Stage = pledgebook.StageCommitment
	case s.underPayment(p):
		s.reportVerb(d, p.Range, "under-payment")
	case toCome(p), p.Progressive, p.Form == stage.Finite && !p.Past && !p.Perfect && !p.Passive && p.Class != stage.Disburse && p.Class != stage.Deliver:
		d.claim.Stage = pledgebook.StagePledge
	}
}

// underPayment reports "is paying", "was transferring": money that is on its way is paid,
// while what somebody "is giving" is only announced.
func (s *scene) underPayment(p *stage.Predicate) bool {
	return p.Class == stage.Disburse && p.Progressive && !p.Passive && p.Mood == stage.Fact && !p.Negated
}

// besideGiver reads "the EU pledged 60 million, with Germany giving 20 million": who gives
// beside another does as the other.
func (s *scene) besideGiver(d *draft, p *stage.Predicate) bool {
	v, n := &s.sentences[d.sentence], len(s.drafts)
	if n == 0 || s.drafts[n-1].sentence != d.sentence || s.drafts[n-1].claim.Stage == "" {
		return false
	}
	m := s.partyEndingAt(v, p.First)
	if m == nil || !s.is(m.First-1, cue.With) {
		return false
	}
	d.claim.Stage = s.drafts[n-1].claim.Stage
	s.reportVerb(d, p.Range, "beside-giver")
	return true
}

// lawGives reports "passed a bill which provides": what is agreed to gives as it is read.
func (s *scene) lawGives(v *sentence, p *stage.Predicate) bool {
	if p.Form != stage.Finite || p.Past || p.Perfect || p.Passive || p.Progressive || toCome(p) || s.role(p.First-1)&stage.Relative == 0 {
		return false
	}
	g := s.verbBefore(v, p)
	return g != nil && g.Class == stage.Commit && g.Past && !toCome(g) && !g.Negated
}

// governedGerund reads "proposed giving", "ruled out sending": an act that is only spoken of.
func (s *scene) governedGerund(d *draft, p *stage.Predicate) bool {
	g := s.verbBefore(&s.sentences[d.sentence], p)
	if g == nil || g.End != p.First || g.Class != stage.Propose && g.Class != stage.Plan && g.Class != stage.Refuse {
		return false
	}
	s.stageOfGovernor(d, p)
	return true
}

// actOfGiving reads "a goal of providing", "their promise of sending": the act
// tells the stage of what is only its content.
func (s *scene) actOfGiving(d *draft, p *stage.Predicate) bool {
	if !s.is(p.First-1, cue.Of) {
		return false
	}
	for _, n := range s.sentences[d.sentence].nouns {
		if n.Class == stage.Act && n.Stage != "" && n.End == p.First-1 {
			d.claim.Stage = n.Stage
			s.reportVerb(d, n.Range, "act-noun-to")
			return true
		}
	}
	return false
}

// stageOfGap gives a figure whose verb was left out the act of the figure before:
// "the United States made pledges of 7 billion, Germany 3 billion".
func (s *scene) stageOfGap(d *draft) bool {
	if len(s.drafts) == 0 || d.verb == nil || d.act != nil || s.label(d) == nil {
		return false
	}
	p := &s.drafts[len(s.drafts)-1]
	if p.sentence != d.sentence || p.verb != d.verb || p.act == nil || p.inherits || p.claim.Stage == "" {
		return false
	}
	d.claim.Stage = p.claim.Stage
	s.reportVerb(d, p.act.Range, "act-noun")
	return true
}

// stageOfGovernor finds the verb or act noun that governs an infinitive.
func (s *scene) stageOfGovernor(d *draft, p *stage.Predicate) {
	d.claim.Stage = pledgebook.StagePledge
	v := &s.sentences[d.sentence]
	for i := range v.nouns {
		n := &v.nouns[i]
		if n.Class == stage.Act && n.Stage != "" && n.End <= p.First && p.First-n.End <= 6 && n.Strength > 0 {
			d.claim.Stage = n.Stage
			s.reportVerb(d, n.Range, "act-noun-to")
		}
	}
	g := s.governorOf(v, p)
	if g == nil {
		return
	}
	switch g.Class {
	case stage.Commit:
		d.claim.Stage = pledgebook.StageCommitment
		if toCome(g) && s.signs(g) {
			d.claim.Polarity = pledgebook.Planned
		}
	case stage.Ask:
		if !s.ownBudget(d) {
			d.claim.Stage = pledgebook.StageNeed
		} else {
			d.claim.Polarity = pledgebook.Planned
		}
	case stage.Propose, stage.Plan:
		d.claim.Polarity = pledgebook.Planned
	case stage.Refuse:
		d.claim.Polarity = pledgebook.Denied
	case stage.Announce, stage.Promise:
	default:
		return
	}
	s.reportVerb(d, text.Range{First: g.First, End: p.End}, "verb-to-verb")
}

// partOfNeed reads "a request to raise the aid to 80 billion": what a request or
// an appeal asks somebody to do is a need, unless the asker gives it himself.
func (s *scene) partOfNeed(d *draft, p *stage.Predicate) bool {
	v := &s.sentences[d.sentence]
	for i := range v.nouns {
		if n := &v.nouns[i]; n.Class == stage.Need && n.End == p.First && !s.ownBudget(d) {
			d.claim.Stage = pledgebook.StageNeed
			s.reportVerb(d, n.Range, "need-noun-to")
			return true
		}
	}
	return false
}

// governorOf returns the verb that governs an infinitive; two infinitives that
// "and" joins have one governor: "asked the banks to reschedule 3 billion and to
// lend 2 billion".
func (s *scene) governorOf(v *sentence, p *stage.Predicate) *stage.Predicate {
	if g := s.approverOf(v, p); g != nil {
		return g
	}
	if g := s.finiteBefore(v, p); g != nil && s.signs(g) && !s.sumBetween(v, g.End, p.First) {
		return g // "signed an agreement with the government of Zambia in Lusaka to provide"
	}
	if s.role(p.First-1)&stage.And == 0 {
		return s.verbBefore(v, p)
	}
	for i := len(v.verbs) - 1; i >= 0; i-- {
		if q := &v.verbs[i]; q.End < p.First && q.Form == stage.Infinitive {
			if g := s.verbBefore(v, q); g != nil {
				return g
			}
		}
	}
	return s.verbBefore(v, p)
}

// approverOf returns the verb of "approved a proposal by the minister to provide": who
// agrees to a proposal does what it asks for, however long its name is.
func (s *scene) approverOf(v *sentence, p *stage.Predicate) *stage.Predicate {
	for i := len(v.verbs) - 1; i >= 0; i-- {
		g := &v.verbs[i]
		if g.End > p.First {
			continue
		}
		if g.Class != stage.Commit || !g.Past || toCome(g) || g.Negated || p.First-g.End > proposalReach || s.sumBetween(v, g.End, p.First) {
			return nil
		}
		for k := g.End; k < min(g.End+3, p.First); k++ {
			if _, ok := s.doc.Tagged(k, s.engine.proposals); ok {
				return g
			}
		}
		return nil
	}
	return nil
}

// proposalReach bounds the name of a proposal between who approves it and what it is to
// do, in tokens.
const proposalReach = 16

// verbBefore returns the predicate right before another in its sentence.
func (s *scene) verbBefore(v *sentence, p *stage.Predicate) *stage.Predicate {
	for i := len(v.verbs) - 1; i >= 0; i-- {
		if g := &v.verbs[i]; g.End <= p.First && p.First-g.End <= 8 {
			return g
		}
	}
	return nil
}

// setPolarity adds what the verb group and the clause say of plans, conditions
// and refusals.
func (s *scene) setPolarity(d *draft) {
	p := d.verb
	switch {
	case p == nil, s.effect(d):
	case d.claim.Stage == pledgebook.StageNeed && s.turnedDown(d):
		d.claim.Polarity = pledgebook.Denied
	case d.claim.Stage == pledgebook.StageNeed && (p.Class == stage.Raise || p.Class == stage.Receive): // "hopes to raise", "unless it receives": the need is there
	case p.Negated || s.refused(d):
		d.claim.Polarity = pledgebook.Denied
	case p.Mood == stage.PlannedMood || p.Mood == stage.Expected:
		d.claim.Polarity = pledgebook.Planned
	case p.Mood == stage.Could:
		d.claim.Polarity = pledgebook.Conditional
	case s.proposedThat(d), s.foretold(d), s.plannedChange(d), s.levelToCome(d):
		d.claim.Polarity = pledgebook.Planned
	case p.Mood != stage.Fact && d.claim.Polarity == pledgebook.Asserted && s.proposed(d):
		d.claim.Polarity = pledgebook.Planned
	}
	if d.claim.Polarity == pledgebook.Asserted && s.adoptsProposal(d) {
		d.claim.Stage, d.claim.Polarity = pledgebook.StagePledge, pledgebook.Planned
	}
	if d.claim.Polarity == pledgebook.Asserted && (s.drafted(d) || s.proposedNoun(d) || s.proposedSubject(d) || s.inDraft(d)) {
		d.claim.Polarity = pledgebook.Planned
	}
	if d.claim.Polarity == pledgebook.Asserted && d.claim.Stage == pledgebook.StagePledge && d.claim.Extent != pledgebook.TotalExtent && s.withParliament(d) {
		d.claim.Polarity = pledgebook.Planned
	}
	if d.claim.Polarity == pledgebook.Asserted && (s.pending(d) || s.inDraftAbove(d)) {
		d.claim.Polarity = pledgebook.Planned
	}
	s.setCondition(d)
}

// partnersReach bounds the words between "work with" and a parliament: "our partners in".
const partnersReach = 4

// withParliament reports "will work closely with our partners in Congress to provide": a
// parliament has yet to grant the money. "Working with Congress, we will provide" promises it.
func (s *scene) withParliament(d *draft) bool {
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.Form != party.House {
			continue
		}
		with := m.First - 1
		for with > max(v.First, m.First-1-partnersReach) && !s.is(with, cue.With) && s.char(with) != ',' {
			with--
		}
		work := with - 1
		if work > v.First && s.role(work)&stage.Adverb != 0 {
			work--
		}
		if s.is(with, cue.With) && work >= v.First && s.says(work, cue.Working) && !s.doc.Ends(work, cue.Gerund) {
			d.note(s, "polarity", text.Range{First: work, End: m.End}, "with-parliament", d.basis(m.Range))
			return true
		}
	}
	return false
}

// proposedThat reports "suggested that allies give": what somebody wants done.
func (s *scene) proposedThat(d *draft) bool {
	g := s.proposer(d)
	if g == nil {
		return false
	}
	s.reportVerb(d, text.Range{First: g.First, End: d.verb.End}, "proposed-that")
	return true
}

// proposer returns the verb of proposing in the past behind which the draft's verb
// stands in its bare form: "proposed that the EU give"; or nil.
func (s *scene) proposer(d *draft) *stage.Predicate {
	p := d.verb
	if p == nil || p.Form != stage.Finite || p.Past || p.Perfect || p.Progressive || p.Passive || p.Mood != stage.Fact || s.doc.Ends(p.Head, cue.S) {
		return nil
	}
	g := s.verbBefore(&s.sentences[d.sentence], p)
	if g == nil || g.Class != stage.Propose && g.Class != stage.Ask || !g.Past && !g.Perfect || s.role(g.End)&stage.That == 0 {
		return nil
	}
	return g
}

// foretold reports "it is expected that Japan will give": what is only looked for.
func (s *scene) foretold(d *draft) bool {
	p := d.verb
	if p.Form != stage.Finite || p.Mood != stage.Future && p.Mood != stage.Would {
		return false
	}
	g := s.verbBefore(&s.sentences[d.sentence], p)
	if g == nil || g.Class != stage.Propose || !g.Passive && g.Stage != "" || s.role(g.End)&stage.That == 0 {
		return false
	}
	s.reportVerb(d, text.Range{First: g.First, End: p.End}, "foretold")
	return true
}

// lawmakersAt reports the name of a parliament at a token.
func (s *scene) lawmakersAt(k int) bool {
	_, ok := s.doc.Tagged(k, s.engine.lawmakers)
	return ok
}

// proposed reports that the verb's subject has no force yet: "the bill would
// set aside".
func (s *scene) proposed(d *draft) bool {
	for k := d.verb.First - 1; k >= max(d.clause.First, d.verb.First-4); k-- {
		if _, ok := s.doc.Tagged(k, s.engine.proposals); ok {
			d.note(s, "polarity", text.Range{First: k, End: k + 1}, "proposal", d.basis(d.verb.Range))
			return true
		}
	}
	for i := range s.sentences[d.sentence].nouns {
		if n := &s.sentences[d.sentence].nouns[i]; n.Class == stage.Need && n.End == d.verb.First && d.verb.Mood == stage.Would {
			d.note(s, "polarity", n.Range, "proposal", d.basis(n.Range))
			return true // "The request would provide"
		}
	}
	return false
}

// adoptsProposal reports "presented a proposal for a 3 million loan", and "adopted" where the
// European Commission does: it proposes, and only who approves it agrees.
func (s *scene) adoptsProposal(d *draft) bool {
	p := d.verb
	if p == nil || d.position != object || p.Class != stage.Commit && p.Class != stage.Announce || s.says(p.Head, cue.Approve) || s.signs(p) || p.Class == stage.Commit && !slices.Contains(d.claim.Providers, "eu") && !isAmong(s.topic.providers, "eu") {
		return false
	}
	for k := p.End; k < min(p.End+3, d.figure.First); k++ {
		if t, ok := s.doc.Tagged(k, s.engine.proposals); ok && s.is(t.End, cue.For) {
			d.note(s, "polarity", text.Range{First: t.First, End: t.End}, "proposal", d.basis(p.Range))
			return true
		}
	}
	return false
}

// drafted reports "presented its draft budget, allocating": what a draft does is
// planned.
func (s *scene) drafted(d *draft) bool {
	if d.verb == nil || d.verb.Form != stage.Gerund {
		return false
	}
	for k := d.clause.First; k < d.verb.First; k++ {
		if t, ok := s.doc.Tagged(k, s.engine.proposals); ok && t.End-t.First > 1 {
			d.note(s, "polarity", text.Range{First: t.First, End: t.End}, "proposal", d.basis(d.verb.Range))
			return true
		}
	}
	return false
}

// proposedNoun reports "the proposed funding": the sum's noun has no force yet.
func (s *scene) proposedNoun(d *draft) bool {
	if d.noun == nil {
		return false
	}
	v := &s.sentences[d.sentence]
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.Form == stage.Attributive && (p.Class == stage.Propose || p.Class == stage.Plan) && p.End <= d.noun.First && d.noun.First-p.End <= 1 {
			d.note(s, "polarity", p.Range, "proposal", d.basis(p.Range))
			return true
		}
	}
	return false
}

// proposedSubject reports "Proposed funding for Ukraine remained high, receiving 5 million":
// what the sentence is about has no force yet.
func (s *scene) proposedSubject(d *draft) bool {
	v := &s.sentences[d.sentence]
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.Form != stage.Attributive || p.Class != stage.Propose {
			continue
		}
		if p.First > v.First+1 || i+1 == len(v.verbs) || &v.verbs[i+1] != d.verb || d.verb.End > d.figure.First || !s.aidNounAt(v, p.End) {
			return false
		}
		if d.claim.Stage == pledgebook.StageUnclear {
			d.claim.Stage, d.inherits = pledgebook.StagePledge, false
		}
		d.note(s, "polarity", p.Range, "proposal", d.basis(p.Range))
		return true
	}
	return false
}

// aidNounAt reports a noun of aid at a token or one behind it: "EU funding".
func (s *scene) aidNounAt(v *sentence, k int) bool {
	for i := range v.nouns {
		if n := &v.nouns[i]; n.Strength > 0 && n.First >= k && n.First-k <= 1 {
			return true
		}
	}
	return false
}

// turnedDown reports "refused a request for 3 million": what was asked for in vain.
func (s *scene) turnedDown(d *draft) bool {
	if d.act == nil || d.act.Class != stage.Need {
		return false
	}
	v := &s.sentences[d.sentence]
	for i := range v.verbs {
		if p := &v.verbs[i]; p.Class == stage.Refuse && !p.Negated && (p.End <= d.act.First && d.act.First-p.End <= 4 || p.Passive && p.First >= d.figure.End && p.End <= d.clause.End) {
			return true
		}
	}
	return false
}

// pending reports "talks on a loan of 3 million", "a loan of 3 million is under
// consideration": a sum that no verb makes firm and that is only talked of.
func (s *scene) pending(d *draft) bool {
	if d.claim.Stage != pledgebook.StageUnclear && d.claim.Stage != "" {
		return false
	}
	for k := d.clause.First; k < d.clause.End; k++ {
		t, ok := s.doc.Tagged(k, s.engine.pending)
		if !ok || k > d.figure.End+pendingReach || d.figure.First-t.End > pendingReach {
			continue
		}
		d.claim.Stage, d.inherits = pledgebook.StagePledge, false
		d.note(s, "stage", t.Range, "pending", d.basis(t.Range))
		return true
	}
	return false
}

// pendingReach bounds what stands between a sum and "under consideration", in tokens.
const pendingReach = 10

// refused reports a verb of refusing right before the draft's verb: "refused to
// provide", "ruled out sending".
func (s *scene) refused(d *draft) bool {
	v := &s.sentences[d.sentence]
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.Class == stage.Refuse && p.End <= d.verb.First && d.verb.First-p.End <= 2 {
			return true
		}
	}
	return false
}

// drawsOn reports money taken out of an account by who gets it: "allows Kyiv to
// withdraw 500 million dollars". What is taken back is owned or an act: "withdrew
// its offer of".
func (s *scene) drawsOn(d *draft) bool {
	if d.position != object || d.act != nil && d.act.Stage != "" || d.backward || !s.says(d.verb.Head, cue.Withdraw) {
		return false
	}
	for k := d.verb.End; k < d.figure.First; k++ {
		if s.role(k)&stage.Determiner != 0 || s.role(k)&stage.Pronoun != 0 {
			return false
		}
	}
	return s.is(d.verb.Head-1, cue.To) || s.is(d.verb.Head-2, cue.To)
}
