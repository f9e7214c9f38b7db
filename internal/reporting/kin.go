package reporting

import (
	"cmp"
	"slices"

	"pledgebook"
	"pledgebook/internal/comparing"
)

// Kin are the reports that one report is a copy of, and the states of its page.
type Kin struct {
	// Copies are the other reports that carry the same text, earliest first.
	Copies []Relative `json:"copies,omitempty"`
	// States are the states of its page, the earliest first, the report's own
	// among them; empty where only one is known.
	States []State `json:"states,omitempty"`
}

// Relative names a report.
type Relative struct {
	ID        string           `json:"id"`
	Outlet    string           `json:"outlet,omitempty"`
	Headline  string           `json:"headline,omitempty"`
	URL       string           `json:"url,omitempty"`
	Published pledgebook.Stamp `json:"published,omitempty"`
	Modified  pledgebook.Stamp `json:"modified,omitempty"`
	// Input is what whoever handed it in named.
	Input string `json:"-"`
}

// State is one state of a page. The last is the current telling.
type State struct {
	Relative
	// Difference is how its text differs from that of the state before, Changes
	// how its claims do; both empty for the first.
	Difference []comparing.Passage `json:"difference,omitempty"`
	Changes    []comparing.Change  `json:"changes,omitempty"`
}

// None reports whether a report has no kin.
func (k Kin) None() bool { return len(k.Copies) == 0 && len(k.States) == 0 }

// Kin finds the kin of a report among the ledger's reports.
func (l *Ledger) Kin(id string) Kin {
	ties := l.tiesAbout(id)
	if len(ties) == 0 {
		return Kin{}
	}
	known := map[string]Relative{}
	for _, t := range ties {
		known[t.Earlier], _ = l.ReportOf(t.Earlier)
		known[t.Later], _ = l.ReportOf(t.Later)
	}
	states := statesOf(id, ties)
	var k Kin
	for other, r := range known {
		if r.ID != "" && !slices.Contains(states, other) && other != id {
			k.Copies = append(k.Copies, r)
		}
	}
	slices.SortFunc(k.Copies, func(a, b Relative) int {
		return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.Outlet, b.Outlet), cmp.Compare(a.ID, b.ID))
	})
	for _, s := range states {
		if r := known[s]; r.ID != "" {
			k.States = append(k.States, State{Relative: r})
		}
	}
	if len(k.States) < 2 {
		k.States = nil
	}
	return k
}

// RelativeOf names a report.
func RelativeOf(r pledgebook.Report) Relative {
	return Relative{ID: r.ID, Outlet: r.Outlet, Headline: r.Headline, URL: r.URL, Published: r.Published, Modified: r.Modified, Input: r.Input}
}

// tiesAbout are the ties of a report's whole family.
func (l *Ledger) tiesAbout(id string) (out []pledgebook.Tie) {
	family, ok := l.Origins.Get(id)
	if !ok {
		return nil
	}
	for _, t := range l.Ties {
		if l.Origins.Of(t.Earlier) == family {
			out = append(out, t)
		}
	}
	return out
}

// statesOf are the states of a report's page, earliest first: each is tied with
// each, so that the one with most before it is the last.
func statesOf(id string, ties []pledgebook.Tie) []string {
	before := map[string]int{id: 0}
	for again := true; again; {
		again = false
		for _, t := range ties {
			_, a := before[t.Earlier]
			_, b := before[t.Later]
			if t.Kind == pledgebook.TieVersion && a != b {
				before[t.Earlier], before[t.Later], again = 0, 0, true
			}
		}
	}
	for _, t := range ties {
		if _, ok := before[t.Later]; ok && t.Kind == pledgebook.TieVersion {
			before[t.Later]++
		}
	}
	states := make([]string, 0, len(before))
	for s := range before {
		states = append(states, s)
	}
	slices.SortFunc(states, func(a, b string) int { return cmp.Or(cmp.Compare(before[a], before[b]), cmp.Compare(a, b)) })
	if len(states) == 1 {
		return nil
	}
	return states
}

// Families lists the ids of reports that have kin, one of each family, the
// largest family first.
func (l *Ledger) Families() []string {
	first, size := map[string]string{}, map[string]int{}
	tied := map[string]bool{}
	for _, t := range l.Ties {
		tied[t.Earlier], tied[t.Later] = true, true
	}
	for r := range l.Reports.All() {
		if id := r.ID; tied[id] {
			family := l.Origins.Of(id)
			size[family]++
			first[family] = cmp.Or(first[family], id)
		}
	}
	var ids []string
	for family, n := range size {
		if n > 1 {
			ids = append(ids, first[family])
		}
	}
	slices.SortFunc(ids, func(a, b string) int {
		return cmp.Or(cmp.Compare(size[l.Origins.Of(b)], size[l.Origins.Of(a)]), cmp.Compare(a, b))
	})
	return ids
}
