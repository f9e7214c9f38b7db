package comparing

import (
	"unicode/utf8"

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
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var out []stretch
	add := func(shared bool, inA, inB int) {
		if inA == 0 && inB == 0 {
			return
		}
		s := stretch{shared: shared}
		last := len(out) - 1
		if last >= 0 {
			s.aFrom, s.bFrom = out[last].aTo, out[last].bTo
		}
		s.aTo, s.bTo = s.aFrom+inA, s.bFrom+inB
		if last >= 0 && out[last].shared == shared {
			out[last].aTo, out[last].bTo = s.aTo, s.bTo
		} else {
			out = append(out, s)
		}
	}
	add(true, head, head)
	alignMiddle(a[head:len(a)-tail], b[head:len(b)-tail], add)
	add(true, tail, tail)
	return out
}

// alignMiddle adds what lies between the ends that two sequences share.
func alignMiddle[T comparable](a, b []T, add func(shared bool, inA, inB int)) {
	if len(a) == 0 || len(b) == 0 {
		add(false, len(a), len(b))
		return
	}
	letters := map[T]rune{}
	d := diffmatchpatch.New()
	d.DiffTimeout = 0 // no clock: the same answer every time
	for _, part := range d.DiffMainRunes(spell(letters, a), spell(letters, b), false) {
		switch n := utf8.RuneCountInString(part.Text); part.Type {
		case diffmatchpatch.DiffEqual:
			add(true, n, n)
		case diffmatchpatch.DiffDelete:
			add(false, n, 0)
		default:
			add(false, 0, n)
		}
	}
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
