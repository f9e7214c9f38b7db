package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
)

// topic is what the report as a whole is about: whom its headline and first
// sentences make giver and receiver, and how firmly.
type topic struct {
	providers, receivers []named
	scene                named // the country the story is about
	written              named // the country it was written in
	needy                named // the one country in it that gets aid
	body                 named // the one body that lives of gifts, where no country that gets aid is named
	region               pledgebook.PartyID
	members              []named // the states that the report lists for its region
	regional             bool    // a region is named that aid could be for
	aid                  int     // 0: no word of aid; 3: aid is the headline
}

// readTopic reads the headline and, where that leaves something open, the first
// sentences of the body.
func (s *scene) readTopic() topic {
	var t topic
	body := 0
	for i := range s.sentences {
		if !s.sentences[i].kind.GivesClaims() {
			continue
		}
		headline := s.sentences[i].kind == pledgebook.PartHeadline
		if !headline {
			if body > 0 && s.tellsPart(i) {
				continue
			}
			if body++; body > 2 {
				break
			}
		}
		s.addTopic(&t, i, headline)
	}
	var filled []named
	if len(t.receivers) == 0 {
		filled = s.bodyFilled(t.providers)
	}
	if len(t.providers) == 0 && t.aid > 0 {
		t.providers = s.firstNamed(append(filled, t.receivers...))
		if len(t.providers) == 1 && s.getsAid(t.providers[0].id) && s.donor(s.voice) {
			t.providers = nil // a donor's release names first whom it helps
		}
	}
	if len(t.providers) == 0 && !s.donor(s.voice) {
		t.providers = s.onlyDonor(t.receivers)
	}
	if len(t.receivers) == 0 {
		t.receivers = s.receivingFirst(t.providers)
	}
	if len(t.receivers) == 0 {
		t.receivers = s.conferenceFor(t.providers)
	}
	t.scene, t.written, t.needy = s.mostNamed(), s.writtenIn(), s.onlyInNeed()
	t.regional = t.scene.id != "" && s.tellsRegions()
	t.body = s.bodyNamed()
	s.turnHome(&t)
	if len(t.receivers) == 0 && (t.scene.id == "" && t.written.id == "" || s.headlined(filled) || len(filled) > 0 && s.isFund(filled[0].id)) {
		t.receivers = filled
	}
	if len(t.receivers) == 1 && s.isRegion(t.receivers[0].id) {
		t.region, t.members = t.receivers[0].id, s.listedStates(&t)
		t.receivers = t.expand(t.receivers)
	}
	return t
}

// tellsPart reports a line that is only a sum and its label, or "Of this, 3
// million": it speaks of one part, not of the whole.
func (s *scene) tellsPart(i int) bool {
	v := s.words(i)
	return v.sums.Len() > 0 && (len(v.verbs) == 0 || s.is(v.First, cue.Of))
}

// stateCount is how often mostNamed saw a state; less than 0 for a rich one.
type stateCount struct {
	id pledgebook.PartyID
	n  int
}

// countState counts one more mention of a state and returns how many there are
// by now; 0 for who is no state, or rich.
func (s *scene) countState(id pledgebook.PartyID) int {
	if !id.IsState() {
		return 0
	}
	for i := range s.tally {
		if c := &s.tally[i]; c.id == id {
			if c.n > 0 {
				c.n++
			}
			return max(c.n, 0)
		}
	}
	n := 1
	if s.rich(id) || s.donor(id) {
		n = -1
	}
	s.tally = append(s.tally, stateCount{id, n})
	return max(n, 0)
}

// actsItself reports a party that no preposition governs, but for "the board of".
func (s *scene) actsItself(v *sentence, m *party.Mention) bool {
	prep := s.preposition(m.First, v.First)
	return prep < 0 || s.governmentOf(prep)
}

// placeReach bounds how far a place and a day at the head of a story reach, in tokens.
const placeReach = 25

// behindPlace returns where a sentence begins behind "MONROVIA, Liberia, 6 May/Press
// Service (PS)/ —": a place in capitals up to a dash is nobody who acts.
func (s *scene) behindPlace(v *sentence) int {
	if !s.doc.Tokens[v.First].Is(text.AllCaps) {
		return v.First
	}
	for k := v.First; k < min(v.End, v.First+placeReach); k++ {
		if c := s.char(k); c == '—' || c == '–' || c == '-' && s.doc.Tokens[k].Is(text.SpaceBefore) {
			return k + 1
		}
	}
	return v.First
}

