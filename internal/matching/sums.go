package matching

import (
	"strings"

	"github.com/govalues/decimal"
)

// digits are the significant digits of a figure: 209 for 20.9 billion.
func digits(d decimal.Decimal) string {
	s := strings.Trim(strings.Replace(d.Abs().String(), ".", "", 1), "0")
	if s == "" {
		return "0"
	}
	return s
}

var thousand = decimal.MustNew(1000, 0)

// thousandfold reports whether one figure is the other a thousand or a million
// times over: a billion told as a million.
func thousandfold(a, b decimal.Decimal) bool {
	if a.IsZero() || b.IsZero() || digits(a) != digits(b) {
		return false
	}
	if a.Cmp(b) > 0 {
		a, b = b, a
	}
	for range 2 {
		var err error
		if a, err = a.Mul(thousand); err != nil {
			return false
		}
		if a.Cmp(b) == 0 {
			return true
		}
	}
	return false
}

// digitDropped reports whether leaving out one inner digit of the longer
// figure gives the shorter: 2.9 billion for 20.9, 320 for 3,200 is none (only
// the size differs).
func digitDropped(a, b decimal.Decimal) bool {
	x, y := digits(a), digits(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y) != len(x)+1 || len(y) < 3 {
		return false
	}
	for i := 1; i < len(y)-1; i++ {
		if y[:i]+y[i+1:] == x {
			return true
		}
	}
	return false
}
