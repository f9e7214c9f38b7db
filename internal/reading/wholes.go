package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file reads the larger sum that the one just told comes from: "paid 7 million. The money
// comes under the programme of 75 million which parliament approved last year."

// wholeReach bounds the words between "part of" and the sum.
const wholeReach = 7

// fillWhole gives the sum that the one before it is drawn from its two sides, and makes it a
// repeat: it was agreed before.
func (s *scene) fillWhole(i int) {
	if i == 0 {
		return
	}
	d, part := &s.drafts[i], &s.drafts[i-1]
	at := s.partDrawnFrom(d, part)
	if at.Len() == 0 {
		return
	}
	d.whole = true
	if len(d.claim.Providers) == 0 {
		d.claim.Providers = append(d.claim.Providers, part.claim.Providers...)
		s.copyAs(d, part, "providers", "drawn-on")
	}
	if len(d.claim.Receivers) == 0 {
		d.claim.Receivers = append(d.claim.Receivers, part.claim.Receivers...)
		s.copyAs(d, part, "receivers", "drawn-on")
	}
	if d.claim.Revision == pledgebook.New {
		d.claim.Revision = pledgebook.Repeat
		d.note(s, "revision", at, "drawn-on", d.basis(at))
	}
	s.stageOfWhole(d)
}

// partDrawnFrom returns the words that make a figure the larger sum that the one before comes from.
func (s *scene) partDrawnFrom(d, part *draft) text.Range {
	if part.dropped != "" || part.claim.Money == nil || d.claim.Money == nil || part.claim.Stage == pledgebook.StageNeed || d.sentence-part.sentence > 1 || d.claim.Money.Currency == part.claim.Money.Currency && d.claim.Money.Lo.Cmp(part.claim.Money.Hi) <= 0 {
		return text.Range{}
	}
	if d.sentence != part.sentence && !s.is(s.sentences[d.sentence].First, cue.It|cue.They) && !s.speaksAgain(&s.sentences[d.sentence]) || !s.agreedSum(d) {
		return text.Range{}
	}
	from := s.sentences[d.sentence].First
	if d.sentence == part.sentence {
		from = part.figure.End
	}
	for k := d.figure.First - 1; k >= max(from, d.figure.First-wholeReach); k-- {
		if t, ok := s.doc.Tagged(k, s.engine.wholeWords); ok {
			return t.Range
		}
	}
	return text.Range{}
}

// agreedSum reports a package, a loan or a promise, or a sum that a verb behind it says was
// agreed; the cost of a project is neither.
func (s *scene) agreedSum(d *draft) bool {
	if s.agreedBy(d) != nil {
		return true
	}
	if d.noun != nil && d.noun.Class == stage.Sum && d.noun.Strength > 0 && s.attachedNoun(d) {
		return true
	}
	return d.act != nil && (d.act.Stage == pledgebook.StagePledge || d.act.Stage == pledgebook.StageCommitment)
}

// agreedBy returns the verb of promising or agreeing that follows a figure: "75 million which
// parliament approved", "60 million promised in June".
func (s *scene) agreedBy(d *draft) *stage.Predicate {
	v := s.words(d.sentence)
	for i := range v.verbs {
		if p := &v.verbs[i]; p.First >= d.figure.End && p.First-d.figure.End <= wholeReach {
			if s.isAct(p) && !toCome(p) && (p.Past || p.Form == stage.Participle) {
				return p
			}
			return nil
		}
	}
	return nil
}

// stageOfWhole reads the stage of a whole by the verb behind it; a package that aid is drawn
// from is agreed.
func (s *scene) stageOfWhole(d *draft) {
	if p := s.agreedBy(d); p != nil {
		d.claim.Stage, d.inherits = p.Stage, false
		if p.Class == stage.Announce || p.Class == stage.Promise {
			d.claim.Stage = pledgebook.StagePledge
		}
		d.forget("stage")
		s.reportVerb(d, p.Range, "drawn-on")
		return
	}
	if d.claim.Stage == pledgebook.StageUnclear || d.claim.Stage == "" || d.inherits {
		d.claim.Stage, d.inherits = pledgebook.StageCommitment, false
	}
}
