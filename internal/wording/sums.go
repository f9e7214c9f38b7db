package wording

import (
	"strings"

	"github.com/govalues/decimal"
	"golang.org/x/text/feature/plural"

	"pledgebook"
	"pledgebook/internal/citing"
)

// hedges are the qualifiers as words around a sum.
var hedges = map[pledgebook.Qualifier]Text{
	pledgebook.About: "about %s", pledgebook.AtLeast: "at least %s", pledgebook.MoreThan: "more than %s",
	pledgebook.AtMost: "up to %s", pledgebook.Nearly: "nearly %s",
}

// Money writes a sum as people say it: "more than EUR 20.9 billion". A sum
// whose currency the report leaves out says so.
func (l *Language) Money(m pledgebook.Money) string {
	words := l.hedged(l.Amount(pledgebook.Amount{Lo: m.Lo, Hi: m.Hi, Currency: m.Currency}), m.Qualifier)
	for _, a := range m.Also {
		words += " = " + l.Amount(a)
	}
	return words
}

func (l *Language) hedged(words string, q pledgebook.Qualifier) string {
	if hedge, ok := hedges[q]; ok {
		return l.Say(hedge, words)
	}
	return words
}

// Range writes a sum without its currency: "at least 1 to 1.5 billion".
func (l *Language) Range(lo, hi decimal.Decimal, q pledgebook.Qualifier) string {
	return l.hedged(l.figures(lo, hi), q)
}

// Amount writes a sum in one currency: "EUR 1 to 1.5 billion".
func (l *Language) Amount(a pledgebook.Amount) string {
	figure := l.figures(a.Lo, a.Hi)
	if a.Currency == "" {
		return l.Say("%s (currency not said)", figure)
	}
	return l.Say("%[1]s %[2]s@currency and figure", l.currency(a), figure)
}

// Tight writes a sum where there is little room: its currency by the sign that a
// table has for it ("EUR@sign"), else by its code.
func (l *Language) Tight(d decimal.Decimal, currency string) string {
	sign := currency
	if words, ok := l.texts[currency+"@sign"]; ok {
		sign = words
	}
	return l.Say("%[1]s %[2]s@currency and figure", sign, l.Figure(d))
}

// currency is what a currency is called behind a figure: its code, or in a table
// the word in the form that the figure asks for.
func (l *Language) currency(a pledgebook.Amount) string {
	words, ok := l.texts[a.Currency]
	if !ok {
		return a.Currency
	}
	return l.formed(strings.Split(words, "|"), l.form(a.Hi))
}

// form is the plural form that goes with a figure as [Language.Figure] writes
// it; a figure with its scale as a word takes that of many.
func (l *Language) form(d decimal.Decimal) plural.Form {
	if d.Trim(0).Scale() > 0 {
		return plural.Cardinal.MatchPlural(l.tag, 1, 1, 1, 5, 5)
	}
	if scale, _ := scaled(d); scale != "" {
		return plural.Cardinal.MatchPlural(l.tag, 0, 0, 0, 0, 0)
	}
	_, last, err := d.Abs().QuoRem(hundred)
	if err != nil {
		return plural.Other
	}
	n, _, _ := last.Int64(0)
	return plural.Cardinal.MatchPlural(l.tag, int(n), 0, 0, 0, 0)
}

func (l *Language) figures(lo, hi decimal.Decimal) string {
	if lo.Cmp(hi) == 0 {
		return l.Figure(lo)
	}
	return l.between(l.Figure(lo), l.Figure(hi))
}

// between writes a range, its common scale said once.
func (l *Language) between(lo, hi string) string {
	_, scaleLo, _ := strings.Cut(lo, " ")
	if _, scaleHi, _ := strings.Cut(hi, " "); scaleLo == scaleHi && scaleLo != "" {
		lo = strings.TrimSuffix(lo, " "+scaleLo)
	}
	return l.Say("%s to %s@range", lo, hi)
}

