package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file finds what governs a figure: the clause it stands in, the verb it
// is object or subject of, and the noun it belongs to.

// govern settles clause, verb, nouns and position of a draft.
func (s *scene) govern(d *draft) {
	v := s.words(d.sentence)
	left := s.leftVerb(v, d.figure)
	right := s.rightVerb(v, d.figure)
	d.clause = s.clause(v, d.figure)
	own := text.Range{First: s.stretchStart(v, d), End: d.clause.End}
	d.noun, d.act = s.nounsOf(v, d.figure, own)
	if p := s.relievedBehind(v, d.figure); p != nil {
		d.verb, d.position = p, subject
		return
	}
	if rel := s.relativeVerb(v, d.figure); rel != nil {
		d.verb, d.position, d.relative = rel, object, true
		return
	}
	if q := s.saidVerb(v, d.figure); q != nil {
		d.verb, d.position = q, subject
		return
	}
	if p := s.verbBeyondWhole(v, d.figure); p != nil && (left == nil || left.End <= s.subjectStart(v, d.figure)) {
		d.verb, d.position = p, subject
		return
	}
	switch {
	case right != nil && right.Form == stage.Participle && s.attached(d.figure.End, right.First) && !s.owes(right) && !(left != nil && s.harmed(right, d.figure.End)):
		d.verb, d.position = right, subject
	case left != nil && s.paidByWith(left, d.figure):
		d.verb, d.position = left, object
	case s.divided(v, d):
		d.position = bare
	case right != nil && right.Form == stage.Finite && (left == nil || left.End <= s.subjectStart(v, d.figure) && !s.confirms(left, d.figure, right) || s.describes(left, right, d.figure)):
		d.verb, d.position = right, subject
	case left != nil:
		d.verb, d.position = left, object
	case right != nil && right.Form != stage.Gerund && right.Form != stage.Infinitive:
		d.verb, d.position = right, subject
	default:
		d.position = bare
	}
	if will := s.willDo(v, d.figure); will != nil && (d.verb == nil || d.verb.End <= d.figure.First && d.verb.Class == stage.Say) {
		d.verb, d.position = will, subject
	}
	if d.noun != nil && d.noun.Class == stage.NotAid && s.givenFor(d, d.noun) {
		d.noun = nil
	}
	if d.verb != nil && d.position == object {
		if d.noun == nil && d.act == nil && s.measures(d.verb) {
			d.noun = s.subjectNoun(v, d)
		}
		d.verb = s.saidAsGiven(s.actBehind(v, d.verb, d.figure), d.figure)
	}
}

// confirms reports "confirmed 5 million and Canada announced": a sum is what a verb of saying
// that has a stage of its own tells, if the next verb is not the sum's.
func (s *scene) confirms(left *stage.Predicate, figure text.Range, right *stage.Predicate) bool {
	return left.Class == stage.Say && left.Stage != "" && left.End == figure.First && !s.attached(figure.End, right.First)
}

// describes reports "A vessel built at a cost of 9 million was handed over": the participle
// only describes what the finite verb behind the figure tells of.
func (s *scene) describes(left, right *stage.Predicate, figure text.Range) bool {
	return left.Form == stage.Participle && left.Class == stage.Support && right.Class == stage.Deliver && right.Passive && s.attached(figure.End, right.First)
}

// willDo returns the verb of "25 million will strengthen schools", which no table knows:
// it stands behind "will", and the sum with its noun before that.
func (s *scene) willDo(v *sentence, figure text.Range) *stage.Predicate {
	for k := figure.End; k < min(v.End-1, figure.End+willReach); k++ {
		if s.role(k)&stage.Will == 0 {
			continue
		}
		t := s.doc.Tokens[k+1]
		if !s.attached(figure.End, k) || t.Kind != text.Word || t.Is(text.Capital) || s.role(k+1) != 0 || s.verbAt(v, k+1) {
			return nil
		}
		return &stage.Predicate{Range: text.Range{First: k, End: k + 2}, Head: k + 1, Class: stage.Go, Mood: stage.Future}
	}
	return nil
}

// willReach bounds the words between a sum and the "will" it is the subject of, in tokens.
const willReach = 6

// saidAsGiven reads "will add another 5 million" and "is adding 5 million" as giving and "confirmed 5 million" as
// announcing: what stands right behind the verb is a sum, and nothing said.
func (s *scene) saidAsGiven(p *stage.Predicate, figure text.Range) *stage.Predicate {
	adds := s.says(p.Head, cue.Add)
	if p.Class != stage.Say || p.Passive || p.Form != stage.Finite && !p.Progressive || !adds && p.Stage == "" {
		return p
	}
	end := figure.First
	if n := s.nounBefore(figure.First - 1); adds && s.is(figure.First-1, cue.Of) && n != nil {
		end = n.First // "will add a grant of 5 million"
	}
	for k := p.End; k < end; k++ {
		if s.role(k)&(stage.Determiner|stage.Adjective) == 0 {
			return p
		}
	}
	given := *p
	given.Class = stage.Announce
	if adds {
		given.Class, given.Stage = stage.Give, pledgebook.StageUnclear
	}
	return &given
}

