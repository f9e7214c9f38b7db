package reporting

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// wordIndex finds entries by the words that a search looks into. It is made once
// for a state of the ledger, when first searched.
type wordIndex struct {
	words []string  // in order
	runes []int     // by word: its length in letters
	at    [][]place // by word: the entries that have it, in order of their places
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
	return wordIndexOf(at)
}

func wordIndexOf(at map[string][]place) *wordIndex {
	x := &wordIndex{words: sortedKeys(at)}
	for _, w := range x.words {
		x.runes = append(x.runes, len([]rune(w)))
		x.at = append(x.at, at[w])
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
	for _, f := range l.searched(*p.Entry) {
		words, ok := splits[f.Text]
		if !ok {
			words = wordsOf(f.Text)
			splits[f.Text] = words
		}
		all = append(all, words...)
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
	return was.with(gone, come)
}

// with is the index without some places of words, and with others.
func (x *wordIndex) with(gone, come map[string][]place) *wordIndex {
	touched := maps.Clone(gone)
	maps.Copy(touched, come)
	out := &wordIndex{slices.Clone(x.words), slices.Clone(x.runes), slices.Clone(x.at)}
	for w := range touched {
		k, ok := slices.BinarySearch(out.words, w)
		if !ok {
			out.words, out.runes, out.at = slices.Insert(out.words, k, w), slices.Insert(out.runes, k, len([]rune(w))), slices.Insert(out.at, k, nil)
		}
		list := make([]place, 0, len(out.at[k])+len(come[w]))
		for _, i := range out.at[k] {
			if !slices.Contains(gone[w], i) {
				list = append(list, i)
			}
		}
		for _, i := range come[w] {
			at, there := slices.BinarySearch(list, i)
			if !there {
				list = slices.Insert(list, at, i)
			}
		}
		out.at[k] = list
	}
	return out
}

// found are the entries that have all words, as tally counts them.
type tally struct {
	marked, has, exact []uint8 // by entry: the last word found in it, how many, how many as written
	entries            []int32 // that have the first word
}

// find returns the entries in which every word begins a word, or is one with a
// letter wrong.
func (x *wordIndex) find(words []string, room int) tally {
	t := tally{marked: make([]uint8, room), has: make([]uint8, room), exact: make([]uint8, room)}
	for n, w := range words {
		first, _ := slices.BinarySearch(x.words, w)
		for k := first; k < len(x.words) && strings.HasPrefix(x.words[k], w); k++ {
			t.note(x.at[k], uint8(n+1), 1)
		}
		letters := []rune(w)
		if len(letters) < forgiving {
			continue
		}
		for k, size := range x.runes {
			if size >= len(letters)-1 && size <= len(letters)+1 && oneOff(letters, []rune(x.words[k])) {
				t.note(x.at[k], uint8(n+1), 0)
			}
		}
	}
	t.entries = slices.DeleteFunc(t.entries, func(i int32) bool { return int(t.has[i]) < len(words) })
	return t
}

// note counts a word once for each entry that has it: as written, where it
// stands so anywhere in it.
func (t *tally) note(entries []int32, word, exact uint8) {
	for _, i := range entries {
		if t.marked[i] == word || t.has[i] < word-1 {
			continue
		}
		t.marked[i] = word
		t.has[i]++
		t.exact[i] += exact
		if word == 1 {
			t.entries = append(t.entries, i)
		}
	}
}

// best are the entries with the most words as written, those told latest first;
// at most so many.
func (t *tally) best(rank []int32, most int) (top []place) {
	before := func(a, b int32) int {
		return cmp.Or(cmp.Compare(t.exact[b], t.exact[a]), cmp.Compare(rank[a], rank[b]))
	}
	for _, i := range t.entries {
		if len(top) == most {
			if most == 0 || before(i, top[most-1]) > 0 {
				continue
			}
			top = top[:most-1]
		}
		place, _ := slices.BinarySearchFunc(top, i, before)
		top = slices.Insert(top, place, i)
	}
	return top
}
