package matching

import (
	"cmp"
	"slices"

	"pledgebook"
)

// Group is claims that tell one flow, in order of first telling.
type Group struct {
	Claims []string
	// Matched says of each claim after the first why it belongs here.
	Matched []pledgebook.Match
	// Maybe are the claims of other groups that may belong here too.
	Maybe []pledgebook.Match
}

// node is claims that agree in every feature: they are compared as one.
type node struct {
	*features
	claims  []*indexed // in order of first telling
	reports map[*string]bool
	texts   map[*string]bool // that the reports are copies of
}

// edge is two nodes that a rule joins.
type edge struct {
	i, j int
	rule *rule
	sure sureness
}

// grouping parts the claims of one component into groups.
type grouping struct {
	index    *Index
	nodes    []node
	edges    []edge // strongest first
	of       []int  // node → cluster
	clusters [][]int
}

// mostCompared bounds with how many of the tellings before it a telling is
// compared: a story told in more than so many different ways still groups, by
// the tellings between.
const mostCompared = 200

func newGrouping(x *Index, members []int32) *grouping {
	g := &grouping{index: x}
	g.fold(members)
	g.of, g.clusters = make([]int, len(g.nodes)), make([][]int, len(g.nodes))
	for i := range g.nodes {
		g.of[i], g.clusters[i] = i, []int{i}
	}
	for i := range g.nodes {
		for j := max(0, i-mostCompared); j < i; j++ {
			p := g.pair(j, i)
			if r, sure := p.judge(); sure != no {
				g.edges = append(g.edges, edge{j, i, r, sure})
			}
		}
	}
	slices.SortStableFunc(g.edges, func(a, b edge) int { return cmp.Compare(b.rule.strength, a.rule.strength) })
	return g
}

// fold gathers the claims, in order of first telling, into nodes.
func (g *grouping) fold(members []int32) {
	claims := make([]*indexed, len(members))
	for i, m := range members {
		claims[i] = &g.index.claims[m]
	}
	slices.SortFunc(claims, func(a, b *indexed) int {
		return cmp.Or(cmp.Compare(a.published, b.published), cmp.Compare(a.id, b.id))
	})
	type alike struct {
		features
		within *string // the text or the report in which alone claims so alike are surely one
	}
	at := map[alike]int{}
	for _, c := range claims {
		k := alike{features: c.features}
		if p := pairOf(&c.features, &c.features, false, false, nil); !p.surelyOne() {
			k.within = cmp.Or(c.text, c.report)
		}
		n, ok := at[k]
		if !ok || c.dataset != nil {
			n = len(g.nodes)
			at[k] = n
			g.nodes = append(g.nodes, node{features: &c.features, reports: map[*string]bool{}, texts: map[*string]bool{}})
		}
		g.nodes[n].claims = append(g.nodes[n].claims, c)
		g.nodes[n].reports[c.report] = true
		if c.text != nil {
			g.nodes[n].texts[c.text] = true
		}
	}
}

func (g *grouping) pair(i, j int) pair {
	a, b := &g.nodes[i], &g.nodes[j]
	oneReport := shares(a.reports, b.reports)
	return pairOf(a.features, b.features, oneReport, !oneReport && shares(a.texts, b.texts), g.index.rates)
}

func shares(a, b map[*string]bool) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for r := range a {
		if b[r] {
			return true
		}
	}
	return false
}

// groups merges what is certain, strongest first, unless some claim of the one
// contradicts some claim of the other; then joins what fits one group only;
// what is left of the rules becomes proposals.
func (g *grouping) groups() []Group {
	for _, e := range g.edges {
		if e.sure == surelyOne {
			g.merge(g.of[e.i], g.of[e.j])
		}
	}
	g.joinOnlyOnes()
	return g.emit()
}

// merge makes two clusters one, kept under the lower number, where nothing
// contradicts.
func (g *grouping) merge(a, b int) {
	if a == b || g.contradict(a, b) {
		return
	}
	a, b = min(a, b), max(a, b)
	for _, n := range g.clusters[b] {
		g.of[n] = a
	}
	g.clusters[a] = append(g.clusters[a], g.clusters[b]...)
	g.clusters[b] = nil
}

// contradict compares the tellings of two clusters, of very large ones the
// first.
func (g *grouping) contradict(a, b int) bool {
	x, y := g.clusters[a], g.clusters[b]
	for _, i := range x[:min(len(x), mostCompared)] {
		for _, j := range y[:min(len(y), mostCompared)] {
			p := g.pair(i, j)
			if p.conflict() {
				return true
			}
		}
	}
	return false
}

