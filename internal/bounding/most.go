package bounding

import (
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
		p.Rows = append(p.Rows, lp.Row{Terms: l.flows, Op: lp.AtMost, RHS: larger(new(big.Rat), l.told.rat())})
	}
	limits := m.limits()
	for k, t := range totals {
		// A total that no act of the scope lies in says nothing here, nor does one below
		// nought that time is cut too coarsely for; a large book has thousands of them.
		if len(caps[k]) > 0 {
			p.Rows = append(p.Rows, lp.Row{Terms: caps[k], Op: lp.AtMost, RHS: larger(limits[t], t.told)})
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
	classes [][]bool
	flows   []lp.Term
}

func (m *model) lots(acts, totals []*act) (out []*lot) {
	at, byArea := map[string]*lot{}, map[*area]*lot{}
	for _, a := range acts {
		over := m.reach(a)
		l := byArea[over]
		if l == nil {
			classes, key := m.classes(over, totals)
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

// classes parts the scope's cells that acts reach by the totals they lie
// in: for each class, which totals limit it; and a key of all of them.
func (m *model) classes(over *area, totals []*act) (out [][]bool, all string) {
	var regions []*area
	for _, t := range totals {
		regions = append(regions, m.cells(t.region, true))
	}
	seen := map[string]bool{}
	for c := range over.each {
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
