package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file settles what kind of aid a figure is, in which form, and how it
// relates to what was said before.

// setKind weighs the kind words near the figure; a tie of two kinds in one
// clause stays unspecified.
func (s *scene) setKind(d *draft) {
	if d.claim.Modality == pledgebook.DebtRelief {
		return
	}
	d.claim.Kind, d.claim.Modality = pledgebook.KindUnspecified, pledgebook.ModalityUnspecified
	if d.verb != nil && d.verb.Modality != "" {
		d.claim.Modality = d.verb.Modality
		d.note(s, "modality", d.verb.Range, "verb", d.basis(d.verb.Range))
		if d.verb.Modality == pledgebook.DebtRelief {
			d.claim.Kind = pledgebook.Financial
			return
		}
	}
	tally := s.kindsNear(d)
	for _, n := range []*stage.Noun{d.noun, d.act} {
		if n == nil {
			continue
		}
		if kind := s.kindOfNoun(d, n); kind != "" && !tally.has(kind) {
			tally.add(kind, 3, n.Range)
		}
		if n.Modality != "" && d.claim.Modality == pledgebook.ModalityUnspecified {
			d.claim.Modality = n.Modality
			d.note(s, "modality", n.Range, "noun", d.basis(n.Range))
		}
	}
	if kind, at, ok := tally.winner(); ok {
		d.claim.Kind = kind
		d.note(s, "kind", s.nearestWord(d, kind, at), "kind-words", pledgebook.Stated)
		return
	}
	if tally != (kindTally{}) || spansKinds(d) || s.neutral(d) {
		d.mixed = true
		return
	}
	s.kindAround(d)
}

// spansKinds reports a donor's aid as a whole: "foreign aid" is of every kind.
func spansKinds(d *draft) bool { return d.noun != nil && d.noun.Whole && d.noun.Kind == "" }

// neutral reports a word right behind the figure that stands for aid of no one
// kind: "cyber security assistance".
func (s *scene) neutral(d *draft) bool {
	for _, k := range s.sentences[d.sentence].kindWords {
		if k.Kind == "" && k.First >= d.figure.End && k.First-d.figure.End <= 3 && d.clause.Contains(k.Range) {
			return true
		}
	}
	return false
}

// kindsNear weighs the kind words of the figure's own stretch. Of words behind
// the figure only those count that no word before them governs: "demining of
// farm land" and "humanitarian aid to rebuild schools" are one kind each.
func (s *scene) kindsNear(d *draft) (tally kindTally) {
	v := &s.sentences[d.sentence]
	near := text.Range{First: s.stretchStart(v, d), End: s.stretchEnd(v, d)}
	if s.char(d.figure.First-1) == '(' && d.figure.First-1 > near.First {
		near.End = d.figure.End // a label before its figure: "Health ($3 million), energy ($2 million)"
	}
	last, below := -1, false
	for _, k := range v.kindWords {
		if !near.Contains(k.Range) || !s.countsAsKind(v, k) {
			continue
		}
		if last >= 0 && (below || s.subordinate(v, last, k.First)) {
			below = s.purposeBetween(v, last, k.First)
			continue
		}
		tally.add(k.Kind, k.Weight, k.Range)
		if k.First >= d.figure.End {
			last = k.End
		}
	}
	return tally
}

// nearestWord returns the word of a kind right behind the figure, or at.
func (s *scene) nearestWord(d *draft, kind pledgebook.AidKind, at text.Range) text.Range {
	v := &s.sentences[d.sentence]
	end := s.stretchEnd(v, d)
	for _, k := range v.kindWords {
		if k.Kind == kind && k.First >= d.figure.End && k.End <= end && s.countsAsKind(v, k) {
			return k.Range
		}
	}
	return at
}

// kindOfNoun returns the kind a noun settles by itself, unless it is denied or
// part of a longer word for something else: "cyber security assistance".
func (s *scene) kindOfNoun(d *draft, n *stage.Noun) pledgebook.AidKind {
	if n.Kind == "" || s.denied(n.First) {
		return ""
	}
	for _, k := range s.sentences[d.sentence].kindWords {
		if k.First < n.First && k.End > n.First {
			return k.Kind
		}
	}
	return n.Kind
}

// denied reports "non-" before a word.
func (s *scene) denied(i int) bool { return s.char(i-1) == '-' && s.is(i-2, "non") }

