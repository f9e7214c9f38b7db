package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file finds those who benefit where no preposition ties them to a figure: by an
// adjective, a possessive, as the subject of a passive verb of helping.

// helpedSubject reads "The Malian economy will be supported by": whose the subject is
// of a passive verb of helping.
func (s *scene) helpedSubject(d *draft) {
	p := d.verb
	if p == nil || !p.Passive && !s.helpedBy(p) || d.position != object || p.Class != stage.Support && p.Class != stage.Increase {
		return
	}
	v := &s.sentences[d.sentence]
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.End > p.First || !m.Actor().IsState() || m.Person != nil || !m.Possessive && m.Form != party.Demonym || s.preposition(m.First, v.First) >= 0 || s.provides(d, m.Actor()) {
			continue
		}
		end := p.First - boolInt(s.char(p.First-1) == ',')
		if s.plainBetween(m.End+boolInt(m.Possessive), end) {
			s.addReceivers(d, []named{{m.Actor(), m.Range, "helped-subject"}}, pledgebook.Stated)
			return
		}
	}
}

// helpedBy reports the participle of "Zambia's reforms, supported by".
func (s *scene) helpedBy(p *stage.Predicate) bool {
	return p.Form == stage.Participle && s.is(p.End, cue.By)
}

// beneficiaries reads the adjective of those who benefit ("Ukrainian farmers")
// and the possessive ("Ukraine's power grid") behind the figure, in its own
// phrase.
func (s *scene) beneficiaries(d *draft) {
	v := &s.sentences[d.sentence]
	end := s.stretchEnd(v, d)
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.First < d.figure.End || m.First >= end || s.provides(d, m.Actor()) || s.harms(m) || m.Person != nil || s.fled(m) && s.hasHost(m) {
			continue
		}
		if s.aside(d.figure.End, m.First) {
			return
		}
		if prep := s.preposition(m.First, d.figure.End); prep >= 0 && s.harmfulTie(prep) || s.comesFrom(d, m) || s.leadsOthers(m) || s.givesBesides(d, i) {
			continue
		}
		if m.Possessive && s.apposedToGiver(v, d, m) || s.givesByNature(m) {
			continue
		}
		if m.Possessive || m.Form == party.Demonym {
			s.receiveOrChannel(d, named{m.Actor(), m.Range, "beneficiary"})
			return
		}
	}
}

// apposedToGiver reports "from the IDA, the World Bank's soft-loan arm": what the possessive
// belongs to is who gives.
func (s *scene) apposedToGiver(v *sentence, d *draft, m *party.Mention) bool {
	k := m.First - 1
	if s.role(k)&stage.Determiner != 0 {
		k--
	}
	if s.char(k) != ',' {
		return false
	}
	giver := s.partyEndingAt(v, k)
	return giver != nil && s.provides(d, giver.Actor())
}

// givesByNature reports a state that gives aid by habit where the report is not about aid for it:
// "the Czech initiative", "and Swedish ones of 3 million".
func (s *scene) givesByNature(m *party.Mention) bool {
	id := m.Actor()
	return id.IsState() && s.donor(id) && !s.getsAid(id) && !isAmong(s.topic.receivers, id)
}

// hasHost reports that the report is about aid for others than those whose people have fled:
// "migrants from Chad" are helped where they are.
func (s *scene) hasHost(m *party.Mention) bool {
	return len(s.topic.receivers) > 0 && !isAmong(s.topic.receivers, m.Actor())
}

// givesBesides reports "and France's AFD (3 million)": the owner of an agency that has the next
// sum as its own.
func (s *scene) givesBesides(d *draft, i int) bool {
	m, v := &s.parties[i], &s.sentences[d.sentence]
	return m.Actor().IsState() && s.donor(m.Actor()) && i+1 < v.parties.End && s.parties[i+1].First-m.End <= 1 && s.parties[i+1].Actor() == m.Actor()
}

