package money

import (
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/number"
	"pledgebook/internal/reading/text"
)

// finder finds the sums of one document.
type finder struct {
	r       *Reader
	d       *text.Document
	numbers []number.Mention
	year    int
	figs    []figure
	context *context      // nil before it is asked for
	room    context       // of the context, used again and again
	ask     func() Ground // of the report; nil where there is none
}

// figure is one number on its way to a sum.
type figure struct {
	text.Range // with its currency
	number     number.Mention
	sentence   int
	code       int // index into currencies, -1 for unknown
	family     family
	place      int // the state that an adjective names, -1 for none
	factor     decimal.Decimal
	minor      bool
	money      bool // it has a currency word, known or not
	sign       bool // the word stands before the figure
	bare       bool // the family's own sign: another country's may be meant
	clash      bool // two signs that do not agree
	elided     bool
	dropped    bool       // part of another figure
	restated   bool       // the sum before it in another currency
	headed     text.Range // the head of its table that states its currency
	rule       string
}

func (f *finder) currency(c int) currency { return f.r.currencies[c] }

// figures makes a figure of every number that counts something.
func (f *finder) figures() {
	s := 0
	f.figs = slices.Grow(f.figs, len(f.numbers))
	for k := range f.numbers {
		n := &f.numbers[k]
		if n.Ordinal > 0 || n.Percent || n.Fraction {
			continue
		}
		for s < len(f.d.Sentences) && f.d.Sentences[s].End <= n.First {
			s++
		}
		if s == len(f.d.Sentences) {
			return
		}
		fig := figure{Range: n.Range, number: *n, sentence: s, code: -1, place: -1, factor: decimal.One}
		f.readBefore(&fig)
		if n.Glued && !fig.money {
			continue
		}
		f.capitalM(&fig)
		f.readAfter(&fig)
		if fig.money && (!n.Hi.IsPos() || f.insideWord(&fig)) || n.Letter && !fig.money {
			continue
		}
		if fig.money || n.Scaled() || f.mayJoin(&fig) {
			f.figs = append(f.figs, fig)
		}
	}
}

// capitalM reads "EUR 95 M" as millions: an M apart from the figure, behind a
// currency and before no name.
func (f *finder) capitalM(fig *figure) {
	i := fig.number.End
	if !fig.sign || fig.number.Scaled() || i >= f.limits(fig).End || f.d.Of(i) != "M" || i+1 < len(f.d.Tokens) && (f.d.Tokens[i+1].Char == '.' || f.d.Tokens[i+1].Is(text.Capital)) {
		return
	}
	lo, err1 := fig.number.Lo.Mul(million)
	hi, err2 := fig.number.Hi.Mul(million)
	if err1 == nil && err2 == nil {
		fig.number.Lo, fig.number.Hi, fig.number.Scale, fig.number.End = lo, hi, million, i+1
		fig.End = i + 1
	}
}

var million = decimal.MustNew(1_000_000, 0)

// insideWord reports letters glued behind a figure that are no unit: part of a
// link or a code, not a sum.
func (f *finder) insideWord(fig *figure) bool {
	i := fig.End
	return fig.sign && i < len(f.d.Tokens) && f.touches(i) && f.d.Tokens[i].Kind == text.Word && f.d.Text[f.d.Tokens[i].Start] != '\'' && fig.End == fig.number.End && f.d.Tokens[i].Word == 0
}

// mayJoin keeps a small number that a neighbour may lend currency and scale.
func (f *finder) mayJoin(fig *figure) bool {
	return !fig.number.Vague && !fig.number.Spelled
}

func (f *finder) limits(fig *figure) text.Range { return f.d.Sentences[fig.sentence].Range }

// readBefore takes in the currency signs right before the figure.
func (f *finder) readBefore(fig *figure) {
	limit := f.limits(fig).First
	if n := len(f.figs); n > 0 {
		limit = max(limit, f.figs[n-1].End) // the unit of the figure before is its own
	}
	for range 3 {
		t, ok := f.signEndingAt(fig.First, limit)
		if !ok {
			break
		}
		s := f.r.signs[t.Ref]
		if s.after || s.careful && !f.plainCode(fig) {
			break
		}
		f.take(fig, s, -1)
		fig.First, fig.sign = t.First, true
	}
	if !fig.sign {
		return
	}
	if place, ok := f.placeEndingAt(fig.First, limit); ok && fig.bare && f.d.Tokens[fig.First].Kind == text.Word {
		f.adopt(fig, place)
	}
}

