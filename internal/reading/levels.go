package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file reads the level that a donor's aid as a whole is to have in a year that has
// not passed: what it will spend is set aside.

// stageOfLevel reads "Australia's aid will total 4 billion in 2025", "keeps its aid at 4
// billion": a level of aid that no completed year tells.
func (s *scene) stageOfLevel(d *draft) bool {
	n := s.levelOf(d)
	if n == nil || !s.isLevel(d) {
		return false
	}
	if d.verb != nil && d.verb.Form == stage.Infinitive {
		if g := s.governorOf(&s.sentences[d.sentence], d.verb); g != nil && g.Class == stage.Ask {
			return false // "urged Spain to raise its aid to 5 billion"
		} else if g != nil && (g.Class == stage.Propose || g.Class == stage.Plan) {
			d.claim.Polarity = pledgebook.Planned
		}
	}
	d.claim.Stage = pledgebook.StageAllocation
	s.reportVerb(d, s.verbOr(d, n.Range), "level-of-aid")
	return true
}

// levelOf returns the noun for a donor's aid as a whole whose level the draft's verb tells.
func (s *scene) levelOf(d *draft) *stage.Noun {
	v := &s.sentences[d.sentence]
	if d.act != nil && d.act.Class == stage.Need {
		return nil
	}
	for i := range v.nouns {
		n := &v.nouns[i]
		if n.End > d.figure.First || n.First < d.clause.First || !n.Whole && (n.Class != stage.Budget || n.Strength < 2) {
			continue
		}
		if d.verb == nil && s.copulaBehind(n.End, d.figure.First) || d.verb != nil && s.tellsLevel(d, n) {
			return n
		}
	}
	return nil
}

// copulaBehind reports "will be" right before a figure, and nothing but a year between
// what it is said of and it.
func (s *scene) copulaBehind(from, figure int) bool {
	return s.role(figure-1)&stage.Be != 0 && figure-from <= 6
}

// tellsLevel reports a verb that tells how high the aid before or behind it is.
func (s *scene) tellsLevel(d *draft, n *stage.Noun) bool {
	p := d.verb
	if p.Passive && p.Class != stage.Cut && p.Class != stage.Increase || p.Form == stage.Participle || p.Form == stage.Attributive || d.position != object {
		return false
	}
	switch p.Class {
	case stage.Contain:
		return n.End <= p.First && p.Form == stage.Finite
	case stage.Increase, stage.Cut, stage.Raise:
		return (n.End <= p.First || n.First >= p.End && !p.Passive) && s.is(s.preposition(d.figure.First, p.End), cue.To|cue.At)
	case stage.Fulfil:
		return n.First >= p.End && s.is(d.figure.First-1, cue.At)
	}
	return false
}

// isLevel reports a level and no difference: no "by" before the figure, no "of it" behind.
func (s *scene) isLevel(d *draft) bool {
	if s.is(s.preposition(d.figure.First, d.clause.First), cue.By) || d.partly || s.listed(d) {
		return false
	}
	return d.verb == nil || toCome(d.verb) || !d.verb.Past || s.decidesLevel(d)
}

// decidesLevel reports "raised its aid budget to 5 billion": who sets the level sets aid aside,
// where it is none of a completed year.
func (s *scene) decidesLevel(d *draft) bool {
	switch d.verb.Class {
	case stage.Increase, stage.Cut, stage.Raise:
		_, counted := s.statisticYear(d)
		return !counted && d.verb.Form == stage.Finite
	}
	return false
}

// stageOfRaisedAct reads "increased its pledge to the fund to 9 million": what is raised tells
// the stage of its new level.
func (s *scene) stageOfRaisedAct(d *draft) bool {
	if d.verb == nil || d.verb.Class != stage.Increase && d.verb.Class != stage.Raise || d.position != object || !s.is(d.figure.First-1, cue.To) {
		return false
	}
	for i := range s.sentences[d.sentence].nouns {
		n := &s.sentences[d.sentence].nouns[i]
		if n.First < d.verb.End || n.First-d.verb.End > 2 || n.End > d.figure.First {
			continue
		}
		if n.Class != stage.Act || n.Stage != pledgebook.StagePledge && n.Stage != pledgebook.StageCommitment {
			return false
		}
		d.claim.Stage = n.Stage
		s.reportVerb(d, n.Range, "raised-act")
		return true
	}
	return false
}

