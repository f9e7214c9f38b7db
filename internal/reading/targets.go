package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// target returns the words of "The target for 2024 is 40 million" and "the goal of
// 40 million" where they open the figure's clause: what is meant to come together,
// not what was promised.
func (s *scene) target(d *draft) (text.Range, bool) {
	v := &s.sentences[d.sentence]
	for i := range v.nouns {
		n := &v.nouns[i]
		if n.Class != stage.Act || n.Stage != pledgebook.StagePledge || n.Strength > 0 || n.First-d.clause.First > 2 || n.End > d.figure.First {
			continue
		}
		if s.role(d.figure.First-1)&stage.Be != 0 && len(v.verbs) == 0 || d.act != nil && s.ofAct(d) && d.position == subject {
			return n.Range, true
		}
	}
	return text.Range{}, false
}

// beforeTarget is what it adds to a target's score that aid was told right before it.
const beforeTarget = 3

// stageOfTarget reads a target as a plan.
func (s *scene) stageOfTarget(d *draft) bool {
	at, ok := s.target(d)
	if !ok {
		return false
	}
	d.claim.Stage, d.claim.Polarity, d.target = pledgebook.StagePledge, pledgebook.Planned, true
	s.reportVerb(d, at, "target")
	return true
}

// fillTarget takes whose target it is, for whom and of what kind from the aid told
// right before: a target alone says none of it.
func (s *scene) fillTarget(i int) {
	d := &s.drafts[i]
	for k := i - 1; d.target && k >= max(0, i-lookBack); k-- {
		p := &s.drafts[k]
		if p.dropped != "" || p.claim.Stage == pledgebook.StageNeed || d.sentence-p.sentence > reach || !s.larger(d, p) {
			continue
		}
		d.targetOf = true
		if len(d.claim.Providers) == 0 {
			d.claim.Providers = append(d.claim.Providers, p.claim.Providers...)
			s.copyEvidence(d, p, "providers")
		}
		if len(d.claim.Receivers)+len(d.claim.Channels) == 0 {
			d.claim.Receivers = append(d.claim.Receivers, p.claim.Receivers...)
			s.copyEvidence(d, p, "receivers")
		}
		if d.claim.Kind == pledgebook.KindUnspecified && !d.mixed {
			d.claim.Kind = p.claim.Kind
			s.copyEvidence(d, p, "kind")
		}
		return
	}
}