var hundred = decimal.MustNew(100, 0)

var scales = []struct {
	of   decimal.Decimal
	word Text
}{
	{decimal.MustParse("1000000000000"), "trillion"},
	{decimal.MustParse("1000000000"), "billion"},
	{decimal.MustParse("1000000"), "million"},
}

// Figure writes a number with its scale as a word where that loses no digit and
// leaves few, else with its digits in groups of three.
func (l *Language) Figure(d decimal.Decimal) string {
	if scale, of := scaled(d); scale != "" {
		return l.grouped(of) + " " + l.Say(scale)
	}
	return l.grouped(pledgebook.Plain(d))
}

// scaled is a number's scale and what stands before it; "" where its digits are
// written out.
func scaled(d decimal.Decimal) (scale Text, of string) {
	for _, s := range scales {
		if d.Abs().Cmp(s.of) < 0 {
			continue
		}
		if q, err := d.Quo(s.of); err == nil && q.Trim(0).Scale() <= 3 {
			return s.word, pledgebook.Plain(q)
		}
	}
	return "", ""
}

// grouped puts the language's marks between thousands and before the fraction:
// 20,912,345.5.
func (l *Language) grouped(digits string) string {
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	whole, fraction, hasFraction := strings.Cut(digits, ".")
	var b strings.Builder
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(l.group)
		}
		b.WriteRune(r)
	}
	if hasFraction {
		b.WriteString(l.decimal + fraction)
	}
	return sign + b.String()
}

// Items writes counted goods: "30 T-72 tanks; ammunition".
func (l *Language) Items(items []pledgebook.Item) string {
	all := make([]string, len(items))
	for i, it := range items {
		all[i] = strings.TrimSpace(l.groupedCount(it.Count) + " " + it.What)
	}
	return strings.Join(all, "; ")
}

func (l *Language) groupedCount(count string) string {
	d, err := decimal.Parse(count)
	if err != nil {
		return count
	}
	return l.Figure(d)
}

// Percent writes a share with two decimals at most, nothing for an unknown one.
func (l *Language) Percent(share pledgebook.Share) string {
	if !share.Known {
		return ""
	}
	p, err := share.Mul(hundred)
	if err != nil {
		return ""
	}
	return l.grouped(pledgebook.Plain(p.Round(2))) + " %"
}

// per are the spans that a sum may be for each time.
var per = map[string]Text{"year": "%s a year", "month": "%s a month"}

// EntryAmount writes the figure of an entry, nothing where there is none.
func (l *Language) EntryAmount(e pledgebook.Entry) string {
	return l.ClaimAmount(pledgebook.Claim{Money: e.Money, Items: e.Items, Fraction: e.Fraction})
}

// fraction writes a share of another figure, and what it comes to: "50 % of another
// figure (EUR 20 billion, worked out)".
func (l *Language) fraction(f pledgebook.Fraction) string {
	share := l.Percent(f.Share)
	if hedge, ok := hedges[f.Qualifier]; ok {
		share = l.Say(hedge, share)
	}
	if f.Derived != nil {
		return l.Say("%[1]s of another figure (%[2]s, worked out)", share, l.Money(*f.Derived))
	}
	return l.Say("%s of another figure", share)
}

// ClaimAmount writes the figure of a claim: the sum with what it is for each
// time, the share of another figure, else the goods.
func (l *Language) ClaimAmount(c pledgebook.Claim) string {
	if c.Money == nil && c.Fraction != nil {
		return l.fraction(*c.Fraction)
	}
	if c.Money == nil {
		return citing.OneLine(l.Items(c.Items))
	}
	words := l.Money(*c.Money)
	if span, ok := per[c.Per]; ok {
		words = l.Say(span, words)
	} else if c.Per != "" {
		words += " a " + c.Per
	}
	if c.Each {
		words = l.Say("%s each", words)
	}
	if len(c.Items) > 0 {
		words += "; " + citing.OneLine(l.Items(c.Items))
	}
	return words
}
