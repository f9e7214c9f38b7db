package money

import (
	"github.com/govalues/decimal"

	"pledgebook"
	"pledgebook/internal/reading/number"
	"pledgebook/internal/reading/text"
)

// fractions adds the sums that are told as a fraction of another: "half of this
// amount", "52 per cent of the pledge". sums are those found so far; the result
// has the fractions among them, in order.
func (f *finder) fractions(sums []Mention) []Mention {
	var found []Mention
	at := 0
	for k := range f.numbers {
		n := &f.numbers[k]
		if !n.Fraction && !n.Percent || n.Lo.Sign() <= 0 {
			continue
		}
		for at < len(sums) && sums[at].First < n.First {
			at++
		}
		if m, ok := f.fraction(n, sums, at); ok {
			found = append(found, m)
		}
	}
	return found
}

// insert merges the fractions into the sums from index first on, in order.
func insert(all []Mention, first int, found []Mention) []Mention {
	i := len(all) - 1
	all = append(all, found...)
	for to, k := len(all)-1, len(found)-1; k >= 0; to-- {
		if i >= first && all[i].First > found[k].First {
			all[to] = all[i]
			i--
		} else {
			all[to] = found[k]
			k--
		}
	}
	return all
}

// fraction reads one fraction; sums[:at] stand before it.
func (f *finder) fraction(n *number.Mention, sums []Mention, at int) (Mention, bool) {
	s := f.d.SentenceAt(n.First)
	if s < 0 || at > 0 && sums[at-1].End > n.First {
		return Mention{}, false
	}
	r := f.d.Sentences[s].Range
	of, end, ok := f.wholeOf(n, r, sums, at)
	if !ok {
		return Mention{}, false
	}
	if of < 0 {
		of = f.soleBefore(n, sums[:at], s)
	}
	m := Mention{Range: text.Range{First: n.First, End: end}, Rule: RuleFraction, Elided: true}
	m.Anchor, m.Money.Verbatim, m.Money.Qualifier = m.Range, f.d.Slice(m.Range), pledgebook.Exact
	if !f.share(&m, n) || of < 0 {
		return m, false
	}
	fig := figure{Range: m.Range, number: *n}
	f.hedge(&m, &fig, r)
	m.ShareHedge = m.Money.Qualifier
	return m, f.multiply(&m, &sums[of])
}

// soleBefore returns the sum that a fraction speaks of again: the last one before
// it, in its own sentence or the one before, where no other sum stands beside it;
// else -1. "Of which" is of the nearest, whatever stands beside.
func (f *finder) soleBefore(n *number.Mention, before []Mention, sentence int) int {
	last := len(before) - 1
	_, first := f.skipHedges(n.First, f.d.Sentences[sentence].First)
	if last < 0 || f.d.SentenceAt(before[last].First) < sentence-1 {
		return -1
	}
	if last == 0 || f.single(n.End+1).is(nearest) || f.single(first-1).is(nearest) || f.d.SentenceAt(before[last-1].First) != f.d.SentenceAt(before[last].First) {
		return last
	}
	return -1
}

// wholeOf finds what the fraction is of: the sum that follows ("half of the $5
// million"), or words for one ("half of this amount"), then of is -1.
func (f *finder) wholeOf(n *number.Mention, r text.Range, sums []Mention, at int) (of, end int, ok bool) {
	_, first := f.skipHedges(n.First, r.First)
	if p, _ := f.phraseBefore(f.beforeComma(first, r.First), r.First); p.is(ofIt) {
		return -1, n.End, true
	}
	if n.End >= r.End || !f.single(n.End).is(ofWord) || f.saysShare(n, r) {
		return -1, 0, false
	}
	if p, next := f.phraseAt(n.End, r.End); p.is(ofIt) {
		if next < r.End && f.single(next).is(sum) {
			next++
		}
		return -1, next, f.closes(next, r)
	}
	i := n.End + 1
	if f.single(i).is(definite) || f.single(i).is(possessive) {
		i++
	}
	if at < len(sums) && sums[at].First >= n.End && sums[at].First <= i+2 && (sums[at].First == n.End+1 || i > n.End+1) {
		return at, n.End + 1, true
	}
	if i < r.End && f.single(i).is(sum) && !f.single(i-1).is(possessive) {
		return -1, i + 1, f.closes(i+1, r)
	}
	return -1, 0, false
}

// saysShare reports a fraction that tells how much of something else the sum
// before it is: "$90 million, or 40 per cent of the total".
func (f *finder) saysShare(n *number.Mention, r text.Range) bool {
	_, first := f.skipHedges(n.First, r.First)
	return first > r.First && f.single(first-1).is(shareOf)
}

func (f *finder) beforeComma(i, limit int) int {
	if i-1 > limit && f.d.Tokens[i-1].Char == ',' {
		return i - 1
	}
	return i
}

// share sets the stated share, as a fraction of one.
func (f *finder) share(m *Mention, n *number.Mention) bool {
	m.Share = pledgebook.Share{Decimal: n.Lo, Known: true}
	if n.Percent {
		d, err := n.Lo.Mul(decimal.MustNew(1, 2))
		if err != nil {
			return false
		}
		m.Share.Decimal = d
	}
	return n.Lo.Cmp(n.Hi) == 0 && m.Share.WithinOne()
}

// multiply sets the sum's value: the share of the whole. Of two hedges that pull
// apart nothing is known to follow.
func (f *finder) multiply(m, whole *Mention) bool {
	switch q := whole.Money.Qualifier; {
	case q == m.Money.Qualifier || q == pledgebook.Exact:
	case m.Money.Qualifier == pledgebook.Exact:
		m.Money.Qualifier = q
	default:
		m.Open = true
	}
	m.Open = m.Open || whole.Open || whole.Vague || len(whole.Suspect) > 0
	lo, err1 := whole.Money.Lo.Mul(m.Share.Decimal)
	hi, err2 := whole.Money.Hi.Mul(m.Share.Decimal)
	m.Money.Lo, m.Money.Hi, m.Money.Currency, m.FractionOf = lo.Round(2).Trim(0), hi.Round(2).Trim(0), whole.Money.Currency, whole.Anchor
	return err1 == nil && err2 == nil
}
