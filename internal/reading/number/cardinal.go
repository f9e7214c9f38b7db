package number

import (
	"github.com/govalues/decimal"

	"pledgebook/internal/reading/text"
)

// term is a number below its scale together with the scale: "16.4 million",
// "two hundred and fifty thousand".
type term struct {
	value  decimal.Decimal
	scale  decimal.Decimal // one where there is no scale word
	unit   decimal.Decimal // of the last digit written
	end    int
	digits bool
	letter bool
	open   bool // "50-odd million": so much and more
}

// cardinal reads terms of falling scale: "two million three hundred thousand".
func (p phrase) cardinal(i int) (term, bool) {
	sum, ok := p.term(i)
	if !ok {
		return sum, false
	}
	for {
		j, joined := sum.end, p.class(sum.end) == and
		comma := p.char(sum.end) == ','
		if joined || comma {
			j++
		}
		next, ok := p.term(j)
		if !ok || !sum.takes(next, joined) || comma && !sum.goesOnBehindComma(next) {
			break
		}
		v, ok := plus(sum.value, next.value)
		if !ok {
			break
		}
		next.value, next.scale = v, sum.scale
		sum = next
	}
	if v, end, ok := p.andHalf(sum); ok {
		sum.value, sum.end = v, end
	}
	return sum, true
}

// goesOnBehindComma reports words of one number that a comma parts: "one million, five
// hundred thousand".
func (t term) goesOnBehindComma(next term) bool {
	return !t.digits && !next.digits && t.scale.Cmp(next.scale) > 0 && next.scale.Cmp(one) > 0
}

// takes reports whether a smaller term may follow: "two thousand [and] five",
// "3 million [and] 200 thousand", but not "5 million and three helicopters".
func (t term) takes(next term, joined bool) bool {
	if next.value.Cmp(t.scale) >= 0 || next.value.Sign() <= 0 || t.letter || next.letter {
		return false
	}
	if joined && t.scale.Cmp(whole(100)) == 0 && next.scale.Cmp(one) == 0 {
		return true // "3 hundred and 21"
	}
	if next.digits || t.digits {
		return next.digits && t.digits && next.scale.Cmp(one) > 0 && next.scale.Cmp(t.scale) < 0
	}
	million := whole(1_000_000)
	return !joined || t.scale.Cmp(million) < 0 || next.value.Cmp(whole(100)) >= 0
}

// term reads one group and its scale words.
func (p phrase) term(i int) (term, bool) {
	var t term
	var ok bool
	if p.kind(i) == text.Number {
		t, ok = p.digits(i)
	} else {
		t, ok = p.below1000(i)
	}
	if !ok {
		return t, false
	}
	t.scale = one
	p.mixedFraction(&t)
	return p.scaled(t)
}

// scaled multiplies a term by the scale words behind it.
func (p phrase) scaled(t term) (term, bool) {
	for range 3 {
		i := t.end
		if dash(p.char(i)) && p.glued(i) && p.glued(i+1) || p.inserted(t, i) {
			i++
		}
		if p.class(i) == more && p.class(i+1) == scale {
			t.open = true
			i++
		}
		w := p.word(i)
		switch {
		case w.class == scale, w.class == hundred && t.digits && !p.glued(i), w.class == scales && p.countsScales(t):
		case w.class == letter && t.digits && p.letterScale(i, t):
			t.letter = true
		default:
			return t, true
		}
		if !p.multiply(&t, whole(w.value)) {
			return t, false
		}
		t.end = i + 1
		if t.letter {
			return t, true
		}
	}
	return t, true
}

// countsScales reports a small figure before "millions" that is no day or year: "5 millions
// of euros", but not "in 2024 millions fled".
func (p phrase) countsScales(t term) bool {
	return t.digits && t.scale.Cmp(one) == 0 && t.value.Cmp(whole(1000)) < 0 && p.class(t.end-2) != month
}

// inserted reports that a figure stands alone in square brackets, an editor's
// insertion, and that i is the closing one: "[715] million".
func (p phrase) inserted(t term, i int) bool {
	return t.digits && p.char(i) == ']' && p.char(i-2) == '['
}

func (p phrase) multiply(t *term, by decimal.Decimal) (ok bool) {
	if t.value, ok = times(t.value, by); !ok {
		return false
	}
	if t.scale, ok = times(t.scale, by); !ok {
		return false
	}
	t.unit, ok = times(t.unit, by)
	return ok
}

// letterScale reports whether the single letter at i is a scale: right behind
// the digits ("22m"), or behind a space where a currency sign leads ("$22 m").
func (p phrase) letterScale(i int, t term) bool {
	if i != t.end {
		return false // "5-k"
	}
	if p.glued(i) {
		return true
	}
	return p.currencySign(t)
}

func (p phrase) currencySign(t term) bool {
	i := t.end - 1
	for i > p.first && p.kind(i) == text.Number {
		i--
	}
	return sign(p.char(i))
}

func sign(c rune) bool { return c == '$' || c == '€' || c == '£' || c == '¥' }

// below1000 reads "four", "twenty-four", "a hundred", "two hundred and fifty",
// and "a" before a scale word.
func (p phrase) below1000(i int) (term, bool) {
	n, end := p.below100(i)
	if end == i && p.class(i) == article && (p.class(i+1) == hundred || p.class(i+1) == scale) {
		n, end = 1, i+1
	}
	if end == i {
		return term{}, false
	}
	if p.class(end) == hundred && n > 0 {
		n, end = n*100, end+1
		j := end
		if p.class(j) == and {
			j++
		}
		if rest, e := p.below100(j); e > j && p.class(e) != hundred {
			n, end = n+rest, e
		}
	}
	t := term{value: whole(n), unit: one, end: end}
	p.decimals(&t)
	return t, true
}

// below100 reads "four", "fourteen", "forty", "forty-four"; end == i for none.
func (p phrase) below100(i int) (n int64, end int) {
	w := p.word(i)
	switch w.class {
	case unit, teen:
		return w.value, i + 1
	case ten:
		j := i + 1
		if p.char(j) == '-' {
			j++
		}
		if u := p.word(j); u.class == unit && u.value > 0 {
			return w.value + u.value, j + 1
		}
		return w.value, i + 1
	}
	return 0, i
}

// decimals takes in "point two five" behind a spelled number.
func (p phrase) decimals(t *term) {
	if p.class(t.end) != point {
		return
	}
	i, coef, places := t.end+1, int64(0), 0
	for ; p.class(i) == unit && places < 9; i++ {
		coef, places = coef*10+p.word(i).value, places+1
	}
	if places == 0 {
		n, end := p.below100(i)
		if end == i {
			return
		}
		coef, places, i = n, 2, end
	} else if n, end := p.below100(i); end > i && places < 8 {
		coef, places, i = coef*100+n, places+2, end
	}
	frac, err := decimal.New(coef, places)
	if err != nil {
		return
	}
	if v, ok := plus(t.value, frac); ok {
		t.value, t.end = v, i
	}
}
