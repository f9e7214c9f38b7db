// Package filter judges a web page on its raw bytes, before it is parsed, by a
// necessary condition of every claim: an amount, or a counted item, with a word
// of aid not far from it. It lets through every page that the reading can find a
// claim in, and most that it cannot find one in are spared the work.
//
// It knows as little of HTML as it can: tags, scripts and styles are jumped over,
// and what is left are words. The words come from every language's lexicon.
package filter

import "bytes"

// Near is how far apart, in bytes of text, an amount and a word of aid may stand
// in one claim. The reading takes a field from the clause, the sentence, the one
// before, or the headline; this is several paragraphs.
const Near = 400

// How far a unit may stand behind its number ("30 of the long promised armoured
// vehicles") or before it ("$ about 3 million", "EUR 2"), in bytes of text; and a
// unit whose sign is short or has another meaning ("R 5 million", "won").
const (
	unitBehind = 48
	unitBefore = 24
	tight      = 8
)

// Filter judges pages. It may be used by many goroutines.
type Filter struct {
	words *table
}

// Keep reports whether a page may hold a claim. Text in an encoding of two bytes
// a letter is kept unread.
func (f *Filter) Keep(page []byte) bool {
	if wide(page) {
		return true
	}
	s := scan{words: f.words, number: never, big: never, unit: never, tight: never, amount: never, aid: never}
	for len(page) > 0 {
		open := bytes.IndexByte(page, '<')
		if open < 0 {
			return s.text(page)
		}
		if s.text(page[:open]) {
			return true
		}
		page = behindTag(page[open:])
	}
	return false
}

// wide reports UTF-16 or UTF-32 by its mark or its zero bytes.
func wide(page []byte) bool {
	return bytes.HasPrefix(page, []byte("\xff\xfe")) || bytes.HasPrefix(page, []byte("\xfe\xff")) ||
		bytes.IndexByte(page[:min(len(page), 64)], 0) >= 0
}

// behindTag returns what follows the tag that page begins with, and with it the
// whole of a comment, a style, or a script that holds no story as linked data. Where a tag
// does not end, its text is read as text: nothing is lost to broken markup.
func behindTag(page []byte) []byte {
	if bytes.HasPrefix(page, []byte("<!--")) {
		return behind(page[4:], "-->")
	}
	end := bytes.IndexByte(page, '>')
	if end < 0 {
		return page[1:]
	}
	tag, rest := page[:end], page[end+1:]
	switch {
	case named(tag, "script"):
		after := behind(rest, "</script", "</SCRIPT")
		script := rest[:len(rest)-len(after)]
		if bytes.Contains(tag, []byte("ld+json")) && bytes.Contains(script, []byte("articleBody")) {
			return rest // some pages hold their story only here
		}
		return after
	case named(tag, "style"):
		return behind(rest, "</style", "</STYLE")
	}
	return rest
}

// behind returns what follows the first of the marks; the whole where none is there.
func behind(page []byte, marks ...string) []byte {
	for _, mark := range marks {
		if i := bytes.Index(page, []byte(mark)); i >= 0 {
			return page[i+len(mark):]
		}
	}
	return page
}

// named reports whether a tag has a name, given in lower case.
func named(tag []byte, name string) bool {
	if len(tag) <= len(name) || len(tag) > len(name)+1 && isWord[tag[len(name)+1]] {
		return false
	}
	for i := range len(name) {
		if tag[i+1]|0x20 != name[i] {
			return false
		}
	}
	return true
}

// never is a place so far back that nothing is near it.
const never = -1 << 40

// scan remembers where it last saw the parts of a claim, in bytes of text.
type scan struct {
	words *table
	at    int // bytes of text before this stretch
	// The ends of what was seen last.
	number, big, unit, tight, amount, aid int
}

