package reporting

import (
	"cmp"
	"slices"
	"strings"

	"pledgebook"
)

// HoldsWords reports whether every word of a search is found in some field of an
// entry.
func (l *Ledger) HoldsWords(e pledgebook.Entry, query string) bool {
	_, _, all := l.lookedInto(e).tells(askedWords(query))
	return all
}

// SlowSearch is [Ledger.Search] that looks at every entry word by word.
func SlowSearch(l *Ledger) func(query string, most int) (hits []Hit, all int) {
	var list []lookedInto
	for _, i := range l.list(newest) {
		list = append(list, l.lookedInto(*l.placed.at(i).Entry))
	}
	return func(query string, most int) (hits []Hit, all int) {
		words := askedWords(query)
		words = words[:min(len(words), longestSearch)]
		written := map[string]int{}
		for _, e := range list {
			why, n, found := e.tells(words)
			if found && len(words) > 0 {
				written[e.entry.ID] = n
				hits = append(hits, Hit{Line: l.line(e.entry), Why: why})
			}
		}
		slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Compare(written[b.Entry.ID], written[a.Entry.ID]) })
		return hits[:min(most, len(hits))], len(hits)
	}
}

// lookedInto is an entry with its fields and their words.
type lookedInto struct {
	entry  pledgebook.Entry
	fields []searchedField
	words  [][]string
}

func (l *Ledger) lookedInto(e pledgebook.Entry) lookedInto {
	out := lookedInto{entry: e}
	for f := range l.searched(e) {
		out.fields = append(out.fields, f)
		out.words = append(out.words, append(wordsOf(f.Text), wordsOf(f.also)...))
	}
	return out
}

// tells says where an entry has words, how many it has as written, and whether it
// has all.
func (e lookedInto) tells(words []string) (why []Found, written int, all bool) {
	for _, w := range words {
		at := begun(e.words, w)
		if at >= 0 {
			written++
		} else if at = otherwise(e.words, w); at < 0 {
			return nil, 0, false
		}
		why = addOnce(why, e.fields[at].Found)
	}
	return why, written, true
}

// begun finds the first field with a word that begins so; -1 for none.
func begun(fields [][]string, w string) int {
	return slices.IndexFunc(fields, func(words []string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(word, w) })
	})
}

// otherwise finds the first field with a word that begins as w does without its
// ending; else one with a word like it; -1 for none.
func otherwise(fields [][]string, w string) int {
	if stem := stemOf(w); stem != "" {
		if i := begun(fields, stem); i >= 0 {
			return i
		}
	}
	letters := []rune(w)
	if len(letters) < forgiving {
		return -1
	}
	return slices.IndexFunc(fields, func(words []string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return oneOff(letters, []rune(word)) })
	})
}
