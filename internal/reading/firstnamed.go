package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// This file tells whom a report is about where no verb of giving does: who is named
// first, who receives first, which country is named most.

// mostNamed returns the state that more than half of the mentions of states
// name, where it is no giver by habit: the country a story is about.
func (s *scene) mostNamed() named {
	var best named
	most, all := 0, 0
	s.tally = s.tally[:0]
	for i := range s.parties {
		m := &s.parties[i]
		if m.Form == party.Pronoun || m.Form == party.Definite {
			continue // "we" and "the nation" may be anybody's
		}
		n := s.countState(m.Actor())
		if n == 0 {
			continue
		}
		if all++; n > most {
			most, best = n, named{m.Actor(), m.Range, "story-about"}
		}
		if all > homeReach {
			break
		}
	}
	if most < 2 || 2*most <= all {
		return named{}
	}
	return best
}

// firstNamed returns the party that the headline, or else the first sentence,
// begins with: whom the report is about where no verb of giving tells.
func (s *scene) firstNamed(receivers []named) []named {
	body := 0
	for i := range s.sentences {
		v := &s.sentences[i]
		if !v.kind.GivesClaims() {
			continue
		}
		if v.kind != pledgebook.PartHeadline {
			body++
		}
		if body > 2 {
			return nil
		}
		if s.tellsOfReceiving(i) || s.givenByUnnamed(i) {
			continue
		}
		from := s.behindPlace(v)
		for k := v.parties.First; k < v.parties.End; k++ {
			m := &s.parties[k]
			if m.First < from || s.headsHeadline(v, m) || (s.getsAid(m.ID) || s.charter(m.ID)) && (s.donorMeetingBehind(m) || s.says(m.End, cue.Replenishment)) {
				continue
			}
			if s.wordBefore(from, m.First) {
				break
			}
			if m.Actor() != "" && m.Type != pledgebook.Region && !m.Location && (m.Person == nil || m.State != "") && s.actsItself(v, m) && !isAmong(receivers, m.Actor()) {
				return []named{s.donorRather(v, named{m.Actor(), m.Range, "topic-first"})}
			}
		}
		if v.kind != pledgebook.PartHeadline {
			return nil
		}
	}
	return nil
}

// donorRather returns the one donor by habit that a sentence names, where who is named first
// gets aid by habit: "Senegal and Ghana get most of the European Community's aid".
func (s *scene) donorRather(v *sentence, first named) named {
	if !s.getsAid(first.id) {
		return first
	}
	rather := first
	for k := v.parties.First; k < v.parties.End; k++ {
		m := &s.parties[k]
		id := m.Actor()
		if m.Location || m.Form == party.Pronoun || m.Person != nil || !s.donor(id) || s.getsAid(id) || id == rather.id {
			continue
		}
		if rather.id != first.id {
			return first // two of them
		}
		rather = named{id, m.Range, first.rule}
	}
	return rather
}

// onlyDonor returns the one donor by habit that a report on aid keeps naming, by its name,
// its people or its agencies, next to no other: "Sida ends agreements".
func (s *scene) onlyDonor(receivers []named) []named {
	if s.aidWords == 0 {
		return nil
	}
	var only named
	n, others := 0, 0
	for i := range s.parties {
		m := &s.parties[i]
		id := m.Actor()
		switch {
		case m.Form == party.Pronoun || m.Form == party.Definite || m.Location || !id.IsState() && id != "eu" || !s.donor(id):
		case only.id == "" && s.doc.SentenceAt(m.First) > onlyDonorReach:
			return nil
		case only.id == "":
			only, n = named{id, m.Range, "only-donor"}, 1
		case id == only.id:
			n++
		default:
			others++
		}
	}
	if n < 2 || 4*others > n || isAmong(receivers, only.id) {
		return nil
	}
	return []named{only}
}

// onlyDonorReach bounds where the donor of a report is first named, in sentences.
const onlyDonorReach = 2

// headsHeadline reports "Mali: Fund lends more": a state in need before the colon of a
// headline is where the story happens.
func (s *scene) headsHeadline(v *sentence, m *party.Mention) bool {
	return v.kind == pledgebook.PartHeadline && m.First == v.First && s.char(m.End) == ':' && m.Form == party.Name && s.getsAid(m.ID)
}

