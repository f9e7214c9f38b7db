package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/stage"
)

// This file weighs what bodies give, and need, that are there to give: development banks and
// the agencies of the United Nations.

// charterScore counts that who gives does so by charter: what a development bank
// approves or lends is aid, whatever the words around it.
func (s *scene) charterScore(d *draft) int {
	if s.needOfBody(d) {
		return bodyNeeds
	}
	if !s.givesByCharter(&d.claim) {
		return 0
	}
	if d.noun != nil && d.noun.Class == stage.Sum && d.noun.Strength >= 0 && (s.stated(d, "providers") || s.stated(d, "receivers")) {
		return 3
	}
	if d.verb == nil {
		return 0
	}
	switch d.verb.Class {
	case stage.Commit, stage.Give, stage.Promise, stage.Allocate, stage.Disburse:
		return 3
	case stage.Increase:
		if d.noun != nil && d.noun.Strength > 0 {
			return 3
		}
	}
	return 0
}

// givesByCharter reports givers that are bodies with a mandate to give, such as
// development banks and the agencies of the United Nations.
func (s *scene) givesByCharter(c *pledgebook.Claim) bool {
	for _, p := range c.Providers {
		if _, ok := s.engine.mandates[p]; !ok || p.IsState() {
			return false
		}
	}
	return len(c.Providers) > 0
}

// toCharter reports a sum for a body that gives by charter, by its own words: "1.9 billion
// has been pledged to Gavi", "the bill contains 2 billion for the Global Fund".
func (s *scene) toCharter(d *draft) bool {
	e := d.evidence("channels")
	if e == nil || e.Rule != "to-body" || e.Basis != pledgebook.Stated || d.verb == nil {
		return false
	}
	switch d.verb.Class {
	case stage.Promise, stage.Commit, stage.Allocate, stage.Give, stage.Contain, stage.Disburse:
		return s.charter(d.claim.Channels[0])
	}
	return false
}

// givenToNeedy reports "175 billion has been given to Chad", "800 million was promised to Fiji": a
// verb of giving, and a state that gets aid or a body that helps by charter behind it.
func (s *scene) givenToNeedy(d *draft) bool {
	if d.verb == nil || len(d.claim.Receivers) == 0 || !s.stated(d, "receivers") {
		return false
	}
	switch d.verb.Class {
	case stage.Give, stage.Promise, stage.Allocate:
	default:
		return false
	}
	for _, id := range d.claim.Receivers {
		if !s.getsAid(id) && !s.charter(id) {
			return false
		}
	}
	return true
}

// bodyNeeds is what counts for a sum that a body needs which gives by charter: it asks for
// what it hands on.
const bodyNeeds = 2

// needOfBody reports "the agency, which runs the ward, still requires $4.8 million", "WFP is
// seeking 84 million": a body that gives by charter is the subject of a verb of needing.
func (s *scene) needOfBody(d *draft) bool {
	if d.verb == nil || d.verb.Class != stage.Lack && d.verb.Class != stage.Ask || d.position != object || d.verb.Passive {
		return false
	}
	v := &s.sentences[d.sentence]
	for k := v.parties.First; k < v.parties.End && s.parties[k].End <= d.verb.First; k++ {
		m := &s.parties[k]
		if s.givesOrHandsOn(m.Actor()) && (d.verb.First-m.End <= 1 || m.First <= v.First+1 && s.char(m.End) == ',' && s.char(d.verb.First-1) == ',') {
			return true
		}
	}
	return slices.ContainsFunc(s.subjectOf(v, d.verb, "receives"), func(n named) bool { return s.givesOrHandsOn(n.id) })
}

// givesOrHandsOn reports a body that gives by charter, or carries out what others pay for.
func (s *scene) givesOrHandsOn(id pledgebook.PartyID) bool {
	return s.charter(id) || s.engine.agencies[id]
}