// nounBefore returns the noun of aid that ends at a token, or nil.
func (s *scene) nounBefore(end int) *stage.Noun {
	v := &s.sentences[s.doc.SentenceAt(end)]
	for i := range v.nouns {
		if n := &v.nouns[i]; n.End == end && n.Strength > 0 {
			return n
		}
	}
	return nil
}

// divided reports the second figure of "6 million of the 50 million in aid": what
// the sentence says is said of the part.
func (s *scene) divided(v *sentence, d *draft) bool {
	k := d.figure.First - 1
	for k > v.First && s.role(k)&(stage.Determiner|stage.Adjective|stage.Possessive) != 0 {
		k--
	}
	if !s.is(k, cue.Of) || k == d.figure.First-1 || s.role(d.figure.End)&stage.Pronoun != 0 {
		return false
	}
	for i := v.sums.First; i < v.sums.End; i++ {
		if end := s.sums[i].End; end == k || end == k+1 && s.sums[i].Share.Known {
			return true
		}
	}
	return false
}

// measures reports a verb that says how large its subject is: "lending is
// expected to reach".
func (s *scene) measures(p *stage.Predicate) bool {
	switch p.Class {
	case stage.Contain, stage.Increase, stage.Cut, stage.Bring, stage.Propose:
		return p.Form == stage.Finite || p.Form == stage.Infinitive
	}
	return false
}

// subjectNoun returns the first aid noun between the clause's start and the verb.
func (s *scene) subjectNoun(v *sentence, d *draft) *stage.Noun {
	for i := range v.nouns {
		if n := &v.nouns[i]; n.First >= d.clause.First && n.End <= d.verb.First && n.Strength > 0 && n.Class != stage.Act && n.Class != stage.Need {
			return n
		}
	}
	return nil
}

// actBehind looks through a verb that only measures a package to the verb that
// the package is the object of: "announced a package totalling", "signed the
// bill, which includes", "announced assistance valued at".
func (s *scene) actBehind(v *sentence, p *stage.Predicate, figure text.Range) *stage.Predicate {
	if (p.Class != stage.Contain || p.Form != stage.Gerund && s.role(p.First-1)&stage.Relative == 0) && !s.valued(p) {
		return s.giftBehindCost(v, p, figure)
	}
	for i := len(v.verbs) - 1; i >= 0; i-- {
		q := &v.verbs[i]
		if q.End > p.First || q.Form == stage.Infinitive && q.Class != stage.Give {
			continue
		}
		switch q.Class {
		case stage.Announce, stage.Promise, stage.Commit, stage.Allocate, stage.Disburse, stage.Give, stage.Deliver, stage.Propose, stage.Ask, stage.Receive:
			return q
		case stage.Say, stage.Support, stage.Contain, stage.Go:
			continue
		}
		return p
	}
	return p
}

// leftVerb returns the nearest predicate before the figure that its object can
// belong to.
func (s *scene) leftVerb(v *sentence, figure text.Range) *stage.Predicate {
	for i := len(v.verbs) - 1; i >= 0; i-- {
		p := &v.verbs[i]
		if p.End > figure.First || p.Class == stage.AddTo && s.sumBetween(v, p.End, figure.First) {
			continue
		}
		if s.closedBefore(p, figure.First) {
			return nil
		}
		if i > 0 && s.tellsBesides(p, &v.verbs[i-1], figure.First) {
			continue
		}
		return p
	}
	return nil
}

// closedBefore reports whether the verb's clause ends before token i: at a
// semicolon, or where "of which" opens a new one.
func (s *scene) closedBefore(p *stage.Predicate, i int) bool {
	for k := p.End; k < i; k++ {
		if s.char(k) == ';' || s.is(k, cue.Which) && s.is(k-1, cue.Of) {
			return true
		}
	}
	return false
}

// rightVerb returns the nearest predicate behind the figure with no other sum,
// semicolon or relative pronoun in between.
func (s *scene) rightVerb(v *sentence, figure text.Range) *stage.Predicate {
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.First < figure.End || p.Form == stage.Attributive && s.preposition(p.First, figure.End) >= 0 {
			continue // "2 billion of the pledged money was paid"
		}
		if s.interrupted(v, figure.End, p.First) || s.opensBracket(figure.End, p.First) {
			return nil
		}
		return p
	}
	return nil
}

