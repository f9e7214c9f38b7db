package reading

import (
	"fmt"
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// gatheringWords is the lexicon of meetings, mechanisms, positions and needs.
type gatheringWords struct {
	noun, part, setup, stance, need, speech text.Category

	nouns   []string // class, by tag
	parts   []string
	effects []string
	stances []stanceRow
	needs   []string

	spellings map[string]string // one spelling of a word by another, lower case
}

type stanceRow struct{ shape, stance string }

// takesHolder reports words whose holder stands right before them.
func (r stanceRow) takesHolder() bool {
	switch r.shape {
	case "holder-before", "infinitive", "alone":
		return true
	}
	return false
}

func newGatheringWords(v *text.Vocabulary, lex *lexicon.Lexicon) gatheringWords {
	g := gatheringWords{
		noun: v.Category("gathering"), part: v.Category("meeting-word"), setup: v.Category("set-up"),
		stance: v.Category("stance"), need: v.Category("need-word"), speech: v.Category("speech-cue"),
		spellings: map[string]string{},
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
	for _, r := range lex.Table("spellings").Rows {
		g.spellings[r.Phrase()] = r.Get("same")
	}
	return g
}

// partTag returns the first tag of a meeting word with one of the parts in a range.
func (s *scene) partTag(r text.Range, parts ...string) (text.Tag, bool) {
	g := &s.engine.gatherings
	for _, t := range s.doc.TagsIn(r) {
		if t.Category != g.part || t.End > r.End {
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

// hasPart reports a meeting word with the part that begins at token i.
func (s *scene) hasPart(i int, part string) bool {
	if i < 0 || i >= len(s.doc.Tokens) {
		return false
	}
	for _, t := range s.doc.TagsAt(i) {
		if t.Category == s.engine.gatherings.part && s.engine.gatherings.parts[t.Ref] == part {
			return true
		}
	}
	return false
}

// evidence makes the evidence of a field of a meeting or mechanism.
func (s *scene) evidence(field string, r text.Range, rule string, basis pledgebook.Basis) pledgebook.Evidence {
	span := s.doc.Span(r)
	return pledgebook.Evidence{Field: field, Text: span.In(s.doc.Text), Span: span, Basis: basis, Rule: rule}
}

// Bounds that keep reading linear whatever the text: a sentence of more tokens is
// no sentence, and a thing is joined only to those told shortly before.
const (
	longestSentence = 400
	mostRecent      = 64
)

// recent returns the index from which things are compared with a new one.
func recent(n int) int { return max(0, n-mostRecent) }

// auxiliary are the roles of the words that a verb group begins with.
const auxiliary = stage.Be | stage.Have | stage.Will | stage.WouldWord | stage.Modal | stage.Do

// verbAt reports that a finite verb stands at token i of sentence v: an
// auxiliary, a verb the lexicon knows, or a verb of saying with its end behind it.
func (s *scene) verbAt(v *sentence, i int) bool {
	if s.role(i)&auxiliary != 0 {
		return true
	}
	for k := range v.verbs {
		if p := &v.verbs[k]; p.First <= i && i < p.End && p.Form == stage.Finite {
			return true
		}
	}
	if t, ok := s.doc.Tagged(i, s.engine.gatherings.stance); ok && s.engine.gatherings.stances[t.Ref].takesHolder() {
		return true
	}
	if _, ok := s.doc.Tagged(i, s.engine.gatherings.speech); !ok {
		return false
	}
	return i+1 >= v.End || s.says(i, cue.Said) || s.doc.Tokens[i+1].Kind == text.Punct || s.role(i+1)&(stage.That|stage.Preposition) != 0
}

// newClause reports that a clause of its own begins at token k, behind a comma
// or "and": a noun phrase with its verb.
func (s *scene) newClause(v *sentence, k int) bool {
	for i := k; i < min(k+9, v.End); i++ {
		if s.verbAt(v, i) {
			return true
		}
		if i > k && s.doc.Tokens[i].Kind == text.Punct && s.char(i) != '\'' && s.char(i) != '’' {
			return false
		}
		if role := s.role(i); role&(stage.To|stage.Relative) != 0 || role&stage.Preposition != 0 && !s.is(i, cue.Of) {
			return false
		}
	}
	return false
}

// phraseEnd returns where the list of noun phrases that begins at i ends: at the
// sentence's end, a quotation mark, a relative clause, a comma or "and" before a
// clause of its own, "and to", or words that tell when or why.
func (s *scene) phraseEnd(v *sentence, i int) int {
	for k := i; k < v.End; k++ {
		if s.hasPart(k, "list") {
			k += s.listWord(k) - 1
			continue
		}
		switch s.char(k) {
		case '.', ';', ':', '"', '”', '“', '—', '–', '!', '?', '(', '•':
			return k
		case ',':
			if s.endsList(v, k) {
				return k
			}
		}
		role := s.role(k)
		if k > i && (role&(stage.Relative|stage.While|stage.But) != 0 && role&stage.Determiner == 0 || s.hasPart(k, "end")) {
			return k
		}
		if role&stage.And != 0 && (s.is(k+1, cue.To) || s.newClause(v, k+1)) {
			return k
		}
	}
	return v.End
}

// endsList reports that what follows the comma at k is no further noun.
func (s *scene) endsList(v *sentence, k int) bool {
	next := k + 1
	if next >= v.End || s.hasPart(next, "end") || s.setupTag(next) && s.is(next+1, cue.By) {
		return true
	}
	if s.hasPart(next, "list") {
		return false
	}
	role := s.role(next)
	if role&stage.And != 0 {
		return s.is(next+1, cue.To) || s.newClause(v, next+1)
	}
	return role&(stage.Relative|stage.While|stage.But|stage.Pronoun|stage.Preposition|stage.To) != 0 && role&(stage.Determiner|stage.Adjective) == 0 || s.newClause(v, next)
}

// list cuts a coordinated list of noun phrases at its commas and at each "and"
// that a new noun phrase follows, but never inside a party's naming ("its
// minister, Joseph Kalala"); determiners at their heads are left out.
func (s *scene) list(v *sentence, r text.Range) []text.Range {
	var out []text.Range
	first := r.First
	add := func(end int) {
		for first < end && (s.inTime(v, first) || s.role(first)&(stage.Determiner|stage.And) != 0 || s.doc.Tokens[first].Kind == text.Punct || s.hasPart(first, "about-again")) {
			first++
		}
		if first < end {
			out = append(out, text.Range{First: first, End: end})
		}
	}
	for k := r.First; k < r.End; k++ {
		if s.hasPart(k, "list") {
			add(k)
			first = k + s.listWord(k)
			continue
		}
		if (s.separates(k) || s.role(k)&stage.And != 0 && s.startsPhrase(k+1, r.End)) && !s.insideParty(v, k) {
			add(k)
			first = k + 1
		}
	}
	add(r.End)
	return out
}

// separates reports punctuation between the members of a list.
func (s *scene) separates(k int) bool {
	switch s.char(k) {
	case ',', '—', '–', '(', ')':
		return true
	}
	return false
}

// listWord returns the length of the words that join like "and" at token k.
func (s *scene) listWord(k int) int {
	for _, t := range s.doc.TagsAt(k) {
		if t.Category == s.engine.gatherings.part {
			return t.Len()
		}
	}
	return 1
}

// startsPhrase reports that a new noun phrase, not a second word of the same,
// begins at k: a determiner, a name, or "by" before one.
func (s *scene) startsPhrase(k, end int) bool {
	if k >= end {
		return false
	}
	return s.role(k)&stage.Determiner != 0 || s.doc.Tokens[k].Is(text.Capital) || s.is(k, cue.By) || s.hasPart(k, "about-again")
}

// trim drops punctuation from both ends of a range.
func (s *scene) trim(r text.Range) text.Range {
	for r.First < r.End && s.doc.Tokens[r.First].Kind == text.Punct {
		r.First++
	}
	for r.First < r.End && s.doc.Tokens[r.End-1].Kind == text.Punct {
		r.End--
	}
	return r
}

// partyIn returns the first party mention that lies in a range of a sentence and
// passes the test.
func (s *scene) partyIn(v *sentence, r text.Range, fits func(i int) bool) int {
	for i := v.parties.First; i < v.parties.End; i++ {
		if r.Contains(s.parties[i].Range) && fits(i) {
			return i
		}
	}
	return -1
}

// inTime reports that a token belongs to a mention of a time.
func (s *scene) inTime(v *sentence, i int) bool {
	for k := v.periods.First; k < v.periods.End; k++ {
		if p := s.periods[k].Range; p.First <= i && i < p.End {
			return true
		}
	}
	return false
}

// placeBehind returns the capitalised place behind "in" or "at" in a range.
func (s *scene) placeBehind(v *sentence, r text.Range) (text.Range, bool) {
	for k := r.First; k < r.End-1; k++ {
		if !s.is(k, cue.In|cue.From) || !s.doc.Tokens[k+1].Is(text.Capital) || s.inTime(v, k+1) {
			continue
		}
		end := k + 2
		for end < r.End && s.doc.Tokens[end].Is(text.Capital) && s.doc.Tokens[end].Kind == text.Word && !s.inTime(v, end) {
			end++
		}
		return text.Range{First: k + 1, End: end}, true
	}
	return text.Range{}, false
}

// told returns the words of a range as one line: without markup, with single
// spaces.
func (s *scene) told(r text.Range) string {
	var b strings.Builder
	for i := r.First; i < r.End; i++ {
		if i > r.First && s.doc.Tokens[i].Is(text.SpaceBefore) {
			b.WriteByte(' ')
		}
		b.WriteString(s.doc.Of(i))
	}
	return b.String()
}

// thingID numbers a thing other than a claim by report, kind and place.
func (s *scene) thingID(kind string, first int) string {
	return s.hashID(fmt.Sprintf("%s %d", kind, s.doc.Tokens[first].Start))
}
