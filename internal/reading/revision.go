package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/number"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file settles how a sum stands to what was said before: new, a top-up, a
// repeat, a cut; and whether words make it a running total.

// setRevision reads the words that make a sum a top-up, a repeat or a total.
func (s *scene) setRevision(d *draft) {
	d.claim.Revision, d.claim.Extent = pledgebook.New, pledgebook.PartExtent
	v := &s.sentences[d.sentence]
	for _, r := range v.revisers {
		if !s.revises(v, d, r) {
			continue
		}
		if r.Revision != "" && d.claim.Revision == pledgebook.New {
			d.claim.Revision = r.Revision
			d.note(s, "revision", r.Range, "reviser", d.basis(r.Range))
		}
		if r.Extent != "" && d.claim.Extent == pledgebook.PartExtent && (r.Revision != "" || !s.addedHere(v, d)) {
			d.claim.Extent = r.Extent
			d.note(s, "extent", r.Range, "reviser", d.basis(r.Range))
		}
	}
	if d.act != nil && d.act.Class == stage.Act && d.act.Stage == "" {
		d.claim.Revision = pledgebook.Reduction
		d.note(s, "revision", d.act.Range, "noun-of-cutting", d.basis(d.act.Range))
	}
	s.setRevisionByVerb(d)
	s.totalNow(d)
}

// addedHere reports "an additional 3 million": whatever has been given "to date", this comes
// on top of it and is no total.
func (s *scene) addedHere(v *sentence, d *draft) bool {
	for _, r := range v.revisers {
		if r.Revision == pledgebook.TopUp && r.Where == "before" && s.revises(v, d, r) {
			return true
		}
	}
	return false
}

// totalNow reads "Its aid now totals 90 million", "Norway's total aid reaches 90 million":
// a running total.
func (s *scene) totalNow(d *draft) {
	if d.verb == nil || d.verb.Class != stage.Contain || d.verb.Form != stage.Finite || toCome(d.verb) || d.position != object || d.claim.Extent == pledgebook.TotalExtent || d.noun != nil && d.noun.Class == stage.Sum {
		return
	}
	if !s.is(d.verb.First-1, cue.Now) && !s.is(d.verb.Head-1, cue.Now) && !s.totalSubject(d) {
		return
	}
	d.claim.Extent = pledgebook.TotalExtent
	d.note(s, "extent", d.verb.Range, "total-now", d.basis(d.verb.Range))
}

// totalSubject reports "total aid", "the total": what the verb measures is all of it.
func (s *scene) totalSubject(d *draft) bool {
	for k := d.clause.First; k < d.verb.First; k++ {
		if !s.says(k, cue.Total) {
			continue
		}
		if k+1 == d.verb.First || k+2 == d.verb.First {
			return true
		}
		for i := range s.sentences[d.sentence].nouns {
			if n := &s.sentences[d.sentence].nouns[i]; n.First > k && n.First-k <= 2 && n.Strength > 0 && n.Class == stage.Aid {
				return true
			}
		}
	}
	return false
}

// setRevisionByVerb makes what is told as known a repeat, what is added a
// top-up, and a cut a reduction.
func (s *scene) setRevisionByVerb(d *draft) {
	if at, rule := s.toldAsKnown(d); rule != "" && d.claim.Revision == pledgebook.New {
		d.claim.Revision = pledgebook.Repeat
		d.note(s, "revision", at, rule, d.basis(at))
	}
	if d.verb == nil {
		return
	}
	switch d.verb.Class {
	case stage.Cut:
		d.claim.Revision = pledgebook.Reduction
		if s.is(s.preposition(d.figure.First, d.verb.End), cue.From) {
			d.claim.Revision = pledgebook.Repeat // "from 5 to 4 billion": the first is the old level
		}
	case stage.Withdraw:
		if !s.drawsOn(d) {
			d.claim.Revision = pledgebook.Withdrawal
		}
	case stage.AddTo:
		if d.claim.Revision == pledgebook.New && d.position == object {
			d.claim.Revision = pledgebook.Repeat
			d.note(s, "revision", d.verb.Range, "added-to", d.basis(d.verb.Range))
		}
	case stage.Increase:
		if d.claim.Revision == pledgebook.New && s.addsFigure(d) {
			d.claim.Revision = pledgebook.TopUp
			d.note(s, "revision", d.verb.Range, "added-by-verb", d.basis(d.verb.Range))
		}
	}
}