// saidVerb returns the verb that somebody says of the figure: "the 1.9 billion
// that the United Nations says is needed".
func (s *scene) saidVerb(v *sentence, figure text.Range) *stage.Predicate {
	end := figure.End
	if s.char(end) == ',' && s.is(end+1, cue.Which) {
		end++ // "the 3 million, which was approved in May, from going"
	}
	if s.role(end)&(stage.That|stage.Relative) == 0 {
		return nil
	}
	for i := range v.verbs {
		if p := &v.verbs[i]; p.First == end+1 && p.Passive && p.Form == stage.Finite {
			return p // "3 million that is needed"
		}
	}
	for i := 1; i < len(v.verbs); i++ {
		p, q := &v.verbs[i-1], &v.verbs[i]
		if p.First > figure.End && p.First-figure.End <= 8 && p.Class == stage.Say && q.First == p.End && q.Form == stage.Finite {
			return q
		}
	}
	return nil
}

// sumBetween reports another sum, a semicolon or a colon in a stretch.
func (s *scene) sumBetween(v *sentence, from, to int) bool {
	for k := from; k < to; k++ {
		if c := s.char(k); c == ';' || c == ':' || s.sumAt(v, k) {
			return true
		}
	}
	return false
}

// transitive reports a verb whose object a relative clause can take away.
func (s *scene) transitive(p *stage.Predicate) bool {
	switch p.Class {
	case stage.Say, stage.Go, stage.Contain, stage.Fulfil, stage.Plan:
		return false
	}
	return true
}

// figureFollows reports that the verb has a figure or noun phrase of its own
// right behind it.
func (s *scene) figureFollows(v *sentence, p *stage.Predicate) bool {
	if p.End >= v.End {
		return false
	}
	t := s.doc.Tokens[p.End]
	return t.Kind == text.Number || t.Kind == text.Symbol || s.role(p.End)&stage.Determiner != 0 || s.sumAt(v, p.End)
}

// clauseBetween reports a comma or a conjunction that opens a clause of its own.
func (s *scene) clauseBetween(from, to int) bool {
	for k := from; k < to; k++ {
		if s.char(k) == ',' || s.role(k)&(stage.While|stage.But) != 0 && !s.is(k, cue.As) || s.is(k, cue.So) && s.is(k+1, cue.That) {
			return true
		}
	}
	return false
}

func (s *scene) interrupted(v *sentence, from, to int) bool {
	if s.sumBetween(v, from, to) {
		return true
	}
	for k := from; k < to; k++ {
		if s.role(k)&(stage.Relative|stage.While) != 0 {
			return true
		}
	}
	return false
}

// attached reports whether only the figure's own noun phrase stands between:
// "US$45 million in grants allocated to".
func (s *scene) attached(from, to int) bool {
	if to-from > 8 {
		return false
	}
	for k := from; k < to; k++ {
		switch s.char(k) {
		case ',', ';', ':', '—', '–':
			return false
		}
		if s.role(k)&(stage.And|stage.But|stage.Relative|stage.That|stage.To) != 0 || s.is(k, cue.Than) {
			return false // "needed 3 million more than planned"
		}
	}
	return true
}

// subjectStart returns where the noun phrase that the figure heads begins: a
// verb before it belongs to another clause.
func (s *scene) subjectStart(v *sentence, figure text.Range) int {
	i := figure.First - 1
	for i >= v.First {
		role := s.role(i)
		if role&stage.That != 0 && s.role(i+1)&stage.Determiner != 0 {
			return i + 1 // "estimated that a total of": a clause of its own
		}
		if role&(stage.Determiner|stage.Adjective|stage.Adverb) != 0 {
			i--
			continue
		}
		if s.is(i, cue.Of) && s.says(i-1, cue.Sum) {
			i -= 2
			continue
		}
		if s.char(i) == ',' || s.char(i) == ':' || s.char(i) == '-' || s.char(i) == '•' || role&(stage.And|stage.But|stage.While|stage.That|stage.Relative) != 0 {
			return i + 1
		}
		if s.reported(v, i+1) {
			return i + 1
		}
		return -1
	}
	return v.First
}

// reported reports that a verb of saying ends at a token: what follows is a
// clause of its own, "that" or not ("He said 20 million had been paid").
func (s *scene) reported(v *sentence, at int) bool {
	for i := range v.verbs {
		if p := &v.verbs[i]; p.End == at {
			return (p.Class == stage.Say || p.Class == stage.Estimate) && p.Form == stage.Finite
		}
	}
	return false
}

