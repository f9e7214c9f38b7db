package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// setStage settles stage, polarity and the reported verb of a draft.
func (s *scene) setStage(d *draft) {
	d.claim.Polarity = pledgebook.Asserted
	switch {
	case s.stageOfAct(d):
	case d.verb != nil:
		s.stageOfVerb(d)
	default:
		d.inherits = true
	}
	s.setPolarity(d)
}

// stageOfAct takes the stage of an act noun ("a $3 billion pledge", "a
// commitment of") where the verb only announces, contains or makes the act.
func (s *scene) stageOfAct(d *draft) bool {
	if d.act == nil || d.act.Stage == "" {
		return false
	}
	if d.act.Class == stage.Need {
		return s.stageOfNeed(d)
	}
	if d.act.Strength < 1 && d.verb != nil {
		return false
	}
	if d.verb != nil {
		switch d.verb.Class {
		case stage.Announce, stage.Contain, stage.Bring, stage.Say, stage.Support, stage.Increase, stage.Fulfil:
		case stage.Commit:
			if d.act.Stage != pledgebook.StageAllocation {
				return false
			}
		default:
			return false
		}
	}
	d.claim.Stage = d.act.Stage
	s.reportVerb(d, d.act.Range, "act-noun")
	return true
}

func (s *scene) stageOfNeed(d *draft) bool {
	if d.verb != nil && d.verb.Class != stage.Ask && d.verb.Class != stage.Contain && d.verb.Class != stage.Announce && d.position == subject {
		return false
	}
	if s.ownBudget(d) {
		d.claim.Stage, d.claim.Polarity = pledgebook.StagePledge, pledgebook.Planned
	} else {
		d.claim.Stage = pledgebook.StageNeed
	}
	s.reportVerb(d, d.act.Range, "need-noun")
	return true
}

func (s *scene) reportVerb(d *draft, r text.Range, rule string) {
	d.claim.ReportedVerb = s.doc.Slice(r)
	d.note(s, "stage", r, rule, d.basis(r))
}

// stageOfVerb takes the stage of the governing verb; an act still to come is a
// pledge.
func (s *scene) stageOfVerb(d *draft) {
	p := d.verb
	s.reportVerb(d, p.Range, "verb-"+string(p.Class))
	switch p.Class {
	case stage.Announce, stage.Promise, stage.Raise:
		d.claim.Stage = pledgebook.StagePledge
	case stage.Commit, stage.Relieve:
		d.claim.Stage = pledgebook.StageCommitment
		if toCome(p) {
			d.claim.Stage = pledgebook.StagePledge
		}
	case stage.Allocate, stage.Cut, stage.Withdraw:
		d.claim.Stage = pledgebook.StageAllocation
		d.inherits = p.Class == stage.Allocate && p.Mood == stage.Future
	case stage.Make:
		d.claim.Stage, d.inherits = pledgebook.StageAllocation, !s.is(d.figure.End, "available")
	case stage.Give, stage.Disburse, stage.Deliver, stage.Arrive, stage.Invest:
		s.stageOfGiving(d, p)
	case stage.Receive:
		d.claim.Stage, d.inherits = pledgebook.StageUnclear, toCome(p)
	case stage.Ask:
		d.claim.Stage = pledgebook.StageNeed
		if s.ownBudget(d) {
			d.claim.Stage, d.claim.Polarity = pledgebook.StagePledge, pledgebook.Planned
		}
	case stage.Lack:
		d.claim.Stage = pledgebook.StageNeed
	case stage.Propose, stage.Plan:
		d.claim.Stage, d.claim.Polarity = pledgebook.StagePledge, pledgebook.Planned
	case stage.Refuse:
		d.claim.Stage, d.claim.Polarity = pledgebook.StagePledge, pledgebook.Denied
	default:
		d.claim.Stage, d.inherits = pledgebook.StageUnclear, true
		if p.Stage != "" {
			d.claim.Stage, d.inherits = p.Stage, false
		}
	}
	s.budgetLine(d)
}

// budgetLine makes what is announced, cut or seen of a donor's own aid budget an
// allocation.
func (s *scene) budgetLine(d *draft) {
	if d.noun == nil || d.noun.Class != stage.Budget || d.claim.Stage != pledgebook.StagePledge && !d.inherits || toCome(d.verb) || d.claim.Polarity != pledgebook.Asserted {
		return
	}
	d.claim.Stage, d.inherits = pledgebook.StageAllocation, false
	d.note(s, "stage", d.noun.Range, "budget-line", d.basis(d.noun.Range))
}

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
	case toCome(p), p.Progressive, p.Form == stage.Finite && !p.Past && !p.Perfect && !p.Passive:
		d.claim.Stage = pledgebook.StagePledge
	}
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
	g := s.verbBefore(v, p)
	if g == nil {
		return
	}
	switch g.Class {
	case stage.Commit:
		d.claim.Stage = pledgebook.StageCommitment
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
	case p == nil:
	case p.Negated || s.refused(d):
		d.claim.Polarity = pledgebook.Denied
	case p.Mood == stage.PlannedMood || p.Mood == stage.Expected:
		d.claim.Polarity = pledgebook.Planned
	case p.Mood == stage.Could:
		d.claim.Polarity = pledgebook.Conditional
	}
	if d.claim.Polarity == pledgebook.Asserted && s.conditional(d) {
		d.claim.Polarity = pledgebook.Conditional
	}
}

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

// conditional reports "if", "subject to" and their like in the figure's clause.
func (s *scene) conditional(d *draft) bool {
	for k := d.clause.First; k < d.clause.End; k++ {
		if s.role(k)&(stage.SubjectTo|stage.If) != 0 {
			return true
		}
	}
	return false
}
