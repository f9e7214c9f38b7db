package reading

import (
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// readMechanisms reads the bodies and funds that coordinate or carry aid: a
// mechanism's noun that a verb founds, runs or ends, in a sentence or report
// about aid.
func (s *scene) readMechanisms() []pledgebook.Mechanism {
	all := []pledgebook.Mechanism{}
	g := &s.engine.gatherings
	for i := range s.sentences {
		if !s.doc.Sentences[i].Has.Has(g.noun) {
			continue
		}
		if k := s.sentences[i].kind; k != pledgebook.PartParagraph && k != pledgebook.PartListItem || s.sentences[i].Len() > longestSentence {
			continue
		}
		for _, t := range s.doc.TagsIn(s.sentences[i].Range) {
			if t.Category != g.noun || g.nouns[t.Ref] != "mechanism" {
				continue
			}
			if m, ok := s.mechanismAt(i, t); ok {
				all = addMechanism(all, m)
			}
		}
	}
	return all
}

// mechanismAt reads one mechanism. Its noun must be what a set-up verb founds,
// runs or ends; it must have a name or a purpose; and aid must be the matter.
func (s *scene) mechanismAt(i int, noun text.Tag) (m pledgebook.Mechanism, ok bool) {
	v := s.words(i)
	name := s.mechanismName(v, noun)
	setup, ok := s.setupOf(v, name)
	if !ok || s.insideParty(v, noun.First) && setup.effect == "run" {
		return m, false
	}
	purpose := s.purpose(v, name.End)
	place, placed := s.placeBehind(v, text.Range{First: name.End, End: min(name.End+4, v.End)})
	if setup.First > name.End {
		if !placed {
			place, placed = s.placeBehind(v, text.Range{First: setup.End, End: min(setup.End+4, v.End)})
		}
		if purpose.Len() == 0 {
			purpose = s.purpose(v, setup.End)
		}
	}
	proper := s.doc.Tokens[noun.First].Is(text.Capital) && name.Len() > 1
	if purpose.Len() == 0 && !placed && !proper && setup.effect != "propose" || !s.aboutAid(v, purpose) {
		return m, false
	}
	m = pledgebook.Mechanism{ID: s.thingID("mechanism", name.First), Name: s.told(name), Span: s.doc.Span(name), Status: setup.status}
	note := func(field string, r text.Range, rule string, basis pledgebook.Basis) {
		m.Evidence = append(m.Evidence, s.evidence(field, r, rule, basis))
	}
	note("name", name, "mechanism-name", pledgebook.Stated)
	note("status", setup.Range, "mechanism-"+setup.effect, pledgebook.Stated)
	if purpose.Len() > 0 {
		m.Purpose = s.told(purpose)
		note("purpose", purpose, "purpose", pledgebook.Stated)
	}
	if placed {
		m.Place = s.told(place)
		note("place", place, "place", pledgebook.Stated)
	} else if place, ok := s.placeInNext(i); ok {
		m.Place = s.told(place)
		note("place", place, "place-of-it", pledgebook.Context)
	}
	return m, true
}

// mechanismName returns the noun with the words of its own phrase before it:
// "NATO command", "humanitarian hub", without determiner and "new".
func (s *scene) mechanismName(v *sentence, noun text.Tag) text.Range {
	first := noun.First
	for k := noun.First - 1; k >= v.First && noun.First-k < 7; k-- {
		t := s.doc.Tokens[k]
		if t.Char == '-' && !t.Is(text.SpaceBefore) || t.Char == '’' || t.Char == '\'' {
			continue
		}
		if t.Kind != text.Word || s.role(k) != 0 || s.verbAt(v, k) || s.setupTag(k) || s.inTime(v, k) || s.inSum(v, k) {
			break
		}
		first = k
	}
	for s.is(first, cue.Possessive) || s.doc.Tokens[first].Kind == text.Punct {
		first++
	}
	return text.Range{First: first, End: noun.End}
}

// inSum reports that a token belongs to a sum of money.
func (s *scene) inSum(v *sentence, i int) bool {
	for k := v.sums.First; k < v.sums.End; k++ {
		if m := s.sums[k].Range; m.First <= i && i < m.End {
			return true
		}
	}
	return false
}

func (s *scene) setupTag(i int) bool {
	_, ok := s.doc.Tagged(i, s.engine.gatherings.setup)
	return ok
}

// aboutAid reports that a mechanism has to do with aid: its sentence or its
// purpose names some, the headline is about it, or it serves whom the report
// makes receiver.
func (s *scene) aboutAid(v *sentence, purpose text.Range) bool {
	if s.topic.aid >= 3 {
		return true
	}
	for _, n := range v.nouns {
		if n.Strength >= 2 || n.Strength == 1 && purpose.Contains(n.Range) && n.First > purpose.First {
			return true
		}
	}
	for _, k := range v.kindWords {
		if purpose.Contains(k.Range) {
			return true
		}
	}
	serves := s.partyIn(v, purpose, func(i int) bool { return isAmong(s.topic.receivers, s.parties[i].Actor()) })
	return s.topic.aid >= 2 && serves >= 0
}

// setup is the verb that founds, runs or ends a mechanism, and how far it has come.
type setup struct {
	text.Range
	effect string
	status pledgebook.MechanismStatus
}

// setupOf finds the set-up verb that governs the name: before it with nothing
// but its determiners between, or behind it in the passive.
func (s *scene) setupOf(v *sentence, name text.Range) (setup, bool) {
	g := &s.engine.gatherings
	for _, t := range s.doc.TagsIn(text.Range{First: max(v.First, name.First-7), End: name.First}) {
		if t.Category != g.setup || t.End > name.First || s.nounBetween(t.End, name.First) || s.role(t.First-1)&(stage.Determiner|stage.Adjective) != 0 {
			continue
		}
		if e := g.effects[t.Ref]; e != "continue" && e != "work" {
			return setup{t.Range, e, s.statusBefore(v, t.Range, e)}, true
		}
	}
	for _, t := range s.doc.TagsIn(text.Range{First: name.End, End: min(v.End, name.End+24)}) {
		if t.Category != g.setup || t.End > v.End || s.clauseBreak(name.End, t.First) {
			continue
		}
		e := g.effects[t.Ref]
		if e != "continue" && e != "work" && (!s.passiveBefore(v, t.First) || s.says(t.First, cue.Open) || s.doc.Ends(t.First, cue.Gerund)) {
			continue
		}
		return setup{t.Range, e, s.statusBehind(name.End, t.Range, e)}, true
	}
	return setup{}, false
}

// clauseBreak reports another clause's start between two tokens: a semicolon, or
// "and" before a verb's subject.
func (s *scene) clauseBreak(from, to int) bool {
	for k := from; k < to; k++ {
		if c := s.char(k); c == ';' || c == ':' || c == '"' || c == '“' || c == '”' || s.role(k)&(stage.While|stage.But|stage.That) != 0 && s.role(k)&stage.Determiner == 0 {
			return true
		}
	}
	return false
}

// passiveBefore reports a form of "to be" before a participle, or a participle
// that a comma sets off: ", run by the World Bank".
func (s *scene) passiveBefore(v *sentence, i int) bool {
	for k := i - 1; k >= max(v.First, i-3); k-- {
		role := s.role(k)
		if role&stage.Be != 0 {
			return true
		}
		if role&(stage.Adverb|stage.Not) == 0 {
			break
		}
	}
	return s.char(i-1) == ',' && i+1 < v.End && (s.is(i+1, cue.By|cue.In) || s.is(i+2, cue.By|cue.In))
}

// nounBetween reports that something else is the verb's object: a preposition,
// a comma or another clause stands between.
func (s *scene) nounBetween(from, to int) bool {
	for k := from; k < to; k++ {
		if role := s.role(k); s.doc.Tokens[k].Kind == text.Punct && s.char(k) != '-' || role&(stage.Preposition|stage.Relative|stage.And|stage.To) != 0 && role&(stage.Adjective|stage.Determiner) == 0 {
			return true
		}
	}
	return false
}

// statusBefore tells from the words around an active verb how far the mechanism
// has come: "work is underway to establish", "are setting up", "will set up".
func (s *scene) statusBefore(v *sentence, verb text.Range, effect string) pledgebook.MechanismStatus {
	if t, ok := s.partTag(text.Range{First: v.First, End: verb.First}, "underway"); ok && verb.First-t.End <= 1 {
		return pledgebook.MechanismBeingSetUp
	}
	var before stage.Role
	for k := verb.First - 1; k >= max(v.First, verb.First-3); k-- {
		role := s.role(k)
		if role == 0 {
			break
		}
		before |= role
	}
	to := before&stage.To != 0
	switch {
	case effect == "propose":
		return pledgebook.MechanismPlanned
	case before&stage.Not != 0:
		return ""
	case to || before&(stage.Will|stage.WouldWord|stage.Modal) != 0:
		if effect == "run" {
			return ""
		}
		return pledgebook.MechanismPlanned
	case effect == "end":
		return pledgebook.MechanismEnded
	case effect == "found" && s.doc.Ends(verb.First, cue.Gerund):
		if before&stage.Be == 0 {
			return ""
		}
		return pledgebook.MechanismBeingSetUp
	}
	return pledgebook.MechanismWorking
}

// statusBehind tells the same from a passive verb: "is being set up", "is to be
// run by", "was wound up".
func (s *scene) statusBehind(from int, verb text.Range, effect string) pledgebook.MechanismStatus {
	planned, being := effect == "propose", false
	for k := max(from, verb.First-5); k < verb.First; k++ {
		role := s.role(k)
		planned = planned || role&(stage.Will|stage.WouldWord|stage.Modal) != 0 || s.is(k, cue.To) && (s.is(k+1, cue.Be) || k+1 == verb.First)
		being = being || s.is(k, cue.Being)
	}
	switch {
	case planned:
		return pledgebook.MechanismPlanned
	case being && effect == "found":
		return pledgebook.MechanismBeingSetUp
	case effect == "end":
		return pledgebook.MechanismEnded
	}
	return pledgebook.MechanismWorking
}

// purpose returns the words that say what the mechanism is for: an infinitive
// behind its name and place ("to coordinate relief"), or "for" and a noun.
func (s *scene) purpose(v *sentence, from int) text.Range {
	for k := from; k < min(from+9, v.End-1); k++ {
		plain := s.doc.Tokens[k+1].Kind == text.Word && !s.doc.Tokens[k+1].Is(text.Capital)
		switch {
		case s.is(k, cue.To) && plain && s.role(k+1)&(stage.Be|stage.Determiner|stage.Have) == 0:
			return text.Range{First: k + 1, End: s.purposeEnd(v, k+1)}
		case s.is(k, cue.For) && (k == from || s.doc.Tokens[k-1].Is(text.Capital)) && plain && !s.inTime(v, k+1):
			return text.Range{First: k + 1, End: s.purposeEnd(v, k+1)}
		case s.is(k, cue.That|cue.Which) && s.role(k+1)&stage.Will != 0 && s.role(k+2)&stage.Be == 0:
			return text.Range{First: k + 2, End: s.purposeEnd(v, k+2)}
		case s.doc.Tokens[k].Kind == text.Punct && s.char(k) != '-' && s.char(k) != ',':
			return text.Range{}
		}
	}
	return text.Range{}
}

// purposeEnd ends a purpose where its phrase ends, and before the verb of which
// the mechanism is the subject.
func (s *scene) purposeEnd(v *sentence, from int) int {
	const finite = stage.Be | stage.Have | stage.Will | stage.WouldWord | stage.PlanWord | stage.ExpectWord
	end := s.phraseEnd(v, from)
	for k := from + 1; k < end; k++ {
		before := s.role(k - 1)
		if s.char(k-1) == ',' && s.doc.Ends(k, cue.Gerund) {
			return k - 1
		}
		if before&(stage.Pronoun|stage.That|stage.Relative|stage.And) != 0 || s.asks(k-1) {
			continue
		}
		if s.role(k)&finite != 0 || s.setupTag(k) && before&(stage.Determiner|stage.Adjective|stage.Preposition) == 0 {
			return k
		}
	}
	return end
}

// asks reports "what", the head of a clause inside a purpose.
func (s *scene) asks(k int) bool { return s.is(k, cue.What|cue.It|cue.They) }

// placeInNext reads where a mechanism sits from the sentence behind: "It would be
// run from Gyumri."
func (s *scene) placeInNext(i int) (text.Range, bool) {
	if i+1 >= len(s.sentences) || s.sentences[i+1].part != s.sentences[i].part {
		return text.Range{}, false
	}
	v := s.words(i + 1)
	if !s.is(v.First, cue.It) {
		return text.Range{}, false
	}
	for k := v.First + 1; k < min(v.First+5, v.End); k++ {
		if t, ok := s.partTag(text.Range{First: k, End: k + 1}, "seated"); ok {
			return s.placeBehind(v, text.Range{First: t.End, End: min(t.End+3, v.End)})
		}
	}
	return text.Range{}, false
}

// addMechanism joins two tellings of one mechanism by name.
func addMechanism(all []pledgebook.Mechanism, m pledgebook.Mechanism) []pledgebook.Mechanism {
	for i := recent(len(all)); i < len(all); i++ {
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
