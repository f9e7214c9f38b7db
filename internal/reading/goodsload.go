package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/item"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file reads sentences that only tell what is in a load told of before: "It consists
// of 40 tents", "The shipment contains 300 beds".

// joinLoad gives what a sentence tells of the content of the goods or the package right
// before it to their claim.
func (s *scene) joinLoad(i int, goods []item.Mention) bool {
	n := len(s.drafts)
	if n == 0 || !s.tellsLoad(i) {
		return false
	}
	d := &s.drafts[n-1]
	if d.dropped != "" || d.sentence != i-1 || len(goods) > 0 && s.oneOf(d, goods) {
		return false
	}
	s.addGoods(d, goods)
	return true
}

// oneOf reports goods that a claim counts already.
func (s *scene) oneOf(d *draft, goods []item.Mention) bool {
	return slices.ContainsFunc(d.claim.Items, func(have pledgebook.Item) bool {
		return slices.ContainsFunc(goods, func(g item.Mention) bool { return g.Item == have })
	})
}

// tellsLoad reports a sentence whose subject is a load told of before, and whose first verb
// says what it holds.
func (s *scene) tellsLoad(i int) bool {
	v := s.words(i)
	if i == 0 || len(v.verbs) == 0 || s.sentences[i-1].kind == pledgebook.PartHeadline {
		return false
	}
	p := &v.verbs[0]
	if p.Class != stage.Contain || p.Form != stage.Finite || p.Negated || toCome(p) {
		return false
	}
	if s.is(v.First, cue.It|cue.They) {
		return p.First == v.First+1
	}
	return s.is(v.First, cue.The|cue.This|cue.These) && p.First-v.First <= 4 && s.sentenceParty(v, p.First) < 0
}

// sentenceParty returns the index of the first party before a token, or -1.
func (s *scene) sentenceParty(v *sentence, before int) int {
	for i := v.parties.First; i < v.parties.End; i++ {
		if s.parties[i].First < before {
			return i
		}
	}
	return -1
}

// followLoad gives the content of a load what the sentence before says was done with it:
// "Slovenia sent relief to Croatia. It consists of 40 tents".
func (s *scene) followLoad(d *draft) {
	if d.led || !s.tellsLoad(d.sentence) || s.sentences[d.sentence-1].sums.Len() > 0 {
		return
	}
	before := s.settleAtEnd(d.sentence - 1)
	if before.verb == nil || before.inherits || before.claim.Stage == "" || !s.toldOfLoad(d.sentence) {
		return
	}
	switch before.verb.Class {
	case stage.Give, stage.Deliver, stage.Arrive, stage.Promise, stage.Receive, stage.Announce, stage.Allocate, stage.Commit:
		d.forget("stage")
		s.goOnFrom(d, before)
		s.fillParties(d, before, "from-lead")
		d.led, d.inherits = true, false
		if len(d.claim.Providers) == 0 {
			s.addProviders(d, s.agentIn(d.sentence-1), pledgebook.Context)
		}
	}
}

// toldOfLoad reports that the sentence before tells of aid, or of the load by its name.
func (s *scene) toldOfLoad(i int) bool {
	before, v := &s.sentences[i-1], &s.sentences[i]
	load := s.doc.Slice(text.Range{First: v.First + 1, End: v.First + 2})
	for k := before.First; k < before.End && s.is(v.First, cue.The|cue.This); k++ {
		if s.doc.Slice(text.Range{First: k, End: k + 1}) == load {
			return true
		}
	}
	return slices.ContainsFunc(before.nouns, func(n stage.Noun) bool { return n.Strength > 0 })
}

// agentIn returns who stands behind "by" of what a sentence says was given: "supplied by Spain".
func (s *scene) agentIn(i int) []named {
	v := s.words(i)
	for k := range v.verbs {
		p := &v.verbs[k]
		if p.Class != stage.Give && p.Class != stage.Deliver || !s.is(p.End, cue.By) {
			continue
		}
		for m := v.parties.First; m < v.parties.End; m++ {
			if at := s.parties[m].First; at > p.End && at-p.End <= 2 && s.parties[m].Actor() != "" {
				return s.withNeighbours(v, m, "source")
			}
		}
	}
	return nil
}