// addsFigure reports "increase its aid by 3 million", "restore 4 million": the
// figure is what is added, not the new level.
func (s *scene) addsFigure(d *draft) bool {
	if d.position != object {
		return false
	}
	before := s.preposition(d.figure.First, d.verb.End)
	return s.is(before, cue.By|cue.With) || before < 0 && d.verb.Stage != ""
}

// toldAsKnown returns the words that tell of a sum as known, and the rule.
func (s *scene) toldAsKnown(d *draft) (text.Range, string) {
	if at := s.ownedSum(d); at.Len() > 0 {
		return at, "owned-sum"
	}
	switch {
	case s.recalled(d):
		return d.verb.Range, "recalled"
	case s.doneBefore(d):
		return d.verb.Range, "past-perfect"
	case d.verb != nil && d.verb.Perfect && !d.verb.Before && d.verb.Form == stage.Finite && d.verb.Class != stage.Raise && s.toldBeside(d):
		return d.verb.Range, "perfect-beside"
	case s.actOfBefore(d):
		return d.act.Range, "act-of-before"
	}
	if at := s.datedBefore(d); at.Len() > 0 {
		return at, "dated-before"
	}
	if at := s.toldAgain(d); at.Len() > 0 {
		return at, "said-again"
	}
	return text.Range{}, ""
}

// doneBefore reports "had pledged 3 million", "3 million had been paid": an act before what
// the report tells. What was only proposed was no promise yet, and where somebody "said it
// had given" or "said 3 million had been given" the tense only reports.
func (s *scene) doneBefore(d *draft) bool {
	if d.verb == nil || !d.verb.Before || d.verb.Class == stage.Propose || s.risenTo(d) || d.position != object && !d.verb.Passive {
		return false
	}
	if d.position == object && !s.is(d.verb.First-1, cue.It|cue.They|cue.We) {
		return true
	}
	g := s.verbBefore(&s.sentences[d.sentence], d.verb)
	return g == nil || g.Class != stage.Say || !g.Past || s.char(g.End) == ','
}

// risenTo reports "had risen to 3 million": how much there was by then, no act before.
func (s *scene) risenTo(d *draft) bool {
	return d.verb.Class == stage.Increase && s.is(d.figure.First-1, cue.To)
}

// toldAgain returns the verb of "reconfirmed that it will give 3 million": no other verb that
// could make the sum new stands between.
func (s *scene) toldAgain(d *draft) text.Range {
	v := &s.sentences[d.sentence]
	for i := len(v.revisers) - 1; i >= 0; i-- {
		if r := v.revisers[i]; r.Where == "told" && r.End <= d.figure.First && s.noActBetween(v, r.End, d.figure.First) {
			return r.Range
		}
	}
	return text.Range{}
}

// noActBetween reports that neither a comma nor an "and" nor a verb of an act of its own stands
// in a stretch, other than what is still to be done: "reaffirmed its help by giving 3 million".
func (s *scene) noActBetween(v *sentence, from, to int) bool {
	return !s.joinsBetween(from, to) && !slices.ContainsFunc(v.verbs, func(p stage.Predicate) bool {
		return p.Head >= from && p.Head < to && (p.Form == stage.Gerund || p.Form == stage.Finite && !toCome(&p))
	})
}

// actOfBefore reports an act that is taken for known: "its pledge of", "the
// request for 3 million asks", "Spain's commitment was 2 million".
func (s *scene) actOfBefore(d *draft) bool {
	if d.act == nil || d.act.Stage == "" || s.justMade(d) || !s.owned(&s.sentences[d.sentence], d.act) || s.introduced(d) {
		return false
	}
	if d.act.Class == stage.Need {
		return d.position != object && d.act.End <= d.figure.First && !s.isBetween(d.act.End, d.figure.First)
	}
	return s.ofAct(d) || d.act == d.noun && d.act.Strength > 0 && d.act.Stage != pledgebook.StageUnclear && s.is(d.figure.First-1, cue.Was)
}

