package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/stage"
)

// This file ties parts to their totals: the lines of a list to the sentence
// that leads into it, "the package includes" to the package; and lets them
// inherit what they do not say.

// inherit finds each part's total, in reading order, and fills what is open.
func (s *scene) inherit() {
	for i := range s.drafts {
		d := &s.drafts[i]
		if d.dropped != "" {
			continue
		}
		d.parent = s.findParent(i)
		s.dropStrangers(d)
		s.fillFromParent(d)
		s.fillFromTopic(d)
	}
}

// reach is how many sentences on a package can still be spoken of as "the
// package" or by its parts alone.
const reach = 4

// findParent returns the nearest earlier draft that this one is a part of: one
// that is larger, and open for parts.
func (s *scene) findParent(i int) int {
	d := &s.drafts[i]
	if !d.inherits && !d.list {
		return -1
	}
	for k := i - 1; k >= 0; k-- {
		p := &s.drafts[k]
		if p.dropped != "" || p.list && d.list || p.claim.Stage == pledgebook.StageNeed || p.claim.Polarity == pledgebook.Denied || !s.larger(p, d) {
			continue
		}
		if d.sentence-p.sentence > reach && !d.list && s.sentences[p.sentence].kind != pledgebook.PartHeadline {
			continue
		}
		return k
	}
	return -1
}

// larger reports that p's sum could hold d's: same currency and at least as
// large, or another currency.
func (s *scene) larger(p, d *draft) bool {
	if p.claim.Money == nil || d.claim.Money == nil {
		return p.claim.Money != nil
	}
	if p.claim.Money.Currency != d.claim.Money.Currency {
		return true
	}
	return p.claim.Money.Hi.Cmp(d.claim.Money.Lo) > 0
}

func (s *scene) fillFromParent(d *draft) {
	if d.parent < 0 {
		if d.claim.Stage == "" {
			d.claim.Stage = pledgebook.StageUnclear
		}
		return
	}
	p := &s.drafts[d.parent]
	if d.inherits || d.claim.Stage == "" {
		d.claim.Stage = p.claim.Stage
		if d.claim.Polarity == pledgebook.Asserted {
			d.claim.Polarity = p.claim.Polarity
		}
		s.copyEvidence(d, p, "stage")
	}
	if len(d.claim.Providers) == 0 {
		d.claim.Providers = append(d.claim.Providers, p.claim.Providers...)
		s.copyEvidence(d, p, "providers")
	}
	if len(d.claim.Receivers) == 0 {
		d.claim.Receivers = append(d.claim.Receivers, p.claim.Receivers...)
		s.copyEvidence(d, p, "receivers")
	}
	if d.claim.Kind == pledgebook.KindUnspecified && p.claim.Kind != "" {
		d.claim.Kind = p.claim.Kind
		s.copyEvidence(d, p, "kind")
	}
	if d.claim.Period.IsZero() {
		d.claim.Period = p.claim.Period
		s.copyEvidence(d, p, "period")
	}
}

// copyEvidence takes over the evidence of a field from the total, as context.
func (s *scene) copyEvidence(d, p *draft, field string) {
	for _, e := range p.claim.Evidence {
		if e.Field == field {
			e.Basis, e.Rule = pledgebook.Context, "from-total"
			d.claim.Evidence = append(d.claim.Evidence, e)
		}
	}
}

// fillFromTopic takes giver, receiver and kind from what the report is about.
func (s *scene) fillFromTopic(d *draft) {
	if len(d.claim.Providers) == 0 && (d.verb == nil || d.verb.Class != stage.Raise) && d.claim.Stage != pledgebook.StageNeed {
		s.addProviders(d, s.topic.providers, pledgebook.Context)
	}
	if len(d.claim.Receivers) == 0 {
		var left []named
		for _, n := range s.topic.receivers {
			if !s.provides(d, n.id) {
				left = append(left, n)
			}
		}
		s.addReceivers(d, left, pledgebook.Context)
	}
	if len(d.claim.Receivers) == 0 && len(d.claim.Channels) > 0 {
		s.receiveThroughBody(d)
	}
	if d.claim.Kind == pledgebook.KindUnspecified && s.topic.kind != "" && d.parent < 0 {
		d.claim.Kind = s.topic.kind
		d.note(s, "kind", s.topic.kindAt, "topic", pledgebook.Context)
	}
}

// receiveThroughBody makes the body named as receiving the receiver where no
// country is.
func (s *scene) receiveThroughBody(d *draft) {
	for _, e := range d.claim.Evidence {
		if e.Field == "channels" && e.Rule != "through" {
			e.Field, e.Rule = "receivers", "body-alone"
			d.claim.Receivers = append(d.claim.Receivers, d.claim.Channels[0])
			d.claim.Evidence = append(d.claim.Evidence, e)
			return
		}
	}
}
