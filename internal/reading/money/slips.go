package money

import (
	"fmt"

	"github.com/govalues/decimal"

	"pledgebook"
)

// maxTwins bounds how many sums back a twin is looked for.
const maxTwins = 32

// twins marks two sums suspect that have the same digits in different
// currencies ("$20,9 billion", and later "20.9 billion euros") or a thousand times
// apart ("€2.45 billion", and later "€2.45 million"). Which is right the text does
// not say. Round figures prove nothing; three digits that matter do.
func twins(sums []Mention) {
	for i := range sums {
		m := &sums[i]
		if m.Money.Currency == "" || m.FractionOf.Len() > 0 || digits(m.Money.Lo) < 3 {
			continue
		}
		for k := i - 1; k >= 0 && k >= i-maxTwins; k-- {
			if t := &sums[k]; t.sameDigits(m) || t.slipped(m) {
				m.doubt(t)
				t.doubt(m)
				break
			}
		}
	}
}

// groupedScale marks sums of a hundred billion dollars and more whose digits are grouped by
// thousands: "$716,250 million" stands where 716,250, or 716.25 million, was meant.
func (f *finder) groupedScale(sums []Mention) {
	for i := range sums {
		m := &sums[i]
		if m.Money.Lo.Cmp(hundredBillion) < 0 {
			continue
		}
		n, grouped := leadingNumber(m.Money.Verbatim)
		if !grouped || n < 100_000 || m.Money.Lo.Cmp(decimal.MustNew(n, 0)) == 0 {
			continue
		}
		if _, rate, ok := f.r.rates.between(m.Money.Currency, "USD", f.year); ok && worth(m, rate) {
			m.Suspect = append(m.Suspect, pledgebook.Suspicion{Reason: "digits grouped by thousands stand before a word for millions or more"})
		}
	}
}

// worth reports a sum that is a hundred billion or more at a rate.
func worth(m *Mention, rate decimal.Decimal) bool {
	value, err := m.Money.Lo.Mul(rate)
	return err == nil && value.Cmp(hundredBillion) >= 0
}

var hundredBillion = decimal.MustNew(100_000_000_000, 0)

// leadingNumber returns the first whole number of a figure as written, and whether commas
// group it by thousands.
func leadingNumber(verbatim string) (n int64, grouped bool) {
	for _, c := range verbatim {
		switch {
		case c >= '0' && c <= '9':
			if n = n*10 + int64(c-'0'); n > 1e15 {
				return 0, false
			}
		case c == ',' && n > 0:
			grouped = true
		case n > 0:
			return n, grouped
		}
	}
	return n, grouped
}

func (m *Mention) doubt(twin *Mention) {
	m.Suspect = append(m.Suspect, pledgebook.Suspicion{
		Reason: fmt.Sprintf("the report has the same digits elsewhere as %q", twin.Money.Verbatim)})
}

// sameDigits reports equal figures in currencies that both are known and differ,
// where neither sum gives the other's currency as well.
func (m *Mention) sameDigits(o *Mention) bool {
	if m.Money.Currency == "" || m.Money.Currency == o.Money.Currency || m.Money.Lo.Cmp(o.Money.Lo) != 0 || m.Money.Hi.Cmp(o.Money.Hi) != 0 {
		return false
	}
	return !m.has(o.Money.Currency) && !o.has(m.Money.Currency)
}

// slipped reports figures in one currency that are exactly a thousandfold apart.
func (m *Mention) slipped(o *Mention) bool {
	if m.Money.Currency != o.Money.Currency || m.Money.Lo.Coef() == o.Money.Lo.Coef() || m.Money.Lo.Cmp(m.Money.Hi) != 0 {
		return false
	}
	low, high := m.Money.Lo, o.Money.Lo
	if low.Cmp(high) > 0 {
		low, high = high, low
	}
	up, err := low.Mul(thousand)
	return err == nil && up.Cmp(high) == 0
}

func (m *Mention) has(currency string) bool {
	for _, a := range m.Money.Also {
		if a.Currency == currency {
			return true
		}
	}
	return false
}

// digits counts the digits of a number from the first to the last that is not
// zero: 3 for 20.9 billion.
func digits(d decimal.Decimal) int {
	n, count := d.Coef(), 0
	for n > 0 && n%10 == 0 {
		n /= 10
	}
	for ; n > 0; n /= 10 {
		count++
	}
	return count
}
