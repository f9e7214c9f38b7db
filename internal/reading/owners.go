package reading

import (
	"slices"

	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/number"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file finds who gives by whose the aid is: "Japan's loan", "the grant by the bank".

// nounProvider reads "Japan's ODA", "a Japanese loan", "UK funding": the party
// inside the noun phrase of the figure or of the package that is the subject.
func (s *scene) nounProvider(d *draft) []named {
	v := &s.sentences[d.sentence]
	if s.helpedByDonors(v, d) != nil || len(s.shareReceiver(d)) > 0 {
		return nil
	}
	if m := s.sumOwner(v, d); m != nil {
		return []named{{m.Actor(), m.Range, "owner"}}
	}
	for _, n := range []*stage.Noun{d.act, d.noun, s.broughtTotal(v, d)} {
		if n == nil || d.verb != nil && n.Overlaps(d.verb.Range) || n.Class == stage.Need || n.Class == stage.NotAid || n.Class == stage.Aid && n.Strength == 0 && n.Abroad {
			continue // "Afghan refugees" are nobody's aid
		}
		if i := s.doneBy(v, n); i >= 0 {
			return s.withNeighbours(v, i, "done-by")
		}
		if i := s.givenFrom(v, n); i >= 0 {
			return s.withNeighbours(v, i, "source")
		}
		if s.aidFor(v, n) != nil || s.inOpeningPhrase(d, n) || s.spentOn(d, n) {
			continue
		}
		m := s.owner(v, n)
		if m != nil && s.losesMoney(d, m) {
			s.addChannel(d, named{m.ID, m.Range, "to-body"})
			return nil
		}
		if m != nil && (m.Form != party.Pronoun || m.ID != "" && m.Person == nil) {
			return []named{{m.Actor(), m.Range, "owner"}}
		}
		if own := s.ownNoun(v, d, n); own != nil {
			return own
		}
	}
	return nil
}

// spentOn reports "Poland will spend 2 million on the Czech initiative": what a subject that
// gives by habit spends is its own, whosever what it goes to is.
func (s *scene) spentOn(d *draft, n *stage.Noun) bool {
	if n.First < d.figure.End || !s.is(d.figure.End, cue.On|cue.To|cue.For) || d.position != object {
		return false
	}
	by := s.subjectProvider(d)
	return len(by) > 0 && by[0].id.IsState() && !s.getsAid(by[0].id)
}

// rankedGiver reads "With 3 million, Norway is the largest donor": who is ranked by a sum
// that opens the sentence has given it.
func (s *scene) rankedGiver(d *draft) []named {
	v := &s.sentences[d.sentence]
	k := d.figure.First - 1
	for k > v.First && s.role(k)&(stage.Determiner|stage.Adjective) != 0 {
		k--
	}
	if k != v.First || !s.is(k, cue.With) || s.char(d.figure.End) != ',' {
		return nil
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.First < d.figure.End || m.First-d.figure.End > 2 || !s.donor(m.Actor()) || s.role(m.End)&stage.Be == 0 {
			continue
		}
		return []named{{m.Actor(), m.Range, "opens-as-giver"}}
	}
	return nil
}

// inOpeningPhrase reports "As its share of the EU loan to Chad, Norway will give": the noun
// stands in a phrase that a comma closes before the verb and its subject.
func (s *scene) inOpeningPhrase(d *draft, n *stage.Noun) bool {
	if d.verb == nil || d.position != object || d.verb.Passive || n.End >= d.verb.First || s.measures(d.verb) || s.role(s.sentences[d.sentence].First)&stage.Preposition == 0 {
		return false
	}
	for k := n.End; k < d.verb.First; k++ {
		if s.char(k) == ',' {
			return true
		}
	}
	return false
}

// fromBefore returns who gives in "one from the World Bank for 9 million and the other from the
// EU for 4 million", "From the bank come 9 million": right before the sum, behind "from".
func (s *scene) fromBefore(d *draft) []named {
	v := &s.sentences[d.sentence]
	for i := v.parties.End - 1; i >= v.parties.First; i-- {
		m := &s.parties[i]
		if m.End > d.figure.First {
			continue
		}
		from := s.preposition(m.First, v.First)
		if m.Location || m.Actor() == "" || d.figure.First-m.End > fromReach || !s.is(from, cue.From) || !s.opensFrom(v, from) || !s.leadsToSum(d, m.End) {
			return nil
		}
		return []named{{m.Actor(), m.Range, "source"}}
	}
	return nil
}

// fromReach bounds the words between who gives and the sum, in tokens.
const fromReach = 3

// opensFrom reports "from" where a clause begins, or behind "one", "another", "the second".
func (s *scene) opensFrom(v *sentence, from int) bool {
	if from == v.First || s.role(from-1)&(stage.And|stage.But|stage.Determiner) != 0 || s.char(from-1) != 0 {
		return true
	}
	at, _ := slices.BinarySearchFunc(s.numbers, from-1, func(n number.Mention, k int) int { return n.First - k })
	return at < len(s.numbers) && s.numbers[at].End == from && (s.numbers[at].Ordinal > 0 || s.numbers[at].Lo.IsOne())
}

// leadsToSum reports that only small words, or "come", stand between a token and the sum.
func (s *scene) leadsToSum(d *draft, k int) bool {
	for ; k < d.figure.First; k++ {
		comes := d.verb != nil && d.verb.Class == stage.Go && d.verb.Contains(text.Range{First: k, End: k + 1})
		if !comes && !s.is(k, cue.Of|cue.For|cue.At) && !s.says(k, cue.Worth) && s.char(k) != ',' && s.role(k)&(stage.Determiner|stage.Adjective) == 0 {
			return false
		}
	}
	return true
}

// shareOwner returns the donor of "the bank's share is 9 million": whose the part of a project
// is that several pay for.
func (s *scene) shareOwner(d *draft) []named {
	v := &s.sentences[d.sentence]
	for i := v.parties.End - 1; i >= v.parties.First; i-- {
		m := &s.parties[i]
		if m.End >= d.figure.First || m.End < d.clause.First || !m.Possessive || m.Person != nil {
			continue
		}
		if !s.doc.Has(m.End, s.engine.shares) && !s.doc.Has(m.End+1, s.engine.shares) || !s.donor(m.Actor()) || s.sumBetween(v, m.End, d.figure.First) {
			return nil
		}
		return []named{{m.Actor(), m.Range, "owner"}}
	}
	return nil
}

// sumOwner returns the donor whose the sum is: "the bank's 3 million", "China's 4 billion". Whoever gets aid may
// own it too ("Malawi's 3 million loan").
func (s *scene) sumOwner(v *sentence, d *draft) *party.Mention {
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.Possessive && m.Form != party.Pronoun && m.Person == nil && m.End < d.figure.First && s.plainBetween(m.End, d.figure.First) && d.figure.First-m.End <= 2 && (s.donor(m.Actor()) || m.Actor().IsState() && !s.getsAid(m.Actor())) {
			return m
		}
	}
	return nil
}

