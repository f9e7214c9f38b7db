package comparing

import (
	"github.com/sergi/go-diff/diffmatchpatch"
)

// stretch is a run of things that two sequences share, or that stand in one of
// them where the other has something else or nothing.
type stretch struct {
	shared     bool
	aFrom, aTo int // in the one sequence; equal where it has nothing here
	bFrom, bTo int // in the other
}

// align lays two sequences side by side, by the shortest way from one to the
// other. Neighbouring stretches are never of the same sort.
func align[T comparable](a, b []T) []stretch {
	letters := map[T]rune{}
	d := diffmatchpatch.New()
	d.DiffTimeout = 0 // no clock: the same answer every time
	var out []stretch
	i, j := 0, 0
	for _, part := range d.DiffMainRunes(spell(letters, a), spell(letters, b), false) {
		n := 0
		for range part.Text {
			n++
		}
		s := stretch{shared: part.Type == diffmatchpatch.DiffEqual, aFrom: i, aTo: i, bFrom: j, bTo: j}
		if part.Type != diffmatchpatch.DiffInsert {
			s.aTo += n
		}
		if part.Type != diffmatchpatch.DiffDelete {
			s.bTo += n
		}
		i, j = s.aTo, s.bTo
		if last := len(out) - 1; last >= 0 && out[last].shared == s.shared {
			out[last].aTo, out[last].bTo = i, j
		} else {
			out = append(out, s)
		}
	}
	return out
}

// spell gives each thing a letter of its own, which is what the library compares.
func spell[T comparable](letters map[T]rune, things []T) []rune {
	out := make([]rune, len(things))
	for i, t := range things {
		r, ok := letters[t]
		if !ok {
			r = rune(len(letters) + 1)
			if r >= 0xD800 { // surrogates are no letters
				r += 0x800
			}
			letters[t] = r
		}
		out[i] = r
	}
	return out
}