// doers returns who is named behind the "by" of an aid noun: the first sentence
// may tell in full of whom the headline names one.
func (s *scene) doers(v *sentence) []named {
	for i := range v.nouns {
		if n := &v.nouns[i]; n.Strength > 0 {
			if k := s.doneBy(v, n); k >= 0 {
				return s.withNeighbours(v, k, "topic")
			}
		}
	}
	return nil
}

func holdsAll(all, some []named) bool {
	for _, n := range some {
		if !isAmong(all, n.id) {
			return false
		}
	}
	return true
}

func (s *scene) addTopic(t *topic, i int, headline bool) {
	v := s.words(i)
	for _, n := range v.nouns {
		if n.Strength > 0 && t.aid < 2+boolInt(headline) {
			t.aid = max(t.aid, n.Strength+boolInt(headline))
		}
	}
	if t.aid == 0 && s.namesAgency(v.parties.First, v.parties.End) {
		t.aid = 1
	}
	if len(t.providers) == 0 {
		t.providers = s.topicProviders(v)
	}
	if len(t.providers) == 0 && headline && !s.givenByUnnamed(i) {
		t.providers = s.headlineOwner(v)
	}
	if all := s.doers(v); !headline && len(t.providers) > 0 && len(all) > len(t.providers) && holdsAll(all, t.providers) {
		t.providers = all
	}
	if len(t.receivers) == 0 && !s.smallerThanBefore(i) { // whom a part is for tells nothing of the whole
		t.receivers = s.topicReceivers(v, t.providers, headline)
	}
}

// wordBefore reports that more than determiners and adjectives stand before
// the token: it does not begin the sentence.
func (s *scene) wordBefore(from, to int) bool {
	for k := from; k < to; k++ {
		if s.doc.Tokens[k].Kind == text.Word && s.role(k)&(stage.Determiner|stage.Adjective) == 0 && !s.doc.Tokens[k].Is(text.Capital) && !s.governmentOf(k) {
			return true
		}
	}
	return false
}

// topicProviders returns the subject of the sentence's first verb of giving.
func (s *scene) topicProviders(v *sentence) []named {
	for i := range v.verbs {
		p := &v.verbs[i]
		switch p.Class {
		case stage.Announce, stage.Promise, stage.Commit, stage.Allocate, stage.Disburse, stage.Deliver, stage.Give, stage.Increase, stage.Cut, stage.Support, stage.Propose, stage.Plan:
		default:
			continue
		}
		if p.Passive || p.Form == stage.Participle || p.Form == stage.Attributive || s.doesHarm(p) || s.purposeOfAsking(v, p) {
			continue
		}
		if givers, _ := s.signing(v, p); len(givers) > 0 {
			return givers
		}
		if found := s.subjectOf(v, p, "topic"); len(found) > 0 {
			if s.listsGivers(v) {
				return nil
			}
			return slices.DeleteFunc(found, func(n named) bool { return n.id == "" || s.isRegion(n.id) })
		}
	}
	return nil
}

// listsGivers reports "Norway pledged 4 million, Spain 3 million": a sentence on several
// givers makes none of them the giver of all.
func (s *scene) listsGivers(v *sentence) bool {
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.Form == party.Name && s.donor(m.Actor()) && s.sumAt(v, m.End) && s.gapped(v, m) {
			return true
		}
	}
	return false
}

// purposeOfAsking reports "appealed for 20 million dollars to help": who asks gives
// nothing.
func (s *scene) purposeOfAsking(v *sentence, p *stage.Predicate) bool {
	if p.Form != stage.Infinitive {
		return false
	}
	for i := range v.verbs {
		if q := &v.verbs[i]; q.End <= p.First && q.Class == stage.Ask {
			return true
		}
	}
	return false
}

func (s *scene) isRegion(id pledgebook.PartyID) bool {
	for i := range s.parties {
		if s.parties[i].ID == id {
			return s.parties[i].Type == pledgebook.Region
		}
	}
	return false
}

// isGroup reports a group of states, such as an alliance: its partners and
// members speak and give in its name.
func (s *scene) isGroup(id pledgebook.PartyID) bool {
	return len(s.engine.members.Members(id, s.report.Published.Day())) > 0
}

