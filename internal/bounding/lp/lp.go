// Package lp solves small linear programs exactly, in rationals, and gives a
// proof with every answer: multipliers of the rows that imply the optimum, or
// that contradict one another. [Verify] checks a proof without the solver.
//
// Variables are nought or more. The programs it is made for add up claims: few
// coefficients, nearly all of them one, many rows that say the same.
package lp

import (
	"math/big"
	"slices"
)

// Op is how a row's sum stands to its right-hand side.
type Op int8

// The relations of a row.
const (
	AtLeast Op = iota // sum ≥ right-hand side
	AtMost            // sum ≤ right-hand side
	Equal
)

// Term is one variable with its coefficient.
type Term struct {
	Var  int
	Coef int64
}

// Row is one constraint. A variable stands in it at most once.
type Row struct {
	Terms []Term
	Op    Op
	RHS   *big.Rat
}

// Problem is a number of variables, each nought or more, and the rows that
// bind them.
type Problem struct {
	Vars int
	Rows []Row
}

// Status is what came of a program.
type Status int8

// The outcomes.
const (
	Optimal Status = iota
	Infeasible
	Unbounded
)

// String names the outcome.
func (s Status) String() string { return [...]string{"optimal", "infeasible", "unbounded"}[s] }

// Solution is the outcome of a minimisation with its proof.
//
// Optimal: X attains Value, and Dual holds a multiplier per row (≥ 0 for
// at-least rows, ≤ 0 for at-most rows) such that the rows so added up imply
// that nothing smaller is possible. Infeasible: Dual holds multipliers that
// add the rows up to a falsehood (Farkas). Unbounded: from X the direction Ray
// leads down without end.
type Solution struct {
	Status Status
	Value  *big.Rat
	X, Ray []*big.Rat
	Dual   []*big.Rat
}

// Minimise finds the least value of the objective over the problem.
func Minimise(p Problem, objective []Term) Solution {
	if slices.ContainsFunc(objective, func(t Term) bool { return t.Coef < 0 }) {
		return NewSolver(p).Minimise(objective)
	}
	r := reduce(p, objective)
	if dualFits(r.part, r.cost) {
		return r.solution(minimiseByDual(r.part, r.cost))
	}
	return r.solution(NewSolver(r.part).Minimise(r.cost))
}

// Solver keeps a feasible corner of a problem, so that several objectives
// over the same rows are solved one after the other without starting anew.
type Solver struct {
	problem Problem
	low     []frac // lower bound of each variable, from one-variable rows
	lowRow  []int  // the row that gives it, or -1
	kept    []int  // rows that are no such bound
	t       *tableau
	farkas  []*big.Rat // set where the rows contradict one another
}

// NewSolver takes up a problem and looks for a feasible corner.
func NewSolver(p Problem) *Solver {
	s := &Solver{problem: p, low: make([]frac, p.Vars), lowRow: make([]int, p.Vars)}
	for j := range s.lowRow {
		s.low[j], s.lowRow[j] = zero, -1
	}
	for i, r := range p.Rows {
		if !s.bound(i, r) {
			s.kept = append(s.kept, i)
		}
	}
	s.t = newTableau(s)
	if infeasible := s.t.phaseOne(); infeasible {
		s.farkas = s.duals(s.t.rowMultipliers(), nil)
	}
	return s
}

// bound takes a row "x ≥ b" as a lower bound of x, the highest one counting.
func (s *Solver) bound(i int, r Row) bool {
	if r.Op != AtLeast || len(r.Terms) != 1 || r.Terms[0].Coef <= 0 {
		return false
	}
	b := fromRat(r.RHS).div(fromInt(r.Terms[0].Coef))
	if j := r.Terms[0].Var; b.cmp(s.low[j]) > 0 {
		s.low[j], s.lowRow[j] = b, i
	}
	return true
}

// Feasible reports whether all rows can hold together.
func (s *Solver) Feasible() bool { return s.farkas == nil }

// Minimise finds the least value of an objective.
func (s *Solver) Minimise(objective []Term) Solution {
	if !s.Feasible() {
		return Solution{Status: Infeasible, Dual: s.farkas}
	}
	cost := dense(s.problem.Vars, objective)
	ray := s.t.phaseTwo(cost)
	x := s.point()
	sol := Solution{Status: Optimal, Value: value(cost, x), X: x}
	if ray != nil {
		sol.Status, sol.Ray, sol.Value = Unbounded, ray, nil
		return sol
	}
	sol.Dual = s.duals(s.t.rowMultipliers(), cost)
	return sol
}

// Maximise finds the greatest value of an objective. The multipliers are those
// of the negated minimisation: ≤ 0 for at-least rows, ≥ 0 for at-most rows.
func (s *Solver) Maximise(objective []Term) Solution {
	sol := s.Minimise(negated(objective))
	if sol.Value != nil {
		sol.Value.Neg(sol.Value)
		for i, y := range sol.Dual {
			sol.Dual[i] = new(big.Rat).Neg(y)
		}
	}
	return sol
}

func negated(terms []Term) []Term {
	neg := slices.Clone(terms)
	for i := range neg {
		neg[i].Coef = -neg[i].Coef
	}
	return neg
}

// point is the present corner in the problem's own variables.
func (s *Solver) point() []*big.Rat {
	x := make([]*big.Rat, s.problem.Vars)
	for j, v := range s.t.point(s.problem.Vars) {
		x[j] = v.add(s.low[j]).rat()
	}
	return x
}

// duals gives every row of the problem its multiplier: the kept rows theirs,
// and the row behind a lower bound what is left of its variable's cost.
func (s *Solver) duals(kept []frac, cost []frac) []*big.Rat {
	left := make([]frac, s.problem.Vars)
	for j := range left {
		if left[j] = zero; cost != nil {
			left[j] = cost[j]
		}
	}
	out := make([]*big.Rat, len(s.problem.Rows))
	for i := range out {
		out[i] = new(big.Rat)
	}
	for k, i := range s.kept {
		out[i] = kept[k].rat()
		if kept[k].sign() != 0 {
			for _, t := range s.problem.Rows[i].Terms {
				left[t.Var] = left[t.Var].sub(kept[k].mul(fromInt(t.Coef)))
			}
		}
	}
	for j, i := range s.lowRow {
		if i >= 0 && left[j].sign() > 0 {
			out[i] = left[j].div(fromInt(s.problem.Rows[i].Terms[0].Coef)).rat()
		}
	}
	return out
}

func value(cost []frac, x []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for j, c := range cost {
		if c.sign() != 0 {
			sum.Add(sum, new(big.Rat).Mul(c.rat(), x[j]))
		}
	}
	return sum
}
