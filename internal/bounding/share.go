package bounding

import (
	"math/big"

	"github.com/govalues/decimal"

	"pledgebook"
)

// ShareOf says what share of a promise a bounded total is, at least and at
// most, to a thousandth and to the safe side. A share nobody can tell is
// unknown: the promise is open above or nought, or the total has no bound.
func ShareOf(promise Fact, total pledgebook.Bounds) (least, most pledgebook.Share) {
	m := promise.Entry.Money
	if m == nil || m.Currency != total.Scope.Currency {
		return least, most
	}
	of := widen(*m, promise.Row)
	if total.Least != nil && of.hi != nil && of.hi.Sign() > 0 {
		least = thousandths(new(big.Rat).Quo(rat(total.Least.Lo), of.hi), false)
	}
	if total.MostReported != nil && of.lo.Sign() > 0 {
		most = thousandths(new(big.Rat).Quo(rat(total.MostReported.Hi), of.lo), true)
	}
	return least, most
}

func thousandths(r *big.Rat, up bool) pledgebook.Share {
	scaled := new(big.Rat).Mul(r, big.NewRat(1000, 1))
	n, rest := new(big.Int).DivMod(scaled.Num(), scaled.Denom(), new(big.Int))
	if up && rest.Sign() > 0 {
		n.Add(n, big.NewInt(1))
	}
	if !n.IsInt64() {
		return pledgebook.Share{}
	}
	d, err := decimal.New(n.Int64(), 3)
	return pledgebook.Share{Decimal: d, Known: err == nil}
}