// kindAround reads the kind from the rest of the sentence where the figure's
// own words say none.
func (s *scene) kindAround(d *draft) {
	var tally kindTally
	s.tallyKinds(&tally, d.sentence)
	if kind, at, ok := tally.winner(); ok {
		d.claim.Kind = kind
		d.note(s, "kind", at, "kind-around", pledgebook.Context)
	}
}

// kindOfReport takes the kind of the report's other sums, or, where none says
// its kind, the one that most words of the report speak of. A running total
// adds up aid of every kind, so it takes none.
func (s *scene) kindOfReport(d *draft) {
	if d.claim.Kind != pledgebook.KindUnspecified || d.mixed || d.claim.Extent == pledgebook.TotalExtent {
		return
	}
	if s.reportKind == nil {
		s.reportKind = s.tallyReport()
	}
	if kind, at, ok := s.reportKind.winner(); ok {
		d.claim.Kind = kind
		d.note(s, "kind", at, "kind-of-report", pledgebook.Context)
	}
}

func (s *scene) tallyReport() *kindTally {
	var tally kindTally
	for i := range s.drafts {
		d := &s.drafts[i]
		if d.dropped == "" && d.claim.Kind != pledgebook.KindUnspecified && s.stated(d, "kind") {
			tally.add(d.claim.Kind, 1, d.figure)
		}
	}
	if tally != (kindTally{}) {
		return &tally
	}
	for i := range s.sentences {
		if s.sentences[i].kind.GivesClaims() {
			s.tallyKinds(&tally, i)
		}
	}
	return &tally
}

// kindOfBody takes the kind from what a body named as channel, receiver or
// giver is for by its charter.
func (s *scene) kindOfBody(d *draft) {
	if d.claim.Kind != pledgebook.KindUnspecified || d.mixed {
		return
	}
	for _, role := range []struct {
		field string
		ids   []pledgebook.PartyID
	}{{"channels", d.claim.Channels}, {"receivers", d.claim.Receivers}, {"providers", d.claim.Providers}} {
		for _, id := range role.ids {
			if kind, ok := s.engine.mandates[id]; ok {
				d.claim.Kind = kind
				s.citeAs(d, role.field, "kind", "mandate")
				return
			}
		}
	}
}

// citeAs lets the evidence of one field stand for another as well.
func (s *scene) citeAs(d *draft, from, field, rule string) {
	for _, e := range d.claim.Evidence {
		if e.Field == from {
			e.Field, e.Rule, e.Basis = field, rule, pledgebook.Context
			d.claim.Evidence = append(d.claim.Evidence, e)
			return
		}
	}
}

func (s *scene) tallyKinds(tally *kindTally, i int) {
	v := &s.sentences[i]
	words := v.kindWords
	if !v.read {
		s.kindScratch = s.engine.stages.Kinds(&s.doc, v.Range, s.kindScratch[:0])
		words = s.kindScratch
	}
	for _, k := range words {
		if s.countsAsKind(v, k) {
			tally.add(k.Kind, k.Weight, k.Range)
		}
	}
}

// subordinate reports a kind word that only describes the one before it ("the
// demining of farm land", "food for refugees"): a preposition stands between,
// and nothing that would set them side by side; or a purpose opens between.
func (s *scene) subordinate(v *sentence, from, to int) bool {
	if s.purposeBetween(v, from, to) {
		return true
	}
	prepositions := 0
	for k := from; k < to; k++ {
		role := s.role(k)
		if s.char(k) == ',' || role&(stage.And|stage.Or) != 0 {
			return false
		}
		if role&(stage.Preposition|stage.To) != 0 && role&stage.Adjective == 0 {
			prepositions++
		}
	}
	return prepositions > 0
}

// purposeBetween reports "to help …" or "including …" between two kind words:
// all that follows tells what the first is for.
func (s *scene) purposeBetween(v *sentence, from, to int) bool {
	for i := range v.verbs {
		if p := &v.verbs[i]; p.First >= from && p.End <= to && p.Form == stage.Infinitive && s.role(p.First-1)&stage.And == 0 {
			return true
		}
	}
	for k := from; k < to; k++ {
		if s.is(k, "including") {
			return true
		}
	}
	return false
}

