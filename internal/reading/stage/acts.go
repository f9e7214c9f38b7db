package stage

import "pledgebook/internal/reading/text"

// This file tells a form that is a verb in its sentence by the sum behind it.

// finiteBefore reports a verb in the third person before a sum, behind "that" or a year: "a
// budget that earmarks 3 million", "The budget for 2025 sets aside 3 million".
func (r *Reader) finiteBefore(d *text.Document, s text.Range, t text.Tag, before Role) bool {
	if !r.isFinite(d, t.First) || t.End >= s.End {
		return false
	}
	behindYear := before == 0 && d.Tokens[t.First-1].Kind == text.Number
	return (before&That != 0 || behindYear) && r.opensSum(d, s, t.End)
}

// opensSum reports a figure, or the letters of a currency before one.
func (r *Reader) opensSum(d *text.Document, s text.Range, i int) bool {
	if r.opensFigure(d, s, i) {
		return true
	}
	return i+1 < s.End && d.Tokens[i].Is(text.Capital) && d.Tokens[i+1].Kind == text.Number
}
