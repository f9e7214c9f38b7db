package matching

import "slices"

// Index holds many claims so that new ones are compared only with what is
// near them. Its groups depend on the set of claims alone. It is not safe for
// use by several goroutines at once.
type Index struct {
	rates  Rates
	in     *interner
	claims []indexed
	byID   map[string]int32
	heads  map[uint64]int32 // key → newest posting
	posts  []posting
	parent []int32 // union-find over claims that some rule may join
	ring   []int32 // the claims of a component, as a circular list
	seen   []int32 // the last claim that met this one as a candidate
}

// indexed is a claim in the index.
type indexed struct {
	features
	id     string
	report *string
	text   *string // that the report is a copy of; nil for one of its own
	gone   bool
}

// posting is one claim under one key; next is the one before it, or -1.
type posting struct{ claim, next int32 }

// NewIndex makes an empty index. Rates may be nil: then sums in different
// currencies meet only where a report gives both.
func NewIndex(rates Rates) *Index {
	return &Index{rates: rates.once(), in: newInterner(), byID: map[string]int32{}, heads: map[uint64]int32{}}
}

// Len is the number of claims in the index.
func (x *Index) Len() int { return len(x.byID) }

// Add takes claims in and returns every group they touched: their own, and
// those whose claims were grouped anew. A claim already in the index is left
// alone.
func (x *Index) Add(claims ...ReportedClaim) []Group {
	var touched []int32
	for _, c := range claims {
		if _, ok := x.byID[c.Claim.ID]; !ok {
			touched = append(touched, x.insert(c))
		}
	}
	return x.regroup(touched)
}

// Remove takes claims out and returns the groups of what was near them.
func (x *Index) Remove(ids ...string) []Group {
	var touched []int32
	for _, id := range ids {
		if i, ok := x.byID[id]; ok {
			x.claims[i].gone = true
			delete(x.byID, id)
			touched = append(touched, i)
		}
	}
	return x.regroup(touched)
}

// Groups returns all groups.
func (x *Index) Groups() []Group {
	all := make([]int32, len(x.claims))
	for i := range all {
		all[i] = int32(i)
	}
	return x.regroup(all)
}

// insert files one claim and joins it to the component of all it may match.
func (x *Index) insert(c ReportedClaim) int32 {
	i := int32(len(x.claims))
	x.claims = append(x.claims, indexed{features: x.in.features(c), id: c.Claim.ID, report: x.in.name(c.Report.ID), text: x.in.text(c)})
	x.byID[c.Claim.ID] = i
	x.parent, x.ring, x.seen = append(x.parent, i), append(x.ring, i), append(x.seen, -1)
	me := &x.claims[i]
	for _, k := range sought(me) {
		x.meet(i, k.hash())
	}
	for _, k := range stored(me) {
		x.post(i, k.hash())
	}
	return i
}

// meet compares claim i with all that stand under a key.
func (x *Index) meet(i int32, h uint64) {
	at, ok := x.heads[h]
	if !ok {
		return
	}
	for ; at >= 0; at = x.posts[at].next {
		j := x.posts[at].claim
		if x.seen[j] == i || x.claims[j].gone {
			continue
		}
		x.seen[j] = i
		if x.find(i) == x.find(j) {
			continue
		}
		p := x.pair(i, j)
		if _, surely := p.judge(); surely != no {
			x.join(i, j)
		}
	}
}

func (x *Index) pair(i, j int32) pair {
	a, b := &x.claims[i], &x.claims[j]
	return pairOf(&a.features, &b.features, a.report == b.report, a.report != b.report && a.text != nil && a.text == b.text, x.rates)
}

func (x *Index) post(i int32, h uint64) {
	next, ok := x.heads[h]
	if !ok {
		next = -1
	}
	x.heads[h] = int32(len(x.posts))
	x.posts = append(x.posts, posting{i, next})
}

func (x *Index) find(i int32) int32 {
	for x.parent[i] != i {
		x.parent[i] = x.parent[x.parent[i]]
		i = x.parent[i]
	}
	return i
}

// join makes two components one: their rings are spliced by swapping one link.
func (x *Index) join(i, j int32) {
	a, b := x.find(i), x.find(j)
	if a == b {
		return
	}
	x.parent[max(a, b)] = min(a, b)
	x.ring[a], x.ring[b] = x.ring[b], x.ring[a]
}

// regroup groups the components of the touched claims anew.
func (x *Index) regroup(touched []int32) []Group {
	roots := make([]int32, len(touched))
	for i, c := range touched {
		roots[i] = x.find(c)
	}
	slices.Sort(roots)
	var out []Group
	for _, root := range slices.Compact(roots) {
		out = append(out, x.component(root)...)
	}
	return out
}

// each visits the claims of a component that are not gone.
func (x *Index) each(root int32, visit func(i int32)) {
	for i := root; ; {
		if !x.claims[i].gone {
			visit(i)
		}
		if i = x.ring[i]; i == root {
			return
		}
	}
}

// members are the ids of the claims of a component.
func (x *Index) members(root int32) (ids []string) {
	x.each(root, func(i int32) { ids = append(ids, x.claims[i].id) })
	return ids
}

// component groups the claims of one component.
func (x *Index) component(root int32) []Group {
	var members []int32
	x.each(root, func(i int32) { members = append(members, i) })
	if len(members) == 0 {
		return nil
	}
	return newGrouping(x, members).groups()
}
