package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
)

// This file reads what a government asks of its own parliament: a request that the report tells
// of before gives to others, and asks nobody for help.

// ownRequest reports "The request includes 3 million" behind "sent its budget request to
// Congress", in a report on what a donor gives.
func (s *scene) ownRequest(d *draft) bool {
	t := s.topic.providers
	if d.act == nil || len(t) != 1 || !s.donor(t[0].id) || !s.is(d.act.First-1, cue.The|cue.This) {
		return false
	}
	for i := d.sentence - 1; i >= max(0, d.sentence-reach); i-- {
		v := s.words(i)
		for k := v.parties.First; k < v.parties.End; k++ {
			if s.parties[k].Form == party.House && !s.getsAid(s.parties[k].Actor()) {
				return true
			}
		}
		for k := v.First; k < v.End; k++ {
			if t, ok := s.doc.Tagged(k, s.engine.budgets.category); ok && s.engine.budgets.forces[t.Ref] == ofDraft {
				return true
			}
		}
	}
	return false
}

// requestGoesOn gives the next sum that the verb of a request tells the stage of the one
// before: "The request includes 3 million for Chad and 5 million for Mali".
func (s *scene) requestGoesOn(d *draft) bool {
	n := len(s.drafts)
	if n == 0 || d.verb == nil || d.position != object || d.act != nil {
		return false
	}
	o := &s.drafts[n-1]
	e := o.evidence("stage")
	if o.sentence != d.sentence || o.verb != d.verb || o.claim.Polarity != pledgebook.Planned || e == nil || e.Rule != "need-noun" || d.verb.Class != stage.Contain {
		return false
	}
	d.claim.Stage, d.claim.Polarity = o.claim.Stage, o.claim.Polarity
	s.copyAs(d, o, "stage", "need-noun")
	return true
}
