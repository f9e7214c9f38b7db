package money

import (
	"fmt"
	"strconv"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/lexicon"
)

// rateTable is the yearly average of each currency, in units for one US dollar.
type rateTable map[string]map[int]decimal.Decimal

func loadRates(lex *lexicon.Lexicon) (rateTable, error) {
	t := rateTable{}
	for _, row := range lex.Table("rates").Rows {
		year, err := strconv.Atoi(row.Get("year"))
		if err != nil {
			return nil, fmt.Errorf("rates.tsv:%d: year: %w", row.Line, err)
		}
		rate, err := decimal.Parse(row.Get("per_usd"))
		if err != nil || rate.Sign() <= 0 {
			return nil, fmt.Errorf("rates.tsv:%d: per_usd is no positive decimal: %q", row.Line, row.Get("per_usd"))
		}
		code := row.Phrase()
		if t[code] == nil {
			t[code] = map[int]decimal.Decimal{}
		}
		t[code][year] = rate
	}
	return t, nil
}

// between returns the lowest and the highest number of units of b for one of a,
// by the averages of the year and the year before: writers use either. It fails
// where the table has neither year of both.
func (t rateTable) between(a, b string, year int) (lo, hi decimal.Decimal, ok bool) {
	for y := year - 1; y <= year; y++ {
		ra, okA := t.perDollar(a, y)
		rb, okB := t.perDollar(b, y)
		if !okA || !okB {
			continue
		}
		rate, err := rb.Quo(ra)
		if err != nil {
			continue
		}
		rate = rate.Round(ratePlaces)
		if !ok || rate.Cmp(lo) < 0 {
			lo = rate
		}
		if !ok || rate.Cmp(hi) > 0 {
			hi = rate
		}
		ok = true
	}
	return lo, hi, ok
}

// ratePlaces keeps products of rates within what a decimal multiplies fast.
const ratePlaces = 9

func (t rateTable) perDollar(code string, year int) (decimal.Decimal, bool) {
	if code == "USD" {
		return decimal.One, true
	}
	r, ok := t[code][year]
	return r, ok
}

// fit is how a bracketed sum agrees with the one before it.
type fit uint8

const (
	unknown fit = iota // no rate to compare by
	fitting
	off
)

// tolerance is how far from the yearly average a day's rate may be: 12 %.
var below, above = decimal.MustNew(88, 2), decimal.MustNew(112, 2)

// fits compares a sum, read from the figure first, with the same sum in another
// currency, read from fig. Both are widened by
// half a unit of the last digit written: "GBP 1 billion (US$2 billion)" may be
// 1.4 against 1.6.
func (f *finder) fits(m *Mention, first, fig *figure, a pledgebook.Amount) fit {
	lo, hi, ok := f.r.rates.between(m.Money.Currency, a.Currency, f.year)
	if !ok {
		return unknown
	}
	mLo, mHi := widen(m.Money.Lo, m.Money.Hi, first.number.Unit)
	aLo, aHi := widen(a.Lo, a.Hi, fig.number.Unit)
	least, err1 := product(mLo, lo, below)
	most, err2 := product(mHi, hi, above)
	if err1 != nil || err2 != nil {
		return unknown
	}
	if aHi.Cmp(least) < 0 || aLo.Cmp(most) > 0 {
		return off
	}
	return fitting
}

func product(a, b, c decimal.Decimal) (decimal.Decimal, error) {
	d, err := a.Mul(b)
	if err != nil {
		return d, err
	}
	return d.Mul(c)
}

// widen moves both ends out by half a unit.
func widen(lo, hi, unit decimal.Decimal) (decimal.Decimal, decimal.Decimal) {
	half, err := unit.Mul(decimal.MustNew(5, 1))
	if err != nil {
		return lo, hi
	}
	l, err1 := lo.Sub(half)
	h, err2 := hi.Add(half)
	if err1 != nil || err2 != nil {
		return lo, hi
	}
	return l, h
}

// check marks a sum suspect whose bracket does not fit the rate.
func (f *finder) check(m *Mention, first, fig *figure, a pledgebook.Amount) {
	if f.fits(m, first, fig, a) != off {
		return
	}
	reason := fmt.Sprintf("%s %s does not fit %s %s at the rates of %d and the year before",
		a.Currency, pledgebook.Plain(a.Lo), m.Money.Currency, pledgebook.Plain(m.Money.Lo), f.year)
	if n := f.slip(m, a); n != "" {
		reason += ": off by about " + n
	}
	m.Suspect = append(m.Suspect, pledgebook.Suspicion{Reason: reason})
}

// slip names a power of ten by which a bracket misses the rate, or "".
func (f *finder) slip(m *Mention, a pledgebook.Amount) string {
	_, rate, ok := f.r.rates.between(m.Money.Currency, a.Currency, f.year)
	if !ok || a.Lo.Sign() <= 0 || m.Money.Lo.Sign() <= 0 {
		return ""
	}
	want, err := m.Money.Lo.Mul(rate)
	if err != nil {
		return ""
	}
	low, high := want, a.Lo
	if low.Cmp(high) > 0 {
		low, high = high, low
	}
	ratio, err := high.Quo(low)
	if err != nil {
		return ""
	}
	for _, p := range []int64{10, 100, 1000, 10_000, 100_000, 1_000_000, 1_000_000_000} {
		near, err := ratio.Quo(decimal.MustNew(p, 0))
		if err == nil && near.Cmp(decimal.MustNew(7, 1)) > 0 && near.Cmp(decimal.MustNew(14, 1)) < 0 {
			return decimal.MustNew(p, 0).String()
		}
	}
	return ""
}
