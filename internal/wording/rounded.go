package wording

import (
	"github.com/govalues/decimal"
)

// fewDigits is how many digits of a sum a reader takes in at a glance.
const fewDigits = 4

// Rounded keeps the first four digits of a sum, downwards, or upwards: what is
// a least stays one, and so does a most. It is for lists and charts; the figures
// behind them keep every digit.
func Rounded(d decimal.Decimal, up bool) decimal.Decimal {
	drop := d.Prec() - d.Scale() - fewDigits
	if drop <= 0 {
		return toWhole(d, 2, up)
	}
	unit := decimal.One
	for range drop {
		var err error
		if unit, err = unit.Mul(decimal.Ten); err != nil {
			return d
		}
	}
	q, err := d.Quo(unit)
	if err != nil {
		return d
	}
	r, err := toWhole(q, 0, up).Mul(unit)
	if err != nil {
		return d
	}
	return r
}

func toWhole(d decimal.Decimal, scale int, up bool) decimal.Decimal {
	if up {
		return d.Ceil(scale)
	}
	return d.Floor(scale)
}
