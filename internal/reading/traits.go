package reading

import (
	"pledgebook"
	"pledgebook/internal/reading/party"
	"pledgebook/internal/reading/text"
	"pledgebook/internal/reading/weigh"
)

// This file says what is so of a figure, for its fields to be weighed by: the words of its
// sentence by side and distance, and what the sentences around it and the headline speak
// of. What verbs, nouns and rules tell is said in ruletraits.go.

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

// traitWords bounds how many words of a sentence, and on one side of a figure, are looked at.
const traitWords = 60

var (
	groupsBefore = weigh.Words("b1", "b2", "b3", "b4") // words before the figure by distance
	groupsBehind = weigh.Words("a1", "a2", "a3", "a4")
	groupEither  = weigh.WordOf("s") // in the figure's sentence
	groupPrior   = weigh.WordOf("p") // in the sentence before
	groupNext    = weigh.WordOf("n")
	groupHead    = weigh.WordOf("h")
	groupIn      = weigh.WordOf("in")
	inHeadline   = weigh.WordOf("headline")
	inList       = weigh.WordOf("list")
)

// traitWord is what a stretch of a sentence counts as.
type traitWord struct {
	text.Range
	word weigh.Word
}

// traitsOf writes down what is so of a draft, for those who ask for it by name; weighDraft
// adds up the same in the same order.
func (s *scene) traitsOf(d *draft, t *weigh.Traits) {
	t.Reset()
	s.traitsOfHeadline(t)
	s.traitsOfWords(t, d)
	s.traitsOfDeeds(t, d)
	s.traitsBeside(t, d.sentence-1, groupPrior)
	s.traitsBeside(t, d.sentence+1, groupNext)
	s.traitsOfDraft(t, d)
}

// traitsOfDeeds adds the verbs and nouns around the figure.
func (s *scene) traitsOfDeeds(t *weigh.Traits, d *draft) {
	v := s.words(d.sentence)
	s.traitsOfVerbs(t, v, d)
	s.traitsOfNouns(t, v, d)
}

// traitsOfDraft adds where the figure stands and what the rules made of it.
func (s *scene) traitsOfDraft(t *weigh.Traits, d *draft) {
	if s.sentences[d.sentence].kind == pledgebook.PartHeadline {
		t.Add(traitFull, groupIn, inHeadline)
	}
	if d.list {
		t.Add(traitFull, groupIn, inList)
	}
	s.traitsOfRules(t, d)
}

// traitsOfWords adds the words before and behind the figure.
func (s *scene) traitsOfWords(t *weigh.Traits, d *draft) {
	words := s.traitWordsOf(s.words(d.sentence))
	first := 0
	for first < len(words) && words[first].End <= d.figure.First {
		first++
	}
	for n, i := 0, first-1; i >= 0 && n < traitWords; n, i = n+1, i-1 {
		addTraitWord(t, groupsBefore, n, words[i].word)
	}
	n := 0
	for _, w := range words[first:] {
		if w.First >= d.figure.End && n < traitWords {
			addTraitWord(t, groupsBehind, n, w.word)
			n++
		}
	}
}

// addTraitWord adds a word that n others part from the figure.
func addTraitWord(t *weigh.Traits, groups []weigh.Word, n int, w weigh.Word) {
	at, strength := 0, int16(traitFull)
	switch {
	case n >= distantWords:
		at, strength = 3, traitDistant
	case n >= nearWords:
		at = 2
	case n >= nextWords:
		at = 1
	}
	t.Add(strength, groups[at], w)
	t.Add(strength*traitAnywhere/traitFull, groupEither, w)
}

// traitsBeside adds the words, verbs and nouns of the sentence before or behind.
func (s *scene) traitsBeside(t *weigh.Traits, i int, group weigh.Word) {
	if i >= 0 && i < len(s.sentences) && s.sentences[i].kind.GivesClaims() {
		s.traitsOfSentence(t, s.words(i), group, traitBeside)
	}
}

// headlineReach bounds the sentences of a headline that are weighed.
const headlineReach = 8

// traitsOfHeadline adds what the headline speaks of.
func (s *scene) traitsOfHeadline(t *weigh.Traits) {
	for i := range s.sentences[:min(headlineReach, len(s.sentences))] {
		if s.sentences[i].kind != pledgebook.PartHeadline {
			return
		}
		s.traitsOfSentence(t, s.words(i), groupHead, traitHeadline)
	}
}

// traitsOfSentence adds the words, verbs and nouns of a whole sentence.
func (s *scene) traitsOfSentence(t *weigh.Traits, v *sentence, group weigh.Word, strength int16) {
	words := s.traitWordsOf(v)
	for _, w := range words[:min(len(words), traitWords)] {
		t.Add(strength, group, w.word)
	}
	for i := range v.verbs {
		p := &v.verbs[i]
		t.AddPair(strength, group, verbClass(p.Class), moods[p.Mood])
		if p.Stage != "" {
			t.AddPair(strength, group, stageWord(p.Stage), moods[p.Mood])
		}
	}
	for i := range v.nouns {
		t.AddPair(strength, group, nounClass(v.nouns[i].Class), stageWord(v.nouns[i].Stage))
	}
}

