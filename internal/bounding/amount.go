package bounding

import (
	"cmp"
	"math"
	"math/big"
)

// amount is an exact running sum. Whole numbers, as most sums are, add up
// without taking memory.
type amount struct {
	whole int64
	rest  *big.Rat // what is no whole number or too large; nil is nought
}

func (t *amount) add(r *big.Rat) {
	if r.IsInt() && r.Num().IsInt64() && t.addWhole(r.Num().Int64()) {
		return
	}
	if t.rest == nil {
		t.rest = new(big.Rat)
	}
	t.rest.Add(t.rest, r)
}

// addWhole reports whether there is room for n.
func (t *amount) addWhole(n int64) bool {
	if n > 0 && t.whole > math.MaxInt64-n || n < 0 && t.whole < math.MinInt64-n {
		return false
	}
	t.whole += n
	return true
}

func (t *amount) addAmount(o *amount) {
	if !t.addWhole(o.whole) {
		t.add(new(big.Rat).SetInt64(o.whole))
	}
	if o.rest != nil {
		t.add(o.rest)
	}
}

// rat returns a fraction of its own.
func (t *amount) rat() *big.Rat {
	r := new(big.Rat).SetInt64(t.whole)
	if t.rest != nil {
		r.Add(r, t.rest)
	}
	return r
}

func (t *amount) compare(o *amount) int {
	if t.rest == nil && o.rest == nil {
		return cmp.Compare(t.whole, o.whole)
	}
	return t.rat().Cmp(o.rat())
}

func (t *amount) sign() int { return t.compare(&amount{}) }
