package reading

import (
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
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.First < end {
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