// opensAsGiver reads "Norway followed suit with a grant of": who begins the sentence and
// gives by habit, where the sum stands behind "with".
func (s *scene) opensAsGiver(d *draft) []named {
	v := &s.sentences[d.sentence]
	if d.verb != nil && d.verb.Passive && d.verb.Class == stage.Support {
		return nil // "The agency is supported with 3 million"
	}
	with := s.preposition(d.figure.First, v.First)
	for _, n := range []*stage.Noun{d.act, d.noun} {
		if n != nil && n.End <= d.figure.First && s.is(d.figure.First-1, cue.Of) {
			with = s.preposition(n.First, v.First)
		}
	}
	if !s.is(with, cue.With) || v.parties.Len() == 0 {
		return nil
	}
	m := &s.parties[v.parties.First]
	if m.First > v.First+1 || m.Possessive || m.Location || m.Form == party.Demonym || m.Person != nil || m.End > with || !s.donor(m.Actor()) {
		return nil
	}
	return []named{{m.Actor(), m.Range, "opens-as-giver"}}
}

// leadingGiver reads "Britain would find 26 million", "the Emirates mentioned 300 million": who
// leads the clause and gives by habit, where the verb is in no table. Nobody else of the report
// is put in its place.
func (s *scene) leadingGiver(d *draft) []named {
	if d.sum == nil || d.verb != nil && d.verb.Class != stage.Say || d.act != nil || d.position == subject {
		return nil
	}
	v := &s.sentences[d.sentence]
	first := s.behindSum(v, d)
	for i := v.parties.First; i < v.parties.End; i++ {
		m := &s.parties[i]
		if m.First < first {
			continue
		}
		if m.End > d.figure.First || m.First-first > leadReach || m.Possessive || m.Location || m.Form == party.Demonym || m.Person != nil || !s.donor(m.Actor()) || !s.actsItself(v, m) || !s.onlySays(v, text.Range{First: m.End, End: d.figure.First}) || s.plainNouns(text.Range{First: m.End, End: d.figure.First}) == 0 {
			return nil
		}
		return []named{{m.Actor(), m.Range, "leading-giver"}}
	}
	return nil
}

// onlySays reports a stretch without a verb of the tables, but for "said it", where who says so
// speaks of himself, and "mentioned" right before the sum.
func (s *scene) onlySays(v *sentence, r text.Range) bool {
	for i := range v.verbs {
		if p := &v.verbs[i]; r.Contains(p.Range) && (p.Class != stage.Say || p.End != r.End && !s.is(p.End, cue.It|cue.They) && !s.is(p.End+1, cue.It|cue.They)) {
			return false
		}
	}
	return true
}

// leadReach is how far into a clause who leads it may stand, in tokens.
const leadReach = 2

// tellsOfReceiving reports a sentence whose first finite verb, or in a headline
// the first of all, makes its subject the receiver: who is named first there
// gives nothing.
func (s *scene) tellsOfReceiving(i int) bool {
	p := s.firstTold(i)
	if p == nil {
		return false
	}
	switch p.Class {
	case stage.Receive, stage.Ask, stage.Lack:
		return !p.Passive
	}
	return false
}

// givenByUnnamed reports a sentence that tells of giving by donors without a name:
// who is named first there only says so, or gets it.
func (s *scene) givenByUnnamed(i int) bool {
	v := s.words(i)
	if v.sums.Len() > 0 && s.fromCollective(v) {
		return true
	}
	for k := range v.verbs {
		switch p := &v.verbs[k]; p.Class {
		case stage.Announce, stage.Promise, stage.Commit, stage.Give, stage.Make:
			if !p.Passive && s.collectiveSubject(v, p) >= 0 {
				return true
			}
		}
	}
	return false
}

// fromCollective reports "from 14 donors" in a sentence.
func (s *scene) fromCollective(v *sentence) bool {
	for k := v.First; k < v.End; k++ {
		if s.is(k, cue.From|cue.By) && s.collectiveAfter(v, k+1) {
			return true
		}
	}
	return false
}

// firstTold returns the first finite verb of a sentence, else its first verb.
func (s *scene) firstTold(i int) *stage.Predicate {
	v := s.words(i)
	for k := range v.verbs {
		if v.verbs[k].Form == stage.Finite {
			return &v.verbs[k]
		}
	}
	if len(v.verbs) == 0 {
		return nil
	}
	return &v.verbs[0]
}

// receivingFirst returns the state that receives, needs or asks in the first
// sentence that tells of it.
func (s *scene) receivingFirst(providers []named) []named {
	for i := range s.sentences[:min(3, len(s.sentences))] {
		v := &s.sentences[i]
		if !v.kind.GivesClaims() || !s.tellsOfReceiving(i) {
			continue
		}
		found := s.subjectOf(v, s.firstTold(i), "topic-receives")
		if len(found) == 1 && found[0].id.IsState() && !s.rich(found[0].id) && !isAmong(providers, found[0].id) && (s.getsAid(found[0].id) || v.sums.Len() > 0) {
			return found
		}
	}
	return nil
}
