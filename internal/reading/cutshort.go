package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/stage"
)

// cutShort makes receivers of agencies and funds that lose by a cut, in a report on what states
// give: "UNICEF will be cut by 3 million", "its funding will drop to 3 million". The state that
// cuts gave; a body that itself cuts ("UNICEF cut its aid by 3 million") is none of these.
func (s *scene) cutShort(d *draft, found []named) bool {
	if d.verb == nil || d.verb.Class != stage.Cut || !s.statesGive() {
		return false
	}
	if len(found) == 0 || found[0].rule != "owner" && !d.verb.Passive && d.verb.Stage != "" { // what drops or falls is cut by somebody
		return false
	}
	if slices.ContainsFunc(found, func(n named) bool { return !s.handsOnAid(n.id) }) {
		return false
	}
	for _, n := range found {
		s.addReceivers(d, []named{{n.id, n.at, "cut-short"}}, pledgebook.Stated)
	}
	return true
}

// statesGive reports a report whose givers, so far as it has any, are states or the EU that
// get no aid themselves.
func (s *scene) statesGive() bool {
	return len(s.topic.providers) > 0 && !slices.ContainsFunc(s.topic.providers, func(t named) bool {
		return !t.id.IsState() && t.id != "eu" || s.getsAid(t.id)
	})
}

// handsOnAid reports agencies and funds, which hand on what states give.
func (s *scene) handsOnAid(id pledgebook.PartyID) bool {
	return !id.IsState() && id != "eu" && (s.engine.agencies[id] || s.isFund(id))
}
