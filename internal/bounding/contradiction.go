package bounding

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"pledgebook"
	"pledgebook/internal/bounding/lp"
)

// overfull are the packages whose parts add up to more than they hold.
func (m *model) overfull() (out []pledgebook.Contradiction) {
	for _, a := range slices.Concat(m.acts, m.single) {
		if a.hi == nil || len(a.parts) == 0 || a.stage != m.scope.Stage {
			continue
		}
		over := new(big.Rat).Neg(a.hi)
		names := []string{a.name}
		for _, p := range a.parts {
			over.Add(over, p.lo)
			names = append(names, p.name)
		}
		if by := money(over, m.scope.Currency, true, ""); over.Sign() > 0 && by != nil {
			out = append(out, pledgebook.Contradiction{Claims: sortedSet(names),
				Relax: fmt.Sprintf("raise “%s” by %s %s, or lower its parts; ", a.name, pledgebook.Plain(by.Lo), by.Currency)})
		}
	}
	return out
}

// core cuts the rows of a falsehood down to some of which none can be left
// out; rows that hold without any claim stay.
func (m *model) core(c *component, dual []*big.Rat) []int {
	var core []int
	for k, y := range dual {
		if y.Sign() != 0 {
			core = append(core, c.rows[k])
		}
	}
	for i := 0; i < len(core); {
		without := slices.Delete(slices.Clone(core), i, i+1)
		if m.rows[core[i]].law == "" && !m.hold(c, without) {
			core = without
		} else {
			i++
		}
	}
	return core
}

// culprit is the row of a core whose change alone lets the whole component hold,
// by the least change; nil where no single one does.
func (m *model) culprit(c *component, core []int) (row int, by *big.Rat) {
	for _, i := range core {
		if m.rows[i].law != "" {
			continue
		}
		p := m.problem(c, c.rows)
		k := slices.Index(c.rows, i)
		give := lp.Term{Var: p.Vars, Coef: 1}
		if m.rows[i].Op == lp.AtMost {
			give.Coef = -1
		}
		p.Rows[k].Terms = append(slices.Clone(p.Rows[k].Terms), give)
		p.Vars++
		s := lp.Minimise(p, []lp.Term{{Var: give.Var, Coef: 1}})
		if s.Status == lp.Optimal && (by == nil || s.Value.Cmp(by) < 0) {
			row, by = i, s.Value
		}
	}
	return row, by
}

func (m *model) hold(c *component, rows []int) bool {
	return lp.Minimise(m.problem(c, rows), nil).Status == lp.Optimal
}

// correct finds the least change of the core's figures that lets them hold
// together, makes it, and names the claims and the change. Where the change of
// one figure lets everything hold, that is the change: one wrong figure that
// many others contradict is one contradiction.
func (m *model) correct(c *component, core []int) pledgebook.Contradiction {
	if i, by := m.culprit(c, core); by != nil {
		out := pledgebook.Contradiction{Claims: m.smallest(c, core)}
		out.Relax = m.relax(i, by)
		return out
	}
	p := m.problem(c, core)
	var slack []lp.Term
	for k, i := range core {
		if m.rows[i].law != "" {
			continue
		}
		give := lp.Term{Var: p.Vars, Coef: 1}
		if m.rows[i].Op == lp.AtMost {
			give.Coef = -1
		}
		p.Rows[k].Terms = append(p.Rows[k].Terms, give)
		slack = append(slack, lp.Term{Var: p.Vars, Coef: 1})
		p.Vars++
	}
	x := lp.Minimise(p, slack).X
	out := pledgebook.Contradiction{Claims: m.smallest(c, core)}
	n := 0
	for _, i := range core {
		if m.rows[i].law != "" {
			continue
		}
		if by := x[slack[n].Var]; by.Sign() > 0 {
			out.Relax += m.relax(i, by)
		}
		n++
	}
	return out
}

// relax moves one row's right-hand side, and says so.
func (m *model) relax(i int, by *big.Rat) string {
	r := &m.rows[i]
	word, label := "lower", r.label()
	if r.Op == lp.AtMost {
		word = "raise"
		r.RHS = new(big.Rat).Add(r.RHS, by)
	} else {
		r.RHS = new(big.Rat).Sub(r.RHS, by)
	}
	amount := money(by, m.scope.Currency, true, "")
	if amount == nil {
		return word + " " + label + "; "
	}
	return fmt.Sprintf("%s “%s” by %s %s; ", word, label, pledgebook.Plain(amount.Lo), amount.Currency)
}

// smallest names the claims of a core, of a sum of many only as many as the
// contradiction needs: the smallest ones are left out while it stands.
func (m *model) smallest(c *component, core []int) []string {
	var names []string
	for _, i := range core {
		r := &m.rows[i]
		if r.Op == lp.AtLeast && len(r.acts()) > 1 {
			whole := r.RHS
			kept := slices.Clone(r.acts())
			slices.SortStableFunc(kept, func(a, b *act) int { return cmp.Compare(a.lo.Cmp(b.lo), 0) })
			for k := 0; k < len(kept); {
				less := new(big.Rat).Sub(r.RHS, kept[k].rest())
				before := r.RHS
				if r.RHS = less; !m.hold(c, core) {
					kept = slices.Delete(kept, k, k+1)
				} else {
					r.RHS = before
					k++
				}
			}
			r.RHS = whole
			for _, a := range kept {
				names = append(names, a.name)
			}
			continue
		}
		for _, a := range r.acts() {
			names = append(names, a.name)
		}
	}
	return sortedSet(names)
}
