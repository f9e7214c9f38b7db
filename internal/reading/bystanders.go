package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file tells the money of bystanders from what is given: what people and bodies that
// are no party of a report pay, earn or owe stands beside the aid that it tells of.

// bystander reports a sum whose verb has a subject of its own that is no party, acts for
// none and stands for no aid: "Insurers paid out 20 million", "Farmers took out loans of 3
// million". Context must not make it anybody's gift.
func (s *scene) bystander(d *draft) bool {
	if d.sum == nil || d.list || d.partly || d.relative || d.fraction() || d.claim.Stage == pledgebook.StageNeed || s.stated(d, "providers") {
		return false
	}
	v := &s.sentences[d.sentence]
	if v.kind == pledgebook.PartHeadline || s.stated(d, "receivers") && s.givesByNoun(d) {
		return false // "The budget sets aside 3 million in aid for Chad"
	}
	subject, ok := s.ownSubject(v, d)
	if ok && d.verb != nil && handsOut(d.verb) && s.taggedIn(subject, s.engine.budgets.category) {
		return false // "The budget provides 8 million for Kenya"
	}
	if !ok || s.plainNouns(subject) == 0 {
		return false
	}
	if d.verb == nil && d.noun == nil && d.act == nil && !s.stated(d, "receivers") && !s.takesUpAid(v, subject) && !s.ledByDonor(v, subject) {
		return true // "Germany's coalition has to find 25 billion"
	}
	return !s.anchored(v, subject) && !s.namesSpeaker(subject)
}

// ownSubject returns the words before the first finite verb of a draft's clause, where that
// verb, or one it leads to, has the figure as its object and is one of giving or paying; or
// all words before the figure, where no table knows the verb.
func (s *scene) ownSubject(v *sentence, d *draft) (text.Range, bool) {
	r := text.Range{First: s.behindSum(v, d), End: d.figure.First}
	if d.verb == nil {
		return r, s.plainNouns(text.Range{First: r.First, End: r.End - 2*boolInt(s.is(r.End-1, cue.Of))}) > 1 && !s.verbWithin(v, r.First, r.End) && !s.setOff(r.End)
	}
	if d.position != object || d.verb.Passive || !handsOut(d.verb) && !s.measures(d.verb) {
		return r, false
	}
	for i := range v.verbs {
		if p := &v.verbs[i]; p.First >= r.First && p.First <= d.verb.First && p.Form == stage.Finite {
			r.End = p.First
			return r, !p.Passive && !s.borrowsSubject(p)
		}
	}
	return r, false
}

// setOff reports a figure behind a comma, colon or bracket, and a preposition at most: it
// stands beside what its words name, as the lines of a list do.
func (s *scene) setOff(k int) bool {
	for s.role(k-1)&stage.Preposition != 0 {
		k--
	}
	switch s.char(k - 1) {
	case ',', '(', ':':
		return true
	}
	return false
}

// handsOut reports a verb whose subject parts with money, or means to.
func handsOut(p *stage.Predicate) bool {
	if p.Form != stage.Finite && p.Form != stage.Infinitive {
		return false
	}
	switch p.Class {
	case stage.Give, stage.Promise, stage.Disburse, stage.Allocate, stage.Announce, stage.Commit, stage.Plan, stage.Invest, stage.Make, stage.Raise, stage.Fulfil:
		return true
	}
	return false
}

// behindSum returns where the words of a figure begin behind the sum before it in its clause.
func (s *scene) behindSum(v *sentence, d *draft) int {
	first := d.clause.First
	for i := v.sums.First; i < v.sums.End && s.sums[i].First < d.figure.First; i++ {
		first = max(first, s.sums[i].End)
	}
	return first
}

// plainNouns counts the words of a stretch that play no part in the grammar.
func (s *scene) plainNouns(r text.Range) (n int) {
	for k := r.First; k < r.End; k++ {
		if s.doc.Tokens[k].Kind == text.Word && s.role(k) == 0 && !s.timeOver(k, k+1) {
			n++
		}
	}
	return n
}

// ledByDonor reports a stretch that begins with somebody who gives by habit, and has nothing:
// "Qatar opened its purse with".
func (s *scene) ledByDonor(v *sentence, r text.Range) bool {
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.First >= r.First {
			return m.First-r.First <= 1 && !m.Possessive && m.Form == party.Name && !s.getsAid(m.ID) && (s.role(m.End)&stage.Have == 0 || s.hasDone(m.End, r.End))
		}
	}
	return false
}

// hasDone reports "has put 20 million": a deed of one word, and nothing that is had.
func (s *scene) hasDone(have, sum int) bool {
	return have+2 <= sum && s.role(have+1) == 0 && s.role(sum-1)&stage.Preposition == 0 && s.plainNouns(text.Range{First: have + 1, End: sum}) == 1
}

// takesUpAid reports a stretch that names aid, or what was told of it before.
func (s *scene) takesUpAid(v *sentence, r text.Range) bool {
	for i := range v.nouns {
		if n := &v.nouns[i]; r.Contains(n.Range) && (n.Strength > 0 || n.Class == stage.Act) {
			return true
		}
	}
	for k := r.First; k < r.End; k++ {
		if s.role(k)&(stage.Pronoun|stage.Relative|stage.That) != 0 || s.standsIn(k) {
			return true
		}
	}
	return false
}

// anchored reports a stretch that names a party, aid or what was told before, or who acts
// for a party.
func (s *scene) anchored(v *sentence, r text.Range) bool {
	for i := v.parties.First; i < v.parties.End; i++ {
		if r.Contains(s.parties[i].Range) {
			return true
		}
	}
	return s.takesUpAid(v, r)
}

// standsIn reports a word that acts for a party of the report, or takes up what it told.
func (s *scene) standsIn(k int) bool {
	for _, c := range [...]text.Category{s.engine.standIns, s.engine.organs, s.engine.collectives, s.engine.counterparts, s.engine.fundWords, s.engine.partWords} {
		if _, ok := s.doc.Tagged(k, c); ok {
			return true
		}
	}
	return false
}

// taggedIn reports a phrase of a table that begins in a stretch.
func (s *scene) taggedIn(r text.Range, c text.Category) bool {
	for k := r.First; k < r.End; k++ {
		if _, ok := s.doc.Tagged(k, c); ok {
			return true
		}
	}
	return false
}

// namesSpeaker reports a stretch that ends in the name of a person whom the report names.
func (s *scene) namesSpeaker(r text.Range) bool {
	if !s.doc.Tokens[r.End-1].Is(text.Capital) {
		return false
	}
	name := s.doc.Of(r.End - 1)
	for i := range s.parties {
		m := &s.parties[i]
		if m.Person != nil && m.Len() > 1 && s.doc.Of(m.End-1) == name {
			return true
		}
	}
	return false
}
