package reading

import (
	"cmp"

	"pledgebook"
	"pledgebook/internal/reading/money"
	"pledgebook/internal/reading/party"
)

// This file tells for whose readers a report is written, which is whose "$" it means.

// ground tells what the report's site, publisher, voice and dateline say of whose "$" it is.
func (s *scene) ground() money.Ground {
	home := cmp.Or(s.engine.parties.HomeOf(s.report), s.voice, s.ownOffice())
	return money.Ground{Home: home, Place: s.engine.parties.WrittenIn(s.report), Gives: func(id pledgebook.PartyID) bool { return id.IsState() && !s.getsAid(id) }}
}

// ownOffice returns the state of a report whose body speaks of its first minister or
// government without a word of whose that is: "The Minister of Foreign Affairs announced",
// "Prime Minister Lind met". So writes a government, and the press at home; abroad it would
// be "Norway's foreign minister".
func (s *scene) ownOffice() pledgebook.PartyID {
	var first pledgebook.PartyID // the state named first
	body := -1
	for i := range s.parties[:min(len(s.parties), homeReach)] {
		m := &s.parties[i]
		at := s.doc.SentenceAt(m.First)
		if at < 0 || m.Form == party.Pronoun {
			continue
		}
		k := s.doc.Parts[s.doc.Sentences[at].Part].Kind
		told := k != pledgebook.PartHeadline && k != pledgebook.PartDateline
		if told && body < 0 {
			body = at
		}
		if !s.isOffice(m) {
			if m.Actor().IsState() && !m.Location && !s.spokenAbout(m) {
				first = cmp.Or(first, m.Actor())
			}
		} else if told {
			state := cmp.Or(m.State, first, s.toldNext(i))
			if state == "" {
				continue
			}
			if s.toldWhose(m) || s.introducedBy(i, state) || m.Rule != "leader" && m.Form != party.House && at > body+1 {
				return ""
			}
			return state
		}
	}
	return ""
}

// spokenAbout reports a state that gets aid and is named as whose or for whom something is:
// "recovery of Ukraine", "more for Gaza". No such report speaks for it.
func (s *scene) spokenAbout(m *party.Mention) bool {
	return s.getsAid(m.Actor()) && (m.Possessive || s.preposition(m.First, s.doc.Sentences[s.doc.SentenceAt(m.First)].First) >= 0)
}

// toldNext returns the giver named next in the sentence of an office: "The minister announced
// that Canada would give".
func (s *scene) toldNext(i int) pledgebook.PartyID {
	end := s.doc.Sentences[s.doc.SentenceAt(s.parties[i].First)].End
	for i++; i < len(s.parties) && s.parties[i].First < end; i++ {
		if m := &s.parties[i]; m.Actor().IsState() && m.Form == party.Name && !m.Possessive && !m.Location {
			if s.getsAid(m.Actor()) {
				return ""
			}
			return m.Actor()
		}
	}
	return ""
}

// introducedBy reports a state that the sentence of a mention names before it: "Canada will
// give, Prime Minister Lind said".
func (s *scene) introducedBy(i int, state pledgebook.PartyID) bool {
	from := s.doc.Sentences[s.doc.SentenceAt(s.parties[i].First)].First
	for i--; i >= 0 && s.parties[i].First >= from; i-- {
		if s.parties[i].Actor() == state {
			return true
		}
	}
	return false
}

// toldWhose reports "the Canadian minister", told to readers elsewhere.
func (s *scene) toldWhose(m *party.Mention) bool {
	return m.State != "" && m.Basis == pledgebook.Stated && m.Form != party.House
}

// isOffice reports a minister or leader by the office, or the government of one who leads.
func (s *scene) isOffice(m *party.Mention) bool {
	return m.Person != nil && m.Person.Role != "" || m.Form == party.House && m.Rule == "leader-government" || m.Form == party.Definite && m.Type == pledgebook.Person
}
