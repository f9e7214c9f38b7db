package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/text"
)

// This file settles the kind of a figure by the theme of its report, where no word for a
// kind of aid stands by it: what is sent to flooded towns is humanitarian, a bridge is
// development.

// How much a word of the theme counts by where it stands: in the figure's own sentence, in
// the headline or right beside, or anywhere else in the report.
const (
	themeOwn    = 4
	themeBeside = 2
	themeFar    = 1
	themeLeast  = 2 // below it the report speaks of its theme too faintly
)

// kindOfTheme takes the kind that the figure's sentence, those beside it and the report as
// a whole speak of, if they speak clearly of one.
func (s *scene) kindOfTheme(d *draft) {
	if d.claim.Kind != pledgebook.KindUnspecified || d.mixed || spansKinds(d) {
		return
	}
	tally := *s.themeOfReport()
	for i := max(d.sentence-1, 0); i <= min(d.sentence+1, len(s.sentences)-1); i++ {
		if s.sentences[i].kind.GivesClaims() {
			weight := themeBeside
			if i == d.sentence {
				weight = themeOwn
			}
			s.tallyThemes(&tally, i, weight-themeFar)
		}
	}
	if d.claim.Extent == pledgebook.TotalExtent && (tally.several() || d.claim.Stage == pledgebook.StageDisbursement) {
		return // a running total or a year's statistic adds up aid of every kind
	}
	if kind, at, ok := tally.clear(); ok {
		d.claim.Kind = kind
		d.note(s, "kind", at, "theme", pledgebook.Context)
	}
}

// themeOfReport tallies the words of the whole report once.
func (s *scene) themeOfReport() *kindTally {
	if s.theme != nil {
		return s.theme
	}
	s.theme = &kindTally{}
	for i := range s.sentences {
		v := &s.sentences[i]
		if !v.kind.GivesClaims() {
			continue
		}
		weight := themeFar
		if v.kind == pledgebook.PartHeadline {
			weight = themeBeside
		}
		s.tallyThemes(s.theme, i, weight)
	}
	return s.theme
}

// tallyThemes adds the words of a sentence, those for kinds of aid and those that tell
// only the theme.
func (s *scene) tallyThemes(tally *kindTally, i, weight int) {
	if !s.engine.stages.TellsTheme(s.doc.Sentences[i].Has) {
		return
	}
	v := &s.sentences[i]
	s.kindScratch = s.engine.stages.Themes(&s.doc, v.Range, s.kindScratch[:0])
	for _, k := range s.kindScratch {
		if k.Kind != "" && !s.denied(k.First) && !s.insideTitle(v, k.Range) {
			tally.add(k.Kind, min(k.Weight, 2)*weight, k.Range)
		}
	}
}

// clear returns the kind that weighs half as much again as any other.
func (t *kindTally) clear() (pledgebook.AidKind, text.Range, bool) {
	best, second := t.heaviest()
	if t.weights[best] < themeLeast || 2*t.weights[best] <= 3*second {
		return "", text.Range{}, false
	}
	return kinds[best], t.at[best], true
}

// insideTitle reports a word of the title of a person or ministry of one who gives, "the minister
// for development cooperation": it tells who speaks, and not what for.
func (s *scene) insideTitle(v *sentence, r text.Range) bool {
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.Contains(r) && m.Len() > r.Len() {
			return m.Person != nil || m.State != "" && !s.getsAid(m.Actor())
		}
	}
	return false
}
