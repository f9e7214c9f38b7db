package wording

import (
	"github.com/govalues/decimal"

	"pledgebook"
)

// What the terminal and files for programs say, in English.

// Parties is [Language.Parties] in English.
func Parties(ids []pledgebook.PartyID) string { return English.Parties(ids) }

// Money is [Language.Money] in English.
func Money(m pledgebook.Money) string { return English.Money(m) }

// Amount is [Language.Amount] in English.
func Amount(a pledgebook.Amount) string { return English.Amount(a) }

// Figure is [Language.Figure] in English.
func Figure(d decimal.Decimal) string { return English.Figure(d) }

// Period is [Language.Period] in English.
func Period(iv pledgebook.Interval) string { return English.Period(iv) }

// Date is [Language.Date] in English.
func Date(d pledgebook.Day) string { return English.Date(d) }

// Items is [Language.Items] in English.
func Items(items []pledgebook.Item) string { return English.Items(items) }

// Speaker is [Language.Speaker] in English.
func Speaker(s pledgebook.Speaker) string { return English.Speaker(s) }

// Percent is [Language.Percent] in English.
func Percent(share pledgebook.Share) string { return English.Percent(share) }

// Count is [Language.Count] in English.
func Count(n int) string { return English.Count(n) }

// ClaimAmount is [Language.ClaimAmount] in English.
func ClaimAmount(c pledgebook.Claim) string { return English.ClaimAmount(c) }

// EntryAmount is [Language.EntryAmount] in English.
func EntryAmount(e pledgebook.Entry) string { return English.EntryAmount(e) }

// Stage is [Language.Stage] in English.
func Stage(stage pledgebook.Stage, polarity pledgebook.Polarity) string {
	return English.Stage(stage, polarity)
}

// Flow is [Language.Flow] in English.
func Flow(from, to, through []pledgebook.PartyID) string { return English.Flow(from, to, through) }

// Done is [Language.Done] in English.
func Done(stage pledgebook.Stage, polarity pledgebook.Polarity) string {
	return English.Done(stage, polarity)
}

// Title is [Language.Title] in English.
func Title(e pledgebook.Entry) string { return English.Title(e) }
