package reporting

import (
	"slices"

	"pledgebook"
)

// HoldsWords reports whether every word is found in some field of an entry.
func (l *Ledger) HoldsWords(e pledgebook.Entry, words []string) bool {
	fields := l.searched(e)
	split := make([][]string, len(fields))
	for i, f := range fields {
		split[i] = wordsOf(f.Text)
	}
	return !slices.ContainsFunc(words, func(w string) bool { return where(split, w) < 0 })
}
