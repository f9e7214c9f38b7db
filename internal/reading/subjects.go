package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
)

// This file finds who is the subject of a verb, and for whom a speaker speaks.

// subjectOf returns the parties that are the subject of a verb: the nearest
// before it that no preposition governs. A gerund, an infinitive and a verb
// without a subject of its own take the subject of the verb before. Who speaks
// in the first person, or is a person whose state the text does not tell,
// speaks for whom the report is about.
func (s *scene) subjectOf(v *sentence, p *stage.Predicate, rule string) []named {
	if s.collectiveSubject(v, p) >= 0 {
		return nil
	}
	if m := s.antecedent(v, p); m != nil {
		return []named{{m.Actor(), m.Range, rule}}
	}
	for i := v.parties.End - 1; i >= v.parties.First; i-- {
		m := &s.parties[i]
		if !s.standsAsSubject(v, p, m) || p.Form != stage.Finite && s.governedInList(v, i) {
			continue
		}
		if m.Possessive && !s.person(v, i, p.First) {
			if s.ownsSubject(m, p.First) {
				return s.speakingFor(named{m.Actor(), m.Range, rule}, m)
			}
			continue
		}
		if m.Form == party.Demonym && !s.headsSubject(m, p.First) {
			continue
		}
		if m.Form == party.Name && s.donorMeetingBehind(m) {
			return nil // the meeting is the subject
		}
		if said := s.whoSays(v, i); len(said) > 0 {
			return said
		}
		if lead := s.leadsClause(v, i, p); len(lead) > 0 {
			return lead
		}
		if m.ID == "" || s.namesPerson(m.Actor()) {
			return s.actsFor(m, rule)
		}
		return s.withPartner(v, s.behindOpening(v, s.withNeighbours(v, i, rule)))
	}
	return nil
}

// behindOpening leaves out who is named for the phrase that a sentence opens with: in "After 3
// million for Kenya, Norway and Spain pledged" the list of those who pledge begins behind the comma.
func (s *scene) behindOpening(v *sentence, found []named) []named {
	if len(found) < 3 || s.char(found[0].at.End) != ',' {
		return found
	}
	if prep := s.preposition(found[0].at.First, v.First); s.is(prep, cue.For|cue.To|cue.In|cue.At|cue.From|cue.Toward|cue.About|cue.On) {
		return found[1:]
	}
	return found
}

// actsFor returns for whom a person without an id of his own acts: "the Japanese
// ambassador", "Gavi's chief executive".
func (s *scene) actsFor(m *party.Mention, rule string) []named {
	if m.ID == "" && (m.State.IsState() || s.charter(m.State)) {
		return []named{{m.State, m.Range, rule}}
	}
	return s.speakingFor(named{"", m.Range, rule}, m)
}

// withPartner adds to a subject who acts together with it: "The EU, together with Norway and
// Spain, pledged", "Together with Norway, Spain pledged".
func (s *scene) withPartner(v *sentence, found []named) []named {
	if len(found) == 0 {
		return found
	}
	rule := found[0].rule
	if with := s.preposition(found[0].at.First, v.First); s.is(with, cue.With) && s.is(with-1, cue.Together) {
		head := with - 1
		if s.char(head-1) == ',' {
			head--
		}
		if m := s.partyEndingAt(v, head); m != nil && m.Person == nil {
			return append([]named{{m.Actor(), m.Range, rule}}, found...)
		}
		return found
	}
	if s.is(v.First, cue.Together) && s.is(v.First+1, cue.With) {
		for i := v.parties.First; i < v.parties.End; i++ {
			if m := &s.parties[i]; m.End < found[0].at.First && m.First <= v.First+3 && m.Person == nil && !isAmong(found, m.Actor()) {
				return append(found, s.withNeighbours(v, i, rule)...)
			}
		}
	}
	return found
}

