// Package wording writes sums, dates, parties and the terms of the data as people
// say them. The terminal and the pages use the same words.
package wording

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/citing"
	"pledgebook/internal/naming"
)

// Parties writes a list of parties; "?" where the report names none.
func Parties(ids []pledgebook.PartyID) string {
	if len(ids) == 0 {
		return "?"
	}
	called := make([]string, len(ids))
	for i, id := range ids {
		called[i] = naming.Party(id)
	}
	return strings.Join(called, ", ")
}

// hedges are the qualifiers as words before a sum.
var hedges = map[pledgebook.Qualifier]string{
	pledgebook.About: "about ", pledgebook.AtLeast: "at least ", pledgebook.MoreThan: "more than ",
	pledgebook.AtMost: "up to ", pledgebook.Nearly: "nearly ",
}

// Money writes a sum as people say it: "more than EUR 20.9 billion". A sum
// whose currency the report leaves out says so.
func Money(m pledgebook.Money) string {
	words := hedges[m.Qualifier] + Amount(pledgebook.Amount{Lo: m.Lo, Hi: m.Hi, Currency: m.Currency})
	for _, a := range m.Also {
		words += " = " + Amount(a)
	}
	return words
}

// Amount writes a sum in one currency: "EUR 1 to 1.5 billion".
func Amount(a pledgebook.Amount) string {
	figure := Figure(a.Lo)
	if a.Lo.Cmp(a.Hi) != 0 {
		figure = between(figure, Figure(a.Hi))
	}
	if a.Currency == "" {
		return figure + " (currency not said)"
	}
	return a.Currency + " " + figure
}

// between writes a range, its common scale said once.
func between(lo, hi string) string {
	_, scaleLo, _ := strings.Cut(lo, " ")
	if _, scaleHi, _ := strings.Cut(hi, " "); scaleLo == scaleHi && scaleLo != "" {
		lo = strings.TrimSuffix(lo, " "+scaleLo)
	}
	return lo + " to " + hi
}

var hundred = decimal.MustNew(100, 0)

var scales = []struct {
	of   decimal.Decimal
	word string
}{
	{decimal.MustParse("1000000000000"), "trillion"},
	{decimal.MustParse("1000000000"), "billion"},
	{decimal.MustParse("1000000"), "million"},
}

// Figure writes a number with its scale as a word where that loses no digit and
// leaves few, else with its digits in groups of three.
func Figure(d decimal.Decimal) string {
	for _, s := range scales {
		if d.Abs().Cmp(s.of) < 0 {
			continue
		}
		if q, err := d.Quo(s.of); err == nil && q.Trim(0).Scale() <= 3 {
			return pledgebook.Plain(q) + " " + s.word
		}
	}
	return grouped(pledgebook.Plain(d))
}

// grouped puts commas between thousands: 20,912,345.
func grouped(digits string) string {
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	whole, fraction, hasFraction := strings.Cut(digits, ".")
	var b strings.Builder
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	if hasFraction {
		b.WriteString("." + fraction)
	}
	return sign + b.String()
}

// Period writes an interval with its last day: a whole year as the year, a
// month by its name, an open end by its one date.
func Period(iv pledgebook.Interval) string {
	switch {
	case iv.IsZero():
		return ""
	case !iv.End.Known():
		return "since " + Date(iv.Start)
	case !iv.Start.Known():
		return "until " + Date(iv.Last())
	case iv.Last() == iv.Start:
		return Date(iv.Start)
	}
	y, m, d := iv.Start.Date()
	if d == 1 && iv.End == pledgebook.DateOf(y+1, m, 1) && m == 1 {
		return iv.Start.Time().Format("2006")
	}
	if d == 1 && iv.End == pledgebook.DateOf(y, m+1, 1) {
		return iv.Start.Time().Format("Jan 2006")
	}
	if _, _, after := iv.End.Date(); d == 1 && after == 1 {
		return months(iv)
	}
	return Date(iv.Start) + " to " + Date(iv.Last())
}

