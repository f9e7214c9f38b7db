package bounding

import (
	"fmt"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// Amounts add up as fractions do, whatever their places and sizes.
func TestAmountsAreExact(t *testing.T) {
	figure := func(t *rapid.T, what string) *big.Rat {
		n := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-1000, 1000)).Draw(t, what)
		r := new(big.Rat).SetInt64(n)
		for i := range rapid.IntRange(0, 3).Draw(t, what+" factors") {
			r.Mul(r, new(big.Rat).SetInt64(rapid.Int64Range(1, 1<<40).Draw(t, fmt.Sprint(what, " factor ", i))))
		}
		return r.Quo(r, rapid.SampledFrom([]*big.Rat{big.NewRat(1, 1), big.NewRat(2, 1), big.NewRat(1000, 1), big.NewRat(3, 1), tenTo(18), tenTo(19)}).Draw(t, what+" part"))
	}
	rapid.Check(t, func(t *rapid.T) {
		var a, b amount
		x, y := new(big.Rat), new(big.Rat)
		for i := range rapid.IntRange(0, 8).Draw(t, "figures") {
			r := figure(t, fmt.Sprint("figure ", i))
			if rapid.Bool().Draw(t, fmt.Sprint("to the second ", i)) {
				b.add(r)
				y.Add(y, r)
			} else {
				a.add(r)
				x.Add(x, r)
			}
		}
		if a.rat().Cmp(x) != 0 || b.rat().Cmp(y) != 0 {
			t.Fatalf("%s and %s, want %s and %s", a.rat(), b.rat(), x, y)
		}
		if a.compare(&b) != x.Cmp(y) || a.sign() != x.Sign() {
			t.Fatalf("%s against %s: %d, sign %d", x, y, a.compare(&b), a.sign())
		}
		if a.addAmount(&b); a.rat().Cmp(x.Add(x, y)) != 0 {
			t.Fatalf("together %s, want %s", a.rat(), x)
		}
	})
}
