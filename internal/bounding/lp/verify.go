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
		if c.cmp(left[j]) < 0 {
			return fmt.Errorf("variable %d costs %s, less than the %s its rows give", j, c.rat(), left[j].rat())
		}
	}
	if v := dot(objective, fracs(s.X)).rat(); v.Cmp(s.Value) != 0 || bound.rat().Cmp(s.Value) != 0 {
		return fmt.Errorf("value %s, but the point gives %s and the rows imply %s", s.Value, v, bound.rat())
	}
	return nil
}

func verifyInfeasible(p Problem, s Solution) error {
	bound, left, err := addUp(p, s.Dual)
	if err != nil {
		return err
	}
	for j := range left {
		if left[j].sign() > 0 {
			return fmt.Errorf("the rows leave %s of variable %d", left[j].rat(), j)
		}
	}
	if bound.sign() <= 0 {
		return fmt.Errorf("the rows add up to %s ≤ 0, which is no falsehood", bound.rat())
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
	if v := dot(objective, fracs(s.Ray)); v.sign() >= 0 {
		return fmt.Errorf("the direction leads to %s, not down", v.rat())
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
	exact := fracs(x)
	for i, r := range p.Rows {
		sum := dot(r.Terms, exact)
		c := sum.sign()
		if !homogeneous {
			c = sum.cmp(fromRat(r.RHS))
		}
		if r.Op == AtLeast && c < 0 || r.Op == AtMost && c > 0 || r.Op == Equal && c != 0 {
			return fmt.Errorf("row %d does not hold", i)
		}
	}
	return nil
}

// addUp multiplies the rows and adds them: what they say of the right-hand
// sides, and what they leave of each variable.
func addUp(p Problem, y []*big.Rat) (bound frac, left []frac, err error) {
	bound, left = zero, dense(p.Vars, nil)
	for i, r := range p.Rows {
		if r.Op == AtLeast && y[i].Sign() < 0 || r.Op == AtMost && y[i].Sign() > 0 {
			return zero, nil, fmt.Errorf("the multiplier %s of row %d turns it round", y[i], i)
		}
		if y[i].Sign() == 0 {
			continue
		}
		times := fromRat(y[i])
		bound = bound.add(times.mul(fromRat(r.RHS)))
		for _, t := range r.Terms {
			left[t.Var] = left[t.Var].add(times.mul(fromInt(t.Coef)))
		}
	}
	return bound, left, nil
}

func dense(n int, terms []Term) []frac {
	out := make([]frac, n)
	for j := range out {
		out[j] = zero
	}
	for _, t := range terms {
		out[t.Var] = out[t.Var].add(fromInt(t.Coef))
	}
	return out
}

func fracs(x []*big.Rat) []frac {
	out := make([]frac, len(x))
	for j, v := range x {
		out[j] = fromRat(v)
	}
	return out
}

func dot(terms []Term, x []frac) frac {
	sum := zero
	for _, t := range terms {
		switch v := x[t.Var]; {
		case v.isZero():
		case t.Coef == 1:
			sum = sum.add(v)
		default:
			sum = sum.add(fromInt(t.Coef).mul(v))
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
