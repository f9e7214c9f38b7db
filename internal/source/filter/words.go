package filter

import (
	"slices"
	"strings"
	"unicode"

	"pledgebook/lexicon"
)

// class is what a word may be a part of.
type class uint16

const (
	isNumber      class = 1 << iota // of a number
	isBig                           // of a number of a thousand or more
	isPlural                        // an amount by itself: "billions"
	isScale                         // an amount behind a number: "20.9 billion"
	isUnit                          // a currency
	isTight                         // a currency whose sign is short or has another meaning
	isItem                          // what aid in kind is counted in
	isAid                           // of aid or of an act upon it
	isCode                          // a tight unit where it stands in capitals (USD, and TRY)
	isLetterScale                   // a scale right behind its number ("5m")
)

// The words are found by a hash of their letters (FNV-1a), alike for capitals.
const (
	seed  uint64 = 14695981039346656037
	prime uint64 = 1099511628211
)

var isLetter, isWord [256]bool
var lower [256]byte

func init() {
	for c := range 256 {
		lower[c] = byte(c)
		if 'A' <= c && c <= 'Z' {
			lower[c] |= 0x20
		}
		isLetter[c] = 'a' <= lower[c] && lower[c] <= 'z' || c >= 0x80 && c != 0xC2 && c != 0xE2 // those two begin marks, no letters of news
		isWord[c] = isLetter[c] || '0' <= c && c <= '9' || c == '-'
	}
}

// table holds the words' hashes with open addressing; it is less than half full.
type table struct {
	slots []slot
	mask  uint64
}

type slot struct {
	hash  uint64
	class class
}

func (t *table) lookup(h uint64) class {
	for i := h & t.mask; ; i = (i + 1) & t.mask {
		switch s := &t.slots[i]; {
		case s.hash == h:
			return s.class
		case s.class == 0:
			return 0
		}
	}
}

func (t *table) add(h uint64, c class) {
	i := h & t.mask
	for t.slots[i].class != 0 && t.slots[i].hash != h {
		i = (i + 1) & t.mask
	}
	t.slots[i] = slot{h, t.slots[i].class | c}
}

func hashOf(word string) uint64 {
	h := seed
	for i := range len(word) {
		h = (h ^ uint64(lower[word[i]])) * prime
	}
	return h
}

// New makes the filter of all languages that have a lexicon.
func New() (*Filter, error) {
	words := map[string]class{}
	for _, language := range lexicon.Languages() {
		lex, err := lexicon.Load(language)
		if err != nil {
			return nil, err
		}
		gather(lex, words)
	}
	size := 1
	for size < 4*len(words) {
		size *= 2
	}
	t := &table{slots: make([]slot, size), mask: uint64(size - 1)}
	for w, c := range words {
		t.add(hashOf(w), c)
	}
	return &Filter{words: t}, nil
}

// idleVerbs are the classes of verbs that make no claim by themselves: who says,
// trades or counts says no aid, and what goes or grows is named by a noun.
var idleVerbs = map[string]bool{"say": true, "trade": true, "estimate": true, "contain": true, "go": true, "increase": true, "lack": true}

// idleNouns are the classes of nouns that are no aid.
var idleNouns = map[string]bool{"not-aid": true, "budget": true}

// numberClasses are the classes of number words that begin or are a number.
var numberClasses = map[string]bool{"hundred": true, "unit": true, "teen": true, "ten": true, "half": true, "quarter": true, "few": true, "many": true}

// gather adds the words of a lexicon.
func gather(lex *lexicon.Lexicon, words map[string]class) {
	aid := phrases{class: isAid}
	for _, r := range lex.Table("aidnouns").Rows {
		if !idleNouns[r.Get("class")] {
			aid.add(r.Phrase())
		}
	}
	for _, r := range lex.Table("verbs").Rows {
		if !idleVerbs[r.Get("class")] && r.Get("of") == "" {
			for _, form := range []string{"base", "s", "past", "participle", "ing"} {
				aid.add(r.Get(form))
			}
		}
	}
	aid.into(words)
	items := phrases{class: isItem}
	for _, r := range lex.Table("items").Rows {
		items.add(r.Phrase())
	}
	items.into(words)
	gatherMoney(lex, words)
	gatherNumbers(lex, words)
}

func gatherMoney(lex *lexicon.Lexicon, words map[string]class) {
	units, short := phrases{class: isUnit}, phrases{class: isTight}
	for _, r := range lex.Table("currencywords").Rows {
		switch {
		case strings.Contains(r.Phrase(), "$"): // the sign is a unit by itself
		case r.Get("care") == "yes", len(r.Phrase()) <= shortUnit && r.Phrase()[0] < 0x80:
			short.add(r.Phrase())
		default:
			units.add(r.Phrase())
		}
	}
	for _, w := range []string{"euro", "pound", "yen"} { // as HTML writes the signs
		units.add(w)
	}
	units.into(words)
	short.into(words)
	for _, r := range lex.Table("currencies").Rows {
		words[asciiLower(r.Get("code"))] |= isCode
	}
}

// shortUnit is the length up to which a unit's letters are likely something else.
const shortUnit = 3

// million is how many digits a million has. A smaller number that names no
// currency is no money.
const million = 7

func gatherNumbers(lex *lexicon.Lexicon, words map[string]class) {
	for _, r := range lex.Table("numberwords").Rows {
		c := isNumber
		switch r.Get("class") {
		case "scale":
			c |= isBig
			if len(r.Get("value")) >= million {
				c |= isScale
			}
		case "scales":
			c |= isBig | isPlural
		case "letter":
			c = isLetterScale
		default:
			if !numberClasses[r.Get("class")] {
				continue
			}
		}
		p := phrases{class: c}
		p.add(r.Phrase())
		p.into(words)
	}
}

// phrases are phrases of one class. A phrase of several words stands for one of
// them that is a phrase by itself, else for its longest: where it is, that is.
type phrases struct {
	class class
	all   []string
}

func (p *phrases) add(phrase string) { p.all = append(p.all, phrase) }

func (p *phrases) into(words map[string]class) {
	several := p.all[:0:0]
	for _, phrase := range p.all {
		if len(split(phrase)) == 1 {
			p.word(split(phrase)[0], words)
		} else {
			several = append(several, phrase)
		}
	}
	for _, phrase := range several {
		if !slices.ContainsFunc(split(phrase), func(w string) bool { return words[asciiLower(w)]&p.class == p.class }) {
			p.word(longest(phrase), words)
		}
	}
}

// word adds a word in the ways it may be written; capitals of ASCII are alike.
func (p *phrases) word(w string, words map[string]class) {
	for _, spelling := range []string{w, strings.ToUpper(w), strings.ToLower(w), title(w)} {
		if spelling != "" {
			words[asciiLower(spelling)] |= p.class
		}
	}
}

// split returns the words of a phrase as the scan sees them.
func split(phrase string) []string {
	return strings.FieldsFunc(phrase, func(r rune) bool { return r < 0x80 && !isLetter[byte(r)] })
}

// longest returns the longest word of a phrase.
func longest(phrase string) string {
	best := ""
	for _, w := range split(phrase) {
		if len(w) > len(best) {
			best = w
		}
	}
	return best
}

func asciiLower(s string) string {
	b := []byte(s)
	for i := range b {
		b[i] = lower[b[i]]
	}
	return string(b)
}

func title(w string) string {
	r := []rune(w)
	if len(r) == 0 {
		return w
	}
	return string(unicode.ToUpper(r[0])) + strings.ToLower(string(r[1:]))
}