// clause returns the stretch around a figure that speaks of it alone: up to the
// neighbouring sums' halves, semicolons and dashes.
func (s *scene) clause(v *sentence, figure text.Range) text.Range {
	c := v.Range
	for k := figure.First - 1; k >= v.First; k-- {
		if s.breaks(k) {
			c.First = k + 1
			break
		}
	}
	for k := figure.End; k < v.End; k++ {
		if s.breaks(k) {
			c.End = k
			break
		}
	}
	if c.First > v.First && c.End < v.End && figure.Len()+asideReach >= c.Len() && s.char(c.First-1) == s.char(c.End) && s.char(c.End) != ';' {
		return v.Range // "the largest grant - 5 million dollars - came from"
	}
	return c
}

// asideReach bounds the words beside a figure between two dashes, in tokens.
const asideReach = 3

// breaks reports a token that ends a clause for good.
func (s *scene) breaks(k int) bool {
	switch s.char(k) {
	case ';', '—':
		return true
	case '–', '-':
		t := s.doc.Tokens[k]
		return t.Is(text.SpaceBefore) && k+1 < len(s.doc.Tokens) && s.doc.Tokens[k+1].Is(text.SpaceBefore)
	}
	return s.role(k)&stage.While != 0 && s.is(k, cue.While)
}

// nounsOf returns the aid noun and the act noun that the figure belongs to.
func (s *scene) nounsOf(v *sentence, figure, clause text.Range) (noun, act *stage.Noun) {
	if n := s.copulaNoun(v, figure, clause); n != nil {
		return n, n
	}
	best, bestAct := 100, 100
	for i := range v.nouns {
		n := &v.nouns[i]
		dist, ok := s.nounDistance(v, n, figure)
		if !ok || !clause.Contains(n.Range) {
			continue
		}
		if lentOrGiven(n) && n.End == figure.First-1 && s.is(n.End, cue.Of) {
			dist = -best // "a loan of 5 million and a grant"
		}
		if n.Class == stage.Act || n.Class == stage.Need {
			if dist < bestAct {
				bestAct, act = dist, n
			}
		}
		if dist-2*n.Strength < best && n.Class != stage.Act {
			best, noun = dist-2*n.Strength, n
		}
	}
	return noun, act
}

// copulaNoun reads "The Commission's commitment to the fund was €550 million":
// the first noun of the clause, where "is" or "was" makes it the figure.
func (s *scene) copulaNoun(v *sentence, figure, clause text.Range) *stage.Noun {
	be := figure.First - 1
	if be <= clause.First || s.role(be)&stage.Be == 0 || s.role(be-1)&(stage.Will|stage.To|stage.Relative) != 0 {
		return nil
	}
	for i := range v.nouns {
		if n := &v.nouns[i]; n.First >= clause.First && n.End <= be && n.Strength > 0 {
			return n
		}
	}
	return nil
}

// nounDistance measures how far a noun stands from its figure, and whether it
// can belong to it: "a $3 billion pledge", "US$50 million in aid", "a loan of
// US$151 million", "aid package, totaling AUD20 million".
func (s *scene) nounDistance(v *sentence, n *stage.Noun, figure text.Range) (int, bool) {
	if n.First >= figure.End {
		return s.distanceBehind(v, n, figure)
	}
	if n.End > figure.First {
		return 1, figure.Contains(n.Range) && n.Strength > 0 // "a 3 million loan (about $4 million)"
	}
	gap := figure.First - n.End
	for k := n.End; k < figure.First; k++ {
		if s.sumAt(v, k) {
			return 0, false
		}
	}
	return gap + 1, gap <= 8 || n.Class == stage.Need && s.asksFor(v, n, figure)
}

// distanceBehind measures a noun behind its figure. An act ("a $3 billion
// pledge") or a need must follow in the same noun phrase.
func (s *scene) distanceBehind(v *sentence, n *stage.Noun, figure text.Range) (int, bool) {
	gap := n.First - figure.End
	if gap > 8 || s.is(n.End, cue.Of) && s.sumAt(v, n.End+1) {
		return 0, false // "and a credit of 3 million": the next sum's noun
	}
	if n.Class == stage.NotAid && s.onlyPurpose(n, figure.End) {
		return 0, false
	}
	act := n.Class == stage.Act || n.Class == stage.Need
	for k := figure.End; k < n.First; k++ {
		if s.sumAt(v, k) || s.char(k) == ';' || s.role(k)&(stage.If|stage.SubjectTo) != 0 {
			return 0, false
		}
		if role := s.role(k); act && (role&(stage.Preposition|stage.To|stage.And|stage.Relative) != 0 && role&stage.Adjective == 0 && !s.is(k, cue.In) || s.char(k) == ',') {
			return 0, false
		}
	}
	return gap, true
}

func (s *scene) sumAt(v *sentence, k int) bool {
	for i := v.sums.First; i < v.sums.End; i++ {
		if s.sums[i].First == k {
			return true
		}
	}
	return false
}
