package reading

import (
	"fmt"

	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// gatheringWords is the lexicon of meetings, mechanisms, positions and needs.
type gatheringWords struct {
	noun, part, setup, stance, need text.Category

	nouns   []string // class, by tag
	parts   []string
	effects []string
	stances []stanceRow
	needs   []string
}

type stanceRow struct{ shape, stance string }

func newGatheringWords(v *text.Vocabulary, lex *lexicon.Lexicon) gatheringWords {
	g := gatheringWords{
		noun: v.Category("gathering"), part: v.Category("meeting-word"), setup: v.Category("set-up"),
		stance: v.Category("stance"), need: v.Category("need-word"),
	}
	for _, r := range lex.Table("gatherings").Rows {
		v.Add(g.noun, r.Phrase(), len(g.nouns))
		g.nouns = append(g.nouns, r.Get("class"))
	}
	for _, r := range lex.Table("meetingwords").Rows {
		v.Add(g.part, r.Phrase(), len(g.parts))
		g.parts = append(g.parts, r.Get("part"))
	}
	for _, r := range lex.Table("setups").Rows {
		for _, column := range []string{"base", "s", "past", "participle", "ing"} {
			v.Add(g.setup, r.Get(column), len(g.effects))
		}
		g.effects = append(g.effects, r.Get("effect"))
	}
	for _, r := range lex.Table("stances").Rows {
		v.Add(g.stance, r.Phrase(), len(g.stances))
		g.stances = append(g.stances, stanceRow{r.Get("shape"), r.Get("stance")})
	}
	for _, r := range lex.Table("needwords").Rows {
		v.Add(g.need, r.Phrase(), len(g.needs))
		g.needs = append(g.needs, r.Get("shape"))
	}
	return g
}

// partTag returns the first tag of a meeting word with one of the parts in a range.
func (s *scene) partTag(r text.Range, parts ...string) (text.Tag, bool) {
	g := &s.engine.gatherings
	for _, t := range s.doc.TagsIn(r) {
		if t.Category != g.part {
			continue
		}
		for _, p := range parts {
			if g.parts[t.Ref] == p {
				return t, true
			}
		}
	}
	return text.Tag{}, false
}

// nameStart walks left from a noun over the capitalised words of its name:
// "NATO-Ukraine Council", "Defence Ministers' Meeting".
func (s *scene) nameStart(limit, noun int) int {
	first := noun
	for i := noun - 1; i >= limit; i-- {
		t := s.doc.Tokens[i]
		switch {
		case t.Kind == text.Word && t.Is(text.Capital) && s.role(i)&(stage.Determiner|stage.Pronoun) == 0:
			first = i
		case t.Char == '-' && !t.Is(text.SpaceBefore):
		case t.Char == '’' || t.Char == '\'' || s.is(i, "'s") || s.is(i, "’s"):
		case (s.is(i, "of") || s.is(i, "for") || s.is(i, "and")) && i > limit && s.doc.Tokens[i-1].Is(text.Capital) && first == i+1:
		default:
			return first
		}
	}
	return first
}

// phraseEnd returns where the noun phrase list that begins at i ends: at a full
// stop, a semicolon, a relative clause, a comma before a new clause, a verb of
// saying, or "and to".
func (s *scene) phraseEnd(i, end int) int {
	for k := i; k < end; k++ {
		switch s.char(k) {
		case '.', ';', ':', '"', '”', '“', '—', '!', '?':
			return k
		case ',':
			if s.opensClause(k+1, end) {
				return k
			}
		}
		if s.role(k)&(stage.Relative|stage.While|stage.But) != 0 && k > i {
			return k
		}
		if s.role(k)&stage.And != 0 && s.is(k+1, "to") {
			return k
		}
	}
	return end
}

// opensClause reports that what follows a comma is no further noun of the list.
func (s *scene) opensClause(k, end int) bool {
	if k >= end {
		return true
	}
	if s.role(k)&stage.And != 0 {
		return s.is(k+1, "to") || s.is(k+1, "will") || s.is(k+1, "has")
	}
	if s.role(k)&(stage.Relative|stage.While|stage.But|stage.Pronoun) != 0 {
		return true
	}
	for i := k; i < min(k+4, end); i++ {
		if _, ok := s.doc.Tagged(i, s.engine.stages.VerbCategory()); ok && s.role(i)&stage.Determiner == 0 {
			return true
		}
	}
	return false
}

// phrases cuts a coordinated list of noun phrases at its commas and "and".
func (s *scene) phrases(r text.Range) []string {
	var out []string
	first := r.First
	add := func(end int) {
		for first < end && (s.role(first)&stage.Determiner != 0 || s.char(first) == ',') {
			first++
		}
		if first < end {
			out = append(out, s.doc.Slice(text.Range{First: first, End: end}))
		}
	}
	for k := r.First; k < r.End; k++ {
		if s.char(k) == ',' || s.role(k)&stage.And != 0 && s.startsPhrase(k+1, r.End) {
			add(k)
			first = k + 1
		}
	}
	add(r.End)
	return out
}

// startsPhrase reports that a new noun phrase, not a second word of the same,
// begins at k: a determiner, a name or a possessive.
func (s *scene) startsPhrase(k, end int) bool {
	if k >= end {
		return false
	}
	t := s.doc.Tokens[k]
	return s.role(k)&stage.Determiner != 0 || t.Is(text.Capital)
}

// thingID numbers a thing other than a claim by report, kind and place.
func (s *scene) thingID(kind string, first int) string {
	return s.hashID(fmt.Sprintf("%s %d", kind, s.doc.Tokens[first].Start))
}