// signEndingAt returns the longest currency word or sign that ends before end.
func (f *finder) signEndingAt(end, limit int) (best text.Tag, found bool) {
	for i := end - 1; i >= limit && i >= end-5; i-- {
		for _, t := range f.d.TagsAt(i) {
			if t.Category == f.r.signTags && t.End == end && f.wellSpaced(t) && !f.nextGiver(t) {
				best, found = t, true
			}
		}
	}
	return best, found
}

// signAt returns the currency word or sign that begins at i.
func (f *finder) signAt(i, limit int) (text.Tag, bool) {
	if i >= limit {
		return text.Tag{}, false
	}
	for _, t := range f.d.TagsAt(i) {
		if t.Category == f.r.signTags && t.End <= limit && f.wellSpaced(t) {
			return t, true
		}
	}
	return text.Tag{}, false
}

// nextGiver reports ", the US $4 million": a state behind its article and a comma has a sum
// of its own, and is no part of the sign.
func (f *finder) nextGiver(t text.Tag) bool {
	if t.End-t.First < 2 || !f.d.Tokens[t.End-1].Is(text.SpaceBefore) || !f.d.Is(t.First-1, cue.The) || t.First < 2 {
		return false
	}
	return f.d.Tokens[t.First-2].Char == ',' || f.d.Is(t.First-2, cue.And)
}

// wellSpaced reports that a sign written in one piece stands so in the text.
func (f *finder) wellSpaced(t text.Tag) bool {
	if f.r.signs[t.Ref].loose {
		return t.End < len(f.d.Tokens) && f.d.Tokens[t.End].Is(text.SpaceBefore)
	}
	if f.r.signs[t.Ref].tight {
		for i := t.First + 1; i < t.End; i++ {
			if f.d.Tokens[i].Is(text.SpaceBefore) {
				return false
			}
		}
	}
	return true
}

// plainCode tells a code that is also a word ("ALL", "COP") from the word: it
// needs a figure of a thousand or more, and no headline in capitals around it.
func (f *finder) plainCode(fig *figure) bool {
	if !f.countsThousands(fig) {
		return false
	}
	if first := fig.number.First; len(f.d.Of(first-1)) == 1 && !fig.number.Scaled() && !strings.Contains(f.d.Slice(fig.number.Range), ",") {
		return false // "P163305": a project's number
	}
	next := fig.number.End
	return !f.d.Tokens[fig.First].Is(text.SpaceBefore) || next >= len(f.d.Tokens) || !f.d.Tokens[next].Is(text.AllCaps)
}

// countsThousands reports a figure of a thousand or more that is no year.
func (f *finder) countsThousands(fig *figure) bool {
	n := &fig.number
	year := n.Len() == 1 && len(f.d.Of(n.First)) == 4 && n.Hi.Cmp(firstYear) >= 0 && n.Hi.Cmp(lastYear) <= 0
	return n.Hi.Cmp(thousand) >= 0 && !year
}

// Whole numbers of four digits between these are taken for years.
var firstYear, lastYear = decimal.MustNew(1900, 0), decimal.MustNew(2100, 0)

var thousand = decimal.MustNew(1000, 0)

// take adds what a sign says to a figure. A sign that names one currency settles
// what a shared one leaves open; two that name different ones clash.
func (f *finder) take(fig *figure, s sign, place int) {
	switch {
	case !fig.money:
		fig.code, fig.family, fig.bare = s.code, s.family, s.bare
	case fig.bare && !s.bare && (fig.family.has(s.code) || s.code < 0):
		fig.code, fig.family, fig.bare = s.code, nil, false
	case s.bare && (s.family.has(fig.code) || fig.bare && len(s.family) == len(fig.family)):
	case !s.bare && !fig.bare && s.code == fig.code:
	default:
		fig.clash = true
	}
	if fig.factor.Cmp(decimal.One) == 0 {
		fig.factor = s.factor
	}
	fig.minor = fig.minor || s.minor
	fig.money = true
	if place >= 0 {
		f.adopt(fig, place)
	}
}

func (fam family) has(code int) bool {
	for _, c := range fam {
		if c == code {
			return true
		}
	}
	return false
}

