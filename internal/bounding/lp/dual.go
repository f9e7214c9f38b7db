package lp

import "math/big"

// minimiseByDual finds the least value of an objective without negative
// coefficients by the dual program: the multipliers of the rows that prove the
// most. It starts from nought, which proves nothing but is no falsehood, and
// so needs no first phase; with more rows than variables it is much smaller
// than the program itself.
func minimiseByDual(p Problem, objective []Term) Solution {
	d := Problem{Vars: len(p.Rows)}
	for _, c := range dense(p.Vars, objective) {
		d.Rows = append(d.Rows, Row{Op: AtMost, RHS: c.rat()})
	}
	in := make([]int, p.Vars) // how many rows a variable stands in
	for _, r := range p.Rows {
		for _, t := range r.Terms {
			in[t.Var]++
		}
	}
	for j := range d.Rows {
		d.Rows[j].Terms = make([]Term, 0, in[j])
	}
	gain := make([]frac, len(p.Rows))
	for i, r := range p.Rows {
		sign := int64(1) // an at-most row's multiplier is counted downwards
		if r.Op == AtMost {
			sign = -1
		}
		gain[i] = fromRat(r.RHS).mul(fromInt(-sign)) // to be minimised
		for _, t := range r.Terms {
			d.Rows[t.Var].Terms = append(d.Rows[t.Var].Terms, Term{i, sign * t.Coef})
		}
	}
	s := NewSolver(d)
	ray := s.t.phaseTwo(gain)
	if ray != nil {
		return Solution{Status: Infeasible, Dual: turned(p, ray)}
	}
	sol := Solution{Status: Optimal, Value: new(big.Rat), Dual: turned(p, s.point())}
	for i, r := range p.Rows {
		sol.Value.Add(sol.Value, new(big.Rat).Mul(sol.Dual[i], r.RHS))
	}
	for _, x := range s.t.rowMultipliers() {
		sol.X = append(sol.X, x.neg().rat())
	}
	return sol
}

// turned counts the multipliers of at-most rows downwards again.
func turned(p Problem, y []*big.Rat) []*big.Rat {
	for i, r := range p.Rows {
		if r.Op == AtMost {
			y[i].Neg(y[i])
		}
	}
	return y
}

// dualFits reports whether the dual is the smaller program and may be used: no
// negative coefficient in the objective, and no equality, whose multiplier has
// no sign. Rows that are mere lower bounds cost the program itself nothing.
func dualFits(p Problem, objective []Term) bool {
	for _, t := range objective {
		if t.Coef < 0 {
			return false
		}
	}
	rows := 0
	for _, r := range p.Rows {
		if r.Op == Equal {
			return false
		}
		if r.Op == AtMost || len(r.Terms) != 1 {
			rows++
		}
	}
	return rows > p.Vars
}
