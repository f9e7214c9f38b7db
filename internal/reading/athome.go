package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
	"pledgebook/lexicon"
)

// This file tells money that a state spends on its own people and places from
// aid: "$50 million for school districts in Ohio".

// homeSort is how a word says that money stays in a country.
type homeSort uint8

const (
	homePlace    homeSort = iota // a part of the country: Ohio
	homeNamesake                 // a part that has the name of a state: Georgia
	homeBody                     // an office that works at home only
	homeLaw                      // a programme of spending at home
	homePeople                   // who live there: school districts, Americans
	homeFaint                    // who live in any country: homeowners
	homeBudget                   // what a state spends as a whole: the federal budget
	homeHost                     // what a state spends on refugees it takes in, which counts as its aid
)

const (
	homeRule    = "at-home"
	spentAtHome = "spent at home"
)

var homeSorts = map[string]homeSort{"place": homePlace, "namesake": homeNamesake, "body": homeBody, "law": homeLaw, "people": homePeople, "faint": homeFaint, "budget": homeBudget, "host": homeHost}

// homeWords are the words that say that money stays in a country, and the parts of
// states that have a code of their own.
type homeWords struct {
	category text.Category
	rows     []homeWord // by the reference of a tag
	partOf   map[pledgebook.PartyID]pledgebook.PartyID
}

// homeWord is one of them; state is empty where it may be said of any country.
type homeWord struct {
	state pledgebook.PartyID
	sort  homeSort
}

func newHomeWords(v *text.Vocabulary, lex *lexicon.Lexicon) homeWords {
	w := homeWords{category: v.Category("at-home"), partOf: map[pledgebook.PartyID]pledgebook.PartyID{}}
	for _, row := range lex.Table("parts").Rows {
		w.partOf[pledgebook.PartyID(row.Get("part"))] = pledgebook.PartyID(row.Get("state"))
	}
	for _, row := range lex.Table("athome").Rows {
		v.Add(w.category, row.Phrase(), len(w.rows))
		w.rows = append(w.rows, homeWord{pledgebook.PartyID(row.Get("state")), homeSorts[row.Get("sort")]})
	}
	return w
}

// staysAtHome reports a sum that a state spends on its own people: its sentence
// names a part, a law, an office or people of that state, and nobody abroad.
func (s *scene) staysAtHome(d *draft) bool {
	if s.ownPart(d) {
		return true
	}
	if s.hosted(d) {
		return false
	}
	if d.claim.Modality == pledgebook.DebtRelief || s.reachesAbroad(d) {
		return false
	}
	v := &s.sentences[d.sentence]
	for _, t := range s.doc.TagsIn(v.Range) {
		if t.Category == s.engine.home.category && s.homeOf(d, t) {
			return true
		}
	}
	return s.spentInOwn(d)
}

// homeOf reports a word that says of a figure that it stays with whoever gives it.
func (s *scene) homeOf(d *draft, t text.Tag) bool {
	w := s.engine.home.rows[t.Ref]
	if len(d.claim.Providers) > 0 && w.state != "" && !slices.Contains(d.claim.Providers, w.state) {
		return false
	}
	switch w.sort {
	case homeNamesake, homePlace:
		if s.labelsLine(d, t) {
			return true
		}
		if w.sort == homeNamesake && s.insideParty(&s.sentences[d.sentence], t.First) {
			return false // the state of that name
		}
		prep := s.preposition(t.First, d.figure.End)
		return t.First >= d.figure.End && !s.venue(prep) && !s.is(max(prep, 0), cue.From) || t.End <= d.figure.First && d.verb != nil && t.First > d.verb.First
	case homeLaw:
		return true
	case homeBody:
		return !s.goesAbroad(d)
	case homePeople:
		return t.First >= d.figure.End || d.verb != nil && d.verb.End == t.First && t.End <= d.figure.First
	case homeBudget:
		return s.amountsTo(d, t)
	case homeHost:
		return false
	}
	return t.First >= d.figure.End && !s.goesAbroad(d) && len(s.topic.receivers) == 0
}

