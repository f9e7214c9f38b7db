package reporting

import (
	"slices"

	"pledgebook"
)

// HoldsWords reports whether every word of a search is found in some field of an
// entry.
func (l *Ledger) HoldsWords(e pledgebook.Entry, query string) bool {
	words := askedWords(query)
	split := splitFields(l.searched(e))
	return !slices.ContainsFunc(words, func(w string) bool { return where(split, w) < 0 })
}
