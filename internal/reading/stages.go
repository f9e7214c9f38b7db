package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// setStage settles stage, polarity and the reported verb of a draft.
func (s *scene) setStage(d *draft) {
	d.claim.Polarity = pledgebook.Asserted
	switch {
	case s.stageOfTarget(d), s.requestGoesOn(d):
	case s.stageOfStatistic(d):
	case s.stageOfHead(d), s.stageOfTranche(d):
	case s.stageOfBudget(d), s.stageOfLevel(d), s.stageOfRaisedAct(d):
	case s.stageOfAct(d), s.stageOfGap(d), s.stageOfAgreement(d):
	case s.stageOfSubject(d):
	case s.pledgesCame(d):
	case s.listed(d) && s.stageOfLead(d):
	case d.verb != nil:
		s.stageOfVerb(d)
	case s.stageOfRelative(d), s.stageOfLead(d):
	default:
		d.inherits = true
		s.budgetLine(d)
	}
	if d.partly && s.opensAsPart(&s.sentences[d.sentence], d) && (d.verb == nil || d.verb.Class == stage.Contain || d.verb.Class == stage.Go) {
		d.inherits = true // "The largest allocation was …"
	}
	if s.listed(d) && s.stretchStart(&s.sentences[d.sentence], d) > d.clause.First {
		d.inherits = true // "X, including Y": a part of the sum before it
	}
	s.addedTo(d)
	s.cutAsNoun(d)
	s.setPolarity(d)
}

// cutAsNoun makes "aid has seen a 3 million reduction" an allocation, as the verb does,
// where no verb tells more.
func (s *scene) cutAsNoun(d *draft) {
	if d.inherits && d.act != nil && d.act.Class == stage.Act && d.act.Stage == "" && (d.claim.Stage == pledgebook.StageUnclear || d.claim.Stage == "") {
		d.claim.Stage, d.inherits = pledgebook.StageAllocation, false
		s.reportVerb(d, d.act.Range, "noun-of-cutting")
	}
}

// listed reports a figure that "including" or "such as" introduces.
func (s *scene) listed(d *draft) bool {
	return d.verb != nil && (d.verb.Class == stage.Contain && d.verb.Form == stage.Gerund || s.is(d.figure.First-1, cue.Including) && d.verb.End < d.figure.First)
}

// stageOfAgreement reads "a 3 million grant agreement offered by Norway", "The second
// agreement will provide 3 million": what is agreed is a commitment, whoever offered it
// and whatever it is to do.
func (s *scene) stageOfAgreement(d *draft) bool {
	if d.verb == nil || d.verb.Class != stage.Give && d.verb.Class != stage.Promise && d.verb.Class != stage.Support || d.verb.Passive {
		return false
	}
	if d.verb.Form != stage.Participle && (d.verb.Form != stage.Finite || d.position != object) {
		return false
	}
	end := d.verb.First
	if d.verb.Form == stage.Participle && s.char(end-1) == ',' {
		end--
	}
	for i := range s.sentences[d.sentence].nouns {
		if n := &s.sentences[d.sentence].nouns[i]; n.End == end && n.Class == stage.Act && n.Stage == pledgebook.StageCommitment && n.First >= d.clause.First {
			d.claim.Stage = n.Stage
			s.reportVerb(d, n.Range, "agreement")
			return true
		}
	}
	return false
}

// stageOfSubject reads "approved lending amounted to", "disbursed loans reached":
// what the sum's noun is said to have been tells its stage.
func (s *scene) stageOfSubject(d *draft) bool {
	if d.verb == nil || d.noun == nil || d.position != object || d.noun.End > d.verb.First || !s.measures(d.verb) {
		return false
	}
	v := &s.sentences[d.sentence]
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.Form != stage.Attributive || p.Stage == "" || p.End > d.noun.First || d.noun.First-p.End > 2 {
			continue
		}
		d.claim.Stage, d.claim.Extent = p.Stage, pledgebook.TotalExtent
		s.reportVerb(d, p.Range, "said-of-subject")
		return true
	}
	return false
}

// pledgesCame reads "The pledges came from Japan ($1 million) and …": the act
// that goes tells the stage.
func (s *scene) pledgesCame(d *draft) bool {
	if d.verb == nil || d.verb.Class != stage.Go || toCome(d.verb) || d.position != object {
		return false
	}
	for _, n := range s.sentences[d.sentence].nouns {
		if n.Class == stage.Act && n.Stage != "" && n.Strength >= 2 && n.End <= d.verb.First && n.First >= d.clause.First {
			return s.stageOfLead(d)
		}
	}
	return false
}