// broughtTotal returns what a verb brings to a sum: the support of "brings Sweden's total
// support for Moldova to 2 billion".
func (s *scene) broughtTotal(v *sentence, d *draft) *stage.Noun {
	if d.verb == nil || d.verb.Class != stage.Bring || d.position != object {
		return nil
	}
	for i := range v.nouns {
		if n := &v.nouns[i]; n.First >= d.verb.End && n.End <= d.figure.First && n.Strength > 0 {
			return n
		}
	}
	for k := d.verb.End; k < d.figure.First; k++ {
		if s.says(k, cue.Total) && s.is(k+1, cue.To) {
			return &stage.Noun{Range: text.Range{First: k, End: k + 1}, Class: stage.Sum}
		}
	}
	return nil
}

// losesMoney reports "UNICEF's funding will drop": what a body that gives by charter has is
// what others give it.
func (s *scene) losesMoney(d *draft, m *party.Mention) bool {
	if d.verb == nil || !m.Possessive || m.State != "" || !s.charter(m.ID) {
		return false
	}
	return d.verb.Class == stage.Cut && d.position == object || s.isFilled(m) && d.verb.Passive && d.verb.Class == stage.Allocate && m.End <= d.verb.First
}

// ownNoun reads "bringing its commitments to 2 billion": what the subject of the
// sentence has of its own.
func (s *scene) ownNoun(v *sentence, d *draft, n *stage.Noun) []named {
	k := n.First - 1
	for k > v.First && s.role(k)&stage.Adjective != 0 {
		k--
	}
	if !s.is(k, cue.Its) || d.verb == nil || d.verb.Class == stage.Say || d.verb.First > n.First {
		return nil
	}
	return s.subjectOf(v, d.verb, "own-noun")
}

// doneBy returns the index of the party behind a noun and "by", or -1: "the commitment by the G7",
// "lending to Kenya by the World Bank".
func (s *scene) doneBy(v *sentence, n *stage.Noun) int {
	by := n.End
	for by < min(n.End+6, v.End) && !s.is(by, cue.By) {
		if s.char(by) != 0 {
			return -1
		}
		by++
	}
	if !s.is(by, cue.By) || by > n.End && s.doc.Ends(by-1, cue.Past) {
		return -1 // "people affected by"
	}
	for i := range v.verbs {
		if p := &v.verbs[i]; p.First >= n.End && p.End <= by {
			return -1 // a verb's own "by"
		}
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.First > by && m.First-by <= 3 && m.Actor() != "" {
			if prep := s.preposition(m.First, by); prep != by && prep >= 0 && !s.governmentOf(prep) {
				return -1 // "by way of Egypt"
			}
			return i
		}
	}
	return -1
}

// owner returns the possessive or adjective party before a noun.
func (s *scene) owner(v *sentence, n *stage.Noun) *party.Mention {
	for i := v.parties.End - 1; i >= v.parties.First; i-- {
		m := &s.parties[i]
		if m.End > n.First || n.First-m.End > 5 || s.donorMeeting(m.End) || s.says(n.First, cue.Replenishment) && n.First == m.End {
			continue
		}
		if !m.Possessive && m.Form != party.Demonym && (n.First != m.End || s.listedObject(v, i)) {
			continue
		}
		if p := s.preposition(m.First, v.First); p >= 0 && s.is(p, cue.To|cue.For|cue.In|cue.Through) && !s.countsOut(v, m, p) {
			continue
		}
		for k := m.End; k < n.End; k++ {
			role := s.role(k)
			if _, others := s.doc.Tagged(k, s.engine.counterparts); others && s.char(k+1) == ',' {
				return nil // "Gavi's largest donor, pledging": another's
			}
			if k < n.First && role&(stage.Preposition|stage.To|stage.Be|stage.Have|stage.Will|stage.And) != 0 && role&stage.Adjective == 0 {
				return nil
			}
		}
		return m
	}
	return nil
}

// countsOut reports "$30 million in US assistance": the "in" right behind a sum tells what
// it is a sum of, and a donor before that whose it is.
func (s *scene) countsOut(v *sentence, m *party.Mention, in int) bool {
	if id := m.Actor(); !s.is(in, cue.In) || !s.donor(id) || !id.IsState() && id != "eu" {
		return false
	}
	for k := v.sums.First; k < v.sums.End; k++ {
		if s.sums[k].End == in {
			return true
		}
	}
	return false
}