// countsAsKind leaves out kind words inside a longer name ("Norwegian Refugee
// Council") and denied ones ("non-military").
func (s *scene) countsAsKind(v *sentence, k stage.KindWord) bool {
	if k.Kind == "" || s.denied(k.First) {
		return false
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.Contains(k.Range) && m.Len() > k.Len() {
			return false
		}
	}
	return true
}

// kindTally adds up weights per kind of aid.
type kindTally struct {
	weights [4]int
	at      [4]text.Range
}

var kinds = [4]pledgebook.AidKind{pledgebook.Military, pledgebook.Humanitarian, pledgebook.Financial, pledgebook.Development}

func (t *kindTally) add(k pledgebook.AidKind, weight int, at text.Range) {
	for i, name := range kinds {
		if name == k {
			if t.weights[i] == 0 {
				t.at[i] = at
			}
			t.weights[i] += weight
		}
	}
}

func (t *kindTally) has(k pledgebook.AidKind) bool {
	for i, name := range kinds {
		if name == k {
			return t.weights[i] > 0
		}
	}
	return false
}

// several reports that more than one kind was told.
func (t *kindTally) several() bool {
	told := 0
	for _, w := range t.weights {
		told += boolInt(w > 0)
	}
	return told > 1
}

// winner returns the kind that weighs more than twice any other; none where
// kinds stand side by side.
func (t *kindTally) winner() (pledgebook.AidKind, text.Range, bool) {
	best, second := -1, 0
	for i, w := range t.weights {
		switch {
		case w == 0:
		case best < 0 || w > t.weights[best]:
			if best >= 0 {
				second = t.weights[best]
			}
			best = i
		default:
			second = max(second, w)
		}
	}
	if best < 0 || t.weights[best] <= 2*second {
		return "", text.Range{}, false
	}
	return kinds[best], t.at[best], true
}

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
		if r.Extent != "" && d.claim.Extent == pledgebook.PartExtent {
			d.claim.Extent = r.Extent
			d.note(s, "extent", r.Range, "reviser", d.basis(r.Range))
		}
	}
	if d.act != nil && d.act.Class == stage.Act && d.act.Stage == "" {
		d.claim.Revision = pledgebook.Reduction
		d.note(s, "revision", d.act.Range, "noun-of-cutting", d.basis(d.act.Range))
	}
	s.setRevisionByVerb(d)
}

// setRevisionByVerb makes what is told as known a repeat, and a cut a reduction.
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
		if s.is(s.preposition(d.figure.First, d.verb.End), "from") {
			d.claim.Revision = pledgebook.Repeat // "from 5 to 4 billion": the first is the old level
		}
	case stage.Withdraw:
		d.claim.Revision = pledgebook.Withdrawal
	}
}

// toldAsKnown returns the words that tell of a sum as known, and the rule.
func (s *scene) toldAsKnown(d *draft) (text.Range, string) {
	switch {
	case s.recalled(d):
		return d.verb.Range, "recalled"
	case d.verb != nil && d.verb.Before && d.position == object:
		return d.verb.Range, "past-perfect"
	case d.act != nil && d.act.Stage != "" && d.act.Class == stage.Act && s.ofAct(d) && s.owned(d.act) && !s.justMade(d):
		return d.act.Range, "act-of-before"
	}
	return text.Range{}, ""
}

// owned reports "its pledge", "my initial pledge", "the commitment": an act
// that is taken for known.
func (s *scene) owned(n *stage.Noun) bool {
	for k := n.First - 1; k >= max(0, n.First-4); k-- {
		if s.role(k)&stage.Determiner != 0 {
			return !s.is(k, "a") && !s.is(k, "an") && !s.is(k, "another") && !s.is(k, "this")
		}
		if s.role(k)&(stage.Preposition|stage.And|stage.Be) != 0 && s.role(k)&stage.Adjective == 0 {
			return false
		}
	}
	return false
}

// justMade reports a verb that makes the act: "announced its pledge of".
func (s *scene) justMade(d *draft) bool {
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

func (s *scene) revises(v *sentence, d *draft, r stage.Reviser) bool {
	switch r.Where {
	case "before":
		return r.End <= d.figure.First && d.figure.First-r.End <= 2 || d.figure.Contains(r.Range)
	case "after":
		return r.First >= d.figure.End && (r.First-d.figure.End <= 1+boolInt(s.is(d.figure.End, "in")) || d.noun != nil && d.noun.First == r.End)
	}
	return inside(r.Range, s.stretchStart(v, d), s.stretchEnd(v, d))
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