// agencyWeight is what the budget of an aid agency says of aid, as much as a noun for it.
const agencyWeight = 4

// agencyBudget reports "the BMZ's budget will shrink to 9 billion", "cut the budget of the
// development ministry by", "a budget that sets aside 9 billion for the BMZ": what an
// agency that gives aid has to spend.
func (s *scene) agencyBudget(d *draft) bool {
	if d.verb == nil || d.position != object {
		return false
	}
	switch d.verb.Class {
	case stage.Cut, stage.Increase, stage.Contain, stage.Allocate, stage.Propose, stage.Plan:
	default:
		return false
	}
	v := &s.sentences[d.sentence]
	if s.is(d.figure.End, cue.For|cue.To) && (s.agencyAt(d.figure.End+1) || s.agencyAt(d.figure.End+2)) {
		_, _, ok := s.setOut(d)
		return ok
	}
	for i := range v.nouns {
		n := &v.nouns[i]
		if n.End > d.figure.First {
			return false
		}
		if n.Class == stage.Budget && n.First >= d.clause.First && s.agencyBeside(n.Range, d) {
			return true
		}
	}
	return false
}

// agencyBeside reports an agency right before a budget, or behind it and "of the": "the
// BMZ's budget", "the budget for the BMZ".
func (s *scene) agencyBeside(budget text.Range, d *draft) bool {
	for k := max(d.clause.First, budget.First-agencyReach); k < min(budget.End+agencyReach, d.figure.First); k++ {
		if !budget.Contains(text.Range{First: k, End: k + 1}) && s.agencyAt(k) {
			return true
		}
	}
	return false
}

// agencyReach bounds the words between an agency and its budget.
const agencyReach = 4

// agencyAt reports the name of an agency or ministry whose money is aid at a token.
func (s *scene) agencyAt(k int) bool {
	return k < len(s.doc.Tokens) && s.engine.stages.Agency(&s.doc, k)
}

// plannedChange reports "proposed to cut its aid by 3 million": a change of aid that is only
// planned.
func (s *scene) plannedChange(d *draft) bool {
	if d.verb.Form != stage.Infinitive || !changesLevel(d.verb) || d.claim.Stage == pledgebook.StageNeed {
		return false
	}
	g := s.verbBefore(&s.sentences[d.sentence], d.verb)
	if g == nil || g.End != d.verb.First || g.Negated || g.Class != stage.Propose && g.Class != stage.Plan {
		return false
	}
	s.reportVerb(d, text.Range{First: g.First, End: d.verb.End}, "planned-change")
	return true
}

// levelToCome reports "its aid budget will fall to 8 million": a level that aid is to have
// is not set yet.
func (s *scene) levelToCome(d *draft) bool {
	p := d.verb
	if p.Form != stage.Finite || p.Mood != stage.Future || p.Passive || p.Class != stage.Cut || !s.is(d.figure.First-1, cue.To) || d.claim.Stage != pledgebook.StageAllocation {
		return false
	}
	return s.wholeAidDoes(d) // "Finland will cut its aid to" is decided
}

// wholeAidDoes reports "ODA fell": a donor's aid as a whole is the subject of the verb.
func (s *scene) wholeAidDoes(d *draft) bool {
	v := &s.sentences[d.sentence]
	for i := range v.nouns {
		if n := &v.nouns[i]; (n.Whole || n.Class == stage.Budget || n.Stage == pledgebook.StageAllocation) && n.End <= d.verb.First && d.verb.First-n.End <= 1 {
			return !d.verb.Passive
		}
	}
	return false
}

// byAmount reports "cut its aid by 3 million": the size of a change and no level.
func (s *scene) byAmount(d *draft) bool {
	return d.verb != nil && changesLevel(d.verb) && s.is(s.preposition(d.figure.First, d.clause.First), cue.By)
}

// changesLevel reports a verb that makes aid more or less.
func changesLevel(p *stage.Predicate) bool { return p.Class == stage.Cut || p.Class == stage.Increase }

// namesAgency reports such a name among the parties from one to another.
func (s *scene) namesAgency(first, end int) bool {
	for i := first; i < end; i++ {
		if m := &s.parties[i]; m.Form == party.Agency && s.agencyAt(m.First) {
			return true
		}
	}
	return false
}
