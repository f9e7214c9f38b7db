package lp

import (
	"cmp"
	"math/big"
	"slices"
)

// dual solves a program whose objective has no negative coefficient by its dual:
// the multipliers of the rows that prove the most. It starts from nought, which
// proves nothing but is no falsehood, and so needs no first phase.
//
// The rows of its tableau are the program's variables; their slacks are the first
// columns, whose reduced costs are the program's present point. A row of the program
// becomes a column only once that point breaks it: of many rows that say nearly the
// same most never do.
//
// The multiplier of a row that gives is one at most; see [Correct]. A column is turned
// where it holds what its multiplier lacks of one.
type dual struct {
	tableau
	program Problem
	gives   func(row int) bool // nil where no row gives
	turned  []bool             // by column
	row     []int              // the program's row behind each column after the slacks
	in      []bool             // rows that have their column
	right   []frac             // the program's right-hand sides
	column  []frac             // room for one row of the program
}

// taken is how many broken rows get their column at a time.
const taken = 64

func minimiseByDual(p Problem, objective []Term) Solution { return newDual(p, objective).minimise() }

func (d *dual) minimise() Solution {
	stalled := 0
	for {
		enter := d.entering(stalled > patience)
		if enter < 0 {
			if d.takeIn(); d.real == len(d.cost) {
				return d.solution()
			}
			d.real = len(d.cost)
			continue
		}
		s := d.step(enter)
		if s.endless {
			return Solution{Status: Infeasible, Dual: d.falsehood(enter)}
		}
		if stalled++; !s.far.isZero() {
			stalled = 0
		}
		switch {
		case s.row < 0:
			d.turn(enter)
			continue
		case s.over:
			d.turnBasic(s.row)
		}
		d.pivot(s.row, enter)
	}
}

// step is how far a multiplier may rise until one of those in the basis comes to an
// end, or else, with row -1, it does itself.
type step struct {
	row     int
	over    bool // the row's multiplier reaches one, not nought
	far     frac
	endless bool
}

// step finds the nearest end, of equal ones that of the lowest column.
func (d *dual) step(enter int) step {
	s := step{row: -1, far: one, endless: !d.limited(enter)}
	for i, row := range d.rows {
		var room frac
		over := false
		switch c := row[enter]; {
		case c.sign() > 0:
			room = d.rhs[i].div(c)
		case c.sign() < 0 && d.limited(d.basis[i]):
			room, over = d.rhs[i].sub(one).div(c), true
		default:
			continue
		}
		if !s.endless {
			if c := room.cmp(s.far); c > 0 || c == 0 && (s.row < 0 || d.basis[i] > d.basis[s.row]) {
				continue
			}
		}
		s = step{row: i, over: over, far: room}
	}
	return s
}

// limited reports whether a column is the multiplier of a row that gives.
func (d *dual) limited(column int) bool {
	at := column - d.program.Vars
	return d.gives != nil && at >= 0 && d.gives(d.row[at])
}

// turn takes a multiplier outside the basis from one end to the other.
func (d *dual) turn(column int) {
	for i, row := range d.rows {
		if c := row[column]; !c.isZero() {
			d.rhs[i], row[column] = d.rhs[i].sub(c), c.neg()
		}
	}
	d.cost[column] = d.cost[column].neg()
	d.turned[column] = !d.turned[column]
}

// turnBasic counts a multiplier in the basis from its other end.
func (d *dual) turnBasic(i int) {
	row, own := d.rows[i], d.basis[i]
	for j, v := range row {
		if j != own && !v.isZero() {
			row[j] = v.neg()
		}
	}
	d.rhs[i] = one.sub(d.rhs[i])
	d.turned[own] = !d.turned[own]
}

func newDual(p Problem, objective []Term) *dual {
	d := &dual{program: p, in: make([]bool, len(p.Rows)), column: make([]frac, p.Vars), right: make([]frac, len(p.Rows)), turned: make([]bool, p.Vars)}
	for i, r := range p.Rows {
		d.right[i] = fromRat(r.RHS)
	}
	d.rhs, d.cost, d.real = dense(p.Vars, objective), dense(p.Vars, nil), p.Vars
	for k := range p.Vars {
		row := make([]frac, p.Vars, p.Vars+4*taken)
		for j := range row {
			row[j] = zero
		}
		row[k] = one
		d.rows, d.basis = append(d.rows, row), append(d.basis, k)
	}
	return d
}

