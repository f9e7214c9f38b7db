package quote

import (
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/text"
)

// The most tokens that name whom something is told.
const maxHearer = 9

// toldThat returns the "that" behind a hearer without an article: "warned voters
// that", "told host Jo Vos on Monday that"; i where none follows.
func (f *finder) toldThat(i int) int {
	if f.opens(i) || !f.plain(i) || f.word(i)&^(hearer|plural) != 0 {
		return i
	}
	for k := i + 1; k < f.unit.End && k-i <= maxHearer; k++ {
		w := f.word(k)
		switch {
		case w&that != 0:
			if f.opens(k + 1) {
				return k
			}
			return i
		case !f.plain(k), w&(be|have|aux|sub|subject|relative) != 0, f.verbLike(k) && w == 0 && !f.endsPlural(k):
			return i
		}
	}
	return i
}

// The most tokens between a verb of telling and what was told.
const maxTold = 12

// behindHearer returns the "that" or question word behind a hearer of several
// words: "told leaders of the islands that", "told host Jo Vos on Monday how"; 0
// where another clause or a quote comes first.
func (f *finder) behindHearer(i int) int {
	for k := f.namedShow(i); k < f.unit.End && k-i <= maxTold && (f.plain(k) || f.char(k) == '-'); k++ {
		w := f.word(k)
		switch {
		case k > i && w&that != 0 && f.plain(k+1) && f.word(k+1)&(be|have|aux|prep) == 0:
			return k
		case k > i && w&that != 0 && (f.opens(k+1) || k+1 < f.unit.End && f.in[k+1] != 0), k > i && w&wh != 0 && w&(prep|relative) == 0:
			return k
		case w&(be|have|aux|sub|to|wh|that|relative) != 0 && w&prep == 0, w&subject != 0 && k > i, f.pastVerb(k) && f.char(k-1) != '-', k > i && w&det != 0 && f.word(k-1)&prep == 0:
			return 0
		}
	}
	return 0
}

// maxShow is the most words of a programme's name.
const maxShow = 4

// namedShow moves past a programme whose name is quoted: "told “Morning Call” that".
func (f *finder) namedShow(i int) int {
	p := f.passageAt(i)
	if p == nil || f.words(p.inner) > maxShow {
		return i
	}
	for k := p.inner.First; k < p.inner.End; k++ {
		if t := &f.d.Tokens[k]; t.Kind == text.Word && !t.Is(text.Capital) {
			return i
		}
	}
	return p.outer.End
}

// hearerEnd returns the end of the words that name whom something is told.
func (f *finder) hearerEnd(i int) int {
	if k := f.behindHearer(i); k > i {
		return k
	}
	w := f.word(i)
	if w&hearer != 0 {
		return i + 1
	}
	if w&subject != 0 && f.word(i+1)&(that|wh|be|have|aux) == 0 && !f.plain(i+1) {
		return i + 1
	}
	if k := f.toldPlural(i); k > i {
		return k
	}
	if !f.opens(i) || w&subject != 0 {
		return i
	}
	name := f.capital(i) || f.word(i)&det != 0 && f.plain(i+1) && f.d.Tokens[i+1].Is(text.Capital)
	for k := i + 1; k < f.unit.End && k-i <= 14; k++ {
		v := f.word(k)
		switch {
		case f.in[k] != 0, v&(that|wh|to) != 0 && v&det == 0 || v&that != 0, f.stops(k), f.full(k), v&subject != 0:
			return k
		case v&prep != 0 && f.adverbialEnd(k) > k:
			return k
		case v&det != 0, f.capital(k) && !name && !f.is(k-1, cue.Possessive), name && f.plain(k) && !f.capital(k) && v&prep == 0 && !f.is(k, cue.Possessive) && !f.is(k-1, cue.Possessive) && (f.word(k)|f.word(k+1))&venue == 0:
			return k
		case v&(be|have|aux) != 0:
			return i
		}
	}
	return i
}

// toldPlural returns the end of a hearer in the plural without an article before a
// clause: "told farmers | on Monday he would pay"; i where there is none.
func (f *finder) toldPlural(i int) int {
	if !f.plain(i) || f.word(i) != 0 || f.capital(i) || !f.ends(i, cue.Plural) {
		return i
	}
	if k := f.adverbialEnd(i + 1); f.word(k)&(subject|det) != 0 && f.word(k)&relative == 0 {
		return i + 1
	}
	return i
}
