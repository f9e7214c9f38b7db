package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/number"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file reads what follows from an agreement or an approval that the report tells of:
// what its sums will do is agreed, and no new promise.

// afterSigning makes a promise a commitment where the report has just told that the giver
// signed or approved the loan or grant: "Chad and Norway signed a grant agreement. Norway
// will provide 5 million for schools.", "Peru is to receive 3 million".
func (s *scene) afterSigning(d *draft) {
	if d.inherits && d.parent >= 0 && d.verb != nil && d.verb.Class == stage.Receive && d.claim.Stage == pledgebook.StageCommitment && d.claim.Polarity == pledgebook.Planned {
		d.claim.Polarity = s.drafts[d.parent].claim.Polarity // "Peru is to receive 3 million" of what was approved
	}
	if !s.givesOpenly(d) {
		return
	}
	rule, at := "after-signing", s.signedBeforeSums(d)
	if at.Len() == 0 {
		rule, at = "under-agreement", s.agreedUnder(d)
	}
	if at.Len() == 0 {
		rule, at = "signed-behind", s.agreedBehind(d)
	}
	if at.Len() == 0 {
		return
	}
	d.claim.Stage, d.claim.Polarity, d.agreed = pledgebook.StageCommitment, pledgebook.Asserted, true
	d.note(s, "stage", at, rule, pledgebook.Context)
}

// givesOpenly reports a sum that is given or is to be given, where the verb does not tell
// whether anybody has bound himself to it.
func (s *scene) givesOpenly(d *draft) bool {
	if d.sum == nil || d.fraction() || d.claim.Polarity == pledgebook.Denied || d.claim.Polarity == pledgebook.Conditional || d.claim.Extent == pledgebook.TotalExtent {
		return false
	}
	if d.claim.Stage != pledgebook.StagePledge && d.claim.Stage != pledgebook.StageUnclear {
		return false
	}
	lent := d.noun != nil && d.noun.Modality != ""
	if d.verb == nil {
		return lent // "The credit of 3 million is meant for roads"
	}
	switch d.verb.Class {
	case stage.Give, stage.Receive, stage.Support, stage.Make, stage.Invest, stage.Commit:
		return true
	case stage.Go, stage.Disburse, stage.Allocate:
		return d.claim.Stage == pledgebook.StagePledge
	case stage.Contain:
		return lent || s.is(s.sentences[d.sentence].First, cue.It) // "It amounts to 3 million"
	}
	return false
}

// agreedUnder returns the agreement of "will lend 3 million under a deal signed on Friday",
// "under an accord": what is given under it is agreed. A deal must be told to be struck.
func (s *scene) agreedUnder(d *draft) text.Range {
	v := &s.sentences[d.sentence]
	for k := v.First; k < v.End; k++ {
		if !s.says(k, cue.Deal) || !s.is(s.preposition(k, v.First), cue.Under) || s.is(k+1, cue.To) {
			continue
		}
		if s.says(k+1, cue.Sign) {
			return text.Range{First: k, End: k + 2}
		}
		if d.claim.Stage == pledgebook.StagePledge && !s.notAid(v, k) && !s.is(k-1, cue.The) {
			return text.Range{First: k, End: k + 1}
		}
	}
	return text.Range{}
}

// notAid reports a token that ends a noun which is no aid by itself: "deal".
func (s *scene) notAid(v *sentence, k int) bool {
	return slices.ContainsFunc(v.nouns, func(n stage.Noun) bool { return n.End == k+1 && n.Class == stage.NotAid })
}

// agreedBehind returns the verb of "The agreement was signed on Friday", "The bank's board
// approved the loan", told of a sum in one of the sentences before or in its own: "after an
// accord was signed".
func (s *scene) agreedBehind(d *draft) text.Range {
	for i := d.sentence; i <= min(len(s.sentences)-1, d.sentence+signedReach); i++ {
		v := s.words(i)
		if !v.kind.GivesClaims() {
			continue
		}
		if v.sums.Len() > 0 && i > d.sentence {
			return text.Range{}
		}
		for k := range v.verbs {
			if p := &v.verbs[k]; p.First >= d.figure.End && s.settles(p) && s.signedOf(d, v, p) {
				return p.Range
			}
		}
	}
	return text.Range{}
}

