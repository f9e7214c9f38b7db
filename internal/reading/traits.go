package reading

import (
	"slices"

	"pledgebook"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/stage"
	"pledgebook/internal/reading/text"
	"pledgebook/internal/reading/weigh"
)

// This file says what is so of a figure, for its fields to be weighed by: the words of its
// sentence by side and distance, the verbs and nouns of aid beside it, what the sentences
// around and the headline speak of, and what the rules said.

// How strongly a trait counts by where it stands.
const (
	traitFull     = weigh.Full
	traitDistant  = weigh.Full / 2     // further than distantWords from the figure
	traitAnywhere = weigh.Full * 2 / 3 // on either side
	traitBeside   = weigh.Full * 2 / 5 // in the sentences before and behind
	traitHeadline = weigh.Full / 2
)

// Where distances from the figure are parted, in words.
const (
	nextWords    = 2
	nearWords    = 6
	distantWords = 15
)

// traitWords bounds how many words on one side of a figure are looked at.
const traitWords = 60

// traitsOf writes down what is so of a draft.
func (s *scene) traitsOf(d *draft, t *weigh.Traits) {
	t.Reset(0)
	v := s.words(d.sentence)
	s.traitsOfSide(t, v, d, "b")
	s.traitsOfSide(t, v, d, "a")
	s.traitsOfVerbs(t, v, d)
	s.traitsOfNouns(t, v, d)
	s.traitsBeside(t, d.sentence-1, "p")
	s.traitsBeside(t, d.sentence+1, "n")
	s.traitsOfHeadline(t)
	if v.kind == pledgebook.PartHeadline {
		t.Add(traitFull, "in", "headline", "")
	}
	if d.list {
		t.Add(traitFull, "in", "list", "")
	}
	s.traitsOfRules(t, d)
}

// traitsOfSide adds the words before ("b") or behind ("a") the figure.
func (s *scene) traitsOfSide(t *weigh.Traits, v *sentence, d *draft, side string) {
	step, k := -1, d.figure.First-1
	if side == "a" {
		step, k = 1, d.figure.End
	}
	for n := 0; n < traitWords && k >= v.First && k < v.End; k += step {
		w, next := s.traitWord(v, k, step)
		k = next
		if w == "" {
			continue
		}
		n++
		strength := int16(traitFull)
		if n > distantWords {
			strength = traitDistant
		}
		t.Add(strength, distance(side, n), w, "")
		t.Add(strength*traitAnywhere/traitFull, "s", w, "")
	}
}

// distance names a side and how far from the figure it is.
func distance(side string, n int) string {
	names := &[...]string{"b1", "b2", "b3", "b4"}
	if side == "a" {
		names = &[...]string{"a1", "a2", "a3", "a4"}
	}
	switch {
	case n <= nextWords:
		return names[0]
	case n <= nearWords:
		return names[1]
	case n <= distantWords:
		return names[2]
	}
	return names[3]
}

// traitWord returns what token k counts as, and the last token of it in the direction of
// step: the stem of a word, what sort of party, sum or time a mention is. "" counts for
// nothing.
func (s *scene) traitWord(v *sentence, k, step int) (string, int) {
	for i := v.parties.First; i < v.parties.End; i++ {
		if m := &s.parties[i]; m.First <= k && k < m.End && m.ID != "" {
			return s.traitParty(m), far(m.Range, step)
		}
	}
	for i := v.sums.First; i < v.sums.End; i++ {
		if m := &s.sums[i]; m.First <= k && k < m.End {
			return "~sum", far(m.Range, step)
		}
	}
	for i := v.periods.First; i < v.periods.End; i++ {
		if m := &s.periods[i]; m.First <= k && k < m.End {
			return "~time", far(m.Range, step)
		}
	}
	switch tok := &s.doc.Tokens[k]; tok.Kind {
	case text.Word:
		return weigh.Stem(s.doc.Of(k)), k
	case text.Number:
		return "~number", k
	case text.Punct:
		switch tok.Char {
		case '(', ')', ';', ':', ',':
			return s.doc.Of(k), k
		}
	}
	return "", k
}

// far is the token of a mention where a walk in the direction of step leaves it.
func far(r text.Range, step int) int {
	if step < 0 {
		return r.First
	}
	return r.End - 1
}

