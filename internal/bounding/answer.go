package bounding

import (
	"math/big"
	"slices"

	"pledgebook"
	"pledgebook/internal/bounding/lp"
)

// answer fills in the least, the cap, their certificate, and contradictions.
func (m *model) answer(out *pledgebook.Bounds) {
	least, greatest := new(big.Rat), new(big.Rat)
	if !m.allCapped() {
		greatest = nil
	}
	cert := &pledgebook.Certificate{Least: map[string]string{}, Cap: map[string]string{}}
	var setLeast, setCap []string
	if !m.brief {
		out.Contradicted = append(out.Contradicted, m.overfull()...)
	}
	for _, part := range m.components() {
		if len(part.touched) == 0 {
			continue
		}
		low := m.least(part, out)
		if low.Status != lp.Optimal {
			return // our own mistake: no number is better than one without proof
		}
		least.Add(least, low.Value)
		setLeast = append(setLeast, m.certify(part, low.Dual, cert.Least)...)
		if greatest == nil {
			continue
		}
		if high := m.greatest(part); high.Value != nil {
			greatest.Add(greatest, high.Value)
			setCap = append(setCap, m.certify(part, high.Dual, cert.Cap)...)
		} else {
			greatest = nil
		}
	}
	out.Least = money(least, m.scope.Currency, false, pledgebook.AtLeast)
	out.SetBy.Least = append(out.SetBy.Least, sortedSet(setLeast)...)
	if greatest != nil {
		out.Cap = money(greatest, m.scope.Currency, true, pledgebook.AtMost)
		out.SetBy.Cap = append(out.SetBy.Cap, sortedSet(setCap)...)
	} else {
		cert.Cap = nil
	}
	if !m.brief {
		out.Certificate = cert
	}
}

// least minimises a component's aid in the scope, after the least correction that
// lets its claims hold together. Every answer's proof is checked; one that fails comes
// back as unbounded.
func (m *model) least(c *component, out *pledgebook.Bounds) lp.Solution {
	for repaired := false; ; repaired = true {
		p := m.problem(c, c.rows)
		s := lp.Minimise(p, c.solid)
		switch {
		case lp.Verify(p, c.solid, s) != nil:
		case s.Status == lp.Optimal:
			return s
		case !repaired && m.repair(c, out):
			continue
		}
		return lp.Solution{Status: lp.Unbounded}
	}
}

// greatest maximises a component's aid in the scope; without an upper limit
// anywhere there is none.
func (m *model) greatest(c *component) lp.Solution {
	if m.canExceed(c) {
		p := m.problem(c, c.rows)
		if s := lp.Maximise(p, c.touched); s.Status == lp.Optimal && lp.VerifyMost(p, c.touched, s) == nil {
			return s
		}
	}
	return lp.Solution{Status: lp.Unbounded}
}

// canExceed reports whether any row of a component limits it from above.
func (m *model) canExceed(c *component) bool {
	return slices.ContainsFunc(c.rows, func(i int) bool { return m.rows[i].Op == lp.AtMost })
}

// allCapped reports whether every cell of the scope stands in some constraint:
// one that stands in none can hold any sum.
func (m *model) allCapped() bool {
	for c := range m.inside.each {
		if _, ok := m.vars[variable{m.scope.Stage, c}]; !ok {
			return false
		}
	}
	return !m.inside.empty()
}

// component is a part of the model that shares no variable with the rest.
type component struct {
	rows []int
	vars map[int]int // variable of the model → of the component
	// what lies in the scope for certain, and all that it touches
	solid, touched []lp.Term
}

// components parts the model into problems that share nothing.
func (m *model) components() []*component {
	vars := newTies(len(m.vars))
	for _, r := range m.rows {
		vars.joinTerms(r.Terms)
	}
	var out []*component
	at := map[int]*component{}
	of := func(v int) *component {
		root := vars.root(v)
		if at[root] == nil {
			at[root] = &component{vars: map[int]int{}}
			out = append(out, at[root])
		}
		return at[root]
	}
	for i, r := range m.rows {
		c := of(r.Terms[0].Var)
		c.rows = append(c.rows, i)
		for _, t := range r.Terms {
			c.local(t.Var)
		}
	}
	for cell := range m.inside.each {
		if v, ok := m.vars[variable{m.scope.Stage, cell}]; ok {
			c := of(v)
			c.touched = append(c.touched, lp.Term{Var: c.local(v), Coef: 1})
			if m.solid.has(cell) {
				c.solid = append(c.solid, lp.Term{Var: c.local(v), Coef: 1})
			}
		}
	}
	return out
}

// ties part things into those that hang together.
type ties []int

func newTies(n int) ties {
	t := make(ties, n)
	for i := range t {
		t[i] = i
	}
	return t
}

// root is the one that stands for all that hang together with i.
func (t ties) root(i int) int {
	for t[i] != i {
		t[i] = t[t[i]]
		i = t[i]
	}
	return i
}

// joinTerms ties the variables of a row.
func (t ties) joinTerms(terms []lp.Term) {
	for _, x := range terms[1:] {
		t[t.root(x.Var)] = t.root(terms[0].Var)
	}
}

func (c *component) local(v int) int {
	i, ok := c.vars[v]
	if !ok {
		i = len(c.vars)
		c.vars[v] = i
	}
	return i
}

// problem writes some of the component's rows down for the solver.
func (m *model) problem(c *component, rows []int) lp.Problem {
	p := lp.Problem{Vars: len(c.vars)}
	for _, i := range rows {
		r := m.rows[i].Row
		r.Terms = slices.Clone(r.Terms)
		for k := range r.Terms {
			r.Terms[k].Var = c.vars[r.Terms[k].Var]
		}
		p.Rows = append(p.Rows, r)
	}
	return p
}

// certify writes the multipliers of a bound down, and returns the claims they
// belong to.
func (m *model) certify(c *component, dual []*big.Rat, cert map[string]string) (names []string) {
	for k, y := range dual {
		if y.Sign() == 0 {
			continue
		}
		r := m.rows[c.rows[k]]
		if !m.brief {
			cert[r.label()] = y.RatString()
		}
		for _, a := range r.acts() {
			names = append(names, a.name)
		}
	}
	return names
}
