package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// readPositions reads who decides, or stands how, on what; teasers tell
// positions too.
func (s *scene) readPositions() []pledgebook.Position {
	all := []pledgebook.Position{}
	g := &s.engine.gatherings
	for i := range s.sentences {
		v := &s.sentences[i]
		if !v.kind.GivesClaims() && v.kind != pledgebook.PartTeaser {
			continue
		}
		for _, t := range s.doc.TagsIn(v.Range) {
			if t.Category != g.stance {
				continue
			}
			row := g.stances[t.Ref]
			p, ok := pledgebook.Position{}, false
			if row.shape == "holder-after" {
				p, ok = s.decider(v, t)
			} else {
				p, ok = s.standing(v, t)
			}
			if ok {
				p.Stance, p.Rule = row.stance, "stance-"+row.shape
				p.ID = s.thingID("position", t.First)
				all = append(all, p)
			}
		}
	}
	return all
}

// decider reads "up to individual allies to decide on S": the holder follows,
// then "to decide on", "whether" or "if".
func (s *scene) decider(v *sentence, t text.Tag) (p pledgebook.Position, ok bool) {
	to := -1
	for k := t.End; k < min(t.End+9, v.End-1); k++ {
		if s.is(k, "to") && (s.is(k+1, "decide") || s.is(k+1, "determine") || s.is(k+1, "choose")) {
			to = k
			break
		}
	}
	if to < 0 {
		return p, false
	}
	holder := s.trim(text.Range{First: t.End, End: to})
	from := to + 2
	if s.is(from, "on") || s.is(from, "about") {
		from++
	}
	subject := s.trim(text.Range{First: from, End: s.phraseEnd(from, v.End)})
	if holder.Len() == 0 || subject.Len() == 0 {
		return p, false
	}
	p.Holder, p.Subject = s.doc.Slice(holder), s.doc.Slice(subject)
	p.Span = s.doc.Span(text.Range{First: t.First, End: subject.End})
	return p, true
}

// standing reads "Hungary opposes the loan": a party right before the words,
// and a noun phrase behind them.
func (s *scene) standing(v *sentence, t text.Tag) (p pledgebook.Position, ok bool) {
	m := s.partyEndingAt(v, t.First)
	if m == nil || m.ID == "" || m.Possessive {
		return p, false
	}
	subject := s.trim(text.Range{First: t.End, End: s.phraseEnd(t.End, v.End)})
	if subject.Len() == 0 || s.role(t.End)&(stage.Preposition|stage.That) != 0 {
		return p, false
	}
	p.Holder, p.Subject = s.doc.Slice(m.Range), s.doc.Slice(subject)
	p.Span = s.doc.Span(text.Range{First: m.First, End: subject.End})
	return p, true
}

// trim drops quotation marks and commas from both ends of a range.
func (s *scene) trim(r text.Range) text.Range {
	for r.First < r.End && s.doc.Tokens[r.First].Kind == text.Punct {
		r.First++
	}
	for r.First < r.End && s.doc.Tokens[r.End-1].Kind == text.Punct {
		r.End--
	}
	return r
}
