package reading

import (
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/item"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file tells which counted goods of a sentence are one flow, and which words tell of
// the one alone.

// goesElsewhere reports that both the good at index k and the one before it have a
// receiver of their own behind them: "40 generators to Moldova, 25 to Georgia".
func (s *scene) goesElsewhere(v *sentence, goods []item.Mention, k int) bool {
	end := v.End
	if k+1 < len(goods) {
		end = goods[k+1].First
	}
	return s.goesTo(v, goods[k-1].End, goods[k].First) && s.goesTo(v, goods[k].End, end)
}

// goesTo reports a party that "to", "for" or "in" ties to the good before it.
func (s *scene) goesTo(v *sentence, from, to int) bool {
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.First < from || m.First >= to {
			continue
		}
		p := s.preposition(m.First, from)
		return p >= from && p <= from+1 && (s.is(p, cue.To|cue.For|cue.In) || s.is(p, cue.From) && s.engine.items.Trained(&s.doc, p-1))
	}
	return false
}

// ownWords returns the words of goods that go elsewhere than those beside them, or that
// have a clause of their own; empty for a list that goes to the same receiver.
func (s *scene) ownWords(v *sentence, goods []item.Mention, first, end int) text.Range {
	own, apart := v.Range, false
	if at := s.partedAt(v, goods, first); at >= 0 {
		own.First, apart = at, true
	}
	if at := s.partedAt(v, goods, end); at >= 0 {
		own.End, apart = at, true
	}
	if !apart {
		return text.Range{}
	}
	return own
}

// partedAt returns where the words of the good at index k begin, apart from those of the
// good before it; -1 where they are told together.
func (s *scene) partedAt(v *sentence, goods []item.Mention, k int) int {
	if k == 0 || k == len(goods) {
		return -1
	}
	a, b := goods[k-1], goods[k]
	switch {
	case s.opensGoodsClause(v, a, b):
		return s.clauseOpening(v, a, b)
	case s.goesElsewhere(v, goods, k):
		return b.First
	}
	return -1
}

// clauseOpening returns the token behind the comma or "and" that parts two goods: the last
// before the verb between them, or before the second where no verb stands between.
func (s *scene) clauseOpening(v *sentence, a, b item.Mention) int {
	limit := b.First
	if p := s.verbWithinGoods(v, a, b); p != nil {
		limit = p.First
	}
	for k := limit - 1; k >= a.End; k-- {
		if s.char(k) == ',' || s.char(k) == ';' || s.role(k)&(stage.And|stage.But|stage.While) != 0 {
			return k + 1
		}
	}
	return limit
}

// oneList reports goods that commas and "and" join, without a verb between or one of the
// second's own.
func (s *scene) oneList(v *sentence, a, b item.Mention) bool {
	if s.opensGoodsClause(v, a, b) {
		return false
	}
	for k := a.End; k < b.First; k++ {
		if s.char(k) == ';' || s.role(k)&(stage.Relative|stage.While|stage.Be|stage.Have|stage.Will) != 0 {
			return false
		}
	}
	return true
}

// opensGoodsClause reports that the second of two goods stands in a clause of its own:
// "gave 20 generators, and Sweden gave 35 buses", "delivered 60 tents, and 15 tonnes of
// food are being moved", "Norway sent 20 tents, Sweden 30 beds".
func (s *scene) opensGoodsClause(v *sentence, a, b item.Mention) bool {
	return s.verbWithinGoods(v, a, b) != nil || s.giverBefore(v, b.Range) || s.movedApart(v, a, b)
}

// verbWithinGoods returns a verb of its own between two goods; what they contain or carry,
// and what describes them, is none.
func (s *scene) verbWithinGoods(v *sentence, a, b item.Mention) *stage.Predicate {
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.First < a.End || p.End > b.First || p.Form == stage.Attributive || p.Class == stage.Contain {
			continue
		}
		if p.Form == stage.Finite || s.is(p.End, cue.By) || s.partyEndingAt(v, p.First) != nil {
			return p
		}
	}
	return nil
}

// giverBefore reports "Sweden 30 beds": a state right before goods, whose verb was left out.
func (s *scene) giverBefore(v *sentence, b text.Range) bool {
	m := s.partyEndingAt(v, b.First)
	return m != nil && m.Form == party.Name && !m.Possessive && s.preposition(m.First, v.First) < 0 && (s.char(m.First-1) == ',' || s.char(m.First-1) == ';' || s.role(m.First-1)&stage.And != 0)
}

// movedApart reports a finite verb right behind the second goods, where the first are the
// object of another before them.
func (s *scene) movedApart(v *sentence, a, b item.Mention) bool {
	p := s.rightVerb(v, b.Range)
	if p == nil || p.Form != stage.Finite || p.First-b.End > 1 {
		return false
	}
	for i := range v.verbs {
		if q := &v.verbs[i]; q.End <= a.First && q.Form == stage.Finite && (q.Class == stage.Give || q.Class == stage.Deliver || q.Class == stage.Promise) {
			return true
		}
	}
	return false
}

// dropCarriers leaves out the trucks and planes that carry the goods counted behind them:
// "two planes with 40 tons of tents".
func (s *scene) dropCarriers(v *sentence, goods []item.Mention) []item.Mention {
	kept := goods[:0:0]
	for i, g := range goods {
		if g.Role == item.Carrier && i > 0 && s.is(g.First-1, cue.In|cue.On|cue.By) {
			continue // "40 tons of food in three trucks"
		}
		if g.Role == item.Carrier && i+1 < len(goods) && s.loadedWith(v, g.End, goods[i+1].First) {
			continue
		}
		kept = append(kept, g)
	}
	return kept
}

// loadedWith reports "with", "carrying" or "loaded with" between two goods, and nothing
// but describing words beside it.
func (s *scene) loadedWith(v *sentence, from, to int) bool {
	loaded := false
	for k := from; k < to; k++ {
		switch t := s.doc.Tokens[k]; {
		case s.is(k, cue.With) || s.carries(v, k):
			loaded = true
		case t.Kind != text.Word || s.role(k)&(stage.And|stage.Or|stage.Be|stage.Have|stage.Will|stage.Relative|stage.To) != 0:
			return false
		}
	}
	return loaded
}

// carries reports the gerund of a verb of carrying at a token.
func (s *scene) carries(v *sentence, k int) bool {
	p := s.verbFrom(v, k)
	return p != nil && p.Class == stage.Contain && p.Form == stage.Gerund
}
