package number

import (
	"github.com/govalues/decimal"

	"pledgebook/internal/reading/text"
)

// vague reads "tens of millions", "several hundred million", "a few thousand",
// "dozens", "billions of".
func (p phrase) vague(i int) (Mention, bool) {
	w := p.word(i)
	m := Mention{Range: text.Range{First: i, End: i + 1}, Scale: one, Vague: true, Spelled: true, Lo: whole(w.value), Hi: whole(w.upTo)}
	if w.class == scales {
		// "millions" with nothing before it: at least two, and no most.
		m.Scale, m.Lo, m.Open = whole(w.value), whole(2*w.value), true
		m.Hi = m.Lo
		return m, true
	}
	j := i + 1
	if p.class(j) == of {
		j++
	}
	scaled, ok := p.vagueScale(&m, j)
	if !ok {
		return m, false
	}
	return m, scaled || w.class != few || p.class(i+1) != of
}

// vagueScale multiplies by the scale words at j: "hundred million", "millions".
func (p phrase) vagueScale(m *Mention, j int) (scaled, ok bool) {
	for range 3 {
		w := p.word(j)
		if w.class != scale && w.class != hundred && w.class != scales {
			break
		}
		by := whole(w.value)
		if m.Lo, ok = times(m.Lo, by); !ok {
			return false, false
		}
		if m.Hi, ok = times(m.Hi, by); !ok {
			return false, false
		}
		if m.Scale, ok = times(m.Scale, by); !ok {
			return false, false
		}
		j++
		m.End, scaled = j, true
		if p.class(j) == of && p.class(j+1) == scales { // "hundreds of thousands of millions"
			j++
		}
	}
	return scaled, true
}

// ordinal reads "twenty-fourth", "first", "tenth".
func (p phrase) ordinal(i int) (Mention, bool) {
	w, end := p.word(i), i+1
	n := w.value
	if w.class == ten {
		if p.char(end) == '-' {
			end++
		}
		u := p.word(end)
		if u.class != ordinalUnit || end == i+1 && p.class(end) != ordinalUnit {
			return Mention{}, false
		}
		n, end = n+u.value, end+1
	}
	return ordinalMention(i, end, n), true
}

// digitOrdinal reads "24th".
func (p phrase) digitOrdinal(i int) (Mention, bool) {
	if !p.glued(i+1) || p.class(i+1) != ordinalEnding {
		return Mention{}, false
	}
	var f digitRun
	if s := p.d.Of(i); len(s) > 6 || !f.read(s) || f.places > 0 {
		return Mention{}, false
	}
	return ordinalMention(i, i+2, f.coef), true
}

func ordinalMention(first, end int, n int64) Mention {
	v := decimal.MustNew(n, 0)
	return Mention{Range: text.Range{First: first, End: end}, Lo: v, Hi: v, Scale: one, Ordinal: int(n)}
}
