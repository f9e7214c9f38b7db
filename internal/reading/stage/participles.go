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

// inNounPhrase reports "3 million in guaranteed loans": between a preposition and a noun of aid.
func (r *Reader) inNounPhrase(d *text.Document, s text.Range, t text.Tag) bool {
	if t.First == s.First || t.End >= s.End || r.wordRole(d, t.First-1)&(Preposition|Adverb|To) != Preposition {
		return false
	}
	return d.Has(t.End, r.cats.noun)
}
