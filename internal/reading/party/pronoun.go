package party

import (
	"strings"

	"pledgebook"
	"pledgebook/internal/reading/text"
	"pledgebook/internal/reading/turn"
)

// This file ties pronouns to the parties and persons before them.

// pronoun ties "it", "he", "we", "they" to a party; "his country" to its state.
func (v *resolver) pronoun(m *Mention) {
	v.tie(m)
	if m.Len() > 1 {
		v.ownState(m)
	}
}

func (v *resolver) tie(m *Mention) {
	w := v.class(v.d.Tokens[m.First])
	switch {
	case w&firstPerson != 0:
		v.first(m)
	case w&personalPronoun != 0:
		v.follow(m, v.heOrShe(w&she != 0), "last-person")
	case w&neuter != 0:
		v.neuter(m)
	case w&pluralPronoun != 0:
		v.plural(m)
	}
}

// heOrShe is the person whom "he" or "she" takes up (index plus one): in a sentence
// that has named nobody yet the one whom the sentence before is about, else the
// last. Given names of men are no she, and those of women no he.
func (v *resolver) heOrShe(woman bool) int32 {
	s := &v.subject
	if v.quoted && v.inQuote != 0 && v.mayBe(v.inQuote, woman) {
		return v.inQuote
	}
	if s.personHere == 0 && s.personBefore != 0 && v.mayBe(s.personBefore, woman) {
		return s.personBefore
	}
	for _, at := range []int32{v.person, s.personHere, s.personBefore} {
		if at != 0 && v.mayBe(at, woman) {
			return at
		}
	}
	return v.person
}

// mayBe reports that a person (index plus one) may be a woman, or a man.
func (v *resolver) mayBe(at int32, woman bool) bool {
	p := v.mentions[at-1].Person
	if p == nil || !spaced(p.Name) {
		return true
	}
	first, _, _ := strings.Cut(p.Name, " ")
	w := wordClass(0)
	if id := v.vocab.Lookup(first); int(id) < len(v.Reader.words) {
		w = v.Reader.words[id]
	}
	return !(woman && w&mens != 0 || !woman && w&womens != 0)
}

// ownState turns "his country", "my Administration" into the state of the
// pronoun's party.
func (v *resolver) ownState(m *Mention) {
	id := m.Actor()
	m.Possessive = v.genitive(m.End)
	m.ID, m.State, m.Person, m.Type = id, "", nil, v.bodies[id].typ
}

// plural ties "they" and "their" to the group or people that leads this
// sentence, or the one before where "they" opens it.
func (v *resolver) plural(m *Mention) {
	s := &v.subject
	at, alone := s.here, !s.others
	if at == 0 && v.d.Sentences[s.sentence].First == m.First {
		at, alone = s.before, !s.paired
	}
	if at > 0 && alone && (m.Possessive || v.opensClause(m.First)) {
		if g := &v.mentions[at-1]; g.Form != Pronoun && (g.Plural || g.Type == pledgebook.Group) {
			m.copy(g, "leading-group")
		}
	}
}

// neuter ties "it" and "its" to the party that leads: of this sentence where it
// stands alone there, else of the sentence before.
func (v *resolver) neuter(m *Mention) {
	s := &v.subject
	if !m.Possessive && (!v.opensClause(m.First) || v.expletive(m.First)) {
		return
	}
	switch {
	case s.here != 0 && s.before != 0 && v.opensPhrase(&v.mentions[s.here-1], m):
		v.follow(m, s.before, "subject-before")
	case s.here != 0 && !s.others:
		v.follow(m, s.here, "subject-of-sentence")
	case s.here == 0 && (v.d.Sentences[s.sentence].First == m.First || v.says(m.End)):
		v.follow(m, s.before, "subject-before")
	}
}

// opensPhrase reports "For UNICEF, it": whom the preposition that opens a sentence governs is not
// who acts in it.
func (v *resolver) opensPhrase(m, it *Mention) bool {
	first := v.d.Sentences[v.subject.sentence].First
	before := v.d.Tokens[it.First-1]
	return m.First > first && m.First-first <= 2 && m.Type == pledgebook.Organisation && m.End == it.First-1 && before.Char == ',' && v.class(v.d.Tokens[first])&(atPlace|movement|linkOf) != 0
}

// says reports a verb of saying at a token: "…, it said".
func (v *resolver) says(token int) bool {
	return token < len(v.d.Tokens) && v.class(v.d.Tokens[token])&speaks != 0
}

