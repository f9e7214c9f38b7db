// Package text is the base of reading: it cuts a report's text into tokens and
// sentences and marks every phrase of the lexicon in one pass, so that the
// recognisers built on it look at numbers instead of letters.
//
// Nothing is copied: a token is a pair of byte offsets and the number of its
// word in the vocabulary. Markup that carries no words (markdown emphasis,
// :abbr[…] directives, tags) makes no tokens, and the offsets still count in
// the text as it was stored.
package text

import (
	"iter"

	"pledgebook"
	"pledgebook/internal/reading/cue"
)

// WordID numbers a lower-case word of the vocabulary; 0 is every word it lacks.
type WordID uint32

// Kind is the kind of a token.
type Kind uint8

// The kinds of tokens.
const (
	Word   Kind = iota + 1 // letters, also "U.S."; "'s" is a word of its own
	Number                 // ASCII digits with inner separators: 20.9, 1,250,000
	Punct                  // . , ; : quotes, brackets, dashes
	Symbol                 // $ € % + and all else
)

// Shape is what a token looks like, as a set of bits.
type Shape uint8

// The bits of a Shape.
const (
	SpaceBefore Shape = 1 << iota // white space or start of text before it
	LineBefore                    // a line break before it
	Capital                       // starts with an upper-case letter
	AllCaps                       // two letters or more, none lower case
	Marked                        // inside markup such as **…**
)

// Token is one word, number, punctuation mark or symbol.
type Token struct {
	Start, End int32
	Word       WordID
	Char       rune // the character of a Punct or Symbol
	Kind       Kind
	Shape      Shape
}

// Is reports whether the token has all bits of the shape.
func (t Token) Is(s Shape) bool { return t.Shape&s == s }

// Span returns the token's bytes.
func (t Token) Span() pledgebook.Span { return pledgebook.Span{Start: int(t.Start), End: int(t.End)} }

// Range is a half-open range of token indexes.
type Range struct{ First, End int }

// Len returns the number of tokens.
func (r Range) Len() int { return r.End - r.First }

// Contains reports whether o lies inside r.
func (r Range) Contains(o Range) bool { return r.First <= o.First && o.End <= r.End }

// Overlaps reports whether r and o share a token.
func (r Range) Overlaps(o Range) bool { return r.First < o.End && o.First < r.End }

// Category numbers a class of phrases; the recogniser that adds the phrases
// asks the vocabulary for it by name.
type Category uint8

// Categories is a set of categories.
type Categories uint64

// set is the set of one category.
func (c Category) set() Categories { return 1 << (c % mostCategories) }

// mostCategories is how many categories a set can hold.
const mostCategories = 64

// Has reports whether the category is in the set.
func (s Categories) Has(c Category) bool { return s&c.set() != 0 }

// Hints is a set of what the recognisers look out for word by word: where a number
// may begin, where a pronoun stands. A recogniser asks the vocabulary for a hint of
// its own and gives it to its words; a token has the hints of its word, and a
// sentence those of its tokens, so that most of a text is passed over at one look.
type Hints uint32

// mostHints is how many hints a set can hold.
const mostHints = 32

// Figure is the hint of numbers and symbols, whatever they are.
const Figure Hints = 1

// kindHints are the hints that a token has by its kind.
var kindHints = [8]Hints{Number: Figure, Symbol: Figure}

// Tag is one phrase of the lexicon found in the text.
type Tag struct {
	Range
	Category Category
	Ref      int32 // the recogniser's own number for the phrase
}

// Sentence is a range of tokens inside one part of the report.
type Sentence struct {
	Range
	Part  int        // index into Document.Parts
	Has   Categories // of the tags that begin in it
	Hints Hints      // of its tokens
}

// Document is a report's text cut up. It is reused from report to report.
type Document struct {
	Text      string
	Parts     []pledgebook.Part
	Tokens    []Token
	Sentences []Sentence
	Tags      []Tag
	Capitals  []int32      // the words with a capital, in order
	marks     []int32      // of the part being cut: the tokens that a sentence may end at
	tagFrom   []int32      // index of the first tag at or after each token
	has       []Categories // of the tags that begin at each token
	holds     Categories   // of all tags
	hints     []Hints      // of each token
	vocab     *Vocabulary
	cues      cue.Table // of vocab
	lower     []byte
}

