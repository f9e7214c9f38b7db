package money

import (
	"github.com/govalues/decimal"

	"pledgebook/internal/reading/number"
	"pledgebook/internal/reading/text"
)

// joinRanges makes one sum of two figures that are the ends of a range whose
// currency stands at both or either: "$75 to $80 billion", "EUR 10-12 million".
func (f *finder) joinRanges() {
	last := -1
	for i := range f.figs {
		if last >= 0 && f.figs[last].sentence == f.figs[i].sentence {
			f.joinPair(&f.figs[last], &f.figs[i])
		}
		last = i
	}
}

func (f *finder) joinPair(a, b *figure) {
	if f.priceTail(a, b) {
		return
	}
	if !a.money && !b.money || a.money && b.money && a.code != b.code || b.First != a.End+1 {
		f.joinMinor(a, b)
		return
	}
	kind := f.connection(a, b)
	if kind == apart {
		f.joinMinor(a, b)
		return
	}
	joined, ok := number.Between(a.number, b.number)
	switch {
	case !ok:
	case kind == change:
		a.number.Lo, a.number.Hi, a.number.Scale = joined.Lo, joined.Lo, joined.Scale
		a.lend(b)
		b.lend(a)
	case kind == span:
		joined.First, joined.End = a.First, b.End
		b.lend(a)
		b.number, b.First, a.dropped = joined, a.First, true
	}
}

// lend gives a figure without a currency that of another.
func (fig *figure) lend(from *figure) {
	if fig.money || !from.money {
		return
	}
	fig.money, fig.code, fig.family = true, from.code, from.family
	fig.elided, fig.rule = true, RuleRange
	if !fig.number.Scaled() {
		fig.factor, fig.minor = from.factor, from.minor
	}
}

// connection is how two figures with one token between them belong together.
type connection uint8

const (
	apart connection = iota
	span
	change
)

func (f *finder) connection(a, b *figure) connection {
	i, limit := a.End, f.limits(a).First
	t := f.d.Tokens[i]
	switch {
	case f.single(i).is(toWord):
		before := f.single(a.First - 1)
		if a.First > limit && a.money && before.is(changeWord) {
			return change // "rose 6 pence to 388 pence"
		}
		if a.First > limit && (before.is(fromWord) || before.is(byWord) && a.money) && f.changes(a.First-1, limit) {
			return change
		}
		return span
	case f.single(i).is(andWord):
		if _, first := f.skipHedges(a.First, limit); first > limit && f.single(first-1).is(betweenWord) {
			return span
		}
	case t.Char == '-' || t.Char == '–':
		if f.touches(i) == f.touches(b.First) {
			return span
		}
	}
	return apart
}

// maxReach bounds every look to either side of a figure, in tokens.
const maxReach = 30

// changes reports a word such as "rose" before token i.
func (f *finder) changes(i, limit int) bool {
	for k := i - 1; k >= limit && k >= i-maxReach; k-- {
		if f.single(k).is(changeWord) {
			return true
		}
	}
	return false
}

// priceTail adds the hundredths of a spoken price: "15 dollars 50".
func (f *finder) priceTail(a, b *figure) bool {
	if a.sign || !a.money || a.minor || b.money || a.number.Scaled() || b.First != a.End || len(f.d.Of(b.First)) != 2 || b.Len() != 1 {
		return false
	}
	if r := f.limits(a); b.End < r.End && f.d.Tokens[b.End].Kind != text.Punct && !f.single(b.End).is(compared) {
		return false
	}
	b.money, b.minor, b.factor = true, true, decimal.MustNew(1, 2)
	f.joinMinor(a, b)
	return a.dropped
}

// joinMinor adds "50 cents" to "3 dollars [and]".
func (f *finder) joinMinor(a, b *figure) {
	gap := b.First - a.End
	if !a.money || !b.money || a.minor || !b.minor || a.number.Scaled() || gap > 1 || gap < 0 ||
		gap == 1 && !f.single(a.End).is(andWord) || b.number.Hi.Cmp(hundred) >= 0 {
		return
	}
	cents, err := b.number.Lo.Mul(b.factor)
	if err != nil {
		return
	}
	v, err := a.number.Lo.Add(cents)
	if err != nil {
		return
	}
	n := a.number
	n.Lo, n.Hi, n.Range = v, v, text.Range{First: a.First, End: b.End}
	b.number, b.First, b.code, b.family, b.factor, b.minor, b.bare, b.sign = n, a.First, a.code, a.family, a.factor, false, a.bare, a.sign
	a.dropped = true
}

var hundred = decimal.MustNew(100, 0)

// settleBare gives figures without a currency word the currency of the sum they
// stand beside, or drops them as counts of things.
func (f *finder) settleBare() {
	f.respective()
	last := -1 // the sum before, in the same sentence or an earlier one
	for i := range f.figs {
		fig := &f.figs[i]
		if fig.dropped {
			continue
		}
		if !fig.money {
			f.settleOne(i, last)
		}
		if !fig.money {
			continue
		}
		if last >= 0 && f.restates(&f.figs[last], fig) {
			fig.restated = true
			continue
		}
		last = i
	}
}

// respective lends scale and currency backwards: "17 and 10 million euros
// respectively", "$5, $7 and $10 million respectively".
func (f *finder) respective() {
	for i := len(f.figs) - 1; i > 0; i-- {
		a, b := &f.figs[i-1], &f.figs[i]
		if b.dropped || a.dropped || !b.money || !b.number.Scaled() || a.number.Scaled() || a.sentence != b.sentence || a.money && a.code != b.code {
			continue
		}
		if !f.listed(a, b) || !b.elided && !f.respectivelyAfter(b) {
			continue
		}
		lo, err1 := a.number.Lo.Mul(b.number.Scale)
		hi, err2 := a.number.Hi.Mul(b.number.Scale)
		if err1 != nil || err2 != nil {
			continue
		}
		a.number.Lo, a.number.Hi, a.number.Scale = lo, hi, b.number.Scale
		a.lend(b)
		a.elided, a.rule = true, RuleRespective
	}
}

