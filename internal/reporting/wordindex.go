package reporting

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// wordIndex finds entries by the words that a search looks into. It is made once
// for a state of the ledger, when first searched.
type wordIndex struct {
	words []string  // in order
	runes []int     // by word: its length in letters
	at    [][]place // by word: the entries that have it, in order of their places
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
	return was.with(gone, come)
}

// with is the index without some places of words, and with others.
func (x *wordIndex) with(gone, come map[string][]place) *wordIndex {
	touched := maps.Clone(gone)
	maps.Copy(touched, come)
	out := &wordIndex{words: slices.Clone(x.words), runes: slices.Clone(x.runes), at: slices.Clone(x.at)}
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

// tally is what a search has found of its words.
type tally struct {
	has, exact []uint8 // by place: how many words it has, how many as written
	entries    []place // that have all words looked for so far
}

// tallies are empty ones: clearing what a search touched costs less than new ones
// for the whole book.
var tallies = sync.Pool{New: func() any { return &tally{} }}

func tallyFor(room int) *tally {
	t := tallies.Get().(*tally)
	if len(t.has) < room {
		t.has, t.exact = make([]uint8, room), make([]uint8, room)
	}
	return t
}

// asked is one word of a search with the lists of entries that have it: as a
// word begins, and with a letter wrong.
type asked struct {
	exact, near [][]place
	size        int
}

func (x *wordIndex) look(w string) (a asked) {
	first, _ := slices.BinarySearch(x.words, w)
	for k := first; k < len(x.words) && strings.HasPrefix(x.words[k], w); k++ {
		a.exact = append(a.exact, x.at[k])
		a.size += len(x.at[k])
	}
	for _, k := range append(x.near(w), x.cases(w)...) {
		a.near = append(a.near, x.at[k])
		a.size += len(x.at[k])
	}
	return a
}

// cases are the words that begin as a word does without the ending of its case.
func (x *wordIndex) cases(w string) (found []int32) {
	stem := stemOf(w)
	if stem == "" {
		return nil
	}
	first, _ := slices.BinarySearch(x.words, stem)
	for k := first; k < len(x.words) && strings.HasPrefix(x.words[k], stem); k++ {
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
	first, _ := slices.BinarySearch(x.words, begins)
	for k := first; k < len(x.words) && strings.HasPrefix(x.words[k], begins); k++ {
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

// find returns the entries in which every word begins a word, or is one with a
// letter wrong. The rarest word is looked for first.
func (x *wordIndex) find(words []string, room int) *tally {
	all := make([]asked, len(words))
	for i, w := range words {
		all[i] = x.look(w)
	}
	slices.SortStableFunc(all, func(a, b asked) int { return cmp.Compare(a.size, b.size) })
	t := tallyFor(room)
	for n, a := range all {
		t.note(a, uint8(n))
	}
	return t
}

// note keeps of the entries that have the words before those that have another
// one, too; of the first word all.
func (t *tally) note(a asked, before uint8) {
	mark := func(i place, exact uint8) {
		if t.has[i] != before {
			return
		}
		t.has[i]++
		t.exact[i] += exact
		if before == 0 {
			t.entries = append(t.entries, i)
		}
	}
	for _, list := range a.exact {
		t.each(list, before, func(i place) { mark(i, 1) })
	}
	for _, list := range a.near {
		t.each(list, before, func(i place) { mark(i, 0) })
	}
	if before > 0 {
		t.drop(func(i place) bool { return t.has[i] == before })
	}
}

// keep lets go of the entries that are not in a set.
func (t *tally) keep(only membership) {
	if only != nil {
		t.drop(func(i place) bool { return !only.has(i) })
	}
}

func (t *tally) drop(lacks func(place) bool) {
	t.entries = slices.DeleteFunc(t.entries, func(i place) bool {
		gone := lacks(i)
		if gone {
			t.has[i], t.exact[i] = 0, 0
		}
		return gone
	})
}

// each calls for the entries of a list, in the order of their places, that may
// count: where few are left those are looked up in it.
func (t *tally) each(list []place, before uint8, note func(place)) {
	if before == 0 || len(list) < 16*len(t.entries) {
		for _, i := range list {
			note(i)
		}
		return
	}
	for _, i := range t.entries {
		if _, in := slices.BinarySearch(list, i); in {
			note(i)
		}
	}
}

// done gives the tally back.
func (t *tally) done() {
	for _, i := range t.entries {
		t.has[i], t.exact[i] = 0, 0
	}
	t.entries = t.entries[:0]
	tallies.Put(t)
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