// traitParty tells parties by what they do in such reports, not by their names.
func (s *scene) traitParty(m *party.Mention) string {
	id := m.Actor()
	switch {
	case m.Person != nil:
		return "~person"
	case id.IsState() && s.donor(id):
		return "~donor"
	case id.IsState():
		return "~state"
	case s.engine.agencies[id]:
		return "~agency"
	}
	if s.donor(id) {
		return "~bank"
	}
	return "~body"
}

// traitsOfVerbs adds the two verbs next to the figure on each side.
func (s *scene) traitsOfVerbs(t *weigh.Traits, v *sentence, d *draft) {
	n := 0
	for i := len(v.verbs) - 1; i >= 0 && n < 2; i-- {
		if p := &v.verbs[i]; p.End <= d.figure.First {
			s.traitsOfVerb(t, p, [...]string{"vb1", "vb2"}[n])
			n++
		}
	}
	n = 0
	for i := 0; i < len(v.verbs) && n < 2; i++ {
		if p := &v.verbs[i]; p.First >= d.figure.End {
			s.traitsOfVerb(t, p, [...]string{"va1", "va2"}[n])
			n++
		}
	}
	if d.verb != nil {
		s.traitsOfVerb(t, d.verb, "vg")
		t.Add(traitFull, "pos", string(d.verb.Class), positionNames[d.position])
	}
}

var positionNames = [...]string{object: "object", subject: "subject", bare: "bare"}

var moodNames = [...]string{stage.Fact: "fact", stage.Future: "future", stage.Intended: "intended", stage.PlannedMood: "planned", stage.Expected: "expected", stage.Would: "would", stage.Could: "could"}

var formNames = [...]string{stage.Finite: "finite", stage.Infinitive: "infinitive", stage.Participle: "participle", stage.Gerund: "gerund", stage.Attributive: "attributive"}

func (s *scene) traitsOfVerb(t *weigh.Traits, p *stage.Predicate, group string) {
	t.Add(traitFull, group, weigh.Stem(s.doc.Of(p.Head)), "")
	t.Add(traitFull, group, string(p.Class), moodNames[p.Mood])
	t.Add(traitFull, group, string(p.Class), formNames[p.Form])
	t.Add(traitFull, group, string(p.Class), tense(p))
	t.Add(traitFull, group, moodNames[p.Mood], tense(p))
	if p.Stage != "" {
		t.Add(traitFull, group, string(p.Stage), moodNames[p.Mood])
		t.Add(traitFull, "v", string(p.Stage), moodNames[p.Mood])
	}
	if p.Negated {
		t.Add(traitFull, group, "negated", "")
	}
}

// tense names the time of a verb.
func tense(p *stage.Predicate) string {
	switch {
	case p.Before:
		return "before"
	case p.Perfect:
		return "perfect"
	case p.Progressive:
		return "progressive"
	case p.Past:
		return "past"
	}
	return "present"
}

// traitsOfNouns adds the two nouns of aid next to the figure on each side.
func (s *scene) traitsOfNouns(t *weigh.Traits, v *sentence, d *draft) {
	n := 0
	for i := len(v.nouns) - 1; i >= 0 && n < 2; i-- {
		if p := &v.nouns[i]; p.End <= d.figure.First {
			s.traitsOfNoun(t, p, [...]string{"nb1", "nb2"}[n])
			n++
		}
	}
	n = 0
	for i := 0; i < len(v.nouns) && n < 2; i++ {
		if p := &v.nouns[i]; p.First >= d.figure.End {
			s.traitsOfNoun(t, p, [...]string{"na1", "na2"}[n])
			n++
		}
	}
	if d.noun != nil {
		s.traitsOfNoun(t, d.noun, "ng")
	}
	if d.act != nil {
		s.traitsOfNoun(t, d.act, "ag")
	}
}

func (s *scene) traitsOfNoun(t *weigh.Traits, n *stage.Noun, group string) {
	t.Add(traitFull, group, string(n.Class), string(n.Stage))
	if n.Kind != "" {
		t.Add(traitFull, group, string(n.Kind), "")
	}
	if n.Modality != "" {
		t.Add(traitFull, group, string(n.Modality), "")
	}
}

// traitsBeside adds the words, verbs and nouns of the sentence before or behind.
func (s *scene) traitsBeside(t *weigh.Traits, i int, group string) {
	if i < 0 || i >= len(s.sentences) || !s.sentences[i].kind.GivesClaims() {
		return
	}
	s.traitsOfSentence(t, s.words(i), group, traitBeside)
}