// stageOfLead reads a figure without a verb from the act noun that leads into
// its list: "pledges came from Japan ($1 billion), Chile ($2 million)".
func (s *scene) stageOfLead(d *draft) bool {
	v := &s.sentences[d.sentence]
	var lead *stage.Noun
	for i := range v.nouns {
		n := &v.nouns[i]
		if n.Class != stage.Act || n.Stage == "" || n.Strength < 2 || lead != nil && n.End > d.figure.First {
			continue
		}
		lead = n // the last before the figure, else the first behind it
	}
	if lead == nil && d.list {
		if lead = s.listLead(d.sentence); lead != nil && lead.Stage == pledgebook.StageUnclear && s.leadOf(d.sentence) != nil {
			return false // "approved contributions to three bodies:": the verb tells
		}
	}
	if lead == nil {
		return false
	}
	d.claim.Stage = lead.Stage
	s.reportVerb(d, lead.Range, "lead-noun")
	return true
}

// listLead returns the act noun of the sentence that leads into a list with a
// colon: "The package's allocations are:".
func (s *scene) listLead(i int) *stage.Noun {
	for k := i - 1; k >= max(0, i-maxListLines); k-- {
		if s.sentences[k].kind == pledgebook.PartListItem {
			continue
		}
		v := s.words(k)
		if s.char(v.End-1) != ':' {
			return nil
		}
		for n := len(v.nouns) - 1; n >= 0; n-- {
			if noun := &v.nouns[n]; noun.Class == stage.Act && noun.Stage != "" {
				return noun
			}
		}
		return nil
	}
	return nil
}

// stageOfAct takes the stage of an act noun ("a $3 billion pledge", "a
// commitment of") where the verb only announces, contains or makes the act.
func (s *scene) stageOfAct(d *draft) bool {
	if d.act == nil || d.act.Stage == "" {
		return false
	}
	if cutAct(d) {
		return false
	}
	if d.act.Class == stage.Need {
		return !s.grantedRequest(d) && s.stageOfNeed(d)
	}
	if actOfAnother(d) {
		return false
	}
	direct := s.ofAct(d)
	if d.sum == nil && d.act.Stage == pledgebook.StageUnclear && d.verb != nil && (d.verb.Class == stage.Receive || d.verb.Class == stage.Deliver) && (d.position == object || d.verb.Passive) {
		return false // "received a donation of 40 beds": see received
	}
	if d.act.Strength < 1 && d.act.Stage == pledgebook.StagePledge && !direct && d.verb == nil {
		return false // "the target of the attack was a depot worth": see stageOfTarget
	}
	if d.act.Strength < 1 && d.verb != nil && !direct && !(d.verb.Class == stage.Contain && d.act.End <= d.verb.First) {
		return false
	}
	if d.verb != nil && !((direct || s.givenForUse(d)) && d.position == subject) && !s.verbOfAct(d, direct) {
		return false
	}
	if d.act.Stage == pledgebook.StageUnclear && d.position == subject && saysOfAct(d.verb) {
		return false // "A contribution of 3 million was promised"
	}
	if d.act.Stage == pledgebook.StageUnclear && d.verb != nil && (d.verb.Class == stage.Announce && (d.position == object || d.verb.Passive) || d.position == subject && s.toBeHad(d) && !s.givenForUse(d) || d.verb.Class == stage.Increase && toCome(d.verb)) {
		return false // "announced a contribution of", "Its contribution of 3 million will go to": a promise
	}
	if d.claim.Stage = d.act.Stage; paymentToCome(d) {
		d.claim.Stage = pledgebook.StagePledge
	}
	s.reportVerb(d, d.act.Range, "act-noun")
	s.bringsTotal(d) // "brings disbursements to 90 million"
	return true
}

// saysOfAct reports a passive verb that tells the stage of what its subject names.
func saysOfAct(p *stage.Predicate) bool {
	if p == nil || !p.Passive || p.Form != stage.Finite {
		return false
	}
	switch p.Class {
	case stage.Promise, stage.Commit, stage.Allocate, stage.Disburse:
		return true
	}
	return false
}