// signedOf reports that what a verb of signing or approving behind a draft tells is done, and
// done with the loan, grant or agreement that the draft's sum is of. Behind a headline the
// loan needs no article that points back.
func (s *scene) signedOf(d *draft, v *sentence, p *stage.Predicate) bool {
	own := v.First <= d.figure.First && d.figure.First < v.End
	switch {
	case p.Class != stage.Commit || toCome(p) || p.Negated:
		return false
	case p.Form == stage.Gerund:
		return own && s.is(p.First-1, cue.After) && s.takesUpLoan(v, p, false)
	case p.Form != stage.Finite || !p.Past && !p.Passive:
		return false
	case own:
		return s.toldAfter(d.figure.End, p.First) && s.takesUpLoan(v, p, false)
	}
	return s.sentences[d.sentence].kind == pledgebook.PartHeadline && s.lendsOrAgrees(v) || !p.Before && s.takesUpLoan(v, p, true)
}

// toldAfter reports "after" or ", which" in a stretch: what follows is told of what is before.
func (s *scene) toldAfter(from, to int) bool {
	for k := from; k < to; k++ {
		if s.is(k, cue.After) || s.is(k, cue.Which) && s.char(k-1) == ',' {
			return true
		}
	}
	return false
}

// signedReach bounds how far behind a sum the report may say that it was signed, in sentences,
// the dateline among them.
const signedReach = 3

// takesUpLoan reports that what is signed or approved is a loan, a grant or an agreement; where
// told is asked for, that of a sentence before: "The agreement was signed", "A corresponding
// accord was signed", "A document to that effect was signed".
func (s *scene) takesUpLoan(v *sentence, p *stage.Predicate, told bool) bool {
	from, to := p.End, min(p.End+definiteReach, v.End)
	if p.Passive {
		from, to = v.First, p.First
	}
	for k := from; k < to; k++ {
		_, paper := s.doc.Tagged(k, s.engine.papers)
		if (paper || s.says(k, cue.Deal) || s.agreedThing(v, k)) && (!told || s.takenForKnown(v, k)) {
			return true
		}
	}
	return false
}

// agreedThing reports a token that begins a noun for a loan or a grant.
func (s *scene) agreedThing(v *sentence, k int) bool {
	for i := range v.nouns {
		if n := &v.nouns[i]; n.First == k {
			return n.Modality == pledgebook.Loan || n.Modality == pledgebook.Grant || n.Class == stage.Act && n.Stage == pledgebook.StageCommitment
		}
	}
	return false
}

// takenForKnown reports "the", "both" or "a corresponding" before a noun, or "to that" behind it.
func (s *scene) takenForKnown(v *sentence, noun int) bool {
	for k := noun - 1; k >= max(v.First, noun-definiteReach); k-- {
		if s.is(k, cue.The|cue.This|cue.These|cue.Both|cue.Such) {
			return true
		}
	}
	return s.is(noun+1, cue.To) && s.is(noun+2, cue.That|cue.This)
}

// definiteReach bounds the words between "the" and what it takes up, in tokens.
const definiteReach = 4

// settled reports a verb of signing or approving that tells what is done.
func (s *scene) settled(p *stage.Predicate) bool {
	return p.Class == stage.Commit && p.Form == stage.Finite && !toCome(p) && !p.Negated && s.settles(p)
}

// lastBefore returns the verb right before another, however many words stand between.
func (s *scene) lastBefore(v *sentence, p *stage.Predicate) *stage.Predicate {
	for i := len(v.verbs) - 1; i > 0; i-- {
		if v.verbs[i].First == p.First {
			return &v.verbs[i-1]
		}
	}
	return nil
}

// opensAsOne reports "One of 3 million will finance", "The second, for 5 million,": one of
// the loans or grants that a sentence before counts.
func (s *scene) opensAsOne(v *sentence) bool {
	at, _ := slices.BinarySearchFunc(s.numbers, v.First, func(n number.Mention, k int) int { return n.First - k })
	for ; at < len(s.numbers) && s.numbers[at].First <= v.First+1; at++ {
		n := &s.numbers[at]
		if n.First == v.First+1 && n.Ordinal > 0 && s.is(v.First, cue.The|cue.A) || n.First == v.First && (s.char(n.End) == ',' || s.is(n.End, cue.Of|cue.For|cue.Which)) && n.Lo.IsOne() {
			return true
		}
	}
	return false
}

