package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file reads what follow-up reports tell: how much of a promise or an appeal has
// come true.

// verbBeyondWhole returns what has become of the first sum of "12 million of the 60
// million required for Chad has been raised": the verb behind the whole and behind the
// participle that tells of the whole.
func (s *scene) verbBeyondWhole(v *sentence, figure text.Range) *stage.Predicate {
	end := s.wholeBehind(v, figure)
	if end < 0 {
		return nil
	}
	asked := false
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.First < end {
			continue
		}
		if !asked && lacks(p) && p.First-end <= askedReach && !s.sumBetween(v, end, p.First) {
			asked, end = true, p.End // "that Chad requires", "it asks for", "needed"
			continue
		}
		if s.interrupted(v, end, p.First) {
			return nil
		}
		if p.Form == stage.Finite && (p.Passive || p.Perfect) {
			return p
		}
		if p.Form != stage.Participle || !s.attached(end, p.First) {
			return nil
		}
	}
	return nil
}

// askedReach bounds the words between a whole and who asks for it: "that the government of Chad".
const askedReach = 7

// lacks reports a verb of asking or needing.
func lacks(p *stage.Predicate) bool { return p.Class == stage.Ask || p.Class == stage.Lack }

// inHand reports the part of "has only 2 million of the 4 billion it needs": what has come.
func (s *scene) inHand(d *draft) bool {
	k := d.figure.First - 1
	for k > 0 && s.role(k)&(stage.Determiner|stage.Adjective|stage.Adverb) != 0 && s.role(k)&stage.Have == 0 {
		k--
	}
	return s.role(k)&stage.Have != 0 && s.wholeBehind(&s.sentences[d.sentence], d.figure) >= 0
}

// wholeBehind returns where the whole of a part ends: "of the 60 million" behind a
// figure, or inside it where the part is a share; -1 where there is none.
func (s *scene) wholeBehind(v *sentence, figure text.Range) int {
	for i := v.sums.First; i < v.sums.End; i++ {
		m := &s.sums[i]
		if m.First > figure.First && m.End == figure.End && !m.Share.Known {
			return m.End // "35 percent of the 2 billion"
		}
		if m.First < figure.End {
			continue
		}
		if m.First-figure.End <= 3 && s.is(figure.End, cue.Of) {
			return m.End
		}
		return -1
	}
	return -1
}

// outOfWhole reports the second sum of "Of the 4 billion pledged for Nepal, only 1 billion
// has been paid".
func (s *scene) outOfWhole(v *sentence, d *draft) bool {
	of := v.First
	if s.is(of, cue.Out) {
		of++
	}
	if !s.is(of, cue.Of) || v.sums.Len() < 2 || d.sum == nil {
		return false
	}
	whole, part := &s.sums[v.sums.First], &s.sums[v.sums.First+1]
	if whole.First-of > 4 || part.First != d.figure.First || whole.Share.Known {
		return false
	}
	for k := whole.End; k < part.First; k++ {
		if s.char(k) == ',' {
			return true
		}
	}
	return false
}

// partOfAsked reports a part "of the 60 million required": what has come of an appeal.
func (s *scene) partOfAsked(d *draft) bool {
	v := &s.sentences[d.sentence]
	end := s.wholeBehind(v, d.figure)
	for i := range v.verbs {
		if p := &v.verbs[i]; end >= 0 && p.First >= end {
			return lacks(p) && (p.Form == stage.Participle && s.attached(end, p.First) || p.Form == stage.Finite && p.First-end <= askedReach && !s.sumBetween(v, end, p.First))
		}
	}
	return false
}

// opensBracket reports a bracket that opens in a stretch and does not close in it: what
// it says is said of its own.
func (s *scene) opensBracket(from, to int) bool {
	open := false
	for k := from; k < to; k++ {
		switch s.char(k) {
		case '(':
			open = true
		case ')':
			open = false
		}
	}
	return open
}

// cameOfNeed reports a verb that tells what was promised or given, behind the appeal that
// it is told beside: "launched the appeal saying donors have pledged 4 million".
func (s *scene) cameOfNeed(d *draft) bool {
	if d.verb == nil || d.act.End > d.verb.First {
		return false
	}
	switch d.verb.Class {
	case stage.Raise, stage.Receive:
		return true
	case stage.Promise, stage.Commit, stage.Give, stage.Disburse, stage.Allocate, stage.Deliver:
		return d.verb.Form == stage.Finite && d.verb.Mood == stage.Fact && !d.verb.Passive && d.position == object
	}
	return false
}

