package lp

import (
	"math/big"
	"slices"
)

// Maximise finds the greatest value of an objective without negative coefficients,
// over rows that can hold together. The multipliers are as those of
// [Solver.Maximise]; an unbounded outcome comes without a direction.
func Maximise(p Problem, objective []Term) Solution {
	r := &reduced{whole: p}
	held := r.grow(make([]bool, len(p.Rows)), nil)
	if slices.ContainsFunc(objective, func(t Term) bool { return t.Coef > 0 && held[t.Var] == 0 }) {
		return Solution{Status: Unbounded}
	}
	beyond := p.beyond(objective)
	if beyond == nil {
		return NewSolver(p).Maximise(objective)
	}
	lacking := Problem{Vars: p.Vars + 1, Rows: slices.Clone(p.Rows)} // how much is lacking of what cannot be reached
	lack := []Term{{p.Vars, 1}}
	lacking.Rows = append(lacking.Rows, Row{Terms: append(slices.Clone(objective), lack...), Op: AtLeast, RHS: beyond})
	s := Minimise(lacking, lack)
	if s.Status != Optimal {
		return s
	}
	s.Value.Sub(beyond, s.Value)
	s.X, s.Dual = s.X[:p.Vars], s.Dual[:len(p.Rows)]
	for _, y := range s.Dual {
		y.Neg(y)
	}
	return s
}

// beyond is more than an objective can reach, by the at-most rows that its variables
// stand in; nil where some stand in none that limits them by itself.
func (p Problem) beyond(objective []Term) *big.Rat {
	limited := make([]bool, p.Vars)
	sum := big.NewRat(1, 1)
	largest := int64(1)
	for _, t := range objective {
		largest = max(largest, t.Coef)
	}
	for _, r := range p.Rows {
		if r.Op == AtLeast || slices.ContainsFunc(r.Terms, func(t Term) bool { return t.Coef < 0 }) {
			continue
		}
		further := false
		for _, t := range r.Terms {
			further = further || t.Coef > 0 && !limited[t.Var]
			limited[t.Var] = limited[t.Var] || t.Coef > 0
		}
		if further && r.RHS.Sign() > 0 {
			sum.Add(sum, new(big.Rat).Mul(r.RHS, big.NewRat(largest, 1)))
		}
	}
	if slices.ContainsFunc(objective, func(t Term) bool { return t.Coef > 0 && !limited[t.Var] }) {
		return nil
	}
	return sum
}
