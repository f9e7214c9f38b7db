package bounding

import (
	"math/big"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
)

// interval is what a told figure can mean: from lo to hi, or upwards without
// end where hi is nil. told is the most the report says it is.
type interval struct{ lo, hi, told *big.Rat }

// aboutWidth and nearlyWidth are how far "about" reaches to both sides and
// "nearly" downwards, as shares of the figure.
var aboutWidth, nearlyWidth = big.NewRat(1, 20), big.NewRat(1, 20)

// widen gives a report's figure half a unit of the last digit written to both
// sides; a dataset's figure stays as it is. The words around it open an end.
func widen(m pledgebook.Money, row bool) interval {
	lo, hi := rat(m.Lo), rat(m.Hi)
	if !row {
		half := new(big.Rat).Mul(lastUnit(m), big.NewRat(1, 2))
		lo.Sub(lo, half)
		hi.Add(hi, half)
	}
	iv := interval{lo: lo, hi: hi, told: hi}
	switch m.Qualifier {
	case pledgebook.About:
		iv.lo = smaller(lo, share(m.Lo, new(big.Rat).Sub(big.NewRat(1, 1), aboutWidth)))
		iv.hi = larger(hi, share(m.Hi, new(big.Rat).Add(big.NewRat(1, 1), aboutWidth)))
		iv.told = iv.hi
	case pledgebook.AtLeast, pledgebook.MoreThan:
		iv.hi = nil
	case pledgebook.AtMost:
		iv.lo = new(big.Rat)
	case pledgebook.Nearly:
		iv.lo = share(m.Lo, new(big.Rat).Sub(big.NewRat(1, 1), nearlyWidth))
		iv.hi, iv.told = rat(m.Hi), rat(m.Hi)
	}
	return iv
}

func rat(d decimal.Decimal) *big.Rat {
	r := new(big.Rat).SetInt(new(big.Int).SetUint64(d.Coef()))
	r.Quo(r, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(d.Scale())), nil)))
	if d.IsNeg() {
		r.Neg(r)
	}
	return r
}

func share(d decimal.Decimal, of *big.Rat) *big.Rat { return new(big.Rat).Mul(rat(d), of) }

func smaller(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) <= 0 {
		return a
	}
	return b
}

func larger(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) >= 0 {
		return a
	}
	return b
}

// lastUnit is the value of the last digit written: 0.1 billion in "20.9
// billion", a billion in "40 billion". Where the words are not kept, the
// figure is taken as a newspaper writes it: in billions, millions, or in full.
func lastUnit(m pledgebook.Money) *big.Rat {
	if u := unitWritten(m); u != nil {
		return u
	}
	v := new(big.Rat).Abs(rat(m.Lo))
	for _, big9 := range []int64{1_000_000_000, 1_000_000} {
		if scale := big.NewRat(big9, 1); v.Cmp(scale) >= 0 {
			places := decimalPlaces(new(big.Rat).Quo(v, scale))
			return scale.Quo(scale, tenTo(places))
		}
	}
	return new(big.Rat).Quo(big.NewRat(1, 1), tenTo(decimalPlaces(v)))
}

// unitWritten reads the last digit's value off the words, or nil where the
// words hold no number that makes the sum.
func unitWritten(m pledgebook.Money) *big.Rat {
	start := strings.IndexAny(m.Verbatim, "0123456789")
	if start < 0 {
		return nil
	}
	end := start
	for end < len(m.Verbatim) && strings.IndexByte("0123456789.,", m.Verbatim[end]) >= 0 {
		end++
	}
	written := strings.TrimRight(m.Verbatim[start:end], ".,")
	places := 0
	if dot := strings.LastIndexByte(written, '.'); dot >= 0 {
		places = len(written) - dot - 1
	}
	number, ok := new(big.Rat).SetString(strings.ReplaceAll(written, ",", ""))
	if !ok || number.Sign() == 0 {
		return nil
	}
	factor := new(big.Rat).Quo(rat(m.Lo), number)
	if !powerOfTen(factor) {
		return nil
	}
	return factor.Quo(factor, tenTo(places))
}

func powerOfTen(r *big.Rat) bool {
	return r.IsInt() && r.Sign() > 0 && strings.TrimRight(r.Num().String(), "0") == "1"
}

func tenTo(n int) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil))
}

// decimalPlaces is how many places a terminating fraction needs.
func decimalPlaces(r *big.Rat) int {
	n, _ := r.FloatPrec()
	return n
}

// money writes a bound as a decimal: exactly, or where it does not end within
// two places, rounded to the safe side.
func money(r *big.Rat, currency string, up bool, q pledgebook.Qualifier) *pledgebook.Money {
	cents := new(big.Rat).Mul(r, big.NewRat(100, 1))
	n := new(big.Int)
	rest := new(big.Int)
	n.DivMod(cents.Num(), cents.Denom(), rest)
	if up && rest.Sign() > 0 {
		n.Add(n, big.NewInt(1))
	}
	d, err := decimal.Parse(new(big.Rat).SetFrac(n, big.NewInt(100)).FloatString(2))
	if err != nil { // more than nineteen digits: no sum of money
		return nil
	}
	return &pledgebook.Money{Lo: d.Trim(0), Hi: d.Trim(0), Currency: currency, Qualifier: q}
}
