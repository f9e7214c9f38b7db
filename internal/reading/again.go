package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file finds who gets a sum where the sentence only points back or around: to
// "the two countries" named before, or to the place the story was written in.

// againReach is how many sentences before "these countries" may name them.
const againReach = 3

// countriesAgain makes the states named before the receivers of a sum for "the two
// countries", "both nations", "these states".
func (s *scene) countriesAgain(d *draft) {
	v := &s.sentences[d.sentence]
	for k := v.First; k < v.End; k++ {
		if !s.says(k, cue.Countries) || !s.namedBefore(k) || !s.receivesAt(d, v, k) {
			continue
		}
		s.addReceivers(d, s.statesBefore(d, k), pledgebook.Context)
		return
	}
}

// namedBefore reports "these", "both", "the" or "the two" before a noun, with no word
// behind it that says which: "the countries of Africa".
func (s *scene) namedBefore(k int) bool {
	if s.is(k+1, cue.Of|cue.In|cue.That|cue.Which) {
		return false
	}
	if s.is(k-1, cue.These|cue.Those|cue.Both|cue.The) {
		return true
	}
	return s.is(k-2, cue.The|cue.These|cue.Those) && s.role(k-1)&(stage.Preposition|stage.To) == 0
}

// receivesAt reports a noun that a preposition ties to the figure as receiver, or the
// subject of a verb of receiving.
func (s *scene) receivesAt(d *draft, v *sentence, k int) bool {
	if p := s.preposition(k, v.First); p >= d.figure.End {
		return s.is(p, cue.To|cue.For|cue.In|cue.Across)
	}
	return d.verb != nil && k < d.verb.First && (receives(d.verb) || s.givenTo(d))
}

// statesBefore returns the nearest list of states before a token, those left out that
// give.
func (s *scene) statesBefore(d *draft, before int) []named {
	for i := len(s.parties) - 1; i >= 0; i-- {
		m := &s.parties[i]
		if m.End > before || !m.ID.IsState() || m.Form != party.Name {
			continue
		}
		at := s.doc.SentenceAt(m.First)
		if d.sentence-at > againReach {
			return nil
		}
		var found []named
		for _, n := range s.withNeighbours(&s.sentences[at], i, "countries-again") {
			if n.id.IsState() && !s.provides(d, n.id) {
				found = append(found, n)
			}
		}
		if len(found) > 1 {
			return found
		}
	}
	return nil
}

// countryOfRegion reports "the Caribbean nation", "the East African country": one state,
// by where it lies.
func (s *scene) countryOfRegion(m *party.Mention) bool {
	return m.Type == pledgebook.Region && !m.Possessive && s.says(m.End, cue.Country) && s.is(m.First-1, cue.The)
}

// stateOfRegion reads "the West African country" as the state named before, wherever it
// stands.
func (s *scene) stateOfRegion(d *draft, n named) named {
	if !s.says(n.at.End, cue.Country) || !s.isRegion(n.id) {
		return n
	}
	for i := range s.parties {
		if m := &s.parties[i]; m.Range == n.at && s.countryOfRegion(m) {
			if at := s.stateBefore(d, m); at.id != "" {
				return at
			}
		}
	}
	return n
}

// stateBefore returns the state in need named last before a mention.
func (s *scene) stateBefore(d *draft, m *party.Mention) named {
	for i := len(s.parties) - 1; i >= 0; i-- {
		p := &s.parties[i]
		if p.End > m.First || !s.getsAid(p.ID) || s.provides(d, p.ID) {
			continue
		}
		if d.sentence-s.doc.SentenceAt(p.First) > againReach {
			break
		}
		return named{p.ID, m.Range, "country-again"}
	}
	return named{}
}

// writtenIn returns the state that the story was written in, where it gets aid and no
// other state that does is named as often: the press of a country writes on the aid it gets.
func (s *scene) writtenIn() named {
	at := s.dateline()
	if at.id == "" {
		return named{}
	}
	home := 0
	s.tally = s.tally[:0]
	for i := range s.parties {
		m := &s.parties[i]
		if m.Form == party.Pronoun || m.Form == party.Definite || m.Location && !s.inDateline(m) {
			continue
		}
		if id := m.Actor(); id == at.id {
			home++
		} else if s.getsAid(id) {
			s.countState(id)
		}
	}
	for _, c := range s.tally {
		if c.n >= max(home, 1) {
			return named{}
		}
	}
	return at
}

