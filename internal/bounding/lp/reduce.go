package lp

import "math/big"

// reduced is a program without what binds nothing. A variable that costs nothing, and
// that no row holds down, may grow until every row it stands in holds: those rows go,
// and with them what held down others. Of the variables left only those stay that the
// others cannot stand for; see [dispensable].
type reduced struct {
	whole   Problem
	part    Problem
	cost    []Term // of the part
	rows    []int  // row of the part → of the whole
	vars    []int  // variable of the part → of the whole
	growing []growth
}

// growth is a variable that may grow, and the rows that it then makes hold.
type growth struct {
	variable int
	rows     []int
}

// reduce drops what binds nothing. The objective has no negative coefficients.
func reduce(p Problem, objective []Term) *reduced {
	r := &reduced{whole: p}
	gone := make([]bool, len(p.Rows))
	r.grow(gone, objective)
	for i, row := range p.Rows {
		if !gone[i] {
			r.rows = append(r.rows, i)
			r.part.Rows = append(r.part.Rows, row)
		}
	}
	r.part.Vars = p.Vars
	cost := make([]int64, p.Vars)
	for _, t := range objective {
		cost[t.Var] += t.Coef
	}
	r.leave(dispensable(r.part, cost), cost)
	return r
}

// leave takes the marked variables out of the part, and counts the others anew.
func (r *reduced) leave(out []bool, cost []int64) {
	of := make([]int, r.part.Vars) // variable of the whole → of the part
	for j := range of {
		if of[j] = len(r.vars); !out[j] {
			r.vars = append(r.vars, j)
			if cost[j] != 0 {
				r.cost = append(r.cost, Term{of[j], cost[j]})
			}
		}
	}
	for i, row := range r.part.Rows {
		var terms []Term
		for _, t := range row.Terms {
			if !out[t.Var] {
				terms = append(terms, Term{of[t.Var], t.Coef})
			}
		}
		r.part.Rows[i].Terms = terms
	}
	r.part.Vars = len(r.vars)
}

// grow finds what may grow, until nothing more may, and marks the rows that go. It
// returns by how many rows and costs each variable is held down in the end.
func (r *reduced) grow(gone []bool, objective []Term) (held []int) {
	in := make([][]int, r.whole.Vars) // the rows of a variable
	held = make([]int, r.whole.Vars)  // how many hold it down
	for i, row := range r.whole.Rows {
		for _, t := range row.Terms {
			if t.Coef != 0 {
				in[t.Var] = append(in[t.Var], i)
			}
			held[t.Var] += holdsDown(row, t)
		}
	}
	for _, t := range objective {
		if t.Coef != 0 {
			held[t.Var]++
		}
	}
	var queue []int
	for v, n := range held {
		if n == 0 {
			queue = append(queue, v)
		}
	}
	for len(queue) > 0 {
		g := growth{variable: queue[0]}
		queue = queue[1:]
		for _, i := range in[g.variable] {
			if !gone[i] {
				gone[i] = true
				g.rows = append(g.rows, i)
				queue = append(queue, r.whole.Rows[i].release(held)...)
			}
		}
		if len(g.rows) > 0 {
			r.growing = append(r.growing, g)
		}
	}
	return held
}

// release takes a row away, and returns the variables that nothing holds any more.
func (r Row) release(held []int) (free []int) {
	for _, t := range r.Terms {
		if n := holdsDown(r, t); n > 0 {
			if held[t.Var] -= n; held[t.Var] == 0 {
				free = append(free, t.Var)
			}
		}
	}
	return free
}

// holdsDown is 1 where a row keeps a variable from growing, else 0.
func holdsDown(r Row, t Term) int {
	if r.Op == Equal || r.Op == AtLeast && t.Coef < 0 || r.Op == AtMost && t.Coef > 0 {
		return 1
	}
	return 0
}

// solution is that of the whole program: what may grow has grown as far as it must,
// the last found first, and the rows that it makes hold prove nothing.
func (r *reduced) solution(s Solution) Solution {
	dual := make([]*big.Rat, len(r.whole.Rows))
	for i := range dual {
		dual[i] = new(big.Rat)
	}
	for k, y := range s.Dual {
		dual[r.rows[k]] = y
	}
	s.Dual = dual
	if s.Status != Optimal {
		return s
	}
	x := dense(r.whole.Vars, nil)
	for j, v := range s.X {
		x[r.vars[j]] = fromRat(v)
	}
	for k := len(r.growing) - 1; k >= 0; k-- {
		g := r.growing[k]
		needed := zero
		for _, i := range g.rows {
			if n := r.whole.Rows[i].missing(g.variable, x); n.cmp(needed) > 0 {
				needed = n
			}
		}
		x[g.variable] = needed
	}
	s.X = make([]*big.Rat, len(x))
	for j, v := range x {
		s.X[j] = v.rat()
	}
	return s
}

// missing is how large a variable must be for the row to hold, which it does from
// there on; the variable itself is still nought.
func (r Row) missing(variable int, x []frac) frac {
	for _, t := range r.Terms {
		if t.Var == variable && t.Coef != 0 {
			return fromRat(r.RHS).sub(dot(r.Terms, x)).div(fromInt(t.Coef))
		}
	}
	return zero
}
