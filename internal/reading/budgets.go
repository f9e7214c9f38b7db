package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// This file reads what a state sets its spending out in: a draft budget plans what it
// holds, a budget sets it aside, a law makes it firm.

// force is how firm a budget is.
type force uint8

const (
	noForce   force = iota // only looks like one
	ofDraft                // nobody has decided it yet
	ofPlan                 // what it holds is set aside
	ofLaw                  // what it holds is firm
	draftMark              // makes a budget near behind a draft: "the proposed 2025 budget"
	house                  // who makes a budget law: parliament
)

var forces = map[string]force{"none": noForce, "draft": ofDraft, "plan": ofPlan, "law": ofLaw, "mark": draftMark, "house": house}

// budgetWords are the words for what spending is set out in.
type budgetWords struct {
	category text.Category
	forces   []force // by the reference of a tag
}

func newBudgetWords(v *text.Vocabulary, lex *lexicon.Lexicon) budgetWords {
	w := budgetWords{category: v.Category("budget")}
	for _, row := range lex.Table("budgets").Rows {
		v.Add(w.category, row.Phrase(), len(w.forces))
		w.forces = append(w.forces, forces[row.Get("force")])
	}
	return w
}

// budget is one of them in a sentence.
type budget struct {
	text.Range
	force force
}

// setOut returns the budget of which the draft's verb tells what it holds: its subject
// ("The draft budget sets aside", "a budget that cuts"), or what opens the sentence
// ("Under the budget, Chad will receive").
func (s *scene) setOut(d *draft) (b budget, subject, ok bool) {
	v := &s.sentences[d.sentence]
	if !s.doc.Sentences[d.sentence].Has.Has(s.engine.budgets.category) {
		return b, false, false
	}
	before := d.figure.First
	if d.verb != nil {
		before = min(before, d.verb.First)
	}
	for k := before - 1; k >= max(v.First, d.clause.First, before-budgetReach); k-- {
		if b, ok = s.budgetAt(v, k, before); ok {
			return b, s.isSubject(v, d, b), s.leadsTo(v, d, b)
		}
	}
	return b, false, false
}

// budgetAt returns the budget that begins at a token and ends before another, as firm as
// the words around it make it.
func (s *scene) budgetAt(v *sentence, k, before int) (budget, bool) {
	t, ok := s.doc.Tagged(k, s.engine.budgets.category)
	if !ok || t.End > before {
		return budget{}, false
	}
	b := budget{t.Range, s.engine.budgets.forces[t.Ref]}
	if b.force == draftMark && s.is(k-1, cue.The|cue.This) && s.verbAt(v, t.End) {
		b.force = ofDraft // "The draft sets aside"
	}
	if b.force != ofDraft && b.force != ofPlan && b.force != ofLaw {
		return budget{}, false
	}
	if s.draftedBefore(v, k) {
		b.force = ofDraft
	}
	if s.enacted(v, b) {
		b.force = ofLaw
	}
	return b, true
}

// enacted reports "Parliament approved the budget", "signed the bill": whoever can make it
// firm has done so.
func (s *scene) enacted(v *sentence, b budget) bool {
	for i := len(v.verbs) - 1; i >= 0; i-- {
		p := &v.verbs[i]
		if p.First >= b.End {
			continue
		}
		if p.Class != stage.Commit || !p.Past || toCome(p) || p.Negated || b.First-p.End > enactReach || p.Form != stage.Finite {
			return false
		}
		return s.signs(p) || s.byParliament(v, p)
	}
	return false
}

// enactReach bounds the words between a verb of deciding and the budget it decides.
const enactReach = 6

// byParliament reports a verb whose subject is a parliament, and none of its committees.
func (s *scene) byParliament(v *sentence, p *stage.Predicate) bool {
	if _, committee := s.doc.Tagged(p.First-1, s.engine.organs); committee {
		return false
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.Form == party.House && m.End <= p.First && p.First-m.End <= 4 {
			return true
		}
	}
	for k := max(v.First, p.First-4); k < p.First; k++ {
		if t, ok := s.doc.Tagged(k, s.engine.budgets.category); ok && s.engine.budgets.forces[t.Ref] == house {
			return true
		}
	}
	return false
}

