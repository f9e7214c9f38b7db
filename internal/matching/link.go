package matching

import (
	"slices"

	"pledgebook"
)

// link turns what claims say of one another (part of, fulfilled by) into what
// entries say of one another.
func link(entries []pledgebook.Entry, claims []ReportedClaim) {
	entryOf := map[string]string{}
	for _, e := range entries {
		for _, c := range e.Claims {
			entryOf[c] = e.ID
		}
	}
	at := make(map[string]*pledgebook.Entry, len(entries))
	for i := range entries {
		at[entries[i].ID] = &entries[i]
	}
	for _, c := range claims {
		e := at[entryOf[c.Claim.ID]]
		if e == nil {
			continue
		}
		if whole := entryOf[c.Claim.PartOf]; whole != "" && whole != e.ID && e.PartOf == "" {
			e.PartOf = whole
		}
		for _, id := range c.Claim.FulfilledBy {
			if by := entryOf[id]; by != "" && by != e.ID && !slices.Contains(e.FulfilledBy, by) {
				e.FulfilledBy = append(e.FulfilledBy, by)
			}
		}
	}
	cutCircles(at)
}

// cutCircles drops every part-of that leads back to its own entry: no part
// holds its whole.
func cutCircles(at map[string]*pledgebook.Entry) {
	ids := make([]string, 0, len(at))
	for id := range at {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		seen := map[string]bool{id: true}
		for e := at[id]; e != nil && e.PartOf != ""; e = at[e.PartOf] {
			if seen[e.PartOf] {
				e.PartOf = ""
				break
			}
			seen[e.PartOf] = true
		}
	}
}
