package export

import (
	"strconv"
	"strings"

	"pledgebook"
)

// Column is one column of the formats that are tables: what it is called, what
// it is, and how it reads from a row.
type Column struct {
	Name  string
	Type  Type
	About string
	Of    func(Row) string
}

// Type is what the cells of a column hold.
type Type string

// The types of columns.
const (
	Text    Type = "string"
	Decimal Type = "number"
	Whole   Type = "integer"
	Truth   Type = "boolean"
	Date    Type = "date"
)

// NoSum is what every column of sums says of itself.
const NoSum = "Figures of different rows may overlap (a total and its parts, a promise and what fulfils it), so this column is never to be added up: ask the book for a total."

// Columns are those of every table of entries, in order. docs/export.md says the
// same of them.
var Columns = []Column{
	{"id", Text, "the entry", func(r Row) string { return r.Entry.ID }},
	{"stage", Text, "need, pledge, commitment, allocation, disbursement, delivery, unclear", func(r Row) string { return string(r.Entry.Stage) }},
	{"polarity", Text, "asserted, planned, conditional, denied", func(r Row) string { return string(r.Entry.Polarity) }},
	{"revision", Text, "new, repeat, top-up, restatement, reduction, withdrawal", func(r Row) string { return string(r.Entry.Revision) }},
	{"extent", Text, "part (a package) or total (a cumulative figure)", func(r Row) string { return string(r.Entry.Extent) }},
	{"providers", Text, "who gives: ISO 3166-1 alpha-3 for states, else acronym or name in kebab case; parted by ;", func(r Row) string { return parties(r.Entry.Providers) }},
	{"receivers", Text, "who gets", func(r Row) string { return parties(r.Entry.Receivers) }},
	{"channels", Text, "through whom", func(r Row) string { return parties(r.Entry.Channels) }},
	{"kind", Text, "military, humanitarian, financial, development, unspecified", func(r Row) string { return string(r.Entry.Kind) }},
	{"modality", Text, "grant, loan, guarantee, in-kind, training, debt-relief, unspecified", func(r Row) string { return string(r.Entry.Modality) }},
	{"amount_lo", Decimal, "the figure as stated, exact, in its own currency. " + NoSum, money(func(m pledgebook.Money) string { return pledgebook.Plain(m.Lo) })},
	{"amount_hi", Decimal, "equal to amount_lo unless the report states a range. " + NoSum, money(func(m pledgebook.Money) string { return pledgebook.Plain(m.Hi) })},
	{"currency", Text, "ISO 4217; empty where the report leaves it out", money(func(m pledgebook.Money) string { return m.Currency })},
	{"qualifier", Text, "exact, about, at-least, more-than, at-most, nearly", money(func(m pledgebook.Money) string { return string(m.Qualifier) })},
	{"verbatim", Text, "the figure in the report's own words", money(func(m pledgebook.Money) string { return m.Verbatim })},
	{"also", Text, "the same sum in other currencies, as the report gives it", money(also)},
	{"items", Text, "counted goods and people trained", func(r Row) string { return items(r.Entry.Items) }},
	{"period_start", Date, "the first day the flow covers", func(r Row) string { return r.Entry.Period.Start.String() }},
	{"period_end", Date, "the last day the flow covers, included", func(r Row) string { return r.Entry.Period.Last().String() }},
	{"deadline", Date, "the last day promised", func(r Row) string { return r.Entry.Deadline.String() }},
	{"first_deadline", Date, "the first deadline ever stated", func(r Row) string { return r.Entry.FirstDeadline.String() }},
	{"date", Date, "the day of the act", func(r Row) string { return r.Entry.Date.String() }},
	{"status", Text, "open, on-track, partly-fulfilled, fulfilled, overdue, withdrawn, unverifiable", func(r Row) string { return string(r.Entry.Status) }},
	{"reviewed", Truth, "true where a reviewer has accepted it", func(r Row) string { return strconv.FormatBool(r.Entry.Reviewed) }},
	{"origins", Whole, "independent sources: copies of one text count once", func(r Row) string { return strconv.Itoa(r.Entry.Origins) }},
	{"claims", Text, "the ids of the claims behind it", func(r Row) string { return strings.Join(r.Entry.Claims, ";") }},
	{"reported_verb", Text, "of its first telling: the stage in the report's own words", func(r Row) string { return r.First().Claim.ReportedVerb }},
	{"sentence", Text, "of its first telling: where the figure stands", func(r Row) string { return r.First().Sentence }},
	{"outlet", Text, "of its first telling: who published it", func(r Row) string { return r.First().Source.Outlet }},
	{"published", Text, "of its first telling: when, as precisely as is known", func(r Row) string { return string(r.First().Source.Published) }},
	{"source", Text, "of its first telling: the link or file", source},
}

func source(r Row) string {
	if c := r.First().Source; c.URL == "" {
		return c.Input
	}
	return r.First().Source.URL
}

func money(of func(pledgebook.Money) string) func(Row) string {
	return func(r Row) string {
		if r.Entry.Money == nil {
			return ""
		}
		return of(*r.Entry.Money)
	}
}

func parties(ids []pledgebook.PartyID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = string(id)
	}
	return strings.Join(words, ";")
}

func also(m pledgebook.Money) string {
	words := make([]string, len(m.Also))
	for i, a := range m.Also {
		words[i] = a.Currency + " " + pledgebook.Plain(a.Lo)
		if a.Lo.Cmp(a.Hi) != 0 {
			words[i] += "-" + pledgebook.Plain(a.Hi)
		}
	}
	return strings.Join(words, ";")
}

func items(all []pledgebook.Item) string {
	words := make([]string, len(all))
	for i, it := range all {
		words[i] = strings.TrimSpace(it.Count + " " + it.What)
	}
	return strings.Join(words, ";")
}
