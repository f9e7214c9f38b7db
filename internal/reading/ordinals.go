package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/number"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file reads the number that a report gives a package: "the twenty-fourth
// drawdown", "drawdown number 45", "a drawdown of $125 million, the fiftieth".

// numbered is a number told of a package, and the words that tell it.
type numbered struct {
	n    int
	at   text.Range
	told text.Range // with the noun
}

// How far the words of one numbered package reach.
const (
	mostBetween  = 3 // words between the number and its noun
	mostOfSeries = 999
)

// setOrdinals gives every package its number: the figure of the number's own
// sentence that stands nearest, else, where the sentence only speaks on or is
// the headline, the one package told before it, or the only one of the report.
func (s *scene) setOrdinals() {
	for i := range s.numbers {
		v := s.doc.SentenceAt(s.numbers[i].First)
		if v < 0 || !s.sentences[v].kind.GivesClaims() {
			continue
		}
		o, ok := s.numberedAt(&s.sentences[v], i)
		if !ok {
			continue
		}
		if d := s.packageOf(v, o); d != nil && d.claim.Ordinal == 0 {
			d.claim.Ordinal = o.n
			basis := pledgebook.Context
			if d.sentence == v {
				basis = pledgebook.Stated
			}
			d.note(s, "ordinal", o.told, "numbered", basis)
			s.forgetSeries(d, v, o)
		}
	}
}

// numberedAt reports whether a number counts a package of a series, and not of
// a year or a month.
func (s *scene) numberedAt(v *sentence, i int) (numbered, bool) {
	m := &s.numbers[i]
	if n := m.Ordinal; n > 1 && n <= mostOfSeries {
		if end := s.numberedNoun(v, m); end > 0 && !s.is(end, cue.This|cue.In) && !s.thisYears(end) {
			return numbered{n, m.Range, text.Range{First: m.First, End: end}}, true
		}
		return numbered{}, false
	}
	if n, _, ok := m.Lo.Int64(0); ok && n > 1 && n <= mostOfSeries && m.Ordinal == 0 && m.First-2 >= v.First && s.says(m.First-1, cue.Numbering) {
		if _, ok := s.doc.Tagged(m.First-2, s.engine.numbered); ok {
			return numbered{int(n), m.Range, text.Range{First: m.First - 2, End: m.End}}, true
		}
	}
	return numbered{}, false
}

// numberedNoun returns the end of the noun that an ordinal counts, or 0: the noun
// behind it, or one before that "the fiftieth" or "the thirty-sixth of its kind"
// takes up.
func (s *scene) numberedNoun(v *sentence, m *number.Mention) int {
	for k := m.End; k < min(v.End, m.End+mostBetween+1); k++ {
		if _, ok := s.doc.Tagged(k, s.engine.numbered); ok {
			return k + 1
		}
		if s.doc.Tokens[k].Kind != text.Word || s.role(k)&(stage.Preposition|stage.And) != 0 {
			break
		}
	}
	closed := m.End == v.End || s.char(m.End) == ',' || s.char(m.End) == '.' || s.is(m.End, cue.Of) && s.is(m.End+1, cue.Its)
	if !closed || m.First == v.First || !s.is(m.First-1, cue.The) {
		return 0
	}
	for k := m.First - 1; k >= v.First; k-- {
		if _, ok := s.doc.Tagged(k, s.engine.numbered); ok {
			return m.End
		}
	}
	return 0
}

// thisYears reports a time right behind a numbered package that begins a count
// of its own: "the third package this year"; "since 2021" goes on.
func (s *scene) thisYears(k int) bool {
	for i := range s.periods {
		if m := &s.periods[i]; m.First == k && m.Role == period.Plain {
			return m.Interval.Granularity != pledgebook.ByDay
		}
	}
	return false
}

// packageOf finds the draft that a number is told of.
func (s *scene) packageOf(v int, o numbered) *draft {
	if d := s.nearestPackage(v, o.at); d != nil {
		return d
	}
	only, live := (*draft)(nil), 0
	before, told := (*draft)(nil), 0
	for i := range s.drafts {
		d := &s.drafts[i]
		if !s.isPackage(d) {
			continue
		}
		only, live = d, live+1
		if d.sentence < v && s.sentences[d.sentence].kind != pledgebook.PartHeadline {
			if before == nil || before.sentence < d.sentence {
				before, told = d, 1
			} else if before.sentence == d.sentence {
				told++
			}
		}
	}
	switch {
	case live == 1:
		return only
	case told == 1 && v-before.sentence <= 2 && s.speaksOn(&s.sentences[v]):
		return before
	}
	return nil
}

// speaksOn reports a sentence that takes up what was told: "It is the …", "This
// is", "The package is".
func (s *scene) speaksOn(v *sentence) bool {
	_, noun := s.doc.Tagged(v.First+1, s.engine.numbered)
	return s.is(v.First, cue.It|cue.This) || s.is(v.First, cue.The) && noun
}

// nearestPackage is the figure of a sentence that stands nearest to its number.
func (s *scene) nearestPackage(v int, at text.Range) (best *draft) {
	apart := 0
	for i := range s.drafts {
		d := &s.drafts[i]
		if d.sentence != v || !s.isPackage(d) {
			continue
		}
		gap := max(at.First-d.figure.End, d.figure.First-at.End)
		if best == nil || gap < apart {
			best, apart = d, gap
		}
	}
	return best
}

// isPackage reports a sum that may be one package's: told as aid, no running
// total of several.
func (s *scene) isPackage(d *draft) bool {
	if d.dropped != "" || d.claim.Money == nil || d.claim.Stage == pledgebook.StageNeed {
		return false
	}
	switch d.claim.Money.Qualifier {
	case pledgebook.MoreThan, pledgebook.AtLeast:
		return false
	}
	return d.verb == nil || d.verb.Class != stage.Bring
}

// forgetSeries takes back what the series' own beginning made of its package:
// "the forty-second drawdown since August 2021" is no running total.
func (s *scene) forgetSeries(d *draft, v int, o numbered) {
	e := d.evidence("period")
	if d.sentence != v || e == nil || d.claim.Extent != pledgebook.TotalExtent {
		return
	}
	if at := s.doc.Span(o.told); e.Span.Start >= at.End {
		d.claim.Extent, d.claim.Period = pledgebook.PartExtent, pledgebook.Interval{}
		d.forget("period")
		d.forget("extent")
	}
}