// counted is the sign in which a row's multiplier is counted, never below nought.
func counted(r Row) int64 {
	if r.Op == AtMost {
		return -1
	}
	return 1
}

// takeIn makes columns of the rows that the present point breaks most.
func (d *dual) takeIn() {
	type broken struct {
		row  int
		cost frac
		each float64 // what is missing, by variable: short rows say more
	}
	var all []broken
	x := d.cost[:d.program.Vars]
	for i, r := range d.program.Rows {
		if d.in[i] {
			continue
		}
		if c := dot(r.Terms, x).sub(d.right[i]).mul(fromInt(counted(r))); c.sign() < 0 {
			missing, _ := c.rat().Float64()
			all = append(all, broken{i, c, missing / float64(len(r.Terms))})
		}
	}
	slices.SortFunc(all, func(a, b broken) int { return cmp.Or(cmp.Compare(a.each, b.each), cmp.Compare(a.row, b.row)) })
	inverse := d.inverse()
	for _, b := range all[:min(taken, len(all))] {
		d.in[b.row] = true
		d.row, d.cost, d.turned = append(d.row, b.row), append(d.cost, b.cost), append(d.turned, false)
		for j := range d.column {
			d.column[j] = zero
		}
		for _, t := range d.program.Rows[b.row].Terms {
			d.column[t.Var] = fromInt(t.Coef * counted(d.program.Rows[b.row]))
		}
		for k, row := range d.rows {
			d.rows[k] = append(row, sparse(inverse[k], d.column))
		}
	}
}

// inverse are the slacks' columns as they stand now: what turns a row of the program
// into a column of the tableau. Most of each is nought.
func (d *dual) inverse() [][]entry {
	out := make([][]entry, len(d.rows))
	for k, row := range d.rows {
		for j, v := range row[:d.program.Vars] {
			if !v.isZero() {
				out[k] = append(out[k], entry{j, v})
			}
		}
	}
	return out
}

// entry is one number of a row of the tableau.
type entry struct {
	at int
	v  frac
}

func sparse(row []entry, with []frac) frac {
	sum := zero
	for _, e := range row {
		if c := with[e.at]; !c.isZero() {
			sum = sum.add(c.mul(e.v))
		}
	}
	return sum
}

// solution reads the present corner, from which nothing is gained any more.
func (d *dual) solution() Solution {
	s := Solution{Status: Optimal, Value: new(big.Rat)}
	s.Dual = d.multipliers(one, func(k int) frac {
		if d.turned[d.basis[k]] {
			return one.sub(d.rhs[k])
		}
		return d.rhs[k]
	})
	for i, y := range s.Dual {
		if y.Sign() != 0 {
			s.Value.Add(s.Value, new(big.Rat).Mul(y, d.program.Rows[i].RHS))
		}
	}
	for _, x := range d.cost[:d.program.Vars] {
		s.X = append(s.X, x.rat())
	}
	return s
}

// falsehood are the multipliers in the direction of a column that nothing limits.
func (d *dual) falsehood(enter int) []*big.Rat {
	y := d.multipliers(zero, func(k int) frac { return d.rows[k][enter].neg() })
	if at := enter - d.program.Vars; at >= 0 {
		i := d.row[at]
		y[i].SetInt64(counted(d.program.Rows[i]))
	}
	return y
}

// multipliers gives each row of the program what its column has in the basis; those
// turned outside it have what is given.
func (d *dual) multipliers(turned frac, of func(k int) frac) []*big.Rat {
	y := make([]*big.Rat, len(d.program.Rows))
	for i := range y {
		y[i] = new(big.Rat)
	}
	set := func(at int, v frac) {
		i := d.row[at]
		y[i] = v.mul(fromInt(counted(d.program.Rows[i]))).rat()
	}
	for at := range d.row {
		if d.turned[d.program.Vars+at] {
			set(at, turned)
		}
	}
	for k, b := range d.basis {
		if at := b - d.program.Vars; at >= 0 {
			set(at, of(k))
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