// text reads a stretch between two tags and reports whether a claim may end in it.
func (s *scan) text(t []byte) bool {
	for i := 0; i < len(t); {
		start := i
		var w class
		switch c := t[i]; {
		case isLetter[c]:
			h := seed
			for i < len(t) && isLetter[t[i]] {
				h = (h ^ uint64(lower[t[i]])) * prime
				i++
			}
			if w = s.words.lookup(h); w == 0 {
				continue
			}
			w = refine(w, t, start, i, s.at+start-s.number)
		case c >= '0' && c <= '9':
			w, i = figure(t, i)
		case c == '$':
			i++
			w = isUnit
		case c == '&' && i+1 < len(t) && t[i+1] == '#':
			w, i = reference(t, i+2)
		case c == 0xC2 || c == 0xE2:
			w, i = sign(t, i)
		default:
			i++
			continue
		}
		if s.word(w, s.at+start, s.at+i) {
			return true
		}
	}
	s.at += len(t) + 1
	return false
}

// figure reads digits with what parts their groups and decimals, and returns
// where it ends. Four digits before the decimals make a big number.
func figure(t []byte, i int) (class, int) {
	digits := 0
	for whole := true; i < len(t); i++ {
		switch {
		case digit(t, i):
			if whole {
				digits++
			}
		case (t[i] == ',' || t[i] == '.') && digit(t, i+1):
			whole = whole && digit(t, i+2) && digit(t, i+3) && !digit(t, i+4)
		default:
			return sized(digits), i
		}
	}
	return sized(digits), i
}

func digit(t []byte, i int) bool { return i < len(t) && t[i] >= '0' && t[i] <= '9' }

func sized(digits int) class {
	if digits >= 4 {
		return isNumber | isBig
	}
	return isNumber
}

// sign reads a mark of two or three bytes: £ and € are units, a hard space or a
// curly quote is nothing. It returns where the next character begins.
func sign(t []byte, i int) (class, int) {
	next := byte(0)
	if i+1 < len(t) {
		next = t[i+1]
	}
	switch {
	case t[i] == 0xC2 && (next == 0xA2 || next == 0xA3 || next == 0xA5), t[i] == 0xE2 && next == 0x82:
		return isUnit, min(i+signLength(t[i]), len(t))
	case next >= 0x80:
		return 0, min(i+signLength(t[i]), len(t))
	}
	return 0, i + 1
}

// reference reads a numeric character reference from behind its "&#": no number,
// but a unit where it stands for the sign of one.
func reference(t []byte, i int) (class, int) {
	end := i
	for end < len(t) && end-i < 8 && isWord[t[end]] {
		end++
	}
	switch string(t[i:end]) {
	case "8364", "x20ac", "x20AC", "163", "xa3", "xA3", "165", "xa5", "xA5", "36", "x24":
		return isUnit, end
	}
	return 0, end
}

// signLength is how many bytes a character has that begins with lead.
func signLength(lead byte) int {
	if lead == 0xE2 {
		return 3
	}
	return 2
}

// refine settles what a word is by how it is written: a code counts in capitals
// only, a letter for a scale only behind its number ("$5m").
func refine(w class, t []byte, start, end, behindNumber int) class {
	if w&isCode != 0 && capitals(t[start:end]) {
		w |= isTight
	}
	if w&isLetterScale != 0 && behindNumber <= 1 {
		w |= isNumber | isBig
	}
	return w
}

func capitals(word []byte) bool {
	for _, c := range word {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return true
}

// word notes what the word from start to end is, and reports whether an amount
// and a word of aid are near each other now.
func (s *scan) word(w class, start, end int) bool {
	if w&isItem != 0 && start-s.number <= unitBehind ||
		w&isUnit != 0 && start-s.big <= unitBehind ||
		w&isTight != 0 && start-s.big <= tight ||
		w&isPlural != 0 ||
		w&isScale != 0 && start-s.number <= unitBefore ||
		w&isBig != 0 && (start-s.unit <= unitBefore || start-s.tight <= tight) {
		s.amount = end
	}
	if w&isUnit != 0 {
		s.unit = end
	}
	if w&isTight != 0 {
		s.tight = end
	}
	if w&isNumber != 0 {
		s.number = end
	}
	if w&isBig != 0 {
		s.big = end
	}
	if w&isAid != 0 {
		s.aid = end
	}
	return end-s.aid <= Near && end-s.amount <= Near
}
