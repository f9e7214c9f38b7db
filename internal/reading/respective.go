package reading

import "pledgebook/internal/reading/cue"

// This file deals parties out to the figures of "respectively".

// respective deals parties out to figures: of "Germany and France pledged 17 and 10
// million euros respectively" each gave one.
func (s *scene) respective(d *draft, found []named) []named {
	if len(found) < 2 || d.sum == nil {
		return found
	}
	v := &s.sentences[d.sentence]
	first, at, end := -1, -1, -1 // the run of listed sums that this one stands in
	for k := v.sums.First; k < v.sums.End; k++ {
		if first < 0 || !s.joined(s.sums[k-1].End, s.sums[k].First) {
			if at >= 0 {
				break
			}
			first = k
		}
		if s.sums[k].First == d.sum.First {
			at = k
		}
		end = k + 1
	}
	if at < 0 || end-first != len(found) || !s.saysRespectively(v) {
		return found
	}
	return found[at-first : at-first+1]
}

// runStart returns where the sums begin that "respectively" deals out with this one: whom the
// words before them name is named for all of them. Of others, the figure itself.
func (s *scene) runStart(v *sentence, d *draft) int {
	start := d.figure.First
	if v.sums.Len() < 2 || !s.saysRespectively(v) {
		return start
	}
	for k := v.sums.End - 1; k >= v.sums.First; k-- {
		if m := &s.sums[k]; m.End <= start && s.joined(m.End, start) {
			start = m.First
		}
	}
	return start
}

func (s *scene) saysRespectively(v *sentence) bool {
	for k := v.First; k < v.End; k++ {
		if s.says(k, cue.Respectively) {
			return true
		}
	}
	return false
}
