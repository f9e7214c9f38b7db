package reading

import (
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
)

// This file tells a body from the fund that it gives out of.

// giveFromFunds makes the fund that a body gives out of the channel of what it gives: "The UN
// released 50 million. The money comes from its Emergency Fund".
func (s *scene) giveFromFunds() {
	fund := s.fundDrawn()
	if fund == nil {
		return
	}
	owner := s.engine.fundsOf[fund.ID]
	for i := range s.drafts {
		if d := &s.drafts[i]; d.dropped == "" && len(d.claim.Providers) == 1 && d.claim.Providers[0] == owner {
			s.addChannel(d, named{fund.ID, fund.Range, "fund-of-giver"})
		}
	}
}

// drawing reads "The UN allocated 7 million from its Emergency Fund": the body gives, and not
// the fund that it draws on.
func (s *scene) drawing(d *draft, found []named) []named {
	if len(found) != 1 || found[0].rule != "source" {
		return found
	}
	owner, ok := s.engine.fundsOf[found[0].id]
	if !ok || d.verb == nil {
		return found
	}
	for _, by := range s.subjectProvider(d) {
		if by.id == owner {
			return []named{{owner, by.at, "draws-on"}}
		}
	}
	return found
}

// fundDrawn returns the one fund of a body that a report says money comes from, or nil.
func (s *scene) fundDrawn() *party.Mention {
	if !s.fundSought {
		s.fund, s.fundSought = s.findFund(), true
	}
	return s.fund
}

func (s *scene) findFund() (only *party.Mention) {
	for i := range s.parties {
		m := &s.parties[i]
		if m.Form != party.Name {
			continue
		}
		if _, ok := s.engine.fundsOf[m.ID]; !ok || !s.drawnOn(m) {
			continue
		}
		if only != nil && only.ID != m.ID {
			return nil
		}
		if only == nil {
			only = m
		}
	}
	return only
}

// drawnOn reports "from the fund", "from its fund", "from the UN's fund".
func (s *scene) drawnOn(m *party.Mention) bool {
	for k := m.First - 1; k >= max(0, m.First-drawnReach); k-- {
		if s.is(k, cue.From) {
			return true
		}
	}
	return false
}

// drawnReach bounds the words between "from" and a fund, in tokens.
const drawnReach = 5

// madeFor returns the state that a fund was made for: "The Somalia Humanitarian Fund received".
func (s *scene) madeFor(n named) named {
	v := &s.sentences[s.doc.SentenceAt(n.at.First)]
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.Range == n.at && m.For != "" {
			return named{m.For, m.Range, "fund-for"}
		}
	}
	return named{}
}

// receiveThroughBody makes the bodies named as receiving the receivers where no
// country is.
func (s *scene) receiveThroughBody(d *draft) {
	channel := 0
	for _, e := range d.claim.Evidence {
		if e.Field != "channels" {
			continue
		}
		if len(d.claim.Receivers) == 0 && e.Rule != "through" && e.Rule != "fund-of-giver" || e.Rule == besideBody {
			e.Field, e.Rule = "receivers", "body-alone"
			d.claim.Receivers = append(d.claim.Receivers, d.claim.Channels[channel])
			d.claim.Evidence = append(d.claim.Evidence, e)
		}
		channel++
	}
}

// heldByBody reports a sum that goes to a fund, or is passed on by many.
func (s *scene) heldByBody(d *draft) bool {
	return len(d.claim.Channels) > 1 || len(d.claim.Channels) == 1 && s.isFund(d.claim.Channels[0])
}

// isFund reports a fund, by its name or by what it is: it holds what it is given, while an
// agency spends its part of a package for whom the package is for.
func (s *scene) isFund(id pledgebook.PartyID) bool {
	_, held := s.engine.fundsOf[id]
	return held || s.engine.heldMeans[id] || strings.Contains(string(id), "fund")
}

// heldByFund reports a sum that a fund gets by the sum's own words: it stays there, whatever
// country the report is about.
func (s *scene) heldByFund(d *draft) bool {
	e := d.evidence("channels")
	if e == nil || len(d.claim.Channels) != 1 || e.Basis != pledgebook.Stated || !s.isFund(d.claim.Channels[0]) || !s.charter(d.claim.Channels[0]) {
		return false
	}
	switch e.Rule {
	case "to-body", "indirect-object", "receives", "label":
		return true
	}
	return false
}
