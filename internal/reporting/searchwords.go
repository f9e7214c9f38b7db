package reporting

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/govalues/decimal"

	"pledgebook"
)

// Text is split into words of letters and digits, in lower case. A number that has
// a scale behind it, marks between its thousands, or many digits is one word more:
// all its digits with a point behind them ("20900000000."), so that "20.9bn",
// "€20,9 млрд" and "20,900,000,000" are the same word, and no other number begins
// with it.

// wordsOf are the words of a text.
func wordsOf(text string) []string { return split(nil, text, false) }

// askedWords are the words of a search: of a number with its scale the number
// alone, so that no other with the same digits is found.
func askedWords(query string) []string { return split(nil, query, true) }

// split appends the words of a text to others; asked leaves a number's own words
// out.
func split(words []string, text string, asked bool) []string {
	rest := strings.ToLower(text)
	for rest != "" {
		r, size := utf8.DecodeRuneInString(rest)
		switch {
		case '0' <= r && r <= '9':
			number, size := numberAt(rest)
			if number != "" {
				words = append(words, number)
			}
			if number == "" || !asked {
				words = append(words, plainWords(rest[:size])...)
			}
			rest = rest[size:]
		case inWord(r):
			end := strings.IndexFunc(rest, func(r rune) bool { return !inWord(r) })
			if end < 0 {
				end = len(rest)
			}
			words = append(words, rest[:end])
			rest = rest[end:]
		default:
			if code, ok := signs[r]; ok {
				words = append(words, code)
			}
			rest = rest[size:]
		}
	}
	return words
}

// signs are those that stand for one currency. The dollar's does for many.
var signs = map[rune]string{'€': "eur", '£': "gbp", '₴': "uah"}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' }

func plainWords(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !inWord(r) })
}

// scaleWords are the scales that may stand behind a number, in the languages of
// the interface, with the zeros that they add; a longer word may begin with one
// that has a star. Single letters count only where they touch the number.
var scaleWords = map[string]int{
	"k": 3, "m": 6, "b": 9, "thousand": 3, "mn": 6, "mln": 6, "million": 6, "millions": 6, "bn": 9, "bln": 9, "billion": 9, "billions": 9, "tn": 12, "trn": 12, "trillion": 12,
	"тис": 3, "тисяч": 3, "тисячі": 3, "тисяча": 3, "млн": 6, "мільйон": 6, "мільйони": 6, "мільйона": 6, "мільйонів": 6,
	"млрд": 9, "мільярд": 9, "мільярди": 9, "мільярда": 9, "мільярдів": 9, "трлн": 12, "трильйон": 12, "трильйони": 12, "трильйона": 12, "трильйонів": 12,
}

// manyDigits is how many digits a number without a scale must have to be a word of
// its own; fewer are years and days.
const manyDigits = 5

// numberAt reads the number that a text begins with, and its scale: its word, ""
// for a plain one, and how many bytes of the text they take.
func numberAt(text string) (word string, size int) {
	digits, groups, size := digitsAt(text)
	zeros, scaled := scaleAt(text[size:])
	if scaled > 0 && groups == 1 && strings.Contains(digits, ",") {
		digits = strings.Replace(digits, ",", ".", 1) // "1,234 млрд"
	}
	digits = strings.ReplaceAll(digits, ",", "")
	size += scaled
	if scaled == 0 && (groups == 0 && len(digits) < manyDigits || strings.Contains(digits, ".") && groups == 0) {
		for size < len(text) { // what the digits run into: "155mm", "2024/25"
			r, n := utf8.DecodeRuneInString(text[size:])
			if !inWord(r) {
				break
			}
			size += n
		}
		return "", size
	}
	d, err := decimal.Parse(digits)
	if err != nil {
		return "", size
	}
	if scale, err := decimal.New(1, 0); err == nil {
		for range zeros {
			if scale, err = scale.Mul(ten); err != nil {
				return "", size
			}
		}
		if d, err = d.Mul(scale); err != nil {
			return "", size
		}
	}
	return numberWord(d), size
}

var ten = decimal.MustNew(10, 0)

// numberWord is the word of a number.
func numberWord(d decimal.Decimal) string { return strings.TrimSuffix(pledgebook.Plain(d), ".") + "." }

// digitsAt reads digits with their marks: a point before the fraction, commas
// that part thousands, or one that may be either ("1,234"), left standing.
// groups counts the thousands that are set apart.
func digitsAt(text string) (digits string, groups, size int) {
	var b strings.Builder
	for size < len(text) {
		r, n := utf8.DecodeRuneInString(text[size:])
		if '0' > r || r > '9' {
			follows := leadingDigits(text[size+n:])
			switch {
			case strings.Contains(b.String(), "."):
				return b.String(), groups, size
			case r == ',' && follows == 3:
				b.WriteByte(',')
				groups++
			case isSpace(r) && follows == 3 && (groups > 0 || size <= 3):
				groups++
			case (r == '.' || r == ',') && follows > 0:
				b.WriteByte('.')
			default:
				return b.String(), groups, size
			}
		} else {
			b.WriteRune(r)
		}
		size += n
	}
	return b.String(), groups, size
}

func isSpace(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\u202f' }

// leadingDigits counts the digits that a text begins with.
func leadingDigits(text string) (n int) {
	for n < len(text) && '0' <= text[n] && text[n] <= '9' {
		n++
	}
	return n
}

// scaleAt reads the scale that a text begins with, after one space at most: the
// zeros that it adds, and how many bytes it takes; none for no scale.
func scaleAt(text string) (zeros, size int) {
	word := text
	if r, n := utf8.DecodeRuneInString(text); isSpace(r) || r == '-' {
		word = text[n:]
	}
	end := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(word)
	}
	zeros, ok := scaleWords[word[:end]]
	if !ok || end == 1 && len(word) < len(text) {
		return 0, 0
	}
	return zeros, len(text) - len(word) + end
}

// stemmed is how many letters a word of a search must have, and keep, for its
// ending to be left out.
const stemmed, stemKept = 5, 4

// endings are those of Ukrainian nouns and adjectives in their cases, the longest
// first: whoever asks for "Норвегією" asks for "Норвегія".
var caseEndings = []string{"ією", "ами", "ями", "ими", "ого", "ому", "ої", "ій", "ою", "ею", "єю", "ах", "ях", "их", "ам", "ям", "им", "ом", "ем", "єм", "ів", "їв", "ові", "еві",
	"а", "я", "у", "ю", "и", "і", "ї", "е", "є", "о", "й", "ь"}

// stemOf is a Ukrainian word without the ending of its case; "" for any other.
func stemOf(w string) string {
	last, _ := utf8.DecodeLastRuneInString(w)
	if last < 'а' || last > 'ї' || utf8.RuneCountInString(w) < stemmed {
		return ""
	}
	for _, end := range caseEndings {
		if stem, ok := strings.CutSuffix(w, end); ok && utf8.RuneCountInString(stem) >= stemKept {
			return stem
		}
	}
	return ""
}
