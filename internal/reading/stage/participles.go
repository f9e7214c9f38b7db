package stage

import "pledgebook/internal/reading/text"

// This file tells participles that only describe a noun from verbs.

// behindDeterminer reports "the promised", "the previously promised".
func (r *Reader) behindDeterminer(d *text.Document, s text.Range, i int) bool {
	k := i - 1
	if k > s.First && r.wordRole(d, k)&Adverb != 0 && r.wordRole(d, k)&Determiner == 0 {
		k--
	}
	return k >= s.First && r.wordRole(d, k)&Determiner != 0
}
