package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/cue"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
)

// This file reads the labels of lists: a party right before its figure, who gives it or,
// where a bank's loans are listed, who gets it.

// labelProvider reads "Canada: CA$30 million", "Japan ($1.08 billion)" and the
// gapped "Germany 244 million": a party right before the figure, with nothing
// but punctuation between.
func (s *scene) labelProvider(d *draft) []named {
	m := s.label(d)
	if m == nil {
		return s.labelBefore(d)
	}
	if s.passedOn(d, m) || s.listsReceivers(d) || s.borrowerLabel(d, m) || s.bodyLabel(d, m) || s.objectGapped(d, m) {
		return nil
	}
	d.nameless = m.Actor() == ""
	return []named{{m.Actor(), m.Range, "label"}}
}

// passedOn reports a label that only passes aid on or gets it: "through the World
// Bank ($9 million) and UNICEF ($8 million)". The second one's preposition is the
// first one's.
func (s *scene) passedOn(d *draft, m *party.Mention) bool {
	v := &s.sentences[d.sentence]
	if p := s.preposition(s.ownerFirst(v, m), v.First); p >= 0 {
		if s.is(p, cue.Through|cue.To|cue.For) || s.spentIn(m, p) {
			d.labelBehind = p
		}
	} else if n := len(s.drafts); n > 0 && s.drafts[n-1].sentence == d.sentence && m.First-s.drafts[n-1].figure.End <= 3 {
		d.labelBehind = s.drafts[n-1].labelBehind
	}
	return d.labelBehind > 0
}

// ownerFirst returns where a party begins with its owner: "the World Bank's Trust Fund".
func (s *scene) ownerFirst(v *sentence, m *party.Mention) int {
	for i := v.parties.First; i < v.parties.End; i++ {
		if o := &s.parties[i]; o.Possessive && (o.End == m.First || o.End+1 == m.First) {
			return o.First
		}
	}
	return m.First
}

// objectGapped reports "will give Malawi 60 million and Zambia another 20 million": the verb
// is left out before its second receiver.
func (s *scene) objectGapped(d *draft, m *party.Mention) bool {
	if len(s.drafts) == 0 || d.verb != nil && d.verb.First > m.First {
		return false
	}
	before, id := &s.drafts[len(s.drafts)-1], m.Actor()
	if before.sentence != d.sentence || m.First < before.figure.End || s.donor(id) || !s.getsAid(id) || slices.Contains(before.claim.Providers, id) {
		return false
	}
	if before.verb != nil && before.verb.Class == stage.Receive && before.position == object && len(before.claim.Receivers) > 0 {
		return true // "Moldova will get 60 million; Georgia, 20 million"
	}
	for _, e := range before.claim.Evidence {
		if e.Field == "receivers" && (e.Rule == "indirect-object" || e.Rule == "label") && s.char(m.First-1) != ';' {
			return true
		}
	}
	return false
}

// spentIn reports "the war in Sudan ($4 million)": a place that gives nothing by habit is
// where the sum in the bracket goes.
func (s *scene) spentIn(m *party.Mention, prep int) bool {
	if !s.is(prep, cue.In|cue.Across) || s.char(m.End) != '(' || m.Person != nil {
		return false
	}
	id := m.Actor()
	return id.IsState() && !s.donor(id) || m.Type == pledgebook.Region
}

// label returns the party that stands as a label right before the figure.
func (s *scene) label(d *draft) *party.Mention {
	if m := s.rowLabel(d); m != nil {
		return m
	}
	v := &s.sentences[d.sentence]
	end, punctuated := s.labelEnd(v, d)
	if k := s.beforeLoan(v, end-1); k < end-1 {
		end, punctuated = k+1, false
	}
	m := s.partyEndingAt(v, end)
	if m == nil || m.Possessive || m.Form == party.Demonym && !s.peopleOf(m) || s.is(m.End, cue.With) && (s.governedLabel(v, m) || s.isObject(v, m) || s.gappedObject(v, d, m)) {
		return nil
	}
	if !punctuated && !s.gapped(v, m) || s.writtenAt(v, d, m) || s.closesList(v, m) {
		return nil
	}
	return m
}

