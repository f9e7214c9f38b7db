package evaluating

import "math"

// pair joins a read flow with the gold flow it is scored against, by index.
type pair struct{ read, gold int }

// pairUp pairs read and gold flows one to one, as many as possible; among
// pairings of equal number it takes one that agrees in most fields, so that the
// result depends on neither order.
func pairUp(read, gold []*flow) []pair {
	n := max(len(read), len(gold))
	gain := make([][]int, n)
	for i := range gain {
		gain[i] = make([]int, n)
		for j := range gain[i] {
			if i < len(read) && j < len(gold) {
				gain[i][j] = worth(read[i], gold[j])
			}
		}
	}
	var pairs []pair
	for i, j := range assign(gain) {
		if gain[i][j] > 0 {
			pairs = append(pairs, pair{i, j})
		}
	}
	return pairs
}

// worth is 0 for flows that may not be paired. Any pair outweighs every gain
// from fields that more pairs could bring.
func worth(read, gold *flow) int {
	if !sameFigure(read, gold) || !sameEvidence(read, gold) {
		return 0
	}
	const aPair = 1_000_000
	w := aPair
	for _, f := range fields {
		if f.same(read, gold) {
			w++
		}
	}
	return w
}

// assign returns, for each row of a square matrix, the column that a pairing of
// the greatest total gain gives it (the Hungarian method, cubic in the size).
func assign(gain [][]int) []int {
	n := len(gain)
	rowBy := make([]int, n+1) // row held by each column; 0 is none, both count from 1
	u, v := make([]int, n+1), make([]int, n+1)
	for row := 1; row <= n; row++ {
		augment(gain, row, rowBy, u, v)
	}
	columns := make([]int, n)
	for col := 1; col <= n; col++ {
		columns[rowBy[col]-1] = col - 1
	}
	return columns
}

// augment lets one more row into the pairing along a cheapest path; u and v are
// the prices of rows and columns.
func augment(gain [][]int, row int, rowBy, u, v []int) {
	n := len(gain)
	least, from, seen := make([]int, n+1), make([]int, n+1), make([]bool, n+1)
	for j := range least {
		least[j] = math.MaxInt
	}
	rowBy[0] = row
	at := 0
	for rowBy[at] != 0 {
		seen[at] = true
		i, step, next := rowBy[at], math.MaxInt, 0
		for j := 1; j <= n; j++ {
			if seen[j] {
				continue
			}
			if cost := -gain[i-1][j-1] - u[i] - v[j]; cost < least[j] {
				least[j], from[j] = cost, at
			}
			if least[j] < step {
				step, next = least[j], j
			}
		}
		for j := 0; j <= n; j++ {
			if seen[j] {
				u[rowBy[j]] += step
				v[j] -= step
			} else if least[j] != math.MaxInt {
				least[j] -= step
			}
		}
		at = next
	}
	for at != 0 {
		rowBy[at] = rowBy[from[at]]
		at = from[at]
	}
}
