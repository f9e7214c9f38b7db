package wording

import (
	"strings"
	"testing"

	"github.com/govalues/decimal"
	"pgregory.net/rapid"

	"pledgebook"
)

func sum(lo, hi, currency string, q pledgebook.Qualifier) pledgebook.Money {
	return pledgebook.Money{Lo: decimal.MustParse(lo), Hi: decimal.MustParse(hi), Currency: currency, Qualifier: q}
}

func TestMoney(t *testing.T) {
	bracketed := sum("240000000", "240000000", "NOK", pledgebook.Exact)
	bracketed.Also = []pledgebook.Amount{{Lo: decimal.MustParse("22800000"), Hi: decimal.MustParse("22800000"), Currency: "USD"}}
	for _, tt := range []struct {
		money pledgebook.Money
		want  string
	}{
		{sum("20900000000", "20900000000", "EUR", pledgebook.Exact), "EUR 20.9 billion"},
		{sum("1000000000", "1500000000", "USD", pledgebook.AtLeast), "at least USD 1 to 1.5 billion"},
		{sum("900000", "1100000", "USD", ""), "USD 900,000 to 1.1 million"},
		{sum("1234567", "1234567", "SEK", pledgebook.About), "about SEK 1,234,567"},
		{sum("1234567890123", "1234567890123", "UGX", ""), "UGX 1,234,567,890,123"},
		{sum("71500", "71500", "EUR", pledgebook.AtMost), "up to EUR 71,500"},
		{sum("2.50", "2.50", "USD", ""), "USD 2.5"},
		{sum("5000000", "5000000", "", pledgebook.MoreThan), "more than 5 million (currency not said)"},
		{bracketed, "NOK 240 million = USD 22.8 million"},
	} {
		if got := Money(tt.money); got != tt.want {
			t.Errorf("Money(%v) = %q, want %q", tt.money, got, tt.want)
		}
	}
}

// However a figure is written, no digit of it is lost.
func TestFigureKeepsEveryDigit(t *testing.T) {
	scale := map[string]string{"": "1", "million": "1000000", "billion": "1000000000", "trillion": "1000000000000"}
	rapid.Check(t, func(t *rapid.T) {
		d := decimal.MustNew(rapid.Int64Range(-1e16, 1e16).Draw(t, "digits"), rapid.IntRange(0, 3).Draw(t, "scale"))
		digits, word, _ := strings.Cut(Figure(d), " ")
		back, err := decimal.MustParse(strings.ReplaceAll(digits, ",", "")).Mul(decimal.MustParse(scale[word]))
		if err != nil || back.Cmp(d) != 0 {
			t.Fatalf("Figure(%v) = %q", d, Figure(d))
		}
	})
}

func TestPeriod(t *testing.T) {
	day := func(s string) pledgebook.Day {
		if s == "" {
			return 0
		}
		d, err := pledgebook.ParseDay(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, tt := range []struct{ first, last, want string }{
		{"", "", ""}, {"2024-01-01", "2024-12-31", "2024"}, {"2024-02-01", "2024-02-29", "Feb 2024"},
		{"2024-01-01", "2024-06-30", "Jan to Jun 2024"}, {"2023-04-01", "2024-03-31", "Apr 2023 to Mar 2024"},
		{"2024-03-05", "2024-03-05", "5 Mar 2024"}, {"2024-03-05", "2024-04-06", "5 Mar 2024 to 6 Apr 2024"},
		{"2022-02-24", "", "since 24 Feb 2022"}, {"", "2027-12-31", "until 31 Dec 2027"}, {"2022-01-01", "2024-12-31", "Jan 2022 to Dec 2024"},
	} {
		iv := pledgebook.Interval{Start: day(tt.first)}
		if tt.last != "" {
			iv.End = day(tt.last) + 1
		}
		if got := Period(iv); got != tt.want {
			t.Errorf("Period(%v) = %q, want %q", iv, got, tt.want)
		}
	}
}

func TestWhoReceivesNeedsNoVia(t *testing.T) {
	for _, c := range []struct {
		to, through []pledgebook.PartyID
		want        string
	}{
		{[]pledgebook.PartyID{"UKR"}, []pledgebook.PartyID{"wfp"}, "Norway → Ukraine via WFP"},
		{[]pledgebook.PartyID{"wfp"}, []pledgebook.PartyID{"wfp"}, "Norway → WFP"},
		{[]pledgebook.PartyID{"wfp", "UKR"}, []pledgebook.PartyID{"wfp", "unicef"}, "Norway → WFP, Ukraine via UNICEF"},
	} {
		if got := English.Flow([]pledgebook.PartyID{"NOR"}, c.to, c.through); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// A title says nothing of a side that no report names.
func TestTitleWithoutASide(t *testing.T) {
	aid := sum("5000000", "5000000", "USD", "")
	nor, hti := []pledgebook.PartyID{"NOR"}, []pledgebook.PartyID{"HTI"}
	uk, _ := In("uk")
	for _, c := range []struct {
		from, to []pledgebook.PartyID
		en, uk   string
	}{
		{nor, hti, "Norway to Haiti: USD 5 million pledged", "Норвегія → Гаїті: 5 млн доларів США, обіцяно"},
		{nor, nil, "Norway: USD 5 million pledged", "Норвегія: 5 млн доларів США, обіцяно"},
		{nil, hti, "For Haiti: USD 5 million pledged", "→ Гаїті: 5 млн доларів США, обіцяно"},
		{nil, nil, "USD 5 million pledged", "5 млн доларів США, обіцяно"},
	} {
		e := pledgebook.Entry{Stage: pledgebook.StagePledge, Providers: c.from, Receivers: c.to, Money: &aid}
		if got := English.Title(e); got != c.en {
			t.Errorf("%q, want %q", got, c.en)
		}
		if got := strings.ReplaceAll(uk.Title(e), noBreak, " "); got != c.uk {
			t.Errorf("%q, want %q", got, c.uk)
		}
	}
}
