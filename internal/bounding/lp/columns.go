package lp

import (
	"encoding/binary"
	"math/bits"
)

// A program of claims has many more variables than its rows can tell apart. Of
// variables that stand in the same rows one will do; and one that helps where another
// helps, hinders only where that one hinders, and costs no more stands for both.

// column is one variable: the rows that it helps to hold, those that it hinders, and
// whether all its coefficients are one or minus one, so that two can be compared.
type column struct {
	helps, hinders bitset
	plain          bool
	shortest       int // of the rows that it helps, the one with the fewest variables
	cost           int64
}

type bitset []uint64

func (b bitset) set(i int) { b[i/64] |= 1 << (i % 64) }

func (b bitset) within(o bitset) bool {
	for i, word := range b {
		if word&^o[i] != 0 {
			return false
		}
	}
	return true
}

func (b bitset) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }

// each calls f with every member.
func (b bitset) each(f func(i int)) {
	for i, word := range b {
		for ; word != 0; word &= word - 1 {
			f(i*64 + bits.TrailingZeros64(word))
		}
	}
}

// dispensable says which variables of a program may as well be nought. The objective,
// dense, has no negative coefficient. Whatever multipliers prove of the rest they
// prove of the whole.
func dispensable(p Problem, cost []int64) []bool {
	out := make([]bool, p.Vars)
	kept := distinct(p, cost, out)
	columns := columnsOf(p, cost, kept)
	inRow := make([][]int, len(p.Rows))
	for _, j := range kept {
		if columns[j].plain {
			columns[j].helps.each(func(i int) { inRow[i] = append(inRow[i], j) })
		}
	}
	for _, k := range kept {
		if columns[k].plain {
			out[k] = columns[k].dominated(k, columns, inRow)
		}
	}
	return out
}

// distinct are the first variables of each kind: the same coefficients in the same
// rows, at the same cost. The others are marked.
func distinct(p Problem, cost []int64, marked []bool) (kept []int) {
	spelled := make([][]byte, p.Vars)
	for i, r := range p.Rows {
		for _, t := range r.Terms {
			if t.Coef != 0 {
				spelled[t.Var] = binary.AppendVarint(binary.AppendUvarint(spelled[t.Var], uint64(i)), t.Coef)
			}
		}
	}
	seen := make(map[string]bool, p.Vars)
	for j := range p.Vars {
		k := string(binary.AppendVarint(spelled[j], cost[j]))
		if marked[j] = seen[k]; !marked[j] {
			seen[k] = true
			kept = append(kept, j)
		}
	}
	return kept
}

// columnsOf writes some variables down as columns.
func columnsOf(p Problem, cost []int64, of []int) []column {
	columns := make([]column, p.Vars)
	words := (len(p.Rows) + 63) / 64
	room := make(bitset, 2*words*len(of))
	for n, j := range of {
		at := 2 * n * words
		columns[j] = column{helps: room[at : at+words], hinders: room[at+words : at+2*words], plain: true, shortest: -1, cost: cost[j]}
	}
	for i, r := range p.Rows {
		for _, t := range r.Terms {
			if c := &columns[t.Var]; c.helps != nil && t.Coef != 0 {
				c.stand(i, r, t.Coef)
				if c.helps.has(i) && (c.shortest < 0 || len(r.Terms) < len(p.Rows[c.shortest].Terms)) {
					c.shortest = i
				}
			}
		}
	}
	return columns
}

// stand notes how the variable stands in a row.
func (c *column) stand(i int, r Row, coef int64) {
	c.plain = c.plain && (coef == 1 || coef == -1) && r.Op != Equal
	if (coef > 0) == (r.Op == AtLeast) {
		c.helps.set(i)
	} else {
		c.hinders.set(i)
	}
}

// dominated reports whether another column stands for this one, or none need to: it
// helps no row. No two of them stand for one another, since no two are alike.
func (c *column) dominated(self int, columns []column, inRow [][]int) bool {
	if c.shortest < 0 {
		return true
	}
	for _, j := range inRow[c.shortest] {
		o := &columns[j]
		if j != self && o.cost <= c.cost && c.helps.within(o.helps) && o.hinders.within(c.hinders) {
			return true
		}
	}
	return false
}
