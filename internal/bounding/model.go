package bounding

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/bounding/lp"
)

// model is the linear program that the acts come to: a variable for every cell
// and stage that some constraint touches.
type model struct {
	*grid
	scope  pledgebook.Scope
	acts   []*act // those that cut the world into cells
	single []*act // in a coarser model, the parts given by one donor each
	// The scope's cells: those that lie in it for certain, and all it touches.
	// They differ where the world is cut more coarsely than the scope.
	solid, inside *area
	vars          map[variable]int
	rows          []row
	brief         bool // nothing is told but the sums and who set them
}

// variable is the aid of one cell that reached a stage.
type variable struct {
	stage pledgebook.Stage
	cell  int
}

// row is one constraint and where it comes from.
type row struct {
	lp.Row
	law  string        // what holds without any claim, in words; "" for a row of acts
	acts func() []*act // looked up when asked for: few rows set a bound
}

func these(acts ...*act) func() []*act { return func() []*act { return acts } }

// label spells a row so that a certificate can be checked by hand.
func (r row) label() string {
	if r.law != "" {
		return r.law
	}
	var names []string
	for _, a := range r.acts() {
		names = append(names, a.name)
	}
	return r.says(strings.Join(names, "+"))
}

// labelNaming spells a row of acts with some of their claims.
func (r row) labelNaming(claims []string) string {
	var names []string
	more := 0
	for _, a := range r.acts() {
		if slices.Contains(claims, a.name) {
			names = append(names, a.name)
		} else {
			more++
		}
	}
	who := strings.Join(names, "+")
	if more > 0 {
		who += fmt.Sprintf(" and %d more", more)
	}
	return r.says(who)
}

func (r row) says(who string) string {
	how := "at least"
	if r.Op == lp.AtMost {
		how = "at most"
	}
	return fmt.Sprintf("%s %s %s", who, how, r.RHS.RatString())
}

// size is how large a model may grow: the variables up to which it is kept in
// full, and the days at which time is cut, in full and in brief.
type size struct{ variables, cuts, fewCuts int }

// usual keeps an answer to a fraction of a second. A larger model is told in
// the scope's stage alone and cut only by the scope, by totals with an upper
// end and by groups: its bounds are valid, and may be looser.
var usual = size{variables: 700, cuts: mostBounds, fewCuts: 8}

// build makes the model of acts in the order of their entries, in full where it
// is small enough.
func build(acts []*act, scope pledgebook.Scope, world World, most size) *model {
	acts = slices.DeleteFunc(slices.Clone(acts), func(a *act) bool { return !bears(a, scope.Stage) })
	m := newModel(acts, nil, scope, world, most.cuts)
	if m.grid.size() <= 8*most.variables {
		if m.constrain(); len(m.vars) <= most.variables {
			return m
		}
	}
	acts, single := m.loosened(acts)
	m = newModel(acts, single, scope, world, most.fewCuts)
	m.constrain()
	m.addUpSingles()
	return m
}

func newModel(acts, single []*act, scope pledgebook.Scope, world World, cuts int) *model {
	m := &model{grid: newGrid(acts, single, scope, world, cuts), scope: scope, acts: acts, single: single, vars: map[variable]int{}}
	m.solid, m.inside = m.cells(scopeRegion(scope), true), m.cells(scopeRegion(scope), false)
	return m
}

// bears reports whether an act of one stage can limit the aid of another: the
// same stage, a later one (it passed through here), or a total of an earlier
// one.
func bears(a *act, stage pledgebook.Stage) bool {
	return a.stage == stage || later(stage, a.stage) || a.total && later(a.stage, stage)
}

// chain is the order of stages. "Unclear" follows on pledge alone: it implies
// that so much had been pledged, and nothing else; a need is no aid.
var chain = []pledgebook.Stage{pledgebook.StagePledge, pledgebook.StageCommitment, pledgebook.StageAllocation,
	pledgebook.StageDisbursement, pledgebook.StageDelivery}

// later reports whether what reached b has passed through a before.
func later(a, b pledgebook.Stage) bool {
	if b == pledgebook.StageUnclear {
		return a == pledgebook.StagePledge
	}
	i, j := slices.Index(chain, a), slices.Index(chain, b)
	return i >= 0 && j > i
}

// constrain makes all rows.
func (m *model) constrain() {
	families := map[familyKey][]*act{}
	for _, a := range m.acts {
		if a.total {
			m.limit(a)
		} else {
			k := familyKey{a.stage, a.family}
			families[k] = append(families[k], a)
		}
	}
	for _, k := range slices.SortedFunc(keysOf(families), familyKey.compare) {
		m.addUp(families[k])
	}
	m.order()
}

// familyKey is the acts of one stage that add up.
type familyKey struct {
	stage  pledgebook.Stage
	family string
}

func (k familyKey) compare(o familyKey) int {
	return cmp.Or(cmp.Compare(k.stage, o.stage), cmp.Compare(k.family, o.family))
}