// joinOnlyOnes joins each cluster of leaning claims to the one cluster that
// fits it; where two fit, to neither.
func (g *grouping) joinOnlyOnes() {
	fits := map[int]map[int]bool{}
	for _, e := range g.edges {
		if e.sure != ifOnly {
			continue
		}
		from, to := g.of[e.i], g.of[e.j]
		if !g.leaning(from) {
			from, to = to, from
		}
		if from != to && g.leaning(from) && !g.leaning(to) && !g.contradict(from, to) {
			if fits[from] == nil {
				fits[from] = map[int]bool{}
			}
			fits[from][to] = true
		}
	}
	first := make([]int, len(g.clusters)) // a node of each cluster, which merging does not lose
	for i, nodes := range g.clusters {
		if nodes != nil {
			first[i] = nodes[0]
		}
	}
	for from := range g.clusters {
		if len(fits[from]) == 1 {
			for to := range fits[from] {
				g.merge(g.of[first[to]], g.of[first[from]])
			}
		}
	}
}

// leaning reports whether every claim of a cluster needs another to stand on:
// it repeats, corrects, or leaves a party unsaid.
func (g *grouping) leaning(cluster int) bool {
	for _, n := range g.clusters[cluster] {
		f := g.nodes[n]
		corrects := f.revision == pledgebook.Restatement && !f.anchored()
		if !f.floating() && !corrects && (f.providers != nil || f.need()) && f.receivers != nil {
			return false
		}
	}
	return true
}

// emit writes the clusters down with the reasons of each merge and the
// proposals between them.
func (g *grouping) emit() []Group {
	var out []Group
	at, strongest := map[int]int{}, g.strongest()
	for i, nodes := range g.clusters {
		if nodes == nil {
			continue
		}
		at[i] = len(out)
		slices.Sort(nodes)
		out = append(out, Group{Claims: g.ids(nodes), Matched: g.reasons(nodes, strongest)})
	}
	proposed := map[[2]int]bool{}
	for _, e := range g.edges {
		a, b := g.of[e.i], g.of[e.j]
		pair := [2]int{min(a, b), max(a, b)}
		if a == b || proposed[pair] {
			continue
		}
		if proposed[pair] = true; g.contradict(a, b) {
			continue
		}
		later := &out[at[pair[1]]]
		later.Maybe = append(later.Maybe, pledgebook.Match{Claim: g.lead(e.j), With: g.lead(e.i), Why: g.why(e)})
	}
	return out
}

// why is the reason of an edge, with the rate that makes two currencies meet.
func (g *grouping) why(e edge) string {
	p := g.pair(e.i, e.j)
	if how := p.conversion(g.index.rates); how != "" {
		return e.rule.why + ": " + how
	}
	return e.rule.why
}

func (g *grouping) lead(n int) string { return g.nodes[n].claims[0].id }

// ids lists the claims of a cluster in order of first telling.
func (g *grouping) ids(nodes []int) []string {
	var claims []*indexed
	for _, n := range nodes {
		claims = append(claims, g.nodes[n].claims...)
	}
	slices.SortFunc(claims, func(a, b *indexed) int {
		return cmp.Or(cmp.Compare(a.published, b.published), cmp.Compare(a.id, b.id))
	})
	ids := make([]string, len(claims))
	for i, c := range claims {
		ids[i] = c.id
	}
	return ids
}

// toldAlike is why claims that agree in every field are one.
const toldAlike = "told alike in every field"

// strongest finds for every node the strongest rule that ties it to an earlier
// one of its cluster, or to any other where none does; -1 for a node alone.
func (g *grouping) strongest() []int {
	back, any := make([]int, len(g.nodes)), make([]int, len(g.nodes))
	for i := range back {
		back[i], any[i] = -1, -1
	}
	for k, e := range g.edges {
		if g.of[e.i] != g.of[e.j] {
			continue
		}
		if back[e.j] < 0 {
			back[e.j] = k
		}
		if any[e.i] < 0 {
			any[e.i] = k
		}
	}
	for i, k := range back {
		if k < 0 {
			back[i] = any[i]
		}
	}
	return back
}

// reasons gives every claim of a cluster after the first the rule that ties it
// to another.
func (g *grouping) reasons(nodes, strongest []int) []pledgebook.Match {
	var out []pledgebook.Match
	for k, n := range nodes {
		if k > 0 && strongest[n] >= 0 {
			e := g.edges[strongest[n]]
			out = append(out, pledgebook.Match{Claim: g.lead(n), With: g.lead(e.i + e.j - n), Why: g.why(e)})
		}
		for _, c := range g.nodes[n].claims[1:] {
			out = append(out, pledgebook.Match{Claim: c.id, With: g.lead(n), Why: toldAlike})
		}
	}
	return out
}
