package reporting

import (
	"cmp"
	"slices"

	"pledgebook"
	"pledgebook/internal/citing"
)

// Report is a report's page: its text with everything found in it marked, and
// the list of what was found.
type Report struct {
	Report pledgebook.Report
	Engine string
	Blocks []Block
	Claims []ReportClaim
	// Quotes are in the order of the text; a piece's Quote counts from 1 in it.
	Quotes     []pledgebook.Quote
	Needs      []pledgebook.Need
	Meetings   []pledgebook.Meeting
	Mechanisms []pledgebook.Mechanism
	Positions  []pledgebook.Position
}

// Block is one part of a report's text.
type Block struct {
	Kind   pledgebook.PartKind
	Pieces []Piece
}

// ReportClaim is a claim of the report with the entry that holds it.
type ReportClaim struct {
	Number int
	Claim  pledgebook.Claim
	// Entry is the entry's id, "" where readers do not see one.
	Entry    string
	Reviewed bool
}

// Report makes the page of a reading. Where all is false, only claims that
// stand in the ledger's entries are shown, and nothing else that was found.
func (l *Ledger) Report(r pledgebook.Reading, all bool) Report {
	out := Report{Report: r.Report, Engine: r.Engine}
	var claims []pledgebook.Claim
	for _, c := range inTextOrder(r.Claims) {
		e, held := l.Entry(c.ID)
		if !held && !all {
			continue
		}
		claims = append(claims, c)
		out.Claims = append(out.Claims, ReportClaim{Number: len(claims), Claim: c, Entry: e.ID, Reviewed: e.Reviewed})
	}
	out.Quotes = slices.SortedStableFunc(slices.Values(r.Quotes), func(a, b pledgebook.Quote) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	out.Needs, out.Meetings, out.Mechanisms, out.Positions = r.Needs, r.Meetings, r.Mechanisms, r.Positions
	out.Blocks = blocks(r.Report, marksOf(r, claims, out.Quotes))
	return out
}

// inTextOrder sorts claims by the place of their figure.
func inTextOrder(claims []pledgebook.Claim) []pledgebook.Claim {
	place := func(c pledgebook.Claim) int {
		e, _ := citing.Figure(c.Evidence)
		return e.Span.Start
	}
	return slices.SortedStableFunc(slices.Values(claims), func(a, b pledgebook.Claim) int { return cmp.Compare(place(a), place(b)) })
}

// blocks cuts the text into its parts, teasers left out: they are no part of
// the report. Marks are handed to each part in one sweep over the text.
func blocks(r pledgebook.Report, marks []markSpan) []Block {
	slices.SortStableFunc(marks, func(a, b markSpan) int { return cmp.Compare(a.span.Start, b.span.Start) })
	var out []Block
	var open []markSpan
	next := 0
	for _, p := range r.Parts {
		if p.Kind == pledgebook.PartTeaser || p.Span.Start < 0 || p.Span.End > len(r.Text) || p.Span.Start >= p.Span.End {
			continue
		}
		open = slices.DeleteFunc(open, func(m markSpan) bool { return m.span.End <= p.Span.Start })
		for ; next < len(marks) && marks[next].span.Start < p.Span.End; next++ {
			open = append(open, marks[next])
		}
		out = append(out, Block{Kind: p.Kind, Pieces: pieces(r.Text, p.Span, open)})
	}
	return out
}
