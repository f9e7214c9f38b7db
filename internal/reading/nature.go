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
	v := &s.sentences[d.sentence]
	near := text.Range{First: s.stretchStart(v, d), End: s.stretchEnd(v, d)}
	var tally kindTally
	last := -1
	for _, k := range v.kindWords {
		if !near.Contains(k.Range) || !s.countsAsKind(v, k) || last >= 0 && s.subordinate(last, k.First) {
			continue
		}
		tally.add(k.Kind, k.Weight, k.Range)
		if k.First >= d.figure.End {
			last = k.End
		}
	}
	for _, n := range []*stage.Noun{d.noun, d.act} {
		if n == nil {
			continue
		}
		if n.Kind != "" && !tally.has(n.Kind) {
			tally.add(n.Kind, 3, n.Range)
		}
		if n.Modality != "" && d.claim.Modality == pledgebook.ModalityUnspecified {
			d.claim.Modality = n.Modality
			d.note(s, "modality", n.Range, "noun", d.basis(n.Range))
		}
	}
	if kind, at, ok := tally.winner(); ok {
		d.claim.Kind = kind
		d.note(s, "kind", s.nearestWord(v, d, near, kind, at), "kind-words", pledgebook.Stated)
		return
	}
	if tally != (kindTally{}) {
		d.mixed = true
		return
	}
	s.kindAround(d)
}

// nearestWord returns the word of a kind right behind the figure, or at.
func (s *scene) nearestWord(v *sentence, d *draft, near text.Range, kind pledgebook.AidKind, at text.Range) text.Range {
	for _, k := range v.kindWords {
		if k.Kind == kind && k.First >= d.figure.End && near.Contains(k.Range) && s.countsAsKind(v, k) {
			return k.Range
		}
	}
	return at
}

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

// kindOfReport takes the kind that most words of the whole report speak of.
func (s *scene) kindOfReport(d *draft) {
	if d.claim.Kind != pledgebook.KindUnspecified || d.mixed {
		return
	}
	if s.reportKind == nil {
		s.reportKind = &kindTally{}
		for i := range s.sentences {
			if s.sentences[i].kind.GivesClaims() {
				s.tallyKinds(s.reportKind, i)
			}
		}
	}
	if kind, at, ok := s.reportKind.winner(); ok {
		d.claim.Kind = kind
		d.note(s, "kind", at, "kind-of-report", pledgebook.Context)
	}
}

// kindOfLender takes the kind from what a bank lends for by its articles.
func (s *scene) kindOfLender(d *draft) {
	if d.claim.Kind != pledgebook.KindUnspecified || d.mixed {
		return
	}
	for _, p := range d.claim.Providers {
		kind, ok := s.engine.lenders[p]
		if !ok {
			continue
		}
		d.claim.Kind = kind
		for _, e := range d.claim.Evidence {
			if e.Field == "providers" {
				e.Field, e.Rule, e.Basis = "kind", "lender", pledgebook.Context
				d.claim.Evidence = append(d.claim.Evidence, e)
				return
			}
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
// and nothing that would set them side by side.
func (s *scene) subordinate(from, to int) bool {
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

// countsAsKind leaves out kind words inside a longer name ("Norwegian Refugee
// Council") and denied ones ("non-military").
func (s *scene) countsAsKind(v *sentence, k stage.KindWord) bool {
	if k.Kind == "" || s.char(k.First-1) == '-' && s.is(k.First-2, "non") {
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
	if s.recalled(d) && d.claim.Revision == pledgebook.New {
		d.claim.Revision = pledgebook.Repeat
		d.note(s, "revision", d.verb.Range, "recalled", d.basis(d.verb.Range))
	}
	if d.verb != nil && d.verb.Class == stage.Cut {
		d.claim.Revision = pledgebook.Reduction
	}
	if d.verb != nil && d.verb.Class == stage.Withdraw {
		d.claim.Revision = pledgebook.Withdrawal
	}
}

// recalled reports "the promised 40 billion": a promise told as known.
func (s *scene) recalled(d *draft) bool {
	if d.verb == nil || d.verb.Form != stage.Attributive {
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
		return r.First >= d.figure.End && r.First-d.figure.End <= 1+boolInt(s.is(d.figure.End, "in"))
	}
	return inside(r.Range, s.stretchStart(v, d), s.stretchEnd(v, d))
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