// maxTraitTokens bounds how much of a sentence is cut into words of traits.
const maxTraitTokens = 400

// traitWordsOf cuts a sentence into words of traits, once.
func (s *scene) traitWordsOf(v *sentence) []traitWord {
	if v.traitsRead {
		return v.traitWords
	}
	v.traitsRead = true
	party, sum, time := v.parties.First, v.sums.First, v.periods.First
	for k := v.First; k < min(v.End, v.First+maxTraitTokens); {
		w := traitWord{Range: text.Range{First: k, End: k + 1}}
		for party < v.parties.End && s.parties[party].End <= k {
			party++
		}
		for sum < v.sums.End && s.sums[sum].End <= k {
			sum++
		}
		for time < v.periods.End && s.periods[time].End <= k {
			time++
		}
		switch {
		case party < v.parties.End && s.parties[party].First <= k && s.parties[party].ID != "":
			w.word, w.End = s.traitParty(&s.parties[party]), s.parties[party].End
		case sum < v.sums.End && s.sums[sum].First <= k:
			w.word, w.End = wordSum, s.sums[sum].End
		case time < v.periods.End && s.periods[time].First <= k:
			w.word, w.End = wordTime, s.periods[time].End
		default:
			w.word = s.traitToken(k)
		}
		if !w.word.Zero() {
			v.traitWords = append(v.traitWords, w)
		}
		k = max(w.End, k+1)
	}
	return v.traitWords
}

// The words that stand for mentions.
var (
	wordSum    = weigh.WordOf("~sum")
	wordTime   = weigh.WordOf("~time")
	wordNumber = weigh.WordOf("~number")
	wordPerson = weigh.WordOf("~person")
	wordDonor  = weigh.WordOf("~donor")
	wordState  = weigh.WordOf("~state")
	wordAgency = weigh.WordOf("~agency")
	wordBank   = weigh.WordOf("~bank")
	wordBody   = weigh.WordOf("~body")
)

var marks = [...]weigh.Word{'(': weigh.WordOf("("), ')': weigh.WordOf(")"), ';': weigh.WordOf(";"), ':': weigh.WordOf(":"), ',': weigh.WordOf(",")}

// traitToken is what a token outside of mentions counts as, if anything.
func (s *scene) traitToken(k int) weigh.Word {
	switch tok := &s.doc.Tokens[k]; tok.Kind {
	case text.Word:
		return weigh.StemOf(s.doc.Of(k))
	case text.Number:
		return wordNumber
	case text.Punct:
		if int(tok.Char) < len(marks) {
			return marks[tok.Char]
		}
	}
	return weigh.Word{}
}

// traitParty tells parties by what they do in such reports, not by their names.
func (s *scene) traitParty(m *party.Mention) weigh.Word {
	if m.Person != nil {
		return wordPerson
	}
	return s.sortOfParty(m.Actor())
}

func (s *scene) sortOfParty(id pledgebook.PartyID) weigh.Word {
	switch {
	case id.IsState() && s.donor(id):
		return wordDonor
	case id.IsState():
		return wordState
	case s.engine.agencies[id]:
		return wordAgency
	case s.donor(id):
		return wordBank
	}
	return wordBody
}

// traitsOfVerbs adds the two verbs next to the figure on each side.
func (s *scene) traitsOfVerbs(t *weigh.Traits, v *sentence, d *draft) {
	n := 0
	for i := len(v.verbs) - 1; i >= 0 && n < 2; i-- {
		if p := &v.verbs[i]; p.End <= d.figure.First {
			s.traitsOfVerb(t, p, groupsVerb[n])
			n++
		}
	}
	n = 2
	for i := 0; i < len(v.verbs) && n < 4; i++ {
		if p := &v.verbs[i]; p.First >= d.figure.End {
			s.traitsOfVerb(t, p, groupsVerb[n])
			n++
		}
	}
	if d.verb != nil {
		s.traitsOfVerb(t, d.verb, groupGoverns)
		t.AddPair(traitFull, groupPosition, verbClass(d.verb.Class), positions[d.position])
	}
}

// traitsOfNouns adds the two nouns of aid next to the figure on each side.
func (s *scene) traitsOfNouns(t *weigh.Traits, v *sentence, d *draft) {
	n := 0
	for i := len(v.nouns) - 1; i >= 0 && n < 2; i-- {
		if p := &v.nouns[i]; p.End <= d.figure.First {
			traitsOfNoun(t, p, groupsNoun[n])
			n++
		}
	}
	n = 2
	for i := 0; i < len(v.nouns) && n < 4; i++ {
		if p := &v.nouns[i]; p.First >= d.figure.End {
			traitsOfNoun(t, p, groupsNoun[n])
			n++
		}
	}
	if d.noun != nil {
		traitsOfNoun(t, d.noun, groupOwnNoun)
	}
	if d.act != nil {
		traitsOfNoun(t, d.act, groupAct)
	}
}