// expletive reports an "it" that stands for no party: "it will be difficult to",
// "it is likely that".
func (v *resolver) expletive(token int) bool {
	for k := token + 1; k < len(v.d.Tokens) && k <= token+4; k++ {
		if v.class(v.d.Tokens[k])&impersonal != 0 {
			return true
		}
	}
	return false
}

// opensClause reports that "it" is the subject of a clause: first in the
// sentence, or behind "said", "that", "as", "and", a comma.
func (v *resolver) opensClause(token int) bool {
	if v.d.Sentences[v.subject.sentence].First == token {
		return true
	}
	before := v.d.Tokens[token-1]
	return before.Kind == text.Punct && before.Char != '(' || v.class(before)&(clauseStart|speaks|linkAnd) != 0
}

// first ties "we" and "I" to the speaker of the quote, or to whose report it is.
func (v *resolver) first(m *Mention) {
	if v.quoted {
		if p := v.speakerNear(m); p != nil {
			m.copy(p, "speaker")
			return
		}
	}
	if t := v.holds(m.First); t != nil {
		v.speaks(m, t)
		return
	}
	if v.home != "" {
		m.ID, m.Type, m.Rule = v.home, v.bodies[v.home].typ, "whose-report"
	}
}

// holds returns the turn that a token stands in, or nil. Tokens come in order.
func (v *resolver) holds(token int) *turn.Turn {
	for v.floor < len(v.turns) && v.turns[v.floor].End <= token {
		v.floor++
	}
	if v.floor == len(v.turns) || token < v.turns[v.floor].First {
		return nil
	}
	return &v.turns[v.floor]
}

// speaks ties "we" and "I" in a turn to who has the floor. One who asks speaks for
// no party; a speaker without one speaks for whose report it is where nobody else
// is known to speak.
func (v *resolver) speaks(m *Mention, t *turn.Turn) {
	if t.Question || t.Speaker.Name == "" && t.Speaker.Party == "" {
		return
	}
	m.ID, m.State, m.Person, m.Type = t.Speaker.Party, t.Speaker.Party, &t.Speaker, pledgebook.Person
	if name := t.Speaker.Name; name != "" {
		if v.spokenBy != name {
			v.spokenBy, v.spokenID = name, kebab(name)
		}
		m.ID = v.spokenID
	}
	m.Basis, m.Rule = pledgebook.Context, "has-the-floor"
}

// The most tokens between a word of a quotation and its closing mark, and
// between that mark and the speaker behind it.
const (
	quoteReach   = 400
	speakerReach = 12
)

// speakerNear returns the person who is said to speak behind the quotation that
// is open, else one in the same sentence, else the last person before it.
func (v *resolver) speakerNear(m *Mention) *Mention {
	if !v.asked {
		v.asked, v.speaker = true, v.speakerBehind(m)
	}
	if v.speaker > 0 {
		return &v.mentions[v.speaker-1]
	}
	s := v.d.Sentences[v.subject.sentence]
	for k := v.index(m) + 1; k < len(v.mentions) && v.mentions[k].First < s.End && v.mentions[k].First-m.End < quoteReach; k++ {
		if v.isPerson(k) {
			return &v.mentions[k]
		}
	}
	if v.person > 0 {
		return &v.mentions[v.person-1]
	}
	return nil
}

// speakerBehind returns the person (index plus one) behind the closing mark of
// the quotation that holds m, where a word of saying stands beside.
func (v *resolver) speakerBehind(m *Mention) int32 {
	shut := m.End
	for shut < len(v.d.Tokens) && shut < m.End+quoteReach && v.d.Tokens[shut].Char != '”' && v.d.Tokens[shut].Char != '"' {
		shut++
	}
	end, says := min(shut+speakerReach, len(v.d.Tokens)), false
	for k := shut + 1; k < end; k++ {
		if v.d.Tokens[k].Is(text.LineBefore) && v.partStarts(k) {
			end = k
		}
		says = says || v.class(v.d.Tokens[k])&speaks != 0
	}
	if !says {
		return 0
	}
	k := v.index(&Mention{Range: text.Range{First: shut}})
	for ; k < len(v.mentions) && v.mentions[k].First < end; k++ {
		if v.isPerson(k) {
			return int32(k + 1)
		}
	}
	return 0
}

// isPerson reports a mention that is, or takes up, a person.
func (v *resolver) isPerson(k int) bool {
	m := &v.mentions[k]
	if m.Type == pledgebook.Person && m.Form == Definite && m.Person == nil {
		v.definite(m)
	}
	return m.Type == pledgebook.Person && m.Person != nil
}
