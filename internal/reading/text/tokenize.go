package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// class sorts the ASCII characters for the scanner; a byte of a longer one is other.
type class uint8

const (
	other class = iota
	space
	newline
	letter
	digit
	punct
)

var classes = func() (t [256]class) {
	for c := range utf8.RuneSelf {
		switch r := rune(c); {
		case r == '\n':
			t[c] = newline
		case r <= ' ':
			t[c] = space
		case unicode.IsLetter(r):
			t[c] = letter
		case unicode.IsDigit(r):
			t[c] = digit
		case unicode.IsPunct(r):
			t[c] = punct
		}
	}
	return t
}()

func (d *Document) tokenize(v *Vocabulary, content string, plain bool) {
	d.Text, d.Tokens = content, d.Tokens[:0]
	d.tokenizeSpan(v, 0, len(content), plain)
}

// tokenizeSpan appends the tokens of Text[start:end]. Plain text is taken as it
// is; otherwise markup without words is passed over.
func (d *Document) tokenizeSpan(v *Vocabulary, start, end int, plain bool) {
	s := d.Text[:end]
	shape, marked := SpaceBefore|LineBefore, Shape(0)
	for i := start; i < end; {
		if classes[s[i]] == letter { // as mostly
			i, shape = d.addWords(v, s, i, shape|marked)
			continue
		}
		if !plain && opensMarkup[s[i]] {
			if n, toggles := markup(s, i); n > 0 {
				i += n
				if toggles {
					marked ^= Marked
				}
				continue
			}
		}
		r, size, cl := classAt(s, i)
		switch cl {
		case newline:
			shape |= SpaceBefore | LineBefore
			marked = 0
			i += size
			continue
		case space:
			shape |= SpaceBefore
			i += size
			continue
		case letter:
			i = d.addWord(v, s, i, shape|marked)
		case digit:
			i = d.addToken(v, s, i, numberEnd(s, i), Token{Kind: Number, Shape: shape | marked})
		case punct:
			i = d.addPunct(v, i, i+size, end, Token{Kind: Punct, Char: r, Shape: shape | marked})
		default:
			if invisible(r) {
				i += size
				continue
			}
			i = d.addToken(v, s, i, i+size, Token{Kind: Symbol, Char: r, Shape: shape | marked})
		}
		shape = 0
	}
}

// addPunct adds a punctuation mark, or the "'s" that begins with one, and notes where a
// sentence may end.
func (d *Document) addPunct(v *Vocabulary, i, next, end int, t Token) int {
	s := d.Text[:end]
	if t.Char == '\'' || t.Char == '’' {
		if n := possessive(s, i); n > 0 && t.Shape&SpaceBefore == 0 {
			t.Kind, t.Char, next = Word, 0, i+n
		}
	}
	switch t.Char {
	case '.', '!', '?', '…':
		d.marks = append(d.marks, int32(len(d.Tokens)))
	}
	return d.addToken(v, s, i, next, t)
}

