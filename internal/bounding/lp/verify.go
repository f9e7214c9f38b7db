package lp

import (
	"fmt"
	"math/big"
)

// Verify checks a solution of a minimisation by its proof alone, in rationals,
// and says what is wrong with it.
func Verify(p Problem, objective []Term, s Solution) error {
	switch s.Status {
	case Optimal:
		return verifyOptimal(p, objective, s)
	case Infeasible:
		return verifyInfeasible(p, s)
	default:
		return verifyUnbounded(p, objective, s)
	}
}

func verifyOptimal(p Problem, objective []Term, s Solution) error {
	if err := holds(p, s.X, false); err != nil {
		return err
	}
	bound, left, err := addUp(p, s.Dual)
	if err != nil {
		return err
	}
	for j, c := range dense(p.Vars, objective) {
		if c.Cmp(left[j]) < 0 {
			return fmt.Errorf("variable %d costs %s, less than the %s its rows give", j, c, left[j])
		}
	}
	if v := dot(objective, s.X); v.Cmp(s.Value) != 0 || bound.Cmp(s.Value) != 0 {
		return fmt.Errorf("value %s, but the point gives %s and the rows imply %s", s.Value, v, bound)
	}
	return nil
}

func verifyInfeasible(p Problem, s Solution) error {
	bound, left, err := addUp(p, s.Dual)
	if err != nil {
		return err
	}
	for j := range left {
		if left[j].Sign() > 0 {
			return fmt.Errorf("the rows leave %s of variable %d", left[j], j)
		}
	}
	if bound.Sign() <= 0 {
		return fmt.Errorf("the rows add up to %s ≤ 0, which is no falsehood", bound)
	}
	return nil
}

func verifyUnbounded(p Problem, objective []Term, s Solution) error {
	if err := holds(p, s.X, false); err != nil {
		return err
	}
	if err := holds(p, s.Ray, true); err != nil {
		return fmt.Errorf("direction: %w", err)
	}
	if v := dot(objective, s.Ray); v.Sign() >= 0 {
		return fmt.Errorf("the direction leads to %s, not down", v)
	}
	return nil
}

// holds checks a point against every row; homogeneous takes all right-hand
// sides as nought.
func holds(p Problem, x []*big.Rat, homogeneous bool) error {
	for j, v := range x {
		if v.Sign() < 0 {
			return fmt.Errorf("variable %d is %s", j, v)
		}
	}
	for i, r := range p.Rows {
		sum := dot(r.Terms, x)
		c := sum.Sign()
		if !homogeneous {
			c = sum.Cmp(r.RHS)
		}
		if r.Op == AtLeast && c < 0 || r.Op == AtMost && c > 0 || r.Op == Equal && c != 0 {
			return fmt.Errorf("row %d does not hold", i)
		}
	}
	return nil
}

// addUp multiplies the rows and adds them: what they say of the right-hand
// sides, and what they leave of each variable.
func addUp(p Problem, y []*big.Rat) (bound *big.Rat, left []*big.Rat, err error) {
	bound, left = new(big.Rat), dense(p.Vars, nil)
	for i, r := range p.Rows {
		if r.Op == AtLeast && y[i].Sign() < 0 || r.Op == AtMost && y[i].Sign() > 0 {
			return nil, nil, fmt.Errorf("the multiplier %s of row %d turns it round", y[i], i)
		}
		if y[i].Sign() == 0 {
			continue
		}
		bound.Add(bound, new(big.Rat).Mul(y[i], r.RHS))
		for _, t := range r.Terms {
			left[t.Var].Add(left[t.Var], new(big.Rat).Mul(y[i], big.NewRat(t.Coef, 1)))
		}
	}
	return bound, left, nil
}

func dense(n int, terms []Term) []*big.Rat {
	out := make([]*big.Rat, n)
	for j := range out {
		out[j] = new(big.Rat)
	}
	for _, t := range terms {
		out[t.Var].Add(out[t.Var], big.NewRat(t.Coef, 1))
	}
	return out
}

func dot(terms []Term, x []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for _, t := range terms {
		if x[t.Var].Sign() != 0 {
			sum.Add(sum, new(big.Rat).Mul(big.NewRat(t.Coef, 1), x[t.Var]))
		}
	}
	return sum
}

// VerifyMost checks the outcome of [Solver.Maximise].
func VerifyMost(p Problem, objective []Term, s Solution) error {
	turned := s
	if s.Status == Optimal {
		turned.Dual, turned.Value = nil, new(big.Rat).Neg(s.Value)
		for _, y := range s.Dual {
			turned.Dual = append(turned.Dual, new(big.Rat).Neg(y))
		}
	}
	return Verify(p, negated(objective), turned)
}
