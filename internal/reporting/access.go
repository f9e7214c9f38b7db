package reporting

import (
	"slices"

	"pledgebook/internal/matching"
)

// AccessNames are the ids that access to some things is set under: of an entry
// its own and the one that each of its claims founds, so that each claim keeps
// it whatever it joins; of anything else, the id given.
func (l *Ledger) AccessNames(ids []string) (out []string) {
	for _, id := range ids {
		names := []string{id}
		if e, ok := l.Entry(id); ok {
			names[0] = e.ID
			for _, c := range e.Claims {
				names = append(names, matching.EntryID(c))
			}
		}
		for _, name := range names {
			if !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}