// listed reports that only a comma, "and", or both part two figures.
func (f *finder) listed(a, b *figure) bool {
	if gap := b.First - a.End; gap < 1 || gap > 2 {
		return false
	}
	for i := a.End; i < b.First; i++ {
		if f.d.Tokens[i].Char != ',' && !f.single(i).is(andWord) {
			return false
		}
	}
	return true
}

func (f *finder) respectivelyAfter(fig *figure) bool {
	limit := min(f.limits(fig).End, fig.End+maxReach)
	for i := fig.End; i < limit; i++ {
		if f.single(i).is(respectively) {
			return true
		}
	}
	return false
}

// settleOne decides about one figure without a currency word.
func (f *finder) settleOne(at, last int) {
	fig := &f.figs[at]
	ofIt := f.ofTheSumBefore(fig)
	near := last >= 0 && f.figs[last].sentence == fig.sentence
	switch {
	case f.followsThings(at, last):
	case last >= 0 && ofIt && f.figs[last].sentence >= fig.sentence-1:
		fig.lend(&f.figs[last])
		fig.rule = RuleElided
	case !fig.number.Scaled() || fig.number.Open || !f.standsBare(fig):
	case near && fig.First-f.figs[last].End <= maxReach:
		fig.lend(&f.figs[last])
		fig.rule = RuleElided
	case f.toldOn(fig, last):
		fig.money, fig.elided, fig.rule = true, true, RuleCarried
		fig.code, fig.factor = f.figs[last].code, decimal.One
	case f.cued(fig, moneyCue):
		fig.money, fig.elided, fig.rule = true, true, RuleBare
		if last >= 0 && f.oneCurrency(last) {
			fig.code, fig.factor, fig.rule = f.figs[last].code, decimal.One, RuleCarried
		}
	}
}

// ofTheSumBefore reports "1.2 billion of it", "of which 550 million", "Of this,
// 550 million".
func (f *finder) ofTheSumBefore(fig *figure) bool {
	if !fig.number.Scaled() && fig.number.Hi.Cmp(thousand) < 0 {
		return false
	}
	r := f.limits(fig)
	if p, end := f.phraseAt(fig.End, r.End); p.is(ofIt) && f.closes(end, r) {
		return true
	}
	_, end := f.skipHedges(fig.First, r.First)
	if end > r.First && f.d.Tokens[end-1].Char == ',' {
		end--
	}
	p, _ := f.phraseBefore(end, r.First)
	return p.is(ofIt)
}

// standsBare reports that no counted thing follows a figure: the phrase ends, or
// goes on with a word such as "from", "in" or "will".
func (f *finder) standsBare(fig *figure) bool {
	r := f.limits(fig)
	if _, first := f.skipHedges(fig.First, r.First); first > r.First && f.single(first-1).is(counts) {
		return false
	}
	if fig.End >= r.End {
		return true
	}
	switch f.d.Tokens[fig.End].Kind {
	case text.Punct:
		return !isHyphen(f.d.Tokens[fig.End].Char) && f.d.Tokens[fig.End].Char != '%'
	case text.Symbol:
		_, runOn := f.signAt(fig.End, r.End) // "20.9 billion €100 million"
		return runOn
	case text.Word:
		p, _ := f.phraseAt(fig.End, r.End)
		return p.is(goesOn) || f.single(fig.End).is(goesOn|sum) // "45 million for food", "a 40 million grant"
	}
	return false
}

// followsThings reports that the scaled figure before, nearer than the last sum,
// counts things in the same sentence: "4.9 mln tonnes against 10.4 mln".
func (f *finder) followsThings(at, last int) bool {
	fig := &f.figs[at]
	for i := at - 1; i > last && i >= at-maxSteps && f.figs[i].sentence == fig.sentence; i-- {
		if b := &f.figs[i]; !b.money && !b.dropped && b.number.Scaled() {
			return true
		}
	}
	return false
}

// maxSteps bounds every look back over figures.
const maxSteps = 16

// Bounds of the words of money that a bare figure needs, in tokens.
const (
	cueBefore = 14
	cueAfter  = 5
)

// toldOn reports a figure that a word of giving stands near, a few sentences behind a sum of
// the one currency of the report: "Norway gave 5 million euros. Malta promised two million."
func (f *finder) toldOn(fig *figure, last int) bool {
	return last >= 0 && fig.sentence-f.figs[last].sentence <= toldReach && f.oneCurrency(last) && f.cued(fig, givingCue)
}

// toldReach bounds the sentences from a sum to a bare figure that is told of as given.
const toldReach = 5

// cued reports a word of money near a figure in its sentence, and no counted
// thing but what it is for: "one million for children".
func (f *finder) cued(fig *figure, cue role) bool {
	r, found, purpose := f.limits(fig), false, false
	for i := max(r.First, fig.First-cueBefore); i < min(r.End, fig.End+cueAfter); i++ {
		purpose = purpose || i >= fig.End && f.single(i).is(forWord)
		if f.single(i).is(thing) && !purpose {
			return false
		}
		found = found || f.single(i).is(cue)
	}
	return found
}

// oneCurrency reports that all sums up to the figure at last have one currency.
func (f *finder) oneCurrency(last int) bool {
	code := f.figs[last].code
	for i := last; i >= 0 && i >= last-maxSteps; i-- {
		if fig := &f.figs[i]; fig.money && !fig.dropped && !fig.restated && fig.code != code {
			return false
		}
	}
	return code >= 0
}
