package bounding

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"pledgebook"
	"pledgebook/internal/bounding/lp"
)

// mostReported fills in the most that the reported sums can amount to if
// nothing that may overlap does: every act that reaches the scope's stage
// counts in full, but for what is known to lie inside another that counts, and
// within what totals of the stage allow.
func (m *model) mostReported(out *pledgebook.Bounds) {
	counted := m.beyondContents(m.counted())
	var totals []*act
	for _, a := range m.acts {
		if a.total && a.hi != nil && a.stage == m.scope.Stage {
			totals = append(totals, a)
		}
	}
	lots := m.lots(counted, totals)
	p, objective := lp.Problem{}, []lp.Term(nil)
	caps := make([][]lp.Term, len(totals))
	for _, l := range lots {
		for _, inside := range l.classes {
			v := lp.Term{Var: p.Vars, Coef: 1}
			p.Vars++
			l.flows, objective = append(l.flows, v), append(objective, v)
			for k, in := range inside {
				if in {
					caps[k] = append(caps[k], v)
				}
			}
		}
		p.Rows = append(p.Rows, lp.Row{Terms: l.flows, Op: lp.AtMost, RHS: larger(new(big.Rat), l.told)})
	}
	limits := m.limits()
	for k, t := range totals {
		p.Rows = append(p.Rows, lp.Row{Terms: caps[k], Op: lp.AtMost, RHS: larger(limits[t], t.told)})
	}
	best := lp.NewSolver(p).Maximise(objective)
	if best.Value == nil {
		return
	}
	out.MostReported = money(best.Value, m.scope.Currency, true, pledgebook.AtMost)
	var names []string
	for _, l := range lots {
		if slices.ContainsFunc(l.flows, func(t lp.Term) bool { return best.X[t.Var].Sign() > 0 }) {
			names = append(names, l.names...)
		}
	}
	out.SetBy.Most = append(out.SetBy.Most, sortedSet(names)...)
}

// limits are the upper ends of the totals, after the corrections that let them
// hold together.
func (m *model) limits() map[*act]*big.Rat {
	out := map[*act]*big.Rat{}
	for _, a := range m.acts {
		out[a] = a.hi
	}
	for _, r := range m.rows {
		if r.Op == lp.AtMost && len(r.acts) == 1 {
			out[r.acts[0]] = larger(r.RHS, r.acts[0].hi)
		}
	}
	return out
}

// lot is acts that the same totals limit, taken together.
type lot struct {
	told    *big.Rat
	names   []string
	classes [][]bool
	flows   []lp.Term
}

func (m *model) lots(acts, totals []*act) (out []*lot) {
	at := map[string]*lot{}
	for _, a := range acts {
		classes, key := m.classes(a, totals)
		if at[key] == nil {
			at[key] = &lot{told: new(big.Rat), classes: classes}
			out = append(out, at[key])
		}
		at[key].told.Add(at[key].told, a.told)
		at[key].names = append(at[key].names, a.name)
	}
	return out
}

// counted are the acts that can add to what is reported of the scope.
func (m *model) counted() []*act {
	touching := map[string]*act{}
	for _, a := range slices.Concat(m.acts, m.single) {
		if (a.stage == m.scope.Stage || later(m.scope.Stage, a.stage)) && a.told.Sign() != 0 && m.reach(a).meets(m.inside) {
			touching[a.entry] = a
		}
	}
	var out []*act
	for _, a := range slices.Concat(m.acts, m.single) {
		if touching[a.entry] == a && !covered(a, touching) {
			out = append(out, a)
		}
	}
	return out
}

// covered reports whether an act lies inside another that counts. Of acts that
// are said to lie inside one another in a circle, the first by id counts.
func covered(a *act, touching map[string]*act) bool {
	seen := map[string]bool{a.entry: true}
	queue := []*act{a}
	first := true // no act of the circle comes before a
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		root := true
		for _, e := range next.within {
			p := touching[e]
			if p == nil {
				continue
			}
			root = false
			if !seen[e] {
				seen[e] = true
				first = first && a.entry < e
				queue = append(queue, p)
			}
		}
		if root {
			return next != a
		}
	}
	return !first
}

// beyondContents lets a total that is open above ("more than 20 since 2022")
// add only what it tells beyond the acts that lie in its region: those are
// what it totals. Totals with an upper end limit their region by themselves.
func (m *model) beyondContents(acts []*act) []*act {
	var totals []*act
	held := map[heldKey]*heldSum{}
	for i, a := range acts {
		if a.hi == nil && a.total || strings.HasPrefix(a.family, openTotal) {
			beyond := *a
			acts[i] = &beyond
			totals = append(totals, &beyond)
		} else {
			m.keep(held, a)
		}
	}
	slices.SortStableFunc(totals, func(a, b *act) int { // what lies inside comes first
		x, y := m.reach(a), m.reach(b)
		return cmp.Or(cmp.Compare(x.size(), y.size()), strings.Compare(x.key(), y.key()), a.told.Cmp(b.told))
	})
	var inside *big.Rat
	var last heldKey
	for _, t := range totals {
		k := heldKey{t.stage, m.reach(t).key()}
		if inside == nil || k != last {
			inside, last = insideOf(held, k, m.reach(t)), k
		}
		t.told = larger(new(big.Rat), new(big.Rat).Sub(t.told, inside))
		inside.Add(inside, t.told)
		m.keep(held, t)
	}
	return acts
}

// heldKey is one stage and region; heldSum what acts tell of just that.
type heldKey struct {
	stage pledgebook.Stage
	over  string
}

type heldSum struct {
	over cells
	sum  *big.Rat
}

func (m *model) keep(held map[heldKey]*heldSum, a *act) {
	over := m.reach(a)
	k := heldKey{a.stage, over.key()}
	if held[k] == nil {
		held[k] = &heldSum{over, new(big.Rat)}
	}
	held[k].sum.Add(held[k].sum, a.told)
}

// insideOf adds up what is held of a stage, and of those that follow on it,
// inside a region.
func insideOf(held map[heldKey]*heldSum, of heldKey, region cells) *big.Rat {
	sum := new(big.Rat)
	for k, h := range held {
		if (k.stage == of.stage || later(of.stage, k.stage)) && h.over.within(region) {
			sum.Add(sum, h.sum)
		}
	}
	return sum
}

// reach are the cells where an act's aid may have reached the scope's stage:
// for an act of a later stage, any day up to its own.
func (m *model) reach(a *act) cells {
	r := a.region
	if a.stage != m.scope.Stage {
		r.from = 0
	}
	if a.single {
		return m.touched(r)
	}
	return m.cells(r, false)
}

// classes parts the scope's cells that an act reaches by the totals they lie
// in: for each class, which totals limit it; and a key of all of them.
func (m *model) classes(a *act, totals []*act) (out [][]bool, all string) {
	var regions []cells
	for _, t := range totals {
		regions = append(regions, m.cells(t.region, true))
	}
	seen := map[string]bool{}
	for c := range m.reach(a).each {
		if !m.inside.has(c) {
			continue
		}
		in := make([]bool, len(totals))
		key := make([]byte, len(totals))
		for k, r := range regions {
			if key[k] = '0'; r.has(c) {
				in[k], key[k] = true, '1'
			}
		}
		if !seen[string(key)] {
			seen[string(key)] = true
			out = append(out, in)
		}
	}
	return out, strings.Join(slices.Sorted(keysOf(seen)), " ")
}
