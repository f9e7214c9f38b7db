package money

import (
	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/reading/text"
)

// This file reads tables and lists whose currency or scale stands only in what
// heads them: "Donor | Amount (USD million)", "Pledges in EUR million:". Where the
// head has columns, its unit holds for its own column; else a row must have one
// figure that can be meant.

// unit is a currency and a scale that a head states for the figures below it.
type unit struct {
	at     text.Range
	code   int // index into currencies
	factor decimal.Decimal
	column int // the cell it stands in, or anyColumn
}

// anyColumn is the column of a unit that holds for the one figure of each row.
const anyColumn = -1

// longestHead bounds a head, in tokens.
const longestHead = 40

// settleHeaded gives the bare figures of tables and lists the unit of their head.
func (f *finder) settleHeaded() {
	if !f.hasRows() {
		return
	}
	var units []unit
	figure := 0
	for s := range f.d.Sentences {
		sent := f.d.Sentences[s]
		first := figure
		for figure < len(f.figs) && f.figs[figure].sentence == s {
			figure++
		}
		switch kind := f.d.Parts[sent.Part].Kind; {
		case kind == pledgebook.PartFurniture:
		case !isRow(kind):
			units = f.captionUnit(s, units[:0])
		case first == figure && kind == pledgebook.PartTableRow:
			if own := f.headUnits(sent.Range); len(own) > 0 {
				units = own
			}
		case len(units) > 0:
			f.applyUnits(units, sent.Range, f.figs[first:figure])
		}
	}
}

func isRow(k pledgebook.PartKind) bool {
	return k == pledgebook.PartTableRow || k == pledgebook.PartListItem
}

func (f *finder) hasRows() bool {
	for i := range f.d.Parts {
		if isRow(f.d.Parts[i].Kind) {
			return true
		}
	}
	return false
}

// captionUnit returns the unit that a line over a table or list states: one that
// ends in a colon, or is a title. It must be the only one.
func (f *finder) captionUnit(s int, into []unit) []unit {
	r := f.d.Sentences[s].Range
	if r.Len() > longestHead || s+1 >= len(f.d.Sentences) || !isRow(f.kindAfter(s)) {
		return into
	}
	last := f.d.Tokens[r.End-1]
	if last.Char != ':' && last.Char != ')' && f.d.Parts[f.d.Sentences[s].Part].Kind == pledgebook.PartParagraph {
		return into
	}
	found := f.unitsIn(r, into)
	if len(found) != 1 {
		return into[:0]
	}
	found[0].column = anyColumn
	return found
}

// kindAfter returns the kind of the next part that is no furniture.
func (f *finder) kindAfter(s int) pledgebook.PartKind {
	for _, next := range f.d.Sentences[s+1:] {
		if kind := f.d.Parts[next.Part].Kind; kind != pledgebook.PartFurniture {
			return kind
		}
	}
	return ""
}

// headUnits returns the units of a table's first row, each for its own column.
func (f *finder) headUnits(r text.Range) []unit {
	if r.Len() > longestHead {
		return nil
	}
	return f.unitsIn(r, nil)
}

// unitsIn finds currencies that stand without a figure, with the scale beside them.
func (f *finder) unitsIn(r text.Range, into []unit) []unit {
	for _, t := range f.d.TagsIn(r) {
		if t.Category != f.r.signTags || !f.wellSpaced(t) || len(into) > 0 && t.First < into[len(into)-1].at.End {
			continue
		}
		s := f.r.signs[t.Ref]
		if s.code < 0 || s.minor && s.factor.Cmp(thousand) < 0 {
			continue
		}
		if longer, ok := f.signAt(t.First, r.End); ok && longer.End > t.End {
			t, s = longer, f.r.signs[longer.Ref]
		}
		u := unit{at: text.Range{First: t.First, End: t.End}, code: s.code, factor: s.factor, column: f.column(r, t.First)}
		f.scaleBeside(&u, r)
		into = append(into, u)
	}
	return into
}