// comesFrom reports "from banks and European countries": the phrase of those who
// give, not of those who benefit.
func (s *scene) comesFrom(d *draft, m *party.Mention) bool {
	for k := m.First - 1; k >= max(d.figure.End, m.First-5); k-- {
		role := s.role(k)
		switch {
		case s.is(k, cue.From|cue.By):
			return true
		case role&(stage.Preposition|stage.To|stage.Will|stage.Be|stage.Have|stage.Modal) != 0 && role&stage.Adjective == 0:
			return false
		}
	}
	return false
}

// harms reports a party that is named for what it does or suffers: "Russia's
// invasion".
func (s *scene) harms(m *party.Mention) bool {
	for k := m.End; k < m.End+4; k++ {
		if k >= len(s.doc.Tokens) || s.doc.Tokens[k].Kind == text.Punct && s.char(k) != '-' || s.role(k)&(stage.While|stage.Relative|stage.Have|stage.Will) != 0 {
			return false
		}
		if s.role(k)&(stage.While|stage.But|stage.That|stage.To) != 0 || s.is(k, cue.After|cue.Amid|cue.Into) {
			return false // "for Niger as war spreads", "a year into war", "from Norway to help pay for"
		}
		if s.isHarm(k) {
			return true
		}
	}
	return false
}

// aside reports that a relative clause or a reason ("in response to") opens
// between the figure and a party: it tells why, not for whom.
func (s *scene) aside(from, to int) bool {
	for k := from; k < to; k++ {
		if s.role(k)&(stage.Relative|stage.That|stage.While) != 0 && s.role(k)&stage.Preposition == 0 {
			return true
		}
		if s.says(k, cue.Occasion) {
			return true
		}
	}
	return false
}

// donorOf reads "Norway, Malawi's biggest donor, gave": to whom the giver is a donor gets
// what it gives.
func (s *scene) donorOf(d *draft) {
	v := &s.sentences[d.sentence]
	if m := s.helpedByDonors(v, d); m != nil {
		s.addReceivers(d, []named{{m.ID, m.Range, "donor-of"}}, pledgebook.Stated)
		return
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.End > d.figure.First || !s.getsAid(m.Actor()) && !(s.isFilled(m) && s.nobodyBehind(v, d, m)) || !s.donorAside(v, m) {
			continue
		}
		s.receiveOrChannel(d, named{m.Actor(), m.Range, "donor-of"})
		return
	}
}

// nobodyBehind reports that the sentence names nobody behind a figure but a party itself, or "the
// organization": what its donor gives goes to it.
func (s *scene) nobodyBehind(v *sentence, d *draft, m *party.Mention) bool {
	return !slices.ContainsFunc(s.parties[v.parties.First:v.parties.End], func(o party.Mention) bool {
		return o.First >= d.figure.End && o.Actor() != "" && o.Actor() != m.Actor()
	})
}

// donorAside reports whose "donor" somebody is, between commas: "Malawi's biggest donor,". He
// neither gives nor acts there.
func (s *scene) donorAside(v *sentence, m *party.Mention) bool {
	if !m.Possessive || s.char(m.First-1) != ',' {
		return false
	}
	for k := m.End; k < min(m.End+donorReach, v.End) && s.char(k) != ','; k++ {
		if s.donorWord(k) && s.char(k+1) == ',' {
			return true
		}
	}
	return false
}

// helpedByDonors returns the state of "Malawi's donors pledged", "Malawi donors pledge".
func (s *scene) helpedByDonors(v *sentence, d *draft) *party.Mention {
	if d.verb == nil || d.verb.Passive || d.position != object {
		return nil
	}
	k := s.collectiveSubject(v, d.verb)
	if k < 0 || !s.donorWord(k) {
		return nil
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.End <= k && k-m.End <= 2 && m.Form != party.Pronoun && s.getsAid(m.ID) && s.plainBetween(m.End, k) {
			return m
		}
	}
	return nil
}

// donorReach bounds the words between a state and "donor", in tokens.
const donorReach = 6
