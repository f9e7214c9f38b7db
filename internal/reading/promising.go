package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// Promising reports whether [Engine.Read] could find a claim or a need in a
// report made of some of these parts, were everything that it takes from the
// report as a whole in favour: topic, giver and receiver, the words around. It
// costs less than reading, and far less than cutting a story out of its page.
//
// What a figure's own sentence rules out, the report cannot bring back; a part of
// a total is a claim only where the total is, which then promises one itself.
func (e *Engine) Promising(content string, parts []pledgebook.Part) bool {
	s := e.scenes.Get().(*scene)
	defer e.scenes.Put(s)
	s.reset(e, &pledgebook.Report{Text: content, Parts: parts})
	best, led := s.bestOfReport(), s.mayLead()
	for i := range s.sentences {
		if v := &s.sentences[i]; v.kind.GivesClaims() && (s.promisesSum(i, best) || s.promisesGoods(i, led) || s.promisesNeed(i)) {
			return true
		}
	}
	return false
}

// bestOfReport is the most that a report made of these sentences can add to the
// score of a figure: as its topic, and by how often it speaks of aid.
func (s *scene) bestOfReport() int {
	strongest := 0
	for _, t := range s.doc.Tags {
		strongest = max(strongest, s.engine.stages.Strength(t))
	}
	best := 0
	if strongest > 0 {
		best = strongest + 1
	} else if s.namesAgency(0, len(s.parties)) {
		best = 1
	}
	switch {
	case s.aidWords == 0 && s.businessWords > 0:
		return best - 2 + boolInt(strongest > 0)
	case s.aidWords < 3:
		return best + boolInt(s.aidWords > 0)
	}
	return best + 1
}

// promisesSum reports a sum of a sentence that its own words and the report's
// best can make aid.
func (s *scene) promisesSum(i, best int) bool {
	v := &s.sentences[i]
	for k := v.sums.First; k < v.sums.End; k++ {
		if tooSmall(&s.sums[k].Money) || s.sums[k].Share.Known {
			continue
		}
		s.drafts = append(s.drafts, s.draftSum(i, &s.sums[k]))
		d := &s.drafts[len(s.drafts)-1]
		if d.dropped != "" && d.dropped != noGiverOfAid {
			continue
		}
		if s.nounScore(d)+s.verbScore(d)+s.bestParties(d)+s.bestGiver(d)+s.bestBorder(d)+s.tradeWords(d)+s.bestPact(d)+beforeTarget*boolInt(d.target)+best >= aidThreshold {
			return true
		}
	}
	return false
}

// bestParties is the most that [scene.partyScore] can come to, whoever the
// report makes giver and receiver, and whoever its pronouns stand for.
func (s *scene) bestParties(d *draft) int {
	v := &s.sentences[d.sentence]
	refers := false
	for k := v.parties.First; k < v.parties.End; k++ {
		if f := s.parties[k].Form; f == party.Pronoun || f == party.Definite || s.parties[k].ID == "" {
			refers = true
		}
	}
	score := 1
	if refers || s.stated(d, "receivers") || s.stated(d, "channels") {
		score = 2
	}
	switch {
	case refers || s.stated(d, "providers"):
		score += 3
	case s.unnamedGivers(d):
		score++
	}
	return score
}

// bestBorder is the most that [scene.borderScore], [scene.investsForOthers] and [scene.speaksAround] can come to,
// whoever the report makes the giver.
func (s *scene) bestBorder(d *draft) (best int) {
	if d.noun != nil && s.says(d.noun.First, cue.Investment) {
		best += 2
	}
	if s.sentences[d.sentence].parties.Len() > 1 {
		best += crossing
	}
	if s.byAgency(d) {
		best += 2 // see speaksAround
	}
	return best
}

