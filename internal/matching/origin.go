package matching

import (
	"slices"
	"strings"
)

// origins numbers the independent origins of the claims, by claim: copies of
// one text are one origin, a report counts with the outlet it credits, and two
// reports that credit the same source count once.
func origins(group []ReportedClaim) []int {
	names := newUnion()
	for _, c := range group {
		report := names.of("report " + c.Report.ID)
		if c.Report.TextOrigin != "" {
			names.join(report, names.of("text "+c.Report.TextOrigin))
		}
		for _, credit := range []string{c.Report.Credit, c.Claim.Credit} {
			if credit = plain(credit); credit != "" {
				names.join(report, names.of("credit "+credit))
				joinOutlets(names, report, credit, group)
			}
		}
	}
	return number(names, group)
}

// joinOutlets counts a report with every report of the group whose outlet it credits.
func joinOutlets(names *union, report int, credit string, group []ReportedClaim) {
	for _, o := range group {
		if outlet := plain(o.Report.Outlet); outlet != "" && namesOutlet(credit, outlet) {
			names.join(report, names.of("report "+o.Report.ID))
		}
	}
}

// namesOutlet reports whether a credit line names an outlet, as whole words.
func namesOutlet(credit, outlet string) bool {
	i := strings.Index(credit, outlet)
	if i < 0 {
		return false
	}
	end := i + len(outlet)
	return (i == 0 || credit[i-1] == ' ') && (end == len(credit) || strings.IndexByte(" '’,.", credit[end]) >= 0)
}

// plain is a name for comparing: lower case, single spaces, no article.
func plain(s string) string {
	return strings.TrimPrefix(strings.Join(strings.Fields(strings.ToLower(s)), " "), "the ")
}

func number(names *union, group []ReportedClaim) []int {
	seen := map[int]int{}
	out := make([]int, len(group))
	for i, c := range group {
		root := names.find(names.of("report " + c.Report.ID))
		if _, ok := seen[root]; !ok {
			seen[root] = len(seen)
		}
		out[i] = seen[root]
	}
	return out
}

// distinct counts the different numbers.
func distinct(ns []int) int {
	return len(slices.Compact(slices.Sorted(slices.Values(ns))))
}

// union is a union-find over names.
type union struct {
	parent []int
	ids    map[string]int
}

func newUnion() *union { return &union{ids: map[string]int{}} }

func (u *union) of(name string) int {
	if id, ok := u.ids[name]; ok {
		return id
	}
	id := len(u.parent)
	u.parent = append(u.parent, id)
	u.ids[name] = id
	return id
}

func (u *union) find(x int) int {
	for u.parent[x] != x {
		u.parent[x] = u.parent[u.parent[x]]
		x = u.parent[x]
	}
	return x
}

func (u *union) join(a, b int) { u.parent[u.find(a)] = u.find(b) }
