package home

import "pledgebook/internal/wording"

// entriesWord writes how many entries the book holds.
func entriesWord(n int) string {
	if n == 1 {
		return "One entry"
	}
	return wording.Count(n) + " entries"
}
