package reading

import (
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/text"
)

// This file reads meetings of donors by their names: who is named there is whom they
// give to.

// conferenceOn returns the state that a meeting of donors is about: "Sudan aid
// conference", "the Lebanon donor meeting".
func (s *scene) conferenceOn(v *sentence) []named {
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.Form != party.Name || m.Possessive || m.Location || !m.ID.IsState() || s.rich(m.ID) {
			continue
		}
		if s.donorMeetingBehind(m) {
			return []named{{m.ID, m.Range, "conference-on"}}
		}
	}
	return nil
}

// conferenceFor returns the parties behind the "on" or "for" of a meeting of donors, where
// the first sentences name one: "the Humanitarian Conference on Chad and Mali".
func (s *scene) conferenceFor(providers []named) []named {
	for i := range s.sentences[:min(listReach, len(s.sentences))] {
		v := &s.sentences[i]
		for k := v.parties.First; k < v.parties.End; k++ {
			m := &s.parties[k]
			on := s.preposition(m.First, v.First)
			if m.Form == party.Name && s.is(on, cue.On|cue.For) && s.isMeeting(on-1) && s.donorWord(on-2) {
				if found := s.receivingNeighbours(v, k, providers); len(found) > 0 {
					retold(found, "conference-on")
					return found
				}
			}
		}
	}
	return nil
}

// donorMeetingBehind reports a meeting of donors right behind a party, or behind the
// capitals of its title: "Chad High-Level Pledging Conference".
func (s *scene) donorMeetingBehind(m *party.Mention) bool {
	for k := m.End; k < min(m.End+titleReach, len(s.doc.Tokens)); k++ {
		if s.donorMeeting(k) {
			return true
		}
		if t := s.doc.Tokens[k]; !t.Is(text.Capital) && s.char(k) != '-' {
			return false
		}
	}
	return false
}

// titleReach bounds the words of a meeting's title, in tokens.
const titleReach = 5

// donorMeeting reports "aid conference", "donors' meeting" at a token: who is named
// before it is whom the donors meet for.
func (s *scene) donorMeeting(k int) bool {
	return s.donorWord(k) && (s.isMeeting(k) || s.isMeeting(k+1) || s.char(k+1) == '\'' && s.isMeeting(k+2))
}

// donorWord reports what makes a meeting one of giving.
func (s *scene) donorWord(k int) bool { return s.says(k, cue.DonorMeeting) }

// isMeeting reports a noun for a meeting.
func (s *scene) isMeeting(k int) bool {
	if k >= len(s.doc.Tokens) {
		return false
	}
	t, ok := s.doc.Tagged(k, s.engine.gatherings.noun)
	return ok && s.engine.gatherings.nouns[t.Ref] == "meeting"
}

// namesMeeting reports a group in the title of its meeting: "the G20 Leaders' Summit" gives nothing.
func (s *scene) namesMeeting(m *party.Mention) bool {
	if m.ID.IsState() || m.Possessive {
		return false
	}
	for k := m.End; k < min(m.End+titleReach, len(s.doc.Tokens)); k++ {
		if s.isMeeting(k) {
			return true
		}
		if !s.doc.Tokens[k].Is(text.Capital) && s.char(k) != '\'' && s.char(k) != '’' {
			return false
		}
	}
	return false
}