// verbOfAct reports a verb beside which the act tells the stage: one that announces,
// contains or makes it, or has it received.
func (s *scene) verbOfAct(d *draft, direct bool) bool {
	switch d.verb.Class {
	case stage.Announce, stage.Contain, stage.Bring, stage.AddTo, stage.Say, stage.Support, stage.Increase, stage.Fulfil:
		return true
	case stage.Receive:
		return direct || d.act.End == d.figure.First || d.act.First >= d.verb.End && d.act.End < d.figure.First && d.act.Stage == pledgebook.StagePledge // "received pledges of 3 million"
	case stage.Make:
		return direct || d.act.First >= d.figure.End // "made a 3 million pledge"
	case stage.Go:
		return direct
	case stage.Deliver:
		return d.act.Stage == pledgebook.StageDisbursement // "handed over a cheque for"
	case stage.Commit:
		return d.act.Stage == pledgebook.StageAllocation && d.act.Strength >= 2 // "signed a drawdown"; who approves an allocation commits
	}
	return false
}

// ofAct reports "a commitment of", "the agreement of", "a pledge worth": the
// figure says how large the act is.
func (s *scene) ofAct(d *draft) bool {
	if d.act.First > d.figure.End && s.is(d.figure.End, cue.In) && s.plainBetween(d.figure.End+1, d.act.First) {
		return d.act.Strength >= 2 // "3 million in new pledges"
	}
	return d.act.End < d.figure.First && d.figure.First-d.act.End <= 2 && (s.is(d.act.End, cue.Of) || s.says(d.act.End, cue.Worth))
}

func (s *scene) stageOfNeed(d *draft) bool {
	if d.verb != nil && d.verb.Class != stage.Ask && d.verb.Class != stage.Contain && d.verb.Class != stage.AddTo && d.verb.Class != stage.Announce && (d.verb.Class != stage.Support || d.fraction()) && d.position == subject && !s.sizeOfNeed(d) {
		return false
	}
	if d.act.End <= d.figure.First && s.cameOfNeed(d) || s.givesToNeed(d) {
		return false // "The appeal raised 40 million", "gave to the appeal 40 million"
	}
	if s.ownBudget(d) || s.requestGives(d) || s.ownRequest(d) {
		d.claim.Stage, d.claim.Polarity = pledgebook.StagePledge, pledgebook.Planned
	} else {
		d.claim.Stage = pledgebook.StageNeed
	}
	s.reportVerb(d, d.act.Range, "need-noun")
	return true
}

// givesToNeed reports "will match gifts to the appeal up to 4 million": somebody gives, and
// the need is whom to.
func (s *scene) givesToNeed(d *draft) bool {
	if d.verb == nil || d.position != object || d.verb.Class != stage.Give && d.verb.Class != stage.Promise || d.act.First < d.verb.End || d.act.End > d.figure.First {
		return false
	}
	return s.role(s.preposition(d.act.First, d.verb.End))&stage.To != 0
}

// requestGives reports "The President's request would provide": what is asked of one's own
// parliament is for others.
func (s *scene) requestGives(d *draft) bool {
	return d.verb != nil && d.verb.Class == stage.Give && d.verb.Mood == stage.Would && d.act.End == d.verb.First
}

func (s *scene) reportVerb(d *draft, r text.Range, rule string) {
	d.claim.ReportedVerb = s.doc.Slice(r)
	d.note(s, "stage", r, rule, d.basis(r))
}

// withNoun reports "with a grant of" before the figure.
func (s *scene) withNoun(d *draft) bool {
	return d.noun != nil && d.noun.End < d.figure.First && s.is(d.noun.End, cue.Of) && s.is(s.preposition(d.noun.First, d.clause.First), cue.With)
}

// underFuture reports a gerund whose sentence tells what is still to come: "will
// launch a programme, devoting 42 million to it".
func (s *scene) underFuture(d *draft, p *stage.Predicate) bool {
	if p.Form != stage.Gerund || s.char(p.First-1) != ',' {
		return false
	}
	v := &s.sentences[d.sentence]
	for i := len(v.verbs) - 1; i >= 0; i-- {
		if q := &v.verbs[i]; q.End <= p.First && q.Form == stage.Finite {
			return toCome(q)
		}
	}
	return false
}