// standsAsSubject reports a party before a verb that no preposition or bracket
// keeps from being its subject, or that of the verb whose subject it borrows.
func (s *scene) standsAsSubject(v *sentence, p *stage.Predicate, m *party.Mention) bool {
	if m.End > p.First || m.Location || s.inBracket(v, m.First) || s.namesMeeting(m) || s.donorAside(v, m) {
		return false
	}
	if s.borrowsSubject(p) && s.givenBefore(v, m) || s.otherSubject(m.End, p) || s.setApart(v, m, p.First) || s.inOpeningClause(v, m, p) {
		return false
	}
	if m.Form == party.Pronoun && !m.Possessive && s.role(m.First-1)&(stage.Preposition|stage.To) == 0 {
		return !s.borrowsSubject(p) || s.headsVerb(v, m) // "In Malawi we have given"
	}
	absolute := p.Form == stage.Gerund && m.End == p.First
	if prep := s.preposition(m.First, v.First); prep >= 0 && !((s.is(prep, cue.With) || s.nextInList(prep)) && absolute) && !s.governmentOf(prep) && !s.opensTime(prep, m, p) {
		return false
	}
	return absolute || !s.borrowsSubject(p) || s.behindPhrase(v, m.End, p) == p.First || s.headsVerb(v, m)
}

// opensTime reports "after the fund had voted": a finite verb right behind the party makes the
// preposition a conjunction.
func (s *scene) opensTime(prep int, m *party.Mention, p *stage.Predicate) bool {
	return s.is(prep, cue.After) && p.Form == stage.Finite && p.First == m.End
}

// givenBefore reports who stands right behind a verb of giving, and gets what it gives:
// "Japan has lent China 4 million and will lend another 2 million".
func (s *scene) givenBefore(v *sentence, m *party.Mention) bool {
	for i := range v.verbs {
		q := &v.verbs[i]
		if q.Passive || q.Form == stage.Participle || q.End != m.First && (q.End != m.First-1 || s.role(q.End)&stage.Determiner == 0) {
			continue
		}
		switch q.Class {
		case stage.Give, stage.Promise, stage.Disburse, stage.Support:
			return true
		}
	}
	return false
}

// governedInList reports "the Solomon Islands" in "for Fiji and the Solomon Islands to
// adapt": the preposition before the first of a list governs the others.
func (s *scene) governedInList(v *sentence, i int) bool {
	first := i
	for first > v.parties.First && s.joined(s.parties[first-1].End, s.parties[first].First) && s.alike(first, first-1) {
		first--
	}
	prep := s.preposition(s.parties[first].First, v.First)
	return first < i && prep >= 0 && !s.is(prep, cue.With) && !s.governmentOf(prep) && !s.nextInList(prep)
}

// inBracket reports a token inside a bracket: "the bank's director (Chad, Niger)".
func (s *scene) inBracket(v *sentence, at int) bool {
	for k := at - 1; k >= max(v.First, at-bracketReach); k-- {
		switch s.char(k) {
		case '(':
			return true
		case ')':
			return false
		}
	}
	return false
}

// behindAside returns where the words go on behind a relative clause or a phrase between
// commas that begins at a token: ", which supports Mali,", ", with the help of UNICEF,".
func (s *scene) behindAside(v *sentence, at int) int {
	if s.char(at) != ',' || s.role(at+1)&(stage.Relative|stage.Preposition) == 0 {
		return at
	}
	for k := at + 2; k < v.End; k++ {
		if s.char(k) == ',' {
			return k + 1
		}
	}
	return at
}

// behindPhrase returns where the words go on behind a phrase between commas that a finite
// verb follows: "China, locked in a dispute with Manila, offered".
func (s *scene) behindPhrase(v *sentence, at int, p *stage.Predicate) int {
	if s.char(at) != ',' || s.char(p.First-1) != ',' || p.First-1 <= at || p.Form != stage.Finite {
		return at
	}
	if s.role(at+1)&(stage.And|stage.But|stage.While|stage.Pronoun) != 0 {
		return at
	}
	for k := at + 1; k < p.First-1; k++ {
		if s.char(k) == ',' {
			return at
		}
	}
	for i := range v.verbs {
		if q := &v.verbs[i]; q.First > at && q.End < p.First && q.Form == stage.Finite {
			return at
		}
	}
	return p.First
}

