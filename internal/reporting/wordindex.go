package reporting

import (
	"cmp"
	"slices"
	"strings"
)

// wordIndex finds entries by the words that a search looks into. It is made once
// for a state of the ledger, when first searched.
type wordIndex struct {
	words []string  // in order
	runes []int     // by word: its length in letters
	at    [][]int32 // by word: the entries that have it, in order
	rank  []int32   // by entry: its place among those told latest
}

func (l *Ledger) indexWords() *wordIndex {
	at := map[string][]int32{}
	split := map[string][]string{} // fields repeat: parties, stages, outlets
	for i := range l.Entries {
		for _, f := range l.searched(l.Entries[i]) {
			words, ok := split[f.Text]
			if !ok {
				words = wordsOf(f.Text)
				split[f.Text] = words
			}
			for _, w := range words {
				if list := at[w]; len(list) == 0 || list[len(list)-1] != int32(i) {
					at[w] = append(list, int32(i))
				}
			}
		}
	}
	x := &wordIndex{words: sortedKeys(at), rank: make([]int32, len(l.Entries))}
	for _, w := range x.words {
		x.runes = append(x.runes, len([]rune(w)))
		x.at = append(x.at, at[w])
	}
	for place, i := range l.newest() {
		x.rank[i] = int32(place)
	}
	return x
}

// found are the entries that have all words, as tally counts them.
type tally struct {
	marked, has, exact []uint8 // by entry: the last word found in it, how many, how many as written
	entries            []int32 // that have the first word
}

// find returns the entries in which every word begins a word, or is one with a
// letter wrong.
func (x *wordIndex) find(words []string) tally {
	t := tally{marked: make([]uint8, len(x.rank)), has: make([]uint8, len(x.rank)), exact: make([]uint8, len(x.rank))}
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
func (x *wordIndex) best(t tally, most int) (top []int32) {
	before := func(a, b int32) int {
		return cmp.Or(cmp.Compare(t.exact[b], t.exact[a]), cmp.Compare(x.rank[a], x.rank[b]))
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
