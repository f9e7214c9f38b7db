package bounding

import (
	"encoding/binary"
	"fmt"
	"math/big"
	"slices"

	"pledgebook"
	"pledgebook/internal/bounding/lp"
)

// mostReported fills in the most that the reported sums can amount to if
// nothing that may overlap does: every act that reaches the scope's stage
// counts in full, but for what is known to lie inside another that counts, and
// within what totals of the stage allow.
func (m *model) mostReported(out *pledgebook.Bounds) {
	counted := m.beyondContents(m.counted())
	ceilings := m.ceilings()
	lots := m.lots(counted, ceilings)
	p, objective := lp.Problem{}, []lp.Term(nil)
	for _, l := range lots {
		for _, inside := range l.classes {
			v := lp.Term{Var: p.Vars, Coef: 1}
			p.Vars++
			l.flows, objective = append(l.flows, v), append(objective, v)
			for _, k := range inside {
				ceilings[k].flows = append(ceilings[k].flows, v)
			}
		}
		p.Rows = append(p.Rows, lp.Row{Terms: l.flows, Op: lp.AtMost, RHS: larger(new(big.Rat), l.told.rat())})
	}
	for _, c := range ceilings {
		if len(c.flows) > 0 { // else no act of the scope lies in it
			p.Rows = append(p.Rows, lp.Row{Terms: c.flows, Op: lp.AtMost, RHS: c.height})
		}
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

// ceiling is the cells inside a region that totals limit, and the lowest of their
// limits.
type ceiling struct {
	over   *area
	height *big.Rat
	flows  []lp.Term
}

// ceilings are those of the totals of the scope's stage. A total that no cell of the
// scope lies in says nothing here, nor does one below nought that time is cut too
// coarsely for; a large book has thousands of them.
func (m *model) ceilings() (all []*ceiling) {
	limits := m.limits()
	at := map[*area]*ceiling{}
	for _, a := range m.acts {
		if !a.total || a.hi == nil || a.stage != m.scope.Stage {
			continue
		}
		over, height := m.cells(a.region, true), larger(limits[a], a.told)
		switch c := at[over]; {
		case c != nil:
			c.height = smaller(c.height, height)
		case over.meets(m.inside):
			at[over] = &ceiling{over: over, height: height}
			all = append(all, at[over])
		}
	}
	return all
}

// limits are the upper ends of the totals, after the corrections that let them
// hold together.
func (m *model) limits() map[*act]*big.Rat {
	out := map[*act]*big.Rat{}
	for _, a := range m.acts {
		out[a] = a.hi
	}
	for _, r := range m.rows {
		if r.Op == lp.AtMost { // of one total
			of := r.acts()[0]
			out[of] = larger(r.RHS, of.hi)
		}
	}
	return out
}

// lot is acts that the same totals limit, taken together.
type lot struct {
	told    amount
	names   []string
	classes [][]int // by the numbers of the ceilings
	flows   []lp.Term
}

func (m *model) lots(acts []*act, ceilings []*ceiling) (out []*lot) {
	at, byArea := map[string]*lot{}, map[*area]*lot{}
	for _, a := range acts {
		over := m.reach(a)
		l := byArea[over]
		if l == nil {
			classes, key := m.classes(over, ceilings)
			if l = at[key]; l == nil {
				l = &lot{classes: classes}
				at[key] = l
				out = append(out, l)
			}
			byArea[over] = l
		}
		l.told.add(a.told)
		l.names = append(l.names, a.name)
	}
	return out
}

// counted are the acts that can add to what is reported of the scope.
func (m *model) counted() []*act {
	all := slices.Concat(m.acts, m.single)
	last := 0
	for _, a := range all {
		last = max(last, a.number)
	}
	touching := make([]*act, last+1) // by number
	for _, a := range all {
		tells := a.told.Sign() > 0 || a.told.Sign() < 0 && !a.total // a total below nought adds nothing, and takes nothing away
		if (a.stage == m.scope.Stage || later(m.scope.Stage, a.stage)) && tells && m.reach(a).meets(m.inside) {
			touching[a.number] = a
		}
	}
	return slices.DeleteFunc(all, func(a *act) bool { return touching[a.number] != a || covered(a, touching) })
}

// covered reports whether an act lies inside another that counts. Of acts that
// are said to lie inside one another in a circle, the first by id counts.
func covered(a *act, touching []*act) bool {
	if len(a.within) == 0 {
		return false
	}
	seen := map[int]bool{a.number: true}
	queue := []*act{a}
	first := true // no act of the circle comes before a
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		root := true
		for _, e := range next.within {
			if e >= len(touching) || touching[e] == nil {
				continue
			}
			root = false
			if !seen[e] {
				seen[e] = true
				first = first && a.number < e
				queue = append(queue, touching[e])
			}
		}
		if root {
			return next != a
		}
	}
	return !first
}

// reach are the cells where an act's aid may have reached the scope's stage:
// for an act of a later stage, any day up to its own.
func (m *model) reach(a *act) *area {
	if a.over != nil {
		return a.over
	}
	from := a.region.from
	if a.stage != m.scope.Stage {
		from = 0
	}
	over := m.outer(a, from)
	if a.copied {
		a.over = over
	}
	return over
}

// classes parts the scope's cells that acts reach by the ceilings over them: for
// each class, which these are; and a key of all classes.
func (m *model) classes(reached *area, ceilings []*ceiling) (out [][]int, all string) {
	var over []int
	for k, c := range ceilings {
		if c.over.meets(reached) {
			over = append(over, k)
		}
	}
	seen := map[string]bool{}
	for c := range reached.each {
		if !m.inside.has(c) {
			continue
		}
		var in []int
		var key []byte
		for _, k := range over {
			if ceilings[k].over.has(c) {
				in, key = append(in, k), binary.AppendUvarint(key, uint64(k))
			}
		}
		if !seen[string(key)] {
			seen[string(key)] = true
			out = append(out, in)
		}
	}
	return out, fmt.Sprintf("%q", slices.Sorted(keysOf(seen)))
}
