package pledgebook

import (
	"encoding/json"

	"github.com/govalues/decimal"
)

// Money is a sum as a report states it. Lo and Hi are equal for a single figure
// and differ for a stated range; the qualifier says how the words hedge it.
// Only bounding widens a figure.
type Money struct {
	Lo, Hi    decimal.Decimal
	Currency  string // ISO 4217, also historic codes; "" where the report leaves it out
	Qualifier Qualifier
	Verbatim  string
	Also      []Amount // the same sum in other currencies, as the report gives it
}

// Amount is a sum in one currency without a hedge of its own.
type Amount struct {
	Lo, Hi   decimal.Decimal
	Currency string
}

// Qualifier is how a report hedges a figure.
type Qualifier string

// The qualifiers.
const (
	Exact    Qualifier = "exact"
	About    Qualifier = "about"
	AtLeast  Qualifier = "at-least"
	MoreThan Qualifier = "more-than"
	AtMost   Qualifier = "at-most"
	Nearly   Qualifier = "nearly"
)

type moneyJSON struct {
	Lo        string    `json:"lo"`
	Hi        string    `json:"hi"`
	Currency  string    `json:"currency,omitempty"`
	Qualifier Qualifier `json:"qualifier,omitempty"`
	Verbatim  string    `json:"verbatim,omitempty"`
	Also      []Amount  `json:"also,omitempty"`
}

// Plain writes a decimal without a trailing fraction of zeros: 20900000000.
func Plain(d decimal.Decimal) string { return d.Trim(0).String() }

// MarshalJSON writes amounts as decimal strings.
func (m Money) MarshalJSON() ([]byte, error) {
	return json.Marshal(moneyJSON{Plain(m.Lo), Plain(m.Hi), m.Currency, m.Qualifier, m.Verbatim, m.Also})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (m *Money) UnmarshalJSON(b []byte) error {
	var j moneyJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	lo, hi, err := parseEnds(j.Lo, j.Hi)
	if err != nil {
		return err
	}
	*m = Money{lo, hi, j.Currency, j.Qualifier, j.Verbatim, j.Also}
	return nil
}

// MarshalJSON writes {"lo", "hi", "currency"} with decimal strings.
func (a Amount) MarshalJSON() ([]byte, error) {
	return json.Marshal(moneyJSON{Lo: Plain(a.Lo), Hi: Plain(a.Hi), Currency: a.Currency})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (a *Amount) UnmarshalJSON(b []byte) error {
	var m Money
	if err := m.UnmarshalJSON(b); err != nil {
		return err
	}
	*a = Amount{m.Lo, m.Hi, m.Currency}
	return nil
}

func parseEnds(lo, hi string) (l, h decimal.Decimal, err error) {
	if l, err = decimal.Parse(lo); err != nil {
		return l, h, WrapError(Invalid, err, "amount %q is no decimal", lo)
	}
	if hi == "" {
		return l, l, nil
	}
	if h, err = decimal.Parse(hi); err != nil {
		return l, h, WrapError(Invalid, err, "amount %q is no decimal", hi)
	}
	return l, h, nil
}