// settles reports a verb of signing or approving: it makes an agreement, while "agreed" and
// "committed" may only promise one.
func (s *scene) settles(p *stage.Predicate) bool {
	for k := p.Head; k < p.End; k++ {
		if s.says(k, cue.Approve) {
			return true
		}
	}
	return s.signs(p)
}

// namesGiver reports a sentence that names who gives in the draft.
func (s *scene) namesGiver(v *sentence, d *draft) bool {
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if id := m.Actor(); id != "" && slices.Contains(d.claim.Providers, id) || m.State != "" && slices.Contains(d.claim.Providers, m.State) {
			return true
		}
	}
	return false
}

// grantedRequest reports "approved Gambia's request for 3 million": what is approved is
// agreed, and no need any more.
func (s *scene) grantedRequest(d *draft) bool {
	return d.verb != nil && d.act != nil && d.verb.Class == stage.Commit && d.position == object && d.verb.End <= d.act.First && !toCome(d.verb) && s.says(d.verb.Head, cue.Approve)
}

// lends reports a sum that is a loan by its own noun.
func (s *scene) lends(d *draft) bool {
	return d.noun != nil && d.noun.Modality == pledgebook.Loan
}

// effect reports "the 5 million project is expected to benefit the town", "the loan is
// expected to improve roads": the sum stands, and only what it does is still to be seen.
func (s *scene) effect(d *draft) bool {
	p := d.verb
	if d.position != subject || p == nil || p.First < d.figure.End || s.is(p.End, cue.To) && s.verbAt(&s.sentences[d.sentence], p.End+1) {
		return false
	}
	switch {
	case p.Mood == stage.Expected && (p.Class == stage.Go || p.Class == stage.Support) && !p.Passive:
		return s.role(p.End)&stage.Preposition == 0
	case p.Class == stage.Propose && p.Passive:
		return s.is(p.End, cue.To) && !s.is(p.End+1, cue.Be)
	}
	return false
}

// underProgramme reports "under the action programme" before the "of" that names whose it
// is: who runs the programme gives the sum.
func (s *scene) underProgramme(v *sentence, from, of int) bool {
	for k := of - 1; k >= max(from, of-programmeReach); k-- {
		if s.char(k) == ',' || s.verbAt(v, k) {
			return false
		}
		if s.is(k, cue.Under) {
			return s.namesFund(v, text.Range{First: k + 1, End: of})
		}
	}
	return false
}

// programmeReach bounds the words of a programme's name, in tokens.
const programmeReach = 10

// namesFund reports a stretch with a word for a fund, a programme or for aid.
func (s *scene) namesFund(v *sentence, r text.Range) bool {
	for k := r.First; k < r.End; k++ {
		if _, ok := s.doc.Tagged(k, s.engine.fundWords); ok {
			return true
		}
	}
	for i := range v.nouns {
		if n := &v.nouns[i]; r.Contains(n.Range) && n.Strength > 0 {
			return true
		}
	}
	return false
}

// stageOfRelative reads "the 5 million grant, which was handed over today": a sum without a
// verb of its own takes the stage of the relative clause behind it.
func (s *scene) stageOfRelative(d *draft) bool {
	v := &s.sentences[d.sentence]
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.First < d.figure.End {
			continue
		}
		if d.sum == nil || p.First-d.figure.End > relativeReach+4 || !p.Passive || toCome(p) || p.Negated || s.role(p.First-1)&stage.Relative == 0 || s.role(p.First-2)&stage.Preposition != 0 || s.sumBetween(v, d.figure.End, p.First) {
			return false
		}
		switch p.Class {
		case stage.Commit, stage.Allocate, stage.Disburse:
			d.claim.Stage = p.Stage
		case stage.Deliver:
			d.claim.Stage = pledgebook.StageDisbursement // money that is handed over
		default:
			return false
		}
		s.reportVerb(d, p.Range, "relative-stage")
		return true
	}
	return false
}