// labelsLine reports a place that opens a line of a list: "Florida: 213 million for
// survivors".
func (s *scene) labelsLine(d *draft, t text.Tag) bool {
	return d.list && t.First == s.sentences[d.sentence].First && s.char(t.End) == ':' && len(d.claim.Receivers)+len(d.claim.Channels) == 0
}

// leastAtHome is how many sums spent at home make a report one about a country's own affairs.
const leastAtHome = 3

// allAtHome drops what a state gives to nobody abroad in a report that tells of spending at
// home and names nobody else for any sum.
func (s *scene) allAtHome() {
	home := 0
	for i := range s.drafts {
		switch d := &s.drafts[i]; {
		case d.dropped == spentAtHome:
			home++
		case d.dropped == "" && (len(d.claim.Receivers)+len(d.claim.Channels) > 0 || !onlyStates(d.claim.Providers)):
			return
		}
	}
	if home < leastAtHome {
		return
	}
	for i := range s.drafts {
		s.drafts[i].drop(spentAtHome)
	}
}

func onlyStates(ids []pledgebook.PartyID) bool {
	return len(ids) > 0 && !slices.ContainsFunc(ids, func(id pledgebook.PartyID) bool { return !id.IsState() })
}

// amountsTo reports "the federal budget will stand at", "approved the supplementary budget,
// amounting to": the figure is all that a state spends, and no word near it says aid.
func (s *scene) amountsTo(d *draft, t text.Tag) bool {
	if t.End > d.figure.First || t.First < d.clause.First || s.is(d.figure.End, cue.For) && !s.timeOver(d.figure.End+1, d.figure.End+2) || s.goesAbroad(d) || len(d.claim.Receivers)+len(d.claim.Channels) > 0 {
		return false
	}
	for i := range s.sentences[d.sentence].nouns {
		if n := &s.sentences[d.sentence].nouns[i]; n.Strength > 1 && d.clause.Contains(n.Range) {
			return false
		}
	}
	return d.verb == nil || d.verb.Class == stage.Contain || d.verb.Class == stage.Commit
}

// ownPart reports receivers that are parts of the state that gives, or to which nobody
// else gives: Puerto Rico, of the United States.
func (s *scene) ownPart(d *draft) bool {
	for _, r := range d.claim.Receivers {
		whole, ok := s.engine.home.partOf[r]
		if !ok || slices.ContainsFunc(d.claim.Providers, func(p pledgebook.PartyID) bool { return p != whole && (p.IsState() || s.charter(p)) }) {
			return false
		}
	}
	return len(d.claim.Receivers) > 0
}

// goesAbroad reports a receiver abroad that the figure's own words, its total or the
// topic name.
func (s *scene) goesAbroad(d *draft) bool {
	e := d.evidence("receivers")
	if e == nil {
		return len(d.claim.Channels) > 0
	}
	return e.Rule != "story-about" && e.Rule != "only-receiver" && e.Rule != "body-alone"
}

// reachesAbroad reports a figure whose sentence names another state or region, a
// body that helps by charter, or aid that leaves the country by its name.
func (s *scene) reachesAbroad(d *draft) bool {
	v := &s.sentences[d.sentence]
	for i := range v.nouns {
		if n := &v.nouns[i]; n.Abroad && d.clause.Contains(n.Range) {
			return true
		}
	}
	for k := v.First; k < v.End; k++ {
		if _, ok := s.doc.Tagged(k, s.engine.everywhere); ok {
			return true
		}
	}
	for k := v.parties.First; k < v.parties.End; k++ {
		if m := &s.parties[k]; s.isAbroad(d, m) {
			return true
		}
	}
	return false
}

// isAbroad reports a party to which money would leave the country.
func (s *scene) isAbroad(d *draft, m *party.Mention) bool {
	if m.ID == "" || m.Person != nil || s.rich(m.ID) || slices.Contains(d.claim.Providers, m.Actor()) {
		return false
	}
	if _, part := s.engine.home.partOf[m.ID]; part {
		return false
	}
	if m.ID.IsState() || m.Type == pledgebook.Region {
		return true
	}
	_, mandated := s.engine.mandates[m.ID]
	return mandated || m.For != ""
}

