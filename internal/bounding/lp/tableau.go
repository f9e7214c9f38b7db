package lp

import "math/big"

// tableau is the dense simplex tableau in exact fractions. Columns are the
// problem's variables, then one slack per inequality, then one artificial
// variable per row that has no slack to start from.
//
// Every row is turned so that its right-hand side is nought or more; id is the
// column that was the row's unit vector at the start: from its reduced cost
// the row's multiplier is read.
type tableau struct {
	rows       [][]frac
	rhs        []frac
	basis      []int
	flip       []bool // the row was multiplied by -1
	id         []int
	cost       []frac // reduced costs
	idCost     []frac // the cost of each id column in the present phase
	vars, real int    // columns of variables; columns that may enter
	wide       int    // all columns
}

func newTableau(s *Solver) *tableau {
	t := &tableau{vars: s.problem.Vars}
	t.real = t.vars
	for _, i := range s.kept {
		if s.problem.Rows[i].Op != Equal {
			t.real++
		}
	}
	t.wide = t.real
	slack := t.vars
	for _, i := range s.kept {
		slack = t.addRow(s, s.problem.Rows[i], slack)
	}
	for i := range t.rows { // rows made before the last artificial column
		for len(t.rows[i]) < t.wide {
			t.rows[i] = append(t.rows[i], zero)
		}
	}
	return t
}

// addRow enters a row, shifted by the lower bounds, and returns the next free
// slack column.
func (t *tableau) addRow(s *Solver, r Row, slack int) int {
	row := make([]frac, t.wide+1)
	for j := range row {
		row[j] = zero
	}
	rhs := fromRat(r.RHS)
	for _, term := range r.Terms {
		c := fromInt(term.Coef)
		row[term.Var] = row[term.Var].add(c)
		rhs = rhs.sub(c.mul(s.low[term.Var]))
	}
	start := t.wide
	if r.Op != Equal {
		if row[slack] = one; r.Op == AtLeast {
			row[slack] = one.neg()
		}
	}
	flip := rhs.sign() < 0 || rhs.sign() == 0 && r.Op == AtLeast
	if flip {
		rhs = rhs.neg()
		for j := range row {
			row[j] = row[j].neg()
		}
	}
	if r.Op != Equal {
		if row[slack].n > 0 {
			start = slack
		}
		slack++
	}
	if row[start] = one; start == t.wide {
		t.wide++
	}
	row = row[:t.wide]
	t.rows, t.rhs = append(t.rows, row), append(t.rhs, rhs)
	t.basis, t.id, t.flip = append(t.basis, start), append(t.id, start), append(t.flip, flip)
	return slack
}

// phaseOne drives the artificial variables to nought, and reports whether
// that is impossible.
func (t *tableau) phaseOne() (infeasible bool) {
	t.cost, t.idCost = make([]frac, t.wide), make([]frac, len(t.rows))
	for j := range t.cost {
		if t.cost[j] = zero; j >= t.real {
			t.cost[j] = one
		}
	}
	for i, id := range t.id {
		t.idCost[i] = t.cost[id]
	}
	sum, _ := t.descend(t.price())
	if sum.sign() != 0 {
		return true
	}
	t.expel()
	return false
}

// price subtracts from the costs what the basis pays for, and returns the
// basis's own cost.
func (t *tableau) price() frac {
	sum := zero
	for i, b := range t.basis {
		if c := t.cost[b]; !c.isZero() {
			sum = sum.add(c.mul(t.rhs[i]))
			subtract(t.cost, t.rows[i], c)
		}
	}
	return sum
}

// expel swaps artificial variables that stayed in the basis at nought for real
// ones; a row without any says what other rows say already.
func (t *tableau) expel() {
	for i, b := range t.basis {
		if b < t.real {
			continue
		}
		for j := range t.real {
			if !t.rows[i][j].isZero() {
				t.pivot(i, j)
				break
			}
		}
	}
}

