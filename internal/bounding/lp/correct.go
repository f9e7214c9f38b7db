package lp

import (
	"errors"
	"fmt"
	"math/big"
)

// Correction is the least change of right-hand sides after which rows hold together.
type Correction struct {
	// By is for every row how much lower an at-least row's right-hand side is then, or
	// how much higher an at-most row's. Sum adds it up.
	By  []*big.Rat
	Sum *big.Rat
	// X satisfies the corrected rows. Dual proves that no smaller sum will do:
	// multipliers, of rows that give between minus one and one, that add the rows up to
	// a falsehood as large as the sum.
	X, Dual []*big.Rat
}

// ErrContradictory says that the rows that do not give contradict one another.
var ErrContradictory = errors.New("the rows that do not give contradict one another")

// Correct finds the least sum of changes of the right-hand sides of the rows that give,
// all weighing the same. The program has no equalities.
func Correct(p Problem, gives func(row int) bool) (Correction, error) {
	r := reduce(p, nil)
	d := newDual(r.part, nil)
	d.gives = func(row int) bool { return gives(r.rows[row]) }
	s := r.solution(d.minimise())
	if s.Status != Optimal {
		return Correction{}, ErrContradictory
	}
	c := Correction{By: make([]*big.Rat, len(p.Rows)), Sum: s.Value, X: s.X, Dual: s.Dual}
	x := fracs(s.X)
	for i, row := range p.Rows {
		lacks := fromRat(row.RHS).sub(dot(row.Terms, x)).mul(fromInt(counted(row)))
		if c.By[i] = new(big.Rat); lacks.sign() > 0 {
			c.By[i] = lacks.rat()
		}
	}
	return c, nil
}

// VerifyCorrection checks a correction by its proof alone, and says what is wrong
// with it.
func VerifyCorrection(p Problem, gives func(row int) bool, c Correction) error {
	corrected, sum := p.corrected(c), new(big.Rat)
	for i, by := range c.By {
		if by.Sign() < 0 || by.Sign() > 0 && !gives(i) {
			return fmt.Errorf("row %d is changed by %s", i, by)
		}
		if gives(i) && new(big.Rat).Abs(c.Dual[i]).Cmp(big.NewRat(1, 1)) > 0 {
			return fmt.Errorf("the multiplier of row %d is %s", i, c.Dual[i])
		}
		sum.Add(sum, by)
	}
	if err := holds(corrected, c.X, false); err != nil {
		return err
	}
	proven, left, err := addUp(p, c.Dual)
	if err != nil {
		return err
	}
	for j := range left {
		if left[j].sign() > 0 {
			return fmt.Errorf("the rows leave %s of variable %d", left[j].rat(), j)
		}
	}
	if sum.Cmp(c.Sum) != 0 || proven.rat().Cmp(c.Sum) != 0 {
		return fmt.Errorf("a sum of %s, but the changes come to %s and the rows imply %s", c.Sum, sum, proven.rat())
	}
	return nil
}

// corrected is the program with its right-hand sides changed.
func (p Problem) corrected(c Correction) Problem {
	out := Problem{Vars: p.Vars, Rows: make([]Row, len(p.Rows))}
	for i, row := range p.Rows {
		if out.Rows[i] = row; c.By[i].Sign() != 0 {
			by := new(big.Rat).Mul(c.By[i], big.NewRat(counted(row), 1))
			out.Rows[i].RHS = by.Sub(row.RHS, by)
		}
	}
	return out
}
