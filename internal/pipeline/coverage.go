package pipeline

import (
	"slices"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/bounding"
	"pledgebook/internal/tracking"
)

// Offers chooses what may answer needs. Empty fields are open.
type Offers struct {
	Providers []pledgebook.PartyID
	Reviewed  bool
}

// Coverage sets the needs that the filter lets through beside the offers that
// answer them. Sums in another currency count as the least and the most that
// they were worth on their day; one without a known rate answers no sum.
func (t *Totals) Coverage(needs Filter, offers Offers) []tracking.Coverage {
	wanted := t.wanted(needs, offers)
	if len(wanted) == 0 {
		return nil
	}
	given := t.given(offers, wanted)
	currencies := map[string]bool{}
	for _, e := range wanted {
		currencies[currencyOf(e)] = true
	}
	byNeed := map[string]tracking.Coverage{}
	for currency := range currencies {
		of := slices.Clone(wanted)
		of = slices.DeleteFunc(of, func(e pledgebook.Entry) bool { return currencyOf(e) != currency })
		for _, c := range tracking.Cover(append(of, t.inCurrency(given, currency)...), t.ledger.Today) {
			byNeed[c.Need] = c
		}
	}
	var out []tracking.Coverage
	for _, e := range wanted {
		if c, ok := byNeed[e.ID]; ok {
			out = append(out, c)
		}
	}
	return out
}

// wanted are the needs that a filter lets through.
func (t *Totals) wanted(needs Filter, offers Offers) (wanted []pledgebook.Entry) {
	all, _ := t.ledger.EntriesNaming(nil, needs.Receivers, "", false)
	for e := range all {
		if e.Stage == pledgebook.StageNeed && (e.Reviewed || !offers.Reviewed) && needs.Lets(e) {
			wanted = append(wanted, *e)
		}
	}
	return wanted
}

// given are the offers to any receiver of some needs: nothing else answers them.
func (t *Totals) given(offers Offers, wanted []pledgebook.Entry) (given []pledgebook.Entry) {
	receivers := map[pledgebook.PartyID]bool{}
	for _, e := range wanted {
		for _, r := range e.Receivers {
			receivers[r] = true
		}
	}
	for _, e := range t.ledger.Entries {
		if e.Stage != pledgebook.StageNeed && (e.Reviewed || !offers.Reviewed) && anyOf(offers.Providers, e.Providers...) &&
			slices.ContainsFunc(e.Receivers, func(r pledgebook.PartyID) bool { return receivers[r] }) {
			given = append(given, *e)
		}
	}
	return given
}

func currencyOf(e pledgebook.Entry) string {
	if e.Money == nil {
		return ""
	}
	return e.Money.Currency
}

// inCurrency puts what can be converted into a currency: from the sum at the
// lowest rate of its day to the sum at the highest.
func (t *Totals) inCurrency(entries []pledgebook.Entry, to string) []pledgebook.Entry {
	out := slices.Clone(entries)
	if to == "" {
		return out
	}
	for i, e := range out {
		if e.Money == nil || e.Money.Currency == "" || e.Money.Currency == to {
			continue
		}
		f, _ := t.Fact(e.ID)
		if m, ok := t.worth(f, to); ok {
			out[i].Money = &m
		}
	}
	return out
}

// worth is an entry's sum in a currency: as its report tells it, or converted
// at the rates of its day.
func (t *Totals) worth(f bounding.Fact, to string) (m pledgebook.Money, ok bool) {
	if m = f.In(to); m.Currency == to {
		return m, true
	}
	if t.world.Rate == nil {
		return m, false
	}
	lo, hi, ok := t.world.Rate(m.Currency, to, f.Day())
	if !ok {
		return m, false
	}
	m.Currency = to
	if m.Lo, ok = times(m.Lo, lo); ok {
		m.Hi, ok = times(m.Hi, hi)
	}
	return m, ok
}

// times multiplies and rounds to hundredths; not ok for too many digits.
func times(a, by decimal.Decimal) (decimal.Decimal, bool) {
	p, err := a.Mul(by)
	return p.Round(2), err == nil
}