// isBetween reports a form of "be" in a stretch.
func (s *scene) isBetween(from, to int) bool {
	for k := from; k < to; k++ {
		if s.role(k)&stage.Be != 0 {
			return true
		}
	}
	return false
}

// owned reports "its pledge", "my initial pledge", "Norway's commitment": an act
// that is taken for known.
func (s *scene) owned(v *sentence, n *stage.Noun) bool {
	for k := n.First - 1; k >= max(0, n.First-4); k-- {
		if s.role(k)&stage.Determiner != 0 {
			return !s.is(k, cue.A|cue.Another|cue.This)
		}
		if s.role(k)&(stage.Preposition|stage.And|stage.Be) != 0 && s.role(k)&stage.Adjective == 0 {
			return false
		}
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.Possessive && m.End <= n.First && n.First-m.End <= 2 {
			return true
		}
	}
	return false
}

// justMade reports a verb that makes the act: "announced its pledge of".
func (s *scene) justMade(d *draft) bool {
	if d.verb != nil && d.verb.Class == stage.Commit && d.position == object && d.act != nil && (d.act.Stage == pledgebook.StageDisbursement || d.act.Stage == pledgebook.StageAllocation) {
		return true // "approved the immediate disbursement of", "approved the allocation of"
	}
	return d.verb != nil && (d.verb.Class == stage.Announce || d.verb.Class == stage.Promise || d.verb.Class == stage.Make)
}

// recalled reports "the promised 40 billion", "the 2 billion that it has set
// aside": a promise told as known.
func (s *scene) recalled(d *draft) bool {
	if d.verb == nil {
		return false
	}
	if d.verb.Form != stage.Attributive && !(d.relative && (d.verb.Perfect || d.verb.Past)) {
		return false
	}
	switch d.verb.Class {
	case stage.Promise, stage.Announce, stage.Commit, stage.Allocate:
		return true
	}
	return false
}

// introduced reports that "the agreement of" only takes up an act that this
// report has told of itself, a few sentences before.
func (s *scene) introduced(d *draft) bool {
	if !s.takesUp(d.act) {
		return false
	}
	for i := max(0, d.sentence-farReach); i < d.sentence; i++ {
		for _, n := range s.words(i).nouns {
			if n.Class == d.act.Class && n.Stage == d.act.Stage {
				return true
			}
		}
	}
	return false
}

// takesUp reports the article "the" before a noun and its adjectives.
func (s *scene) takesUp(n *stage.Noun) bool {
	for k := n.First - 1; k >= max(0, n.First-4); k-- {
		if s.role(k)&stage.Determiner != 0 {
			return s.is(k, cue.The)
		}
	}
	return false
}

// ownedSum returns the possessive right before a figure that no verb makes: "where
// its 220 million in aid is going" speaks of money known before.
func (s *scene) ownedSum(d *draft) text.Range {
	k := d.figure.First - 1
	for k > d.clause.First && s.role(k)&(stage.Adjective|stage.Adverb) != 0 {
		k--
	}
	if s.role(k)&stage.Possessive == 0 || d.verb != nil && d.position == object && s.makes(d.verb) {
		return text.Range{}
	}
	return text.Range{First: k, End: k + 1}
}

// makes reports a verb whose object is new with the act itself.
func (s *scene) makes(p *stage.Predicate) bool {
	switch p.Class {
	case stage.Say, stage.Go, stage.Contain, stage.Fulfil, stage.Disburse, stage.Deliver, stage.Receive, stage.Plan, stage.Bring:
		return false
	}
	return true
}

