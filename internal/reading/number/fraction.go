package number

import (
	"github.com/govalues/decimal"

	"pledgebook/internal/reading/text"
)

// fraction reads a fraction alone ("two thirds", "1/2", "¾") or of a scale
// ("half a billion", "a quarter of a million").
func (p phrase) fraction(i int) (Mention, bool) {
	v, end, ok := p.part(i)
	if !ok {
		return Mention{}, false
	}
	m := Mention{Range: text.Range{First: i, End: end}, Lo: v, Hi: v, Scale: one, Fraction: true, Spelled: p.kind(i) == text.Word}
	j := p.hyphen(end)
	if p.class(j) == of && p.class(j+1) == article {
		j++
	}
	if k := p.hyphen(j + 1); p.class(j) == article && p.class(k) == scale {
		j = k
	}
	if w := p.word(j); w.class == scale {
		if v, ok = times(v, whole(w.value)); !ok {
			return m, false
		}
		m.Lo, m.Hi, m.Scale, m.End, m.Fraction = v.Trim(0), v.Trim(0), whole(w.value), j+1, false
		return m, true
	}
	return m, p.standsAlone(i, end)
}

// hyphen returns the token behind a hyphen at i that joins two words, else i.
func (p phrase) hyphen(i int) int {
	if p.char(i) == '-' && p.glued(i) && p.glued(i+1) {
		return i + 1
	}
	return i
}

// standsAlone tells the fraction in "half of it" from the halves and quarters
// of a year, and "a third of" from "a third package".
func (p phrase) standsAlone(i, end int) bool {
	last := p.class(end - 1)
	switch {
	case last == parts, p.kind(i) != text.Word, p.class(i) == unit:
		return true
	case p.class(i-1) == ordinalUnit: // "the first half of 2024"
		return false
	case p.class(end) == of:
		return true
	case end == i+1:
		return p.class(end) == determiner
	}
	return last == half || p.class(i) == article && p.kind(end) != text.Word // "a fifth."
}

// part reads the fraction that begins at i and returns where it ends.
func (p phrase) part(i int) (v decimal.Decimal, end int, ok bool) {
	switch {
	case p.kind(i) == text.Number:
		return p.slashed(i)
	case p.kind(i) == text.Symbol:
		return vulgar(p.char(i), i+1)
	case p.class(i) == half:
		return decimal.MustNew(5, 1), i + 1, true
	case p.class(i) == quarter && p.class(i+1) == scale:
		return decimal.MustNew(25, 2), i + 1, true
	}
	n, end := p.below100(i)
	if p.class(i) == article {
		n, end = 1, i+1
	}
	if end == i || n == 0 || n > 20 {
		return v, i, false
	}
	end = p.hyphen(end)
	w := p.word(end)
	switch {
	case w.class == parts, w.class == half && n == 1, w.class == quarter && n == 1:
	case w.class == ordinalUnit && n == 1 && w.value > 2:
	default:
		return v, i, false
	}
	v, err := whole(n).Quo(whole(w.value))
	return v, end + 1, err == nil
}

// slashed reads "3/4": a proper fraction with a usual denominator, and no
// further slash on either side.
func (p phrase) slashed(i int) (v decimal.Decimal, end int, ok bool) {
	if p.char(i+1) != '/' || !p.glued(i+1) || !p.glued(i+2) || p.kind(i+2) != text.Number || p.char(i+3) == '/' && p.glued(i+3) || p.char(i-1) == '/' {
		return v, i, false
	}
	n, ok1 := small(p.d.Of(i))
	q, ok2 := small(p.d.Of(i + 2))
	if !ok1 || !ok2 || n == 0 || n >= q {
		return v, i, false
	}
	switch q {
	case 2, 3, 4:
	case 5, 6, 8, 16, 32:
		if sign(p.char(i - 1)) {
			return v, i, false // "$5/6 million" tells two sums
		}
	default:
		return v, i, false
	}
	v, err := whole(n).Quo(whole(q))
	return v, i + 3, err == nil
}

func small(s string) (n int64, ok bool) {
	if len(s) > 2 || !plainDigits(s) {
		return 0, false
	}
	for j := range len(s) {
		n = n*10 + int64(s[j]-'0')
	}
	return n, true
}

// vulgar reads a fraction that is one character.
func vulgar(c rune, end int) (decimal.Decimal, int, bool) {
	for _, f := range vulgarFractions {
		if f.char == c {
			v, err := whole(f.over).Quo(whole(f.under))
			return v, end, err == nil
		}
	}
	return decimal.Zero, end, false
}

var vulgarFractions = []struct {
	char        rune
	over, under int64
}{
	{'½', 1, 2}, {'¼', 1, 4}, {'¾', 3, 4}, {'⅓', 1, 3}, {'⅔', 2, 3}, {'⅕', 1, 5}, {'⅖', 2, 5}, {'⅗', 3, 5},
	{'⅘', 4, 5}, {'⅙', 1, 6}, {'⅚', 5, 6}, {'⅛', 1, 8}, {'⅜', 3, 8}, {'⅝', 5, 8}, {'⅞', 7, 8},
}

// mixedFraction adds the fraction of "one and a half", "2 1/2" or "2½" to a
// group without a scale of its own.
func (p phrase) mixedFraction(t *term) {
	i := p.hyphen(t.end)
	if p.class(i) == and {
		i = p.hyphen(i + 1)
	} else if p.kind(i) == text.Word {
		return
	}
	v, end, ok := p.part(i)
	if !ok || v.Cmp(one) >= 0 || !p.mixes(*t, end) {
		return
	}
	if v, ok = plus(t.value, v); ok {
		t.value, t.end = v, end
	}
}

// mixes reports whether a number and the fraction that ends at end are one: not
// in "5 and a quarter of the rest", nor "in 2023 and half the sum".
func (p phrase) mixes(t term, end int) bool {
	if t.value.Cmp(whole(1000)) >= 0 || p.class(end) == of {
		return false
	}
	return !t.digits || p.class(end) == scale || p.kind(end-1) != text.Word
}

// andHalf reads "two million and a half": the fraction is one of the scale.
func (p phrase) andHalf(t term) (v decimal.Decimal, end int, ok bool) {
	if t.scale.Cmp(one) == 0 || p.class(t.end) != and {
		return v, 0, false
	}
	v, end, ok = p.part(t.end + 1)
	if !ok || p.class(end) == of || p.class(t.end+1) == half {
		return v, 0, false
	}
	if v, ok = times(v, t.scale); !ok {
		return v, 0, false
	}
	v, ok = plus(t.value, v)
	return v, end, ok
}