func (m *model) variable(stage pledgebook.Stage, cell int) int {
	v := variable{stage, cell}
	i, ok := m.vars[v]
	if !ok {
		i = len(m.vars)
		m.vars[v] = i
	}
	return i
}

// sum makes the terms of the aid of a stage over cells.
func (m *model) sum(stage pledgebook.Stage, over cells) []lp.Term {
	terms := make([]lp.Term, 0, over.size())
	for c := range over.each {
		terms = append(terms, lp.Term{Var: m.variable(stage, c), Coef: 1})
	}
	return terms
}

// limit binds a region by a total: from below all cells it touches, from above
// those that lie in it whole.
func (m *model) limit(a *act) {
	outer, inner := m.cells(a.region, false), m.cells(a.region, true)
	m.atLeast(a.stage, outer.cells, a.lo, these(a))
	if a.hi != nil && !inner.empty() {
		m.rows = append(m.rows, row{Row: lp.Row{Terms: m.sum(a.stage, inner.cells), Op: lp.AtMost, RHS: a.hi}, acts: these(a)})
	}
}

func (m *model) atLeast(stage pledgebook.Stage, over cells, least *big.Rat, acts func() []*act) {
	if least.Sign() <= 0 || over.empty() {
		return
	}
	m.rows = append(m.rows, row{Row: lp.Row{Terms: m.sum(stage, over), Op: lp.AtLeast, RHS: least}, acts: acts})
}

// mostUnions bounds the unions of overlapping regions within a family.
const mostUnions = 64

// addUp adds the distinct acts of a family: for every region of theirs, and
// every union of regions that overlap, the aid there is at least the sum of
// the acts that lie inside. For acts that can be told apart these are all the
// conditions there are (Hall).
func (m *model) addUp(family []*act) {
	type lot struct {
		over *area
		sum  amount
		acts []*act
	}
	var lots []*lot
	at := map[*area]*lot{}
	for _, a := range family {
		over := m.cells(a.region, false)
		if at[over] == nil {
			at[over] = &lot{over: over}
			lots = append(lots, at[over])
		}
		at[over].sum.add(a.rest())
		at[over].acts = append(at[over].acts, a)
	}
	regions := make([]*area, 0, len(lots))
	for _, l := range lots {
		regions = append(regions, l.over)
	}
	for _, u := range m.unions(regions) {
		var sum amount
		var acts []*act
		for _, l := range lots {
			if l.over.within(u) {
				sum.addAmount(&l.sum)
				acts = append(acts, l.acts...)
			}
		}
		m.atLeast(family[0].stage, u.cells, sum.rat(), these(acts...))
	}
}

// unions are the regions with all unions of overlapping ones.
func (g *grid) unions(regions []*area) []*area {
	seen := map[*area]bool{}
	for _, r := range regions {
		seen[r] = true
	}
	limit := len(regions) + mostUnions
	for i := 0; i < len(regions); i++ {
		for j := 0; j < i && len(regions) < limit; j++ {
			a, b := regions[i], regions[j]
			if !a.meets(b) || a.within(b) || b.within(a) {
				continue
			}
			if u := g.area(a.union(b.cells)); !seen[u] {
				seen[u] = true
				regions = append(regions, u)
			}
		}
	}
	return regions
}

// order says of every line and day that what reached a later stage by then had
// reached the earlier one.
func (m *model) order() {
	used := map[pledgebook.Stage]bool{m.scope.Stage: true}
	for v := range m.vars {
		used[v.stage] = true
	}
	var stages []pledgebook.Stage
	for _, s := range chain {
		if used[s] {
			stages = append(stages, s)
		}
	}
	for i := len(stages) - 1; i > 0; i-- {
		m.follow(stages[i-1], stages[i])
	}
	if used[pledgebook.StagePledge] {
		m.follow(pledgebook.StagePledge, pledgebook.StageUnclear)
	}
}

func (m *model) follow(earlier, later pledgebook.Stage) {
	for c := range m.size() {
		if _, ok := m.vars[variable{later, c}]; !ok {
			continue
		}
		var terms []lp.Term
		for t := c - c%m.times(); t <= c; t++ {
			terms = append(terms, lp.Term{Var: m.variable(earlier, t), Coef: 1})
			if v, ok := m.vars[variable{later, t}]; ok {
				terms = append(terms, lp.Term{Var: v, Coef: -1})
			}
		}
		m.rows = append(m.rows, row{Row: lp.Row{Terms: terms, Op: lp.AtLeast, RHS: new(big.Rat)}, law: m.orderLaw(earlier, later, c), acts: these()})
	}
}

func (m *model) orderLaw(earlier, later pledgebook.Stage, c int) string {
	line, t := c/m.times(), c%m.times()
	kind := m.kinds[line%len(m.kinds)]
	receiver := m.receivers[line/len(m.kinds)%len(m.receivers)]
	provider := m.providers[line/len(m.kinds)/len(m.receivers)]
	by := "in the end"
	if t < len(m.bounds) {
		by = "before " + m.bounds[t].String()
	}
	return fmt.Sprintf("%s holds %s %s, %s to %s, %s", earlier, later, by, provider, receiver, kind)
}