// adopt settles a shared name by the state that an adjective names: "Norwegian
// kroner". A currency in use is preferred to a past one.
func (f *finder) adopt(fig *figure, state int) {
	best := -1
	for _, c := range f.r.issued[state] {
		if fig.family.has(c) && (best < 0 || f.currency(c).inUse(f.year) && !f.currency(best).inUse(f.year)) {
			best = c
		}
	}
	if best >= 0 {
		fig.code, fig.place, fig.bare = best, state, false
	}
}

// placeEndingAt returns the state whose name or adjective ends before end.
func (f *finder) placeEndingAt(end, limit int) (int, bool) {
	state, ok := 0, false
	for i := end - 1; i >= limit && i >= end-4; i-- {
		for _, t := range f.d.TagsAt(i) {
			if t.Category == f.r.placeTags && t.End == end {
				state, ok = int(t.Ref), true
			}
		}
	}
	return state, ok
}

// readAfter takes in the currency behind the figure: "27bn Norwegian kroner",
// "$1.21 billion Canadian", "20 USD", "500-million-euro".
func (f *finder) readAfter(fig *figure) {
	limit := f.limits(fig).End
	i := fig.number.End
	if i < limit && f.single(i).is(ofWord) && (fig.number.Vague || f.unitIsNext(fig, i+1, limit)) {
		i++ // "tens of millions of dollars", "5 millions of euros"
	}
	if i < limit && f.d.Tokens[i].Char == '.' && f.touches(i) && f.unitIsNext(fig, i+1, limit) {
		i++ // "4 mio. euros"
	}
	if i < limit && isHyphen(f.d.Tokens[i].Char) && f.touches(i) && f.touches(i+1) {
		i++
	}
	if t, ok := f.signAt(i, limit); ok && f.unitBehind(fig, t) {
		f.take(fig, f.r.signs[t.Ref], -1)
		fig.End = t.End
		f.trailingAdjective(fig, limit)
		return
	}
	place, ok := f.placeAt(i, limit)
	if ok && f.adjectiveUnit(fig, place, limit) {
		return
	}
	if !ok {
		if place, ok = f.adjectiveAt(i, limit); !ok || !f.adjectiveUnit(fig, place, limit) {
			f.interrupted(fig, limit)
		}
		return
	}
	if fig.money && fig.bare && f.ends(place.End, limit) {
		before := fig.code
		if f.adopt(fig, int(place.Ref)); !fig.bare && fig.code != before {
			fig.End = place.End
		}
	}
}

// unitIsNext reports a scaled figure without a currency and the word of one at i.
func (f *finder) unitIsNext(fig *figure, i, limit int) bool {
	if fig.money || !fig.number.Scaled() {
		return false
	}
	t, ok := f.signAt(i, limit)
	return ok && f.d.Tokens[t.First].Kind == text.Word && !f.r.signs[t.Ref].careful
}

// adjectiveUnit reads "Norwegian kroner": the adjective settles the unit's state.
func (f *finder) adjectiveUnit(fig *figure, place text.Tag, limit int) bool {
	t, ok := f.signAt(place.End, limit)
	if !ok || !f.unitBehind(fig, t) {
		return false
	}
	s := f.r.signs[t.Ref]
	if !s.bare && !f.issues(int(place.Ref), s.code) {
		return false
	}
	f.take(fig, s, int(place.Ref))
	fig.End = t.End
	return true
}

func (f *finder) issues(state, code int) bool {
	for _, c := range f.r.issued[state] {
		if c == code {
			return true
		}
	}
	return false
}

// adjectiveAt returns the demonym in lower case at i.
func (f *finder) adjectiveAt(i, limit int) (text.Tag, bool) {
	if i >= limit {
		return text.Tag{}, false
	}
	t, ok := f.d.Tagged(i, f.r.lowerTags)
	return t, ok && t.End <= limit
}

// maxAside bounds an aside between dashes, in tokens.
const maxAside = 12

// interrupted reads "1.6 billion — I think I got it right — euros".
func (f *finder) interrupted(fig *figure, limit int) {
	i := fig.number.End
	if fig.money || !fig.number.Scaled() || i >= limit || !longDash(f.d.Tokens[i].Char) {
		return
	}
	for k := i + 1; k < limit-1 && k <= i+maxAside; k++ {
		if !longDash(f.d.Tokens[k].Char) {
			continue
		}
		if t, ok := f.signAt(k+1, limit); ok && f.d.Tokens[t.First].Kind == text.Word && f.unitBehind(fig, t) {
			f.take(fig, f.r.signs[t.Ref], -1)
			fig.End, fig.rule = t.End, RuleInterrupted
		}
		return
	}
}

