package reading

import (
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// readNeeds reads needs that are voiced, with the claim that carries the figure
// where there is one.
func (s *scene) readNeeds(claims []pledgebook.Claim) []pledgebook.Need {
	all := []pledgebook.Need{}
	g := &s.engine.gatherings
	for i := range s.sentences {
		v := &s.sentences[i]
		if !v.kind.GivesClaims() {
			continue
		}
		for _, t := range s.doc.TagsIn(v.Range) {
			if t.Category != g.need {
				continue
			}
			n, ok := pledgebook.Need{}, false
			if g.needs[t.Ref] == "possessed" {
				n, ok = s.possessedNeed(v, t)
			} else {
				n, ok = s.voicedNeed(v, t)
			}
			if ok {
				n.ID, n.Rule = s.thingID("need", t.First), "need-"+g.needs[t.Ref]
				all = addNeed(all, n)
			}
		}
	}
	return s.needsOfClaims(all, claims)
}

// possessedNeed reads "Ukraine's most urgent needs": the party that owns them.
func (s *scene) possessedNeed(v *sentence, t text.Tag) (n pledgebook.Need, ok bool) {
	for i := v.parties.End - 1; i >= v.parties.First; i-- {
		m := &s.parties[i]
		if m.End > t.First || t.First-m.End > 4 {
			continue
		}
		if !m.Possessive && m.Form != "demonym" || m.ID == "" || m.Type == pledgebook.Person {
			continue
		}
		what := text.Range{First: m.First, End: t.End}
		return pledgebook.Need{Receivers: []pledgebook.PartyID{m.Actor()}, What: s.doc.Slice(what), Span: s.doc.Span(what), Basis: m.Basis}, true
	}
	return n, false
}

// voicedNeed reads "Kenya asked for water pumps": a party before the words and
// a noun phrase without a figure behind them.
func (s *scene) voicedNeed(v *sentence, t text.Tag) (n pledgebook.Need, ok bool) {
	var who *named
	for i := v.parties.End - 1; i >= v.parties.First; i-- {
		m := &s.parties[i]
		if m.End > t.First || m.ID == "" || m.Location || m.Type == pledgebook.Organisation {
			continue
		}
		if t.First-m.End <= 4 {
			who = &named{id: m.Actor(), at: m.Range}
		}
		break
	}
	what := s.trim(text.Range{First: t.End, End: s.phraseEnd(t.End, v.End)})
	if who == nil || what.Len() == 0 || s.role(t.End)&(stage.To|stage.That) != 0 {
		return n, false
	}
	span := s.doc.Span(text.Range{First: who.at.First, End: what.End})
	return pledgebook.Need{Receivers: []pledgebook.PartyID{who.id}, What: s.doc.Slice(what), Span: span, Basis: pledgebook.Stated}, true
}

func addNeed(all []pledgebook.Need, n pledgebook.Need) []pledgebook.Need {
	for i := range all {
		if strings.EqualFold(all[i].What, n.What) {
			return all
		}
	}
	return append(all, n)
}

// needsOfClaims adds a need for every claim of stage need.
func (s *scene) needsOfClaims(all []pledgebook.Need, claims []pledgebook.Claim) []pledgebook.Need {
	for i := range claims {
		c := &claims[i]
		if c.Stage != pledgebook.StageNeed || len(c.Evidence) == 0 {
			continue
		}
		span := c.Evidence[0].Span
		sentence := s.sentences[s.doc.SentenceAt(s.doc.TokenAt(span.Start))]
		whole := s.doc.Span(sentence.Range)
		covered := false
		for k := range all {
			if whole.Overlaps(all[k].Span) {
				all[k].Claim, covered = c.ID, true
			}
		}
		if !covered {
			all = append(all, pledgebook.Need{ID: s.hashID("need " + c.ID), Receivers: c.Receivers, What: span.In(s.doc.Text), Span: span, Basis: pledgebook.Stated, Rule: "claim", Claim: c.ID})
		}
	}
	return all
}