// headlineOwner reads "U.S. support for Ukraine": whose the aid is that a
// headline without a verb of giving speaks of.
func (s *scene) headlineOwner(v *sentence) []named {
	for i := range v.nouns {
		n := &v.nouns[i]
		if n.Strength < 1 || n.Class == stage.Need || i+1 < len(v.nouns) && v.nouns[i+1].Class == stage.Need && v.nouns[i+1].First == n.End {
			continue // "Philippine loan requests" are put by the Philippines
		}
		if s.aidFor(v, n) != nil {
			continue
		}
		if m := s.owner(v, n); m != nil && m.Actor() != "" && m.Type != pledgebook.Region && !(n.Modality == pledgebook.Loan && m.Actor().IsState() && !s.donor(m.Actor())) {
			return []named{{m.Actor(), m.Range, "topic-owner"}}
		}
	}
	return nil
}

// doesHarm reports "launched its assault", "ended the blockade".
func (s *scene) doesHarm(p *stage.Predicate) bool {
	for k := p.End; k < min(p.End+6, len(s.doc.Tokens)); k++ {
		if s.isHarm(k) {
			return true
		}
	}
	return false
}

// topicReceivers returns whom a headline or first sentence makes receiver: the
// parties that "to" or "for" ties to it, whose people it is for, and in a headline also
// those it is "in".
func (s *scene) topicReceivers(v *sentence, providers []named, headline bool) []named {
	words := []cue.Small{cue.To, cue.For, cue.Toward, cue.Including, cue.Of}
	if headline {
		words = []cue.Small{cue.To, cue.For, cue.Toward, cue.In, cue.With, cue.Of}
	}
	if !headline && slices.ContainsFunc(s.parties[v.parties.First:v.parties.End], func(m party.Mention) bool { return s.fled(&m) }) {
		words = append(words, cue.In)
	}
	for _, w := range words {
		for i := v.parties.First; i < v.parties.End; i++ {
			if !s.outOfTopic(v, i, providers, w == cue.With) && s.tiedBy(v, i, w) && !s.ofIncludedPart(v, i) && !s.ofNextSum(v, i) {
				if found := s.receivingNeighbours(v, i, providers); w != cue.Including && len(found) > 0 || len(found) > 1 {
					return found
				}
			}
		}
	}
	if found := s.borrowers(v); len(found) > 0 {
		return found
	}
	if found := s.helped(v, providers); len(found) > 0 {
		return found
	}
	if found := s.replenished(v); len(found) > 0 {
		return found
	}
	if found := s.stricken(v, providers); len(found) > 0 {
		return found
	}
	if found := s.conferenceOn(v); len(found) > 0 && !isAmong(providers, found[0].id) {
		return found
	}
	if found := s.topicAidFor(v, providers); len(found) > 0 {
		return found
	}
	if v.parties.Len() > 0 && s.headsHeadline(v, &s.parties[v.parties.First]) {
		m := &s.parties[v.parties.First]
		return []named{{m.ID, m.Range, "topic-place"}}
	}
	return nil
}

// ofIncludedPart reports "100 million, including 17 million for Chad": whom a part is for
// tells nothing of the whole.
func (s *scene) ofIncludedPart(v *sentence, i int) bool {
	part := false
	for k := s.parties[i].First - 1; k > v.First; k-- {
		part = part || s.sumAt(v, k)
		if s.is(k, cue.Including) {
			return part && s.sumBetween(v, v.First, k)
		}
	}
	return false
}

// ofNextSum reports "3 million for UNICEF and 2 million for Chad": whom the next sum is for gets
// nothing of the first.
func (s *scene) ofNextSum(v *sentence, i int) bool {
	m := &s.parties[i]
	if v.sums.Len() < 2 || m.First < s.sums[v.sums.First+1].End {
		return false
	}
	first, next := &s.sums[v.sums.First], &s.sums[v.sums.First+1]
	for k := v.parties.First; k < i; k++ {
		if o := &s.parties[k]; o.First >= first.End && o.End <= next.First && s.passesOn(o.ID) && s.is(s.preposition(o.First, first.End), cue.For|cue.To) {
			return true
		}
	}
	return false
}

// outOfTopic reports a party that cannot be whom a report's aid is for.
func (s *scene) outOfTopic(v *sentence, i int, providers []named, person bool) bool {
	m := &s.parties[i]
	if m.ID == "" || m.Location || (m.Person != nil) != person || m.Person != nil && m.State == "" || isAmong(providers, m.Actor()) {
		return true
	}
	return m.Form == party.House || m.Form == party.Pronoun && m.Possessive && s.donor(m.Actor()) || s.passesOn(m.ID) || s.ownsOthers(m) || s.harms(m) || s.leadsOthers(m) || s.fled(m) && s.helpedElsewhere(v, i)
}

