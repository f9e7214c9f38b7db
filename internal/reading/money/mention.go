package money

import (
	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/reading/text"
)

// mentions writes the figures that are money as mentions, each with its hedge,
// its period and the brackets that repeat it in another currency.
func (f *finder) mentions(into []Mention) []Mention {
	first, previous := len(into), -1
	for i := range f.figs {
		fig := &f.figs[i]
		if fig.dropped || !fig.money {
			continue
		}
		amount, ok := f.amount(fig)
		if !ok {
			continue
		}
		if n := len(into); n > first && f.figs[previous].sentence == fig.sentence && f.repeats(&into[n-1], &f.figs[previous], fig, amount) {
			continue
		}
		if n := len(into); n > first && into[n-1].End > fig.First {
			continue
		}
		if n := len(into); n > first && f.lacksScale(&f.figs[previous], fig) {
			into[n-1].Suspect = append(into[n-1].Suspect, pledgebook.Suspicion{Reason: "the figure may lack the scale that the next one has"})
		}
		into, previous = append(into, f.mention(fig, amount)), i
	}
	return into
}

// lacksScale reports a small figure listed with a scaled one of its currency:
// "$458 for 2017 and $214 million for 2018".
func (f *finder) lacksScale(a, b *figure) bool {
	if a.sentence != b.sentence || a.code != b.code || a.number.Scaled() || !b.number.Scaled() || a.number.Hi.Cmp(thousand) >= 0 || a.minor || a.number.Unit.Cmp(decimal.One) < 0 {
		return false
	}
	joined := false
	for i := a.End; i < b.First; i++ {
		if i-a.End >= maxListGap || f.single(i).is(perUnit) {
			return false
		}
		joined = joined || f.single(i).is(andWord)
	}
	return joined
}

// maxListGap bounds the words between two listed sums, in tokens.
const maxListGap = 5

// amount is the value of a figure in its currency.
func (f *finder) amount(fig *figure) (pledgebook.Amount, bool) {
	a := pledgebook.Amount{Lo: fig.number.Lo, Hi: fig.number.Hi}
	if fig.code >= 0 && !fig.clash {
		a.Currency = f.currency(fig.code).code
	}
	if fig.factor.Cmp(decimal.One) != 0 {
		var err1, err2 error
		a.Lo, err1 = a.Lo.Mul(fig.factor)
		a.Hi, err2 = a.Hi.Mul(fig.factor)
		return a, err1 == nil && err2 == nil
	}
	return a, true
}

func (f *finder) mention(fig *figure, a pledgebook.Amount) Mention {
	m := Mention{Range: fig.Range, Anchor: fig.Range, Elided: fig.elided, Headed: fig.headed, Rule: fig.rule, Vague: fig.number.Vague, Open: fig.number.Open}
	m.Money = pledgebook.Money{Lo: a.Lo, Hi: a.Hi, Currency: a.Currency, Qualifier: pledgebook.Exact, Verbatim: f.d.Slice(fig.Range)}
	if m.Rule == "" {
		m.Rule = RuleUnit
		if fig.sign {
			m.Rule = RuleSign
		}
	}
	if fig.clash {
		m.Suspect = append(m.Suspect, pledgebook.Suspicion{Reason: "the figure carries the signs of two currencies"})
	}
	if fig.headed.Len() > 0 && fig.factor.Cmp(decimal.One) > 0 && a.Hi.Cmp(trillion) >= 0 {
		m.Suspect = append(m.Suspect, pledgebook.Suspicion{Reason: "the figure may be written in full, although its head states a scale"})
	}
	r := f.limits(fig)
	if _, runOn := f.signAt(fig.End, r.End); runOn && fig.elided {
		m.Suspect = append(m.Suspect, pledgebook.Suspicion{Reason: "another sum follows without a word between"})
	}
	f.hedge(&m, fig, r)
	f.gloss(&m, r)
	f.period(&m, r)
	if a.Currency == "EUR" && !fig.number.Scaled() && fig.number.Unit.Cmp(thousandth) == 0 && a.Lo.Cmp(decimal.One) >= 0 && !m.UnitPrice {
		m.Suspect = append(m.Suspect, pledgebook.Suspicion{Reason: "the full stop may part thousands"})
	}
	return m
}

// gloss takes in a bracket that only names the currency again: "1.4 billion SDR
// (special drawing rights)".
func (f *finder) gloss(m *Mention, r text.Range) {
	if m.End >= r.End || f.d.Tokens[m.End].Char != '(' {
		return
	}
	if t, ok := f.signAt(m.End+1, r.End); ok && t.End < r.End && f.d.Tokens[t.End].Char == ')' {
		m.End = t.End + 1
	}
}

var trillion = decimal.MustNew(1_000_000_000_000, 0)

var thousandth = decimal.MustNew(1, 3)

