package bounding

import (
	"cmp"
	"math/big"
	"math/bits"
)

// amount is an exact running sum. Figures of up to eighteen decimal places, as nearly
// all are, add up without taking memory: as one number of 128 bits that counts
// quintillionths.
type amount struct {
	high int64
	low  uint64
	rest *big.Rat // what has more places or is too large; nil is nought
}

// quintillion is how many of an amount's units make one.
const quintillion = 1_000_000_000_000_000_000

func (t *amount) add(r *big.Rat) {
	if o, ok := fixed(r); ok && t.addUnits(o) {
		return
	}
	if t.rest == nil {
		t.rest = new(big.Rat)
	}
	t.rest.Add(t.rest, r)
}

// fixed counts a fraction in units, where it comes to whole ones and has room.
func fixed(r *big.Rat) (amount, bool) {
	d := r.Denom()
	if !d.IsInt64() || quintillion%d.Int64() != 0 {
		return amount{}, false
	}
	words := r.Num().Bits()
	if len(words) > 2 || bits.UintSize < 64 {
		return amount{}, false
	}
	var n [2]uint64
	for i, w := range words {
		n[i] = uint64(w)
	}
	each := uint64(quintillion / d.Int64())
	high, low := bits.Mul64(n[0], each)
	over, upper := bits.Mul64(n[1], each)
	high, carry := bits.Add64(high, upper, 0)
	if over != 0 || carry != 0 || high >= 1<<62 {
		return amount{}, false
	}
	t := amount{high: int64(high), low: low}
	if r.Sign() < 0 {
		t = t.negative()
	}
	return t, true
}

func (t amount) negative() amount {
	low, borrow := bits.Sub64(0, t.low, 0)
	return amount{high: -t.high - int64(borrow), low: low}
}

// addUnits reports whether there is room for the units of another.
func (t *amount) addUnits(o amount) bool {
	low, carry := bits.Add64(t.low, o.low, 0)
	high := t.high + o.high + int64(carry)
	if high >= 1<<62 || high < -1<<62 {
		return false
	}
	t.high, t.low = high, low
	return true
}

func (t *amount) addAmount(o *amount) {
	if !t.addUnits(*o) {
		whole := amount{high: o.high, low: o.low}
		t.add(whole.rat())
	}
	if o.rest != nil {
		t.add(o.rest)
	}
}

// rat returns a fraction of its own.
func (t *amount) rat() *big.Rat {
	r := t.units()
	if t.rest != nil {
		r.Add(r, t.rest)
	}
	return r
}

func (t *amount) units() *big.Rat {
	size := amount{high: t.high, low: t.low}
	if t.high < 0 {
		size = size.negative()
	}
	r := new(big.Rat)
	if high := uint64(size.high); high < quintillion {
		if whole, rest := bits.Div64(high, size.low, quintillion); rest == 0 {
			r.SetUint64(whole)
		}
	}
	if r.Sign() == 0 && (size.high != 0 || size.low != 0) {
		n := new(big.Int).SetUint64(uint64(size.high))
		n.Or(n.Lsh(n, 64), new(big.Int).SetUint64(size.low))
		r.SetFrac(n, big.NewInt(quintillion))
	}
	if t.high < 0 {
		r.Neg(r)
	}
	return r
}

func (t *amount) compare(o *amount) int {
	if t.rest == nil && o.rest == nil {
		return cmp.Or(cmp.Compare(t.high, o.high), cmp.Compare(t.low, o.low))
	}
	return t.rat().Cmp(o.rat())
}

func (t *amount) sign() int { return t.compare(&amount{}) }