// tiedBy reports that a preposition ties a party to what the sentence says of aid; a
// venue, a journey and what no people are of do not count.
func (s *scene) tiedBy(v *sentence, i int, word cue.Small) bool {
	prep := s.preposition(s.parties[i].First, v.First)
	if prep < 0 || !s.is(prep, word) {
		return false
	}
	switch word {
	case cue.In:
		return !s.venue(prep)
	case cue.To:
		return !s.opensInfinitive(v, prep) && !s.journey(prep) && !s.harmfulTie(prep) && !(s.is(prep-1, cue.It) && s.is(prep-2, cue.Of)) // "half of it to"
	case cue.Of:
		return s.aidsPeople(v, prep)
	}
	return true
}

// helpedElsewhere reports that a sentence goes on to say where people are who fled:
// "Syrian refugees in Jordan and Iraq".
func (s *scene) helpedElsewhere(v *sentence, i int) bool {
	for k := i + 1; k < v.parties.End; k++ {
		if m := &s.parties[k]; m.ID != s.parties[i].ID && m.ID.IsState() && !s.rich(m.ID) && s.is(s.preposition(m.First, s.parties[i].End), cue.In) {
			return true
		}
	}
	return false
}

// peopleReach bounds the words before the people in "for the flood-hit people of".
const peopleReach = 8

// aidsPeople reports "aid for the people" before "of Pakistan".
func (s *scene) aidsPeople(v *sentence, of int) bool {
	if !s.says(of-1, cue.People) {
		return false
	}
	p := of - 2
	for p > max(v.First, of-peopleReach) && !s.is(p, cue.For|cue.To) {
		p--
	}
	return s.is(p, cue.For|cue.To) && slices.ContainsFunc(v.nouns, func(n stage.Noun) bool { return n.Strength > 0 && n.End <= p })
}

// borrowers returns who signs with a donor for what it gets.
func (s *scene) borrowers(v *sentence) []named {
	for i := range v.verbs {
		if givers, takers := s.signing(v, &v.verbs[i]); len(givers) > 0 {
			return takers
		}
	}
	return nil
}

// helped returns whom a verb of helping or giving has right behind it: "Spain
// supports Niger", "the allies pledged Ukraine".
func (s *scene) helped(v *sentence, providers []named) []named {
	for i := range v.verbs {
		p := &v.verbs[i]
		switch p.Class {
		case stage.Support, stage.Give, stage.Promise, stage.Deliver:
		default:
			continue
		}
		for k := v.parties.First; k < v.parties.End; k++ {
			if m := &s.parties[k]; !p.Passive && m.First == p.End && m.Form == party.Name && m.Person == nil && !s.passesOn(m.ID) {
				return s.receivingNeighbours(v, k, providers)
			}
		}
	}
	return nil
}

// venue reports "summit in", "visit in": the place of a meeting, no receiver.
func (s *scene) venue(in int) bool {
	for k := in - 1; k >= max(0, in-3); k-- {
		if t, ok := s.doc.Tagged(k, s.engine.gatherings.noun); ok && s.engine.gatherings.nouns[t.Ref] == "meeting" {
			return true
		}
	}
	return false
}

// rich reports a party that gives aid and gets none.
func (s *scene) rich(id pledgebook.PartyID) bool {
	return s.engine.members.IsMember("g7", id, s.published)
}

// replenished returns the fund whose replenishment a sentence speaks of: what
// is pledged there goes to it.
func (s *scene) replenished(v *sentence) []named {
	for i := range v.nouns {
		n := &v.nouns[i]
		if !s.says(n.First, cue.Replenishment) {
			continue
		}
		for k := v.parties.First; k < v.parties.End; k++ {
			m := &s.parties[k]
			if of := s.preposition(m.First, n.End); m.Type == pledgebook.Organisation && m.First > n.End && of == n.End && s.is(of, cue.Of) {
				return []named{{m.ID, m.Range, "replenished"}} // "the replenishment of the fund"
			}
			if m.Type == pledgebook.Organisation && m.End <= n.First && n.First-m.End <= 5 {
				return []named{{m.ID, m.Range, "replenished"}}
			}
		}
	}
	return nil
}

func (s *scene) receivingNeighbours(v *sentence, i int, providers []named) []named {
	var kept []named
	for _, n := range s.withNeighbours(v, i, "topic") {
		if !isAmong(providers, n.id) && !s.passesOn(n.id) && !s.rich(n.id) {
			kept = append(kept, n)
		}
	}
	return kept
}

func isAmong(list []named, id pledgebook.PartyID) bool {
	for _, n := range list {
		if n.id == id {
			return true
		}
	}
	return false
}
