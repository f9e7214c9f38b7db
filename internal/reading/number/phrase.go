package number

import (
	"github.com/govalues/decimal"

	"pledgebook/internal/reading/text"
)

// phrase reads number phrases inside one sentence, tokens [first, limit).
type phrase struct {
	r            *Reader
	d            *text.Document
	first, limit int
}

// word returns what the lexicon says of token i; nothing outside the sentence.
func (p phrase) word(i int) word {
	if i < p.first || i >= p.limit {
		return word{}
	}
	return p.r.word(p.d.Tokens[i].Word)
}

func (p phrase) class(i int) class { return p.word(i).class }

// char returns the punctuation mark or symbol at i, or 0.
func (p phrase) char(i int) rune {
	if i < p.first || i >= p.limit {
		return 0
	}
	return p.d.Tokens[i].Char
}

func (p phrase) kind(i int) text.Kind {
	if i < p.first || i >= p.limit {
		return 0
	}
	return p.d.Tokens[i].Kind
}

// glued reports whether token i follows the one before it without a space.
func (p phrase) glued(i int) bool {
	return i > p.first && i < p.limit && !p.d.Tokens[i].Is(text.SpaceBefore)
}

func dash(c rune) bool {
	return c == '-' || c == '–' || c == '‐' || c == '‑' || c == '−' || c == '—'
}

// at reads the number that begins at token i.
func (p phrase) at(i int) (Mention, bool) {
	start := i
	switch p.class(i) {
	case minus:
		i++
	case article:
		if !p.articleOf(i + 1) {
			return Mention{}, false
		}
	}
	m, ok := p.unsigned(i)
	if !ok {
		return m, false
	}
	if start < i || p.signed(i) {
		m.Lo, m.Hi = m.Hi.Neg(), m.Lo.Neg()
		m.First = min(start, i-1)
	}
	m.Glued = p.modelNumber(m.First)
	p.percent(&m)
	return m, true
}

// articleOf reports that "a" before token i may begin a number: "a million", "a
// quarter", "a few".
func (p phrase) articleOf(i int) bool {
	switch p.class(i) {
	case hundred, scale, few, half, quarter, ordinalUnit, parts:
		return true
	}
	return false
}

// signed reports a minus sign before the number at i: a dash glued to it that
// stands behind a space, and not at the start of a line, where it is a bullet.
func (p phrase) signed(i int) bool {
	c := p.char(i - 1)
	return (c == '-' || c == '−') && p.glued(i) && !p.glued(i-1) && i-1 > p.first && !p.d.Tokens[i-1].Is(text.LineBefore)
}

func (p phrase) unsigned(i int) (Mention, bool) {
	w := p.word(i)
	switch {
	case p.kind(i) == text.Number:
		return p.figure(i)
	case p.kind(i) == text.Symbol:
		return p.fraction(i)
	case w.class == ten || w.class == ordinal || w.class == ordinalUnit:
		if m, ok := p.ordinal(i); ok {
			return m, true
		}
	case w.class == many || w.class == scales || w.class == few:
		return p.vague(i)
	}
	if m, ok := p.fraction(i); ok {
		return m, true
	}
	if w.class == article {
		if p.class(i+1) == few {
			m, ok := p.vague(i + 1)
			m.First = i
			return m, ok
		}
	}
	return p.spelled(i)
}

// spelled reads a number that begins with a word.
func (p phrase) spelled(i int) (Mention, bool) {
	m := Mention{Spelled: true, Range: text.Range{First: i}}
	t, ok := p.cardinal(i)
	if !ok {
		return m, false
	}
	m.Lo, m.Hi, m.Scale, m.Unit, m.End = t.value, t.value, t.scale, t.scale, t.end
	return m, true
}

// figure reads a number that begins with digits.
func (p phrase) figure(i int) (Mention, bool) {
	m := Mention{Range: text.Range{First: i}}
	if n, ok := p.digitOrdinal(i); ok {
		return n, true
	}
	if f, ok := p.fraction(i); ok {
		return f, true
	}
	t, ok := p.cardinal(i)
	if !ok {
		return m, false
	}
	m.Lo, m.Hi, m.Scale, m.Unit, m.End, m.Letter = t.value, t.value, t.scale, t.unit, t.end, t.letter
	m.Open, m.Vague = t.open, t.open
	if p.pointBefore(i) {
		m.First--
	}
	if p.char(i-1) == '[' && p.char(i+1) == ']' && t.end > i+2 {
		m.First-- // an editor's insertion: "[715] million"
	}
	return m, true
}

// modelNumber reports a letter, or a letter and a hyphen, right before token i.
func (p phrase) modelNumber(i int) bool {
	if !p.glued(i) || p.kind(i) != text.Number {
		return false
	}
	if p.kind(i-1) == text.Word {
		return true
	}
	return p.char(i-1) == '-' && p.glued(i-1) && p.kind(i-2) == text.Word && p.class(i-2) == none
}

// percent takes in a per-cent sign or word behind the number.
func (p phrase) percent(m *Mention) {
	i := m.End
	if dash(p.char(i)) && p.glued(i) && p.glued(i+1) {
		i++
	}
	switch {
	case m.Ordinal > 0 || m.Fraction:
	case p.class(i) == percent:
		m.End, m.Percent = i+1, true
	case p.class(i) == per && p.class(i+1) == cent:
		m.End, m.Percent = i+2, true
	}
}

func times(a, b decimal.Decimal) (decimal.Decimal, bool) {
	c, err := a.Mul(b)
	return c, err == nil
}

func plus(a, b decimal.Decimal) (decimal.Decimal, bool) {
	c, err := a.Add(b)
	return c, err == nil
}

func whole(n int64) decimal.Decimal { return decimal.MustNew(n, 0) }
