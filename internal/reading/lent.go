package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
)

// This file finds giver and receiver of a sum whose own words and total name none: what
// the report as a whole lends it.

// giverFromTopic takes the giver from the sum beside, the report, or the other sums.
func (s *scene) giverFromTopic(d *draft) {
	if len(d.claim.Providers) > 0 || d.stranger || d.nameless || d.verb != nil && d.verb.Class == stage.Raise && !s.raisedByDonor(d) || d.claim.Stage == pledgebook.StageNeed || s.unnamedGivers(d) || s.ofUnnamed(d) {
		return
	}
	if len(d.claim.Providers) == 0 && len(s.topic.providers) > 1 {
		s.addProviders(d, s.notReceiving(d, s.giverOfLast(d)), pledgebook.Context)
	}
	if len(d.claim.Providers) == 0 && len(s.topic.providers) != 1 {
		s.addProviders(d, s.notReceiving(d, s.giverBeside(d)), pledgebook.Context)
	}
	if len(d.claim.Providers) == 0 && (!s.manyGivers() || len(s.topic.providers) == 0 || s.topic.providers[0].rule != "topic-first") {
		s.addProviders(d, s.notReceiving(d, s.payers(s.topic.providers)), pledgebook.Context)
	}
	if len(d.claim.Providers) == 0 {
		s.addProviders(d, s.notReceiving(d, s.onlyGiver(d)), pledgebook.Context)
	}
	if len(d.claim.Providers) == 0 && len(s.topic.providers) == 0 {
		s.addProviders(d, s.notReceiving(d, s.whoseReport(d)), pledgebook.Context)
	}
}

// whoseReport returns the donor whose release or speech a report is, of a sum that a verb of
// giving tells without saying who gives: "50 million will be paid next week".
func (s *scene) whoseReport(d *draft) []named {
	if d.verb == nil || d.sum == nil {
		return nil
	}
	switch d.verb.Class {
	case stage.Give, stage.Promise, stage.Allocate, stage.Disburse, stage.Deliver, stage.Announce, stage.Commit, stage.Go:
	default:
		return nil
	}
	if s.voice == "" || !s.donor(s.voice) {
		return nil
	}
	return []named{{s.voice, s.sentences[0].Range, "whose-report"}}
}

// giverOfLast returns who gives the sum told last, where "it" or "this" goes on
// to speak of that sum: "It comes on top of the 9 million of last year".
func (s *scene) giverOfLast(d *draft) (found []named) {
	first := s.sentences[d.sentence].First
	if !s.is(first, cue.It|cue.This) || len(s.drafts) == 0 {
		return nil
	}
	for i := range s.drafts {
		o := &s.drafts[i]
		if e := o.evidence("providers"); o.sentence < d.sentence && d.sentence-o.sentence < reach && e != nil {
			found = found[:0]
			for _, id := range o.claim.Providers {
				found = append(found, named{id, s.place(e.Span), "giver-before"})
			}
		}
	}
	return found
}

// creditorsClub returns the group of creditors of "Western governments in the Paris Club agreed
// to reschedule 800 million", where no donor is told to relieve the debt. Who has reached an
// agreement with it owes the debt.
func (s *scene) creditorsClub(d *draft) []named {
	v := &s.sentences[d.sentence]
	if d.claim.Modality != pledgebook.DebtRelief {
		return nil
	}
	by := s.subjectProvider(d)
	if slices.ContainsFunc(by, func(n named) bool { return n.id != "paris-club" && !s.getsAid(n.id) }) {
		return nil
	}
	for k := v.First; k < v.End; k++ {
		if _, banks := s.doc.Tagged(k, s.engine.outsiders); banks && !s.insideParty(v, k) {
			return nil
		}
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.ID == "paris-club" && !s.says(max(0, s.preposition(m.First, v.First)), cue.Occasion) {
			for _, n := range by {
				if n.id != m.ID {
					s.addReceivers(d, []named{{n.id, n.at, "debtor"}}, pledgebook.Stated)
				}
			}
			return []named{{m.ID, m.Range, "creditors-club"}}
		}
	}
	return nil
}

// raisedByDonor reports "mobilising 500 million" in a report on what one donor gives.
func (s *scene) raisedByDonor(d *draft) bool {
	return s.says(d.verb.Head, cue.Mobilise) && !d.verb.Passive && len(s.topic.providers) == 1 && s.donor(s.topic.providers[0].id)
}

// receiverFromTopic takes the receivers that the report's aid is for.
func (s *scene) receiverFromTopic(d *draft) {
	if len(d.claim.Receivers) > 0 || d.parent >= 0 && s.bodyInRegions(d, &s.drafts[d.parent]) || spansKinds(d) && d.claim.Stage != pledgebook.StagePledge || s.wholeOfYear(d) || s.worldwide(d) {
		return
	}
	if t := s.topic.receivers; len(t) == 1 && t[0].id == s.topic.region {
		if s.addReceivers(d, s.spread(d), pledgebook.Context); len(d.claim.Receivers) > 0 {
			return // the states that the funds go to, before the region they lie in
		}
	}
	if at := s.paragraphPlace(d); at.id != "" {
		s.addReceivers(d, []named{at}, pledgebook.Context)
		return
	}
	var left []named
	for _, n := range s.topicFor(d) {
		if n.rule != "replenished" && s.heldByFund(d) {
			break
		}
		if n.rule == "replenished" && slices.Contains(d.claim.Channels, n.id) && s.fills(d, n.id) {
			s.receiveThroughBody(d)
			return
		}
		if !s.provides(d, n.id) && (n.rule != "replenished" || s.fills(d, n.id)) {
			left = append(left, n)
		}
	}
	if len(left) == 0 && len(s.topic.receivers) == 0 && s.topic.scene.id == "" {
		left = s.bodyBefore(d)
	}
	s.addReceivers(d, left, pledgebook.Context)
}

