// Package cue knows the words that rules of grammar ask for one by one: not
// what they are, which the table cues of a language says, but the part they
// play. "of" is Of, "deal" and "deals" are Deal; a rule asks for the part.
//
// The table is read once; afterwards a question is one load and one test of a bit.
package cue

import (
	"fmt"

	"pledgebook/lexicon"
)

// Small is a set of parts of small words: prepositions, articles, pronouns.
type Small uint64

// Sense is a set of parts of words that carry sense.
type Sense uint64

// names are the parts by their name in the table.
type names[Set ~uint64] map[string]Set

// Parts are all parts of one word.
type Parts struct {
	Small Small
	Sense Sense
}

// Table holds the parts of each word by its number in the vocabulary; 0 is
// every word without a number.
type Table []Parts

// NewTable reads the table cues of a language. Every part must have a word in
// it, and every row a part that is known here. intern numbers a word.
func NewTable(t *lexicon.Table, intern func(word string) int) (Table, error) {
	var all Parts
	var words Table
	for _, row := range t.Rows {
		name := row.Get("cue")
		p := Parts{smallNames[name], senseNames[name]}
		if p == (Parts{}) {
			return nil, fmt.Errorf("cues.tsv:%d: no cue %q", row.Line, name)
		}
		all.add(p)
		words.at(intern(row.Phrase())).add(p)
	}
	for name := range smallNames {
		if all.Small&smallNames[name] == 0 {
			return nil, fmt.Errorf("cues.tsv: no word for the cue %q", name)
		}
	}
	for name := range senseNames {
		if all.Sense&senseNames[name] == 0 {
			return nil, fmt.Errorf("cues.tsv: no word for the cue %q", name)
		}
	}
	return words, nil
}

func (p *Parts) add(o Parts) { p.Small |= o.Small; p.Sense |= o.Sense }

// at returns the room of a word, made where it is missing.
func (t *Table) at(id int) *Parts {
	for id >= len(*t) {
		*t = append(*t, Parts{})
	}
	return &(*t)[id]
}

// Of returns the parts of a word; none for a word that plays none.
func (t Table) Of(id uint32) Parts {
	if uint64(id) < uint64(len(t)) {
		return t[id]
	}
	return Parts{}
}