// phaseTwo minimises a cost from the present corner; where that has no end it
// returns the direction down.
func (t *tableau) phaseTwo(cost []frac) (ray []*big.Rat) {
	for j := range t.cost {
		if t.cost[j] = zero; j < t.vars {
			t.cost[j] = cost[j]
		}
	}
	for i := range t.idCost {
		t.idCost[i] = zero
	}
	t.price()
	if _, endless := t.descend(zero); endless >= 0 {
		return t.ray(endless)
	}
	return nil
}

// patience is after how many pivots without gain the choice falls to Bland's
// rule, which cannot circle.
const patience = 20

// descend pivots until no column promises a gain, and returns the value
// reached; a column that promises one without end is returned too, else -1.
func (t *tableau) descend(value frac) (reached frac, endless int) {
	stalled := 0
	for {
		enter := t.entering(stalled > patience)
		if enter < 0 {
			return value, -1
		}
		leave := t.leaving(enter)
		if leave < 0 {
			return value, enter
		}
		gain := t.cost[enter].mul(t.rhs[leave].div(t.rows[leave][enter]))
		if gain.sign() == 0 {
			stalled++
		} else {
			stalled = 0
		}
		value = value.add(gain)
		t.pivot(leave, enter)
	}
}

// entering is the column with the lowest reduced cost, or by Bland's rule the
// first with a negative one; -1 where there is none.
func (t *tableau) entering(bland bool) int {
	best := -1
	for j := range t.real {
		if t.cost[j].sign() < 0 && (best < 0 || t.cost[j].cmp(t.cost[best]) < 0) {
			best = j
			if bland {
				break
			}
		}
	}
	return best
}

// leaving is the row that limits the entering column most, the lowest basic
// variable among equals; -1 where none limits it.
func (t *tableau) leaving(enter int) int {
	best := -1
	var least frac
	for i, row := range t.rows {
		if row[enter].sign() <= 0 {
			continue
		}
		ratio := t.rhs[i].div(row[enter])
		if best >= 0 {
			if c := ratio.cmp(least); c > 0 || c == 0 && t.basis[i] > t.basis[best] {
				continue
			}
		}
		best, least = i, ratio
	}
	return best
}

func (t *tableau) pivot(leave, enter int) {
	row := t.rows[leave]
	if p := row[enter]; p.cmp(one) != 0 {
		for j := range row {
			if !row[j].isZero() {
				row[j] = row[j].div(p)
			}
		}
		t.rhs[leave] = t.rhs[leave].div(p)
	}
	for i, other := range t.rows {
		if c := other[enter]; i != leave && !c.isZero() {
			subtract(other, row, c)
			t.rhs[i] = t.rhs[i].sub(c.mul(t.rhs[leave]))
		}
	}
	if c := t.cost[enter]; !c.isZero() {
		subtract(t.cost, row, c)
	}
	t.basis[leave] = enter
}

// subtract takes c times row from a.
func subtract(a, row []frac, c frac) {
	for j, v := range row {
		if !v.isZero() {
			a[j] = a[j].sub(c.mul(v))
		}
	}
}

// point is the value of the first n variables at the present corner.
func (t *tableau) point(n int) []frac {
	x := make([]frac, n)
	for j := range x {
		x[j] = zero
	}
	for i, b := range t.basis {
		if b < n {
			x[b] = t.rhs[i]
		}
	}
	return x
}

// ray is the direction in which a column that nothing limits leads.
func (t *tableau) ray(enter int) []*big.Rat {
	d := make([]*big.Rat, t.vars)
	for j := range d {
		d[j] = new(big.Rat)
	}
	if enter < t.vars {
		d[enter].SetInt64(1)
	}
	for i, b := range t.basis {
		if b < t.vars {
			d[b] = t.rows[i][enter].neg().rat()
		}
	}
	return d
}

// rowMultipliers reads off each row's multiplier, in the row's own sense.
func (t *tableau) rowMultipliers() []frac {
	y := make([]frac, len(t.rows))
	for i, id := range t.id {
		if y[i] = t.idCost[i].sub(t.cost[id]); t.flip[i] {
			y[i] = y[i].neg()
		}
	}
	return y
}