// months writes an interval of whole months: "Jan to Jun 2024".
func months(iv pledgebook.Interval) string {
	from := "Jan 2006"
	if iv.Start.Year() == iv.Last().Year() {
		from = "Jan"
	}
	return iv.Start.Time().Format(from) + " to " + iv.Last().Time().Format("Jan 2006")
}

// Date writes a day: "31 Dec 2024", nothing for an unknown one.
func Date(d pledgebook.Day) string {
	if !d.Known() {
		return ""
	}
	return d.Time().Format("2 Jan 2006")
}

// Words writes a term of the data as words: "being-set-up" as "being set up".
func Words[T ~string](term T) string { return strings.ReplaceAll(string(term), "-", " ") }

// Items writes counted goods: "30 T-72 tanks; ammunition".
func Items(items []pledgebook.Item) string {
	all := make([]string, len(items))
	for i, it := range items {
		all[i] = strings.TrimSpace(groupedCount(it.Count) + " " + it.What)
	}
	return strings.Join(all, "; ")
}

func groupedCount(count string) string {
	d, err := decimal.Parse(count)
	if err != nil {
		return count
	}
	return Figure(d)
}

// Speaker writes who says it, with role.
func Speaker(s pledgebook.Speaker) string {
	name := cmp.Or(s.Name, s.Role, naming.Party(s.Party))
	if s.Role != "" && s.Name != "" {
		name += ", " + s.Role
	}
	return name
}

// Percent writes a share with two decimals at most, nothing for an unknown one.
func Percent(share pledgebook.Share) string {
	if !share.Known {
		return ""
	}
	p, err := share.Mul(hundred)
	if err != nil {
		return ""
	}
	return pledgebook.Plain(p.Round(2)) + " %"
}

// Count writes a whole number with its thousands apart.
func Count(n int) string { return grouped(strconv.Itoa(n)) }

// ClaimAmount writes the figure of a claim: the sum with what it is for each
// time, else the goods.
func ClaimAmount(c pledgebook.Claim) string {
	if c.Money == nil {
		return citing.OneLine(Items(c.Items))
	}
	words := Money(*c.Money)
	if c.Per != "" {
		words += " a " + c.Per
	}
	if c.Each {
		words += " each"
	}
	if len(c.Items) > 0 {
		words += "; " + citing.OneLine(Items(c.Items))
	}
	return words
}

// Stage writes how far the aid had come, and whether it is stated as a fact.
func Stage(stage pledgebook.Stage, polarity pledgebook.Polarity) string {
	if polarity == "" || polarity == pledgebook.Asserted {
		return Words(stage)
	}
	return Words(stage) + ", " + Words(polarity)
}

// Flow writes who gives to whom, and through whom.
func Flow(from, to, through []pledgebook.PartyID) string {
	words := Parties(from) + " → " + Parties(to)
	if len(through) > 0 {
		words += " via " + Parties(through)
	}
	return citing.OneLine(words)
}

// Said leaves out a term that says the report does not say.
func Said[T ~string](term T) T {
	if term == "unspecified" {
		return ""
	}
	return term
}

// done says what has happened to the aid at each stage.
var done = map[pledgebook.Stage]string{
	pledgebook.StageNeed: "needed", pledgebook.StagePledge: "pledged", pledgebook.StageCommitment: "committed",
	pledgebook.StageAllocation: "allocated", pledgebook.StageDisbursement: "paid out", pledgebook.StageDelivery: "delivered",
	pledgebook.StageUnclear: "given (stage unclear)",
}

// Done says how far the aid has come, and whether it is stated as a fact:
// "pledged", "delivered (planned)".
func Done(stage pledgebook.Stage, polarity pledgebook.Polarity) string {
	words := cmp.Or(done[stage], Words(stage))
	if polarity != "" && polarity != pledgebook.Asserted {
		words += " (" + Words(polarity) + ")"
	}
	return words
}

// Title names an entry in one line of plain words, for tabs, feeds and shared links.
func Title(e pledgebook.Entry) string {
	figure := cmp.Or(ClaimAmount(pledgebook.Claim{Money: e.Money, Items: e.Items}), "no figure")
	return citing.OneLine(Parties(e.Providers) + " to " + Parties(e.Receivers) + ": " + figure + " " + Done(e.Stage, e.Polarity))
}
