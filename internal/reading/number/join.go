package number

import "pledgebook/internal/reading/text"

// joins makes m the range from a to m where the words between say so: "100 to
// 120 million", "1-1.5 billion", "between 75 and 80 billion", "two or three
// million". A figure without a scale takes that of the other end. The two ends
// of a change ("rose from 100 to 120 million") share the scale but stay apart.
func (p phrase) joins(a, m *Mention) bool {
	if a.First < p.first || !p.ends(*a, *m) {
		return false
	}
	span, ok := Between(*a, *m)
	if !ok {
		return false
	}
	if m.First == a.End+1 && p.class(a.End) == to && p.class(a.First-1) == from && p.changes(a.First-1) {
		a.Lo, a.Hi, a.Scale = span.Lo, span.Lo, span.Scale
		return false
	}
	if !p.connects(*a, *m, span) {
		return false
	}
	*m = span
	return true
}

// Between returns the range from a to b: a takes the scale of b where it has
// none of its own. It fails where the two are no ends of one range.
func Between(a, b Mention) (Mention, bool) {
	if a.Percent && !b.Percent || a.Scaled() && !b.Scaled() || a.Lo.Cmp(a.Hi) != 0 || b.Lo.Cmp(b.Hi) != 0 {
		return a, false
	}
	m := b
	m.First, m.Lo = a.First, a.Lo
	m.Spelled, m.Glued, m.Fraction = a.Spelled && b.Spelled, a.Glued, a.Fraction && b.Fraction
	if !a.Scaled() && b.Scaled() {
		var ok bool
		if m.Lo, ok = times(a.Lo, b.Scale); !ok {
			return a, false
		}
		if m.Lo.Cmp(m.Hi) >= 0 && a.Lo.Cmp(whole(10_000)) >= 0 {
			m.Lo = a.Lo // "$900,000 to $1.2 million" is written in full
		}
	}
	return m, m.Lo.Cmp(m.Hi) < 0
}

// ends reports whether two numbers may be ends of one range at all.
func (p phrase) ends(a, m Mention) bool {
	return a.Ordinal == 0 && m.Ordinal == 0 && !a.Vague && !m.Vague && !m.Glued
}

// connects reports whether the tokens between and before the two make a range.
func (p phrase) connects(a, m, joined Mention) bool {
	i := a.End
	if m.First != i+1 {
		return false
	}
	switch {
	case p.class(i) == to:
		return true
	case p.class(i) == and:
		return p.class(a.First-1) == between
	case p.class(i) == or:
		twice, ok := times(joined.Lo, whole(2))
		return ok && joined.Hi.Cmp(twice) <= 0
	case dash(p.char(i)) && p.char(i) != '—':
		chained := dash(p.char(a.First-1)) && p.glued(a.First) || dash(p.char(m.End)) && p.glued(m.End) && p.glued(m.End+1) && p.kind(m.End+1) == text.Number
		return p.glued(i) == p.glued(m.First) && !chained
	}
	return false
}

// maxChangeReach bounds how far back the verb of a change is looked for.
const maxChangeReach = 25

// changes reports a word such as "rose" before token i in the same sentence.
func (p phrase) changes(i int) bool {
	for k := i - 1; k >= p.first && k >= i-maxChangeReach; k-- {
		if p.class(k) == change {
			return true
		}
	}
	return false
}
