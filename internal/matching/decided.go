package matching

import (
	"slices"

	"pledgebook"
)

// verdicts are the decisions that stand and bear on matching, in the order in
// which they were made.
type verdicts struct {
	acts    []pledgebook.Decision
	unheard map[string]bool // ids of claims, entries or reports that no longer count
}

// standing sorts out the decisions that stand.
func standing(decisions []pledgebook.Decision) verdicts {
	v := verdicts{unheard: map[string]bool{}}
	for _, d := range pledgebook.Standing(decisions) {
		switch d.Verb {
		case pledgebook.Merge, pledgebook.Split:
			v.acts = append(v.acts, d)
		case pledgebook.Retract, pledgebook.Redact, pledgebook.Reject:
			for _, id := range d.On {
				v.unheard[id] = true
			}
		}
	}
	return v
}

// heard are the claims that still count: no reviewer rejected them, and their
// report was neither taken back nor taken down. A rejected entry is left to
// the reviewing package, which keeps it in sight.
func (v verdicts) heard(claims []ReportedClaim) []ReportedClaim {
	return slices.DeleteFunc(claims, func(c ReportedClaim) bool {
		return v.unheard[c.Claim.ID] || v.unheard[c.Report.ID]
	})
}

// byReviewer is why claims stand together that a reviewer merged.
const byReviewer = "merged by a reviewer: "

// regroup applies merges and splits. A merge names entries or claims; a split
// names an entry to take apart, claims that leave their entry together, or
// several entries that are not one: these stay as they are, and matching
// proposes no more to join them.
func (v verdicts) regroup(groups []Group) []Group {
	for _, d := range v.acts {
		where := map[string]int{} // claim and founded entry id → group
		for i, g := range groups {
			for _, c := range g.Claims {
				where[c], where[EntryID(c)] = i, i
			}
		}
		if d.Verb == pledgebook.Merge {
			groups = mergeGroups(groups, where, d)
		} else {
			groups = splitGroups(groups, where, d)
		}
	}
	return groups
}

func mergeGroups(groups []Group, where map[string]int, d pledgebook.Decision) []Group {
	into := -1
	for _, id := range d.On {
		i, ok := where[id]
		switch {
		case !ok || i == into:
		case into < 0:
			into = i
		default:
			g := &groups[into]
			g.Matched = append(g.Matched, groups[i].Matched...)
			g.Matched = append(g.Matched, pledgebook.Match{Claim: slices.Min(groups[i].Claims), With: slices.Min(g.Claims), Why: byReviewer + d.Why})
			g.Claims = append(g.Claims, groups[i].Claims...)
			g.Maybe = append(g.Maybe, groups[i].Maybe...)
			groups[i] = Group{}
			for id, at := range where {
				if at == i {
					where[id] = into
				}
			}
		}
	}
	return withoutEmpty(groups)
}

func splitGroups(groups []Group, where map[string]int, d pledgebook.Decision) []Group {
	leaving := map[string]bool{}
	for _, id := range d.On {
		if i, ok := where[id]; ok && slices.Contains(groups[i].Claims, id) {
			leaving[id] = true
		}
	}
	if len(leaving) == 0 && len(d.On) > 1 {
		keepApart(groups, where, d.On)
		return groups
	}
	if len(leaving) == 0 { // only an entry is named: every claim stands alone
		for _, id := range d.On {
			if i, ok := where[id]; ok {
				for _, c := range groups[i].Claims {
					groups = append(groups, Group{Claims: []string{c}})
				}
				groups[i] = Group{}
			}
		}
		return withoutEmpty(groups)
	}
	var out Group
	for i := range groups {
		stay := groups[i].without(leaving)
		for _, c := range groups[i].Claims {
			if leaving[c] {
				out.Claims = append(out.Claims, c)
			}
		}
		groups[i] = stay
	}
	return withoutEmpty(append(groups, out))
}

// keepApart drops what speaks for joining any two of the entries named.
func keepApart(groups []Group, where map[string]int, entries []string) {
	named := map[int]bool{}
	for _, id := range entries {
		if i, ok := where[id]; ok {
			named[i] = true
		}
	}
	for i := range named {
		groups[i].Maybe = slices.DeleteFunc(slices.Clone(groups[i].Maybe), func(m pledgebook.Match) bool {
			return named[where[m.Claim]] && named[where[m.With]]
		})
	}
}

// without is the group without some claims, and without the reasons that
// rested on them.
func (g Group) without(leaving map[string]bool) Group {
	var out Group
	for _, c := range g.Claims {
		if !leaving[c] {
			out.Claims = append(out.Claims, c)
		}
	}
	for _, m := range g.Matched {
		if !leaving[m.Claim] && !leaving[m.With] {
			out.Matched = append(out.Matched, m)
		}
	}
	out.Maybe = g.Maybe
	return out
}

func withoutEmpty(groups []Group) []Group {
	return slices.DeleteFunc(groups, func(g Group) bool { return len(g.Claims) == 0 })
}