// skipHedges walks back over hedges and the fillers between them and the figure
// and returns the qualifier and where the words begin.
func (f *finder) skipHedges(end, limit int) (pledgebook.Qualifier, int) {
	q, begin := pledgebook.Qualifier(""), end
	for range 4 {
		p, first := f.phraseBefore(end, limit)
		switch {
		case first >= end:
			return q, begin
		case p.before != "":
			if q == "" || q == pledgebook.About {
				q = p.before
			}
			begin = first
		case !p.is(filler):
			return q, begin
		}
		end = first
	}
	return q, begin
}

// hedge reads the words that hedge the sum, before it or behind it.
func (f *finder) hedge(m *Mention, fig *figure, r text.Range) {
	q, first := f.skipHedges(fig.First, r.First)
	if q != "" {
		m.Hedge = text.Range{First: first, End: fig.First}
		m.First = first
	} else if p, end := f.phraseAt(fig.End, r.End); p.after != "" && (f.closes(end, r) || isHyphen(f.d.Tokens[fig.End].Char)) {
		q, m.Hedge, m.End = p.after, text.Range{First: fig.End, End: end}, end
	}
	switch {
	case q != "":
		m.Money.Qualifier = q
	case fig.number.Open:
		m.Money.Qualifier = pledgebook.AtLeast
	case fig.number.Vague:
		m.Money.Qualifier = pledgebook.About
	}
}

// closes reports that a phrase ends at i.
func (f *finder) closes(i int, r text.Range) bool {
	return i >= r.End || f.d.Tokens[i].Kind == text.Punct || f.single(i).is(goesOn) || f.single(i).is(ofWord)
}

// period reads "a year", "per month", "a share" and "each" behind the sum, and
// "annual" before it.
func (f *finder) period(m *Mention, r text.Range) {
	for range 2 {
		p, end := f.phraseAt(m.End, r.End)
		if !f.recurs(m, p, m.End, end, r) {
			break
		}
		m.End = end
	}
	if m.Per == "" {
		p, first := f.phraseBefore(m.First, r.First)
		if p.is(perYear) && first == m.First-1 || p.is(perMonth) && first == m.First-1 {
			f.recurs(m, p, first, m.First, r)
			m.First = first
		}
	}
}

func (f *finder) recurs(m *Mention, p phrase, first, end int, r text.Range) bool {
	switch {
	case p.is(perYear) && m.Per == "" && !(end < r.End && f.single(end).is(compared)):
		m.Per = "year"
	case p.is(perMonth) && m.Per == "" && !(end < r.End && f.single(end).is(compared)):
		m.Per = "month"
	case p.is(perUnit):
		m.UnitPrice = true
		return true
	case p.is(each):
		m.Each = true
		return true
	default:
		return false
	}
	m.PerRange = text.Range{First: first, End: end}
	return true
}

// repeats attaches a figure to the sum before it where it gives the same sum in
// another currency: "EUR111 million (US$119 million)", "SEK100 million, or
// US$10 million".
func (f *finder) repeats(m *Mention, first, fig *figure, a pledgebook.Amount) bool {
	if fig.elided || m.UnitPrice {
		return false
	}
	r := f.limits(fig)
	open := m.End < r.End && (f.d.Tokens[m.End].Char == '(' || f.d.Tokens[m.End].Char == '[')
	if open && f.spelledOut(m, a, fig, r) {
		return true
	}
	f.settleByRate(m, first, fig, &a)
	if a.Currency == m.Money.Currency || a.Currency == "" {
		return false
	}
	if !open && !f.linked(m.End, fig, r) && !f.farBracket(m, first, fig, a, r) {
		return false
	}
	if open && !f.onlyHedges(m.End+1, fig.First) && !(f.oneBracket(m.End, fig.First) && f.fits(m, first, fig, a) == fitting) {
		return false
	}
	end := fig.End
	if open || end < r.End && f.d.Tokens[end].Char == ')' && f.opensAt(m.End, fig.First) {
		if end = f.closing(fig.End, r); end < 0 {
			return false
		}
	}
	m.Money.Also = append(m.Money.Also, a)
	m.Brackets = append(m.Brackets, text.Range{First: m.End, End: end})
	m.End = end
	f.check(m, first, fig, a)
	f.period(m, r)
	return true
}

// spelledOut takes in a bracket that repeats the sum in the same currency: "EUR
// 20 million (twenty million euros)".
func (f *finder) spelledOut(m *Mention, a pledgebook.Amount, fig *figure, r text.Range) bool {
	if a.Currency != m.Money.Currency || a.Lo.Cmp(m.Money.Lo) != 0 || a.Hi.Cmp(m.Money.Hi) != 0 || fig.First != m.End+1 || fig.End >= r.End || f.d.Tokens[fig.End].Char != ')' {
		return false
	}
	m.Brackets = append(m.Brackets, text.Range{First: m.End, End: fig.End + 1})
	m.End = fig.End + 1
	return true
}

// settleByRate chooses the currency of a shared name, on either side of a
// bracket, where one of the family alone fits the rate: "10,000 crore rupees
// ($1.2 billion)".
func (f *finder) settleByRate(m *Mention, first, fig *figure, a *pledgebook.Amount) {
	if (a.Currency == "") == (m.Money.Currency == "") {
		return
	}
	family, open := fig.family, &a.Currency
	if m.Money.Currency == "" {
		family, open = first.family, &m.Money.Currency
	}
	only, count := "", 0
	for _, c := range family {
		if !f.currency(c).inUse(f.year) {
			continue
		}
		*open = f.currency(c).code
		if f.fits(m, first, fig, *a) == fitting {
			only, count = *open, count+1
		}
	}
	if *open = ""; count == 1 {
		*open = only
	}
}

