package reporting

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// wordIndex finds entries by the words that a search looks into. It is made once
// for a state of the ledger, when first searched.
type wordIndex struct {
	words []string  // in order
	runes []int     // by word: its length in letters
	at    []posting // by word: the entries that have it
	byEnd kept[map[string][]int32]
}

func (l *Ledger) indexWords() *wordIndex {
	at := map[string][]place{}
	splits := splitter{}
	for _, i := range slices.Sorted(slices.Values(l.order)) {
		for _, w := range l.wordsOf(l.placed.at(i), splits) {
			if list := at[w]; len(list) == 0 || list[len(list)-1] != i {
				at[w] = append(list, i)
			}
		}
	}
	return wordIndexOf(at, l.placed.room())
}

func wordIndexOf(at map[string][]place, room int) *wordIndex {
	x := &wordIndex{words: sortedKeys(at)}
	for _, w := range x.words {
		x.runes = append(x.runes, len([]rune(w)))
		x.at = append(x.at, postingOf(at[w], room))
	}
	return x
}

// splitter remembers the words of fields: parties, stages, outlets repeat.
type splitter map[string][]string

// wordsOf are the words of an entry that counts.
func (l *Ledger) wordsOf(p *Placed, splits splitter) (all []string) {
	if p == nil || p.Rejected {
		return nil
	}
	for f := range l.searched(*p.Entry) {
		for _, text := range []string{f.Text, f.also} {
			words, ok := splits[text]
			if !ok {
				words = wordsOf(text)
				splits[text] = words
			}
			all = append(all, words...)
		}
	}
	return all
}

// reworded is the index after some places changed.
func (l *Ledger) reworded(was *wordIndex, before *Ledger, changed []place) *wordIndex {
	gone, come := map[string][]place{}, map[string][]place{}
	splits := splitter{}
	for _, i := range changed {
		had, has := map[string]bool{}, map[string]bool{}
		for _, w := range before.wordsOf(before.placed.at(i), splits) {
			had[w] = true
		}
		for _, w := range l.wordsOf(l.placed.at(i), splits) {
			if has[w] = true; !had[w] {
				come[w] = append(come[w], i)
			}
		}
		for w := range had {
			if !has[w] {
				gone[w] = append(gone[w], i)
			}
		}
	}
	return was.with(gone, come, l.placed.room())
}

// with is the index without some places of words, and with others.
func (x *wordIndex) with(gone, come map[string][]place, room int) *wordIndex {
	touched := maps.Clone(gone)
	maps.Copy(touched, come)
	out := &wordIndex{words: slices.Clone(x.words), runes: slices.Clone(x.runes), at: slices.Clone(x.at)}
	for w := range touched {
		k, ok := slices.BinarySearch(out.words, w)
		if !ok {
			out.words, out.runes, out.at = slices.Insert(out.words, k, w), slices.Insert(out.runes, k, len([]rune(w))), slices.Insert(out.at, k, posting{})
		}
		out.at[k] = out.at[k].with(gone[w], come[w], room)
	}
	return out
}

// begun are the words that begin so: all from one on, up to another.
func (x *wordIndex) begun(w string) (from, to int) {
	from, _ = slices.BinarySearch(x.words, w)
	for to = from; to < len(x.words) && strings.HasPrefix(x.words[to], w); to++ {
	}
	return from, to
}

// like are the words that do not begin as one does, but would with a letter
// changed or another ending of case.
func (x *wordIndex) like(w string) []int32 {
	return slices.DeleteFunc(append(x.near(w), x.cases(w)...), func(k int32) bool { return strings.HasPrefix(x.words[k], w) })
}

// cases are the words that begin as a word does without the ending of its case.
func (x *wordIndex) cases(w string) (found []int32) {
	stem := stemOf(w)
	if stem == "" {
		return nil
	}
	from, to := x.begun(stem)
	for k := from; k < to; k++ {
		found = append(found, int32(k))
	}
	return found
}

// intact is how many letters at the beginning, or else at the end, a word keeps
// that has one letter wrong: an error in the first two leaves the last two of
// five alone.
const intact = 2

// near are the words that differ from one by a letter; none for a short one. Only
// those are looked at that begin, or end, as it does.
func (x *wordIndex) near(w string) (found []int32) {
	letters := []rune(w)
	if len(letters) < forgiving {
		return nil
	}
	begins := string(letters[:intact])
	like := func(k int32) bool {
		size := x.runes[k]
		return size >= len(letters)-1 && size <= len(letters)+1 && oneOff(letters, []rune(x.words[k]))
	}
	from, to := x.begun(begins)
	for k := from; k < to; k++ {
		if like(int32(k)) {
			found = append(found, int32(k))
		}
	}
	for _, k := range x.byEnd.get(x.endings)[ending(w)] {
		if !strings.HasPrefix(x.words[k], begins) && like(k) {
			found = append(found, k)
		}
	}
	return found
}

// endings are the words by their last letters.
func (x *wordIndex) endings() map[string][]int32 {
	by := map[string][]int32{}
	for k, w := range x.words {
		if x.runes[k] >= forgiving-1 {
			by[ending(w)] = append(by[ending(w)], int32(k))
		}
	}
	return by
}

// ending is the last letters of a word.
func ending(w string) string {
	from := len(w)
	for range intact {
		_, size := utf8.DecodeLastRuneInString(w[:from])
		from -= size
	}
	return w[from:]
}