// peopleOf reports "the Americans": a people that stands for its state.
func (s *scene) peopleOf(m *party.Mention) bool {
	return s.is(m.First-1, cue.The) && s.doc.Ends(m.End-1, cue.S)
}

// labelEnd returns where a label before the figure would end, and whether punctuation or
// "with" sets it off from the figure.
func (s *scene) labelEnd(v *sentence, d *draft) (end int, punctuated bool) {
	i := d.figure.First - 1
	for i >= v.First {
		switch s.char(i) {
		case ':', '(', '-', '–', '—':
			punctuated = true
			i--
			continue
		}
		if s.char(i) == ')' && s.char(i-2) == '(' && !punctuated {
			i -= 3 // "the Asian Development Bank (ADB) 3 million"
			continue
		}
		if s.char(i-1) == ':' && s.is(i, cue.A) {
			i--
			continue
		}
		if s.char(i) == ',' && (s.is(i+1, cue.With) && s.listsReceivers(d) || s.opensLine(v, i)) {
			punctuated = true
			i--
			continue
		}
		if s.is(i, cue.Another) {
			i--
			continue
		}
		if s.role(i)&stage.Adjective != 0 && s.is(i-1, cue.A) {
			i -= 2 // "Zambia a further 20 million"
			continue
		}
		if s.is(i, cue.With) || s.is(i, cue.To) && punctuated || s.says(i, cue.Nearly) {
			punctuated = true
			i--
			continue
		}
		break
	}
	return i + 1, punctuated
}

// closesList reports the last of "for people in Mali and Chad: 3 million": the colon closes
// the clause that the list belongs to.
func (s *scene) closesList(v *sentence, m *party.Mention) bool {
	if s.char(m.End) != ':' {
		return false
	}
	first := m
	for i := v.parties.End - 1; i >= v.parties.First; i-- {
		if o := &s.parties[i]; o.End <= first.First && s.joined(o.End, first.First) {
			first = o
		}
	}
	return first != m && s.preposition(first.First, v.First) >= 0
}

// gappedObject reports "Kenya with 3 million" behind "will support Chad with 2 million and":
// both are objects of the one verb.
func (s *scene) gappedObject(v *sentence, d *draft, m *party.Mention) bool {
	if d.verb == nil || !s.is(m.End, cue.With) || s.donor(m.Actor()) && !s.getsAid(m.Actor()) {
		return false // "Slovakia with 1 million": who gives by habit gives
	}
	for i := v.parties.First; i < v.parties.End; i++ {
		if o := &s.parties[i]; o.End <= m.First && o.First >= d.verb.End && s.isObject(v, o) && s.is(o.End, cue.With) && s.sumAt(v, o.End+1) {
			return true
		}
	}
	return false
}

// writtenAt reports "Warsaw - More than 5 million dollars has been raised": a city before a
// dash and a whole sentence is where the story was written.
func (s *scene) writtenAt(v *sentence, d *draft, m *party.Mention) bool {
	if m.Form != party.Capital || m.First != v.First || s.char(m.End) == ':' || s.char(m.End) == '(' {
		return false
	}
	return d.verb != nil && d.verb.First >= d.figure.End && d.verb.Form == stage.Finite
}

// headsLine reports a label that begins the row of a list, or the line of a report on what
// who gives by habit gives.
func (s *scene) headsLine(d *draft, m *party.Mention) bool {
	if s.inList(d.sentence) && s.rowLabel(d) == m {
		return true
	}
	return m.First == s.sentences[d.sentence].First && !slices.ContainsFunc(s.topic.providers, func(n named) bool { return !s.donor(n.id) })
}

