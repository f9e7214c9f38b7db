package text

import (
	"fmt"
	"math/bits"
	"sync"
	"unicode"
	"unicode/utf8"

	"pledgebook/internal/reading/cue"
	"pledgebook/lexicon"
)

// Vocabulary is every word the recognisers know, and a trie of their phrases.
// It is built once and then only read, by any number of goroutines.
type Vocabulary struct {
	words      map[string]WordID
	categories []string
	nodes      []node
	edges      map[edge]int32
	first      []int32        // node of a phrase's first word, by WordID
	hints      []Hints        // by WordID
	given      int            // how many hints are in use
	abbrev     []abbreviation // by WordID; shorter than the words
	starters   []bool
	cues       cue.Table
	endings    cue.Endings

	once   sync.Once // builds index when reading begins
	lookup index     // empty while phrases are being added
}

type edge struct {
	node int32
	word WordID
}

// node is a place in the trie; longer phrases go on from it by the edges.
type node struct{ ends []terminal }

// terminal is a phrase that ends at a node, with the capitals it demands.
type terminal struct {
	category Category
	capital  Shape // of the first word
	ref      int32
	capitals []Shape // of the words behind it
}

type abbreviation uint8

const (
	neverEnds abbreviation = iota + 1 // "Mr", "Gen": a name or number follows
	mayEnd                            // "U.S.", "Inc": ends before a sentence starter
)

// NewVocabulary starts a vocabulary with the abbreviations and sentence
// starters of a lexicon.
func NewVocabulary(lex *lexicon.Lexicon) (*Vocabulary, error) {
	v := &Vocabulary{
		words: map[string]WordID{}, nodes: make([]node, 1), edges: map[edge]int32{}, first: make([]int32, 1), hints: make([]Hints, 1),
		categories: []string{""}, given: bits.Len(uint(Figure)),
	}
	var err error
	if v.cues, err = cue.NewTable(lex.Table("cues"), func(word string) int { return int(v.Intern(word)) }); err != nil {
		return nil, fmt.Errorf("lexicon %s/%w", lex.Language, err)
	}
	if v.endings, err = cue.NewEndings(lex.Table("endings")); err != nil {
		return nil, fmt.Errorf("lexicon %s/%w", lex.Language, err)
	}
	for _, r := range lex.Table("abbreviations").Rows {
		switch r.Get("end") {
		case "never":
			v.setAbbreviation(r.Phrase(), neverEnds)
		case "maybe":
			v.setAbbreviation(r.Phrase(), mayEnd)
		default:
			return nil, fmt.Errorf("abbreviations.tsv:%d: end is never or maybe, not %q", r.Line, r.Get("end"))
		}
	}
	for _, r := range lex.Table("starters").Rows {
		id := v.Intern(r.Phrase())
		if grow := int(id) + 1 - len(v.starters); grow > 0 {
			v.starters = append(v.starters, make([]bool, grow)...)
		}
		v.starters[id] = true
	}
	return v, nil
}

func (v *Vocabulary) setAbbreviation(word string, a abbreviation) {
	id := v.Intern(word)
	if grow := int(id) + 1 - len(v.abbrev); grow > 0 {
		v.abbrev = append(v.abbrev, make([]abbreviation, grow)...)
	}
	v.abbrev[id] = a
}

// abbreviation returns how a word that a full stop follows ends sentences; 0
// for no abbreviation.
func (v *Vocabulary) abbreviation(id WordID) abbreviation {
	if int(id) < len(v.abbrev) {
		return v.abbrev[id]
	}
	return 0
}

// index returns the words and phrases as reading needs them. With the first call the
// vocabulary is complete: what it was built in is let go.
func (v *Vocabulary) index() *index {
	v.once.Do(func() {
		v.lookup = newIndex(v)
		v.words, v.nodes, v.edges, v.first, v.hints = nil, nil, nil, nil, nil
	})
	return &v.lookup
}

// Category returns the number of a named class of phrases, new or known.
func (v *Vocabulary) Category(name string) Category {
	for i, c := range v.categories {
		if c == name {
			return Category(i)
		}
	}
	if len(v.categories) == mostCategories {
		panic("text: no room for the category " + name)
	}
	v.categories = append(v.categories, name)
	return Category(len(v.categories) - 1)
}

// NewHint returns a hint that nobody else has.
func (v *Vocabulary) NewHint() Hints {
	if v.given == mostHints {
		panic("text: no room for another hint")
	}
	v.given++
	return 1 << (v.given - 1)
}