// Of returns the text of a token.
func (d *Document) Of(i int) string { t := d.Tokens[i]; return d.Text[t.Start:t.End] }

// Is reports whether token i is one of the small words; no token is none.
func (d *Document) Is(i int, words cue.Small) bool {
	return uint(i) < uint(len(d.Tokens)) && d.cues.Of(uint32(d.Tokens[i].Word)).Small&words != 0
}

// Says reports whether token i is one of the words of a sense; no token is none.
func (d *Document) Says(i int, words cue.Sense) bool {
	return uint(i) < uint(len(d.Tokens)) && d.cues.Of(uint32(d.Tokens[i].Word)).Sense&words != 0
}

// Cues returns the parts that a word plays, wherever it stands.
func (d *Document) Cues(word string) cue.Parts { return d.vocab.Cues(word) }

// Ends reports whether token i ends in the letters of a form: "reporting".
func (d *Document) Ends(i int, form cue.Ending) bool {
	return uint(i) < uint(len(d.Tokens)) && d.vocab.endings.Has(d.Of(i), form)
}

// Slice returns the text from the first to the last token of a range.
func (d *Document) Slice(r Range) string { return d.Span(r).In(d.Text) }

// Span returns the bytes from the first to the last token of a range.
func (d *Document) Span(r Range) pledgebook.Span {
	if r.First >= r.End {
		return pledgebook.Span{}
	}
	return pledgebook.Span{Start: int(d.Tokens[r.First].Start), End: int(d.Tokens[r.End-1].End)}
}

// TagsAt returns the tags that begin at a token.
func (d *Document) TagsAt(i int) []Tag { return d.Tags[d.tagFrom[i]:d.tagFrom[i+1]] }

// TagsIn returns the tags that begin inside a range.
func (d *Document) TagsIn(r Range) []Tag {
	if r.First >= r.End {
		return nil
	}
	return d.Tags[d.tagFrom[r.First]:d.tagFrom[r.End]]
}

// TagsOf yields the tags of a category in the order of the text. Sentences without
// one are not looked at.
func (d *Document) TagsOf(c Category) iter.Seq[Tag] {
	return func(yield func(Tag) bool) {
		for i := range d.Sentences {
			s := &d.Sentences[i]
			if !s.Has.Has(c) {
				continue
			}
			tags := d.TagsIn(s.Range)
			for k := range tags {
				if t := &tags[k]; t.Category == c && !yield(*t) {
					return
				}
			}
		}
	}
}

// Tagged returns the tag of a category that begins at token i; none before the
// first token and behind the last, where rules that look around may look.
func (d *Document) Tagged(i int, c Category) (Tag, bool) {
	if uint(i) < uint(len(d.has)) && d.has[i].Has(c) {
		for _, t := range d.TagsAt(i) {
			if t.Category == c {
				return t, true
			}
		}
	}
	return Tag{}, false
}

// Hints returns the hints of token i; no token has none.
func (d *Document) Hints(i int) Hints {
	if uint(i) < uint(len(d.hints)) {
		return d.hints[i]
	}
	return 0
}

// Next returns the first token from i on that has one of the hints; end where none
// before it has.
func (d *Document) Next(i, end int, one Hints) int {
	for k, has := range d.hints[i:end] {
		if has&one != 0 {
			return i + k
		}
	}
	return end
}

// Holds reports whether a tag of the category stands anywhere in the document.
func (d *Document) Holds(c Category) bool { return d.holds.Has(c) }

// Has reports whether a tag of the category begins at token i.
func (d *Document) Has(i int, c Category) bool {
	return uint(i) < uint(len(d.has)) && d.has[i].Has(c)
}

// SentenceAt returns the index of the sentence that holds token i, or -1.
func (d *Document) SentenceAt(i int) int {
	lo, hi := 0, len(d.Sentences)
	for lo < hi {
		mid := (lo + hi) / 2
		if d.Sentences[mid].End <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(d.Sentences) && d.Sentences[lo].First <= i {
		return lo
	}
	return -1
}

// TokenAt returns the index of the token that holds the byte, or of the first
// one after it; len(Tokens) where there is none.
func (d *Document) TokenAt(offset int) int {
	lo, hi := 0, len(d.Tokens)
	for lo < hi {
		mid := (lo + hi) / 2
		if int(d.Tokens[mid].End) <= offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