// turnHome takes back that the country a story was written in, which gets aid, gives, and that
// one which gives by habit gets: the press of a country writes on the aid it gets.
func (s *scene) turnHome(t *topic) {
	if t.written.id == "" {
		return
	}
	if len(t.providers) == 1 && t.providers[0].id == t.written.id {
		t.providers = nil
	}
	if len(t.receivers) == 1 && t.receivers[0].id.IsState() && !s.getsAid(t.receivers[0].id) {
		t.receivers = nil
	}
}

// inDateline reports a party that a dateline names.
func (s *scene) inDateline(m *party.Mention) bool {
	at := s.doc.SentenceAt(m.First)
	return at >= 0 && s.sentences[at].kind == pledgebook.PartDateline
}

// dateline returns the state of the place that the story begins with.
func (s *scene) dateline() named {
	for i := range s.parties {
		m := &s.parties[i]
		if at := s.doc.SentenceAt(m.First); at < 0 || at > datelineReach {
			break
		} else if s.sentences[at].kind == pledgebook.PartDateline && s.getsAid(m.ID) {
			return named{m.ID, m.Range, "written-in"}
		}
	}
	if id := s.engine.parties.WrittenIn(s.report); s.getsAid(id) {
		for i := range s.sentences[:min(len(s.sentences), datelineReach+1)] {
			if v := &s.sentences[i]; v.kind == pledgebook.PartDateline {
				return named{id, v.Range, "written-in"}
			}
		}
	}
	return s.placeAtHead()
}

// placeAtHead reads "Yaoundé: Korea equips a school", "Bishkek awaits 20 million": the
// state in need that the report begins with, before a colon, or whose capital begins its headline.
func (s *scene) placeAtHead() named {
	for i := range s.sentences[:min(len(s.sentences), 1)] {
		v := &s.sentences[i]
		if v.parties.Len() == 0 {
			continue
		}
		m := &s.parties[v.parties.First]
		headed := v.kind == pledgebook.PartHeadline && m.Form == party.Capital
		if m.First == v.First && m.Person == nil && s.getsAid(m.ID) && (headed || s.char(m.End) == ':') {
			return named{m.ID, m.Range, "written-in"}
		}
	}
	return named{}
}

// datelineReach bounds the sentences in which a dateline may stand.
const datelineReach = 4

// countryHelped reads "the country" that is to receive as the one whom the report's
// aid is for, where the state named last only gives: "Romania gave 3 million. The
// World Bank lent 30 million for the country's power grid."
func (s *scene) countryHelped(d *draft, n named) named {
	if slices.Contains(d.claim.Providers, n.id) && (s.isCountryAgain(n.at) || s.is(n.at.First, cue.It)) || n.id == "" && s.is(n.at.First, cue.It) {
		return s.countryBesideGiver(d, n) // "India lent it 4 billion", "China's envoy … Beijing will give the island nation"
	}
	if len(s.topic.receivers) != 1 || !n.id.IsState() || !s.isCountryAgain(n.at) {
		return n
	}
	if t := s.topic.receivers[0]; t.id.IsState() && t.id != n.id && (s.givesBefore(d, n.id) || s.donor(n.id) && !s.getsAid(n.id)) {
		return named{t.id, n.at, "country-helped"}
	}
	return n
}

// countryGiving reads "the country" that gives as the one donor whom the
// report makes the giver, where the state named last only gets its aid: "Korea promised Chad
// 3 million. In 2023, the country gave 1 million."
func (s *scene) countryGiving(n named) named {
	if t := s.topic.providers; len(t) == 1 && t[0].id.IsState() && t[0].id != n.id && s.donor(t[0].id) && isAmong(s.topic.receivers, n.id) && s.isCountryAgain(n.at) {
		return named{t[0].id, n.at, "country-giving"}
	}
	return n
}

// countryBesideGiver reads "the country" that its giver cannot be as the state in need that
// was named before it.
func (s *scene) countryBesideGiver(d *draft, n named) named {
	for i := len(s.parties) - 1; i >= 0; i-- {
		m := &s.parties[i]
		if m.First >= n.at.First {
			continue
		}
		if d.sentence-s.doc.SentenceAt(m.First) > againReach {
			break
		}
		if id := m.Actor(); s.getsAid(id) && !s.provides(d, id) {
			return named{id, n.at, "country-again"}
		}
	}
	return n
}