// classAt returns the character at i, its length in bytes and its class.
func classAt(s string, i int) (rune, int, class) {
	if c := s[i]; c < utf8.RuneSelf {
		return rune(c), 1, classes[c]
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	return r, size, runeClass(r)
}

// addWord appends the word that begins at i, letter by letter, and returns where it ends.
func (d *Document) addWord(v *Vocabulary, s string, i int, shape Shape) int {
	end := wordEnd(s, i)
	form := capitals(s[i:end])
	if form != 0 {
		d.Capitals = append(d.Capitals, int32(len(d.Tokens)))
	}
	if s[end-1] == '.' { // "U.S."
		d.marks = append(d.marks, int32(len(d.Tokens)))
	}
	return d.addToken(v, s, i, end, Token{Kind: Word, Shape: shape | form})
}

// addToken appends a token that reaches from i to next, with its number in the
// vocabulary, and returns next.
func (d *Document) addToken(v *Vocabulary, s string, i, next int, t Token) int {
	t.Start, t.End = int32(i), int32(next)
	if next == i+1 && s[i] < utf8.RuneSelf {
		t.Word = v.lookup.single[s[i]]
	} else {
		d.lower = foldWord(d.lower[:0], s[i:next])
		t.Word = v.lookup.word(d.lower)
	}
	d.Tokens = append(d.Tokens, t)
	return next
}

func runeClass(r rune) class {
	switch {
	case r == '\u2028' || r == '\u2029' || r == '\u0085':
		return newline
	case typographic(r):
		return punct
	case unicode.IsSpace(r):
		return space
	case unicode.IsLetter(r):
		return letter
	case unicode.IsPunct(r):
		return punct
	}
	return other // digits of other scripts are symbols: never part of a figure
}

// typographic reports the dashes, quotation marks and dots that print uses: all of them
// are punctuation.
func typographic(r rune) bool { return '\u2010' <= r && r <= '\u2027' }

// wordEnd returns where the word at i ends: letters, marks, and the full stops
// of single-letter abbreviations (U.S., e.g.).
func wordEnd(s string, i int) int {
	start := i
	for i < len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			if classes[c] == letter {
				i++
				continue
			}
			if c == '.' && i-start == 1 || c == '.' && s[i-1] != '.' && i >= 2 && s[i-2] == '.' {
				if n := dottedLetters(s, start, i); n > i {
					return n
				}
			}
			if c == '\'' && apostropheInside(s, i, 1) {
				i++
				continue
			}
			return i
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !typographic(r) && (unicode.IsLetter(r) || unicode.IsMark(r) || invisible(r)) {
			i += n
			continue
		}
		if (r == '’' || r == 'ʼ') && apostropheInside(s, i, n) {
			i += n
			continue
		}
		return i
	}
	return i
}

// apostropheInside reports an apostrophe between letters that is not a
// possessive or contracted ending of its own ("d'Ivoire", "O'Brien", "l'UE").
func apostropheInside(s string, i, n int) bool {
	if possessive(s, i) > 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i+n:])
	return unicode.IsLetter(r)
}

// apostropheByte is the first byte of ’.
const apostropheByte = 0xE2

// possessive returns the length of "'s" at i where no letter follows, else 0.
func possessive(s string, i int) int {
	if s[i] != '\'' && s[i] != apostropheByte {
		return 0
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	if r != '\'' && r != '’' || i+n >= len(s) || s[i+n] != 's' && s[i+n] != 'S' {
		return 0
	}
	if r, _ := utf8.DecodeRuneInString(s[i+n+1:]); unicode.IsLetter(r) {
		return 0
	}
	return n + 1
}

// dottedLetters returns the end of an abbreviation of single letters that
// begins at start (U.S., D.C., e.g.), or start where there is none.
func dottedLetters(s string, start, _ int) int {
	i, count := start, 0
	for i+1 < len(s) && s[i] < utf8.RuneSelf && classes[s[i]] == letter && s[i+1] == '.' {
		i += 2
		count++
	}
	if count < 2 || i < len(s) && s[i] < utf8.RuneSelf && classes[s[i]] == letter {
		return start
	}
	return i
}

// numberEnd returns where the number at i ends: digits, and the separators
// between them (1,250,000 and 20.9 and 16,4 and the Swiss 1'250'000).
func numberEnd(s string, i int) int {
	for i < len(s) {
		c := s[i]
		switch {
		case digitAt(s, i):
			i++
		case (c == '.' || c == ',') && digitAt(s, i+1):
			i++
		case c == '\'' && threeDigits(s, i+1):
			i += 4
		case c == 0xe2 && strings.HasPrefix(s[i:], "’") && threeDigits(s, i+len("’")):
			i += len("’") + 3
		default:
			return i
		}
	}
	return i
}

func digitAt(s string, i int) bool { return i < len(s) && s[i] >= '0' && s[i] <= '9' }

// threeDigits reports a group of three digits, no more, at i.
func threeDigits(s string, i int) bool {
	return digitAt(s, i) && digitAt(s, i+1) && digitAt(s, i+2) && !digitAt(s, i+3)
}

func capitals(word string) Shape {
	r, n := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(r) {
		return 0
	}
	letters := 1
	for _, r := range word[n:] {
		if unicode.IsLower(r) {
			return Capital
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters < 2 {
		return Capital
	}
	return Capital | AllCaps
}
