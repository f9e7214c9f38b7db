package reporting

import (
	"cmp"
	"slices"

	"pledgebook"
	"pledgebook/internal/citing"
)

// Piece is a run of a report's text that bears the same marks.
type Piece struct {
	Text string
	// Fields are what was read from it: "money", "receivers", …
	Fields []string
	// Claims are the numbers, from 1, of the claims it is evidence for.
	Claims []int
	// Quote is the number of the quote it belongs to, 0 for none.
	Quote int
	// Context is true where every field was read from outside the figure's clause.
	Context bool
	// Sentence is true in a sentence that holds a claim's figure.
	Sentence bool
	// Begins are the claims whose figure begins here, Ends those whose figure ends here.
	Begins, Ends []int
	// BeginsQuote is the quote that begins here, 0 for none.
	BeginsQuote int
}

// Marked reports whether a field of a claim was read from the piece.
func (p Piece) Marked() bool { return len(p.Fields) > 0 }

// Figure reports whether the piece is a claim's sum or goods.
func (p Piece) Figure() bool {
	return slices.Contains(p.Fields, "money") || slices.Contains(p.Fields, "items")
}

// markSpan is a stretch of text and what it is.
type markSpan struct {
	span     pledgebook.Span
	field    string
	claim    int
	quote    int
	context  bool
	figure   bool
	sentence bool
}

// marksOf lists everything a reading found, with claims and quotes numbered
// from 1 in order.
func marksOf(r pledgebook.Reading, claims []pledgebook.Claim, quotes []pledgebook.Quote) []markSpan {
	var marks []markSpan
	for i, c := range claims {
		marks = append(marks, claimMarks(r.Report, c, i+1)...)
	}
	for i, q := range quotes {
		marks = append(marks, markSpan{span: q.Span, quote: i + 1})
	}
	return slices.DeleteFunc(marks, func(m markSpan) bool {
		return m.span.Start < 0 || m.span.End > len(r.Report.Text) || m.span.Start >= m.span.End
	})
}

func claimMarks(r pledgebook.Report, c pledgebook.Claim, number int) []markSpan {
	figure, ok := citing.Figure(c.Evidence)
	var marks []markSpan
	for _, e := range c.Evidence {
		marks = append(marks, markSpan{span: e.Span, field: e.Field, claim: number, context: e.Basis == pledgebook.Context,
			figure: ok && e.Field == figure.Field && e.Span == figure.Span})
	}
	if ok && figure.Span.End <= len(r.Text) {
		marks = append(marks, markSpan{span: citing.Around(r, figure.Span), claim: number, sentence: true})
	}
	return marks
}

// pieces cuts a stretch of text wherever a mark begins or ends. It costs as
// much as there are marks in the stretch, and never loses a byte.
func pieces(text string, within pledgebook.Span, marks []markSpan) []Piece {
	var inside []markSpan
	cuts := []int{within.Start, within.End}
	for _, m := range marks {
		if m.span.Overlaps(within) {
			inside = append(inside, m)
			cuts = append(cuts, max(m.span.Start, within.Start), min(m.span.End, within.End))
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	slices.SortStableFunc(inside, func(a, b markSpan) int { return cmp.Compare(a.span.Start, b.span.Start) })
	out := make([]Piece, 0, len(cuts))
	var open []markSpan
	next := 0
	for i := 0; i+1 < len(cuts); i++ {
		at := pledgebook.Span{Start: cuts[i], End: cuts[i+1]}
		open = slices.DeleteFunc(open, func(m markSpan) bool { return m.span.End <= at.Start })
		for ; next < len(inside) && inside[next].span.Start <= at.Start; next++ {
			open = append(open, inside[next])
		}
		out = append(out, piece(text, at, open))
	}
	return out
}

func piece(text string, at pledgebook.Span, open []markSpan) Piece {
	p := Piece{Text: at.In(text), Context: true}
	for _, m := range open {
		p.take(m, at)
	}
	p.Context = p.Context && p.Marked()
	return p
}

func (p *Piece) take(m markSpan, at pledgebook.Span) {
	switch {
	case m.sentence:
		p.Sentence = true
	case m.quote > 0:
		p.Quote = m.quote
		if m.span.Start == at.Start {
			p.BeginsQuote = m.quote
		}
	default:
		p.Fields, p.Claims = addOnce(p.Fields, m.field), addOnce(p.Claims, m.claim)
		p.Context = p.Context && m.context
	}
	if m.figure && m.span.Start == at.Start {
		p.Begins = addOnce(p.Begins, m.claim)
	}
	if m.figure && m.span.End == at.End {
		p.Ends = addOnce(p.Ends, m.claim)
	}
}

func addOnce[T comparable](list []T, v T) []T {
	if slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

// Sentence returns the sentence a claim's figure stands in, with every field
// that was read from it marked. Nothing where the claim has no evidence.
func Sentence(r pledgebook.Report, c pledgebook.Claim) []Piece {
	figure, ok := citing.Figure(c.Evidence)
	if !ok || figure.Span.End > len(r.Text) {
		return nil
	}
	marks := slices.DeleteFunc(claimMarks(r, c, 1), func(m markSpan) bool { return m.sentence || m.span.End > len(r.Text) || m.span.Start >= m.span.End })
	return pieces(r.Text, citing.Around(r, figure.Span), marks)
}
