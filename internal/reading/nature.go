package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file settles what kind of aid a figure is, and in which form.

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
	if tally != (kindTally{}) || spansKinds(d) || s.neutral(d) || s.kindOfPortion(d) {
		d.mixed, d.tied = true, tally
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
	if d.verb != nil && d.position == object && s.tellsKind(v, text.Range{First: d.figure.End, End: near.End}) {
		near.First = max(near.First, d.verb.First) // "Lower refugee costs made 3 million available for schools"
	}
	near.End = s.portionAt(d, near.End)
	last, weight, below := -1, 0, false
	for _, k := range v.kindWords {
		if !near.Contains(k.Range) || !s.countsAsKind(v, k) {
			continue
		}
		if last >= 0 && (below || s.subordinate(v, last, k.First) || last == k.First && weight > k.Weight) {
			below = s.purposeBetween(v, last, k.First)
			continue
		}
		tally.add(k.Kind, k.Weight, k.Range)
		if k.First >= d.figure.End {
			last, weight = k.End, k.Weight
		}
	}
	return tally
}

// portionAt returns the first "mostly" or "half of it" behind a figure and before an end, or that
// end: what kind is told behind it is only a part of the figure; "mostly to" tells what all of it is
// for.
func (s *scene) portionAt(d *draft, end int) int {
	for _, r := range s.sentences[d.sentence].revisers {
		if r.Where == "portion" && r.First >= d.figure.End && r.First < end && s.role(r.End)&stage.To == 0 {
			return r.First
		}
	}
	return end
}

// kindOfPortion reports "aid, most of it for the army": the kind of a part, which the figure as a
// whole is not.
func (s *scene) kindOfPortion(d *draft) bool {
	v := &s.sentences[d.sentence]
	end := s.stretchEnd(v, d)
	return s.tellsKind(v, text.Range{First: s.portionAt(d, end), End: end})
}

// tellsKind reports a word for a kind of aid in a stretch.
func (s *scene) tellsKind(v *sentence, r text.Range) bool {
	for _, k := range v.kindWords {
		if r.Contains(k.Range) && k.Kind != "" && s.countsAsKind(v, k) {
			return true
		}
	}
	return false
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

// denied reports "non-", "excluding" and "not counting" before a word.
func (s *scene) denied(i int) bool {
	if s.char(i-1) == '-' {
		i--
	}
	return s.says(i-1, cue.Non) || s.is(i-1, cue.Including) && s.role(i-2)&stage.Not != 0
}

// kindAround reads the kind from the rest of the sentence where the figure's
// own words say none.
func (s *scene) kindAround(d *draft) {
	var tally kindTally
	v := &s.sentences[d.sentence]
	for _, k := range v.kindWords {
		if s.countsAsKind(v, k) && !s.purposeOfOther(v, d, k.First) {
			tally.add(k.Kind, k.Weight, k.Range)
		}
	}
	if kind, at, ok := tally.winner(); ok {
		d.claim.Kind = kind
		d.note(s, "kind", at, "kind-around", pledgebook.Context)
	}
}

// purposeOfOther reports a word behind another sum and "for": "3 million for Chad and 5
// million for food aid" says nothing of the 3.
func (s *scene) purposeOfOther(v *sentence, d *draft, at int) bool {
	for i := v.sums.End - 1; i >= v.sums.First; i-- {
		m := &s.sums[i]
		if m.End > at {
			continue
		}
		return m.First >= d.figure.End && s.is(m.End, cue.For)
	}
	return false
}

// kindOfBudget makes the level of a donor's aid budget development aid: that is
// what such a budget is for as a whole.
func (s *scene) kindOfBudget(d *draft) {
	if d.claim.Kind == pledgebook.KindUnspecified && (spansKinds(d) && (d.claim.Stage == pledgebook.StageAllocation || d.claim.Stage == pledgebook.StagePledge && s.setsBudget(d)) || s.agencyBudget(d)) && len(d.claim.Receivers)+len(d.claim.Channels) == 0 {
		d.claim.Kind = pledgebook.Development
		at := d.figure
		if d.noun != nil {
			at = d.noun.Range
		}
		d.note(s, "kind", at, "aid-budget", d.basis(at))
	}
}

// setsBudget reports "will spend 3 billion on ODA", "proposed 3 billion for ODA": what a donor
// plans to have for its aid as a whole.
func (s *scene) setsBudget(d *draft) bool {
	return d.verb != nil && (d.verb.Class == stage.Disburse || d.verb.Class == stage.Allocate || d.verb.Class == stage.Propose)
}

// kindOfBody takes the kind from what one of the bodies named in a role is for by its
// charter; between kinds told side by side it decides where the body itself receives.
func (s *scene) kindOfBody(d *draft, role string, ids []pledgebook.PartyID) {
	if d.claim.Kind != pledgebook.KindUnspecified {
		return
	}
	for _, id := range ids {
		if kind, ok := s.engine.mandates[id]; ok && (!d.mixed || role != "providers" && d.tied.has(kind)) {
			d.claim.Kind = kind
			s.citeAs(d, role, "kind", "mandate")
			return
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
		if s.is(k, cue.Including) {
			return true
		}
	}
	return false
}

// countsAsKind leaves out kind words inside a longer name ("Norwegian Refugee
// Council"), unless they are what the body is there for ("Kenya Red Cross"), and denied
// ones ("non-military").
func (s *scene) countsAsKind(v *sentence, k stage.KindWord) bool {
	if k.Kind == "" || s.denied(k.First) {
		return false
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.Contains(k.Range) && m.Len() > k.Len() && (k.First > m.First+1 || m.End > k.End || s.engine.mandates[m.ID] != k.Kind) {
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
	best, second := t.heaviest()
	if t.weights[best] <= 2*second {
		return "", text.Range{}, false
	}
	return kinds[best], t.at[best], true
}

// heaviest returns the kind that weighs most, the first of several, and what the next weighs.
func (t *kindTally) heaviest() (best, second int) {
	for i, w := range t.weights {
		if w > t.weights[best] {
			best = i
		}
	}
	for i, w := range t.weights {
		if i != best {
			second = max(second, w)
		}
	}
	return best, second
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
