package quote

import (
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/text"
)

// Bounds of the comparison of the headline's quotes with the body's.
const (
	maxCompared = 200 // words of a quote, and quotes of the body
	likeness    = 60  // per cent of words in common, in order, that make it the same utterance
)

// maxHeadlines bounds how many quotes of a headline are compared.
const maxHeadlines = 8

// compareHeadline flags the headline's direct quotes whose wording departs from
// the body's.
func (f *finder) compareHeadline() {
	for i := f.base; i < min(len(f.out), f.base+maxHeadlines); i++ {
		h := &f.out[i]
		if f.kindOf(h) != pledgebook.PartHeadline {
			return
		}
		if h.Form == pledgebook.Direct {
			h.DiffersFrom = f.sameUtterance(h, i+1)
		}
	}
}

func (f *finder) kindOf(m *Mention) pledgebook.PartKind {
	if s := f.d.SentenceAt(m.First); s >= 0 {
		return f.d.Parts[f.d.Sentences[s].Part].Kind
	}
	return ""
}

// sameUtterance returns the quote of the body that says nearly the same as h in
// other words, or -1 where there is none or one has the headline's very words.
func (f *finder) sameUtterance(h *Mention, from int) int {
	words := f.wordList(h.Range)
	best, share := -1, likeness
	for i, n := from, 0; i < len(f.out) && n < maxCompared; i++ {
		m := &f.out[i]
		if m.Form != pledgebook.Direct || f.kindOf(m) == pledgebook.PartHeadline {
			continue
		}
		n++
		other := f.wordList(m.Range)
		if f.inside(words, other) {
			return -1
		}
		if s := 200 * f.common(words, other) / max(1, len(words)+len(other)); s >= share {
			best, share = i, s+1
		}
	}
	return best
}

// wordList returns the tokens of a range that are words or numbers.
func (f *finder) wordList(r text.Range) []int {
	var list []int
	for i := r.First; i < r.End && len(list) < maxCompared; i++ {
		if k := f.d.Tokens[i].Kind; k == text.Word || k == text.Number {
			list = append(list, i)
		}
	}
	return list
}

func (f *finder) same(a, b int) bool {
	if x, y := f.d.Tokens[a].Word, f.d.Tokens[b].Word; x != 0 || y != 0 {
		return x == y
	}
	return strings.EqualFold(f.d.Of(a), f.d.Of(b))
}

// inside reports that a's words stand in b, one behind the other.
func (f *finder) inside(a, b []int) bool {
	for s := 0; s+len(a) <= len(b); s++ {
		k := 0
		for k < len(a) && f.same(a[k], b[s+k]) {
			k++
		}
		if k == len(a) {
			return true
		}
	}
	return false
}

// common returns the length of the longest common subsequence of words.
func (f *finder) common(a, b []int) int {
	row := make([]int, len(b)+1)
	for i := range a {
		diagonal := 0
		for j := range b {
			above := row[j+1]
			if f.same(a[i], b[j]) {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}
