package matching

import (
	"hash/maphash"

	"pledgebook"
)

// key is something that claims must share to be compared at all. Two keys may
// hash alike; that costs a comparison, never a wrong match.
type key struct {
	tag                rune
	provider, receiver pledgebook.PartyID
	word               string
	n                  uint64
}

// The kinds of keys.
const (
	byFigure  = 'f' // provider, receiver and significant digits
	byWeek    = 'w' // provider, receiver and week of the report
	byOrdinal = 'o' // provider and ordinal
	byItem    = 'i' // receiver, goods and count
	byReport  = 'r' // report
	byDigits  = 'd' // significant digits and week, whoever the parties
	byUnsaid  = 'u' // the same, of claims that leave a party unsaid
	byText    = 't' // significant digits, of claims in copies of one text
)

// mostParties bounds the keys of a claim that names many parties.
const mostParties = 4

// stored are the keys under which a claim is found.
func stored(c *indexed) []key {
	f, report := &c.features, *c.report
	keys := []key{{tag: byReport, word: report}}
	week := uint64(f.published) / 7
	for _, p := range few(f.providers) {
		if f.ordinal > 0 {
			keys = append(keys, key{tag: byOrdinal, provider: p, n: uint64(f.ordinal)})
		}
		for _, r := range few(f.receivers) {
			keys = append(keys, key{tag: byWeek, provider: p, receiver: r, n: week})
			for _, d := range figures(f) {
				keys = append(keys, key{tag: byFigure, provider: p, receiver: r, n: d})
			}
		}
	}
	for _, d := range figures(f) {
		keys = append(keys, key{tag: byDigits, n: d<<16 | week&0xffff})
		if f.providers == nil || f.receivers == nil {
			keys = append(keys, key{tag: byUnsaid, n: d<<16 | week&0xffff})
		}
	}
	return append(append(keys, textKeys(c)...), itemKeys(f)...)
}

// sought are the keys under which the claims near a claim stand.
func sought(c *indexed) []key {
	f, report := &c.features, *c.report
	keys := []key{{tag: byReport, word: report}}
	week := uint64(f.published) / 7
	for _, p := range few(f.providers) {
		if f.ordinal > 0 {
			keys = append(keys, key{tag: byOrdinal, provider: p, n: uint64(f.ordinal)})
		}
		for _, r := range few(f.receivers) {
			for _, w := range around(week) {
				keys = append(keys, key{tag: byWeek, provider: p, receiver: r, n: w})
			}
			for _, d := range figures(f) {
				keys = append(keys, key{tag: byFigure, provider: p, receiver: r, n: d})
			}
		}
	}
	tag := byUnsaid
	if f.providers == nil || f.receivers == nil {
		tag = byDigits
	}
	for _, d := range figures(f) {
		for _, w := range around(week) {
			keys = append(keys, key{tag: tag, n: d<<16 | w&0xffff})
		}
	}
	return append(append(keys, textKeys(c)...), itemKeys(f)...)
}

// around are a week and its neighbours; reports without a day share week nought,
// which has none before it.
func around(week uint64) []uint64 {
	if week == 0 {
		return []uint64{0, 1}
	}
	return []uint64{week - 1, week, week + 1}
}

// textKeys find the same figure in copies of one text.
func textKeys(c *indexed) (keys []key) {
	if c.text == nil {
		return nil
	}
	for _, d := range figures(&c.features) {
		keys = append(keys, key{tag: byText, word: *c.text, n: d})
	}
	return keys
}

func few(p *parties) []pledgebook.PartyID {
	if p == nil {
		return nil
	}
	return p.ids[:min(len(p.ids), mostParties)]
}

// figures are the significant digits of a claim's sum, in each currency told.
func figures(f *features) []uint64 {
	if !f.money {
		return nil
	}
	out := []uint64{significand(f.lo)}
	if f.also != nil {
		for _, a := range f.also.list {
			out = append(out, significand(a.Lo))
		}
	}
	return out
}

// itemKeys find claims without a sum by what they promise.
func itemKeys(f *features) (keys []key) {
	if f.items == nil || f.money {
		return nil
	}
	for what, n := range f.items.count {
		for _, r := range few(f.receivers) {
			keys = append(keys, key{tag: byItem, receiver: r, word: n + " " + what})
		}
	}
	return keys
}

var seed = maphash.MakeSeed()

func (k key) hash() uint64 { return maphash.Comparable(seed, k) }