// isCountryAgain reports "the country", "the nation": a noun that stands for a state
// told of before.
func (s *scene) isCountryAgain(r text.Range) bool {
	return s.is(r.First, cue.The) && s.says(r.End-1, cue.Country)
}

// givesBefore reports a party that one of the last figures makes a giver, and none a
// receiver.
func (s *scene) givesBefore(d *draft, id pledgebook.PartyID) (gives bool) {
	for k := len(s.drafts) - 1; k >= max(0, len(s.drafts)-lookBack); k-- {
		c := &s.drafts[k].claim
		if slices.Contains(c.Receivers, id) {
			return false
		}
		gives = gives || slices.Contains(c.Providers, id) && d.sentence-s.drafts[k].sentence <= reach
	}
	return gives
}

// onlyInNeed returns the one state that gets aid, where a report names no other and no
// region: what is given is for it. Where none is named but by a city that a giver has come
// to ("Modi in Colombo", "winds up his visit to Male"), it is that one's.
func (s *scene) onlyInNeed() (only named) {
	var visited named
	several := false
	for i := range s.parties {
		m := &s.parties[i]
		id := m.Actor()
		switch {
		case m.Location && s.comesTo(m):
			several = several || visited.id != "" && visited.id != id
			visited = named{id, m.Range, "only-state"}
		case m.Location || m.Form == party.Pronoun || m.Form == party.Definite:
		case m.Type != pledgebook.Region && (id == only.id || !s.getsAid(id)), s.isFurniture(m.First) || s.namesOther(m) || s.namesHarm(m):
		case m.Type == pledgebook.Region && !s.says(m.End, cue.Country):
			return named{}
		case id == only.id || !s.getsAid(id):
		case only.id != "":
			return named{}
		default:
			only = named{id, m.Range, "only-state"}
		}
	}
	if only.id == "" && !several {
		return visited
	}
	return only
}

// comesTo reports a city of a state in need where somebody is or goes, and no meeting is held.
func (s *scene) comesTo(m *party.Mention) bool {
	if !s.getsAid(m.Actor()) || s.isFurniture(m.First) {
		return false
	}
	prep := s.preposition(m.First, 0)
	return prep > 0 && s.is(prep, cue.In|cue.To|cue.From) && !s.venue(prep)
}

// namesOther reports "from Mali", "the Lebanon trade conference": a state that only tells
// where somebody comes from, or what a meeting is on.
func (s *scene) namesOther(m *party.Mention) bool {
	return s.is(m.First-1, cue.From) || m.Form == party.Name && s.isMeeting(m.End+1) && !s.donorMeeting(m.End)
}

// namesHarm reports "the invasion of Georgia", "the crisis in Georgia": the state names
// what happened, not whom aid is for.
func (s *scene) namesHarm(m *party.Mention) bool {
	prep := s.preposition(m.First, 0)
	return prep > 0 && s.harmfulTie(prep)
}

// isFurniture reports a token outside the report's own words.
func (s *scene) isFurniture(k int) bool {
	i := s.doc.SentenceAt(k)
	return i < 0 || s.sentences[i].kind == pledgebook.PartTeaser || s.sentences[i].kind == pledgebook.PartFurniture
}

// needyAlone returns the one state in need that a report names, where no sum's own words tell of
// others who receive. Where neither headline nor lead names it, nor a sentence near the sum, it is
// told of by the way.
func (s *scene) needyAlone(d *draft) named {
	at := s.topic.needy
	if at.id == "" || speaksOfAidTotals(&s.sentences[d.sentence]) {
		return named{}
	}
	near := s.opens(at) || s.namedIn(at.id, d.sentence) || s.namedIn(at.id, max(0, d.sentence-1))
	if !near && !s.namedNear(at.id, d.sentence) {
		return named{}
	}
	for i := range s.drafts[:min(len(s.drafts), lookBack)] {
		o := &s.drafts[i]
		same := near && len(o.claim.Receivers) == 1 && o.claim.Receivers[0] == at.id
		if s.stated(o, "receivers") && (!same || len(d.claim.Channels) > 0 || !s.namedNear(at.id, d.sentence)) {
			return named{}
		}
		if !near && (slices.Contains(o.claim.Providers, at.id) || speaksOfAidTotals(&s.sentences[o.sentence])) {
			return named{}
		}
	}
	return at
}

// opens reports a party that the headline or the first sentence of the body names.
func (s *scene) opens(at named) bool {
	for _, v := range s.opening(1) {
		if v.Contains(at.at) {
			return true
		}
	}
	return false
}
