package matching

import (
	"fmt"

	"pledgebook"
)

// tellings are the values that a group's claims tell of one field.
type tellings struct {
	field  string
	group  []ReportedClaim
	from   []int
	values []string
	claims map[string][]int // value → indices into group, in order of telling
	slips  map[string]string
	best   string
	why    string
}

func tell(f field, group []ReportedClaim, from []int, slips []slip) *tellings {
	t := &tellings{field: f.name, group: group, from: from, claims: map[string][]int{}, slips: map[string]string{}}
	for i, c := range group {
		v := f.value(c)
		if t.claims[v] == nil {
			t.values = append(t.values, v)
		}
		t.claims[v] = append(t.claims[v], i)
	}
	for _, s := range slips {
		if s.field == f.name {
			t.slips[f.value(group[s.claim])] = s.why
		}
	}
	return t
}

func (t *tellings) slip() bool { return len(t.slips) > 0 }

// choose picks the entry's own value and returns a claim that tells it, or -1
// where no claim tells one. A value nobody doubts comes before a likely slip,
// a correction before what it corrects, a withdrawal before the promise, the primary source before others, more
// origins before fewer, the later before the earlier.
func (t *tellings) choose() int {
	best := -1
	var bestRank [4]int
	for _, v := range t.values {
		if v == "" {
			continue
		}
		if rank := t.rank(v); best < 0 || less(bestRank, rank) {
			best, bestRank, t.best = t.spokesman(v), rank, v
		}
	}
	if best >= 0 {
		t.why = t.reason(best, bestRank)
	}
	return best
}

func less(a, b [4]int) bool {
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}

func (t *tellings) rank(v string) (rank [4]int) {
	if t.slips[v] == "" {
		rank[0] = 1
	}
	for _, i := range t.claims[v] {
		c := t.group[i]
		withdrawn := t.field == "revision" && c.Claim.Revision == pledgebook.Withdrawal
		if c.Claim.Revision == pledgebook.Restatement || withdrawn {
			rank[1] = max(rank[1], int(c.Report.Published.Day()))
		}
		if c.Report.Primary {
			rank[2] = 1
		}
	}
	rank[3] = t.origins(v)
	return rank
}

func (t *tellings) origins(v string) int {
	var from []int
	for _, i := range t.claims[v] {
		from = append(from, t.from[i])
	}
	return distinct(from)
}

// spokesman is the claim whose telling of v stands for all: the primary
// source's, else the first.
func (t *tellings) spokesman(v string) int {
	for _, i := range t.claims[v] {
		if t.group[i].Report.Primary {
			return i
		}
	}
	return t.claims[v][0]
}

func (t *tellings) reason(best int, rank [4]int) string {
	switch c := t.group[best]; {
	case len(t.values) == 1:
		return "told alike by all"
	case rank[1] > 0 && c.Claim.Revision == pledgebook.Withdrawal:
		return "a withdrawal ends the promise"
	case rank[1] > 0:
		return "the latest correction"
	case rank[2] > 0:
		return "told by the primary source " + c.Report.Outlet
	default:
		return fmt.Sprintf("told by %d of %d independent origins", rank[3], distinct(t.from))
	}
}

// variants lists the values in order of first telling.
func (t *tellings) variants() []pledgebook.Variant {
	out := make([]pledgebook.Variant, 0, len(t.values))
	for _, v := range t.values {
		claims := t.claims[v]
		va := pledgebook.Variant{
			Value:      v,
			Origins:    t.origins(v),
			First:      t.group[claims[0]].Report.Published,
			Latest:     t.group[claims[len(claims)-1]].Report.Published,
			LikelySlip: t.slips[v],
		}
		if v == t.best && v != "" {
			va.Chosen = t.why
		}
		for _, i := range claims {
			va.Claims = append(va.Claims, t.group[i].Claim.ID)
		}
		out = append(out, va)
	}
	return out
}
