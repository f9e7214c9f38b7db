package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file reads the stage of sums that their own verb says nothing of ("goes to", "is
// for", "received"), in reports of what was signed or approved.

// How much a word of a stage, or another sum of one, counts by where it stands: in the
// sum's own sentence, in those beside it, or, of sums, anywhere else in the report.
const (
	stageOwn    = 4
	stageBeside = 2
	stageFar    = 1
)

// agreedAround makes such a sum a commitment where what stands around it speaks more of
// agreeing than of any other stage. Words of promising, paying and handing over around a
// sum are too often of other things to tell as much.
func (s *scene) agreedAround() {
	all := s.stagesOfReport()
	for i := range s.drafts {
		d := &s.drafts[i]
		if d.dropped != "" || d.claim.Stage != pledgebook.StageUnclear || d.claim.Extent == pledgebook.TotalExtent || leavesStageOpen(d) {
			continue
		}
		if at, ok := s.stagesAround(all, i).agreed(); ok {
			d.claim.Stage = pledgebook.StageCommitment
			d.note(s, "stage", at, "agreed-around", d.basis(at)) // may be another sum, and no verb of this one's
		}
	}
}

// givenOfApproved makes "Chad was given a 5 million loan" a commitment where a sentence
// before told that its giver approved or signed a larger sum and did not say for whom: what
// each is given is a part of that.
func (s *scene) givenOfApproved() {
	for i := range s.drafts {
		d := &s.drafts[i]
		if d.dropped != "" || d.claim.Stage != pledgebook.StageUnclear || d.verb == nil || d.verb.Class != stage.Give || !d.verb.Passive || toCome(d.verb) || !s.stated(d, "receivers") {
			continue
		}
		for k := i - 1; k >= 0 && d.sentence-s.drafts[k].sentence <= approvedReach; k-- {
			p := &s.drafts[k]
			if p.sentence == d.sentence || !s.approvedForAll(p) || !s.larger(p, d) {
				continue
			}
			d.claim.Stage, d.agreed = pledgebook.StageCommitment, true
			d.forget("stage")
			d.note(s, "stage", p.verb.Range, "given-of-approved", pledgebook.Context)
			break
		}
	}
}

// approvedReach bounds how far behind an approved sum its parts are told, in sentences.
const approvedReach = 3

// approvedForAll reports an approved or signed sum of which its sentence does not say for whom.
func (s *scene) approvedForAll(d *draft) bool {
	return d.dropped == "" && d.verb != nil && s.settled(d.verb) && d.claim.Stage == pledgebook.StageCommitment && d.claim.Polarity == pledgebook.Asserted && !s.stated(d, "receivers")
}

// leavesStageOpen reports a verb that tells that something was given and not how far it
// has come: "provided", "invested", "added" (SCHEMA ruling 1).
func leavesStageOpen(d *draft) bool {
	if d.verb == nil {
		return false
	}
	switch d.verb.Class {
	case stage.Give, stage.Invest, stage.AddTo, stage.Raise, stage.Increase:
		return true
	}
	return false
}

var stagesTold = [...]pledgebook.Stage{pledgebook.StageCommitment, pledgebook.StagePledge, pledgebook.StageAllocation, pledgebook.StageDisbursement, pledgebook.StageDelivery}

// stageTally adds up weights per stage, and where the first of agreeing stands.
type stageTally struct {
	weights [len(stagesTold)]int
	at      text.Range
}

func (t *stageTally) add(told pledgebook.Stage, weight int, at text.Range) {
	for i := range stagesTold {
		if stagesTold[i] == told {
			if i == 0 && t.weights[0] == 0 {
				t.at = at
			}
			t.weights[i] += weight
		}
	}
}

// agreed reports that agreeing weighs half as much again as any other stage.
func (t stageTally) agreed() (text.Range, bool) {
	other := 0
	for _, w := range t.weights[1:] {
		other = max(other, w)
	}
	return t.at, 2*t.weights[0] > 3*other
}

// stagesOfReport tallies the stages of all sums of the report.
func (s *scene) stagesOfReport() (t stageTally) {
	for i := range s.drafts {
		if o := &s.drafts[i]; o.dropped == "" && o.claim.Polarity != pledgebook.Denied {
			t.add(o.claim.Stage, stageFar, o.figure)
		}
	}
	return t
}

// neighbours bounds how many sums before and behind count as standing beside one.
const neighbours = 8

// stagesAround adds to the stages of the whole report what stands beside a sum.
func (s *scene) stagesAround(t stageTally, at int) stageTally {
	d := &s.drafts[at]
	for i := max(0, at-neighbours); i < min(len(s.drafts), at+neighbours+1); i++ {
		o := &s.drafts[i]
		if o.dropped == "" && o.claim.Polarity != pledgebook.Denied && o.sentence-d.sentence <= 1 && d.sentence-o.sentence <= 1 {
			t.add(o.claim.Stage, stageBeside-stageFar, o.figure)
		}
	}
	for i := max(d.sentence-1, 0); i <= min(d.sentence+1, len(s.sentences)-1); i++ {
		if s.sentences[i].kind.GivesClaims() {
			s.tallyStages(&t, i, i == d.sentence)
		}
	}
	return t
}

// tallyStages adds the verbs of a sentence, and the nouns of the sum's own: "our commitment
// to peace" beside it is none of money.
func (s *scene) tallyStages(t *stageTally, i int, own bool) {
	v, weight := s.words(i), stageBeside
	if own {
		weight = stageOwn
	}
	for k := range v.verbs {
		if p := &v.verbs[k]; !p.Negated && p.Class != stage.Say {
			told := p.Stage
			if toCome(p) {
				told = pledgebook.StagePledge
			}
			t.add(told, weight, p.Range)
		}
	}
	for k := range v.nouns {
		if n := &v.nouns[k]; own && n.Class == stage.Act {
			t.add(n.Stage, weight, n.Range)
		}
	}
}
