package text

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// This file reads runs of words, which most of a text is: it measures, folds and finds words
// of ASCII letters eight at a time.

// addWords appends the word that begins at i and those that follow it with one blank between
// them. It returns where it stopped, and whether that is right behind a blank.
func (d *Document) addWords(v *Vocabulary, s string, i int, shape Shape) (int, Shape) {
	for {
		i, shape = d.shortWords(&v.lookup, s, i, shape)
		if i == len(s) || classes[s[i]] != letter {
			return i, shape & SpaceBefore
		}
		i = d.anyWord(v, s, i, shape)
		if i == len(s) || s[i] != ' ' {
			return i, 0
		}
		i, shape = i+1, SpaceBefore|shape&Marked
	}
}

// shortWords appends words of less than eight letters with one blank between them, the first
// at i. It stops where no word begins, and before one that it leaves to anyWord: one that is
// or may be more than that, and one for which there is no room. It calls nothing, so that
// what it works with stays at hand.
func (d *Document) shortWords(x *index, s string, i int, shape Shape) (int, Shape) {
	tokens, capitals, words, shift := d.Tokens, d.Capitals, x.words, x.shift&63
	for len(words) > 0 && i+8 <= len(s) && len(tokens) < cap(tokens) && len(capitals) < cap(capitals) {
		eight := eightAt(s, i)
		n := int(lettersOf(eight))
		if n == 0 || n == 8 || mayGoOn(s[i+n], n) {
			break
		}
		letters := uint64(1)<<(8*n&63) - 1
		eight &= letters
		form := formOf(eight, eight&lowerBits, n)
		if form != 0 {
			capitals = append(capitals, int32(len(tokens)))
		}
		key := eight | lowerBits&letters
		at := int(key * golden >> shift)
		w := &words[at&(len(words)-1)]
		for w.id != 0 && (w.key != key || int(w.size) != n) {
			at++
			w = &words[at&(len(words)-1)]
		}
		tokens = tokens[:len(tokens)+1]
		t := &tokens[len(tokens)-1]
		t.Start, t.End, t.Word, t.Char, t.Kind, t.Shape = int32(i), int32(i+n), w.id, 0, Word, shape|form
		i, shape = i+n, shape&Marked
		if i == len(s) || s[i] != ' ' {
			break
		}
		i, shape = i+1, SpaceBefore|shape
	}
	d.Tokens, d.Capitals = tokens, capitals
	return i, shape
}

// anyWord appends the word that begins at i, however long it is, and returns where it ends.
func (d *Document) anyWord(v *Vocabulary, s string, i int, shape Shape) int {
	n, form, id := v.longWord(s, i)
	if n == 0 {
		return d.addWord(v, s, i, shape)
	}
	if form != 0 {
		d.Capitals = append(d.Capitals, int32(len(d.Tokens)))
	}
	d.Tokens = append(d.Tokens, Token{Kind: Word, Start: int32(i), End: int32(i + n), Word: id, Shape: shape | form})
	return i + n
}

// eightAt returns the eight bytes from i on, the first lowest.
func eightAt(s string, i int) uint64 { return binary.LittleEndian.Uint64([]byte(s[i : i+8])) }

// longestPlain bounds the words that longWord takes; a longer one is read letter by letter.
const longestPlain = 32

// longWord measures, folds and finds a word of ASCII letters, which it takes eight at a time. It returns no letters where the word may be more than that.
func (v *Vocabulary) longWord(s string, i int) (n int, form Shape, id WordID) {
	var folded [longestPlain]byte
	key, small := uint64(0), uint64(0)
	for n < longestPlain && i+n+8 <= len(s) {
		eight := eightAt(s, i+n)
		count := lettersOf(eight)
		letters := uint64(1)<<(8*count) - 1
		eight &= letters
		small |= eight & lowerBits
		eight |= lowerBits & letters
		binary.LittleEndian.PutUint64(folded[n:], eight)
		n += int(count)
		if count == 8 {
			key = mixEight(key, eight)
			continue
		}
		if mayGoOn(s[i+n], n) {
			break
		}
		return n, formOf(uint64(s[i]), small, n), v.lookup.find(key^eight, folded[:n])
	}
	return 0, 0, 0
}

// mayGoOn reports whether a word may go on behind its first n letters with c: an
// apostrophe inside it, a letter of more than one byte, the full stop of "U.S.".
func mayGoOn(c byte, n int) bool { return c >= utf8.RuneSelf || c == '\'' || n == 1 && c == '.' }

// formOf returns the capitals of a word of n letters by the lowest byte of first, and
// by small, which has a bit for each letter that is no capital.
func formOf(first, small uint64, n int) Shape {
	switch {
	case first&0x20 != 0:
		return 0
	case small == 0 && n > 1:
		return Capital | AllCaps
	}
	return Capital
}

// lowerBits has, in each of eight bytes, the bit that makes a letter lower case.
const lowerBits = 0x2020202020202020

// lettersOf returns how many of eight bytes, the first lowest, are ASCII letters
// before another comes.
func lettersOf(eight uint64) uint {
	const each = 0x0101010101010101
	low := (eight | lowerBits) &^ (each * 0x80)
	other := eight | ^(low + each*(0x80-'a')) | (low + each*(0x7F-'z'))
	return uint(bits.TrailingZeros64(other&(each*0x80))) / 8
}
