package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/stage"
)

// This file tells what goes on from one sum to the next: the giver alone, where the
// next is for others.

// onlyGiverGoesOn reports what is still to be given to others than those that a sum told
// before has been given to.
func (s *scene) onlyGiverGoesOn(d, p *draft) bool {
	if d.verb == nil || !toCome(d.verb) || d.claim.Stage == "" || d.partly || d.list || s.namesTotal(d) {
		return false
	}
	switch p.claim.Stage {
	case pledgebook.StageUnclear, pledgebook.StageDisbursement, pledgebook.StageDelivery:
		return s.othersGet(p, d)
	}
	return false
}

// othersGet reports that both figures tell who gets them, and no state gets both: "Australia
// has given Fiji 60 million. Tonga will get 20 million."
func (s *scene) othersGet(p, d *draft) bool {
	if !s.stated(p, "receivers") || !s.stated(d, "receivers") {
		return false
	}
	for _, id := range d.claim.Receivers {
		if !id.IsState() || slices.Contains(p.claim.Receivers, id) {
			return false
		}
	}
	return !slices.ContainsFunc(p.claim.Receivers, func(id pledgebook.PartyID) bool { return !id.IsState() })
}

// goesOnBefore gives a sum whose verb only says who has it, or what a package holds, the act
// that the sentence right before tells of without a sum: "Norway announced aid. The package
// consists of 3 million for Chad", "allocated its support. In 2024, UNICEF receives 3 million".
func (s *scene) goesOnBefore(d *draft) {
	if d.sum == nil || d.dropped != "" || d.parent >= 0 || d.sentence == 0 || d.claim.Stage != pledgebook.StageUnclear || d.claim.Polarity != pledgebook.Asserted || d.act != nil || !s.onlyTellsWho(d) {
		return
	}
	v := s.words(d.sentence - 1)
	if v.sums.Len() > 0 || v.kind != pledgebook.PartParagraph {
		return
	}
	for i := len(v.verbs) - 1; i >= 0; i-- {
		p := &v.verbs[i]
		if p.Form != stage.Finite || p.Passive && p.Class != stage.Allocate || toCome(p) || p.Negated || !s.givesFunds(v, p) {
			continue
		}
		switch p.Class {
		case stage.Announce, stage.Promise, stage.Commit, stage.Allocate:
			d.claim.Stage, d.inherits = p.Stage, false
			d.forget("stage")
			d.claim.ReportedVerb = s.doc.Slice(p.Range)
			d.note(s, "stage", p.Range, "act-before", pledgebook.Context)
			return
		}
	}
}

// onlyTellsWho reports "The package consists of", "UNICEF receives": the verb tells no act.
func (s *scene) onlyTellsWho(d *draft) bool {
	if d.verb == nil || d.verb.Form != stage.Finite || d.verb.Past || d.verb.Perfect || toCome(d.verb) || d.position != object {
		return false
	}
	return d.verb.Class == stage.Receive || s.namesTotal(d)
}

// givesFunds reports that what a verb announces or allots is aid: its object, or the subject of
// a passive.
func (s *scene) givesFunds(v *sentence, p *stage.Predicate) bool {
	for i := range v.nouns {
		n := &v.nouns[i]
		if n.Strength > 0 && n.Class != stage.Need && (p.Passive && n.End <= p.First || !p.Passive && n.First >= p.End && n.First-p.End <= fundsReach) {
			return true
		}
	}
	return false
}

// fundsReach bounds the words between a verb of giving and its object, in tokens.
const fundsReach = 6