// setApart reports a party inside "Germany, which supports Mali, will give": the clause
// between the commas has ended before the verb.
func (s *scene) setApart(v *sentence, m *party.Mention, verb int) bool {
	if s.char(verb-1) == ',' {
		for k := m.First - 1; k > v.First; k-- {
			if s.role(k)&stage.Relative != 0 && s.char(k-1) == ',' {
				return true
			}
		}
	}
	k := m.First - 1
	for k > v.First && s.char(k) != ',' && s.role(k)&stage.Relative == 0 {
		k--
	}
	if s.role(k)&stage.Relative == 0 || s.char(k-1) != ',' {
		return false
	}
	for i := m.End; i < verb; i++ {
		if s.char(i) == ',' {
			return true
		}
	}
	return false
}

// otherSubject reports "said in a statement that the pledges announced": a clause with
// a subject of its own opens between a party and a verb.
func (s *scene) otherSubject(from int, p *stage.Predicate) bool {
	for k := from + 1; k+1 < p.First; k++ {
		if s.role(k)&stage.That == 0 || !s.is(k, cue.That) || s.role(k+1)&stage.Determiner == 0 || !s.plainBetween(k+2, p.First) {
			continue
		}
		return true
	}
	return false
}

// inOpeningClause reports the subject of "When Kenya asked" where a party stands behind the
// comma that closes that clause: it, and not Kenya, does what the rest tells.
func (s *scene) inOpeningClause(v *sentence, m *party.Mention, p *stage.Predicate) bool {
	if s.role(v.First)&stage.While == 0 {
		return false
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		o := &s.parties[i]
		if o.First >= p.First {
			return false
		}
		if o.First > m.End && o.ID != "" && (s.char(o.First-1) == ',' || s.char(o.First-2) == ',' && s.role(o.First-1)&stage.Determiner != 0) {
			return true
		}
	}
	return false
}

// whoSays returns the body or state that the sentence makes the speaker of what an
// "it" that nothing else resolves stands in: "The World Bank says it has approved".
func (s *scene) whoSays(v *sentence, pronoun int) []named {
	if it := &s.parties[pronoun]; it.ID != "" || !s.is(it.First, cue.It|cue.They) {
		return nil
	}
	for i := range v.verbs {
		p := &v.verbs[i]
		if p.End > s.parties[pronoun].First || p.Class != stage.Say && p.Class != stage.Estimate && p.Class != stage.Announce {
			continue
		}
		for k := pronoun - 1; k >= v.parties.First; k-- {
			if m := &s.parties[k]; m.End == p.First && m.Person == nil && m.ID != "" && m.Form != party.Pronoun {
				return s.withNeighbours(v, k, "says-of-itself")
			}
		}
	}
	return nil
}

// leadsClause returns who is the subject of the sentence's first verb, for an "it" or
// "they" in a clause behind it: "Italy and Spain have not paid the 26 million they pledged".
func (s *scene) leadsClause(v *sentence, pronoun int, p *stage.Predicate) []named {
	if it := &s.parties[pronoun]; it.ID != "" || !s.is(it.First, cue.It|cue.They) || !s.givesAlone(v, p) || v.verbs[0].Form != stage.Finite || v.verbs[0].Passive {
		return nil
	}
	for k := v.parties.First; k < pronoun; k++ {
		m := &s.parties[k]
		if m.Person != nil || m.ID == "" || m.Form == party.Pronoun || !s.standsAsSubject(v, &v.verbs[0], m) || m.Possessive {
			continue
		}
		if found := s.withNeighbours(v, k, "says-of-itself"); (len(found) > 1) == s.is(s.parties[pronoun].First, cue.They) {
			return found
		}
	}
	return nil
}