// scaleBeside takes in the scale before or behind a currency: "million euros",
// "millions of US dollars", "US$ thousand".
func (f *finder) scaleBeside(u *unit, r text.Range) {
	if u.factor.Cmp(thousand) >= 0 {
		return
	}
	i := u.at.First - 1
	if i >= r.First && f.single(i).is(ofWord) {
		i--
	}
	if s := f.scaleAt(i); i >= r.First && !s.factor.IsZero() && !s.letter {
		u.factor, u.at.First = s.factor, i
		return
	}
	i = u.at.End
	if i < r.End && (f.d.Tokens[i].Char == '\'' || f.d.Tokens[i].Char == '’' || f.d.Tokens[i].Char == ',') {
		i++ // "US$ '000", "USD, millions"
	}
	if i >= r.End {
		return
	}
	if s := f.scaleAt(i); !s.factor.IsZero() {
		u.factor, u.at.End = s.factor, i+1
	} else if f.d.Of(i) == "000" {
		u.factor, u.at.End = thousand, i+1
	}
}

// scaleAt returns the scale word at a token; its factor is zero for any other.
func (f *finder) scaleAt(i int) scale {
	if i >= 0 && i < len(f.d.Tokens) {
		if id := f.d.Tokens[i].Word; int(id) < len(f.r.scales) {
			return f.r.scales[id]
		}
	}
	return scale{}
}

// column returns in which cell of a row a token stands: cells are parted by bars,
// tabs or wide gaps.
func (f *finder) column(r text.Range, at int) int {
	n := 0
	for k := r.First; k <= at; k++ {
		if f.d.Tokens[k].Char == '|' {
			n += 1 - boolInt(k == r.First) // a bar before the first cell
		} else if k > r.First && f.gap(k) {
			n++
		}
	}
	return n
}

// gap reports a tab or a wide space before a token.
func (f *finder) gap(k int) bool {
	between := f.d.Text[f.d.Tokens[k-1].End:f.d.Tokens[k].Start]
	return len(between) > 1 || between == "\t"
}

// applyUnits makes the figures of a row sums in the unit of their column.
func (f *finder) applyUnits(units []unit, r text.Range, figs []figure) {
	for i := range units {
		u := &units[i]
		var only *figure
		for k := range figs {
			fig := &figs[k]
			if fig.money {
				if u.column == anyColumn {
					return // the row states its own
				}
				continue
			}
			if !f.fillsCell(fig, r) || u.column != anyColumn && f.column(r, fig.First) != u.column || u.column == anyColumn && f.isYear(fig) {
				continue
			}
			if only != nil {
				return
			}
			only = fig
		}
		if only != nil {
			f.takeUnit(only, u)
		}
	}
}

// fillsCell reports a figure that ends its cell, or its row.
func (f *finder) fillsCell(fig *figure, r text.Range) bool {
	if fig.End < r.End && f.d.Tokens[fig.End].Char != '|' && f.d.Tokens[fig.End].Char != '(' && f.d.Tokens[fig.End].Char != ';' && !f.gap(fig.End) {
		return false
	}
	if fig.First == r.First {
		return false
	}
	c := f.d.Tokens[fig.First-1].Char
	_, first := f.skipHedges(fig.First, r.First)
	return c == '|' || c == ':' || c == '-' || c == '–' || c == '—' || c == ',' || f.gap(fig.First) || first < fig.First && first > r.First
}

func (f *finder) isYear(fig *figure) bool {
	n := &fig.number
	return n.Len() == 1 && len(f.d.Of(n.First)) == 4 && n.Hi.Cmp(firstYear) >= 0 && n.Hi.Cmp(lastYear) <= 0
}

// takeUnit gives a figure the currency of a head, and its scale where the figure
// has none of its own.
func (f *finder) takeUnit(fig *figure, u *unit) {
	fig.money, fig.code, fig.rule, fig.headed = true, u.code, RuleHeaded, u.at
	if !fig.number.Scaled() {
		fig.factor = u.factor
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