// traitsOfSentence adds the words, verbs and nouns of a whole sentence.
func (s *scene) traitsOfSentence(t *weigh.Traits, v *sentence, group string, strength int16) {
	n := 0
	for k := v.First; k < v.End && n < traitWords; k++ {
		w, next := s.traitWord(v, k, 1)
		if k = next; w != "" {
			t.Add(strength, group, w, "")
			n++
		}
	}
	for i := range v.verbs {
		p := &v.verbs[i]
		t.Add(strength, group, string(p.Class), moodNames[p.Mood])
		if p.Stage != "" {
			t.Add(strength, group, string(p.Stage), moodNames[p.Mood])
		}
	}
	for i := range v.nouns {
		t.Add(strength, group, string(v.nouns[i].Class), string(v.nouns[i].Stage))
	}
}

// traitsOfHeadline adds what the headline speaks of.
func (s *scene) traitsOfHeadline(t *weigh.Traits) {
	for i := range s.sentences {
		if s.sentences[i].kind != pledgebook.PartHeadline {
			return
		}
		s.traitsOfSentence(t, s.words(i), "h", traitHeadline)
	}
}

// otherClaims tells how many other sums of the report are claims so far.
func (s *scene) otherClaims(d *draft) string {
	n := 0
	for i := range s.drafts {
		if o := &s.drafts[i]; o != d && o.dropped == "" && o.sum != nil {
			n++
		}
	}
	return [...]string{"none", "one", "some"}[min(n, 2)]
}

// scoreNames names how far the score of aid is above or below what it must reach.
var scoreNames = [...]string{"-4", "-3", "-2", "-1", "0", "1", "2", "3", "4", "5", "6"}

const scoreZero = 4 // index of "0"

// traitsOfRules adds what the rules came to, field by field.
func (s *scene) traitsOfRules(t *weigh.Traits, d *draft) {
	c := &d.claim
	for _, f := range [...]struct{ field, value string }{
		{"stage", string(c.Stage)}, {"polarity", string(c.Polarity)}, {"kind", string(c.Kind)},
		{"revision", string(c.Revision)}, {"extent", string(c.Extent)},
	} {
		t.Add(traitFull, "rules", f.field, f.value)
		i := slices.IndexFunc(c.Evidence, func(e pledgebook.Evidence) bool { return e.Field == f.field })
		rule := "none"
		if i >= 0 {
			rule = c.Evidence[i].Rule
		}
		t.Add(traitFull, f.field+"-rule", rule, f.value)
	}
	why := d.dropped
	if why == "" {
		why = "claim"
	}
	t.Add(traitFull, "dropped", why, "")
	t.Add(traitFull, "claims", s.otherClaims(d), "")
	t.Add(traitFull, "score", scoreNames[max(0, min(d.score-aidThreshold+scoreZero, len(scoreNames)-1))], "")
	t.Add(traitFull, "modality", string(c.Modality), "")
	t.Add(traitFull, "both", string(c.Stage), string(c.Extent))
	t.Add(traitFull, "givers", s.traitParties(c.Providers), "")
	t.Add(traitFull, "getters", s.traitParties(c.Receivers), "")
	s.traitsOfTime(t, c)
}

func (s *scene) traitParties(ids []pledgebook.PartyID) string {
	if len(ids) == 0 {
		return "none"
	}
	switch id := ids[0]; {
	case id.IsState() && s.donor(id):
		return "donor"
	case id.IsState():
		return "state"
	case s.donor(id):
		return "bank"
	}
	return "body"
}

// traitsOfTime tells whether the period is over on the day of the report, and how long.
func (s *scene) traitsOfTime(t *weigh.Traits, c *pledgebook.Claim) {
	p := c.Period
	switch {
	case p.Start == 0 && p.End == 0:
		t.Add(traitFull, "period", "none", "")
	case p.Start == 0:
		t.Add(traitFull, "period", "end", "")
	case p.End == 0:
		t.Add(traitFull, "period", "start", "")
	default:
		when := "ahead"
		if s.published != 0 && p.End <= s.published+31 {
			when = "over"
		} else if p.Start <= s.published {
			when = "running"
		}
		length := "short"
		if p.End-p.Start > 370 {
			length = "years"
		} else if p.End-p.Start > 350 {
			length = "year"
		}
		t.Add(traitFull, "period", when, length)
	}
	if c.Deadline != 0 {
		t.Add(traitFull, "period", "deadline", "")
	}
	if c.Date != 0 {
		t.Add(traitFull, "period", "dated", "")
	}
}
