package reading

import (
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// readMechanisms reads the bodies and funds that coordinate or carry aid: a
// mechanism's noun beside a verb that founds, runs or ends it, or with a
// purpose of its own.
func (s *scene) readMechanisms() []pledgebook.Mechanism {
	all := []pledgebook.Mechanism{}
	g := &s.engine.gatherings
	for i := range s.sentences {
		v := &s.sentences[i]
		if !v.kind.GivesClaims() {
			continue
		}
		for _, t := range s.doc.TagsIn(v.Range) {
			if t.Category != g.noun || g.nouns[t.Ref] != "mechanism" && g.nouns[t.Ref] != "body" {
				continue
			}
			if m, ok := s.mechanismAt(v, t); ok {
				all = addMechanism(all, m)
			}
		}
	}
	return all
}

// mechanismAt reads one mechanism: its noun must be the object or subject of a
// set-up verb, and it must have a name or a purpose.
func (s *scene) mechanismAt(v *sentence, noun text.Tag) (pledgebook.Mechanism, bool) {
	first := s.nameStart(v.First, noun.First)
	name := text.Range{First: first, End: noun.End}
	setup, effect, ok := s.setupOf(v, name)
	purpose := s.purpose(v, noun.End)
	if !ok || first == noun.First && purpose.Len() == 0 {
		return pledgebook.Mechanism{}, false
	}
	m := pledgebook.Mechanism{ID: s.thingID("mechanism", name.First), Name: s.doc.Slice(name), Span: s.doc.Span(name), Status: s.mechanismStatus(v, setup, effect)}
	note := func(field string, r text.Range, rule string) {
		span := s.doc.Span(r)
		m.Evidence = append(m.Evidence, pledgebook.Evidence{Field: field, Text: span.In(s.doc.Text), Span: span, Basis: pledgebook.Stated, Rule: rule})
	}
	note("name", name, "mechanism-name")
	note("status", setup, "mechanism-"+effect)
	if purpose.Len() > 0 {
		m.Purpose = s.doc.Slice(purpose)
		note("purpose", purpose, "purpose")
	}
	if place, ok := s.placeBehind(v, noun.End); ok {
		m.Place = s.doc.Slice(place)
		note("place", place, "place")
	}
	return m, true
}

// setupOf finds the set-up verb that governs the name: within eight words
// before it, or right behind it.
func (s *scene) setupOf(v *sentence, name text.Range) (text.Range, string, bool) {
	g := &s.engine.gatherings
	near := text.Range{First: max(v.First, name.First-8), End: min(v.End, name.End+8)}
	for _, t := range s.doc.TagsIn(near) {
		if t.Category != g.setup || name.Overlaps(t.Range) {
			continue
		}
		if t.First > name.End && g.effects[t.Ref] == "found" && !s.passiveBefore(t.First) {
			continue
		}
		if t.End <= name.First && s.nounBetween(t.End, name.First) {
			continue
		}
		return t.Range, g.effects[t.Ref], true
	}
	return text.Range{}, "", false
}

// passiveBefore reports a form of "to be" right before a participle.
func (s *scene) passiveBefore(i int) bool {
	return s.role(i-1)&stage.Be != 0 || s.role(i-2)&stage.Be != 0
}

// nounBetween reports that something else is the verb's object: a preposition
// or another clause stands between.
func (s *scene) nounBetween(from, to int) bool {
	for k := from; k < to; k++ {
		if role := s.role(k); role&(stage.Preposition|stage.Relative|stage.And) != 0 && role&stage.Adjective == 0 || s.char(k) == ',' {
			return true
		}
	}
	return false
}

func (s *scene) mechanismStatus(v *sentence, setup text.Range, effect string) pledgebook.MechanismStatus {
	if _, ok := s.partTag(text.Range{First: v.First, End: setup.End}, "underway"); ok {
		return pledgebook.MechanismBeingSetUp
	}
	switch effect {
	case "end":
		return pledgebook.MechanismEnded
	case "run":
		return pledgebook.MechanismWorking
	}
	before := s.role(setup.First-1) | s.role(setup.First-2)
	w := strings.ToLower(s.doc.Of(setup.First))
	switch {
	case strings.HasSuffix(w, "ing") && before&stage.Be != 0:
		return pledgebook.MechanismBeingSetUp
	case before&(stage.Will|stage.To|stage.WouldWord|stage.Modal) != 0:
		return pledgebook.MechanismPlanned
	}
	return pledgebook.MechanismWorking
}

// purpose returns the words behind "to" that say what the mechanism is for.
func (s *scene) purpose(v *sentence, from int) text.Range {
	for k := from; k < min(from+8, v.End-1); k++ {
		if !s.is(k, "to") {
			continue
		}
		t, ok := s.partTag(text.Range{First: k + 1, End: k + 2}, "purpose")
		if !ok {
			return text.Range{}
		}
		return text.Range{First: t.First, End: s.phraseEnd(t.First, v.End)}
	}
	return text.Range{}
}

// placeBehind returns the capitalised place behind "in" or "at".
func (s *scene) placeBehind(v *sentence, from int) (text.Range, bool) {
	for k := from; k < min(from+4, v.End-1); k++ {
		if (s.is(k, "in") || s.is(k, "at")) && s.doc.Tokens[k+1].Is(text.Capital) {
			end := s.nameEnd(k+1, v.End)
			return text.Range{First: k + 1, End: end}, true
		}
	}
	return text.Range{}, false
}

// addMechanism joins two tellings of one mechanism by name.
func addMechanism(all []pledgebook.Mechanism, m pledgebook.Mechanism) []pledgebook.Mechanism {
	for i := range all {
		o := &all[i]
		if !strings.EqualFold(o.Name, m.Name) {
			continue
		}
		if o.Purpose == "" {
			o.Purpose = m.Purpose
		}
		if o.Place == "" {
			o.Place = m.Place
		}
		o.Evidence = append(o.Evidence, m.Evidence...)
		return all
	}
	return append(all, m)
}
