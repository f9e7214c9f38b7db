package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file tells what has come to its receiver from what is only said to be given: goods
// received or handed over are delivered, a tranche received is paid out.

// received tells the stage of what somebody has received: goods have arrived, a tranche
// is paid; whether other money has, the word leaves open.
func (s *scene) received(d *draft, p *stage.Predicate) {
	d.claim.Stage, d.inherits = pledgebook.StageUnclear, false
	switch {
	case d.sum != nil && s.awaited(p):
		d.claim.Stage = pledgebook.StageNeed
	case d.sum != nil && p.Stage == pledgebook.StageCommitment && !p.Passive && p.End <= d.figure.First && !p.Negated:
		d.claim.Stage = pledgebook.StageCommitment // "has secured a loan of"
	case d.sum == nil && p.Passive && p.First >= d.figure.End && !toCome(p) && !p.Negated:
		d.claim.Stage = pledgebook.StageDelivery // "a gift of 12 boats was received by"
	case p.End > d.figure.First || p.Negated:
	case d.sum == nil && (p.Past || p.Perfect) && s.says(p.Head, cue.Received):
		d.claim.Stage = pledgebook.StageDelivery
	case d.sum != nil && (s.ofTranche(d) || s.paidIn(d, p)):
		d.claim.Stage = pledgebook.StageDisbursement
	}
}

// awaited reports "unless it receives 3 million", "if it does not get 3 million by June": the
// sum is asked for.
func (s *scene) awaited(p *stage.Predicate) bool {
	if p.Form != stage.Finite || p.Past || p.Perfect || p.Passive {
		return false
	}
	for k := p.First - 1; k >= max(0, p.First-unlessReach); k-- {
		if s.role(k)&stage.If != 0 {
			return !s.asksWhether(k)
		}
		if s.char(k) != 0 {
			return false
		}
	}
	return false
}

// unlessReach bounds the words between "unless" and "receives": "unless the agency".
const unlessReach = 6

// paidIn reports "received 3 million from the IMF on Friday": money of which the day is told
// has come, while a loan received may only have been agreed.
func (s *scene) paidIn(d *draft, p *stage.Predicate) bool {
	return p.Form == stage.Finite && p.Past && !p.Passive && d.noun == nil && d.act == nil && d.claim.Date.Known() && s.is(d.figure.End, cue.From)
}

// receivedAsGiven reads "received 25 trucks donated by Norway": the participle tells who
// gave, and the verb before the figure that it has come.
func (s *scene) receivedAsGiven(d *draft, p *stage.Predicate) bool {
	if p.Form != stage.Participle || d.position != subject {
		return false
	}
	got := s.leftVerb(&s.sentences[d.sentence], d.figure)
	if got == nil || got.Class != stage.Receive || toCome(got) {
		return false
	}
	s.received(d, got)
	if d.claim.Stage == pledgebook.StageUnclear {
		return false
	}
	s.reportVerb(d, got.Range, "received")
	return true
}

// ofTranche reports "the first tranche of 5 million", "a 5 million tranche".
func (s *scene) ofTranche(d *draft) bool {
	return s.is(d.figure.First-1, cue.Of) && s.says(d.figure.First-2, cue.Tranche) || s.says(d.figure.End, cue.Tranche)
}

// handedOver makes goods "donated" delivered where the sentences around tell that they
// were handed over.
func (s *scene) handedOver(d *draft) {
	if d.sum != nil || d.verb == nil || d.verb.Class != stage.Give || d.claim.Stage != pledgebook.StageUnclear || d.claim.Polarity != pledgebook.Asserted {
		return
	}
	for i := max(0, d.sentence-reach); i < min(len(s.sentences), d.sentence+reach+1); i++ {
		if at := s.handover(s.words(i)); at.Len() > 0 {
			d.claim.Stage = pledgebook.StageDelivery
			d.note(s, "stage", at, "handed-over", pledgebook.Context)
			return
		}
	}
}

// handover returns the words of a sentence that tell of a handover which has taken place
// or takes place, of goods told elsewhere: the sentence has no figure of its own.
func (s *scene) handover(v *sentence) text.Range {
	for i := range v.nouns {
		if n := &v.nouns[i]; n.Class == stage.Act && n.Stage == pledgebook.StageDelivery {
			return n.Range
		}
	}
	for i := range v.verbs {
		if p := &v.verbs[i]; p.Class == stage.Deliver && !toCome(p) && !p.Negated && p.Form != stage.Infinitive && s.says(p.Head, cue.HandOver) {
			return p.Range
		}
	}
	return text.Range{}
}

// paidOfIt reports "By then, 2 million had been disbursed" right behind a sum that was
// promised or agreed: so much of that has been paid.
func (s *scene) paidOfIt(i int) bool {
	d := &s.drafts[i]
	if i == 0 || d.verb == nil || d.verb.Class != stage.Disburse || !d.verb.Passive || d.verb.Form != stage.Finite || d.position != subject || d.noun != nil || toCome(d.verb) || len(d.claim.Providers)+len(d.claim.Receivers) > 0 {
		return false
	}
	p := &s.drafts[i-1]
	return p.sentence+1 == d.sentence && (promised(p) || p.claim.Stage == pledgebook.StageAllocation)
}