func longDash(c rune) bool { return c == '—' || c == '–' }

// trailingAdjective reads "5 million dollars Canadian".
func (f *finder) trailingAdjective(fig *figure, limit int) {
	if place, ok := f.placeAt(fig.End, limit); ok && fig.bare && f.ends(place.End, limit) {
		if f.adopt(fig, int(place.Ref)); !fig.bare {
			fig.End = place.End
		}
	}
}

// unitBehind reports whether the sign t behind a figure is its unit and not the
// sign of the figure after it ("100 USD 20").
func (f *finder) unitBehind(fig *figure, t text.Tag) bool {
	s := f.r.signs[t.Ref]
	if s.careful && (!f.countsThousands(fig) || fig.money && !s.family.has(fig.code) || !f.anyInUse(s)) || s.bare && f.weighs(fig, t) {
		return false
	}
	if !fig.money || t.End >= len(f.d.Tokens) {
		return t.End >= len(f.d.Tokens) || f.d.Tokens[t.End].Kind != text.Number || f.d.Tokens[t.End].Is(text.SpaceBefore) && f.d.Tokens[t.First].Kind == text.Word
	}
	return f.d.Tokens[t.End].Kind != text.Number
}

// anyInUse reports that the sign means a currency of the report's time; words
// such as "mark" mean something else in later years.
func (f *finder) anyInUse(s sign) bool {
	for _, c := range s.family {
		if f.currency(c).inUse(f.year) {
			return true
		}
	}
	return s.family == nil || f.year == 0
}

// weighs reports pounds of weight: "36,000 pounds of food", "2,000-pound bombs".
func (f *finder) weighs(fig *figure, t text.Tag) bool {
	s := f.r.signs[t.Ref]
	if !s.weight || fig.money {
		return false
	}
	if isHyphen(f.d.Tokens[t.First-1].Char) && fig.number.Scale.Cmp(thousand) <= 0 {
		return true
	}
	r := f.limits(fig)
	for i := max(r.First, fig.First-3); i < min(r.End, t.End+5); i++ {
		if f.single(i).is(weight) {
			return true
		}
	}
	return f.single(t.End).is(ofWord) && !(f.single(t.End+1).is(moneyCue) && f.closes(t.End+2, r))
}

// placeAt returns the state that is named at i.
func (f *finder) placeAt(i, limit int) (text.Tag, bool) {
	if i >= limit {
		return text.Tag{}, false
	}
	t, ok := f.d.Tagged(i, f.r.placeTags)
	return t, ok && t.End <= limit
}

// ends reports that no further word of the same phrase follows: an adjective
// there belongs to the sum and not to a noun ("$5 million Canadian grant").
func (f *finder) ends(i, limit int) bool {
	return i >= limit || f.d.Tokens[i].Kind != text.Word || f.single(i).is(goesOn)
}

func (f *finder) touches(i int) bool {
	return i < len(f.d.Tokens) && !f.d.Tokens[i].Is(text.SpaceBefore)
}

func isHyphen(c rune) bool { return c == '-' || c == '‐' || c == '‑' }

// single returns what the lexicon says of the word at i.
func (f *finder) single(i int) phrase {
	if i < 0 || i >= len(f.d.Tokens) {
		return phrase{}
	}
	if id := f.d.Tokens[i].Word; int(id) < len(f.r.single) {
		return f.r.single[id]
	}
	return phrase{}
}

// phraseAt returns the longest phrase that begins at i and where it ends.
func (f *finder) phraseAt(i, limit int) (phrase, int) {
	if i >= limit {
		return phrase{}, i
	}
	if t, ok := f.d.Tagged(i, f.r.phraseTags); ok && t.End <= limit {
		return f.r.phrases[t.Ref], t.End
	}
	return f.single(i), i + 1
}

// phraseBefore returns the longest phrase that ends before end and where it begins.
func (f *finder) phraseBefore(end, limit int) (phrase, int) {
	first, best := end-1, phrase{}
	if first < limit {
		return best, end
	}
	best = f.single(first)
	for i := end - 2; i >= limit && i >= end-7; i-- {
		for _, t := range f.d.TagsAt(i) {
			if t.Category == f.r.phraseTags && t.End == end {
				best, first = f.r.phrases[t.Ref], i
			}
		}
	}
	return best, first
}