// oneBracket reports that the bracket that opens at i is still open at end.
func (f *finder) oneBracket(i, end int) bool {
	if end-i > maxReach {
		return false
	}
	for ; i < end; i++ {
		if f.d.Tokens[i].Char == ')' {
			return false
		}
	}
	return true
}

// opensAt reports a bracket that opens between i and end.
func (f *finder) opensAt(i, end int) bool {
	for ; i < end; i++ {
		if f.d.Tokens[i].Char == '(' {
			return true
		}
	}
	return false
}

// linked reports that only words such as ", or", "equivalent to" or a semicolon
// inside a bracket stand between the sum's end and the figure.
func (f *finder) linked(i int, fig *figure, r text.Range) bool {
	if i >= fig.First {
		return false
	}
	switch f.d.Tokens[i].Char {
	case ';':
		return i+1 == fig.First && f.bracketed(fig, r)
	case '/', '=':
		return i+1 == fig.First
	case ',', '—', '–':
		i++
	}
	p, next := f.phraseAt(i, r.End)
	return i < fig.First && p.is(same) && f.onlyHedges(next, fig.First)
}

// bracketed reports that a figure is the last thing in a bracket.
func (f *finder) bracketed(fig *figure, r text.Range) bool {
	if fig.End >= r.End || f.d.Tokens[fig.End].Char != ')' {
		return false
	}
	for k := fig.First - 1; k >= r.First && k >= fig.First-maxReach; k-- {
		switch f.d.Tokens[k].Char {
		case '(':
			return true
		case ')':
			return false
		}
	}
	return false
}

// restates reports that a figure gives the sum a once more, in another currency.
func (f *finder) restates(a, fig *figure) bool {
	if a.sentence != fig.sentence || a.code == fig.code || a.End >= fig.First {
		return false
	}
	if f.d.Tokens[a.End].Char == '(' {
		return f.onlyHedges(a.End+1, fig.First)
	}
	return f.linked(a.End, fig, f.limits(a))
}

// onlyHedges reports that nothing but hedges and words such as "or" stand in
// tokens [i, end).
func (f *finder) onlyHedges(i, end int) bool {
	for i < end {
		p, next := f.phraseAt(i, end)
		if p.before == "" && !p.is(same) && !p.is(filler) {
			return false
		}
		i = next
	}
	return i == end
}

// closing returns the end of the bracket that the figure before i stands in, -1
// where what follows shows that the bracket tells of another sum.
func (f *finder) closing(i int, r text.Range) int {
	if i < r.End && f.d.Tokens[i].Char != ')' && f.d.Tokens[i].Kind == text.Word {
		if p, _ := f.phraseAt(i, r.End); !p.is(goesOn) && !p.is(perYear) || p.is(ofIt) || f.single(i).is(toWord) {
			return -1
		}
	}
	for k := i; k < r.End && k < i+maxReach; k++ {
		if f.d.Tokens[k].Kind == text.Number {
			return i // another figure stands in the same bracket
		}
		if c := f.d.Tokens[k].Char; c == ')' || c == ']' {
			return k + 1
		}
	}
	return i
}

// opensBefore reports a bracket that holds nothing but hedges before the figure at i.
func (f *finder) opensBefore(from, i int) bool {
	for k := i - 1; k >= from; k-- {
		if f.d.Tokens[k].Char == '(' {
			return f.onlyHedges(k+1, i)
		}
	}
	return false
}

// nearBracket bounds the words of a sum's own noun before its bracket.
const nearBracket = 3

// hedgedNear reports "loan agreement (about" between a sum and a figure: where no rate
// is known, a hedge says that the bracket gives the sum once more.
func (f *finder) hedgedNear(from, i int) bool {
	for k := from; k <= from+nearBracket && k+1 < i; k++ {
		if f.d.Tokens[k].Char == '(' {
			return true
		}
		if f.d.Tokens[k].Kind != text.Word {
			return false
		}
	}
	return false
}

// farBracket accepts a bracket some words behind the sum if it holds nothing but
// this figure and fits the rate: "EUR 5 million in 2024 (US$5.4 million)". A
// bracket that lost its first half is taken in the same way.
func (f *finder) farBracket(m *Mention, first, fig *figure, a pledgebook.Amount, r text.Range) bool {
	if fig.End >= r.End || f.d.Tokens[fig.End].Char != ')' {
		return false
	}
	alone := fig.First == m.End || fig.First-1 > m.End && fig.First-m.End < maxReach && f.opensBefore(m.End, fig.First)
	return alone && len(m.Money.Also) == 0 && (f.fits(m, first, fig, a) == fitting || f.fits(m, first, fig, a) == unknown && f.hedgedNear(m.End, fig.First))
}
