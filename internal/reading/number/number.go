// Package number reads the numbers of a report: digits with the separators of
// any country, words ("half a billion", "twenty-four"), scales (million, bn,
// crore), ranges, vague counts ("tens of millions"), ordinals, percentages and
// fractions. It says what a number is worth, not what it counts.
package number

import (
	"fmt"
	"strconv"

	"github.com/govalues/decimal"

	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// Mention is one number of the text. Lo and Hi are equal but for a stated range
// and for vague words.
type Mention struct {
	text.Range
	Lo, Hi decimal.Decimal
	// Scale is the scale word's factor: a million for "16.4 million", else one.
	Scale decimal.Decimal
	// Unit is the size of one unit of the last digit written: a hundred million
	// for "20.9 billion", one for "1,250". It is zero where no digit is written.
	Unit decimal.Decimal
	// Ordinal is 24 for "twenty-fourth" and "24th", else 0.
	Ordinal int
	// Vague is a number that words leave open: "tens of millions", "several".
	Vague bool
	// Open is a vague number with a least but no most: "millions of", "50-odd
	// million".
	Open bool
	// Spelled is a number in words alone.
	Spelled bool
	// Percent is a number of per cent; Lo and Hi are as written, 52.25.
	Percent bool
	// Fraction is a fraction of something else, not of a scale: "two thirds of".
	Fraction bool
	// Letter is a number whose scale is one letter behind the digits ("5m"); it
	// may be a measure unless something else shows that it is a sum.
	Letter bool
	// Glued is a number with a letter, or a letter and a hyphen, right before it:
	// "EUR111", but also "F-16" and "M142", which count nothing.
	Glued bool
}

// Scaled reports whether a scale word such as million belongs to the number.
func (m *Mention) Scaled() bool { return m.Scale.Cmp(one) > 0 }

// Reader finds numbers. It may be used by many goroutines at once.
type Reader struct {
	words  []word // by text.WordID
	starts text.Hints
}

// class is what a word does in a number.
type class uint8

const (
	none class = iota
	unit
	teen
	ten
	hundred
	scale
	letter
	ordinalUnit
	ordinal
	ordinalEnding
	half
	quarter
	parts
	many
	scales
	few
	article
	and
	of
	to
	or
	between
	from
	point
	minus
	percent
	per
	cent
	change
	measure
	month
	determiner
	more
)

var classNames = map[string]class{
	"unit": unit, "teen": teen, "ten": ten, "hundred": hundred, "scale": scale, "letter": letter,
	"ordinal-unit": ordinalUnit, "ordinal": ordinal, "ordinal-ending": ordinalEnding,
	"half": half, "quarter": quarter, "parts": parts, "many": many, "scales": scales, "few": few,
	"article": article, "and": and, "of": of, "to": to, "or": or, "between": between, "from": from,
	"point": point, "minus": minus, "percent": percent, "per": per, "cent": cent, "measure": measure, "month": month, "determiner": determiner, "more": more,
}

// word is what the lexicon says of one word.
type word struct {
	class       class
	value, upTo int64
}

var one = decimal.One

// New makes a reader from the tables numberwords and changewords.
func New(v *text.Vocabulary, lex *lexicon.Lexicon) (*Reader, error) {
	r := &Reader{starts: v.NewHint()}
	for _, row := range lex.Table("numberwords").Rows {
		w, err := parseWord(row)
		if err != nil {
			return nil, err
		}
		id := v.Intern(row.Phrase())
		if r.put(id, w); w.class == minus || w.class == article || w.class.counts() {
			v.Hint(id, r.starts)
		}
	}
	for _, row := range lex.Table("changewords").Rows {
		if id := v.Intern(row.Phrase()); r.word(id).class == none {
			r.put(id, word{class: change})
		}
	}
	return r, nil
}

// counts reports a class of words that may be a number's first.
func (c class) counts() bool {
	switch c {
	case unit, teen, ten, ordinalUnit, ordinal, half, quarter, many, scales, few:
		return true
	}
	return false
}

func parseWord(row lexicon.Row) (word, error) {
	w := word{class: classNames[row.Get("class")]}
	if w.class == none {
		return w, fmt.Errorf("numberwords.tsv:%d: unknown class %q", row.Line, row.Get("class"))
	}
	for cell, to := range map[string]*int64{"value": &w.value, "upto": &w.upTo} {
		s := row.Get(cell)
		if s == "" {
			continue
		}
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return w, fmt.Errorf("numberwords.tsv:%d: %s: %w", row.Line, cell, err)
		}
		*to = n
	}
	return w, nil
}

func (r *Reader) put(id text.WordID, w word) {
	for int(id) >= len(r.words) {
		r.words = append(r.words, word{})
	}
	r.words[id] = w
}

func (r *Reader) word(id text.WordID) word {
	if int(id) < len(r.words) {
		return r.words[id]
	}
	return word{}
}

// Find appends the numbers of the document, in order and without overlap.
func (r *Reader) Find(d *text.Document, into []Mention) []Mention {
	first := len(into)
	for k := range d.Sentences {
		s := &d.Sentences[k]
		for i := d.Next(s.First, s.End, r.starts|text.Figure); i < s.End; i = d.Next(i, s.End, r.starts|text.Figure) {
			if !r.begins(d, i) {
				i++
				continue
			}
			p := phrase{r, d, s.First, s.End}
			m, ok := p.at(i)
			if !ok {
				i++
				continue
			}
			i = m.End
			if n := len(into); n > first && p.joins(&into[n-1], &m) {
				into = into[:n-1]
			}
			into = append(into, m)
		}
	}
	return into
}

// begins reports whether a number may begin at token i.
func (r *Reader) begins(d *text.Document, i int) bool {
	t := &d.Tokens[i]
	switch t.Kind {
	case text.Word:
		return d.Hints(i)&r.starts != 0
	case text.Number:
		return true
	}
	return t.Kind == text.Symbol && t.Char >= '¼' // a fraction in one character
}
