package reading

import (
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// readPositions reads who decides, or stands how, on what; teasers tell
// positions too.
func (s *scene) readPositions() []pledgebook.Position {
	f := positionFinder{scene: s, all: []pledgebook.Position{}}
	g := &s.engine.gatherings
	for i := range s.sentences {
		if !s.doc.Sentences[i].Has.Has(g.stance) {
			continue
		}
		if k := s.sentences[i].kind; !k.GivesClaims() && k != pledgebook.PartTeaser || s.sentences[i].Len() > longestSentence {
			continue
		}
		for _, t := range s.doc.TagsIn(s.sentences[i].Range) {
			if t.Category == g.stance && g.stances[t.Ref].stance != "" {
				f.v, f.index = s.words(i), i
				f.read(t, g.stances[t.Ref])
			}
		}
	}
	return f.all
}

// positionFinder reads the positions of one report.
type positionFinder struct {
	*scene
	v     *sentence
	index int // of the sentence
	all   []pledgebook.Position
}

func (f *positionFinder) read(t text.Tag, row stanceRow) {
	var p pledgebook.Position
	var ok bool
	switch row.shape {
	case "holder-after":
		p, ok = f.decider(t)
	case "holder-before", "matter", "infinitive", "alone":
		p, ok = f.standing(t, row.shape)
	}
	if !ok {
		return
	}
	p.Stance, p.Rule, p.ID = row.stance, "stance-"+row.shape, f.thingID("position", t.First)
	f.all = append(f.all, p)
}

// decider reads "up to individual allies to decide on S", "a matter for each
// member whether S" and "Whether S is up to each capital".
func (f *positionFinder) decider(t text.Tag) (p pledgebook.Position, ok bool) {
	holder, from := f.holderAfter(t)
	if holder.Len() == 0 {
		return p, false
	}
	p.Holder = f.told(holder)
	if from > 0 {
		if subject := f.trim(text.Range{First: from, End: f.phraseEnd(f.v, from)}); subject.Len() > 0 {
			p.Subject, p.Span = f.clip(text.Range{First: t.First, End: subject.End}, subject)
			return p, p.Subject != ""
		}
	}
	if subject := f.whetherBefore(t.First); subject.Len() > 0 {
		p.Subject, p.Span = f.clip(text.Range{First: subject.First, End: holder.End}, subject)
		return p, true
	}
	return f.ofSentenceBefore(p, t, holder)
}

// holderAfter returns who decides, and where what is decided begins; 0 where
// nothing of it follows.
func (f *positionFinder) holderAfter(t text.Tag) (text.Range, int) {
	first := t.End
	end := first
	for end < min(first+9, f.v.End) && (f.doc.Tokens[end].Kind == text.Word || f.char(end) == '\'' || f.char(end) == '’') &&
		!f.is(end, cue.To) && !f.hasStance(end, "whether") && f.role(end)&(stage.And|stage.Relative|stage.That|auxiliary) == 0 {
		end++
	}
	holder := f.trim(text.Range{First: first, End: end})
	if !f.canDecide(holder) {
		return text.Range{}, 0
	}
	k := end
	for k < f.v.End && (f.char(k) == '"' || f.char(k) == '”' || f.char(k) == '’') {
		k++
	}
	if f.hasStance(k, "whether") {
		return holder, f.lessTo(k + 1)
	}
	if f.is(k, cue.To) && f.hasStance(k+1, "decide") {
		k += 2
		if f.is(k, cue.On|cue.About) || f.hasStance(k, "whether") {
			k = f.lessTo(k + 1)
		}
		return holder, k
	}
	if k >= f.v.End || f.doc.Tokens[k].Kind == text.Punct || f.role(k)&stage.And != 0 {
		return holder, 0
	}
	return text.Range{}, 0
}

// lessTo skips the "to" of "whether to send".
func (f *positionFinder) lessTo(k int) int {
	if f.is(k, cue.To) {
		return k + 1
	}
	return k
}

// hasStance reports a word of the shape at token i.
func (f *positionFinder) hasStance(i int, shape string) bool {
	if i < 0 || i >= f.v.End {
		return false
	}
	g := &f.engine.gatherings
	for _, t := range f.doc.TagsAt(i) {
		if t.Category == g.stance && g.stances[t.Ref].shape == shape {
			return true
		}
	}
	return false
}

// canDecide reports a holder that is a party or one of those who decide for
// states: members, capitals, parliaments.
func (f *positionFinder) canDecide(r text.Range) bool {
	for k := r.First; k < r.End; k++ {
		if f.hasStance(k, "holder") {
			return true
		}
	}
	return f.partyIn(f.v, r, func(i int) bool { return f.parties[i].ID != "" && f.doc.Tokens[f.parties[i].First].Is(text.Capital) }) >= 0
}

// whetherBefore returns what stands between "Whether" at the sentence's start
// and the verb before token end.
func (f *positionFinder) whetherBefore(end int) text.Range {
	if !f.hasStance(f.v.First, "whether") {
		return text.Range{}
	}
	for end > f.v.First && f.role(end-1)&(auxiliary|stage.Adverb) != 0 {
		end--
	}
	return f.trim(text.Range{First: f.lessTo(f.v.First + 1), End: end})
}

// ofSentenceBefore reads "That is up to the nations": what is decided is what
// the sentence before says, or asks with "whether".
func (f *positionFinder) ofSentenceBefore(p pledgebook.Position, t text.Tag, holder text.Range) (pledgebook.Position, bool) {
	if f.index == 0 || t.First-f.v.First > 4 || !f.takesUp(t.First) {
		return p, false
	}
	before := &f.sentences[f.index-1]
	if before.part != f.v.part || before.Len() > 24 {
		return p, false
	}
	here, index := f.v, f.index
	f.v, f.index = before, f.index-1
	subject := f.trim(before.Range)
	if f.hasStance(before.First, "whether") {
		for k := before.First; k < before.End; k++ {
			if f.role(k)&stage.Be != 0 {
				subject = f.whetherBefore(k)
				break
			}
		}
	}
	f.v, f.index = here, index
	p.Subject = f.told(subject)
	p.Span = f.doc.Span(text.Range{First: subject.First, End: holder.End})
	return p, subject.Len() > 0
}

// takesUp reports "it" or "that" as the subject of the verb before token end.
func (f *positionFinder) takesUp(end int) bool {
	for k := f.v.First; k < end; k++ {
		if f.is(k, cue.It|cue.That|cue.This) {
			return true
		}
	}
	return false
}

// standing reads "Hungary opposes the loan": a party right before the words. Of
// the shape matter the object must be something one can stand on ("the plan"),
// of the shape infinitive it is what follows "to". "It", and nothing at all,
// take up what the position before was on.
func (f *positionFinder) standing(t text.Tag, shape string) (p pledgebook.Position, ok bool) {
	m := f.partyEndingAt(f.v, f.holderEnd(t.First))
	if m == nil || m.ID == "" || m.Possessive || m.Location || m.Form == party.Pronoun || m.Form == party.Demonym {
		return p, false
	}
	p.Holder = f.told(m.Range)
	subject := f.trim(text.Range{First: t.End, End: f.phraseEnd(f.v, t.End)})
	taken := subject.Len() == 0 || shape == "alone" || f.role(subject.First)&stage.Pronoun != 0 && f.role(subject.First)&stage.Determiner == 0
	switch {
	case taken:
		if len(f.all) == 0 || subject.Len() > 1 {
			return p, false
		}
		p.Subject, p.Span = f.all[len(f.all)-1].Subject, f.doc.Span(text.Range{First: m.First, End: max(t.End, subject.End)})
		return p, true
	case shape == "matter" && !f.isMatter(subject), shape != "infinitive" && f.role(subject.First)&(stage.Preposition|stage.That|stage.To|stage.Be) != 0:
		return p, false
	}
	p.Subject, p.Span = f.clip(text.Range{First: m.First, End: subject.End}, subject)
	return p, p.Subject != ""
}

// holderEnd skips the auxiliaries and adverbs before a stance: "has ruled out".
func (f *positionFinder) holderEnd(i int) int {
	for i > f.v.First && f.role(i-1)&(stage.Have|stage.Be|stage.Adverb) != 0 {
		i--
	}
	return i
}

// isMatter reports a noun phrase about something that states take sides on.
func (f *positionFinder) isMatter(r text.Range) bool {
	for k := r.First; k < min(r.End, r.First+5) && !f.is(k, cue.Of); k++ {
		if f.hasStance(k, "noun") {
			return true
		}
	}
	return false
}

// clip returns the words of the subject and the span of the whole, cut off where
// the title of a teaser ends: the time may be glued to it.
func (f *positionFinder) clip(whole, subject text.Range) (string, pledgebook.Span) {
	span, words := f.doc.Span(whole), f.doc.Span(subject)
	for _, t := range f.report.Teasers {
		if !t.Span.Contains(span) && !t.Span.Overlaps(span) {
			continue
		}
		if at := strings.Index(t.Span.In(f.doc.Text), t.Title); at >= 0 {
			end := t.Span.Start + at + len(t.Title)
			span.End, words.End = min(span.End, end), min(words.End, end)
		}
	}
	if words.Start >= words.End {
		return "", span
	}
	return strings.Join(strings.Fields(words.In(f.doc.Text)), " "), span
}
