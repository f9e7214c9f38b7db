package reading

import (
	"cmp"
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/period"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file holds how parties stand to words and to each other: the preposition
// that governs one, the list it is in, and the state that a report speaks for.

// preposition returns the token of the preposition that governs the phrase
// beginning at i, or -1; it looks back over determiners and adjectives.
func (s *scene) preposition(i, limit int) int {
	if i > limit && s.doc.Tokens[i-1].Is(text.Capital) && s.timeOver(i-1, i) {
		return -1 // "Since May Estonia": the time has ended
	}
	if _, unit := s.doc.Tagged(i-1, s.engine.timeUnits); unit && i > limit && s.doc.Ends(i-1, cue.S) {
		return -1 // "In the past five years New Zealand"
	}
	i = s.beforeSeat(i, limit)
	for k := i - 1; k >= limit && k >= i-4; k-- {
		role := s.role(k)
		if role&(stage.Preposition|stage.To) != 0 && role&stage.Adjective == 0 {
			return k
		}
		if role&stage.Determiner != 0 {
			if k > limit && s.role(k-1)&(stage.Preposition|stage.To) != 0 && !s.timeOver(k, i) && role&stage.Relative == 0 {
				return k - 1
			}
			return -1 // "In the first half of this year NATO", "On Tuesday the government": the phrase begins here
		}
		if s.doc.Tokens[k].Kind != text.Word || role&(stage.And|stage.That|stage.Relative|stage.Pronoun) != 0 {
			return -1
		}
	}
	return -1
}

// beforeSeat returns where "Manila-based" begins, if that ends before token i.
func (s *scene) beforeSeat(i, limit int) int {
	if i-3 < limit || !s.says(i-1, cue.Seated) || s.char(i-2) != '-' {
		return i
	}
	for i -= 3; i > limit && s.doc.Tokens[i-1].Is(text.Capital); i-- {
	}
	return i
}

// timeOver reports whether a time covers token k and ends before token i.
func (s *scene) timeOver(k, i int) bool {
	n, _ := slices.BinarySearchFunc(s.periods, k, func(m period.Mention, k int) int { return cmp.Compare(m.End, k+1) })
	return n < len(s.periods) && s.periods[n].First <= k && s.periods[n].End <= i
}

// withNeighbours returns the party at index i with those that commas and an
// "and" join to it. Commas alone join nothing: what they part may be an
// apposition.
func (s *scene) withNeighbours(v *sentence, i int, rule string) []named {
	first, end := i, i+1
	for end < v.parties.End {
		if owner := &s.parties[end]; owner.Form == party.Pronoun && owner.Possessive && end+1 < v.parties.End && s.introduces(s.parties[end-1].End, s.parties[end+1].First) {
			end += 2
			continue
		}
		if s.bracketed(v, end) {
			end++ // "the Fund (ELF)"
			continue
		}
		if !s.joined(s.behindBracket(v, end-1), s.parties[end].First) || !s.alike(i, end) || s.speaksBehind(end) || s.opensClause(v, end) || s.sumStands(v, s.parties[end].End) && s.gapped(v, &s.parties[end]) {
			break // "for Gaza, and Norway 3 million"
		}
		end++
	}
	for first > v.parties.First && (s.bracketed(v, first) || s.joined(s.behindBracket(v, first-1), s.parties[first].First) && s.alike(i, first-1) && !s.opensClause(v, first)) {
		first--
	}
	first, end = s.withinList(v, first, end, i)
	and := end-first > 2 || s.headlineList(v, first, end)
	for k := s.parties[first].End; k < s.parties[end-1].First; k++ {
		and = and || s.role(k)&(stage.And|stage.Or) != 0
	}
	if !and || s.behindPlaces(v, first, end, i) {
		first, end = i, i+1
	}
	found := make([]named, 0, end-first)
	for k := first; k < end; k++ {
		if s.parties[k].Form == party.Pronoun && s.parties[k].Possessive && end-first > 1 {
			continue // "its" of "its arm": no party of its own
		}
		if k > first && s.bracketed(v, k) {
			continue
		}
		found = append(found, named{s.parties[k].Actor(), s.parties[k].Range, rule})
	}
	return found
}

// bracketed reports the acronym in brackets behind the name of the same party.
func (s *scene) bracketed(v *sentence, i int) bool {
	if i <= v.parties.First || i >= v.parties.End {
		return false
	}
	m, before := &s.parties[i], &s.parties[i-1]
	return m.ID != "" && m.ID == before.ID && m.First == before.End+1 && s.char(before.End) == '(' && s.char(m.End) == ')'
}

// behindBracket returns where a party ends, with the bracket around an acronym.
func (s *scene) behindBracket(v *sentence, i int) int {
	return s.parties[i].End + boolInt(s.bracketed(v, i))
}

// speaksBehind reports the "it" of "to Jordan and Yemen, it said": a pronoun behind a comma is in
// no list.
func (s *scene) speaksBehind(i int) bool {
	m := &s.parties[i]
	return m.Form == party.Pronoun && !m.Possessive && s.char(m.First-1) == ','
}

// behindPlaces reports a subject behind "in Harare, Zimbabwe,": commas alone join no
// party to those that a preposition of place governs.
func (s *scene) behindPlaces(v *sentence, first, end, i int) bool {
	if i == first || !s.is(s.preposition(s.parties[first].First, v.First), cue.In|cue.At) {
		return false
	}
	for k := s.parties[first].End; k < s.parties[end-1].First; k++ {
		if s.role(k)&(stage.And|stage.Or) != 0 {
			return false
		}
	}
	return true
}

// opensClause reports a party behind "and" that is the subject of a clause of its own:
// "gave 3 million to Chad and Spain pledged". A verb stands before the preposition of
// the party before, and the next one right behind it.
func (s *scene) opensClause(v *sentence, k int) bool {
	m := &s.parties[k]
	prep := s.preposition(s.parties[k-1].First, v.First)
	if prep < 0 || s.is(prep, cue.Of|cue.Between) && m.Form != party.Pronoun || s.role(m.First-1)&stage.And == 0 {
		return false
	}
	before, behind := false, false
	for i := range v.verbs {
		p := &v.verbs[i]
		before = before || p.End <= prep && p.Form == stage.Finite && p.Class != stage.Say
		behind = behind || p.First == m.End && p.Form == stage.Finite
	}
	return before && behind
}

// inCompass reports "northern", or the hyphen inside "north-eastern".
func (s *scene) inCompass(k int) bool {
	_, ok := s.doc.Tagged(k, s.engine.compass)
	return ok || s.char(k) == '-' && s.inCompass(k+1)
}

// headlineList reports "for Malawi, Zambia": in a headline a comma stands for "and"
// between two states, and between two bodies that give.
func (s *scene) headlineList(v *sentence, first, end int) bool {
	if v.kind != pledgebook.PartHeadline || end-first != 2 || s.char(s.parties[end-1].End) == ',' {
		return false
	}
	for k := first; k < end; k++ {
		if m := &s.parties[k]; m.Form != party.Name || m.Possessive || m.Location || !m.ID.IsState() && !s.charter(m.ID) {
			return false
		}
	}
	return true
}

// withinList cuts a run of parties where an "and" has ended the list: "In Chad, Mali
// and Niger, the United States has given" are three and one.
func (s *scene) withinList(v *sentence, first, end, i int) (int, int) {
	if s.commaClause(v, first, end) {
		if i == first {
			return first, first + 1
		}
		first++
	}
	for k := first + 1; k+1 < end; k++ {
		if !s.andBetween(k-1, k) || s.andBetween(k, k+1) || s.char(s.parties[k].End) != ',' {
			continue
		}
		if i <= k {
			return first, k + 1
		}
		first = k + 1
	}
	return first, end
}

// commaClause reports ", and" behind the first party of a run, and a verb behind the
// last: "for Chad, and Mali and Niger thanked". A list of two has no comma. Behind a sum that
// the first party gets a comma is enough: "gave 5 million to Chad, Spain and Italy pledged".
func (s *scene) commaClause(v *sentence, first, end int) bool {
	if end-first < 2 || s.char(s.parties[first].End) != ',' {
		return false
	}
	prep := s.preposition(s.parties[first].First, v.First)
	if prep < 0 || !s.andBetween(first, first+1) && !s.endsGift(v, prep) {
		return false
	}
	behind := s.parties[end-1].End
	if s.role(behind)&stage.Adverb != 0 {
		behind++
	}
	return s.mayBeVerb(v, behind)
}

// endsGift reports "gave 5 million" right before the preposition of who gets it.
func (s *scene) endsGift(v *sentence, prep int) bool {
	for k := v.sums.First; k < v.sums.End; k++ {
		if m := &s.sums[k]; m.End <= prep && s.attached(m.End, prep) && s.is(prep, cue.To|cue.For) {
			return slices.ContainsFunc(v.verbs, func(p stage.Predicate) bool { return p.End <= m.First && p.Form == stage.Finite && !p.Passive })
		}
	}
	return false
}

// mayBeVerb reports a verb at a token, known or by its ending, or what goes before one.
func (s *scene) mayBeVerb(v *sentence, k int) bool {
	if k >= v.End {
		return false
	}
	if s.role(k)&(stage.Be|stage.Have|stage.Will|stage.Modal) != 0 || slices.ContainsFunc(v.verbs, func(p stage.Predicate) bool { return p.First == k }) {
		return true
	}
	t := s.doc.Tokens[k]
	return t.Kind == text.Word && !t.Is(text.Capital) && s.doc.Ends(k, cue.Past)
}

// andBetween reports an "and" or "or" between two parties.
func (s *scene) andBetween(a, b int) bool {
	for k := s.parties[a].End; k < s.parties[b].First; k++ {
		if s.role(k)&(stage.And|stage.Or) != 0 {
			return true
		}
	}
	return false
}

// alike reports that two mentions can stand in one list: both persons, or
// neither.
func (s *scene) alike(a, b int) bool {
	return (s.parties[a].Person != nil) == (s.parties[b].Person != nil)
}

// introduces reports "and its soft loan arm, the": the second party stands with
// the first, and is told what it is to it.
func (s *scene) introduces(from, to int) bool {
	if s.role(from)&stage.And == 0 || !s.is(from+1, cue.Its|cue.Their) || to-from > 9 {
		return false
	}
	comma := to - 1
	if s.role(comma)&stage.Determiner != 0 {
		comma--
	}
	if s.char(comma) != ',' || comma-from < 3 {
		return false
	}
	for k := from + 2; k < comma; k++ {
		if s.doc.Tokens[k].Kind != text.Word || s.role(k)&(stage.Preposition|stage.Be|stage.Have|stage.Will|stage.Relative|stage.That) != 0 {
			return false
		}
	}
	return true
}

// joined reports that only commas, "and" and determiners stand between.
func (s *scene) joined(from, to int) bool {
	if from >= to {
		return false
	}
	if s.introduces(from, to) {
		return true
	}
	comma := false
	to = s.beforeSeat(to, from)
	for k := from; k < to; k++ {
		switch {
		case s.char(k) == ',', s.role(k)&stage.And != 0, s.is(k, cue.Or):
			comma = true
		case k+2 < to && s.is(k, cue.As) && s.is(k+2, cue.As): // "Kenya as well as Chad"
			comma, k = true, k+2
		case s.role(k)&stage.Determiner != 0, s.inCompass(k):
		case s.governmentOf(k + 1), s.governmentOf(k): // "Kenya and the government of Chad"
		case k == from && s.says(k, cue.Governing): // "the Swiss government and the bank"
		default:
			return false
		}
	}
	return comma
}

// home returns the state whose houses and agencies the report names most: the
// one that "we" and "my administration" of its statements speak for.
func (s *scene) home() pledgebook.PartyID {
	if s.homeState == nil {
		id := s.findHome()
		s.homeState = &id
	}
	return *s.homeState
}

func (s *scene) findHome() pledgebook.PartyID {
	var best pledgebook.PartyID
	most := 0
	for i := range s.parties {
		id, n := s.parties[i].Actor(), 0
		if !s.official(i) {
			continue
		}
		for k := range i + 1 {
			if s.official(k) && s.parties[k].Actor() == id {
				n++
			}
		}
		if n > most {
			best, most = id, n
		}
		if i > homeReach {
			break
		}
	}
	if best == "" {
		return s.speakersState()
	}
	return best
}

// speakersState returns the state of the office holder whom the headline or the
// first sentence names first: "Remarks by President Otieno of Kenya".
func (s *scene) speakersState() pledgebook.PartyID {
	for i := range s.sentences[:min(2, len(s.sentences))] {
		v := &s.sentences[i]
		for k := v.parties.First; k < v.parties.End; k++ {
			if m := &s.parties[k]; m.Person != nil && m.Person.Role != "" && m.State.IsState() {
				return m.State
			}
		}
	}
	return ""
}

// homeReach bounds how many mentions are looked at to find whom a report speaks for.
const homeReach = 60

// official reports a state's house or agency.
func (s *scene) official(i int) bool {
	m := &s.parties[i]
	return (m.Form == party.House || m.Form == party.Agency) && m.Actor().IsState()
}