// revises reports that a word of revising belongs to the figure: it stands in
// the figure's own phrase, with its verb, or anywhere in its stretch.
func (s *scene) revises(v *sentence, d *draft, r stage.Reviser) bool {
	switch r.Where {
	case "before":
		return r.End <= d.figure.First && d.figure.First-r.End <= 2 || d.figure.Contains(r.Range) || s.revisesNoun(d, r)
	case "after":
		return d.sum == nil && d.figure.Contains(r.Range) || r.First >= d.figure.End && (s.followsFigure(d, r) || d.noun != nil && d.noun.First == r.End)
	case "verb":
		return s.withVerb(v, d, r.Range)
	case "told", "level", "portion":
		return false // toldAgain, fallenFrom and kindOfPortion ask for them
	case "span":
		return d.verb != nil && d.verb.Perfect && d.position == object && s.numberAt(r.End) && inside(r.Range, v.First, s.stretchEnd(v, d))
	}
	if r.Revision == pledgebook.Repeat && s.withVerb(v, d, r.Range) {
		return true
	}
	if r.Revision == pledgebook.Restatement && r.First >= d.figure.End && s.sumBetween(v, r.End, d.clause.End) {
		return false // "gave 3 million, taking its total aid to 9 million"
	}
	return inside(r.Range, s.stretchStart(v, d), s.stretchEnd(v, d)) && !s.ofLaterVerb(v, d, r.Range) && !s.ofSuperlative(d, r)
}

// numberAt reports a number that begins at a token.
func (s *scene) numberAt(token int) bool {
	_, found := slices.BinarySearchFunc(s.numbers, token, func(m number.Mention, at int) int { return m.First - at })
	return found
}

// revisesNoun reports "another credit line of 3 million": the word stands before the
// noun that the figure is the size of.
func (s *scene) revisesNoun(d *draft, r stage.Reviser) bool {
	if r.Revision != pledgebook.TopUp {
		return false
	}
	for i := range s.sentences[d.sentence].nouns {
		n := &s.sentences[d.sentence].nouns[i]
		if n.First < r.End || n.First-r.End > 2 || n.End >= d.figure.First || d.figure.First-n.End > 2 {
			continue
		}
		return s.is(n.End, cue.Of) || s.says(n.End, cue.Worth)
	}
	return false
}

// followsFigure reports a word right behind a figure, or behind its own noun:
// "5 million in additional aid", "a 5 million request for additional aid".
func (s *scene) followsFigure(d *draft, r stage.Reviser) bool {
	k := d.figure.End
	if d.act != nil && d.act.First >= k && d.act.First-k <= 1 {
		k = d.act.End
	}
	if s.role(r.First-1)&stage.To != 0 {
		return false // "3 million to increase harvests"
	}
	if s.is(k, cue.In) || k > d.figure.End && s.is(k, cue.For|cue.Of) {
		k++
	}
	return r.First-k <= 1-boolInt(k > d.figure.End) && r.First >= k
}

// withVerb reports an adverb in the group of the figure's verb, or of the verb
// that an "and" joins it to: "recently announced 3 million and released 4 million".
func (s *scene) withVerb(v *sentence, d *draft, r text.Range) bool {
	if d.verb == nil {
		return false
	}
	if r.First >= d.verb.First-1 && r.First <= d.verb.Head {
		return true
	}
	if s.role(d.verb.First-1)&stage.And == 0 {
		return false
	}
	for i := len(v.verbs) - 1; i >= 0; i-- {
		if q := &v.verbs[i]; q.End <= d.verb.First {
			return r.First >= q.First-1 && r.First <= q.Head
		}
	}
	return false
}

// ofLaterVerb reports a word behind the figure that comes with a finite verb of
// its own: "spent 3 million, and recently announced 2 million".
func (s *scene) ofLaterVerb(v *sentence, d *draft, r text.Range) bool {
	if r.First < d.figure.End || s.role(r.First-1)&(stage.Preposition|stage.Determiner) != 0 {
		return false
	}
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.First >= d.figure.End && p.First <= r.End && p != d.verb && p.Form != stage.Participle && p.Form != stage.Attributive {
			return true
		}
	}
	return false
}

// ofSuperlative reports "its largest programme to date": the words measure the
// superlative and add nothing up.
func (s *scene) ofSuperlative(d *draft, r stage.Reviser) bool {
	if r.Extent != pledgebook.TotalExtent {
		return false
	}
	for k := r.First - 1; k >= max(d.clause.First, r.First-8); k-- {
		if len(s.doc.Of(k)) > 5 && s.doc.Ends(k, cue.Superlative) && s.role(k-1)&stage.Determiner != 0 {
			return true
		}
	}
	return false
}