// draftedBefore reports "draft" or "proposed" shortly before a budget: "the draft 2025 budget".
func (s *scene) draftedBefore(v *sentence, budget int) bool {
	for k := budget - 1; k >= max(v.First, budget-3); k-- {
		if t, ok := s.doc.Tagged(k, s.engine.budgets.category); ok && s.marksDraft(t) {
			return true
		}
		if s.role(k)&(stage.Preposition|stage.And) != 0 {
			return false
		}
	}
	return false
}

// marksDraft reports a word that makes a budget a draft, alone or as the start of its name.
func (s *scene) marksDraft(t text.Tag) bool {
	f := s.engine.budgets.forces[t.Ref]
	return f == draftMark || f == ofDraft && t.Len() > 1
}

// budgetReach bounds the words between a budget and the verb that tells what it holds.
const budgetReach = 24

// leadsTo reports that no other clause stands between a budget and the draft's verb.
func (s *scene) leadsTo(v *sentence, d *draft, b budget) bool {
	end := d.figure.First
	if d.verb != nil {
		end = min(end, d.verb.First)
	}
	for i := range v.verbs {
		if p := &v.verbs[i]; p.First >= b.End && p.End <= end && p.Form == stage.Finite && (d.verb == nil || p.Head != d.verb.Head) {
			return false
		}
	}
	return true
}

// isSubject reports a budget that does what the verb tells: nobody else stands before
// the verb, and no preposition before the budget.
func (s *scene) isSubject(v *sentence, d *draft, b budget) bool {
	if d.verb == nil || d.verb.Passive || d.position != object {
		return false
	}
	if s.role(d.verb.First-1)&(stage.Relative|stage.That) != 0 {
		return true
	}
	if d.verb.Form == stage.Gerund {
		return true
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.First >= b.End && m.End <= d.verb.First && s.preposition(m.First, b.End) < 0 {
			return false
		}
	}
	return s.preposition(b.First, v.First) < 0 && !s.isDecided(v, b)
}

// isDecided reports a budget that is the object of a verb: "passed the bill".
func (s *scene) isDecided(v *sentence, b budget) bool {
	for i := len(v.verbs) - 1; i >= 0; i-- {
		if p := &v.verbs[i]; p.End <= b.First {
			return b.First-p.End <= enactReach && !p.Passive && p.Form != stage.Attributive
		}
	}
	return false
}

// stageOfBudget reads what a budget gives, contains or raises as set aside, and what a
// law does as firm.
func (s *scene) stageOfBudget(d *draft) bool {
	if d.act != nil && d.act.Stage != "" && d.act.Class == stage.Need || d.claim.Stage == pledgebook.StageNeed {
		return false
	}
	b, subject, ok := s.setOut(d)
	if !ok || !s.holdsSum(d, subject) || b.force == ofDraft && wouldGive(d.verb) || s.receiverBudget(d, b) {
		return false
	}
	d.claim.Stage = pledgebook.StageAllocation
	if b.force == ofLaw {
		d.claim.Stage = pledgebook.StageCommitment
	}
	s.reportVerb(d, s.verbOr(d, b.Range), "set-out-in-budget")
	s.yearOfOwnBudget(d, b)
	return true
}

// wouldGive reports "would provide": a bill that would give promises no more than that.
func wouldGive(p *stage.Predicate) bool {
	return toCome(p) && (p.Class == stage.Give || p.Class == stage.Support || p.Class == stage.Invest)
}

// yearOfOwnBudget gives a sum the years that stand beside the budget that holds it: "the
// 2025 budget", "the budget proposal for 2025".
func (s *scene) yearOfOwnBudget(d *draft, b budget) {
	if s.timed(d) {
		return
	}
	v := &s.sentences[d.sentence]
	for i := v.periods.First; i < v.periods.End; i++ {
		m := &s.periods[i]
		if m.Role == period.Plain && wholeYears(m.Interval) && (m.End <= b.First && b.First-m.End <= 2 || m.First >= b.End && m.First-b.End <= 2) {
			s.setPeriod(d, m)
			return
		}
	}
}

// verbOr is the place of the draft's verb, or another where it has none.
func (s *scene) verbOr(d *draft, other text.Range) text.Range {
	if d.verb != nil {
		return d.verb.Range
	}
	return other
}

