package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// This file reads what has still to be decided where another sentence than the sum's own tells
// it: "The House will vote on it in June", or a report on a draft budget as a whole.

// outstandingWords are the phrases that say so, with what each makes of a sum.
type outstandingWords struct {
	category   text.Category
	polarities []pledgebook.Polarity // by the reference of a tag
}

func newOutstandingWords(v *text.Vocabulary, t *lexicon.Table) outstandingWords {
	w := outstandingWords{category: v.Category("outstanding")}
	for _, row := range t.Rows {
		v.Add(w.category, row.Phrase(), len(w.polarities))
		w.polarities = append(w.polarities, pledgebook.Polarity(row.Get("polarity")))
	}
	return w
}

// holdOpen makes sums planned or conditional that somebody has yet to decide on.
func (s *scene) holdOpen() {
	for i := range s.sentences {
		v := &s.sentences[i]
		if !v.kind.GivesClaims() || v.sums.Len() > 0 || !s.doc.Sentences[i].Has.Has(s.engine.outstanding.category) {
			continue
		}
		for k := v.First; k < v.End; k++ {
			if t, ok := s.doc.Tagged(k, s.engine.outstanding.category); ok {
				s.holdOpenBefore(i, t)
				break
			}
		}
	}
	s.holdDraftBudget()
}

// holdOpenBefore does so for the sums told shortly before a sentence, and in the headline.
func (s *scene) holdOpenBefore(i int, t text.Tag) {
	for k := range s.drafts {
		d := &s.drafts[k]
		if d.sentence > i {
			return
		}
		if i-d.sentence <= reach && s.undecided(d) {
			d.claim.Polarity = s.engine.outstanding.polarities[t.Ref]
			d.note(s, "polarity", t.Range, "outstanding", pledgebook.Context)
		}
	}
}

// undecided reports a sum that a decision still to come can be on: one promised, agreed or set
// aside anew, for no time that has passed.
func (s *scene) undecided(d *draft) bool {
	c := &d.claim
	if d.dropped != "" || d.sum == nil || c.Polarity != pledgebook.Asserted || c.Revision == pledgebook.Repeat {
		return false
	}
	switch c.Stage {
	case pledgebook.StagePledge, pledgebook.StageCommitment, pledgebook.StageAllocation:
		return !c.Period.End.Known() || c.Period.Last() >= s.published
	}
	return false
}

// holdDraftBudget makes what is set aside planned in a report whose headline or first sentences
// are on a draft budget, and tell of none that is passed.
func (s *scene) holdDraftBudget() {
	at, b := s.draftReported()
	if b.Len() == 0 {
		return
	}
	for k := range s.drafts {
		if d := &s.drafts[k]; d.sentence >= at && d.claim.Stage == pledgebook.StageAllocation && s.undecided(d) && !(d.verb != nil && d.verb.Before) {
			d.claim.Polarity = pledgebook.Planned
			d.note(s, "polarity", b.Range, "draft-reported", pledgebook.Context)
		}
	}
}

// draftReported returns the draft budget that a report is on, and the sentence that tells of it.
func (s *scene) draftReported() (at int, found budget) {
	for i, v := range s.opening(2) {
		if !s.doc.Sentences[i].Has.Has(s.engine.budgets.category) {
			continue
		}
		for k := v.First; k < v.End; k++ {
			b, ok := s.budgetAt(s.words(i), k, v.End)
			switch {
			case ok && b.force == ofLaw:
				return 0, budget{}
			case ok && b.force == ofDraft && found.Len() == 0 && (b.Len() > 1 || s.draftedBefore(v, k)) && !s.onlyCited(v, k):
				at, found = i, b
			}
		}
	}
	return at, found
}

// onlyCited reports "cuts, outlined in the coalition agreement": where something is found is not
// what the report is on, but where a sentence opens with it.
func (s *scene) onlyCited(v *sentence, k int) bool {
	for in := k - 1; in > max(v.First, k-citeReach); in-- {
		if s.is(in, cue.In|cue.Under) {
			return true
		}
	}
	return false
}

// citeReach bounds the words between "in" and the draft it cites: "in the May 2024".
const citeReach = 5
