package tracking

import (
	"cmp"

	"github.com/govalues/decimal"

	"pledgebook"
)

// reported is the furthest progress that reports state: the largest total, or
// the parts added up where that is more.
func reported(of pledgebook.Money, towards []pledgebook.Entry) *pledgebook.Progress {
	best, parts := sumUp(of.Currency, towards, binds)
	if parts != nil && (best == nil || parts.Money.Lo.Cmp(best.Money.Lo) > 0) {
		best = parts
	}
	if best != nil {
		best.Share = shareOf(best.Money.Lo, of.Lo)
	}
	return best
}

// certain is what has arrived for certain: delivered or paid. Where nothing
// has, it is nought, which is what the book can vouch for.
func certain(of pledgebook.Money, towards []pledgebook.Entry) *pledgebook.Money {
	sum := decimal.Zero
	total, parts := sumUp(of.Currency, towards, reached)
	for _, p := range []*pledgebook.Progress{total, parts} {
		if p != nil {
			sum = sum.Max(p.Money.Lo)
		}
	}
	return &pledgebook.Money{Lo: sum, Hi: sum, Currency: of.Currency, Qualifier: pledgebook.AtLeast}
}

// most is the most that reports add up to, whatever the stage, if nothing
// that may overlap does.
func most(of pledgebook.Money, towards []pledgebook.Entry) *pledgebook.Money {
	sum := decimal.Zero
	for _, t := range towards {
		if counts(t, of.Currency) && !insideAnother(t, towards) {
			sum = plus(sum, t.Money.Hi)
		}
	}
	return &pledgebook.Money{Lo: sum, Hi: sum, Currency: of.Currency, Qualifier: pledgebook.AtMost}
}

// sumUp returns the largest total, and the sum of the distinct parts, among
// the entries that pass. A total and parts may overlap and are never added.
func sumUp(currency string, towards []pledgebook.Entry, pass func(pledgebook.Entry) bool) (total, parts *pledgebook.Progress) {
	for _, t := range towards {
		switch {
		case !counts(t, currency) || !pass(t) || insideAnother(t, towards):
		case t.Extent == pledgebook.TotalExtent:
			if total == nil || t.Money.Lo.Cmp(total.Money.Lo) > 0 {
				total = progress(t)
			}
		case parts == nil:
			parts = progress(t)
		default:
			parts = added(parts, progress(t))
		}
	}
	return total, parts
}

// insideAnother reports whether t is part of another entry that counts too.
func insideAnother(t pledgebook.Entry, among []pledgebook.Entry) bool {
	for _, o := range among {
		if t.PartOf != "" && t.PartOf == o.ID {
			return true
		}
	}
	return false
}

func progress(t pledgebook.Entry) *pledgebook.Progress {
	return &pledgebook.Progress{Money: *t.Money, Stage: t.Stage, AsOf: asOf(t)}
}

// asOf is the day up to which an entry's figure counts: the end of its own
// period, else the day of the act.
func asOf(t pledgebook.Entry) pledgebook.Day {
	return cmp.Or(t.Period.Last(), t.Date)
}

// added joins two distinct parts: their sum, the earlier of their stages, the
// later of their days.
func added(a, b *pledgebook.Progress) *pledgebook.Progress {
	sum := pledgebook.Money{Lo: plus(a.Money.Lo, b.Money.Lo), Hi: plus(a.Money.Hi, b.Money.Hi),
		Currency: a.Money.Currency, Qualifier: a.Money.Qualifier}
	stage := a.Stage
	if b.Stage != stage {
		stage = pledgebook.StageUnclear
	}
	return &pledgebook.Progress{Money: sum, Stage: stage, AsOf: max(a.AsOf, b.AsOf)}
}

// plus adds two sums; one too large for nineteen digits is kept at the larger.
func plus(a, b decimal.Decimal) decimal.Decimal {
	sum, err := a.Add(b)
	if err != nil {
		return a.Max(b)
	}
	return sum
}

// shareOf is part / whole, unknown where the whole is nought.
func shareOf(part, whole decimal.Decimal) pledgebook.Share {
	if whole.Sign() <= 0 {
		return pledgebook.Share{}
	}
	q, err := part.Quo(whole)
	if err != nil {
		return pledgebook.Share{}
	}
	return pledgebook.Share{Decimal: q.Round(shareScale).Trim(0), Known: true}
}

// shareScale is the number of decimals a share is kept to: a millionth.
const shareScale = 6