// spentInOwn reports a sum that is for places in the giver's own country: "a network of
// chargers across the U.S."
func (s *scene) spentInOwn(d *draft) bool {
	v := &s.sentences[d.sentence]
	for k := v.parties.First; k < v.parties.End; k++ {
		m := &s.parties[k]
		if m.First < d.figure.End || !m.ID.IsState() || m.Possessive || m.Form != party.Name || !slices.Contains(d.claim.Providers, m.ID) {
			continue
		}
		if p := s.preposition(m.First, d.figure.End); p >= 0 && s.is(p, cue.In|cue.Across) && !s.venue(p) {
			return true
		}
	}
	return false
}

// withoutNamesakes leaves out the name of a state where it is the part of another
// that has the same name: places, offices or laws of that one stand in the sentence or in
// the report, and nothing else is said of the state.
func (s *scene) withoutNamesakes(found []party.Mention) []party.Mention {
	first := 0
	for first < len(found) && !s.doc.Has(found[first].First, s.engine.home.category) {
		first++
	}
	if first == len(found) {
		return found
	}
	return slices.DeleteFunc(found, func(m party.Mention) bool {
		t, ok := s.doc.Tagged(m.First, s.engine.home.category)
		if !ok || t.End != m.End || s.engine.home.rows[t.Ref].sort != homeNamesake || s.namedOtherwise(found, m) {
			return false
		}
		return s.partsNear(m.First) > 0 || s.parts() > 0 && !s.amongStates(found, m)
	})
}

// parts counts the places, offices and laws of a state that a report names.
func (s *scene) parts() int { return s.countParts(s.doc.Tags) }

// partsNear counts those in the sentence of a token.
func (s *scene) partsNear(token int) int {
	i := s.doc.SentenceAt(token)
	if i < 0 {
		return 0
	}
	return s.countParts(s.doc.TagsIn(s.doc.Sentences[i].Range))
}

func (s *scene) countParts(tags []text.Tag) (n int) {
	for _, t := range tags {
		if t.Category != s.engine.home.category {
			continue
		}
		switch s.engine.home.rows[t.Ref].sort {
		case homePlace, homeBody, homeLaw:
			n++
		}
	}
	return n
}

// namedOtherwise reports that a report names a state by its capital or its people too.
func (s *scene) namedOtherwise(found []party.Mention, m party.Mention) bool {
	return slices.ContainsFunc(found, func(o party.Mention) bool { return o.ID == m.ID && o.Form != party.Name })
}

// amongStates reports a name that stands in one sentence with that of another
// state which gets aid: "Ukraine, Moldova and Georgia".
func (s *scene) amongStates(found []party.Mention, m party.Mention) bool {
	i := s.doc.SentenceAt(m.First)
	return i >= 0 && slices.ContainsFunc(found, func(o party.Mention) bool {
		return o.ID.IsState() && o.ID != m.ID && !s.rich(o.ID) && s.doc.Sentences[i].Contains(o.Range)
	})
}

// hasItself reports "Morocco itself has a plan of 120 billion dirhams": the sum is what
// the receiver has, and no verb or noun says that anybody gives it.
func (s *scene) hasItself(d *draft) bool {
	v := &s.sentences[d.sentence]
	if d.verb != nil || d.claim.Stage == pledgebook.StageNeed || d.noun != nil && d.noun.Strength >= 2 || v.parties.Len() == 0 {
		return false
	}
	m := &s.parties[v.parties.First]
	if !m.Actor().IsState() || m.End > d.figure.First || !isAmong(s.topic.receivers, m.Actor()) {
		return false
	}
	for k := m.End; k < min(m.End+2, d.figure.First); k++ {
		if s.role(k)&stage.Have != 0 {
			return true
		}
	}
	return false
}