// antecedent returns the party of "the agency (RA) which provided", "ties with Taipei, which
// gave": the one right before a relative pronoun.
func (s *scene) antecedent(v *sentence, p *stage.Predicate) *party.Mention {
	if s.role(p.First-1)&stage.Relative == 0 {
		return nil
	}
	end := p.First - 1
	comma := s.char(end-1) == ','
	if s.char(end-1) == ')' || comma {
		end--
	}
	m := s.partyEndingAt(v, end)
	if m != nil && comma && (!s.givesObject(p) || s.is(s.preposition(m.First, v.First), cue.To|cue.For)) {
		return nil // "3 million to Chad, which will help": the sum does
	}
	if m == nil || m.Actor() == "" || m.Location || s.namesPerson(m.Actor()) || m.Person != nil {
		return nil
	}
	return m
}

// governmentOf reports "the government of": what it does its state does.
func (s *scene) governmentOf(prep int) bool {
	return s.is(prep, cue.Of) && s.says(prep-1, cue.Governing)
}

// borrowsSubject reports a verb that has no subject of its own: a gerund, or the
// second of two verbs that "and", "but" or a comma joins. The comma of "decided on 2 May, to give"
// only closes the day.
func (s *scene) borrowsSubject(p *stage.Predicate) bool {
	if p.Form == stage.Infinitive && s.char(p.First-1) == ',' && s.timeOver(p.First-2, p.First) {
		return false
	}
	return p.Form == stage.Gerund || s.role(p.First-1)&(stage.And|stage.But) != 0 || s.char(p.First-1) == ','
}

// headsVerb reports that a mention is the subject of some verb: one follows it
// with nothing but the rest of its noun phrase between.
func (s *scene) headsVerb(v *sentence, m *party.Mention) bool {
	from := s.behindAside(v, m.End)
	if s.role(from)&stage.Be != 0 {
		return true // "Spain is the first to join, giving"
	}
	for i := range v.verbs {
		q := &v.verbs[i]
		if q.First < from {
			continue
		}
		if q.Form == stage.Gerund || q.Form == stage.Infinitive || q.First-from > 8 {
			return false
		}
		if s.role(q.First-1)&stage.And != 0 {
			return false // "gave Fiji 60 million and will give": Fiji gives nothing
		}
		for k := from; k < q.First; k++ {
			if s.char(k) == ',' && s.role(k+1)&(stage.Relative|stage.And) != 0 || s.role(k)&stage.That != 0 {
				return false
			}
		}
		return true
	}
	return false
}

// speakingFor resolves a subject that names no party: "we", "Hoekstra".
func (s *scene) speakingFor(n named, m *party.Mention) []named {
	if n.id != "" && m.Person == nil || m.State != "" {
		return []named{n}
	}
	if m.Form == party.Pronoun || m.Person != nil {
		if home := s.home(); home != "" {
			return []named{{home, n.at, "speaks-for"}}
		}
	}
	var all []named
	for _, t := range s.topic.providers {
		all = append(all, named{t.id, n.at, "speaks-for"})
	}
	return all
}

// person reports that a person is named between the mention and the verb.
func (s *scene) person(v *sentence, i, verb int) bool {
	return i+1 < v.parties.End && s.parties[i+1].End <= verb && s.parties[i+1].Type == pledgebook.Person
}

// ownsSubject reports "Germany's government approved": words up to the verb
// are the rest of one noun phrase, and do not name others ("Ghana's creditors");
// the allies and partners of a group are its members.
func (s *scene) ownsSubject(m *party.Mention, verb int) bool {
	for k := m.End; k < verb; k++ {
		if s.char(k) == ',' {
			return false // "reviews Gambia's economy, grants": another's verb
		}
		if _, others := s.doc.Tagged(k, s.engine.counterparts); others && !s.isGroup(m.ID) {
			return false
		}
	}
	return verb-m.End <= 6
}

// headsSubject reports a demonym that is the subject's adjective: "the Dutch
// cabinet approved".
func (s *scene) headsSubject(m *party.Mention, verb int) bool { return verb-m.End <= 8 }