// holdsSum reports a verb that tells what a budget holds or what comes of it.
func (s *scene) holdsSum(d *draft, subject bool) bool {
	if d.verb == nil {
		return false
	}
	if !subject && d.verb.Form == stage.Finite && (d.verb.Class == stage.Increase || d.verb.Class == stage.Cut) {
		return true // "In the budget, parliament raised aid to 3 million"
	}
	switch d.verb.Class {
	case stage.Contain, stage.Give, stage.Support, stage.Make, stage.Raise, stage.Cut, stage.Increase, stage.Invest, stage.Bring, stage.Withdraw, stage.Allocate, stage.Fulfil, stage.Plan:
		return subject
	case stage.Receive, stage.Go:
		return !subject && d.verb.Form == stage.Finite
	}
	return false
}

// receiverBudget reports the budget of a state that gets aid.
func (s *scene) receiverBudget(d *draft, b budget) bool {
	m := s.ownerOfBudget(&s.sentences[d.sentence], b)
	return m != nil && s.getsAid(m.Actor())
}

// budgetOwner reads "In Finland's budget": whose budget it is gives what it sets aside.
func (s *scene) budgetOwner(d *draft) []named {
	b, _, ok := s.setOut(d)
	if !ok {
		return nil
	}
	if m := s.ownerOfBudget(&s.sentences[d.sentence], b); m != nil && !s.getsAid(m.Actor()) {
		return []named{{m.Actor(), m.Range, "budget-owner"}}
	}
	return nil
}

// ownerOfBudget returns the party before a budget whose it is, or nil.
func (s *scene) ownerOfBudget(v *sentence, b budget) *party.Mention {
	for i := v.parties.End - 1; i >= v.parties.First; i-- {
		m := &s.parties[i]
		if m.End > b.First {
			continue
		}
		if b.First-m.End > 3 || !m.Possessive && m.Form != party.Demonym && m.Form != party.Name || m.Actor() == "" || !s.plainBetween(m.End, b.First) {
			return nil
		}
		return m
	}
	return nil
}

// inDraft reports what a draft budget or a bill that nobody has passed is to do.
func (s *scene) inDraft(d *draft) bool {
	b, subject, ok := s.setOut(d)
	if !ok || b.force != ofDraft || !subject && d.verb != nil && d.verb.Class == stage.Say {
		return false
	}
	d.note(s, "polarity", b.Range, "draft-budget", d.basis(b.Range))
	return true
}

// outOfBudget reports "will receive 3 million from the aid budget".
func (s *scene) outOfBudget(d *draft) bool {
	v := &s.sentences[d.sentence]
	for k := d.figure.End; k < d.clause.End; k++ {
		if b, ok := s.budgetAt(v, k, v.End); ok && b.force != ofDraft && s.is(s.preposition(k, d.figure.End), cue.From|cue.In|cue.Under) {
			return true
		}
	}
	return false
}

// inDraftAbove reports a line of a list that a draft budget leads, or what "would" come of
// the draft that the sentence before tells of: it is planned and set aside.
func (s *scene) inDraftAbove(d *draft) bool {
	at := d.sentence - 1
	if d.list {
		at = s.listHead(d.sentence)
	} else if d.verb == nil || d.verb.Mood != stage.Would || d.verb.Form != stage.Finite || wouldGive(d.verb) {
		return false
	}
	if at < 0 || !s.sentences[at].kind.GivesClaims() || s.sentences[at].kind == pledgebook.PartHeadline {
		return false
	}
	v := s.words(at)
	for k := v.First; k < v.End; k++ {
		b, ok := s.budgetAt(v, k, v.End)
		if !ok || b.force != ofDraft {
			continue
		}
		d.note(s, "polarity", b.Range, "draft-above", pledgebook.Context)
		if d.claim.Stage == pledgebook.StagePledge || d.claim.Stage == pledgebook.StageUnclear {
			d.claim.Stage, d.inherits = pledgebook.StageAllocation, false
		}
		return true
	}
	return false
}

// listHead returns the sentence with a colon that leads into a list, or -1.
func (s *scene) listHead(i int) int {
	for k := i - 1; k >= max(0, i-maxListLines); k-- {
		if s.sentences[k].kind == pledgebook.PartListItem {
			continue
		}
		if s.char(s.sentences[k].End-1) != ':' {
			return -1
		}
		return k
	}
	return -1
}
