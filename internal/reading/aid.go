package reading

import (
	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/reading/stage"
)

// aidThreshold is the score from which a figure counts as aid. A noun that says
// aid by itself, or a giving verb with a giver and a receiver, reaches it.
const aidThreshold = 4

// weighAid scores how surely a figure is aid, and drops what is not.
func (s *scene) weighAid(d *draft) {
	d.score = s.nounScore(d) + s.verbScore(d) + s.partyScore(d) + s.topic.aid
	if d.noun != nil && d.noun.Strength < 0 && s.attachedNoun(d) {
		d.drop("a sum of what is no aid")
	}
	if d.verb != nil && d.verb.Class == stage.Trade {
		d.drop("trade, cost or return")
	}
	if d.verb != nil && d.verb.Class == stage.Invest && !s.statedGiver(d) && s.topic.aid == 0 {
		d.drop("an investment by no giver of aid")
	}
	if s.privateSubject(d) {
		d.drop("given by companies or banks")
	}
	if tooSmall(d.claim.Money) {
		d.drop("a price or a ratio")
	}
	if s.withinRich(d) {
		d.drop("stays among the rich")
	}
}

// dropStrangers drops the figures that nothing near them, nor the total they
// are a part of, makes aid.
func (s *scene) dropStrangers(d *draft) {
	score := d.score
	if d.parent >= 0 {
		score += 3
	}
	if d.sum != nil && score < aidThreshold {
		d.drop("no word of aid near it")
	}
}

func (d *draft) drop(why string) {
	if d.dropped == "" {
		d.dropped = why
	}
}

// attachedNoun reports that the noun stands in the figure's own phrase.
func (s *scene) attachedNoun(d *draft) bool {
	dist, ok := s.nounDistance(&s.sentences[d.sentence], d.noun, d.figure)
	return ok && dist <= 4
}

func (s *scene) nounScore(d *draft) int {
	score := 0
	if d.noun != nil {
		score += 2 * d.noun.Strength
	}
	if d.act != nil {
		score += d.act.Strength
	}
	return score
}

func (s *scene) verbScore(d *draft) int {
	if d.verb == nil {
		return 0
	}
	switch d.verb.Class {
	case stage.Promise, stage.Give, stage.Allocate, stage.Disburse, stage.Deliver, stage.Announce:
		return 2
	case stage.Commit, stage.Ask, stage.Go, stage.Contain, stage.Support:
		return 1
	case stage.Trade, stage.Estimate:
		return -4
	}
	return 0
}

func (s *scene) partyScore(d *draft) int {
	score := 0
	if len(d.claim.Providers) > 0 {
		score++
	}
	if len(d.claim.Receivers) > 0 || len(d.claim.Channels) > 0 {
		score += 2
	}
	if len(d.claim.Providers) == 1 && len(d.claim.Receivers) == 1 && d.claim.Providers[0] == d.claim.Receivers[0] {
		score -= 3
	}
	return score
}

// complete reports a claim that says more than a bare figure.
func complete(c *pledgebook.Claim) bool { return len(c.Providers)+len(c.Receivers)+len(c.Channels) > 0 }

// statedGiver reports a giver that the figure's own words name.
func (s *scene) statedGiver(d *draft) bool {
	for _, e := range d.claim.Evidence {
		if e.Field == "providers" && e.Basis == pledgebook.Stated {
			return true
		}
	}
	return false
}

// privateSubject reports a verb whose subject is companies, banks or investors.
func (s *scene) privateSubject(d *draft) bool {
	if d.verb == nil || d.position != object {
		return false
	}
	for k := d.verb.First - 1; k >= d.verb.First-2 && k >= 0; k-- {
		if _, ok := s.doc.Tagged(k, s.engine.outsiders); ok {
			return true
		}
	}
	return false
}

// smallest is the sum under which a figure is a price, a ratio or a share, not
// a flow of aid.
var smallest = decimal.MustNew(1000, 0)

func tooSmall(m *pledgebook.Money) bool { return m != nil && m.Hi.Cmp(smallest) < 0 }

// withinRich reports receivers that give aid and get none: the members of the
// G7 on the day of publication.
func (s *scene) withinRich(d *draft) bool {
	if len(d.claim.Receivers) == 0 {
		return false
	}
	for _, r := range d.claim.Receivers {
		if !s.engine.members.IsMember("g7", r, s.report.Published.Day()) {
			return false
		}
	}
	return true
}