// Hint gives a word a hint.
func (v *Vocabulary) Hint(id WordID, h Hints) { v.hints[id] |= h }

// HintWord is [Vocabulary.Hint] for a word as a table writes it.
func (v *Vocabulary) HintWord(word string, h Hints) { v.Hint(v.Intern(word), h) }

// CategoryName returns the name a category was asked for by.
func (v *Vocabulary) CategoryName(c Category) string { return v.categories[c] }

// Intern returns the number of a word, adding it where it is new.
func (v *Vocabulary) Intern(word string) WordID {
	w := foldWord(nil, word)
	if id, ok := v.words[string(w)]; ok {
		return id
	}
	if v.words == nil {
		panic("text: " + word + " comes too late: the vocabulary is read already")
	}
	id := WordID(len(v.words) + 1)
	v.words[string(w)] = id
	v.first, v.hints = append(v.first, 0), append(v.hints, 0)
	return id
}

// Cues returns the parts that a word plays, wherever it stands.
func (v *Vocabulary) Cues(word string) cue.Parts { return v.cues.Of(uint32(v.Lookup(word))) }

// Lookup returns the number of a word, or 0, once the vocabulary is complete.
func (v *Vocabulary) Lookup(word string) WordID {
	var room [longestPlain]byte
	return v.index().word(foldWord(room[:0], word))
}

// AddHinted is [Vocabulary.Add] and gives the first word of the phrase a hint.
func (v *Vocabulary) AddHinted(c Category, phrase string, ref int, h Hints) {
	if first := v.Add(c, phrase, ref); first != 0 {
		v.Hint(first, h)
	}
}

// Add puts a phrase into a category under the recogniser's own number. The
// phrase is cut into tokens as running text is. It returns the number of the first
// word; 0 where the phrase is empty.
func (v *Vocabulary) Add(c Category, phrase string, ref int) (first WordID) {
	var d Document
	d.tokenize(v, phrase, true)
	if len(d.Tokens) == 0 {
		return 0
	}
	at := int32(0)
	capitals := make([]Shape, len(d.Tokens))
	for i, t := range d.Tokens {
		id := v.Intern(phrase[t.Start:t.End])
		if i == 0 {
			first = id
		}
		capitals[i] = t.Shape & (Capital | AllCaps)
		at = v.step(at, id, i == 0)
	}
	v.nodes[at].ends = append(v.nodes[at].ends, terminal{c, capitals[0], int32(ref), capitals[1:]})
	return first
}

// SmallWord returns the number of a phrase, new or known, that is one word and demands
// no capital; false for every other phrase.
func (v *Vocabulary) SmallWord(phrase string) (WordID, bool) {
	var d Document
	d.tokenize(v, phrase, true)
	if len(d.Tokens) != 1 || d.Tokens[0].Shape&(Capital|AllCaps) != 0 {
		return 0, false
	}
	return v.Intern(phrase), true
}

func (v *Vocabulary) step(at int32, id WordID, first bool) int32 {
	if first {
		if v.first[id] == 0 {
			v.first[id] = v.newNode()
		}
		return v.first[id]
	}
	next, ok := v.edges[edge{at, id}]
	if !ok {
		next = v.newNode()
		v.edges[edge{at, id}] = next
	}
	return next
}

func (v *Vocabulary) newNode() int32 {
	v.nodes = append(v.nodes, node{})
	return int32(len(v.nodes) - 1)
}

// foldWord appends the form words are compared in: lower case, straight
// apostrophes, plain hyphens, no soft hyphens or zero-width characters.
func foldWord(to []byte, word string) []byte {
	for i := 0; i < len(word); {
		c := word[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			to = append(to, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(word[i:])
		i += n
		switch {
		case r == '’' || r == 'ʼ' || r == '‘':
			to = append(to, '\'')
		case r == '\u2010' || r == '\u2011': // hyphens of their own: "full‑scale"
			to = append(to, '-')
		case invisible(r):
		default:
			to = utf8.AppendRune(to, unicode.ToLower(r))
		}
	}
	return to
}

// invisible reports soft hyphens, zero-width characters and bidi controls.
func invisible(r rune) bool {
	switch {
	case r == '\u00AD', r == '\uFEFF', r == '\u2060':
		return true
	case '\u200B' <= r && r <= '\u200F', '\u202A' <= r && r <= '\u202E', '\u2066' <= r && r <= '\u2069':
		return true
	}
	return false
}