// opensLine reports a party that is all of a line or sentence before a comma: "Mali, 5
// million euros for wells".
func (s *scene) opensLine(v *sentence, comma int) bool {
	m := s.partyEndingAt(v, comma)
	if m == nil || m.Form != party.Name || m.Possessive {
		return false
	}
	first := m.First
	if first > v.First && s.role(first-1)&stage.Determiner != 0 {
		first--
	}
	return first == v.First || s.char(first-1) == ';'
}

// borrowerLabel reports a state that gives nothing by habit, as a label in a report on
// what a bank or fund gives: "Benin: a loan of 26 million dollars".
func (s *scene) borrowerLabel(d *draft, m *party.Mention) bool {
	id := m.Actor()
	if id.IsState() && isAmong(s.topic.receivers, id) && len(s.topic.providers) > 0 {
		return true
	}
	if !id.IsState() || s.donor(id) || len(s.topic.receivers) > 0 && s.topic.region == "" || len(s.topic.providers) == 0 {
		return false
	}
	if s.getsAid(id) && !isAmong(s.topic.providers, id) && s.headsLine(d, m) {
		return true // "- Mali, 5 million euros" in a list of what the EU gives
	}
	for _, t := range s.topic.providers {
		if _, charter := s.engine.mandates[t.id]; !charter || t.id.IsState() {
			return false
		}
	}
	return true
}

// bodyLabel reports an agency or a fund as a label in a report on what states give, where no
// label beside it is a state: "Switzerland approves contributions: UNICEF, 60 million".
func (s *scene) bodyLabel(d *draft, m *party.Mention) bool {
	if !s.handsOnAid(m.Actor()) || !s.statesGive() {
		return false
	}
	return !s.donorLabelled(d.sentence) && (!s.inList(d.sentence) || !s.donorLabelled(d.sentence-1) && !s.donorLabelled(d.sentence+1))
}

// donorLabelled reports a sentence or line that tells of a donor and its sum side by side.
func (s *scene) donorLabelled(i int) bool {
	if i < 0 || i >= len(s.sentences) {
		return false
	}
	v := s.words(i)
	for k := v.parties.First; k < v.parties.End; k++ {
		if m := &s.parties[k]; m.Actor().IsState() && !m.Possessive && m.Form != party.Demonym && (s.sumAt(v, m.End) || s.sumAt(v, m.End+1) && s.char(m.End) != 0) {
			return true
		}
	}
	return false
}

// governedLabel reports a party that a preposition governs, other than that of
// "followed by" or "ahead of".
func (s *scene) governedLabel(v *sentence, m *party.Mention) bool {
	prep := s.preposition(m.First, v.First)
	return prep >= 0 && !s.nextInList(prep) && !s.ranks(v, m)
}

// ranks reports who leads or follows among givers: "came from the United States
// with", "ahead of Germany with", "led by Norway with".
func (s *scene) ranks(v *sentence, m *party.Mention) bool {
	k := m.First - 1
	if s.role(k)&stage.Determiner != 0 {
		k--
	}
	if s.is(k, cue.From) {
		return slices.ContainsFunc(v.verbs, func(p stage.Predicate) bool { return p.End == k && p.Class == stage.Go })
	}
	return s.is(k, cue.Of) && s.says(k-1, cue.Ahead) || s.is(k, cue.By) && s.says(k-1, cue.Led)
}

// gapped reports a party that stands where a verb was left out: after a comma,
// semicolon or "and" that follows another sum.
func (s *scene) gapped(v *sentence, m *party.Mention) bool {
	i := m.First - 1
	for i > v.First && s.role(i)&(stage.And|stage.Determiner) != 0 {
		i--
	}
	if s.char(i) == ':' && s.sumAt(v, m.End) {
		return true // "made new pledges: Norway 3 million, Spain"
	}
	if c := s.char(i); c != ',' && c != ';' && i+1 == m.First {
		return false
	}
	for k := v.sums.First; k < v.sums.End; k++ {
		if s.sums[k].End <= m.First {
			return true
		}
	}
	return false
}
