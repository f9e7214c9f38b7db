package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file reads sums that say what goods are worth: what is brought, handed over or given is
// the goods, and the sum is the size of that gift.

// priced reports "worth" or "valued at" before a sum, or "3 million dollars' worth".
func (s *scene) priced(sum text.Range) bool {
	for k := sum.First - 1; k >= max(0, sum.First-pricedReach); k-- {
		if s.says(k, cue.Worth|cue.Valued) {
			return true
		}
	}
	for k := sum.End; k < sum.End+worthReach; k++ {
		if s.says(k, cue.Worth) {
			return true
		}
	}
	return false
}

// pricedReach bounds the words between "worth" and a sum: "worth more than"; worthReach those
// between a sum and "worth": "dollars' worth".
const (
	pricedReach = 3
	worthReach  = 2
)

// pricesGoods reports a sum that says what goods of its sentence are worth, counted or not:
// "carrying tents and medicines worth 3 million".
func (s *scene) pricesGoods(d *draft) bool {
	if d.sum == nil || !s.priced(d.figure) {
		return false
	}
	v := &s.sentences[d.sentence]
	return v.goods.Len() > 0 || s.namesGoods(text.Range{First: max(v.First, d.figure.First-goodsReach), End: min(v.End, d.figure.End+goodsReach/2)})
}

// speaksOfGoods reports a sentence with goods, whose sums, if there are any, say what goods are
// worth: verbs that say something of goods alone are read there.
func (s *scene) speaksOfGoods(v *sentence) bool {
	return (v.goods.Len() > 0 || v.sums.Len() > 0) && s.sumsPriceGoods(v) && (v.goods.Len() > 0 || s.namesGoods(v.Range))
}

// sumsPriceGoods reports a sentence all of whose sums say what goods are worth.
func (s *scene) sumsPriceGoods(v *sentence) bool {
	for k := v.sums.First; k < v.sums.End; k++ {
		if !s.priced(s.sums[k].Range) {
			return false
		}
	}
	return true
}

// namesGoods reports a noun for goods in a stretch, counted or not.
func (s *scene) namesGoods(r text.Range) bool {
	for k := r.First; k < r.End; k++ {
		if s.engine.items.Counts(&s.doc, k) {
			return true
		}
	}
	return false
}

// goodsReach bounds the words between goods and the sum that they are worth, in tokens.
const goodsReach = 12

// goodsScore counts for goods with a price that are brought or given to somebody, or by somebody.
// Goods that nobody is told to give may as well be trade.
func (s *scene) goodsScore(d *draft) int {
	if d.verb == nil || !s.pricesGoods(d) || s.businessWords > s.aidWords {
		return 0
	}
	if len(d.claim.Providers) == 0 && (len(d.claim.Receivers) == 0 || s.aidWords == 0) {
		return 0
	}
	switch d.verb.Class {
	case stage.Arrive:
		return 4
	case stage.Deliver, stage.Give, stage.Promise:
		return 2
	}
	return 0
}

// kindOfGoods takes the kind from the goods that a sum prices, where its words say no other.
func (s *scene) kindOfGoods(d *draft) {
	if d.claim.Kind != pledgebook.KindUnspecified || d.mixed || !s.pricesGoods(d) {
		return
	}
	for k := d.figure.First; k >= max(s.sentences[d.sentence].First, d.figure.First-goodsReach); k-- {
		if kind := s.engine.items.Kind(&s.doc, k); kind != "" {
			d.claim.Kind = kind
			d.note(s, "kind", text.Range{First: k, End: k + 1}, "goods", pledgebook.Stated)
			return
		}
	}
}
