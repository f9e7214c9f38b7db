package reading

import (
	"sort"
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// readNeeds reads needs that are voiced, with the claim that carries the figure
// where there is one.
func (s *scene) readNeeds(claims []pledgebook.Claim) []pledgebook.Need {
	all := []pledgebook.Need{}
	g := &s.engine.gatherings
	for i := range s.sentences {
		if !s.doc.Sentences[i].Has.Has(g.need) || !s.sentences[i].kind.GivesClaims() || s.sentences[i].Len() > longestSentence {
			continue
		}
		for _, t := range s.doc.TagsIn(s.sentences[i].Range) {
			if t.Category != g.need {
				continue
			}
			var n pledgebook.Need
			ok := false
			switch g.needs[t.Ref] {
			case "possessed":
				n, ok = s.possessedNeed(s.words(i), t)
			case "object", "asked":
				n, ok = s.voicedNeed(s.words(i), t, g.needs[t.Ref])
			}
			if ok {
				n.ID, n.Rule = s.thingID("need", t.First), "need-"+g.needs[t.Ref]
				all = addNeed(all, n)
			}
		}
	}
	return s.needsOfClaims(all, claims)
}

// possessedNeed reads "Ukraine's most urgent needs": a state, people or region
// that owns them, with nothing but the needs' own adjectives between.
func (s *scene) possessedNeed(v *sentence, t text.Tag) (n pledgebook.Need, ok bool) {
	if s.needWord(t.End, "not-behind") {
		return n, false
	}
	for i := v.parties.End - 1; i >= v.parties.First; i-- {
		m := &s.parties[i]
		if m.End > t.First {
			continue
		}
		if t.First-m.End > 4 || !s.canNeed(m) || !m.Possessive && m.Form != party.Demonym || s.gives(m.Actor()) || m.Actor() == s.home() {
			return n, false
		}
		for k := m.End; k < t.First; k++ {
			if role := s.role(k); role&(stage.Preposition|stage.And|stage.To|stage.Be) != 0 && role&stage.Adjective == 0 || s.is(k, cue.Own) || s.doc.Tokens[k].Is(text.Capital) {
				return n, false
			}
		}
		if m.Form == party.Pronoun && !s.pressing(m.End, t.End) {
			return n, false
		}
		what := text.Range{First: m.First, End: t.End}
		return pledgebook.Need{Receivers: []pledgebook.PartyID{m.Actor()}, What: s.told(what), Span: s.doc.Span(what), Basis: m.Basis}, true
	}
	return n, false
}

// canNeed reports a party that can be in need: a state or people, a region, or
// one that speaks for a state.
func (s *scene) canNeed(m *party.Mention) bool {
	if m.Location {
		return false
	}
	return m.Actor().IsState() || m.ID != "" && m.Type == pledgebook.Region
}

// pressing reports an adjective of urgency in a range.
func (s *scene) pressing(from, to int) bool {
	for k := from; k < to; k++ {
		if s.needWord(k, "pressing") {
			return true
		}
	}
	return false
}

// needWord reports a word of the shape at token i.
func (s *scene) needWord(i int, shape string) bool {
	if i >= len(s.doc.Tokens) {
		return false
	}
	g := &s.engine.gatherings
	for _, t := range s.doc.TagsAt(i) {
		if t.Category == g.need && g.needs[t.Ref] == shape {
			return true
		}
	}
	return false
}

// voicedNeed reads "Kenya asked the world on Tuesday for water pumps" and "we
// need transformers": who voices it and a noun phrase without a figure of money.
func (s *scene) voicedNeed(v *sentence, t text.Tag, shape string) (n pledgebook.Need, ok bool) {
	from := t.End
	if shape == "asked" {
		if from = s.askedFor(v, t.End); from < 0 {
			return n, false
		}
	}
	who, basis, ok := s.needy(v, t)
	if !ok {
		return n, false
	}
	what := s.neededGoods(v, from)
	if what.Len() == 0 {
		return n, false
	}
	span := s.doc.Span(text.Range{First: t.First, End: what.End})
	return pledgebook.Need{Receivers: []pledgebook.PartyID{who}, What: s.told(what), Span: span, Basis: basis}, true
}

// askedFor returns the token behind the "for" of "asked the world on Tuesday
// for", or -1.
func (s *scene) askedFor(v *sentence, from int) int {
	for k := from; k < min(from+8, v.End-1); k++ {
		if s.is(k, cue.For) && !s.inTime(v, k) {
			return k + 1
		}
		if s.doc.Tokens[k].Kind == text.Punct || s.role(k)&(stage.To|stage.That|stage.Relative|stage.And) != 0 && s.role(k)&stage.Determiner == 0 {
			return -1
		}
	}
	return -1
}

// neededGoods returns the noun phrase that begins at from, where it names goods
// and no sum of money.
func (s *scene) neededGoods(v *sentence, from int) text.Range {
	what := s.trim(text.Range{First: from, End: s.phraseEnd(v, from)})
	for k := what.First; k < what.End; k++ {
		if s.inTime(v, k) || s.is(k, cue.For) && s.role(k+1)&stage.Pronoun == 0 && k > what.First+1 && s.role(k+1)&stage.Determiner != 0 {
			what.End = k
			break
		}
	}
	what = s.trim(what)
	if what.Len() == 0 || s.doc.Tokens[what.First].Kind != text.Word {
		return text.Range{}
	}
	const noNoun = stage.And | stage.Or | stage.Be | stage.Have | stage.To | stage.That | stage.Relative | stage.Preposition | stage.Pronoun | stage.Not | auxiliary
	if role := s.role(what.First); role&noNoun != 0 && role&(stage.Adjective|stage.Determiner) == 0 || s.needWord(what.First, "not-behind") {
		return text.Range{}
	}
	for i := v.sums.First; i < v.sums.End; i++ {
		if what.Overlaps(s.sums[i].Range) {
			return text.Range{}
		}
	}
	return what
}

// needy returns who is in need: the state that the words' subject is or speaks
// for; where the subject names none ("hospitals need fuel"), the only receiver
// that the report is about.
func (s *scene) needy(v *sentence, t text.Tag) (pledgebook.PartyID, pledgebook.Basis, bool) {
	if s.is(t.First, cue.We) {
		return s.speakerNeeds(t)
	}
	for i := v.parties.End - 1; i >= v.parties.First; i-- {
		m := &s.parties[i]
		if m.End > t.First || t.First-m.End > 3 {
			continue
		}
		if s.role(t.First-1)&stage.And != 0 {
			break
		}
		if prep := s.preposition(m.First, v.First); prep >= 0 && !s.is(prep, cue.By) {
			break
		}
		if s.is(m.First, cue.We|cue.I) {
			return s.speakerNeeds(t)
		}
		if s.canNeed(m) {
			ok := !s.gives(m.Actor()) && (m.Form != party.Pronoun || m.Person != nil || s.mayNeed(m.Actor()))
			return m.Actor(), m.Basis, ok
		}
		if m.Form != party.Individual && m.ID != "" {
			return "", "", false
		}
	}
	return s.onlyNeedy()
}

// mayNeed reports that the report makes a state a receiver, or begins with it and
// names no giver.
func (s *scene) mayNeed(id pledgebook.PartyID) bool {
	only, _, ok := s.onlyNeedy()
	return isAmong(s.topic.receivers, id) || ok && only == id
}

// speakerNeeds resolves the "we" of a quote: the speaker's state, where the
// report makes it a receiver; a speaker whose state is not told speaks for the
// one state the report is about.
func (s *scene) speakerNeeds(t text.Tag) (pledgebook.PartyID, pledgebook.Basis, bool) {
	for i, end := s.saidNear(t.First); i < end; i++ {
		m := &s.said[i]
		if !m.Contains(t.Range) || m.Speaker == (pledgebook.Speaker{}) {
			continue
		}
		if m.Speaker.Party.IsState() {
			return m.Speaker.Party, pledgebook.Context, s.mayNeed(m.Speaker.Party) && !s.gives(m.Speaker.Party)
		}
		if m.Speaker.Party == "" && (len(s.topic.receivers) == 0 || s.topic.receivers[0].rule == "topic-receives") {
			return s.onlyNeedy()
		}
	}
	return "", "", false
}

// gives reports that a verb of giving in the report's first sentences makes a
// party the giver.
func (s *scene) gives(id pledgebook.PartyID) bool {
	for _, n := range s.topic.providers {
		if n.id == id && (n.rule == "topic" || n.rule == "speaks-for") {
			return true
		}
	}
	return false
}

// onlyNeedy returns the one state that the report makes a receiver, or where it
// names neither receiver nor giver, the state it begins with.
func (s *scene) onlyNeedy() (pledgebook.PartyID, pledgebook.Basis, bool) {
	about := s.topic.receivers
	if len(about) == 0 {
		about = s.topic.providers
	}
	if len(about) == 1 && about[0].id.IsState() && !s.gives(about[0].id) {
		return about[0].id, pledgebook.Context, true
	}
	return "", "", false
}

func addNeed(all []pledgebook.Need, n pledgebook.Need) []pledgebook.Need {
	for i := recent(len(all)); i < len(all); i++ {
		if strings.EqualFold(all[i].What, n.What) {
			return all
		}
	}
	return append(all, n)
}

// needsOfClaims adds a need for every claim of stage need.
func (s *scene) needsOfClaims(all []pledgebook.Need, claims []pledgebook.Claim) []pledgebook.Need {
	voiced := all
	for i := range claims {
		c := &claims[i]
		if c.Stage != pledgebook.StageNeed || len(c.Evidence) == 0 || len(c.Receivers) == 0 {
			continue
		}
		span := c.Evidence[0].Span
		v := &s.sentences[s.doc.SentenceAt(s.doc.TokenAt(span.Start))]
		whole := s.doc.Span(v.Range)
		covered := false
		first := sort.Search(len(voiced), func(k int) bool { return voiced[k].Span.End > whole.Start })
		for k := first; k < len(voiced) && voiced[k].Span.Start < whole.End; k++ {
			all[k].Claim, covered = c.ID, true
		}
		if covered {
			continue
		}
		figure := s.place(span)
		what := text.Range{First: figure.First, End: max(figure.End, s.phraseEnd(v, figure.End))}
		all = append(all, pledgebook.Need{ID: s.hashID("need " + c.ID), Receivers: c.Receivers, What: s.told(what), Span: s.doc.Span(what), Basis: pledgebook.Stated, Rule: "need-of-claim", Claim: c.ID})
	}
	return all
}