// bestPact is the most that [scene.pactScore] can come to in a report with a word of signing, of
// approving or for an agreement.
func (s *scene) bestPact(d *draft) int {
	if !s.openToPact(d) && d.claim.Stage != pledgebook.StagePledge {
		return 0
	}
	for k := range s.doc.Tokens {
		if s.says(k, cue.Sign|cue.Approve|cue.Deal) {
			return pactWeight
		}
	}
	return 0
}

// bestGiver is the most that [scene.charterScore] and [scene.conferenceScore] can
// come to, were the giver a body that gives by charter and one of many.
func (s *scene) bestGiver(d *draft) int {
	best := 0
	if d.noun != nil && d.noun.Class == stage.Sum && d.noun.Strength >= 0 {
		best = 3
	}
	if d.verb == nil {
		return best
	}
	switch d.verb.Class {
	case stage.Promise, stage.Commit:
		return 5
	case stage.Give, stage.Allocate, stage.Disburse:
		return 3
	case stage.Lack, stage.Invest:
		return max(best, bodyNeeds)
	}
	return best
}

// promisesGoods reports goods of a sentence that may be given: by its own words, or
// as a line of a list that another sentence leads into. What is a line of a list,
// and what stands before it, the story decides.
func (s *scene) promisesGoods(i int, led bool) bool {
	v := s.words(i)
	goods := s.goodsIn(v)
	for first := 0; first < len(goods); {
		end := first + 1
		for end < len(goods) && s.oneList(v, goods[end-1], goods[end]) {
			end++
		}
		s.drafts = append(s.drafts, s.draftItems(i, goods[first:end], text.Range{}))
		switch d := &s.drafts[len(s.drafts)-1]; d.dropped {
		case "", nobodyGives:
			return true
		case noVerbOfGiving:
			if led {
				return true
			}
		}
		first = end
	}
	return false
}

// mayLead reports a sentence that could lead into a list of goods: it ends in a
// colon, or is a title, and says that something is given.
func (s *scene) mayLead() bool {
	for k := range s.sentences {
		v := &s.sentences[k]
		if !v.kind.GivesClaims() || v.sums.Len() > 0 || v.Len() > longestSentence {
			continue
		}
		s.words(k)
		if s.char(v.End-1) == ':' && (len(v.verbs) > 0 || len(v.nouns) > 0) || s.titlesAct(v) {
			return true
		}
	}
	return false
}

// longestTitle is how many words a title over a list has at the most.
const longestTitle = 20

// titlesAct reports a short text without a verb whose noun tells of an act of aid:
// "Deliveries in March".
func (s *scene) titlesAct(v *sentence) bool {
	return v.Len() <= longestTitle && len(v.verbs) == 0 && slices.ContainsFunc(v.nouns, func(n stage.Noun) bool { return n.Class == stage.Act && n.Strength > 0 })
}

// promisesNeed reports words that voice a need of a sentence: somebody's, or of
// goods.
func (s *scene) promisesNeed(i int) bool {
	g := &s.engine.gatherings
	if !s.doc.Sentences[i].Has.Has(g.need) || s.sentences[i].Len() > longestSentence {
		return false
	}
	for _, t := range s.doc.TagsIn(s.sentences[i].Range) {
		if t.Category != g.need {
			continue
		}
		switch v := s.words(i); g.needs[t.Ref] {
		case "possessed":
			if s.ownsNeed(v, t) {
				return true
			}
		case "object":
			if s.neededGoods(v, t.End).Len() > 0 {
				return true
			}
		case "asked":
			if from := s.askedFor(v, t.End); from >= 0 && s.neededGoods(v, from).Len() > 0 {
				return true
			}
		}
	}
	return false
}

// ownsNeed reports a party right before the word for needs, or a word that may
// stand for one.
func (s *scene) ownsNeed(v *sentence, t text.Tag) bool {
	for k := v.parties.First; k < v.parties.End; k++ {
		if m := &s.parties[k]; m.End <= t.First && t.First-m.End <= 4 && (m.Possessive || m.Form == party.Demonym) {
			return true
		}
	}
	return false
}
