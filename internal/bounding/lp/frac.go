package lp

import (
	"math"
	"math/big"
)

// frac is an exact fraction: n/d in lowest terms with d > 0 while both fit
// into 64 bits, else big.
type frac struct {
	n, d int64
	big  *big.Rat
}

var (
	zero = frac{n: 0, d: 1}
	one  = frac{n: 1, d: 1}
)

func fromInt(n int64) frac {
	if n == math.MinInt64 {
		return frac{big: new(big.Rat).SetInt64(n)}
	}
	return frac{n: n, d: 1}
}

func fromRat(r *big.Rat) frac {
	if r.Num().IsInt64() && r.Denom().IsInt64() && r.Num().Int64() != math.MinInt64 {
		return frac{n: r.Num().Int64(), d: r.Denom().Int64()}
	}
	return frac{big: r}
}

// rat returns a fraction of its own.
func (a frac) rat() *big.Rat {
	if a.big != nil {
		return new(big.Rat).Set(a.big)
	}
	return big.NewRat(a.n, a.d)
}

func (a frac) sign() int {
	switch {
	case a.big != nil:
		return a.big.Sign()
	case a.n > 0:
		return 1
	case a.n < 0:
		return -1
	}
	return 0
}

func (a frac) isZero() bool { return a.big == nil && a.n == 0 }

func (a frac) neg() frac {
	if a.big != nil {
		return frac{big: new(big.Rat).Neg(a.big)}
	}
	return frac{n: -a.n, d: a.d}
}

func (a frac) add(b frac) frac {
	if a.big == nil && b.big == nil {
		if a.d == 1 && b.d == 1 {
			if n, ok := addInt(a.n, b.n); ok {
				return frac{n: n, d: 1}
			}
		} else if sum, ok := a.addFraction(b); ok {
			return sum
		}
	}
	return fromRat(new(big.Rat).Add(a.rat(), b.rat()))
}

// addFraction adds over the least common denominator, where there is room.
func (a frac) addFraction(b frac) (frac, bool) {
	x, y := b.d, a.d
	if x == y {
		x, y = 1, 1
	} else if x > 1 && y > 1 {
		g := gcd(x, y)
		x, y = x/g, y/g
	}
	n, ok := mulInt(a.n, x)
	m, ok2 := mulInt(b.n, y)
	if !ok || !ok2 {
		return zero, false
	}
	d, ok := mulInt(a.d, x)
	if n, ok2 = addInt(n, m); !ok || !ok2 {
		return zero, false
	}
	return lowest(n, d), true
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func (a frac) sub(b frac) frac { return a.add(b.neg()) }

func (a frac) mul(b frac) frac {
	if a.big == nil && b.big == nil {
		if n, ok := mulInt(a.n, b.n); ok {
			if d, ok := mulInt(a.d, b.d); ok {
				return lowest(n, d)
			}
		}
	}
	return fromRat(new(big.Rat).Mul(a.rat(), b.rat()))
}

// div panics on a zero divisor, as the solver never divides by one.
func (a frac) div(b frac) frac {
	if a.big == nil && b.big == nil && b.n != 0 {
		n, d := b.d, b.n
		if d < 0 {
			n, d = -n, -d
		}
		return a.mul(frac{n: n, d: d})
	}
	return fromRat(new(big.Rat).Quo(a.rat(), b.rat()))
}

func (a frac) cmp(b frac) int {
	if a.big == nil && b.big == nil && a.d == b.d {
		switch {
		case a.n < b.n:
			return -1
		case a.n > b.n:
			return 1
		}
		return 0
	}
	return a.sub(b).sign()
}

func addInt(a, b int64) (int64, bool) {
	c := a + b
	return c, (c > a) == (b > 0) && c != math.MinInt64
}

func mulInt(a, b int64) (int64, bool) {
	if a == 0 || b == 0 {
		return 0, true
	}
	if a == 1 {
		return b, true
	}
	if b == 1 {
		return a, true
	}
	c := a * b
	if int64(int32(a)) == a && int64(int32(b)) == b {
		return c, true
	}
	return c, c/b == a && c != math.MinInt64 && a != math.MinInt64 && b != math.MinInt64
}

func lowest(n, d int64) frac {
	if d == 1 {
		return frac{n: n, d: 1}
	}
	if n == 0 {
		return zero
	}
	g := gcd(max(n, -n), d)
	return frac{n: n / g, d: d / g}
}
