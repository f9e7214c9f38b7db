package reporting

import (
	"cmp"
	"maps"
	"slices"

	"pledgebook"
	"pledgebook/internal/citing"
)

// Pledge is the page of one entry.
type Pledge struct {
	Entry    pledgebook.Entry
	Bar      *Bar
	Calendar *Calendar
	// Tellings are the claims behind it, in order of telling.
	Tellings []Telling
	// Differ are the fields that its reports tell differently, those in earnest first.
	Differ []Difference
	// Towards are the entries that count towards it.
	Towards []Line
	// PartOf is the entry it is a part of; nil for none.
	PartOf *Line
}

// Telling is one report's claim about the entry.
type Telling struct {
	Claim    pledgebook.Claim
	Citation pledgebook.Citation
	// Sentence is where the figure stands, its fields marked; empty where the
	// report's text is not at hand.
	Sentence []Piece
	// Row is true where the sentence is a row of a table, cell by cell.
	Row bool
	// Departs names the fields in which this telling is not the entry's own.
	Departs map[string]Departure
	// Why says why the claim was joined; empty for the first.
	Why string
}

// Departure is how a telling departs from the entry in a field.
type Departure struct {
	Value string
	// Slip says why it is likely a mistake; empty where nobody thinks so.
	Slip string
	// Earnest is true where the entry's reports disagree on the field.
	Earnest bool
}

// Difference is a field told differently, with its values.
type Difference struct {
	Field    string
	Earnest  bool // false for likely slips and things left unsaid
	Variants []pledgebook.Variant
}

// Sources gives a claim as the book has it, with its report, where that is at hand.
type Sources func(claim string) (pledgebook.Sourced[pledgebook.Claim], bool)

// Pledge makes the page of an entry.
func (l *Ledger) Pledge(e pledgebook.Entry, sources Sources) Pledge {
	p := Pledge{Entry: e, Bar: BarOf(e), Calendar: l.Calendar(e), Differ: Disputes(e), Tellings: l.Tellings(e, sources)}
	for _, id := range e.FulfilledBy {
		if t, ok := l.Entry(id); ok && t.ID != e.ID {
			p.Towards = append(p.Towards, l.line(t))
		}
	}
	if whole, ok := l.Entry(e.PartOf); ok && e.PartOf != "" {
		line := l.line(whole)
		p.PartOf = &line
	}
	return p
}

// Tellings are the claims behind an entry, in its order.
func (l *Ledger) Tellings(e pledgebook.Entry, sources Sources) (all []Telling) {
	why := map[string]string{}
	for _, m := range e.Matched {
		why[m.Claim] = m.Why
	}
	departs := departures(e)
	for _, id := range e.Claims {
		held, ok := l.Claims.Get(id)
		if !ok {
			continue
		}
		t := Telling{Claim: held.Thing, Citation: held.Citation, Departs: departs[id], Why: why[id]}
		if s, ok := sources(id); ok { // a ledger keeps no evidence but what it needs itself
			t.Claim.Evidence = s.Thing.Evidence
			t.Sentence, t.Row = Sentence(s.Report, s.Thing), inRow(s.Report, s.Thing)
		}
		all = append(all, t)
	}
	return all
}

// inRow reports whether a claim's figure stands in a row of a table.
func inRow(r pledgebook.Report, c pledgebook.Claim) bool {
	figure, ok := citing.Figure(c.Evidence)
	return ok && slices.ContainsFunc(r.Parts, func(p pledgebook.Part) bool {
		return p.Kind == pledgebook.PartTableRow && p.Span.Contains(figure.Span)
	})
}

// departures are the fields in which each claim does not tell the entry's own value.
func departures(e pledgebook.Entry) map[string]map[string]Departure {
	out := map[string]map[string]Departure{}
	earnest := Differences(e)
	for field, variants := range e.Variants {
		for _, v := range variants {
			if v.Chosen != "" {
				continue
			}
			for _, claim := range v.Claims {
				if out[claim] == nil {
					out[claim] = map[string]Departure{}
				}
				out[claim][field] = Departure{Value: v.Value, Slip: v.LikelySlip, Earnest: slices.Contains(earnest, field)}
			}
		}
	}
	return out
}

// Disputes are the fields that the reports of an entry tell differently, those in
// earnest first.
func Disputes(e pledgebook.Entry) (out []Difference) {
	earnest := Differences(e)
	for _, field := range slices.Sorted(maps.Keys(e.Variants)) {
		out = append(out, Difference{Field: field, Earnest: slices.Contains(earnest, field), Variants: e.Variants[field]})
	}
	slices.SortStableFunc(out, func(a, b Difference) int {
		return cmp.Compare(order(a.Earnest), order(b.Earnest))
	})
	return out
}

func order(first bool) int {
	if first {
		return 0
	}
	return 1
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