// meetNeed marks what has come of an appeal that the same sentence or the one before tells:
// "The plan requires 60 million; only 12 million has been received". Nobody is named for it.
func (s *scene) meetNeed(d *draft) {
	if len(s.drafts) == 0 || d.verb == nil || d.claim.Stage == pledgebook.StageNeed || toCome(d.verb) {
		return
	}
	need := &s.drafts[len(s.drafts)-1]
	if need.claim.Stage != pledgebook.StageNeed || need.claim.Money == nil || d.sentence-need.sentence > 1 || !s.larger(need, d) {
		return
	}
	if d.verb.Class == stage.Receive || d.verb.Class == stage.Raise && (d.verb.Passive || d.verb.Perfect) {
		d.meetsNeed, d.nameless = true, len(d.claim.Providers) == 0
		if len(d.claim.Providers) == 0 && d.claim.Extent != pledgebook.TotalExtent {
			d.claim.Extent = pledgebook.TotalExtent // all that has come of it by now
			d.note(s, "extent", d.verb.Range, "meets-need", d.basis(d.verb.Range))
		}
		if len(d.claim.Receivers)+len(d.claim.Channels) == 0 {
			d.claim.Receivers = need.claim.Receivers
			s.copyEvidence(d, need, "receivers")
		}
	}
}

// sizeOfNeed reports "Its 700 million appeal", "the appeal, worth 700 million,": the
// figure says how much is asked for, whatever has come of it.
func (s *scene) sizeOfNeed(d *draft) bool {
	return !d.fraction() && d.act.First >= d.figure.End || d.act.End < d.figure.First && s.says(d.figure.First-1, cue.Worth)
}

// longRequest bounds the words between a request and the "for" of its sum, in tokens.
const longRequest = 16

// asksFor reports "a request from the ministry last week for 80 million": no verb stands
// between the need and its sum.
func (s *scene) asksFor(v *sentence, n *stage.Noun, figure text.Range) bool {
	return figure.First-n.End <= longRequest && s.is(figure.First-1, cue.For) && !s.verbWithin(v, n.End, figure.First)
}

// hopedFor reports what is still to be raised: "a summit to raise 3 billion", "hopes to
// raise 3 billion", and not "will raise its aid to 3 billion".
func (s *scene) hopedFor(d *draft, p *stage.Predicate) bool {
	if p.Class != stage.Raise || !s.says(p.Head, cue.Raise) || s.raisesOwn(d, p) {
		return false
	}
	return p.Form == stage.Infinitive || toCome(p) && s.preposition(d.figure.First, p.End) < 0
}

// raisesOwn reports "will raise its contribution to", "to raise Spanish aid to 3 million": a
// giver gives more itself, and asks nobody.
func (s *scene) raisesOwn(d *draft, p *stage.Predicate) bool {
	if p.Class != stage.Raise || !s.is(p.End, cue.Its|cue.Their) && !s.is(s.preposition(d.figure.First, p.End), cue.To|cue.By) {
		return false
	}
	return slices.ContainsFunc(s.sentences[d.sentence].nouns, func(n stage.Noun) bool {
		return n.First >= p.End && n.First-p.End <= ownReach && n.Strength > 0 && n.Class != stage.Need
	})
}

// ownReach bounds the words between "its" and the aid that it raises, in tokens.
const ownReach = 3

// stageOfTranche reads "received the second tranche of 3 million", "A first instalment
// was made": a part of a loan that has come was paid.
func (s *scene) stageOfTranche(d *draft) bool {
	if d.verb == nil || toCome(d.verb) || d.verb.Negated || !s.trancheOf(d) {
		return false
	}
	switch d.verb.Class {
	case stage.Receive, stage.Make, stage.Give, stage.Go, stage.Arrive:
	default:
		return false
	}
	if d.verb.Form != stage.Finite || !d.verb.Past && !d.verb.Perfect && !d.verb.Passive {
		return false
	}
	d.claim.Stage = pledgebook.StageDisbursement
	s.reportVerb(d, d.verb.Range, "tranche-paid")
	return true
}

// trancheOf reports a tranche that the figure is the size of: on its own side of the verb,
// with no other sum between.
func (s *scene) trancheOf(d *draft) bool {
	v := &s.sentences[d.sentence]
	for i := range v.nouns {
		n := &v.nouns[i]
		if !s.says(n.First, cue.Tranche) || !d.clause.Contains(n.Range) || (n.First > d.verb.First) != (d.figure.First > d.verb.First) {
			continue
		}
		if n.First >= d.figure.End && s.attached(d.figure.End, n.First) || n.End <= d.figure.First && !s.sumBetween(v, n.End, d.figure.First) {
			return true
		}
	}
	return false
}

// requestedBy reports "a request" right before "from": who stands behind it asks.
func (s *scene) requestedBy(v *sentence, from int) bool {
	for i := range v.nouns {
		if n := &v.nouns[i]; n.Class == stage.Need && n.End == from {
			return s.is(from, cue.From)
		}
	}
	return false
}

// requesters returns the state of "a request from Chad", "from Chad's ministry": it asks
// for itself.
func (s *scene) requesters(d *draft) []named {
	v := &s.sentences[d.sentence]
	if !s.requestedBy(v, d.act.End) {
		return nil
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.First > d.act.End && s.preposition(m.First, d.act.End) == d.act.End && m.Actor().IsState() && m.First < d.act.End+longRequest {
			return []named{{m.Actor(), m.Range, "requests"}}
		}
	}
	return nil
}
