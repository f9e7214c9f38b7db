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

// repair makes the least correction that lets a component's claims hold together: the
// least sum of changes of what its rows say. Each changed figure is one contradiction.
// It reports whether the proof of that passes.
func (m *model) repair(c *component, out *pledgebook.Bounds) bool {
	p := m.problem(c, c.rows)
	gives := func(k int) bool { return m.rows[c.rows[k]].law == "" }
	fix, err := lp.Correct(p, gives)
	if err != nil || lp.VerifyCorrection(p, gives, fix) != nil {
		return false
	}
	var proof, changed []int
	for k, i := range c.rows {
		if fix.Dual[k].Sign() != 0 {
			proof = append(proof, i)
		}
		if fix.By[k].Sign() > 0 {
			changed = append(changed, i)
			m.change(i, fix.By[k])
		}
	}
	if m.brief {
		return true
	}
	tied := m.tied(proof)
	for _, i := range changed {
		corrected, told := m.rows[i].RHS, p.Rows[slices.Index(c.rows, i)].RHS
		m.rows[i].RHS = told
		claims := m.smallest(m.core(tied[i]))
		out.Contradicted = append(out.Contradicted, pledgebook.Contradiction{Claims: claims, Relax: m.relax(i, corrected, claims)})
		m.rows[i].RHS = corrected
	}
	return true
}

// tied parts the rows of a proof by what hangs together through variables. With one
// changed figure as it was told, and the others corrected, those tied to it still add
// up to a falsehood: by their multipliers, to as much as that figure changes.
func (m *model) tied(proof []int) map[int][]int {
	vars := newTies(len(m.vars))
	for _, i := range proof {
		vars.joinTerms(m.rows[i].Terms)
	}
	groups := map[int][]int{}
	for _, i := range proof {
		root := vars.root(m.rows[i].Terms[0].Var)
		groups[root] = append(groups[root], i)
	}
	of := map[int][]int{}
	for _, i := range proof {
		of[i] = groups[vars.root(m.rows[i].Terms[0].Var)]
	}
	return of
}

// core cuts rows that contradict one another down to some of which none can be left
// out, those of many claims first; rows that hold without any claim stay.
func (m *model) core(rows []int) []int {
	var core []int
	for k, y := range lp.Minimise(m.only(rows), nil).Dual {
		if y.Sign() != 0 {
			core = append(core, rows[k])
		}
	}
	claims := map[int]int{}
	for _, i := range core {
		claims[i] = len(m.rows[i].acts())
	}
	for _, i := range slices.SortedStableFunc(slices.Values(core), func(a, b int) int { return cmp.Compare(claims[b], claims[a]) }) {
		without := slices.DeleteFunc(slices.Clone(core), func(j int) bool { return j == i })
		if m.rows[i].law == "" && !m.hold(without) {
			core = without
		}
	}
	return core
}

func (m *model) hold(rows []int) bool {
	return lp.Minimise(m.only(rows), nil).Status == lp.Optimal
}

// only writes some rows down for the solver, with the variables that stand in them.
func (m *model) only(rows []int) lp.Problem {
	c := component{vars: map[int]int{}}
	for _, i := range rows {
		for _, t := range m.rows[i].Terms {
			c.local(t.Var)
		}
	}
	return m.problem(&c, rows)
}

// change moves one row's right-hand side, so that the row says less.
func (m *model) change(i int, by *big.Rat) {
	r := &m.rows[i]
	if r.Op == lp.AtMost {
		r.RHS = new(big.Rat).Add(r.RHS, by)
	} else {
		r.RHS = new(big.Rat).Sub(r.RHS, by)
	}
}

// relax says how a row's right-hand side is changed. Of a sum of many it names those
// that the contradiction needs, and counts the others.
func (m *model) relax(i int, corrected *big.Rat, claims []string) string {
	r := &m.rows[i]
	word := "lower"
	if r.Op == lp.AtMost {
		word = "raise"
	}
	by := new(big.Rat).Sub(corrected, r.RHS)
	amount := money(by.Abs(by), m.scope.Currency, true, "")
	if amount == nil {
		return word + " " + r.labelNaming(claims) + "; "
	}
	return fmt.Sprintf("%s “%s” by %s %s; ", word, r.labelNaming(claims), pledgebook.Plain(amount.Lo), amount.Currency)
}

// smallest names the claims of a core, of a sum of many only as many as the
// contradiction needs: the smallest ones are left out while it stands.
func (m *model) smallest(core []int) []string {
	var names []string
	told := map[int]*big.Rat{}
	for _, i := range core {
		acts := m.rows[i].acts()
		if told[i] = m.rows[i].RHS; m.rows[i].Op == lp.AtLeast && len(acts) > 1 {
			acts = m.needed(core, i, acts)
		}
		for _, a := range acts {
			names = append(names, a.name)
		}
	}
	for i, rhs := range told {
		m.rows[i].RHS = rhs
	}
	return sortedSet(names)
}

// needed are those of a row's acts without which its core would hold; the row comes
// to what they add up to.
func (m *model) needed(core []int, i int, acts []*act) []*act {
	at := slices.Index(core, i)
	fix, err := lp.Correct(m.only(core), func(k int) bool { return k == at })
	if err != nil {
		return acts
	}
	spare := fix.Sum // what the row says beyond what the others let it
	kept := slices.SortedStableFunc(slices.Values(acts), func(a, b *act) int { return a.lo.Cmp(b.lo) })
	return slices.DeleteFunc(kept, func(a *act) bool {
		if a.rest().Cmp(spare) >= 0 {
			return false
		}
		spare = new(big.Rat).Sub(spare, a.rest())
		m.change(i, a.rest())
		return true
	})
}