// bringsTotal reports "brings its total aid to 9 million": a running total, whatever
// brought it there.
func (s *scene) bringsTotal(d *draft) bool {
	if d.verb == nil || d.verb.Class != stage.Bring && d.verb.Class != stage.Raise || d.position != object || toCome(d.verb) || !s.is(s.preposition(d.figure.First, d.verb.End), cue.To) {
		return false
	}
	if d.claim.Extent != pledgebook.TotalExtent {
		d.claim.Extent = pledgebook.TotalExtent
		d.note(s, "extent", d.verb.Range, "brings-total", d.basis(d.verb.Range))
	}
	d.forget("revision")
	d.claim.Revision = pledgebook.Restatement
	d.note(s, "revision", d.verb.Range, "brings-total", d.basis(d.verb.Range))
	return true
}

// stageOfIncrease makes aid that is still to rise a promise; that it rose tells
// no stage.
func (s *scene) stageOfIncrease(d *draft, p *stage.Predicate) {
	d.claim.Stage, d.inherits = pledgebook.StageUnclear, true
	switch {
	case p.Stage != "":
		d.claim.Stage, d.inherits = p.Stage, false
	case p.Form == stage.Infinitive:
		d.inherits = false
		s.stageOfGovernor(d, p)
	case toCome(p), p.Progressive:
		d.claim.Stage, d.inherits = pledgebook.StagePledge, false
	}
}

// stageOfCommitting tells agreed from what is still to be: "will approve" is a
// promise, "asked to approve" what its governor makes of it.
func (s *scene) stageOfCommitting(d *draft, p *stage.Predicate) {
	if p.Class == stage.Relieve {
		s.relievesDebt(d)
	}
	d.claim.Stage = pledgebook.StageCommitment
	switch {
	case p.Form == stage.Infinitive:
		s.stageOfGovernor(d, p)
		if g := s.lastBefore(&s.sentences[d.sentence], p); p.Class == stage.Relieve && g != nil && s.settled(g) {
			d.claim.Stage = pledgebook.StageCommitment // "reached an agreement last week with the club to reschedule"
		}
	case toCome(p) && s.signs(p):
		d.claim.Polarity = pledgebook.Planned // "will sign an agreement": not signed yet
	case toCome(p) && p.Mood != stage.Expected:
		d.claim.Stage = pledgebook.StagePledge
	}
}

// relievesDebt reports that what is cancelled or written off is a debt.
func (s *scene) relievesDebt(d *draft) bool {
	v := &s.sentences[d.sentence]
	for i := range v.verbs {
		if p := &v.verbs[i]; p.First >= d.figure.End && s.owes(p) {
			s.addReceivers(d, s.debtor(v, p), pledgebook.Stated)
		}
	}
	for i := range v.nouns {
		n := &v.nouns[i]
		if s.says(n.First, cue.Debt) || s.says(n.End-1, cue.Debt) {
			d.claim.Kind, d.claim.Modality = pledgebook.Financial, pledgebook.DebtRelief
			d.note(s, "modality", n.Range, "debt", d.basis(n.Range))
			return true
		}
	}
	for i := range v.verbs {
		if p := &v.verbs[i]; p.First >= d.figure.End && s.owes(p) {
			d.claim.Kind, d.claim.Modality = pledgebook.Financial, pledgebook.DebtRelief
			d.note(s, "modality", p.Range, "debt", d.basis(p.Range))
			return true
		}
	}
	return false
}

// debtor returns who owes: "that Ethiopia owed", "owed by Malawi".
func (s *scene) debtor(v *sentence, p *stage.Predicate) []named {
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.ID.IsState() && (m.End == p.First || m.First == p.End+1 && s.is(p.End, cue.By)) {
			return []named{{m.ID, m.Range, "debtor"}}
		}
	}
	return nil
}

// owes reports "owed", "owes": what is cancelled of it was a debt.
func (s *scene) owes(p *stage.Predicate) bool { return s.says(p.Head, cue.Owe) }

// budgetLine makes what is announced, cut or seen of a donor's own aid budget an
// allocation.
func (s *scene) budgetLine(d *draft) {
	if d.noun == nil || d.noun.Class != stage.Budget || d.claim.Stage != pledgebook.StagePledge && !d.inherits || d.verb != nil && toCome(d.verb) || d.claim.Polarity != pledgebook.Asserted {
		return
	}
	d.claim.Stage, d.inherits = pledgebook.StageAllocation, false
	d.note(s, "stage", d.noun.Range, "budget-line", d.basis(d.noun.Range))
}