// wholeOfYear reports the statistic of all aid of a year: what its parts went to is no
// receiver of it.
func (s *scene) wholeOfYear(d *draft) bool {
	return d.noun != nil && d.noun.Whole && (s.isStatistic(d) || d.claim.Extent == pledgebook.TotalExtent)
}

// receiverFromScene takes the receivers from the sentences behind, the country that the
// story is about, the other sums, and the place or the one country in need.
func (s *scene) receiverFromScene(d *draft) {
	need := d.claim.Stage == pledgebook.StageNeed
	if len(d.claim.Receivers) == 0 {
		s.addReceivers(d, s.spread(d), pledgebook.Context)
	}
	if t := s.topic.scene; len(d.claim.Receivers) == 0 && !s.heldByBody(d) && !s.worldwide(d) && t.id != "" && (s.givenAway(d) || s.inStory(d, t.id)) && !s.provides(d, t.id) && !s.givesElsewhere(t.id) {
		s.addReceivers(d, []named{t}, pledgebook.Context)
	}
	if len(d.claim.Receivers)+len(d.claim.Channels) == 0 && s.givenBeside(d) && !s.worldwide(d) {
		s.addReceivers(d, s.onlyReceivers(d), pledgebook.Context)
	}
	if len(d.claim.Receivers) == 0 && need && !s.worldwide(d) {
		s.addReceivers(d, states(s.onlyReceivers(d)), pledgebook.Context) // "leaving a gap of 3 million"
	}
	if len(d.claim.Receivers) == 0 && need && !s.worldwide(d) && !s.heldByBody(d) && s.sentences[d.sentence].kind != pledgebook.PartHeadline {
		s.addReceivers(d, s.needyPlace(d), pledgebook.Context)
	}
	for k, at := range []named{s.topic.written, s.needyAlone(d)} {
		if at.id != "" && len(d.claim.Receivers) == 0 && !s.heldByBody(d) && (len(d.claim.Providers) > 0 || need || s.unnamedGivers(d)) && (k == 0 || d.claim.Extent != pledgebook.TotalExtent) && !s.provides(d, at.id) && !s.worldwide(d) {
			s.addReceivers(d, []named{at}, pledgebook.Context)
		}
	}
	if at := s.placeOfGift(d); at.id != "" && !s.worldwide(d) {
		s.addReceivers(d, []named{at}, pledgebook.Context)
	}
}

// inStory reports a sum of a report on aid that is about one state and names no other, and no
// region, whom aid is for: it is told near the state, and is neither what others receive nor a
// donor's aid as a whole.
func (s *scene) inStory(d *draft, id pledgebook.PartyID) bool {
	if s.aidWords == 0 || len(s.topic.receivers)+len(d.claim.Channels) > 0 || receives(d.verb) || changes(d.verb) || s.topic.regional || s.leadsWithTotals() || spansKinds(d) || s.wholeOfYear(d) || speaksOfAidTotals(&s.sentences[d.sentence]) {
		return false
	}
	return s.namedNear(id, d.sentence)
}

// changes reports a verb of growing or shrinking: what another thing does.
func changes(p *stage.Predicate) bool {
	return p != nil && (p.Class == stage.Increase || p.Class == stage.Cut)
}

// tellsRegions reports a report that names a region.
func (s *scene) tellsRegions() bool {
	return slices.ContainsFunc(s.parties, func(m party.Mention) bool {
		return m.Type == pledgebook.Region && !m.Location && !s.says(m.End, cue.Country) && s.is(s.preposition(m.First, 0), cue.To|cue.For|cue.In|cue.Across)
	})
}

// leadsWithTotals reports a report whose headline or lead speaks of a donor's aid as a whole.
func (s *scene) leadsWithTotals() bool {
	for i := range s.opening(2) {
		if speaksOfAidTotals(s.words(i)) {
			return true
		}
	}
	return false
}

// storyReach is how many sentences from a sum the state it is for is named.
const storyReach = 3

// namedNear reports a state that a sentence or one near it names.
func (s *scene) namedNear(id pledgebook.PartyID, at int) bool {
	for i := max(0, at-storyReach); i < min(len(s.sentences), at+storyReach+1); i++ {
		if s.namedIn(id, i) {
			return true
		}
	}
	return false
}

// namedIn reports a state that a sentence names, and not for the harm that it does or suffers.
func (s *scene) namedIn(id pledgebook.PartyID, sentence int) bool {
	v := &s.sentences[sentence]
	return slices.ContainsFunc(s.parties[v.parties.First:v.parties.End], func(m party.Mention) bool {
		return m.Actor() == id && !s.namesHarm(&m) && !s.harms(&m)
	})
}

// states returns parties that are all states; nobody where one is none.
func states(all []named) []named {
	for _, n := range all {
		if !n.id.IsState() {
			return nil
		}
	}
	return all
}

// needyPlace returns where a need is that its own words place nowhere: in the state in need
// that the report was written in, or that it is about.
func (s *scene) needyPlace(d *draft) []named {
	for _, at := range []named{s.topic.written, s.needyAlone(d), s.topic.scene} {
		if at.id != "" && s.getsAid(at.id) && !s.provides(d, at.id) {
			return []named{at}
		}
	}
	return nil
}
